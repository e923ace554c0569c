//! The window of saved views: save what is looked at under a name, open or forget what was saved.

use super::{
    action::Action,
    model::Model,
    widgets::{self, Icon},
};
use egui::{RichText, ScrollArea, TextEdit, Ui, Vec2, WidgetInfo, WidgetType};

/// Draws the window's content. `name` is half typed; empty for the name that is proposed.
pub fn views_ui(ui: &mut Ui, model: &Model, name: &mut String, actions: &mut Vec<Action>) {
    let lang = model.lang();
    widgets::heading(ui, lang.t("do.views"));
    ui.label(RichText::new(lang.t("views.text")).weak());
    ui.add_space(8.0);
    let proposed = proposed_name(model);
    let chosen = if name.trim().is_empty() { &proposed } else { name.trim() }.to_owned();
    let is_known = model.state.views.contains_key(&chosen);
    ui.horizontal(|ui| {
        let edit = TextEdit::singleline(name).hint_text(&proposed).desired_width(ui.available_width() - 110.0);
        let response = ui.add(edit);
        response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, lang.t("views.name")));
        if ui.memory(|m| m.focused().is_none()) {
            response.request_focus();
        }
        let is_entered = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        let label = lang.t(if is_known { "views.replace" } else { "views.save" });
        if ui.button(label).clicked() || is_entered {
            actions.push(Action::SaveView(chosen));
            name.clear();
        }
    });
    widgets::section(ui, lang.t("views.saved"));
    if model.state.views.is_empty() {
        ui.label(RichText::new(lang.t("views.none")).weak());
    }
    ScrollArea::vertical().max_height(ui.ctx().content_rect().height() * 0.4).show(ui, |ui| {
        for (name, view) in &model.state.views {
            ui.horizontal(|ui| {
                let forget = lang.fill("views.delete", &[name]);
                if widgets::icon_button(ui, Icon::Cross, Vec2::splat(20.0), &forget).on_hover_text(&forget).clicked() {
                    actions.push(Action::DeleteView(name.clone()));
                }
                let response = widgets::row(ui, false, name, |ui| {
                    ui.add(egui::Label::new(name).selectable(false).truncate());
                    let n_nodes = lang.fill("views.nodes", &[&view.places.len()]);
                    ui.add(egui::Label::new(RichText::new(n_nodes).small().weak()).selectable(false));
                });
                if response.clicked() {
                    actions.push(Action::OpenView(name.clone()));
                }
            });
        }
    });
}

/// What is around something is called so; else views are numbered.
fn proposed_name(model: &Model) -> String {
    let lang = model.lang();
    let around = model.state.filter.around.as_ref();
    if let Some((around, key)) = around.and_then(|around| Some((around, around.entities.first()?))) {
        return format!("{} {}", lang.fill("around.title", &[&key.name]), lang.steps(around.steps));
    }
    let numbered = (1..).map(|n| lang.fill("views.numbered", &[&n]));
    numbered.into_iter().find(|name| !model.state.views.contains_key(name)).unwrap_or_default()
}
