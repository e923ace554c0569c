//! Everything a user can do, as one enum; and the table of commands that gives label, tooltip, shortcut and menu,
//! so that menus, keys and the shortcut sheet cannot disagree.

use super::{
    data::DataOptions,
    panels::Pane,
    picture::{PictureOptions, Subject},
    state::{Reading, Selection},
};
use crate::{
    network::Filter,
    project::Edit,
    resolve::{DealKey, EntityKey},
    text::PartialDate,
};
use egui::{Key, KeyboardShortcut, Modifiers};
use std::path::PathBuf;

/// One thing done by the user. Views push actions; `ui::update` carries them out.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Choose files to add.
    OpenFiles,
    /// Choose a folder to add.
    OpenFolder,
    /// Open the window for pasted text.
    PasteText,
    /// Show the sample articles.
    OpenSamples,
    /// Close everything that is open.
    NewProject,
    /// Open the window for pictures.
    PictureDialog,
    /// Open the window for data.
    DataDialog,
    /// Close the window that is open inside the window.
    CloseDialog,
    /// Close the window.
    Quit,
    /// Take back the last edit.
    Undo,
    /// Put the last undone edit back.
    Redo,
    /// Hide the selected entities.
    HideSelected,
    /// Show every hidden entity.
    ShowAll,
    /// Fix the selected nodes where they are.
    PinSelected,
    /// Let the selected nodes move again.
    UnpinSelected,
    /// Put the selected names on the clipboard.
    CopyNames,
    /// Move the keyboard to the search box.
    Search,
    /// Select nothing.
    ClearSelection,
    /// Show the whole network.
    Fit,
    /// Show the selection and its neighbours.
    FocusSelected,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// Lay the network out anew.
    Rearrange,
    /// Show everything again.
    ClearFilter,
    /// Show or hide a panel.
    TogglePanel(Pane),
    /// Put the panels back where they were at first.
    ResetPanels,
    /// Korean or English.
    SwitchLanguage,
    /// Light or dark.
    SwitchTheme,
    /// Glide or jump.
    SwitchMotion,
    /// Enlarge all of the window.
    LargerText,
    /// Shrink all of the window.
    SmallerText,
    /// The list of keys.
    Shortcuts,
    /// The list of notices.
    Notices,
    /// Version and licences.
    About,
    /// Add files and folders.
    Open(Vec<PathBuf>),
    /// Add a pasted text.
    OpenText {
        /// The article.
        text: String,
        /// As typed in.
        outlet: Option<String>,
        /// As typed in.
        published: Option<PartialDate>,
    },
    /// Select this instead.
    Select(Selection),
    /// Add an entity to the selection, or take it out.
    ToggleSelected(EntityKey),
    /// Select an entity and show its neighbourhood.
    FocusOn(EntityKey),
    /// Show a deal in the details; what else is selected stays.
    SelectDeal(Option<DealKey>),
    /// Open an article.
    Read(Reading),
    /// Bring a panel to the front.
    Reveal(Pane),
    /// Show something else.
    SetFilter(Filter),
    /// Record a correction.
    Edit(Edit),
    /// Move a node while it is dragged.
    DragNode {
        /// Index into the network's nodes.
        node: usize,
        /// Layout coordinates.
        to: [f32; 2],
    },
    /// Remember how pictures are made.
    SetPicture(Box<PictureOptions>),
    /// Open the window for pictures on a subject.
    PictureOf(Subject),
    /// Remember what data is written, and how.
    SetData(DataOptions),
    /// Choose where a file goes.
    ChoosePath(Save),
    /// Write a file.
    Save(Save, PathBuf),
    /// Draw the picture onto the clipboard.
    CopyPicture,
    /// Put a text on the clipboard.
    CopyText(String),
    /// Show a file in its folder.
    ShowInFolder(PathBuf),
    /// Stop what runs in the background.
    Cancel,
    /// Close the line under the menu.
    DismissBanner,
}

