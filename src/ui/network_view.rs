//! The network: camera, gestures and painting. It paints the scene and nothing else, and asks for a new frame only
//! while something moves, so that an idle window costs nothing.

use super::{
    action::Action,
    graph::NetworkGraph,
    model::Model,
    network_card, paint, start,
    state::{Motion, Selection},
    strings::Language,
    theme::GLIDE_SECONDS,
    widgets,
};
use crate::{
    layout::Point,
    project::Edit,
    resolve::EntityKey,
    scene::{self, Camera, Scene, font::Fonts},
};
use egui::{PointerButton, Pos2, Rect, Response, Sense, Ui, Vec2};
use std::collections::BTreeSet;

/// How far from a node or an edge a click still means it, in points.
const NODE_SLACK: f32 = 3.0;
const EDGE_SLACK: f32 = 5.0;
/// Least and most points of the screen per unit of the layout.
const ZOOM: std::ops::RangeInclusive<f32> = 0.05..=8.0;
/// A focused neighbourhood is not enlarged beyond this.
const FOCUS_ZOOM: f32 = 1.6;

/// What the network keeps for itself.
pub struct NetworkView {
    camera: Camera,
    glide: Option<Glide>,
    /// Keeps all of the network in view while it is laid out, until the user moves the camera.
    is_following: bool,
    graph: NetworkGraph,
    scene: Scene,
    drawn: Option<Drawn>,
    hovered: Option<usize>,
    /// What the open context menu is about.
    menu_node: Option<usize>,
}

/// A camera on its way.
struct Glide {
    from: Camera,
    to: Camera,
    /// Seconds since the program started; `None` until its first frame.
    started: Option<f64>,
}

/// All that a scene depends on: if it is the same, so is the scene.
#[derive(PartialEq)]
struct Drawn {
    revision: u64,
    places: u64,
    camera: Camera,
    selected: BTreeSet<usize>,
    edge: Option<usize>,
    hovered: Option<usize>,
    is_dark: bool,
    language: Language,
}

impl Default for NetworkView {
    fn default() -> Self {
        Self {
            camera: Camera { center: [0.0, 0.0], zoom: 1.0, size: [800.0, 600.0] },
            glide: None,
            is_following: true,
            graph: NetworkGraph::default(),
            scene: Scene::default(),
            drawn: None,
            hovered: None,
            menu_node: None,
        }
    }
}

impl NetworkView {
    /// The view as it is on the screen, or as it will be when it has arrived.
    pub fn camera(&self) -> Camera {
        self.glide.as_ref().map_or(self.camera, |glide| glide.to)
    }

    /// Shows all of the network while it is laid out.
    pub fn follow_layout(&mut self) {
        self.is_following = true;
        self.glide = None;
    }

    /// Moves the camera as a command says.
    pub fn steer(&mut self, model: &Model, action: &Action) {
        let now = self.camera();
        let to = match action {
            Action::ZoomIn => Camera { zoom: (now.zoom * 1.25).min(*ZOOM.end()), ..now },
            Action::ZoomOut => Camera { zoom: (now.zoom / 1.25).max(*ZOOM.start()), ..now },
            Action::FocusSelected => neighbourhood(model, now.size).unwrap_or(now),
            _ => scene::fit(&model.places.points, now.size),
        };
        self.is_following = *action == Action::Fit;
        self.glide = (model.state.motion == Motion::Full).then_some(Glide { from: self.camera, to, started: None });
        if self.glide.is_none() {
            self.camera = to;
        }
    }

    fn advance(&mut self, ui: &Ui, model: &Model, size: [f32; 2]) {
        self.camera.size = size;
        if let Some(glide) = &mut self.glide {
            let now = ui.input(|i| i.time);
            let elapsed = (now - *glide.started.get_or_insert(now)) as f32 / GLIDE_SECONDS;
            let t = egui::emath::easing::cubic_out(elapsed.clamp(0.0, 1.0));
            let mix = |a: f32, b: f32| a + (b - a) * t;
            self.camera.center = std::array::from_fn(|i| mix(glide.from.center[i], glide.to.center[i]));
            self.camera.zoom = mix(glide.from.zoom.ln(), glide.to.zoom.ln()).exp();
            if elapsed >= 1.0 {
                self.glide = None;
            } else {
                ui.ctx().request_repaint();
            }
        } else if self.is_following && !model.places.points.is_empty() {
            self.camera = scene::fit(&model.places.points, size);
        }
    }

