//! The windows for corrections: an entity, a merge, a deal, a name selected in a text. What is typed stays here until
//! it is confirmed; then it becomes one edit, which is undone as one.

mod deal;
mod entity;
mod merge;
mod name;
mod pick;

pub use merge::reasons;

use super::{action::Action, model::Model, theme::bold};
use crate::{
    project::{Edit, edit::Said},
    resolve::{DealKey, EntityKey},
};
use egui::{Context, Id, Modal, RichText, Ui};

/// What is to be corrected.
#[derive(Debug, Clone, PartialEq)]
pub enum Correct {
    /// Name, kind, aliases of an entity.
    Entity(EntityKey),
    /// These are the same.
    Merge(Vec<EntityKey>),
    /// The facts of a deal.
    Deal(DealKey),
    /// A deal that was not found, said by the selected text if there is one.
    NewDeal(Option<Said>),
    /// The selected text is a name.
    NewName(Said),
}

/// The window that is open.
#[derive(Default)]
pub struct Corrections {
    open: Option<Form>,
}

enum Form {
    Entity(entity::EntityForm),
    Merge(merge::MergeForm),
    Deal(Box<deal::DealForm>),
    Name(name::NameForm),
}

/// What comes of a frame of a form.
enum Step {
    /// It stays open.
    Stay,
    /// It closes without an edit.
    Close,
    /// It closes with these edits, none of which may change anything.
    Done(Vec<Edit>),
    /// Another window instead.
    Instead(Correct),
}

impl Corrections {
    /// True while a window is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Opens the window for a correction; what is not there any more is not opened.
    pub fn open(&mut self, model: &Model, what: &Correct) {
        self.open = match what {
            Correct::Entity(key) => entity::EntityForm::new(model, key).map(Form::Entity),
            Correct::Merge(keys) => Some(Form::Merge(merge::MergeForm::new(model, keys))),
            Correct::Deal(key) => deal::DealForm::of(model, key).map(|form| Form::Deal(Box::new(form))),
            Correct::NewDeal(said) => Some(Form::Deal(Box::new(deal::DealForm::new(model, said.clone())))),
            Correct::NewName(said) => name::NameForm::new(model, said.clone()).map(Form::Name),
        };
    }

    /// Draws the open window.
    pub fn show(&mut self, ctx: &Context, model: &Model, actions: &mut Vec<Action>) {
        let Some(form) = &mut self.open else { return };
        let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(20.0).corner_radius(8.0);
        let width = if matches!(form, Form::Merge(_)) { 760.0 } else { 560.0 };
        let modal = Modal::new(Id::new("correction")).frame(frame).show(ctx, |ui| {
            ui.set_width(f32::min(width, ctx.content_rect().width() - 80.0));
            match form {
                Form::Entity(form) => form.show(ui, model),
                Form::Merge(form) => form.show(ui, model),
                Form::Deal(form) => form.show(ui, model),
                Form::Name(form) => form.show(ui, model),
            }
        });
        let step = if modal.should_close() { Step::Close } else { modal.inner };
        match step {
            Step::Stay => return,
            Step::Close => {}
            Step::Done(edits) => actions.extend(one(edits).map(Action::Edit)),
            Step::Instead(what) => actions.push(Action::Correct(what)),
        }
        self.open = None;
    }
}

/// Several edits as one.
fn one(mut edits: Vec<Edit>) -> Option<Edit> {
    if edits.len() > 1 { Some(Edit::Several(edits)) } else { edits.pop() }
}

/// The title of a window, and what it is for.
fn head_ui(ui: &mut Ui, title: &str, about: &str) {
    ui.label(RichText::new(title).font(bold(18.0)));
    ui.add(egui::Label::new(RichText::new(about).weak()).wrap());
    ui.add_space(8.0);
}

/// Confirm and cancel, at the right of the last line. True if confirmed, false if cancelled.
fn goals_ui(ui: &mut Ui, model: &Model, confirm: &str, is_ready: bool) -> Option<bool> {
    let lang = model.lang();
    ui.add_space(12.0);
    let enter = is_ready && ui.input_mut(|i| i.consume_key(egui::Modifiers::COMMAND, egui::Key::Enter));
    let pressed = ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let cancel = ui.button(lang.t("do.cancel")).clicked().then_some(false);
        let text = RichText::new(confirm).font(bold(13.0)).color(model.colours.paper);
        let button = egui::Button::new(text).fill(model.colours.accent);
        let confirmed = ui.add_enabled(is_ready, button).on_hover_text("Ctrl+Enter").clicked();
        if confirmed { Some(true) } else { cancel }
    });
    if enter { Some(true) } else { pressed.inner }
}

/// A named field.
fn field_ui(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let (area, _) = ui.allocate_exact_size(egui::vec2(76.0, 22.0), egui::Sense::hover());
        let ink = ui.visuals().weak_text_color();
        ui.painter().text(area.left_center(), egui::Align2::LEFT_CENTER, name, egui::FontId::proportional(13.0), ink);
        add(ui);
    });
}

/// A one-line field with a name for screen readers; true if it changed.
fn text_ui(ui: &mut Ui, text: &mut String, name: &str, width: f32) -> egui::Response {
    let response = ui.add(egui::TextEdit::singleline(text).desired_width(width).hint_text(name));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, name));
    response
}
