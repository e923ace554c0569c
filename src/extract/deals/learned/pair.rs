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
    /// Both, the lower index first.
    pub fn key(&self) -> (usize, usize) {
        (self.first.min(self.second), self.first.max(self.second))
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{deals::unit, sample::with_doc};

    /// The pairs of the last sentence, by place; the topic is that of the sentences before.
    fn check(text: &str, expected: &[Place]) {
        with_doc(text, |doc| {
            let mut discourse = Discourse::new(doc);
            let mut found = Vec::new();
            for sentence in &doc.sentences {
                let units = unit::units(doc, sentence.span, &discourse);
                found = pairs(&units, &discourse, None);
                discourse.after(doc, sentence.span, &units);
            }
            assert_eq!(found.iter().map(|p| p.from).collect::<Vec<_>>(), expected, "{text}");
        });
    }

    #[test]
    fn every_two_organisations_are_a_pair_once() {
        check("KT와 네이버는 카카오에 투자했다.", &[Place::Unit(0), Place::Unit(0), Place::Unit(0)]);
        check("KT는 네이버와 손잡은 KT다.", &[Place::Unit(0)]);
    }

    #[test]
    fn the_topic_before_pairs_with_who_is_named() {
        check("KT는 컸다. 네이버에 투자했다.", &[Place::Topic]);
    }
}
