//! What floats over the network: the tools, what is being done with the way out of it, and what was just said.

use super::{
    action::Action,
    commands::obstacle,
    model::Model,
    state::{Selection, Tool},
    widgets::{self, Icon},
};
use egui::{Align2, Area, Order, Rect, RichText, StrokeKind, Ui, Vec2, vec2};

/// From the network's edge, in points.
const MARGIN: f32 = 12.0;
const BUTTON: f32 = 28.0;

/// Move, box, lasso; back and forward: top left.
pub fn tools_ui(ui: &mut Ui, model: &Model, rect: Rect, actions: &mut Vec<Action>) {
    let tools = [(Tool::Move, Icon::Pointer), (Tool::Box, Icon::Box), (Tool::Lasso, Icon::Lasso)];
    let place = Rect::from_min_size(rect.min + Vec2::splat(MARGIN), vec2(8.0 * BUTTON, BUTTON));
    ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        let frame = egui::Frame::new().fill(model.colours.panel.gamma_multiply(0.9)).corner_radius(6).inner_margin(3);
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                for (tool, icon) in tools {
                    let action = Action::UseTool(tool);
                    let response = widgets::icon_command(ui, model, &action, icon, Vec2::splat(BUTTON));
                    if tool == model.tool {
                        let stroke = egui::Stroke::new(1.5, model.colours.accent);
                        ui.painter().rect_stroke(response.rect, 4.0, stroke, StrokeKind::Inside);
                    }
                    if response.clicked() {
                        actions.push(action);
                    }
                }
                ui.add_space(8.0);
                for (action, icon) in [(Action::Back, Icon::Left), (Action::Forward, Icon::Right)] {
                    let is_possible = obstacle(model, &action).is_none();
                    let button = |ui: &mut Ui| widgets::icon_command(ui, model, &action, icon, Vec2::splat(BUTTON));
                    if ui.add_enabled_ui(is_possible, button).inner.clicked() {
                        actions.push(action);
                    }
                }
            })
        });
    });
}

/// What is being done, each with its way out: top middle.
pub fn modes_ui(ui: &Ui, model: &Model, rect: Rect, actions: &mut Vec<Action>) {
    let is_around = model.state.filter.around.is_some();
    if model.tool == Tool::Move && !is_around {
        return;
    }
    let area = Area::new(ui.id().with("modes")).order(Order::Middle).constrain_to(rect);
    let area = area.pivot(Align2::CENTER_TOP).fixed_pos(rect.center_top() + vec2(0.0, MARGIN));
    area.show(ui.ctx(), |ui| {
        if is_around {
            chip_ui(ui, model, |ui| around_ui(ui, model, actions));
        }
        if model.tool != Tool::Move {
            chip_ui(ui, model, |ui| {
                let key = if model.tool == Tool::Box { "tool.box" } else { "tool.lasso" };
                ui.add(egui::Label::new(model.lang().t(key)).extend());
                leave_ui(ui, model, Action::UseTool(Tool::Move), actions);
            });
        }
    });
}

/// Around what, and how many steps: each a click away.
fn around_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let Some(around) = &model.state.filter.around else { return };
    let name = around.entities.first().map_or("", |key| model.find_entity(key).map_or(&key.name, |e| model.name(e)));
    let name = match around.entities.len() {
        0 | 1 => name.to_owned(),
        n => lang.fill("around.more", &[&name, &(n - 1)]),
    };
    let title = egui::Link::new(RichText::new(lang.fill("around.title", &[&name])).color(model.colours.text));
    if ui.add(title).clicked() {
        actions.push(Action::Select(Selection { entities: around.entities.clone(), ..Selection::default() }));
    }
    for steps in 1..=3 {
        if ui.selectable_label(around.steps == steps, lang.steps(steps)).clicked() {
            actions.push(Action::SetFilter(crate::network::Filter {
                around: Some(crate::network::part::Around { steps, ..around.clone() }),
                ..model.state.filter.clone()
            }));
            actions.push(Action::Fit);
        }
    }
    leave_ui(ui, model, Action::LeaveAround, actions);
}

fn leave_ui(ui: &mut Ui, model: &Model, action: Action, actions: &mut Vec<Action>) {
    ui.separator();
    if ui.link(model.lang().t("tool.leave")).clicked() {
        actions.push(action);
    }
}

fn chip_ui(ui: &mut Ui, model: &Model, add: impl FnOnce(&mut Ui)) {
    let frame = egui::Frame::popup(ui.style()).fill(model.colours.raised).inner_margin(vec2(12.0, 4.0));
    ui.vertical_centered(|ui| frame.show(ui, |ui| ui.horizontal(add)));
}

/// A sentence at the foot of the network, until something else is done.
pub fn remark_ui(ui: &Ui, model: &Model, rect: Rect) {
    let Some(key) = model.remark else { return };
    let area = Area::new(ui.id().with("remark")).order(Order::Middle).interactable(false);
    area.pivot(Align2::CENTER_BOTTOM).fixed_pos(rect.center_bottom() - vec2(0.0, 16.0)).show(ui.ctx(), |ui| {
        chip_ui(ui, model, |ui| {
            ui.add(egui::Label::new(RichText::new(model.lang().t(key))).extend());
        });
    });
}
