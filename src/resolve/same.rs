//! Which entity facts of different articles mean the same.
//!
//! Organisations, products and events join by the lexicon's name, by their own name, and where an alias of one is the
//! name of another and says enough. What the lexicon or an article holds apart stays apart. People join by name and
//! organisation only: short forms such as 유 대표 name nobody outside their article.

use super::{
    Read,
    names::{full_names, is_generic, normal},
};
use crate::extract::{EntityFact, EntityKind};
use std::collections::{BTreeMap, BTreeSet};

/// One entity fact of one article.
pub struct Item<'a> {
    /// Index of the article.
    pub article: usize,
    /// What the article says.
    pub fact: &'a EntityFact,
    /// True if it is party to a deal there.
    pub is_party: bool,
    family: Family,
    normal: String,
}

/// Kinds whose equal names mean the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Organisation,
    Product,
    Event,
    Person,
}

/// Every entity fact of every article, in order.
pub struct Items<'a> {
    /// By article, then as the article lists them.
    pub all: Vec<Item<'a>>,
    starts: Vec<usize>,
}

impl<'a> Items<'a> {
    /// Lists the facts.
    pub fn new(reads: &'a [Read]) -> Self {
        let (mut all, mut starts) = (Vec::new(), Vec::new());
        for (article, read) in reads.iter().enumerate() {
            starts.push(all.len());
            let parties: BTreeSet<usize> =
                read.facts.deals.iter().flat_map(|d| d.parties.iter().map(|p| p.entity)).collect();
            for (i, fact) in read.facts.entities.iter().enumerate() {
                let family = match fact.kind {
                    EntityKind::Company | EntityKind::Institution | EntityKind::Alliance => Family::Organisation,
                    EntityKind::Product => Family::Product,
                    EntityKind::Event => Family::Event,
                    EntityKind::Person => Family::Person,
                };
                let is_party = parties.contains(&i);
                all.push(Item { article, fact, is_party, family, normal: normal(&fact.name) });
            }
        }
        Self { all, starts }
    }

    /// The index in `all` of the organisation a person's fact names.
    pub fn org(&self, item: &Item) -> Option<usize> {
        let index = self.starts.get(item.article)? + item.fact.org?;
        self.all.get(index).filter(|org| org.article == item.article).map(|_| index)
    }
}

/// For each item the lowest item that means the same.
pub fn roots(items: &Items) -> Vec<usize> {
    let mut sets = Sets { parent: (0..items.all.len()).collect() };
    join_names(items, &mut sets);
    while join_aliases(items, &mut sets) {}
    join_people(items, &mut sets);
    (0..items.all.len()).map(|i| sets.root(i)).collect()
}

/// Disjoint sets of items.
struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    fn root(&mut self, mut i: usize) -> usize {
        while self.parent[i] != i {
            self.parent[i] = self.parent[self.parent[i]];
            i = self.parent[i];
        }
        i
    }

    /// The lower root stays, so that the outcome does not depend on the order of unions.
    fn union(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }
}

fn join_names(items: &Items, sets: &mut Sets) {
    let mut by_lexicon: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_name: BTreeMap<(Family, &str), usize> = BTreeMap::new();
    let (known, unknown): (Vec<_>, Vec<_>) = items
        .all
        .iter()
        .enumerate()
        .filter(|(_, item)| item.family != Family::Person)
        .partition(|(_, item)| item.fact.lexicon.is_some());
    for &(i, item) in &known {
        let first = *by_lexicon.entry(normal(item.fact.lexicon.as_deref().unwrap_or_default())).or_insert(i);
        sets.union(first, i);
    }
    for &(i, item) in &unknown {
        let namesake = by_lexicon.get(&item.normal).filter(|&&known| items.all[known].family == item.family);
        let first = *by_name.entry((item.family, &item.normal)).or_insert(*namesake.unwrap_or(&i));
        sets.union(first, i);
    }
}

/// What is known of a set of items while aliases are looked at.
#[derive(Default)]
struct Group<'a> {
    lexicon: Option<&'a str>,
    articles: BTreeSet<usize>,
}

/// One round of joining by aliases, linear in the facts; true if it joined any.
fn join_aliases(items: &Items, sets: &mut Sets) -> bool {
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    let mut owners: BTreeMap<(Family, String), BTreeSet<usize>> = BTreeMap::new();
    let mut named: BTreeMap<(Family, &str), BTreeSet<usize>> = BTreeMap::new();
    for (i, item) in items.all.iter().enumerate().filter(|(_, item)| item.family != Family::Person) {
        let root = sets.root(i);
        let group = groups.entry(root).or_default();
        group.lexicon = group.lexicon.or(item.fact.lexicon.as_deref());
        group.articles.insert(item.article);
        named.entry((item.family, &item.normal)).or_default().insert(root);
        for alias in item.fact.aliases.iter().filter(|alias| !is_generic(alias, &item.fact.name)) {
            owners.entry((item.family, normal(alias))).or_default().insert(root);
        }
    }
    let mut touched = BTreeSet::new();
    for ((family, form), owner) in &owners {
        // A form that several entities use as an alias, or several bear as a name, identifies none of them.
        let Some(bearers) = named.get(&(*family, form.as_str())) else { continue };
        let (Some(a), Some(b)) = (only(owner), only(bearers)) else { continue };
        let (Some(owner), Some(bearer)) = (groups.get(&a), groups.get(&b)) else { continue };
        let is_held_apart = owner.lexicon.is_some() && bearer.lexicon.is_some()
            || owner.articles.intersection(&bearer.articles).next().is_some();
        // What is known of a set holds for the round's start only: each joins at most once a round.
        if a != b && !is_held_apart && !touched.contains(&a) && !touched.contains(&b) {
            sets.union(a, b);
            touched.extend([a, b]);
        }
    }
    !touched.is_empty()
}

fn only(set: &BTreeSet<usize>) -> Option<usize> {
    set.first().copied().filter(|_| set.len() == 1)
}

/// Same full name, and the same organisation, one of the same house, or none stated. A foreign or long name is taken
/// for one person wherever he or she works; Korean names of three syllables are too often shared for that.
fn join_people(items: &Items, sets: &mut Sets) {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, item) in items.all.iter().enumerate().filter(|(_, item)| item.family == Family::Person) {
        for name in full_names(item.fact) {
            by_name.entry(normal(name)).or_default().push(i);
        }
    }
    for (name, people) in by_name {
        if name.chars().count() > 4 {
            people.iter().for_each(|&i| sets.union(people[0], i));
            continue;
        }
        let mut houses: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut unplaced = Vec::new();
        for &i in &people {
            match items.org(&items.all[i]).map(|org| sets.root(org)) {
                Some(root) => houses.entry(house(&items.all[root])).or_default().push(i),
                None => unplaced.push(i),
            }
        }
        let largest = houses.values().rev().max_by_key(|members| members.len()).and_then(|m| m.first().copied());
        for members in houses.values() {
            members.iter().for_each(|&i| sets.union(members[0], i));
        }
        unplaced.iter().for_each(|&i| sets.union(largest.unwrap_or(unplaced[0]), i));
    }
}

/// Firms of one group share the first two letters of their names (SK그룹, SK텔레콤; 현대차, 현대모비스), which is
/// enough to take equal personal names for one person.
fn house(org: &Item) -> String {
    normal(org.fact.lexicon.as_deref().unwrap_or(&org.fact.name)).chars().take(2).collect()
}
