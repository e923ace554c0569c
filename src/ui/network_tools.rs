//! What floats over the network: what was just said.

use super::model::Model;
use egui::{Align2, Area, Order, Rect, RichText, Ui, vec2};

/// A sentence at the foot of the network, until something else is done.
pub fn remark_ui(ui: &Ui, model: &Model, rect: Rect) {
    let Some(key) = model.remark else { return };
    let area = Area::new(ui.id().with("remark")).order(Order::Middle).interactable(false);
    area.pivot(Align2::CENTER_BOTTOM).fixed_pos(rect.center_bottom() - vec2(0.0, 16.0)).show(ui.ctx(), |ui| {
        egui::Frame::popup(ui.style()).fill(model.colours.raised).inner_margin(vec2(12.0, 6.0)).show(ui, |ui| {
            ui.add(egui::Label::new(RichText::new(model.lang().t(key))).extend());
        });
    });
}
