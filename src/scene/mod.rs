//! Stage 9: the picture as marks in screen points, with measured and placed text. Knows no egui.
//!
//! The window and every picture paint a [`Scene`] and nothing else, so what leaves equals what is seen.

pub mod font;
pub mod theme;

use crate::{layout::Point, network::Network, resolve::Resolved};
use std::collections::BTreeSet;

/// Which part of the layout plane is seen, and how large the view is, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// The layout point at the view's middle.
    pub center: Point,
    /// Points of the screen per unit of the layout.
    pub zoom: f32,
    /// Width and height of the view in points.
    pub size: [f32; 2],
}

impl Camera {
    /// The screen point of a layout point.
    pub fn to_screen(&self, p: Point) -> Point {
        [
            (p[0] - self.center[0]) * self.zoom + self.size[0] / 2.0,
            (p[1] - self.center[1]) * self.zoom + self.size[1] / 2.0,
        ]
    }

    /// The layout point under a screen point.
    pub fn to_layout(&self, p: Point) -> Point {
        [
            (p[0] - self.size[0] / 2.0) / self.zoom + self.center[0],
            (p[1] - self.size[1] / 2.0) / self.zoom + self.center[1],
        ]
    }
}

/// What the scene is made of. All slices index as [`Network::nodes`].
pub struct Input<'a> {
    /// Names and deals.
    pub resolved: &'a Resolved,
    /// What is drawn.
    pub network: &'a Network,
    /// One point a node.
    pub positions: &'a [Point],
    /// The view.
    pub camera: Camera,
    /// Node indexes that are selected; non-neighbours fade. Empty: nothing fades.
    pub selected: &'a BTreeSet<usize>,
    /// Node under the pointer: drawn with a halo and always labelled.
    pub hovered: Option<usize>,
    /// Selected edge, as index into [`Network::edges`].
    pub selected_edge: Option<usize>,
    /// Colours.
    pub theme: &'a theme::Theme,
    /// Measures text.
    pub fonts: &'a font::Fonts,
    /// Printed below and beside the network, or nothing.
    pub caption: Option<Caption>,
}

/// Title, legend and notes printed with an exported picture. Texts come from the caller, in the user's language.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Caption {
    /// One line, larger.
    pub title: String,
    /// Lines of small print: filter, number of articles, date, note on origin.
    pub notes: Vec<String>,
    /// Legend entries for the node kinds shown.
    pub kinds: Vec<(crate::extract::EntityKind, String)>,
    /// Legend entries for the deal families shown.
    pub families: Vec<(theme::Family, String)>,
    /// Legend entries for dashed and grey lines, if any are shown.
    pub statuses: Vec<(crate::extract::StatusGroup, String)>,
}

/// An sRGB colour with alpha, not premultiplied.
pub type Rgba = [u8; 4];

/// A line's look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Points.
    pub width: f32,
    /// Colour.
    pub color: Rgba,
    /// Dash and gap lengths in points, if dashed.
    pub dash: Option<[f32; 2]>,
}

/// A primitive in screen points.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A disc.
    Circle { center: Point, radius: f32, fill: Rgba, stroke: Option<Stroke> },
    /// A closed polygon, convex.
    Polygon { points: Vec<Point>, fill: Rgba, stroke: Option<Stroke> },
    /// An open line through points.
    Path { points: Vec<Point>, stroke: Stroke },
    /// A filled box with rounded corners.
    Rect { min: Point, max: Point, radius: f32, fill: Rgba, stroke: Option<Stroke> },
    /// One line of text; `baseline_left` is where the pen starts.
    Text { baseline_left: Point, text: String, size: f32, weight: font::Weight, color: Rgba, halo: Option<Rgba> },
}

/// A node as placed on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeMark {
    /// Index into [`Network::nodes`].
    pub node: usize,
    /// Middle, screen points.
    pub center: Point,
    /// Radius of its circle around, screen points.
    pub radius: f32,
    /// Its shapes, bottom first.
    pub marks: Vec<Mark>,
}

/// An edge as placed on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgeMark {
    /// Index into [`Network::edges`].
    pub edge: usize,
    /// The middle line, for hit tests.
    pub line: Vec<Point>,
    /// Its shapes, bottom first.
    pub marks: Vec<Mark>,
}

/// A placed label.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Index into [`Network::nodes`].
    pub node: usize,
    /// Its box, screen points.
    pub min: Point,
    /// Its box, screen points.
    pub max: Point,
    /// Its text mark.
    pub mark: Mark,
}

/// The whole picture: paint `background`, then edges, nodes, labels, caption, each in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scene {
    /// Width and height in points, caption included.
    pub size: [f32; 2],
    /// The paper.
    pub background: Rgba,
    /// Edges, faded ones first.
    pub edges: Vec<EdgeMark>,
    /// Nodes, faded ones first, selected last.
    pub nodes: Vec<NodeMark>,
    /// Labels that found room; none overlaps another.
    pub labels: Vec<Label>,
    /// Number of nodes in view whose label found no room.
    pub n_hidden_labels: usize,
    /// Legend, title and notes.
    pub caption: Vec<Mark>,
}

/// Radius of a node in layout units.
pub fn radius(degree: usize) -> f32 {
    5.0 + 2.2 * (degree as f32).sqrt()
}

/// Builds the scene. Labels go to the more connected first; selected and hovered nodes before all.
pub fn build(_input: &Input) -> Scene {
    Scene::default()
}

/// The camera that shows all of `positions` with a margin for labels.
pub fn fit(_positions: &[Point], size: [f32; 2]) -> Camera {
    Camera { center: [0.0, 0.0], zoom: 1.0, size }
}

/// The topmost node under a screen point, else none. `slack` points are added to each radius.
pub fn node_at(_scene: &Scene, _point: Point, _slack: f32) -> Option<usize> {
    None
}

/// The nearest edge within `slack` points of a screen point.
pub fn edge_at(_scene: &Scene, _point: Point, _slack: f32) -> Option<usize> {
    None
}
