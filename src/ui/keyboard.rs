//! The network by keyboard and for screen readers: nodes are in the accessibility tree with name, kind and number of
//! deals; the cursor stands on one of them, and arrow keys move it on to neighbours.

use super::{action::Action, gestures::node_key, model::Model, network_view::NetworkView, state::Selection};
use crate::{layout::Point, network::paths, resolve::EntityKey, scene::NodeMark};
use egui::accesskit;
use egui::{
    EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, WidgetType,
};
use std::cmp::Reverse;

/// So many of the nodes in view are announced, those with the most deals first.
const N_ANNOUNCED: usize = 400;
/// Neighbours further off the arrow's direction than this are not meant, as a cosine: 67°.
const LEAST_COSINE: f32 = 0.39;
/// A node this close to the rim of the view is brought to its middle, in points.
const RIM: f32 = 36.0;

const ARROWS: [(Key, Vec2); 4] = [
    (Key::ArrowLeft, Vec2::LEFT),
    (Key::ArrowRight, Vec2::RIGHT),
    (Key::ArrowUp, Vec2::UP),
    (Key::ArrowDown, Vec2::DOWN),
];

/// The lasting id of a node, for the keyboard.
pub fn id_of(key: &EntityKey) -> Id {
    Id::new(("node", key))
}

/// Answers keys while the canvas has the keyboard, and tells who listens what there is.
pub(super) fn keyboard_ui(
    ui: &Ui,
    model: &Model,
    view: &mut NetworkView,
    canvas: &Response,
    actions: &mut Vec<Action>,
) {
    let label = model.lang().fill("network.keys", &[&model.derived.network.nodes.len()]);
    canvas.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, &label));
    announce(ui, model, view, canvas, actions);
    if !canvas.has_focus() {
        return;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: false };
    ui.memory_mut(|m| m.set_focus_lock_filter(canvas.id, filter));
    let at = view.cursor.as_ref().and_then(|key| node_of(model, key));
    if let Some(key) = view.cursor.as_ref().filter(|_| at.is_some()) {
        let id = id_of(key).accesskit_id();
        ui.ctx().accesskit_node_builder(canvas.id, |builder| builder.set_active_descendant(id));
    } else {
        let frame = Stroke::new(1.0, model.colours.accent);
        ui.painter().rect_stroke(canvas.rect, 0.0, frame, StrokeKind::Inside);
    }
    for (key, direction) in ARROWS {
        for (modifiers, is_adding) in [(Modifiers::SHIFT, true), (Modifiers::NONE, false)] {
            if ui.input_mut(|i| i.consume_key(modifiers, key)) {
                step(model, view, at, direction, is_adding, actions);
            }
        }
    }
    if let Some(key) = at.and_then(|node| node_key(model, node))
        && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter))
    {
        actions.push(Action::FocusOn(key));
    }
}

fn node_of(model: &Model, key: &EntityKey) -> Option<usize> {
    model.find_entity(key).and_then(|e| model.index.node_of.get(e).copied().flatten())
}

fn place(model: &Model, view: &NetworkView, node: usize) -> Option<Point> {
    model.places.points.get(node).map(|&point| view.viewpoint.now().to_screen(point))
}

/// The box of a drawn node, in points of the window.
fn bounds(model: &Model, view: &NetworkView, mark: &NodeMark, rect: Rect) -> Option<Rect> {
    let center = Pos2::from(place(model, view, mark.node)?) + rect.min.to_vec2();
    Some(Rect::from_center_size(center, Vec2::splat(2.0 * mark.radius)))
}

