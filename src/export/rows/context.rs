//! The records behind the tables, and what several columns need of them.

use super::Source;
use crate::{
    article::Article,
    export::lead::lead,
    extract::{DealType, EntityKind, Role},
    network::{Edge, Node},
    resolve::{Deal, Entity, EntityKey, Place},
    scene::theme::Theme,
};
use std::collections::BTreeMap;

/// The source with the ids of its records.
pub struct Context<'a> {
    pub source: &'a Source<'a>,
    pub theme: Theme,
    /// By index of the entity.
    pub entity_ids: Vec<String>,
    /// By index of the deal.
    pub deal_ids: Vec<String>,
    /// By index of the deal: which of its evidence sentences says most.
    pub leads: Vec<usize>,
    /// By index of the article: how many of the network's deals it tells.
    pub n_deals_of: Vec<usize>,
}

/// An edge of the tables: indexes of entities, and of the deal that links them.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Index of the network's edge.
    pub edge: usize,
    pub deal: Option<usize>,
    /// The entity that gives, owns, delivers or joins.
    pub source: usize,
    pub target: usize,
    /// The roles of source and target.
    pub roles: Option<[Role; 2]>,
    /// True if neither of the two is the giving side.
    pub is_mutual: bool,
    /// Its type; with a number from the second of a type between the same two on.
    pub kind: String,
}

/// One evidence sentence: index of the deal, and which of its sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    pub deal: usize,
    pub number: usize,
}

impl<'a> Context<'a> {
    pub fn new(source: &'a Source<'a>) -> Self {
        let entity_id = |entity: &Entity| id(entity.kind.word(), &key_text(&entity.key));
        let deal_id = |deal: &Deal| {
            let parties: Vec<String> = deal.key.parties.iter().map(key_text).collect();
            id("deal", &format!("{}\n{}\n{}", deal.key.deal_type.word(), deal.key.number, parties.join("\n")))
        };
        let mut n_deals_of = vec![0; source.reads.len()];
        let deals = source.network.deals.iter().filter_map(|&deal| source.resolved.deals.get(deal));
        for telling in deals.flat_map(|deal| &deal.tellings) {
            n_deals_of.get_mut(telling.article).into_iter().for_each(|n| *n += 1);
        }
        Self {
            n_deals_of,
            source,
            theme: Theme::light(),
            entity_ids: source.resolved.entities.iter().map(entity_id).collect(),
            leads: source.resolved.deals.iter().map(|deal| lead(deal, source.resolved, source.reads)).collect(),
            deal_ids: source.resolved.deals.iter().map(deal_id).collect(),
        }
    }

    pub fn node(&self, node: usize) -> Option<&'a Node> {
        self.source.network.nodes.get(node)
    }

    pub fn entity(&self, entity: usize) -> Option<&'a Entity> {
        self.source.resolved.entities.get(entity)
    }

    /// The entity of a node.
    pub fn entity_of(&self, node: usize) -> Option<&'a Entity> {
        self.entity(self.node(node)?.entity)
    }

    pub fn name(&self, entity: usize) -> Option<&'a str> {
        self.entity(entity).map(|e| e.name.as_str())
    }

    pub fn deal(&self, deal: usize) -> Option<&'a Deal> {
        self.source.resolved.deals.get(deal)
    }

    pub fn article(&self, article: usize) -> Option<&'a Article> {
        self.source.reads.get(article).map(|read| read.article.as_ref())
    }

    pub fn place(&self, sentence: Sentence) -> Option<Place> {
        self.deal(sentence.deal)?.evidence.get(sentence.number).copied()
    }

    /// The evidence sentence that stands for its deal.
    pub fn leading(&self, deal: usize) -> Sentence {
        Sentence { deal, number: self.leads.get(deal).copied().unwrap_or(0) }
    }

    /// Every evidence sentence of the network's deals, by deal.
    pub fn sentences(&self) -> Vec<Sentence> {
        let of = |&deal: &usize| {
            let n = self.deal(deal).map_or(0, |d| d.evidence.len());
            (0..n).map(move |number| Sentence { deal, number })
        };
        self.source.network.deals.iter().flat_map(of).collect()
    }

    /// Every edge of the tables, by edge of the network, then deal.
    pub fn links(&self) -> Vec<Link> {
        let mut links = Vec::new();
        for (i, edge) in self.source.network.edges.iter().enumerate() {
            let ends = self.node(edge.a).zip(self.node(edge.b)).map(|(a, b)| [a.entity, b.entity]);
            let Some(ends) = ends else { continue };
            if edge.deals.is_empty() {
                links.extend(self.plain_link(i, ends));
            }
            links.extend(self.deal_links(i, edge, ends));
        }
        links
    }

    fn deal_links(&self, i: usize, edge: &Edge, [a, b]: [usize; 2]) -> Vec<Link> {
        let mut n_of: BTreeMap<DealType, usize> = BTreeMap::new();
        let mut link = |&index: &usize| {
            let deal = self.deal(index)?;
            let role = |entity| deal.parties.iter().find(|p| p.entity == entity).map(|p| p.role);
            let (first, second) = (role(a)?, role(b)?);
            let is_mutual = rank(first) == rank(second);
            let (source, target, roles) =
                if rank(first) <= rank(second) { (a, b, [first, second]) } else { (b, a, [second, first]) };
            let n = n_of.entry(deal.deal_type).or_default();
            *n += 1;
            let word = deal.deal_type.word();
            let kind = if *n == 1 { word.to_owned() } else { format!("{word} {n}") };
            Some(Link { edge: i, deal: Some(index), source, target, roles: Some(roles), is_mutual, kind })
        };
        edge.deals.iter().filter_map(&mut link).collect()
    }

    /// The link of a person, product or event to an organisation.
    fn plain_link(&self, i: usize, [a, b]: [usize; 2]) -> Option<Link> {
        let is_organisation = |entity| self.entity(entity).is_some_and(|e| e.kind.is_organisation());
        let (source, target) = if is_organisation(a) { (b, a) } else { (a, b) };
        let is_person = self.entity(source)?.kind == EntityKind::Person;
        let kind = if is_person { "affiliation" } else { "mention" }.to_owned();
        Some(Link { edge: i, deal: None, source, target, roles: None, is_mutual: false, kind })
    }
}

/// Who comes first in an edge: the giving side, then a member, then the receiving side and the alliance.
fn rank(role: Role) -> u8 {
    match role {
        role if role.is_giver() => 0,
        Role::Lead | Role::Member => 1,
        Role::Partner => 2,
        _ => 3,
    }
}

fn key_text(key: &EntityKey) -> String {
    format!("{}\t{}", key.kind.word(), key.name)
}

/// A short id of content, legal wherever ids are: `company-1f3a9c0d5e6b7a82`.
pub fn id(sort: &str, content: &str) -> String {
    let hash = blake3::hash(content.as_bytes()).to_hex();
    format!("{sort}-{}", hash.get(..16).unwrap_or_default())
}
