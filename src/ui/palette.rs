//! The palette: every command, found by a few letters of its name in either language, with its keys.

use super::{
    action::Action,
    commands::{COMMANDS, Menu, keys_text, obstacle},
    model::Model,
    panels::Pane,
    strings::Language,
    theme::{ROW_HEIGHT, table_style},
    widgets,
};
use crate::text::fuzzy;
use egui::{Align, Align2, Area, Context, Id, Key, Label, Layout, Modal, Modifiers, RichText, ScrollArea, Ui, vec2};
use egui::{WidgetInfo, WidgetType};
use std::cmp::Reverse;

/// Points, where the window is wide enough.
const WIDTH: f32 = 560.0;
/// So many lines are seen at once.
const N_LINES: f32 = 12.0;

/// What is typed, and which line is marked.
#[derive(Debug, Default)]
pub struct Palette {
    is_open: bool,
    text: String,
    marked: usize,
}

/// A line of the palette.
struct Line {
    label: String,
    /// The same in the other language.
    translation: String,
    /// The menu it stands in.
    place: &'static str,
    keys: String,
    obstacle: Option<&'static str>,
    action: Action,
}

impl Palette {
    /// Opens it, with nothing typed.
    pub fn open(&mut self) {
        *self = Self { is_open: true, ..Self::default() };
    }

    /// True while it is open.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Draws it while it is open.
    pub fn show(&mut self, ctx: &Context, model: &Model, actions: &mut Vec<Action>) {
        if !self.is_open {
            return;
        }
        let id = Id::new("palette");
        let area = Area::new(id).anchor(Align2::CENTER_TOP, vec2(0.0, 56.0));
        let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(12.0).corner_radius(8.0);
        let modal = Modal::new(id).area(area).frame(frame).show(ctx, |ui| {
            ui.set_width(WIDTH.min(ctx.content_rect().width() - 48.0));
            self.content_ui(ui, model)
        });
        if modal.should_close() || modal.inner.is_some() {
            self.is_open = false;
        }
        actions.extend(modal.inner);
    }

    fn content_ui(&mut self, ui: &mut Ui, model: &Model) -> Option<Action> {
        let lang = model.lang();
        let lines = found(model, ui.ctx(), &self.text);
        let before = self.marked;
        let is_picked = self.keys_ui(ui, lines.len());
        let edit = egui::TextEdit::singleline(&mut self.text).hint_text(lang.t("palette.hint"));
        let response = ui.add(edit.desired_width(f32::INFINITY));
        response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, lang.t("do.palette")));
        response.request_focus();
        if response.changed() {
            self.marked = 0;
        }
        ui.add_space(6.0);
        if lines.is_empty() {
            ui.label(RichText::new(lang.fill("palette.none", &[&self.text.trim()])).weak());
        }
        let mut clicked = None;
        let scroll = ScrollArea::vertical().max_height(N_LINES * (ROW_HEIGHT + 4.0)).auto_shrink([false, true]);
        scroll.show(ui, |ui| {
            for (i, line) in lines.iter().enumerate() {
                let response = line_ui(ui, model, line, i == self.marked);
                if i == self.marked && (before != self.marked || response.gained_focus()) {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    clicked = Some(i);
                }
            }
        });
        let chosen = lines.into_iter().nth(clicked.or(is_picked.then_some(self.marked))?)?;
        chosen.obstacle.is_none().then_some(chosen.action)
    }

    /// Arrow keys move the mark; true if Enter was pressed.
    fn keys_ui(&mut self, ui: &Ui, n_lines: usize) -> bool {
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        let last = n_lines.saturating_sub(1);
        let page = N_LINES as usize - 1;
        for (key, to) in [
            (Key::ArrowDown, if self.marked < last { self.marked + 1 } else { 0 }),
            (Key::ArrowUp, self.marked.checked_sub(1).unwrap_or(last)),
            (Key::PageDown, (self.marked + page).min(last)),
            (Key::PageUp, self.marked.saturating_sub(page)),
        ] {
            if pressed(key) {
                self.marked = to;
            }
        }
        pressed(Key::Enter)
    }
}

/// One line; what cannot be done now is pale and says why.
fn line_ui(ui: &mut Ui, model: &Model, line: &Line, is_marked: bool) -> egui::Response {
    let lang = model.lang();
    let ink = if line.obstacle.is_some() { model.colours.weak } else { model.colours.text };
    let small = |text: &str| Label::new(RichText::new(text).text_style(table_style()).weak()).selectable(false);
    widgets::row(ui, is_marked, &line.label, |ui| {
        ui.add(Label::new(RichText::new(&line.label).color(ink)).selectable(false));
        ui.add(small(line.obstacle.map_or(line.place, |why| lang.t(why))));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.add(small(&line.keys)));
    })
}

/// What fits `query` in either language, best first; what can be done now before what cannot. All if it is empty.
fn found(model: &Model, ctx: &Context, query: &str) -> Vec<Line> {
    let score = |line: &Line| {
        let own = fuzzy::score(query, &line.label);
        own.max(fuzzy::score(query, &line.translation))
    };
    let mut scored: Vec<(i32, Line)> =
        lines(model, ctx).into_iter().filter_map(|line| Some((score(&line)?, line))).collect();
    if !query.trim().is_empty() {
        scored.sort_by_key(|(score, line)| (line.obstacle.is_some(), Reverse(*score)));
    }
    scored.into_iter().map(|(_, line)| line).collect()
}

fn lines(model: &Model, ctx: &Context) -> Vec<Line> {
    let lang = model.lang();
    let place = |menu: Menu| Menu::ALL.iter().find(|(m, _)| *m == menu).map_or("", |(_, title)| lang.t(title));
    let commands = COMMANDS.iter().filter(|c| c.action != Action::Palette).map(|c| Line {
        label: lang.t(c.key).to_owned(),
        translation: lang.other().t(c.key).to_owned(),
        place: place(c.menu.0),
        keys: c.shortcut.map(|s| keys_text(ctx, &s)).unwrap_or_default(),
        obstacle: obstacle(model, &c.action),
        action: c.action.clone(),
    });
    let panel = |lang: Language, pane: &Pane| lang.fill("palette.panel", &[&pane.name(lang)]);
    let panels = Pane::ALL.iter().map(|pane| Line {
        label: panel(lang, pane),
        translation: panel(lang.other(), pane),
        place: place(Menu::View),
        keys: String::new(),
        obstacle: None,
        action: Action::Reveal(*pane),
    });
    let view = |lang: Language, name: &String| lang.fill("palette.view", &[name]);
    let views = model.state.views.keys().map(|name| Line {
        label: view(lang, name),
        translation: view(lang.other(), name),
        place: place(Menu::View),
        keys: String::new(),
        obstacle: None,
        action: Action::OpenView(name.clone()),
    });
    commands.chain(views).chain(panels).collect()
}
