//! The drawn network: it paints the scene and nothing else, and draws it anew only when something changed.
//!
//! A small network is drawn at once, with egui's shapes. A large one is drawn in the background, a little further than
//! the view; until a new picture is there, the last one is moved and stretched to where the camera is by then.

mod graph;
pub mod paint;
mod raster;
mod studio;
mod viewpoint;

use crate::{
    layout::Point,
    scene::{self, Camera, Mark, Scene},
    ui::{model::Model, theme},
};
use egui::{Color32, Pos2, Rect, TextureHandle, TextureOptions, Ui, Vec2};
use graph::NetworkGraph;
use std::sync::Arc;
use studio::{Order, Picture, Studio, Subject};
pub use viewpoint::Viewpoint;

/// How far from a node or an edge a click still means it, in points.
const NODE_SLACK: f32 = 3.0;
const EDGE_SLACK: f32 = 5.0;
/// Networks of more nodes and edges than this are drawn in the background.
const MAX_SMALL: usize = 600;
/// How much further than the view a picture of a large network reaches, in points.
const BLEED: f32 = 128.0;

/// What is on the screen.
#[derive(Default)]
pub struct Canvas {
    graph: NetworkGraph,
    scene: Scene,
    /// What `scene` shows.
    drawn: Option<Subject>,
    /// What the camera sees now.
    camera: Option<Camera>,
    /// A large network's edges and nodes.
    texture: Option<TextureHandle>,
    studio: Option<Studio>,
    /// The last order.
    ordered: Option<Subject>,
}

impl Canvas {
    /// The marks that are on the screen.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// The node at a point of the view.
    pub fn node_at(&self, local: Point) -> Option<usize> {
        scene::node_at(&self.scene, self.way().back(local), NODE_SLACK)
    }

    /// The edge at a point of the view.
    pub fn edge_at(&self, local: Point) -> Option<usize> {
        scene::edge_at(&self.scene, self.way().back(local), EDGE_SLACK)
    }

    /// Notes the node that is held by the pointer.
    pub fn set_dragged(&mut self, node: Option<usize>) {
        self.graph.set_dragged(node);
    }

    /// The node that is held by the pointer.
    pub fn dragged(&self) -> Option<usize> {
        self.graph.dragged()
    }

    /// Draws what `camera` sees anew, or has it drawn, if it would look otherwise.
    pub fn redraw(&mut self, ui: &Ui, model: &Model, camera: Camera, hovered: Option<usize>) {
        let network = &model.derived.network;
        let is_small = network.nodes.len() + network.edges.len() <= MAX_SMALL;
        let subject = Subject {
            revision: model.revision,
            places: model.places.version,
            camera,
            bleed: if is_small { 0.0 } else { BLEED },
            scale: ui.ctx().pixels_per_point(),
            selected: model.selected.lit_nodes(),
            trail: model.selected.trail(),
            edge: model.selected_edge(),
            hovered,
            is_dark: model.theme.is_dark(),
            language: model.lang(),
        };
        self.camera = Some(camera);
        self.collect(ui);
        if self.drawn.as_ref() == Some(&subject) || self.ordered.as_ref() == Some(&subject) {
            return;
        }
        self.graph.follow(network, model.revision);
        self.graph.set(&model.places, &subject.selected, subject.edge, hovered);
        if is_small {
            self.scene = studio::scene(&subject, &model.derived, &model.places.points, &model.theme);
            (self.drawn, self.texture, self.ordered) = (Some(subject), None, None);
        } else {
            let (derived, points) = (Arc::clone(&model.derived), model.places.points.clone());
            let order = Order { subject: subject.clone(), derived, points, theme: model.theme.clone() };
            self.studio.get_or_insert_with(|| Studio::open(ui.ctx())).order(order);
            self.ordered = Some(subject);
        }
    }

    /// Hangs the picture that has come, if it is of this network.
    fn collect(&mut self, ui: &Ui) {
        match self.studio.as_ref().and_then(Studio::collect) {
            Some(Ok(Picture { subject, scene, image }))
                if self.ordered.as_ref().is_some_and(|o| o.revision == subject.revision) =>
            {
                match &mut self.texture {
                    Some(texture) => texture.set(image, TextureOptions::LINEAR),
                    None => self.texture = Some(ui.ctx().load_texture("network", image, TextureOptions::LINEAR)),
                }
                (self.scene, self.drawn) = (scene, Some(subject));
            }
            Some(Err(_)) => self.studio = None,
            _ => {}
        }
    }

    /// Paints the scene into `rect`.
    pub fn paint(&mut self, ui: &Ui, rect: Rect) {
        let painter = ui.painter_at(rect);
        painter.rect_filled(rect, 0.0, theme::color(self.scene.background));
        let (way, origin) = (self.way(), rect.min.to_vec2());
        let mut shapes = Vec::new();
        if let Some((texture, drawn)) = self.texture.as_ref().zip(self.drawn.as_ref()) {
            let reach = [[-drawn.bleed; 2], drawn.camera.size.map(|side| side + drawn.bleed)];
            let place = reach.map(|corner| Pos2::from(way.there(corner)) + origin);
            let whole = Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
            painter.image(texture.id(), Rect::from_min_max(place[0], place[1]), whole, Color32::WHITE);
        } else {
            shapes = self.graph.shapes(&self.scene, origin, &painter);
        }
        let mut text = |marks: &[Mark], min: Point, max: Point| {
            let middle = [0, 1].map(|i| (min[i] + max[i]) / 2.0);
            let moved = Vec2::from(way.there(middle)) - Vec2::from(middle);
            marks.iter().for_each(|mark| paint::mark(&painter, mark, origin + moved, &mut shapes));
        };
        self.scene.edge_labels.iter().for_each(|label| text(&label.marks, label.min, label.max));
        self.scene.labels.iter().for_each(|label| text(std::slice::from_ref(&label.mark), label.min, label.max));
        painter.extend(shapes);
    }

    /// From the view that was drawn to the view as it is now.
    fn way(&self) -> Way {
        let (from, to) = (self.drawn.as_ref().map(|d| d.camera), self.camera);
        from.zip(to).map_or(Way { from: Camera::DEFAULT, to: Camera::DEFAULT }, |(from, to)| Way { from, to })
    }
}

/// From where things were drawn to where they are seen.
struct Way {
    from: Camera,
    to: Camera,
}

impl Way {
    fn there(&self, p: Point) -> Point {
        if self.from == self.to { p } else { self.to.to_screen(self.from.to_layout(p)) }
    }

    fn back(&self, p: Point) -> Point {
        if self.from == self.to { p } else { self.from.to_screen(self.to.to_layout(p)) }
    }
}
