//! The drawn network: it paints the scene and nothing else, and builds it anew only when something changed.

mod graph;
pub mod paint;
mod viewpoint;

use crate::{
    layout::Point,
    scene::{self, Camera, Scene, font::Fonts},
    ui::{model::Model, strings::Language, theme},
};
use egui::{Rect, Ui};
use graph::NetworkGraph;
use std::collections::BTreeSet;
pub use viewpoint::Viewpoint;

/// How far from a node or an edge a click still means it, in points.
const NODE_SLACK: f32 = 3.0;
const EDGE_SLACK: f32 = 5.0;

/// What is on the screen.
#[derive(Default)]
pub struct Canvas {
    graph: NetworkGraph,
    scene: Scene,
    drawn: Option<Drawn>,
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

impl Canvas {
    /// The marks that are on the screen.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// The node at a point of the view.
    pub fn node_at(&self, local: Point) -> Option<usize> {
        scene::node_at(&self.scene, local, NODE_SLACK)
    }

    /// The edge at a point of the view.
    pub fn edge_at(&self, local: Point) -> Option<usize> {
        scene::edge_at(&self.scene, local, EDGE_SLACK)
    }

    /// Notes the node that is held by the pointer.
    pub fn set_dragged(&mut self, node: Option<usize>) {
        self.graph.set_dragged(node);
    }

    /// The node that is held by the pointer.
    pub fn dragged(&self) -> Option<usize> {
        self.graph.dragged()
    }

    /// Builds the scene anew if it would be another.
    pub fn redraw(&mut self, model: &Model, camera: Camera, hovered: Option<usize>) {
        let node = |entity: &usize| model.index.node_of.get(*entity).copied().flatten();
        let drawn = Drawn {
            revision: model.revision,
            places: model.places.version,
            camera,
            selected: model.selected_entities().iter().filter_map(node).collect(),
            edge: model.selected_edge(),
            hovered,
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
            camera,
            selected: &drawn.selected,
            hovered,
            selected_edge: drawn.edge,
            edge_label: &|edge| model.edge_label(edge),
            theme: &model.theme,
            fonts: Fonts::bundled(),
            caption: None,
        });
        self.drawn = Some(drawn);
    }

    /// Paints the scene into `rect`.
    pub fn paint(&mut self, ui: &Ui, rect: Rect) {
        let painter = ui.painter_at(rect);
        painter.rect_filled(rect, 0.0, theme::color(self.scene.background));
        let origin = rect.min.to_vec2();
        let mut shapes = self.graph.shapes(&self.scene, origin, &painter);
        let edge_labels = self.scene.edge_labels.iter().flat_map(|label| &label.marks);
        for mark in edge_labels.chain(self.scene.labels.iter().map(|label| &label.mark)) {
            paint::mark(&painter, mark, origin, &mut shapes);
        }
        painter.extend(shapes);
    }
}
