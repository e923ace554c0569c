//! The window's model of the graph: an `egui_graphs` graph that holds nodes, edges, selection, hover and drag. Its
//! shapes are the scene's marks; it is never the source of positions.

use super::paint;
use crate::{
    network::Network,
    scene::{EdgeMark, NodeMark, Scene},
    ui::places::Places,
};
use egui::{Painter, Pos2, Shape, Vec2};
use egui_graphs::{
    DisplayEdge, DisplayNode, DrawContext, EdgeProps, Graph, MetadataFrame, Node, NodeProps, SettingsStyle,
};
use petgraph::{
    EdgeType, Undirected,
    stable_graph::{EdgeIndex, IndexType, NodeIndex},
};
use std::collections::BTreeSet;

/// Payloads are indexes into the network, which `egui_graphs` may clone as it likes.
type Inner = Graph<usize, usize, Undirected, u32, SceneNode, SceneEdge>;

/// The graph and the revision of the network it was made from.
#[derive(Default)]
pub struct NetworkGraph {
    inner: Inner,
    revision: Option<u64>,
    /// Version of the positions that it knows.
    places: Option<u64>,
}

impl NetworkGraph {
    /// Rebuilds the graph if the network is another.
    pub fn follow(&mut self, network: &Network, revision: u64) {
        if self.revision == Some(revision) {
            return;
        }
        (self.revision, self.places) = (Some(revision), None);
        self.inner = Inner::from(&petgraph::stable_graph::StableGraph::default());
        for node in 0..network.nodes.len() {
            self.inner.add_node(node);
        }
        for (i, edge) in network.edges.iter().enumerate() {
            self.inner.add_edge(NodeIndex::new(edge.a), NodeIndex::new(edge.b), i);
        }
    }

    /// Tells the graph where its nodes are and what is selected and hovered.
    pub fn set(&mut self, places: &Places, selected: &BTreeSet<usize>, edge: Option<usize>, hovered: Option<usize>) {
        if self.places != Some(places.version) {
            self.places = Some(places.version);
            for (i, &point) in places.points.iter().enumerate() {
                if let Some(node) = self.inner.node_mut(NodeIndex::new(i)) {
                    node.set_location(Pos2::from(point));
                }
            }
        }
        self.inner.set_selected_nodes(selected.iter().map(|&i| NodeIndex::new(i)).collect());
        self.inner.set_selected_edges(edge.map(EdgeIndex::new).into_iter().collect());
        self.inner.set_hovered_node(hovered.map(NodeIndex::new));
    }

    /// Notes the node that is held by the pointer.
    pub fn set_dragged(&mut self, node: Option<usize>) {
        self.inner.set_dragged_node(node.map(NodeIndex::new));
    }

    /// The node that is held by the pointer.
    pub fn dragged(&self) -> Option<usize> {
        self.inner.dragged_node().map(|i| i.index())
    }

    /// Hands each node and edge its marks, and gives all shapes in the scene's order, moved by `origin`.
    pub fn shapes(&mut self, scene: &Scene, origin: Vec2, painter: &Painter) -> Vec<Shape> {
        let (style, meta) = (SettingsStyle::new(), MetadataFrame::default());
        let context = DrawContext { ctx: painter.ctx(), painter, style: &style, is_directed: false, meta: &meta };
        let mut shapes = Vec::with_capacity(scene.nodes.len() + 2 * scene.edges.len());
        for mark in &scene.edges {
            let index = EdgeIndex::new(mark.edge);
            let Some((a, b)) = self.inner.edge_endpoints(index) else { continue };
            let Some(edge) = self.inner.edge_mut(index) else { continue };
            let mut display = edge.display_mut().clone();
            (display.mark, display.origin) = (Some(mark.clone()), origin);
            if let (Some(a), Some(b)) = (self.inner.node(a), self.inner.node(b)) {
                shapes.extend(DisplayEdge::<_, _, Undirected, u32, SceneNode>::shapes(&mut display, a, b, &context));
            }
        }
        for mark in &scene.nodes {
            let Some(node) = self.inner.node_mut(NodeIndex::new(mark.node)) else { continue };
            let display = node.display_mut();
            (display.mark, display.origin) = (Some(mark.clone()), origin);
            shapes.extend(DisplayNode::<usize, usize, Undirected, u32>::shapes(display, &context));
        }
        shapes
    }
}

/// A node as the scene drew it.
#[derive(Debug, Clone)]
pub struct SceneNode {
    location: Pos2,
    mark: Option<NodeMark>,
    origin: Vec2,
}

impl From<NodeProps<usize>> for SceneNode {
    fn from(props: NodeProps<usize>) -> Self {
        Self { location: props.location(), mark: None, origin: Vec2::ZERO }
    }
}

impl<Ty: EdgeType, Ix: IndexType> DisplayNode<usize, usize, Ty, Ix> for SceneNode {
    fn closest_boundary_point(&self, direction: Vec2) -> Pos2 {
        self.location + direction.normalized() * self.mark.as_ref().map_or(0.0, |m| m.radius)
    }

    fn shapes(&mut self, context: &DrawContext) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for mark in self.mark.iter().flat_map(|m| &m.marks) {
            paint::mark(context.painter, mark, self.origin, &mut shapes);
        }
        shapes
    }

    fn update(&mut self, props: &NodeProps<usize>) {
        self.location = props.location();
    }

    fn is_inside(&self, pos: Pos2) -> bool {
        self.mark.as_ref().is_some_and(|m| (Pos2::from(m.center) + self.origin).distance(pos) <= m.radius)
    }
}

/// An edge as the scene drew it.
#[derive(Debug, Clone)]
pub struct SceneEdge {
    mark: Option<EdgeMark>,
    origin: Vec2,
}

impl From<EdgeProps<usize>> for SceneEdge {
    fn from(_: EdgeProps<usize>) -> Self {
        Self { mark: None, origin: Vec2::ZERO }
    }
}

impl<Ty: EdgeType, Ix: IndexType, D: DisplayNode<usize, usize, Ty, Ix>> DisplayEdge<usize, usize, Ty, Ix, D>
    for SceneEdge
{
    fn shapes(
        &mut self,
        _: &Node<usize, usize, Ty, Ix, D>,
        _: &Node<usize, usize, Ty, Ix, D>,
        context: &DrawContext,
    ) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for mark in self.mark.iter().flat_map(|m| &m.marks) {
            paint::mark(context.painter, mark, self.origin, &mut shapes);
        }
        shapes
    }

    fn update(&mut self, _: &EdgeProps<usize>) {}

    fn is_inside(&self, _: &Node<usize, usize, Ty, Ix, D>, _: &Node<usize, usize, Ty, Ix, D>, _: Pos2) -> bool {
        false
    }
}
