//! Where the network is seen from: a camera that is moved by hand, glides where a command sends it, or follows a
//! layout that is still on its way.

use crate::{
    layout::Point,
    network::part,
    scene::{self, Camera},
    ui::{action::Action, model::Model, state::Motion, theme::GLIDE_SECONDS},
};
use egui::Ui;

/// Least and most points of the screen per unit of the layout.
const ZOOM: std::ops::RangeInclusive<f32> = 0.05..=8.0;
/// A focused neighbourhood is not enlarged beyond this.
const FOCUS_ZOOM: f32 = 1.6;

/// The camera and where it is going.
pub struct Viewpoint {
    camera: Camera,
    glide: Option<Glide>,
    /// Keeps all of the network in view while it is laid out, until the user moves the camera.
    is_following: bool,
}

/// A camera on its way.
struct Glide {
    from: Camera,
    to: Camera,
    /// Seconds since the program started; `None` until its first frame.
    started: Option<f64>,
}

impl Default for Viewpoint {
    fn default() -> Self {
        Self { camera: Camera::DEFAULT, glide: None, is_following: true }
    }
}

impl Viewpoint {
    /// The view as it is on the screen now.
    pub fn now(&self) -> Camera {
        self.camera
    }

    /// The view as it is on the screen, or as it will be when it has arrived.
    pub fn target(&self) -> Camera {
        self.glide.as_ref().map_or(self.camera, |glide| glide.to)
    }

    /// Shows all of the network while it is laid out.
    pub fn follow_layout(&mut self) {
        self.is_following = true;
        self.glide = None;
    }

    /// True while it shows all of the network, however it is laid out.
    pub fn is_following(&self) -> bool {
        self.is_following
    }

    /// Goes to a point of the layout if that is out of the view or within `rim` points of its edge. `local` is where
    /// it is in the view.
    pub fn bring_in(&mut self, point: Point, local: Point, rim: f32, motion: Motion) {
        let is_in = |axis: usize| (rim..=self.camera.size[axis] - rim).contains(&local[axis]);
        if !is_in(0) || !is_in(1) {
            self.go_to(Camera { center: point, ..self.camera }, motion);
        }
    }

    /// Stays where it is from now on.
    pub fn hold(&mut self) {
        self.is_following = false;
        self.glide = None;
    }

    /// Moves the camera as a command says.
    pub fn steer(&mut self, model: &Model, action: &Action) {
        let now = self.target();
        let to = match action {
            Action::ZoomIn => Camera { zoom: (now.zoom * 1.25).min(*ZOOM.end()), ..now },
            Action::ZoomOut => Camera { zoom: (now.zoom / 1.25).max(*ZOOM.start()), ..now },
            Action::FocusSelected => neighbourhood(model, now.size).unwrap_or(now),
            _ => scene::fit(&model.places.points, now.size),
        };
        self.go_to(to, model.state.motion);
        self.is_following = *action == Action::Fit;
    }

    /// Glides to `to`, or jumps where the user wants less motion.
    pub fn go_to(&mut self, to: Camera, motion: Motion) {
        self.is_following = false;
        self.glide = (motion == Motion::Full).then_some(Glide { from: self.camera, to, started: None });
        if self.glide.is_none() {
            self.camera = to;
        }
    }

    /// Moves by so many points of the screen.
    pub fn pan(&mut self, by: egui::Vec2) {
        if by != egui::Vec2::ZERO {
            self.hold();
            self.camera.center[0] -= by.x / self.camera.zoom;
            self.camera.center[1] -= by.y / self.camera.zoom;
        }
    }

    /// Zooms by a factor; what is at the point `at` of the view stays there.
    pub fn zoom_at(&mut self, at: Point, factor: f32) {
        if factor == 1.0 {
            return;
        }
        self.hold();
        let under = self.camera.to_layout(at);
        self.camera.zoom = (self.camera.zoom * factor).clamp(*ZOOM.start(), *ZOOM.end());
        let moved = self.camera.to_layout(at);
        self.camera.center = std::array::from_fn(|i| self.camera.center[i] + under[i] - moved[i]);
    }

    /// Moves on by a frame. `size` is that of the view.
    pub fn advance(&mut self, ui: &Ui, model: &Model, size: [f32; 2]) {
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
}

/// The camera that shows the selection and its neighbours.
fn neighbourhood(model: &Model, size: [f32; 2]) -> Option<Camera> {
    let network = &model.derived.network;
    let nodes = &model.selected.nodes;
    // Paths are to be seen whole, and nothing else.
    let near = if model.selected.paths.is_some() { nodes.clone() } else { part::around(network, nodes, 1) };
    let points: Vec<Point> = near.iter().filter_map(|&i| model.places.points.get(i)).copied().collect();
    let camera = scene::fit(&points, size);
    (!points.is_empty()).then_some(Camera { zoom: camera.zoom.min(FOCUS_ZOOM), ..camera })
}
