//! Where the nodes are: remembered by entity, so that a filter or new articles move as little as possible.
//!
//! The layout engine runs in a job; this is its memory: it makes the request and takes the result.

use crate::{
    layout::{Point, Request},
    pipeline::Derived,
    resolve::EntityKey,
};
use std::collections::HashMap;

/// Positions of the network that is shown, and of entities that were shown before.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// One point a node of the network; empty until the first result.
    pub points: Vec<Point>,
    /// Raised whenever `points` changes.
    pub version: u64,
    free: HashMap<EntityKey, Point>,
}

impl Places {
    /// Forgets everything; the next layout starts cold.
    pub fn clear(&mut self) {
        *self = Self { version: self.version + 1, ..Self::default() };
    }

    /// What the engine is asked for `derived`'s network: known places as a warm start, pins fixed.
    /// A node whose pin was taken back starts from where the engine had put it before.
    pub fn request(&self, derived: &Derived) -> Request {
        let network = &derived.network;
        let key = |entity: usize| derived.resolved.entities.get(entity).map(|e| &e.key);
        let pin = |entity: usize| key(entity).and_then(|k| derived.marks.pins.get(k)).copied();
        Request {
            start: (network.nodes.iter())
                .map(|n| pin(n.entity).or_else(|| key(n.entity).and_then(|k| self.free.get(k)).copied()))
                .collect(),
            pinned: (0..network.nodes.len())
                .filter(|&i| network.nodes.get(i).is_some_and(|n| pin(n.entity).is_some()))
                .collect(),
            ..Request::of(network)
        }
    }

    /// Places the nodes of a new network as far as known, until the engine answers. Unknown nodes start amid their
    /// neighbours. Nothing is placed while nothing is known.
    pub fn adopt(&mut self, request: &Request) {
        self.version += 1;
        self.points.clear();
        if request.start.iter().all(Option::is_none) {
            return;
        }
        let mut near = vec![([0.0_f32; 2], 0.0_f32); request.start.len()];
        for &(a, b, _) in &request.edges {
            for (from, to) in [(a, b), (b, a)] {
                if let (Some([x, y]), Some((sum, n))) = (request.start.get(from).copied().flatten(), near.get_mut(to)) {
                    *sum = [sum[0] + x, sum[1] + y];
                    *n += 1.0;
                }
            }
        }
        let guess = |([x, y], n): ([f32; 2], f32)| [x / n.max(1.0), y / n.max(1.0)];
        self.points =
            request.start.iter().zip(near).map(|(start, near)| start.unwrap_or_else(|| guess(near))).collect();
    }

    /// Takes positions from the engine.
    pub fn take(&mut self, derived: &Derived, points: Vec<Point>) {
        if points.len() == derived.network.nodes.len() {
            self.points = points;
            self.version += 1;
        }
    }

    /// Remembers where everything is, before `derived` gives way to another; pinned nodes keep the free place they had.
    pub fn remember(&mut self, derived: &Derived) {
        if self.points.len() != derived.network.nodes.len() {
            return;
        }
        for (node, &point) in derived.network.nodes.iter().zip(&self.points) {
            if let Some(entity) = derived.resolved.entities.get(node.entity)
                && !derived.marks.pins.contains_key(&entity.key)
            {
                self.free.insert(entity.key.clone(), point);
            }
        }
    }

    /// Where each node of the network is, by its lasting name.
    pub fn by_key(&self, derived: &Derived) -> Vec<(EntityKey, Point)> {
        let key = |entity: usize| derived.resolved.entities.get(entity).map(|e| e.key.clone());
        derived.network.nodes.iter().zip(&self.points).filter_map(|(n, &point)| Some((key(n.entity)?, point))).collect()
    }

    /// Has nodes start from these places the next time they are laid out.
    pub fn put(&mut self, places: Vec<(EntityKey, Point)>) {
        self.free.extend(places);
    }

    /// Moves one node by hand, while it is dragged.
    pub fn drag(&mut self, node: usize, point: Point) {
        if let Some(place) = self.points.get_mut(node) {
            *place = point;
            self.version += 1;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{
        extract::EntityKind,
        layout::layout,
        network::{self, Filter},
        project::review::Marks,
        resolve::{Entity, Link, Resolved},
    };
    use std::{collections::BTreeMap, ops::ControlFlow};

    #[test]
    fn an_unknown_node_starts_amid_its_neighbours() {
        let request = Request {
            radii: vec![5.0; 3],
            edges: vec![(0, 2, 1.0), (1, 2, 1.0)],
            start: vec![Some([0.0, 0.0]), Some([10.0, 20.0]), None],
            ..Request::default()
        };
        let mut places = Places::default();
        places.adopt(&request);
        assert_eq!(places.points[2], [5.0, 10.0]);
    }

    #[test]
    fn nothing_is_placed_before_anything_is_known() {
        let mut places = Places::default();
        places.adopt(&Request { radii: vec![5.0; 2], start: vec![None; 2], ..Request::default() });
        assert!(places.points.is_empty());
    }

    /// Shown entities of a ring with chords, and all that is derived from it.
    fn derived(hidden: &dyn Fn(usize) -> bool) -> Derived {
        let n = 300;
        let key = |i: usize| EntityKey { kind: EntityKind::Company, name: format!("{i:03}") };
        let entity = |i: usize| Entity {
            key: key(i),
            name: key(i).name,
            kind: EntityKind::Company,
            aliases: Vec::new(),
            title: None,
            org: None,
            about: None,
            mentions: Vec::new(),
        };
        let link = |i: usize| [(i, (i + 1) % n), (i, (i * i + 3) % (i + 2))].map(|(a, b)| Link { a, b, weight: 1.0 });
        let links = (0..n).flat_map(link).collect();
        let resolved = Resolved { entities: (0..n).map(entity).collect(), deals: Vec::new(), links };
        let marks = Marks { hidden: (0..n).filter(|&i| hidden(i)).map(key).collect(), ..Marks::default() };
        let network = network::build(&resolved, &marks, &[], &Filter::default());
        Derived { resolved, marks, network, warnings: Vec::new() }
    }

    fn laid_out(places: &mut Places, derived: &Derived) -> BTreeMap<usize, Point> {
        let request = places.request(derived);
        places.adopt(&request);
        places.take(derived, layout(&request, &mut |_| ControlFlow::Continue(())));
        places.remember(derived);
        derived.network.nodes.iter().map(|node| node.entity).zip(places.points.iter().copied()).collect()
    }

    #[test]
    fn hiding_and_showing_a_third_hardly_moves_the_rest() {
        let (whole, part) = (derived(&|_| false), derived(&|i| i % 3 == 0));
        let mut places = Places::default();
        let before = laid_out(&mut places, &whole);
        let xs = || before.values().map(|p| p[0]);
        let width = xs().fold(f32::MIN, f32::max) - xs().fold(f32::MAX, f32::min);
        for derived in [&part, &whole] {
            let after = laid_out(&mut places, derived);
            let mut moved: Vec<f32> = after
                .iter()
                .map(|(entity, p)| (p[0] - before[entity][0]).hypot(p[1] - before[entity][1]) / width)
                .collect();
            moved.sort_by(f32::total_cmp);
            assert!(moved[moved.len() / 2] < 0.02, "{}", moved[moved.len() / 2]);
        }
    }
}
