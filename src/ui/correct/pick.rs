//! A field in which an entity is picked by typing a part of its name.

use super::text_ui;
use crate::{
    resolve::EntityKey,
    search::Pattern,
    ui::{model::Model, widgets},
};
use egui::{Sense, Ui, vec2};

/// How many names are offered.
const N_OFFERED: usize = 6;

/// Draws the field and, while something is typed, the names it fits; the one that is picked.
pub fn pick_ui(
    ui: &mut Ui,
    model: &Model,
    typed: &mut String,
    hint: &str,
    accepts: impl Fn(&EntityKey) -> bool,
) -> Option<EntityKey> {
    let response = text_ui(ui, typed, hint, 220.0);
    let offered = Pattern::new(typed).map(|pattern| fitting(model, &pattern, &accepts)).unwrap_or_default();
    let is_confirmed = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
    let mut picked = is_confirmed.then(|| offered.first().copied()).flatten();
    let is_open = !offered.is_empty() && !typed.is_empty();
    let popup = egui::Popup::from_response(&response).id(response.id.with("names")).open(is_open);
    popup.close_behavior(egui::PopupCloseBehavior::IgnoreClicks).show(|ui| {
        ui.set_min_width(220.0);
        for &entity in &offered {
            let Some(found) = model.entity(entity) else { continue };
            let response = widgets::row(ui, false, &found.name, |ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
                widgets::kind_swatch(ui.painter(), rect.center(), 4.5, found.kind, &model.theme);
                ui.add(egui::Label::new(&found.name).selectable(false));
            });
            if response.is_pointer_button_down_on() || response.clicked() {
                picked = Some(entity);
            }
        }
    });
    let key = picked.and_then(|entity| model.entity(entity)).map(|e| e.key.clone());
    if key.is_some() {
        typed.clear();
    }
    key
}

/// Entities whose name or alias fits, the best first.
fn fitting(model: &Model, pattern: &Pattern, accepts: &dyn Fn(&EntityKey) -> bool) -> Vec<usize> {
    let entities = model.derived.resolved.entities.iter().enumerate().filter(|(_, e)| accepts(&e.key));
    let fit = |e: &crate::resolve::Entity| {
        std::iter::once(&e.name).chain(&e.aliases).filter_map(|name| pattern.fit(name)).min()
    };
    let mut found: Vec<_> =
        entities.filter_map(|(i, e)| Some(((fit(e)?, std::cmp::Reverse(e.mentions.len()), i), i))).collect();
    found.sort_unstable_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, i)| i).take(N_OFFERED).collect()
}
