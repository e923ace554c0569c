//! Which organisations of a sentence may share a deal: units → pairs.

use crate::extract::{
    EntityKind,
    deals::{discourse::Discourse, unit::Unit},
    doc::Doc,
};
use std::{cmp::Reverse, collections::BTreeMap};

/// A sentence that names more organisations than this is a list, and is left to the rules.
const MAX_NAMES: usize = 24;

/// Where the first side of a pair stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the unit with that index.
    Unit(usize),
    /// Not named: the topic of earlier sentences.
    Topic,
    /// Not named: the organisation that the article names most.
    Focus,
    /// Not named: the alliance of earlier sentences.
    Alliance,
}

/// Two organisations of a sentence; entity indexes are the document's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The one named first, or not named.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// Where the first stands.
    pub from: Place,
    /// The unit in which the second stands.
    pub to: usize,
}

impl Pair {
    /// True if these two are its organisations, in either order.
    pub fn joins(&self, a: usize, b: usize) -> bool {
        (self.first, self.second) == (a, b) || (self.second, self.first) == (a, b)
    }
}

/// All pairs of a sentence, each once, at the places nearest to each other. Quadratic in its organisations.
pub fn pairs(units: &[Unit], discourse: &Discourse, focus: Option<usize>) -> Vec<Pair> {
    let mut out: Vec<Pair> = Vec::new();
    if units.iter().map(|u| u.entities.len()).sum::<usize>() > MAX_NAMES {
        return out;
    }
    for (to, unit) in units.iter().enumerate() {
        for (at, second) in unit.entities.iter().enumerate() {
            add(&mut out, unit.entities.get(..at).unwrap_or(&[]), *second, Place::Unit(to), to);
        }
    }
    for gap in 1..units.len() {
        for (from, (left, right)) in units.iter().zip(units.iter().skip(gap)).enumerate() {
            for second in &right.entities {
                add(&mut out, &left.entities, *second, Place::Unit(from), from + gap);
            }
        }
    }
    let is_unnamed = |e: &usize| !units.iter().any(|u| u.entities.contains(e));
    let topic: Vec<usize> = discourse.topic.iter().copied().filter(is_unnamed).collect();
    let focus = focus.filter(|e| is_unnamed(e) && !topic.contains(e));
    let alliance = discourse.alliance.filter(is_unnamed);
    for (to, unit) in units.iter().enumerate() {
        for second in &unit.entities {
            add(&mut out, &topic, *second, Place::Topic, to);
            add(&mut out, focus.as_slice(), *second, Place::Focus, to);
            add(&mut out, alliance.as_slice(), *second, Place::Alliance, to);
        }
    }
    out
}

fn add(out: &mut Vec<Pair>, firsts: &[usize], second: usize, from: Place, to: usize) {
    for first in firsts {
        if *first != second && !out.iter().any(|p| p.joins(*first, second)) {
            out.push(Pair { first: *first, second, from, to });
        }
    }
}

/// The organisation that the article names most; no alliance.
pub fn focus(doc: &Doc) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for mention in &doc.mentions {
        if doc.is_organisation(mention.entity) && doc.kind(mention.entity) != EntityKind::Alliance {
            *counts.entry(mention.entity).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(entity, count)| (*count, Reverse(*entity))).map(|(entity, _)| entity)
}
