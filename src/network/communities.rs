//! Groups of nodes that have more to do with each other than with the rest: the Leiden algorithm (Traag, Waltman and
//! van Eck, 2019) on modularity.

use super::Network;
use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig};

/// The same network gives the same groups.
const SEED: u64 = 1;

/// The number of each node's group: 0 for the largest, of equals that with the first node. Without edges each node is
/// a group.
pub fn communities(network: &Network) -> Vec<usize> {
    let n = network.nodes.len();
    let found = found(network).filter(|groups| groups.len() == n).unwrap_or_else(|| (0..n).collect());
    by_size(&found)
}

fn found(network: &Network) -> Option<Vec<usize>> {
    let mut graph = GraphDataBuilder::new(network.nodes.len());
    for edge in &network.edges {
        graph.add_edge(edge.a, edge.b, f64::from(edge.weight)).ok()?;
    }
    let config = LeidenConfig { seed: Some(SEED), ..LeidenConfig::default() };
    let output = Leiden::new(config).run(&graph.build().ok()?).ok()?;
    Some((0..network.nodes.len()).map(|node| output.partition.community_of(node)).collect())
}

/// Numbers groups anew, the largest first.
fn by_size(groups: &[usize]) -> Vec<usize> {
    let n = groups.iter().max().map_or(0, |most| most + 1);
    let mut sizes = vec![(0_usize, usize::MAX); n];
    for (node, &group) in groups.iter().enumerate() {
        let (size, first) = &mut sizes[group];
        (*size, *first) = (*size + 1, node.min(*first));
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&group| (std::cmp::Reverse(sizes[group].0), sizes[group].1));
    let mut rank = vec![0; n];
    order.iter().enumerate().for_each(|(new, &old)| rank[old] = new);
    groups.iter().map(|&group| rank[group]).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::network::tests::linked;

    #[test]
    fn two_cliques_are_two_groups_the_larger_first() {
        let clique = |nodes: std::ops::Range<usize>| {
            let all = nodes.clone().flat_map(move |a| nodes.clone().map(move |b| (a, b, 1.0)));
            all.filter(|(a, b, _)| a < b).collect::<Vec<_>>()
        };
        let edges = [clique(0..4), clique(4..9), vec![(3, 4, 1.0)]].concat();
        assert_eq!(communities(&linked(9, &edges)), [1, 1, 1, 1, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn what_is_not_linked_stands_alone() {
        assert_eq!(communities(&linked(2, &[])), [0, 1]);
        assert!(communities(&Network::default()).is_empty());
    }
}
