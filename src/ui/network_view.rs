//! The network panel: what is drawn (`canvas`), what the pointer does to it (`gestures`), and what lies over it. It
//! asks for a new frame only while something moves, so that an idle window costs nothing.

use super::{
    action::Action,
    canvas::{Canvas, Viewpoint},
    gestures, keyboard,
    marquee::Marquee,
    model::Model,
    network_card, network_tools, start,
    state::Motion,
    widgets,
};
use crate::{resolve::EntityKey, scene::Camera};
use egui::{Rect, Sense, Ui, Vec2};

/// What the network keeps for itself.
#[derive(Default)]
pub struct NetworkView {
    pub(super) viewpoint: Viewpoint,
    pub(super) canvas: Canvas,
    pub(super) hovered: Option<usize>,
    /// Where arrow keys set out from.
    pub(super) cursor: Option<EntityKey>,
    /// The area that is being drawn to select what lies in it.
    pub(super) marquee: Option<Marquee>,
    /// What the open context menu is about.
    pub(super) menu_node: Option<usize>,
}

impl NetworkView {
    /// The view as it is on the screen, or as it will be when it has arrived.
    pub fn camera(&self) -> Camera {
        self.viewpoint.target()
    }

    /// True while all of the network is shown, however it is laid out.
    pub fn is_whole(&self) -> bool {
        self.viewpoint.is_following()
    }

    /// Goes to a camera.
    pub fn go_to(&mut self, camera: Camera, motion: Motion) {
        self.viewpoint.go_to(Camera { size: self.camera().size, ..camera }, motion);
    }

    /// Shows all of the network while it is laid out.
    pub fn follow_layout(&mut self) {
        self.viewpoint.follow_layout();
    }

    /// Gives up the area that is being drawn; true if there was one.
    pub fn drop_marquee(&mut self) -> bool {
        self.marquee.take().is_some()
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
    if let Some(marquee) = &view.marquee {
        marquee.paint(&ui.painter_at(rect), rect.min.to_vec2(), &model.colours);
    }
    keyboard::keyboard_ui(ui, model, view, &response, actions);
    network_card::menu_ui(&response, model, view.menu_node, actions);
    if view.canvas.dragged().is_none() && view.marquee.is_none() && !response.context_menu_opened() {
        let edge = gestures::hovered_edge(&response, view);
        network_card::card_ui(&response, model, view.hovered, edge);
    }
    buttons_ui(ui, model, rect, actions);
    network_tools::tools_ui(ui, model, rect, actions);
    network_tools::modes_ui(ui, model, rect, actions);
    network_tools::remark_ui(ui, model, rect);
    if model.activity.is_some() {
        start::progress_ui(ui, model, rect, actions);
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
