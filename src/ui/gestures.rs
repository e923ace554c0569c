//! What pointer and wheel do to the network: hover, select, move, zoom, drag.

use super::{
    action::Action,
    marquee::Marquee,
    model::Model,
    network_view::NetworkView,
    panels::Pane,
    selecting,
    state::{Selection, Tool},
};
use crate::{layout::Point, project::Edit, resolve::EntityKey};
use egui::{PointerButton, Pos2, Response, Ui};

/// Reads what was done over the network since the last frame.
pub(super) fn gestures(ui: &Ui, model: &Model, view: &mut NetworkView, response: &Response, actions: &mut Vec<Action>) {
    let rect = response.rect;
    let local = |p: Pos2| -> Point { (p - rect.min).into() };
    let pointer = response.hover_pos();
    view.hovered = pointer.and_then(|p| view.canvas.node_at(local(p)));
    if let Some(p) = pointer {
        zoom_by_wheel(ui, view, local(p));
    }
    drag(ui, model, view, response, actions);
    let Some(p) = response.interact_pointer_pos() else { return };
    let (node, edge) = (view.canvas.node_at(local(p)), view.canvas.edge_at(local(p)));
    let key = |node: usize| node_key(model, node);
    if response.secondary_clicked() {
        view.menu_node = node;
        let is_selected = |k: &EntityKey| model.selection().entities.contains(k);
        actions.extend(node.and_then(key).filter(|k| !is_selected(k)).map(|k| Action::Select(Selection::of(k))));
    } else if response.double_clicked() {
        actions.extend(node.and_then(key).map(Action::FocusOn));
    } else if response.clicked() {
        let is_adding = ui.input(|i| i.modifiers.command || i.modifiers.shift);
        view.cursor = node.and_then(key);
        if view.cursor.is_some() {
            response.request_focus();
        }
        actions.push(match (node.and_then(key), edge) {
            (Some(key), _) if is_adding => Action::ToggleSelected(key),
            (Some(key), _) => Action::Select(Selection::of(key)),
            (None, Some(edge)) => Action::Select(edge_selection(model, edge)),
            (None, None) => Action::ClearSelection,
        });
        if node.is_some() || edge.is_some() {
            actions.push(Action::Reveal(Pane::Details));
        }
    }
}

fn zoom_by_wheel(ui: &Ui, view: &mut NetworkView, at: Point) {
    let (scroll, pinch) = ui.input(|i| (i.smooth_scroll_delta().y, i.zoom_delta()));
    view.viewpoint.zoom_at(at, pinch * (scroll * 0.004).exp());
}

/// A node under the press is moved, and pinned when dropped; else the camera is.
fn drag(ui: &Ui, model: &Model, view: &mut NetworkView, response: &Response, actions: &mut Vec<Action>) {
    let to_layout = |view: &NetworkView, p: Pos2| view.viewpoint.now().to_layout((p - response.rect.min).into());
    if response.drag_started_by(PointerButton::Primary) {
        let origin = ui.input(|i| i.pointer.press_origin());
        let node = origin.and_then(|p| view.canvas.node_at((p - response.rect.min).into()));
        let is_selecting = model.tool != Tool::Move || (node.is_none() && ui.input(|i| i.modifiers.shift));
        view.marquee =
            origin.filter(|_| is_selecting).map(|p| Marquee::begin(model.tool, (p - response.rect.min).into()));
        view.canvas.set_dragged(node.filter(|_| !is_selecting));
    }
    if response.dragged_by(PointerButton::Secondary) || !(response.dragged() || response.drag_stopped()) {
        return;
    }
    if view.marquee.is_some() {
        select_area(ui, model, view, response, actions);
        return;
    }
    let Some(node) = view.canvas.dragged() else {
        view.viewpoint.pan(response.drag_delta());
        return;
    };
    let Some(to) = response.interact_pointer_pos().map(|p| to_layout(view, p)) else { return };
    view.viewpoint.hold();
    if response.drag_stopped() {
        view.canvas.set_dragged(None);
        let [x, y] = to;
        actions.extend(node_key(model, node).map(|entity| Action::Edit(Edit::Pin { entity, x, y })));
    } else if response.drag_delta() != egui::Vec2::ZERO {
        actions.push(Action::DragNode { node, to });
    }
}

/// The area goes on to the pointer; what lies in it is selected when the button is released, with Shift added.
fn select_area(ui: &Ui, model: &Model, view: &mut NetworkView, response: &Response, actions: &mut Vec<Action>) {
    let (Some(marquee), Some(p)) = (&mut view.marquee, response.interact_pointer_pos()) else { return };
    marquee.reach((p - response.rect.min).into());
    if !response.drag_stopped() {
        return;
    }
    let camera = view.viewpoint.now();
    let points = model.places.points.iter().enumerate();
    let inside = points.filter(|(_, point)| marquee.holds(camera.to_screen(**point))).map(|(node, _)| node);
    let mut selection = selecting::of_nodes(model, inside);
    if ui.input(|i| i.modifiers.shift) {
        selection.entities.extend(model.selection().entities.iter().cloned());
    }
    view.marquee = None;
    actions.push(Action::Select(selection));
}

/// The edge under the pointer, where no node is.
pub(super) fn hovered_edge(response: &Response, view: &NetworkView) -> Option<usize> {
    let p = response.hover_pos().filter(|_| view.hovered.is_none())?;
    view.canvas.edge_at((p - response.rect.min).into())
}

/// The lasting name of a node.
pub(super) fn node_key(model: &Model, node: usize) -> Option<EntityKey> {
    model.derived.network.nodes.get(node).and_then(|n| model.entity(n.entity)).map(|e| e.key.clone())
}

fn edge_selection(model: &Model, edge: usize) -> Selection {
    let ends = model.derived.network.edges.get(edge).and_then(|e| Some([node_key(model, e.a)?, node_key(model, e.b)?]));
    Selection { edge: ends, ..Selection::default() }
}