    fn redraw(&mut self, model: &Model) {
        let node = |entity: &usize| model.index.node_of.get(*entity).copied().flatten();
        let drawn = Drawn {
            revision: model.revision,
            places: model.places.version,
            camera: self.camera,
            selected: model.selected_entities().iter().filter_map(node).collect(),
            edge: model.selected_edge(),
            hovered: self.hovered,
            is_dark: model.theme.is_dark(),
            language: model.lang(),
        };
        if self.drawn.as_ref() == Some(&drawn) {
            return;
        }
        let network = &model.derived.network;
        self.graph.follow(network, model.revision);
        self.graph.set(&model.places.points, &drawn.selected, drawn.edge, drawn.hovered);
        self.scene = scene::build(&scene::Input {
            resolved: &model.derived.resolved,
            network,
            positions: &model.places.points,
            camera: self.camera,
            selected: &drawn.selected,
            hovered: self.hovered,
            selected_edge: drawn.edge,
            edge_label: &|edge| model.edge_label(edge),
            theme: &model.theme,
            fonts: Fonts::bundled(),
            caption: None,
        });
        self.drawn = Some(drawn);
    }

    fn node_at(&self, local: Point) -> Option<usize> {
        scene::node_at(&self.scene, local, NODE_SLACK)
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
    view.advance(ui, model, rect.size().into());
    gestures(ui, model, view, &response, actions);
    view.redraw(model);
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, super::theme::color(view.scene.background));
    let origin = rect.min.to_vec2();
    let mut shapes = view.graph.shapes(&view.scene, origin, &painter);
    let edge_labels = view.scene.edge_labels.iter().flat_map(|label| &label.marks);
    for mark in edge_labels.chain(view.scene.labels.iter().map(|label| &label.mark)) {
        paint::mark(&painter, mark, origin, &mut shapes);
    }
    painter.extend(shapes);
    announce(ui, model, view, rect, actions);
    network_card::menu_ui(&response, model, view.menu_node, actions);
    if view.graph.dragged().is_none() && !response.context_menu_opened() {
        let edge = hovered_edge(&response, view);
        network_card::card_ui(&response, model, view.hovered, edge);
    }
    buttons_ui(ui, model, rect, actions);
    if model.activity.is_some() {
        start::progress_ui(ui, model, rect, actions);
    }
}

fn gestures(ui: &Ui, model: &Model, view: &mut NetworkView, response: &Response, actions: &mut Vec<Action>) {
    let rect = response.rect;
    let local = |p: Pos2| -> Point { (p - rect.min).into() };
    let pointer = response.hover_pos();
    view.hovered = pointer.and_then(|p| view.node_at(local(p)));
    if let Some(p) = pointer {
        zoom_by_wheel(ui, view, local(p));
    }
    drag(ui, model, view, response, actions);
    let Some(p) = response.interact_pointer_pos() else { return };
    let (node, edge) = (view.node_at(local(p)), scene::edge_at(&view.scene, local(p), EDGE_SLACK));
    let key = |node: usize| node_key(model, node);
    if response.secondary_clicked() {
        view.menu_node = node;
        let is_selected = |k: &EntityKey| model.selection().entities.contains(k);
        actions.extend(node.and_then(key).filter(|k| !is_selected(k)).map(|k| Action::Select(Selection::of(k))));
    } else if response.double_clicked() {
        actions.extend(node.and_then(key).map(Action::FocusOn));
    } else if response.clicked() {
        let is_adding = ui.input(|i| i.modifiers.command || i.modifiers.shift);
        actions.push(match (node.and_then(key), edge) {
            (Some(key), _) if is_adding => Action::ToggleSelected(key),
            (Some(key), _) => Action::Select(Selection::of(key)),
            (None, Some(edge)) => Action::Select(edge_selection(model, edge)),
            (None, None) => Action::ClearSelection,
        });
        if node.is_some() || edge.is_some() {
            actions.push(Action::Reveal(super::panels::Pane::Details));
        }
    }
}