/// What is written to a file that the user names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Save {
    /// The picture, as its options say.
    Picture,
    /// The data, as its options say.
    Data,
}

/// A menu of the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// 파일.
    File,
    /// 편집.
    Edit,
    /// 보기.
    View,
    /// 배치.
    Layout,
    /// 도움말.
    Help,
}

impl Menu {
    /// In the order of the bar, with the key of the title.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::File, "menu.file"),
        (Self::Edit, "menu.edit"),
        (Self::View, "menu.view"),
        (Self::Layout, "menu.layout"),
        (Self::Help, "menu.help"),
    ];
}

/// How an action without particulars is offered.
#[derive(Debug, Clone)]
pub struct Command {
    /// What it does.
    pub action: Action,
    /// Key of its label; with `.tip` added, of its tooltip.
    pub key: &'static str,
    /// Its keys.
    pub shortcut: Option<KeyboardShortcut>,
    /// Where it stands, and in which group of that menu.
    pub menu: (Menu, u8),
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

const fn command(action: Action, key: &'static str, menu: (Menu, u8)) -> Command {
    Command { action, key, shortcut: None, menu }
}

const fn keyed(action: Action, key: &'static str, menu: (Menu, u8), modifiers: Modifiers, press: Key) -> Command {
    Command { action, key, shortcut: Some(KeyboardShortcut::new(modifiers, press)), menu }
}

/// Every command, in menu order.
pub static COMMANDS: &[Command] = &[
    keyed(Action::OpenFiles, "do.open_files", (Menu::File, 0), CTRL, Key::O),
    keyed(Action::OpenFolder, "do.open_folder", (Menu::File, 0), CTRL_SHIFT, Key::O),
    keyed(Action::PasteText, "do.paste_text", (Menu::File, 0), CTRL, Key::V),
    command(Action::OpenSamples, "do.open_samples", (Menu::File, 0)),
    keyed(Action::NewProject, "do.new_project", (Menu::File, 1), CTRL, Key::N),
    keyed(Action::PictureDialog, "do.picture", (Menu::File, 2), CTRL_SHIFT, Key::S),
    keyed(Action::DataDialog, "do.data", (Menu::File, 2), CTRL_SHIFT, Key::E),
    keyed(Action::Quit, "do.quit", (Menu::File, 3), CTRL, Key::Q),
    keyed(Action::Undo, "do.undo", (Menu::Edit, 0), CTRL, Key::Z),
    keyed(Action::Redo, "do.redo", (Menu::Edit, 0), CTRL_SHIFT, Key::Z),
    keyed(Action::Search, "do.search", (Menu::Edit, 1), CTRL, Key::F),
    keyed(Action::ClearSelection, "do.clear_selection", (Menu::Edit, 1), Modifiers::NONE, Key::Escape),
    command(Action::CopyNames, "do.copy_names", (Menu::Edit, 1)),
    keyed(Action::HideSelected, "do.hide", (Menu::Edit, 2), Modifiers::NONE, Key::Delete),
    command(Action::ShowAll, "do.show_all", (Menu::Edit, 2)),
    keyed(Action::ClearFilter, "do.clear_filter", (Menu::View, 0), CTRL_SHIFT, Key::F),
    keyed(Action::SwitchTheme, "do.theme", (Menu::View, 1), CTRL, Key::D),
    keyed(Action::SwitchLanguage, "do.language", (Menu::View, 1), CTRL, Key::L),
    keyed(Action::LargerText, "do.larger", (Menu::View, 2), CTRL, Key::Plus),
    keyed(Action::SmallerText, "do.smaller", (Menu::View, 2), CTRL, Key::Minus),
    command(Action::SwitchMotion, "do.motion", (Menu::View, 2)),
    command(Action::ResetPanels, "do.reset_panels", (Menu::View, 3)),
    keyed(Action::Fit, "do.fit", (Menu::Layout, 0), CTRL, Key::Num0),
    keyed(Action::FocusSelected, "do.focus", (Menu::Layout, 0), CTRL, Key::E),
    keyed(Action::ZoomIn, "do.zoom_in", (Menu::Layout, 0), Modifiers::NONE, Key::Plus),
    keyed(Action::ZoomOut, "do.zoom_out", (Menu::Layout, 0), Modifiers::NONE, Key::Minus),
    keyed(Action::PinSelected, "do.pin", (Menu::Layout, 1), CTRL, Key::P),
    keyed(Action::UnpinSelected, "do.unpin", (Menu::Layout, 1), CTRL_SHIFT, Key::P),
    keyed(Action::Rearrange, "do.rearrange", (Menu::Layout, 2), CTRL, Key::R),
    keyed(Action::Shortcuts, "do.shortcuts", (Menu::Help, 0), Modifiers::NONE, Key::F1),
    command(Action::Notices, "do.notices", (Menu::Help, 0)),
    command(Action::About, "do.about", (Menu::Help, 1)),
];

/// The command of an action, if it is one.
pub fn command_of(action: &Action) -> Option<&'static Command> {
    COMMANDS.iter().find(|c| c.action == *action)
}

