//! The table of commands: label, tooltip, shortcut and menu of each, and what it needs before it can do anything; so
//! that menus, keys, the palette and the sheet of keys cannot disagree.

use super::{
    action::{Action, Save},
    correct::Correct,
    model::Model,
    picture::{self, Subject},
    state::{Step, Tool},
};
use egui::{Key, KeyboardShortcut, Modifiers, PointerButton};

/// A menu of the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// 파일.
    File,
    /// 편집.
    Edit,
    /// 선택.
    Select,
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
        (Self::Select, "menu.select"),
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
    command(Action::PictureOf(Subject::Profile), "do.profile", (Menu::File, 2)),
    keyed(Action::DataDialog, "do.data", (Menu::File, 2), CTRL_SHIFT, Key::E),
    keyed(Action::Quit, "do.quit", (Menu::File, 3), CTRL, Key::Q),
    keyed(Action::Undo, "do.undo", (Menu::Edit, 0), CTRL, Key::Z),
    keyed(Action::Redo, "do.redo", (Menu::Edit, 0), CTRL_SHIFT, Key::Z),
    keyed(Action::History, "do.history", (Menu::Edit, 0), CTRL, Key::H),
    keyed(Action::Search, "do.search", (Menu::Edit, 1), CTRL, Key::F),
    keyed(Action::Palette, "do.palette", (Menu::Edit, 1), CTRL, Key::K),
    keyed(Action::HideSelected, "do.hide", (Menu::Edit, 2), Modifiers::NONE, Key::Delete),
    keyed(Action::HideOthers, "do.hide_others", (Menu::Edit, 2), Modifiers::SHIFT, Key::Delete),
    keyed(Action::ShowAll, "do.show_all", (Menu::Edit, 2), CTRL_SHIFT, Key::H),
    keyed(Action::CorrectSelected, "do.correct", (Menu::Edit, 3), Modifiers::NONE, Key::F2),
    keyed(Action::MergeSelected, "do.merge", (Menu::Edit, 3), CTRL, Key::M),
    keyed(Action::Correct(Correct::NewDeal(None)), "do.add_deal", (Menu::Edit, 3), CTRL_SHIFT, Key::K),
    keyed(Action::Review, "do.review", (Menu::Edit, 3), Modifiers::NONE, Key::F8),
    command(Action::ChooseLexicon, "do.open_lexicon", (Menu::Edit, 4)),
    command(Action::ChoosePath(Save::Lexicon), "do.save_lexicon", (Menu::Edit, 4)),
    keyed(Action::SelectAll, "do.select_all", (Menu::Select, 0), CTRL, Key::A),
    keyed(Action::InvertSelection, "do.invert", (Menu::Select, 0), CTRL, Key::I),
    keyed(Action::GrowSelection, "do.grow", (Menu::Select, 0), CTRL, Key::B),
    command(Action::ClearSelection, "do.clear_selection", (Menu::Select, 0)),
    keyed(Action::StepOut, "do.step_out", (Menu::Select, 0), Modifiers::NONE, Key::Escape),
    keyed(Action::FindPaths, "do.paths", (Menu::Select, 1), CTRL, Key::J),
    keyed(Action::Component(Step::Next), "do.next_component", (Menu::Select, 1), Modifiers::NONE, Key::CloseBracket),
    keyed(
        Action::Component(Step::Previous),
        "do.previous_component",
        (Menu::Select, 1),
        Modifiers::NONE,
        Key::OpenBracket,
    ),
    command(Action::CopyNames, "do.copy_names", (Menu::Select, 2)),
    keyed(Action::UseTool(Tool::Move), "do.tool_move", (Menu::Select, 3), Modifiers::NONE, Key::V),
    keyed(Action::UseTool(Tool::Box), "do.tool_box", (Menu::Select, 3), Modifiers::NONE, Key::B),
    keyed(Action::UseTool(Tool::Lasso), "do.tool_lasso", (Menu::Select, 3), Modifiers::NONE, Key::L),
    keyed(Action::Back, "do.back", (Menu::View, 0), Modifiers::ALT, Key::ArrowLeft),
    keyed(Action::Forward, "do.forward", (Menu::View, 0), Modifiers::ALT, Key::ArrowRight),
    keyed(Action::ViewsDialog, "do.views", (Menu::View, 0), CTRL_SHIFT, Key::D),
    keyed(Action::Around(1), "do.around1", (Menu::View, 1), CTRL, Key::Num1),
    keyed(Action::Around(2), "do.around2", (Menu::View, 1), CTRL, Key::Num2),
    keyed(Action::Around(3), "do.around3", (Menu::View, 1), CTRL, Key::Num3),
    keyed(Action::LeaveAround, "do.leave_around", (Menu::View, 1), CTRL_SHIFT, Key::Num0),
    keyed(Action::ClearFilter, "do.clear_filter", (Menu::View, 1), CTRL_SHIFT, Key::F),
    keyed(Action::SwitchTheme, "do.theme", (Menu::View, 2), CTRL, Key::D),
    keyed(Action::SwitchLanguage, "do.language", (Menu::View, 2), CTRL, Key::L),
    keyed(Action::ToggleHulls, "do.hulls", (Menu::View, 2), CTRL_SHIFT, Key::A),
    keyed(Action::LargerText, "do.larger", (Menu::View, 3), CTRL, Key::Plus),
    keyed(Action::SmallerText, "do.smaller", (Menu::View, 3), CTRL, Key::Minus),
    command(Action::SwitchMotion, "do.motion", (Menu::View, 3)),
    command(Action::ResetPanels, "do.reset_panels", (Menu::View, 4)),
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
        Action::HideSelected | Action::PinSelected | Action::CopyNames => {
            (!model.selection().entities.is_empty(), "need.selection")
        }
        Action::UnpinSelected => {
            let pins = &model.derived.marks.pins;
            (model.selection().entities.iter().any(|key| pins.contains_key(key)), "need.pin")
        }
        Action::PictureOf(subject) => (picture::can_show(model, *subject), "need.selection"),
        Action::MergeSelected => (!model.selection().entities.is_empty(), "need.selection"),
        Action::FocusSelected | Action::ClearSelection | Action::CorrectSelected => {
            (!model.selection().is_empty(), "need.selection")
        }
        Action::GrowSelection => (!model.selected.nodes.is_empty(), "need.selection"),
        Action::HideOthers if model.selected.nodes.is_empty() => (false, "need.selection"),
        Action::HideOthers => (model.selected.nodes.len() < model.derived.network.nodes.len(), "need.others"),
        Action::FindPaths => (model.selection().entities.len() == 2, "need.two"),
        Action::Around(_) => {
            (!model.selected.nodes.is_empty() || model.state.filter.around.is_some(), "need.selection")
        }
        Action::Back => (model.history.has_back(), "need.back"),
        Action::Forward => (model.history.has_forward(), "need.forward"),
        Action::LeaveAround => (model.state.filter.around.is_some(), "need.around"),
        Action::ShowAll => (!model.derived.marks.hidden.is_empty(), "need.hidden"),
        Action::SelectAll
        | Action::InvertSelection
        | Action::Component(_)
        | Action::ViewsDialog
        | Action::Fit
        | Action::Rearrange
        | Action::ZoomIn
        | Action::ZoomOut
        | Action::PictureDialog
        | Action::DataDialog => (!model.places.points.is_empty(), "need.network"),
        _ => (true, ""),
    };
    (!is_possible).then_some(why)
}

