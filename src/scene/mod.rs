//! Stage 9: the picture as marks in screen points, with measured and placed text. Knows no egui.
//!
//! The window and every picture paint a [`Scene`] and nothing else, so what leaves equals what is seen.
//! Input: the network, one position a node, a camera, what is selected. Output: marks, bottom first.
//! Pure; the same input gives the same scene.

pub mod camera;
pub mod caption;
pub mod edges;
pub mod font;
pub mod hit;
pub mod labels;
pub mod nodes;
mod room;
pub mod theme;

use crate::{layout::Point, network::Network, resolve::Resolved};
pub use camera::{Camera, fit};
pub use caption::{Caption, caption_height};
pub use hit::{edge_at, node_at};
pub use nodes::{radius, screen_radius};
use std::collections::BTreeSet;

/// What the scene is made of. All slices index as [`Network::nodes`].
pub struct Input<'a> {
    /// Names and deals.
    pub resolved: &'a Resolved,
    /// What is drawn.
    pub network: &'a Network,
    /// One point a node. Nodes without a finite point are not drawn.
    pub positions: &'a [Point],
    /// The view. Its size is the whole picture's; with a caption, the network takes what the caption leaves.
    pub camera: Camera,
    /// Points around the view in which marks are drawn as well, for a view that is about to move.
    pub bleed: f32,
    /// Node indexes that are selected; non-neighbours fade. Empty: nothing fades.
    pub selected: &'a BTreeSet<usize>,
    /// Node under the pointer: drawn with a halo and always labelled.
    pub hovered: Option<usize>,
    /// Edges of selected paths, as indexes into [`Network::edges`]; all else fades. Empty: no paths.
    pub trail: &'a BTreeSet<usize>,
    /// Selected edge, as index into [`Network::edges`].
    pub selected_edge: Option<usize>,
    /// What an edge says, by index into [`Network::edges`], in the user's language: type, amount, year.
    /// Asked for the selected edge, and for all when zoomed in.
    pub edge_label: &'a dyn Fn(usize) -> Option<String>,
    /// Colours.
    pub theme: &'a theme::Theme,
    /// Measures text.
    pub fonts: &'a font::Fonts,
    /// Printed below the network, or nothing. Dropped where it would leave the network too little.
    pub caption: Option<Caption>,
}

/// An sRGB colour with alpha, not premultiplied.
pub type Rgba = [u8; 4];

/// Points an inch on paper, as CSS has them.
pub const POINTS_PER_INCH: f32 = 96.0;

/// Points of halo on each side of a letter, for a text mark with a halo.
pub const HALO_WIDTH: f32 = 1.75;

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

impl Stroke {
    /// An unbroken line.
    pub fn solid(width: f32, color: Rgba) -> Self {
        Self { width, color, dash: None }
    }
}

/// A primitive in screen points.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A disc.
    Circle {
        /// Its middle.
        center: Point,
        /// Points.
        radius: f32,
        /// Inside.
        fill: Rgba,
        /// Outline, its middle on the rim.
        stroke: Option<Stroke>,
    },
    /// A closed polygon, convex.
    Polygon {
        /// Its corners, in order.
        points: Vec<Point>,
        /// Inside.
        fill: Rgba,
        /// Outline, its middle on the sides.
        stroke: Option<Stroke>,
    },
    /// An open line through points, with butt ends.
    Path {
        /// At least two.
        points: Vec<Point>,
        /// Its look.
        stroke: Stroke,
    },
    /// A filled box with rounded corners.
    Rect {
        /// Upper left corner.
        min: Point,
        /// Lower right corner.
        max: Point,
        /// Of its corners, points.
        radius: f32,
        /// Inside.
        fill: Rgba,
        /// Outline, its middle on the sides.
        stroke: Option<Stroke>,
    },
    /// One line of text.
    Text {
        /// Where the pen starts.
        baseline_left: Point,
        /// Its characters.
        text: String,
        /// Points.
        size: f32,
        /// Its cut.
        weight: font::Weight,
        /// Of the letters.
        color: Rgba,
        /// Colour of a rim of [`HALO_WIDTH`] under the letters, if any.
        halo: Option<Rgba>,
    },
}

/// A node as placed on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeMark {
    /// Index into [`Network::nodes`].
    pub node: usize,
    /// Middle, screen points.
    pub center: Point,
    /// Radius of the circle around its shape, screen points.
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

/// A node's placed label.
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

/// An edge's placed label.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgeLabel {
    /// Index into [`Network::edges`].
    pub edge: usize,
    /// Its box, screen points.
    pub min: Point,
    /// Its box, screen points.
    pub max: Point,
    /// Its paper and its text.
    pub marks: [Mark; 2],
}