/// A shortcut as it stands in menus: `Ctrl+Shift+S`, `F1`, `+`.
pub fn keys_text(ctx: &egui::Context, shortcut: &KeyboardShortcut) -> String {
    let sign = match shortcut.logical_key {
        Key::Plus => "+",
        Key::Minus => "−",
        _ => return ctx.format_shortcut(shortcut),
    };
    let with_letter = KeyboardShortcut::new(shortcut.modifiers, Key::A);
    ctx.format_shortcut(&with_letter).trim_end_matches('A').to_owned() + sign
}

/// The commands whose keys were pressed. While a text is typed, keys that mean something to the text are left to it.
pub fn pressed(ctx: &egui::Context) -> Vec<Action> {
    let is_typing = ctx.egui_wants_keyboard_input();
    let is_for_text = |c: &Command| {
        let is_bare = c.shortcut.is_some_and(|s| s.modifiers == Modifiers::NONE && s.logical_key != Key::F1);
        is_bare || matches!(c.action, Action::Undo | Action::Redo | Action::PasteText)
    };
    let mut keyed: Vec<_> = COMMANDS.iter().filter_map(|c| Some((c, c.shortcut?))).collect();
    // What asks for Ctrl+Z also takes Ctrl+Shift+Z, so the longer chord is asked first.
    keyed.sort_by_key(|(_, s)| std::cmp::Reverse((s.modifiers.shift, s.modifiers.command)));
    keyed
        .into_iter()
        .filter(|(c, _)| !(is_typing && is_for_text(c)))
        .filter(|(_, shortcut)| ctx.input_mut(|i| i.consume_shortcut(shortcut)))
        .map(|(c, _)| c.action.clone())
        .collect()
}

/// A text that was pasted while none is typed: the system tells of Ctrl+V only so.
pub fn pasted(ctx: &egui::Context) -> Option<String> {
    let is_typing = ctx.egui_wants_keyboard_input();
    let text = ctx.input(|i| {
        i.events.iter().find_map(|event| match event {
            egui::Event::Paste(text) if !is_typing => Some(text.clone()),
            _ => None,
        })
    });
    text.filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::{super::strings::Language, *};

    #[test]
    fn no_two_commands_share_keys() {
        let mut seen = Vec::new();
        for shortcut in COMMANDS.iter().filter_map(|c| c.shortcut) {
            assert!(!seen.contains(&shortcut), "{shortcut:?}");
            seen.push(shortcut);
        }
    }

    #[test]
    fn every_command_has_label_and_tooltip() {
        for command in COMMANDS {
            for key in [command.key.to_owned(), format!("{}.tip", command.key)] {
                assert_ne!(Language::Korean.t(&key), "⟨?⟩", "{key}");
            }
        }
    }
}
