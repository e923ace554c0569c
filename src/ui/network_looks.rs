//! What nodes say by size and colour, and hulls: a menu over the network's upper right corner.

use super::{action::Action, model::Model, theme::bold};
use crate::scene::looks::{ColorBy, LooksChoice, SizeBy};
use egui::{
    Align2, PopupCloseBehavior, Rect, RichText, Ui, UiBuilder, Vec2,
    containers::menu::{MenuButton, MenuConfig},
};

/// Draws the button, and the menu while it is open.
pub fn looks_ui(ui: &mut Ui, model: &Model, rect: Rect, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let place = Align2::RIGHT_TOP.align_size_within_rect(Vec2::new(120.0, 26.0), rect.shrink(10.0));
    let mut choice = model.state.looks;
    ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let stay = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
            MenuButton::new(lang.t("looks.title")).config(stay).ui(ui, |ui| {
                ui.set_min_width(200.0);
                choices_ui(ui, model, &mut choice);
            });
        });
    });
    if choice != model.state.looks {
        actions.push(Action::SetLooks(choice));
    }
}

fn choices_ui(ui: &mut Ui, model: &Model, choice: &mut LooksChoice) {
    let lang = model.lang();
    let heading = |ui: &mut Ui, key| ui.label(RichText::new(lang.t(key)).font(bold(12.0)).weak());
    heading(ui, "looks.size");
    for size in SizeBy::ALL {
        let key = match size {
            SizeBy::Degree => "looks.degree",
            SizeBy::Strength => "looks.strength",
            SizeBy::PageRank => "looks.pagerank",
            SizeBy::Betweenness => "looks.betweenness",
        };
        ui.radio_value(&mut choice.size, size, lang.t(key)).on_hover_text(lang.t(&format!("{key}.tip")));
    }
    ui.add_space(6.0);
    heading(ui, "looks.color");
    for (color, key) in [(ColorBy::Kind, "looks.kind"), (ColorBy::Community, "looks.community")] {
        ui.radio_value(&mut choice.color, color, lang.t(key)).on_hover_text(lang.t(&format!("{key}.tip")));
    }
    ui.add_space(6.0);
    ui.checkbox(&mut choice.has_hulls, lang.t("looks.hulls")).on_hover_text(lang.t("looks.hulls.tip"));
}
