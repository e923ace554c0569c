//! What size and colour of nodes say: number of neighbours and kind, unless something else is asked for.

use super::{Rgba, theme::Theme};
use crate::{
    extract::EntityKind,
    network::{Network, Node, communities::communities, metrics},
};
use serde::{Deserialize, Serialize};

/// What a node's size says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SizeBy {
    /// Number of neighbours.
    #[default]
    Degree,
    /// Number of deals, each counted once for each partner.
    Strength,
    /// PageRank: partners count more that have many partners themselves.
    PageRank,
    /// Betweenness: how often it lies on the shortest path between others.
    Betweenness,
}

impl SizeBy {
    /// Every one, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::Degree, Self::Strength, Self::PageRank, Self::Betweenness];
}

/// What a node's colour says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColorBy {
    /// Its kind.
    #[default]
    Kind,
    /// The group of nodes that it has most to do with.
    Community,
}

/// What the user asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LooksChoice {
    /// Of nodes.
    pub size: SizeBy,
    /// Of nodes.
    pub color: ColorBy,
    /// Whether alliances have a hull around their members.
    pub has_hulls: bool,
}

/// A choice with what it needs to know of the network. The default is that of [`LooksChoice`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Looks {
    /// One number a node in place of its degree; empty for degrees.
    degrees: Vec<usize>,
    /// The community of each node; empty for colours by kind.
    communities: Vec<usize>,
    /// Whether alliances have a hull around their members.
    pub has_hulls: bool,
}

impl Looks {
    /// Costs what the measure costs, see [`metrics`] and [`communities()`].
    pub fn of(choice: LooksChoice, network: &Network) -> Self {
        let values = match choice.size {
            SizeBy::Degree => Vec::new(),
            SizeBy::Strength => metrics::strength(network),
            SizeBy::PageRank => metrics::pagerank(network),
            SizeBy::Betweenness => metrics::betweenness(network),
        };
        Self {
            degrees: as_degrees(&values, network),
            communities: if choice.color == ColorBy::Community { communities(network) } else { Vec::new() },
            has_hulls: choice.has_hulls,
        }
    }

    /// How much a node matters, as a number of neighbours.
    pub fn degree(&self, index: usize, node: &Node) -> usize {
        self.degrees.get(index).copied().unwrap_or(node.degree)
    }

    /// Fill and outline of a node.
    pub fn colors(&self, index: usize, kind: EntityKind, theme: &Theme) -> [Rgba; 2] {
        match self.communities.get(index) {
            Some(&community) => theme.community(community),
            None => [theme.kind(kind), theme.kind_outline(kind)],
        }
    }
}

/// Values scaled so that the largest is the largest degree.
fn as_degrees(values: &[f32], network: &Network) -> Vec<usize> {
    let most = values.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    let largest = network.nodes.iter().map(|n| n.degree).max().unwrap_or(0) as f32;
    values.iter().map(|value| (value / most * largest).round() as usize).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::network::tests::linked;

    #[test]
    fn the_largest_is_as_large_as_by_degree() {
        let network = linked(5, &[(0, 1, 1.0), (1, 2, 9.0), (1, 3, 1.0), (3, 4, 1.0)]);
        for size in SizeBy::ALL {
            let looks = Looks::of(LooksChoice { size, ..LooksChoice::default() }, &network);
            let degrees: Vec<usize> = network.nodes.iter().enumerate().map(|(i, n)| looks.degree(i, n)).collect();
            assert_eq!(degrees.iter().max(), Some(&3), "{size:?}");
            assert_eq!(degrees[1], 3, "{size:?}");
        }
    }

    #[test]
    fn groups_differ_in_colour() {
        let network = linked(4, &[(0, 1, 1.0), (2, 3, 1.0)]);
        let looks = Looks::of(LooksChoice { color: ColorBy::Community, ..LooksChoice::default() }, &network);
        let color = |node| looks.colors(node, EntityKind::Company, &Theme::light());
        assert!(color(0) == color(1) && color(2) == color(3) && color(0) != color(2));
    }
}