/// The whole picture: paint `background`, then [`Scene::marks`] in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scene {
    /// Width and height in points, caption included.
    pub size: [f32; 2],
    /// The paper.
    pub background: Rgba,
    /// Edges in view, faded ones first.
    pub edges: Vec<EdgeMark>,
    /// Nodes in view, faded ones first, selected and hovered ones last.
    pub nodes: Vec<NodeMark>,
    /// Labels of edges that found room.
    pub edge_labels: Vec<EdgeLabel>,
    /// Labels of nodes that found room; no label overlaps another, of nodes or of edges.
    pub labels: Vec<Label>,
    /// Number of unfaded nodes in view whose label found no room.
    pub n_hidden_labels: usize,
    /// Legend, title and notes, on paper of their own.
    pub caption: Vec<Mark>,
}

impl Scene {
    /// Every mark in painting order: edges, nodes, labels of edges, labels of nodes, caption.
    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        let edges = self.edges.iter().flat_map(|e| &e.marks);
        let nodes = self.nodes.iter().flat_map(|n| &n.marks);
        let edge_labels = self.edge_labels.iter().flat_map(|l| &l.marks);
        let labels = self.labels.iter().map(|l| &l.mark);
        edges.chain(nodes).chain(edge_labels).chain(labels).chain(&self.caption)
    }

    /// Makes all transparent that is not drawn: background, and the caption's paper.
    pub fn remove_paper(&mut self) {
        let paper = self.background;
        self.background[3] = 0;
        let is_paper = |mark: &Mark| matches!(mark, Mark::Rect { fill, stroke: None, .. } if *fill == paper);
        self.caption.retain(|mark| !is_paper(mark));
    }
}

/// How a node or an edge stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Emphasis {
    /// Neither selected nor a neighbour of what is.
    Faded,
    Plain,
    Selected,
}

/// Alpha of what is faded.
const FADED_ALPHA: f32 = 0.15;

impl Emphasis {
    fn alpha(self) -> f32 {
        if self == Self::Faded { FADED_ALPHA } else { 1.0 }
    }
}

/// A node with all that its drawing and labelling need.
struct Placed<'a> {
    node: usize,
    kind: crate::extract::EntityKind,
    degree: usize,
    name: &'a str,
    /// Screen points.
    center: Point,
    /// Radius of the circle around its shape, screen points.
    extent: f32,
    /// Radius that says its size, screen points.
    radius: f32,
    emphasis: Emphasis,
}

/// Builds the scene. Labels go to the more connected first; hovered and selected nodes before all.
/// O(nodes + edges), and for labels a grid keeps comparisons local.
pub fn build(input: &Input) -> Scene {
    let size = input.camera.size;
    let caption = input.caption.as_ref().map(|c| caption::draw(c, size, input.theme, input.fonts)).unwrap_or_default();
    let camera = Camera { size: [size[0], size[1] - caption.height], ..input.camera };
    let placed = place(input, &camera);
    let labels = labels::draw(input, &camera, &placed);
    Scene {
        size,
        background: input.theme.background,
        edges: edges::draw(input, &camera, &placed),
        nodes: nodes::draw(input, &camera, &placed),
        edge_labels: labels.edges,
        labels: labels.nodes,
        n_hidden_labels: labels.n_hidden,
        caption: caption.marks,
    }
}

/// Every node on the screen; `None` where it has no position. Indexes as [`Network::nodes`].
fn place<'a>(input: &Input<'a>, camera: &Camera) -> Vec<Option<Placed<'a>>> {
    let near: BTreeSet<usize> = input
        .network
        .edges
        .iter()
        .flat_map(|e| [(e.a, e.b), (e.b, e.a)])
        .filter_map(|(a, b)| input.selected.contains(&a).then_some(b))
        .collect();
    let trail = input.trail.iter().filter_map(|&edge| input.network.edges.get(edge));
    let on_trail: BTreeSet<usize> = trail.flat_map(|e| [e.a, e.b]).collect();
    let emphasis = |node: usize| match () {
        () if on_trail.contains(&node) => Emphasis::Selected,
        () if !input.trail.is_empty() => Emphasis::Faded,
        () if input.selected.contains(&node) => Emphasis::Selected,
        () if input.selected.is_empty() || near.contains(&node) => Emphasis::Plain,
        () => Emphasis::Faded,
    };
    let apart = apart(input.positions) * camera.zoom;
    let place_one = |(node, n): (usize, &crate::network::Node)| {
        let center = camera.to_screen(*input.positions.get(node)?);
        let radius = screen_radius(n.degree, camera.zoom, apart);
        (center[0].is_finite() && center[1].is_finite()).then(|| Placed {
            node,
            kind: n.kind,
            degree: n.degree,
            name: input.resolved.entities.get(n.entity).map_or("", |e| e.name.as_str()),
            center,
            extent: radius * nodes::extent(n.kind),
            radius,
            emphasis: emphasis(node),
        })
    };
    input.network.nodes.iter().enumerate().map(place_one).collect()
}

/// How far neighbouring points lie apart, about, were they spread evenly over the box around them.
fn apart(points: &[Point]) -> f32 {
    let Some((min, max)) = camera::bounds(points) else { return 0.0 };
    ((max[0] - min[0]) * (max[1] - min[1]) / points.len() as f32).sqrt()
}