fn zoom_by_wheel(ui: &Ui, view: &mut NetworkView, at: Point) {
    let (scroll, pinch) = ui.input(|i| (i.smooth_scroll_delta().y, i.zoom_delta()));
    let factor = pinch * (scroll * 0.004).exp();
    if factor == 1.0 {
        return;
    }
    (view.is_following, view.glide) = (false, None);
    let under = view.camera.to_layout(at);
    view.camera.zoom = (view.camera.zoom * factor).clamp(*ZOOM.start(), *ZOOM.end());
    let moved = view.camera.to_layout(at);
    view.camera.center = std::array::from_fn(|i| view.camera.center[i] + under[i] - moved[i]);
}

/// A node under the press is moved, and pinned when dropped; else the camera is.
fn drag(ui: &Ui, model: &Model, view: &mut NetworkView, response: &Response, actions: &mut Vec<Action>) {
    let to_layout = |view: &NetworkView, p: Pos2| view.camera.to_layout((p - response.rect.min).into());
    if response.drag_started_by(PointerButton::Primary) {
        let origin = ui.input(|i| i.pointer.press_origin());
        let node = origin.and_then(|p| view.node_at((p - response.rect.min).into()));
        view.graph.set_dragged(node);
    }
    if response.dragged_by(PointerButton::Secondary) || !(response.dragged() || response.drag_stopped()) {
        return;
    }
    let Some(node) = view.graph.dragged() else {
        let delta = response.drag_delta();
        if delta != Vec2::ZERO {
            (view.is_following, view.glide) = (false, None);
        }
        view.camera.center[0] -= delta.x / view.camera.zoom;
        view.camera.center[1] -= delta.y / view.camera.zoom;
        return;
    };
    let Some(to) = response.interact_pointer_pos().map(|p| to_layout(view, p)) else { return };
    view.is_following = false;
    if response.drag_stopped() {
        view.graph.set_dragged(None);
        let [x, y] = to;
        actions.extend(node_key(model, node).map(|entity| Action::Edit(Edit::Pin { entity, x, y })));
    } else if response.drag_delta() != Vec2::ZERO {
        actions.push(Action::DragNode { node, to });
    }
}

fn hovered_edge(response: &Response, view: &NetworkView) -> Option<usize> {
    let p = response.hover_pos().filter(|_| view.hovered.is_none())?;
    scene::edge_at(&view.scene, (p - response.rect.min).into(), EDGE_SLACK)
}

/// Puts each node into the tree that screen readers and tests see: name, kind, number of deals.
fn announce(ui: &Ui, model: &Model, view: &NetworkView, rect: Rect, actions: &mut Vec<Action>) {
    for mark in &view.scene.nodes {
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

/// Larger, smaller, all: bottom right, over the network.
fn buttons_ui(ui: &mut Ui, model: &Model, rect: Rect, actions: &mut Vec<Action>) {
    let size = Vec2::new(30.0, 30.0 * 3.0 + 8.0);
    let place = Rect::from_min_size(rect.right_bottom() - size - Vec2::splat(12.0), size);
    ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        ui.spacing_mut().item_spacing = Vec2::new(4.0, 4.0);
        for (action, icon) in [
            (Action::ZoomIn, widgets::Icon::Plus),
            (Action::ZoomOut, widgets::Icon::Minus),
            (Action::Fit, widgets::Icon::Fit),
        ] {
            if widgets::icon_command(ui, model, &action, icon, Vec2::splat(30.0)).clicked() {
                actions.push(action);
            }
        }
    });
}

fn node_key(model: &Model, node: usize) -> Option<EntityKey> {
    model.derived.network.nodes.get(node).and_then(|n| model.entity(n.entity)).map(|e| e.key.clone())
}

fn edge_selection(model: &Model, edge: usize) -> Selection {
    let ends = model.derived.network.edges.get(edge).and_then(|e| Some([node_key(model, e.a)?, node_key(model, e.b)?]));
    Selection { edge: ends, ..Selection::default() }
}

/// The camera that shows the selection and its neighbours.
fn neighbourhood(model: &Model, size: [f32; 2]) -> Option<Camera> {
    let near = model.near(&model.selected_nodes());
    let points: Vec<Point> = near.iter().filter_map(|&i| model.places.points.get(i)).copied().collect();
    let camera = scene::fit(&points, size);
    (!points.is_empty()).then_some(Camera { zoom: camera.zoom.min(FOCUS_ZOOM), ..camera })
}