/// Moves the selection to the neighbour in that direction, or adds it; from the canvas itself to the selected node, or
/// to the one with the most deals.
fn step(
    model: &Model,
    view: &mut NetworkView,
    at: Option<usize>,
    direction: Vec2,
    is_adding: bool,
    actions: &mut Vec<Action>,
) {
    let next = match at {
        Some(at) => neighbour(model, at, direction),
        None => model.selected.nodes.first().copied().or_else(|| most_important(model)),
    };
    let Some((next, key)) = next.and_then(|next| Some((next, node_key(model, next)?))) else {
        actions.push(Action::Remark("remark.no_neighbour_there"));
        return;
    };
    actions.push(if is_adding && !model.selection().entities.contains(&key) {
        Action::ToggleSelected(key.clone())
    } else if is_adding {
        Action::Select(model.selection().clone())
    } else {
        Action::Select(Selection::of(key.clone()))
    });
    view.cursor = Some(key);
    if let (Some(local), Some(&point)) = (place(model, view, next), model.places.points.get(next)) {
        view.viewpoint.bring_in(point, local, RIM, model.state.motion);
    }
}

fn most_important(model: &Model) -> Option<usize> {
    let nodes = model.derived.network.nodes.iter().enumerate();
    nodes.min_by_key(|(i, node)| (Reverse(node.n_deals), *i)).map(|(i, _)| i)
}

/// The nearest neighbour in about that direction; what is more to the side seems further away.
fn neighbour(model: &Model, at: usize, direction: Vec2) -> Option<usize> {
    let neighbours = paths::neighbours(&model.derived.network);
    let from = Vec2::from(*model.places.points.get(at)?);
    let cost = |&(node, _): &(usize, usize)| {
        let way = Vec2::from(*model.places.points.get(node)?) - from;
        let cosine = way.normalized().dot(direction);
        (cosine >= LEAST_COSINE).then(|| (way.length() * (2.0 - cosine), node))
    };
    let costs = neighbours.get(at)?.iter().filter_map(cost);
    costs.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, node)| node)
}

/// Puts the most important nodes in view into the tree that screen readers and tests see. O(nodes in view), and
/// nothing while nobody listens.
fn announce(ui: &Ui, model: &Model, view: &mut NetworkView, canvas: &Response, actions: &mut Vec<Action>) {
    if ui.ctx().accesskit_node_builder(ui.id(), |_| ()).is_none() {
        return;
    }
    let nodes = &model.derived.network.nodes;
    let rect = canvas.rect;
    let marks = view.canvas.scene().nodes.iter();
    let marks = marks.filter_map(|mark| Some((mark.node, bounds(model, view, mark, rect)?)));
    let mut seen: Vec<(usize, Rect)> = marks.filter(|(_, bounds)| rect.contains(bounds.center())).collect();
    seen.sort_by_key(|(node, _)| Reverse(nodes.get(*node).map_or(0, |n| n.n_deals)));
    let selected = &model.selected.nodes;
    let (first, rest) = seen.split_at(seen.len().min(N_ANNOUNCED));
    for &(node, bounds) in first.iter().chain(rest.iter().filter(|(node, _)| selected.contains(node)).take(N_ANNOUNCED))
    {
        let (Some(shown), Some(key)) = (nodes.get(node), node_key(model, node)) else { continue };
        let id = id_of(&key);
        let (kind, name) = (model.lang().kind(shown.kind), model.name(shown.entity));
        ui.ctx().accesskit_node_builder(id, |builder| {
            builder.set_role(accesskit::Role::Button);
            builder.set_label(model.lang().fill("network.node", &[&name, &kind, &shown.n_deals]));
            builder.set_bounds(accesskit_rect(bounds));
            builder.set_selected(selected.contains(&node));
            builder.add_action(accesskit::Action::Click);
            builder.add_action(accesskit::Action::Focus);
        });
        if ui.input(|i| i.has_accesskit_action_request(id, accesskit::Action::Focus)) {
            canvas.request_focus();
            view.cursor = Some(key.clone());
        }
        if ui.input(|i| i.has_accesskit_action_request(id, accesskit::Action::Click)) {
            actions.push(Action::Select(Selection::of(key)));
        }
    }
}

fn accesskit_rect(rect: Rect) -> accesskit::Rect {
    let (min, max) = (rect.min, rect.max);
    accesskit::Rect { x0: min.x.into(), y0: min.y.into(), x1: max.x.into(), y1: max.y.into() }
}