/// A shortcut as it stands in menus: `Ctrl+Shift+S`, `F1`, `+`, `Alt+←`.
pub fn keys_text(ctx: &egui::Context, shortcut: &KeyboardShortcut) -> String {
    let sign = match shortcut.logical_key {
        Key::Plus => "+",
        Key::Minus => "−",
        Key::ArrowLeft => "←",
        Key::ArrowRight => "→",
        Key::Escape => "Esc",
        Key::OpenBracket => "[",
        Key::CloseBracket => "]",
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
    let buttons = [(PointerButton::Extra1, Action::Back), (PointerButton::Extra2, Action::Forward)];
    let is_clicked = |button| ctx.input(|i| i.pointer.button_pressed(button));
    let by_mouse = buttons.into_iter().filter(|(button, _)| is_clicked(*button)).map(|(_, action)| action);
    let mut keyed: Vec<_> = COMMANDS.iter().filter_map(|c| Some((c, c.shortcut?))).collect();
    // What asks for Ctrl+Z also takes Ctrl+Shift+Z, so the longer chord is asked first.
    keyed.sort_by_key(|(_, s)| std::cmp::Reverse((s.modifiers.shift, s.modifiers.alt, s.modifiers.command)));
    keyed
        .into_iter()
        .filter(|(c, _)| !(is_typing && is_for_text(c)))
        .filter(|(_, shortcut)| ctx.input_mut(|i| i.consume_shortcut(shortcut)))
        .map(|(c, _)| c.action.clone())
        .chain(by_mouse)
        .map(|action| obstacle(model, &action).map_or(action, Action::Remark))
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
