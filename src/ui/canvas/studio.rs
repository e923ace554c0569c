//! Large networks are drawn off the UI thread: an order goes in, a picture comes out, and only the latest order counts.

use super::raster::{self, Frame};
use crate::{
    job::Job,
    layout::Point,
    pipeline::Derived,
    scene::{self, Camera, Mark, Scene, font::Fonts, theme::Theme},
    ui::{model::edge_label, strings::Language},
};
use egui::{ColorImage, Context};
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
};

/// All that a picture depends on: if it is the same, so is the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Of the network.
    pub revision: u64,
    /// Of the positions.
    pub places: u64,
    /// The view.
    pub camera: Camera,
    /// Points around the view that are drawn as well.
    pub bleed: f32,
    /// Pixels a point.
    pub scale: f32,
    /// Selected nodes.
    pub selected: BTreeSet<usize>,
    /// Edges of selected paths.
    pub trail: BTreeSet<usize>,
    /// Selected edge.
    pub edge: Option<usize>,
    /// Node under the pointer.
    pub hovered: Option<usize>,
    /// Which colours.
    pub is_dark: bool,
    /// Of the labels on edges.
    pub language: Language,
}

/// A subject with all that is needed to draw it.
pub struct Order {
    /// What is to be drawn.
    pub subject: Subject,
    /// The network and its names.
    pub derived: Arc<Derived>,
    /// One point a node.
    pub points: Vec<Point>,
    /// Colours.
    pub theme: Theme,
}

/// A drawn subject.
pub struct Picture {
    /// What it shows.
    pub subject: Subject,
    /// Its marks.
    pub scene: Scene,
    /// Edges and nodes as pixels, view and bleed.
    pub image: ColorImage,
}

/// The scene of a subject.
pub fn scene(subject: &Subject, derived: &Derived, points: &[Point], theme: &Theme) -> Scene {
    scene::build(&scene::Input {
        resolved: &derived.resolved,
        network: &derived.network,
        positions: points,
        camera: subject.camera,
        bleed: subject.bleed,
        selected: &subject.selected,
        hovered: subject.hovered,
        trail: &subject.trail,
        selected_edge: subject.edge,
        edge_label: &|edge| edge_label(derived, subject.language, edge),
        theme,
        fonts: Fonts::bundled(),
        caption: None,
    })
}

/// Draws an order.
pub fn draw(order: Order) -> Picture {
    let Order { subject, derived, points, theme } = order;
    let scene = scene(&subject, &derived, &points, &theme);
    let marks: Vec<&Mark> =
        scene.edges.iter().flat_map(|e| &e.marks).chain(scene.nodes.iter().flat_map(|n| &n.marks)).collect();
    let bleed = subject.bleed;
    let frame =
        Frame { min: [-bleed; 2], size: subject.camera.size.map(|side| side + 2.0 * bleed), scale: subject.scale };
    let image = raster::image(&marks, scene.background, frame);
    Picture { subject, scene, image }
}

/// A thread that draws.
pub struct Studio {
    orders: Sender<Order>,
    job: Job<Result<Picture, String>>,
}

impl Studio {
    /// Opens a studio that wakes `ctx` with each picture.
    pub fn open(ctx: &Context) -> Self {
        let ctx = ctx.clone();
        let (orders, waiting): (_, Receiver<Order>) = channel();
        let job = Job::start(
            move || ctx.request_repaint(),
            Err,
            move |reporter| {
                while let Ok(first) = waiting.recv() {
                    reporter.send(Ok(draw(waiting.try_iter().last().unwrap_or(first))));
                }
            },
        );
        Self { orders, job }
    }

    /// Orders a picture; orders that it has not begun by then are dropped.
    pub fn order(&self, order: Order) {
        // A studio that ended has said why.
        let _ = self.orders.send(order);
    }

    /// The latest picture since the last call, or why there will be no more.
    pub fn collect(&self) -> Option<Result<Picture, String>> {
        self.job.events.try_iter().last()
    }
}
