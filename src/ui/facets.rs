//! How many entities and deals stand behind each legend entry: what a click on it would show or hide.

use crate::{
    extract::{DealType, EntityKind, Status},
    network::{self, Filter, Network},
    pipeline::Derived,
    project::Project,
    resolve::Resolved,
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// Counts a facet at a time, each as if that facet alone were not filtered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counts {
    /// Nodes of each kind: those shown, and those that it would add.
    pub kinds: BTreeMap<EntityKind, usize>,
    /// Deals of each type.
    pub types: BTreeMap<DealType, usize>,
    /// Deals of each status.
    pub statuses: BTreeMap<Status, usize>,
    /// Deals of each year.
    pub years: BTreeMap<i16, usize>,
    /// Deals without a date.
    pub n_undated: usize,
}

impl Counts {
    /// Builds the network once for each facet that leaves something out, with that facet open, and once for each kind that is off.
    pub fn of(derived: &Derived, project: &Project, shown: &Filter) -> Self {
        let resolved = &derived.resolved;
        let open = |change: &dyn Fn(&mut Filter)| {
            let mut filter = shown.clone();
            change(&mut filter);
            match filter == *shown {
                true => Cow::Borrowed(&derived.network),
                false => Cow::Owned(network::build(resolved, &derived.marks, &project.reads, &filter)),
            }
        };
        let all_types = open(&|f| f.types = DealType::ALL.iter().copied().collect());
        let all_statuses = open(&|f| f.statuses = Status::ALL.iter().copied().collect());
        let all_time = open(&|f| (f.from, f.to, f.dated_only) = (None, None, false));
        let mut counts = Self::default();
        for &kind in EntityKind::ALL {
            let n_nodes = |network: &Network| network.nodes.iter().filter(|n| n.kind == kind).count();
            let n = if shown.kinds.contains(&kind) {
                n_nodes(&derived.network)
            } else if resolved.entities.iter().any(|e| e.kind == kind) {
                n_nodes(&open(&|f| _ = f.kinds.insert(kind)))
            } else {
                0
            };
            counts.kinds.insert(kind, n);
        }
        count(&mut counts.types, resolved, &all_types, |d| Some(d.deal_type));
        count(&mut counts.statuses, resolved, &all_statuses, |d| Some(d.status));
        count(&mut counts.years, resolved, &all_time, |d| d.date.value.map(|v| v.get_year()));
        counts.n_undated = all_time.deals.len() - counts.years.values().sum::<usize>();
        counts
    }

    /// The filter's settings that leave something out, as keys of the interface's strings.
    pub fn narrowing(filter: &Filter) -> BTreeSet<&'static str> {
        let wide = Filter::default();
        let facets = [
            ("legend.kinds", filter.kinds.is_superset(&wide.kinds)),
            ("legend.deals", filter.types == wide.types),
            ("legend.status", filter.statuses == wide.statuses),
            ("legend.period", (filter.from, filter.to, filter.dated_only) == (None, None, false)),
            ("legend.around", filter.around.is_none()),
            ("legend.confidence", filter.min_confidence <= wide.min_confidence),
        ];
        facets.into_iter().filter(|(_, is_wide)| !is_wide).map(|(key, _)| key).collect()
    }
}

fn count<K: Ord>(
    into: &mut BTreeMap<K, usize>,
    resolved: &Resolved,
    network: &Network,
    key: impl Fn(&crate::resolve::Deal) -> Option<K>,
) {
    for key in network.deals.iter().filter_map(|&i| resolved.deals.get(i)).filter_map(key) {
        *into.entry(key).or_default() += 1;
    }
}
