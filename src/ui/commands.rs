//! The table of commands: label, tooltip, shortcut and menu of each, and what it needs before it can do anything; so
//! that menus, keys, the palette and the sheet of keys cannot disagree.

use super::{action::Action, model::Model};
use egui::{Key, KeyboardShortcut, Modifiers};

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
    command(Action::OpenProject, "do.open_project", (Menu::File, 1)),
    keyed(Action::SaveAs, "do.save_as", (Menu::File, 1), CTRL, Key::S),
    keyed(Action::PictureDialog, "do.picture", (Menu::File, 2), CTRL_SHIFT, Key::S),
    keyed(Action::Quit, "do.quit", (Menu::File, 3), CTRL, Key::Q),
    keyed(Action::Undo, "do.undo", (Menu::Edit, 0), CTRL, Key::Z),
    keyed(Action::Redo, "do.redo", (Menu::Edit, 0), CTRL_SHIFT, Key::Z),
    keyed(Action::History, "do.history", (Menu::Edit, 0), CTRL, Key::H),
    keyed(Action::Search, "do.search", (Menu::Edit, 1), CTRL, Key::F),
    keyed(Action::Palette, "do.palette", (Menu::Edit, 1), CTRL, Key::K),
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
    keyed(Action::PauseLayout, "do.pause", (Menu::Layout, 2), CTRL_SHIFT, Key::R),
    keyed(Action::Shortcuts, "do.shortcuts", (Menu::Help, 0), Modifiers::NONE, Key::F1),
    command(Action::Notices, "do.notices", (Menu::Help, 0)),
    command(Action::About, "do.about", (Menu::Help, 1)),
];

/// The command of an action, if it is one.
pub fn command_of(action: &Action) -> Option<&'static Command> {
    COMMANDS.iter().find(|c| c.action == *action)
}

/// Key of the sentence that says why a command can do nothing now; `None` if it can.
pub fn obstacle(model: &Model, action: &Action) -> Option<&'static str> {
    let (is_possible, why) = match action {
        Action::Undo => (model.project.edits.next_undo().is_some(), "need.undo"),
        Action::Redo => (model.project.edits.next_redo().is_some(), "need.redo"),
        Action::HideSelected | Action::PinSelected | Action::UnpinSelected | Action::CopyNames => {
            (!model.selection().entities.is_empty(), "need.selection")
        }
        Action::FocusSelected | Action::ClearSelection => (!model.selection().is_empty(), "need.selection"),
        Action::ShowAll => (!model.derived.marks.hidden.is_empty(), "need.hidden"),
        Action::Fit | Action::Rearrange | Action::ZoomIn | Action::ZoomOut | Action::PictureDialog => {
            (!model.places.points.is_empty(), "need.network")
        }
        _ => (true, ""),
    };
    (!is_possible).then_some(why)
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

/// The commands whose keys were pressed; why, where one can do nothing now. While a text is typed, keys that mean
/// something to the text are left to it.
pub fn pressed(ctx: &egui::Context, model: &Model) -> Vec<Action> {
    let is_typing = ctx.text_edit_focused();
    let is_for_text = |c: &Command| {
        let is_bare = c.shortcut.is_some_and(|s| !s.modifiers.command && s.logical_key != Key::F1);
        is_bare || matches!(c.action, Action::Undo | Action::Redo | Action::PasteText)
    };
    let mut keyed: Vec<_> = COMMANDS.iter().filter_map(|c| Some((c, c.shortcut?))).collect();
    // What asks for Ctrl+Z also takes Ctrl+Shift+Z, so the longer chord is asked first.
    keyed.sort_by_key(|(_, s)| std::cmp::Reverse((s.modifiers.shift, s.modifiers.alt, s.modifiers.command)));
    keyed
        .into_iter()
        .filter(|(c, _)| !(is_typing && is_for_text(c)))
        .filter(|(_, shortcut)| ctx.input_mut(|i| i.consume_shortcut(shortcut)))
        .map(|(c, _)| obstacle(model, &c.action).map_or_else(|| c.action.clone(), Action::Remark))
        .collect()
}

/// A text that was pasted while none is typed: the system tells of Ctrl+V only so.
pub fn pasted(ctx: &egui::Context) -> Option<String> {
    let is_typing = ctx.text_edit_focused();
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
