//! The small windows: pasted text, pictures, keys, notices, about.

use super::{
    action::Action, commands::command_of, data::DataDialog, edit_history::edit_history_ui, key_sheet, model::Model,
    notices::notice_text, picture::PictureDialog, theme::bold, views_dialog, widgets,
};
use crate::text::PartialDate;
use egui::{Context, Id, Modal, RichText, ScrollArea, TextEdit, Ui};

/// The window that is open, and its half-typed text.
#[derive(Default)]
pub struct Dialogs {
    open: Option<Action>,
    text: String,
    outlet: String,
    date: String,
    picture: PictureDialog,
    data: DataDialog,
    view_name: String,
}

const LICENSES: &str = include_str!("../../assets/fonts/Pretendard-LICENSE.txt");

impl Dialogs {
    /// True while a window is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// True while the window for pictures is open.
    pub fn is_picture(&self) -> bool {
        self.open == Some(Action::PictureDialog)
    }

    /// Closes the window that is open.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// Opens the window that an action asks for.
    pub fn open(&mut self, action: &Action) {
        self.open = Some(action.clone());
    }

    /// Opens the window for pasted text with a text in it.
    pub fn paste(&mut self, text: String) {
        self.text = text;
        self.open = Some(Action::PasteText);
    }

    /// Draws the open window.
    pub fn show(&mut self, ctx: &Context, model: &Model, actions: &mut Vec<Action>) {
        let Some(open) = self.open.clone() else { return };
        let before = actions.len();
        let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(20.0).corner_radius(8.0);
        let modal = Modal::new(Id::new(("dialog", command_of(&open).map(|c| c.key)))).frame(frame).show(ctx, |ui| {
            ui.set_width(dialog_width(&open).min(ctx.content_rect().width() - 80.0));
            match &open {
                Action::PasteText => self.paste_ui(ui, model, actions),
                Action::ViewsDialog => views_dialog::views_ui(ui, model, &mut self.view_name, actions),
                Action::PictureDialog => return self.picture.show(ui, model, actions),
                Action::DataDialog => return self.data.show(ui, model, actions),
                Action::Shortcuts => key_sheet::key_sheet_ui(ui, model),
                Action::Notices => notices_ui(ui, model),
                Action::History => edit_history_ui(ui, model, actions),
                _ => about_ui(ui, model),
            }
            ui.add_space(12.0);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(model.lang().t("do.close")).clicked() {
                    actions.push(Action::CloseDialog);
                }
            });
        });
        let is_step = |a: &Action| {
            matches!(a, Action::SetPicture(_) | Action::SetData(_) | Action::GoTo(_) | Action::DeleteView(_))
        };
        let is_chosen = actions.iter().skip(before).any(|a| !is_step(a));
        if modal.should_close() || is_chosen {
            self.open = None;
        }
    }

    fn paste_ui(&mut self, ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
        let lang = model.lang();
        widgets::heading(ui, lang.t("do.paste_text"));
        ui.label(RichText::new(lang.t("paste.text.tip")).weak());
        ui.add_space(8.0);
        ScrollArea::vertical().max_height(ui.ctx().content_rect().height() * 0.5).show(ui, |ui| {
            let edit = TextEdit::multiline(&mut self.text).desired_rows(14).desired_width(f32::INFINITY);
            let response = ui.add(edit.hint_text(lang.t("paste.hint")));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, lang.t("paste.hint")));
        });
        ui.add_space(8.0);
        let date = self.date.trim().parse::<PartialDate>();
        let is_wrong = date.is_err() && !self.date.trim().is_empty();
        ui.horizontal(|ui| {
            ui.label(lang.t("article.outlet"));
            ui.add(TextEdit::singleline(&mut self.outlet).desired_width(150.0));
            ui.label(lang.t("article.date"));
            let ink = if is_wrong { model.colours.alarm } else { model.colours.text };
            ui.add(TextEdit::singleline(&mut self.date).hint_text("2024-06-19").desired_width(100.0).text_color(ink));
            if ui
                .add_enabled(!self.text.trim().is_empty() && !is_wrong, egui::Button::new(lang.t("paste.add")))
                .clicked()
            {
                let outlet = Some(self.outlet.trim().to_owned()).filter(|o| !o.is_empty());
                actions.push(Action::OpenText { text: std::mem::take(&mut self.text), outlet, published: date.ok() });
                (self.outlet, self.date) = (String::new(), String::new());
            }
        });
    }
}

fn dialog_width(open: &Action) -> f32 {
    match open {
        Action::PasteText | Action::Notices | Action::History | Action::About => 640.0,
        Action::PictureDialog => 1080.0,
        Action::DataDialog => 620.0,
        _ => 1200.0,
    }
}

fn notices_ui(ui: &mut Ui, model: &Model) {
    let lang = model.lang();
    widgets::heading(ui, lang.t("do.notices"));
    ui.add_space(4.0);
    if model.notices.is_empty() {
        ui.label(RichText::new(lang.t("notice.none")).weak());
    }
    ScrollArea::vertical().max_height(ui.ctx().content_rect().height() * 0.6).show(ui, |ui| {
        for notice in model.notices.iter().rev() {
            ui.add(egui::Label::new(notice_text(lang, notice)).wrap());
            ui.separator();
        }
    });
}

fn about_ui(ui: &mut Ui, model: &Model) {
    let lang = model.lang();
    ui.label(RichText::new(lang.t("about.title")).font(bold(22.0)).color(model.colours.accent));
    ui.label(lang.t("about.text"));
    ui.label(RichText::new(lang.fill("about.version", &[&env!("CARGO_PKG_VERSION")])).weak());
    widgets::section(ui, lang.t("about.licenses"));
    for key in ["about.own", "about.dictionary", "about.fonts", "about.crates"] {
        ui.label(lang.t(key));
    }
    ui.add_space(8.0);
    ui.collapsing(lang.t("about.font_license"), |ui| {
        ScrollArea::vertical().max_height(200.0).show(ui, |ui| ui.label(RichText::new(LICENSES).small()));
    });
}
