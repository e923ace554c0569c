//! The network panel: what is drawn (`canvas`), what the pointer does to it (`gestures`), and what lies over it. It
//! asks for a new frame only while something moves, so that an idle window costs nothing.

use super::{
    action::Action,
    canvas::{Canvas, Viewpoint},
    gestures::{self, node_key},
    model::Model,
    network_card, network_tools, start,
    state::Selection,
    widgets,
};
use crate::scene::Camera;
use egui::{Pos2, Rect, Sense, Ui, Vec2};

/// What the network keeps for itself.
#[derive(Default)]
pub struct NetworkView {
    pub(super) viewpoint: Viewpoint,
    pub(super) canvas: Canvas,
    pub(super) hovered: Option<usize>,
    /// What the open context menu is about.
    pub(super) menu_node: Option<usize>,
}

impl NetworkView {
    /// The view as it is on the screen, or as it will be when it has arrived.
    pub fn camera(&self) -> Camera {
        self.viewpoint.target()
    }

    /// Shows all of the network while it is laid out.
    pub fn follow_layout(&mut self) {
        self.viewpoint.follow_layout();
    }

    /// Moves the camera as a command says.
    pub fn steer(&mut self, model: &Model, action: &Action) {
        self.viewpoint.steer(model, action);
    }
}

/// Draws the network panel in whichever state it is: empty, loading, nothing to match, or the graph.
pub(super) fn network_ui(ui: &mut Ui, model: &Model, view: &mut NetworkView, actions: &mut Vec<Action>) {
    let rect = ui.available_rect_before_wrap();
    let has_network = model.places.points.len() == model.derived.network.nodes.len() && !model.places.points.is_empty();
    if !has_network {
        start::empty_ui(ui, model, actions);
        return;
    }
    let response = ui.allocate_rect(rect, Sense::click_and_drag());
    view.viewpoint.advance(ui, model, rect.size().into());
    gestures::gestures(ui, model, view, &response, actions);
    view.canvas.redraw(ui, model, view.viewpoint.now(), view.hovered);
    view.canvas.paint(ui, rect);
    announce(ui, model, view, rect, actions);
    network_card::menu_ui(&response, model, view.menu_node, actions);
    if view.canvas.dragged().is_none() && !response.context_menu_opened() {
        let edge = gestures::hovered_edge(&response, view);
        network_card::card_ui(&response, model, view.hovered, edge);
    }
    buttons_ui(ui, model, rect, actions);
    network_tools::remark_ui(ui, model, rect);
    if model.activity.is_some() {
        start::progress_ui(ui, model, rect, actions);
    }
}

/// Puts each node into the tree that screen readers and tests see: name, kind, number of deals.
fn announce(ui: &Ui, model: &Model, view: &NetworkView, rect: Rect, actions: &mut Vec<Action>) {
    for mark in &view.canvas.scene().nodes {
        let Some(node) = model.derived.network.nodes.get(mark.node) else { continue };
        let id = ui.id().with(("node", mark.node));
        let bounds =
            Rect::from_center_size(Pos2::from(mark.center) + rect.min.to_vec2(), Vec2::splat(2.0 * mark.radius));
        if !rect.contains(bounds.center()) {
            continue;
        }
        let kind = model.lang().kind(node.kind);
        let is_seen = ui.ctx().accesskit_node_builder(id, |builder| {
            builder.set_role(egui::accesskit::Role::Button);
            builder.set_label(model.lang().fill("network.node", &[&model.name(node.entity), &kind, &node.n_deals]));
            builder.set_bounds(egui::accesskit::Rect {
                x0: bounds.min.x.into(),
                y0: bounds.min.y.into(),
                x1: bounds.max.x.into(),
                y1: bounds.max.y.into(),
            });
            builder.add_action(egui::accesskit::Action::Click);
        });
        if is_seen.is_none() {
            return;
        }
        if ui.input(|i| i.has_accesskit_action_request(id, egui::accesskit::Action::Click)) {
            actions.extend(node_key(model, mark.node).map(|key| Action::Select(Selection::of(key))));
        }
    }
}

/// Larger, smaller, all, pause: bottom right, over the network.
fn buttons_ui(ui: &mut Ui, model: &Model, rect: Rect, actions: &mut Vec<Action>) {
    let size = Vec2::new(30.0, 30.0 * 4.0 + 12.0);
    let place = Rect::from_min_size(rect.right_bottom() - size - Vec2::splat(12.0), size);
    ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        ui.spacing_mut().item_spacing = Vec2::new(4.0, 4.0);
        for (action, icon) in [
            (Action::ZoomIn, widgets::Icon::Plus),
            (Action::ZoomOut, widgets::Icon::Minus),
            (Action::Fit, widgets::Icon::Fit),
            (Action::PauseLayout, if model.is_layout_paused { widgets::Icon::Play } else { widgets::Icon::Pause }),
        ] {
            if widgets::icon_command(ui, model, &action, icon, Vec2::splat(30.0)).clicked() {
                actions.push(action);
            }
        }
    });
}
