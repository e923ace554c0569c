//! Entities and deals across articles: one entity for its mentions in many articles, one deal for its tellings.
//!
//! Input: articles with their facts, sorted by path. Output: [`Resolved`]. Pure, deterministic.

mod deals;
mod entities;
mod join;
mod names;
mod same;
#[cfg(test)]
pub(crate) mod sample;

use crate::{
    article::Article,
    extract::{About, Amount, ArticleFacts, DealDate, DealType, EntityKind, Role, Status},
    text::{PartialDate, Span},
};
pub(crate) use deals::fold as fold_deals;
pub(crate) use names::{is_generic as is_generic_name, normal as normal_name};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An article beside its facts, as the cache holds them.
#[derive(Debug, Clone)]
pub struct Read {
    /// The text.
    pub article: Arc<Article>,
    /// What was found in it.
    pub facts: Arc<ArticleFacts>,
}

/// Names an entity by content, so that edits and the selection survive re-extraction.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntityKey {
    /// What it is.
    pub kind: EntityKind,
    /// Its canonical name before any edit.
    pub name: String,
}

/// Names a deal by content: type, parties' keys in order, and a number that tells apart several such deals.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DealKey {
    /// What kind of deal.
    pub deal_type: DealType,
    /// The parties' keys, sorted.
    pub parties: Vec<EntityKey>,
    /// 0 for the first such deal, by date then first evidence.
    pub number: u32,
}

/// Deals that a user added are numbered from here on, in the order they were added, so that no deal that is found later
/// takes their key.
pub const FIRST_ADDED: u32 = 1 << 31;

/// Everything known over all articles. Indexes (`usize`) point into the vectors of the same value.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// Sorted by key.
    pub entities: Vec<Entity>,
    /// Sorted by key.
    pub deals: Vec<Deal>,
    /// Links that were given as they are, as in an edge list.
    pub links: Vec<Link>,
}

/// A link between two entities that is no deal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Index of an entity.
    pub a: usize,
    /// Index of another entity.
    pub b: usize,
    /// How strong it is, over 0.
    pub weight: f32,
}

/// One entity over all articles.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Its lasting name.
    pub key: EntityKey,
    /// The name shown: the lexicon's, else the form most articles use.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Other surface forms, most used first.
    pub aliases: Vec<String>,
    /// A person's title, by the latest article.
    pub title: Option<String>,
    /// A person's organisation, by the latest article.
    pub org: Option<usize>,
    /// Country, sector and listing code, where the lexicon knows it.
    pub about: Option<About>,
    /// Every mention: index of the article, span; sorted.
    pub mentions: Vec<Place>,
}

/// A span in one of the articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index of the article in the slice given to `resolve`.
    pub article: usize,
    /// Where in its text.
    pub span: Span,
}

/// One deal over all articles.
#[derive(Debug, Clone, PartialEq)]
pub struct Deal {
    /// Its lasting name.
    pub key: DealKey,
    /// What kind of deal.
    pub deal_type: DealType,
    /// The status of the latest dated telling; but what has once been in force is not merely planned again by a
    /// later article, and within one group the furthest stage told counts.
    pub status: Status,
    /// Who, in which role.
    pub parties: Vec<DealParty>,
    /// The most precise date told.
    pub date: DealDate,
    /// The amount most tellings give.
    pub amount: Option<Amount>,
    /// Shares.
    pub stakes: Vec<DealStake>,
    /// Every evidence sentence, by article then position.
    pub evidence: Vec<Place>,
    /// 0 to 1: the best telling's, raised by each further article.
    pub confidence: f32,
    /// One entry an article that tells it, by publication date (undated last) then path.
    pub tellings: Vec<Telling>,
    /// What the articles disagree on.
    pub disagreements: Vec<Disagreement>,
    /// What the user said of it.
    pub review: Review,
}

impl Deal {
    /// True if a user added it: no article was found to tell it.
    pub fn is_added(&self) -> bool {
        self.key.number >= FIRST_ADDED
    }
}

/// A party of a deal over all articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DealParty {
    /// Index of the entity.
    pub entity: usize,
    /// Its part.
    pub role: Role,
}

/// A share, over all articles.
#[derive(Debug, Clone, PartialEq)]
pub struct DealStake {
    /// Index of the entity that holds it.
    pub holder: usize,
    /// Index of the entity it is held in.
    pub of: usize,
    /// The article's words.
    pub text: String,
    /// In per cent.
    pub value: f64,
}

/// One article's version of a deal.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// Index of the article.
    pub article: usize,
    /// When that article was published.
    pub published: Option<PartialDate>,
    /// Its status there.
    pub status: Status,
    /// Its date there.
    pub date: DealDate,
    /// Its amount there.
    pub amount: Option<Amount>,
}

/// A field on which articles that tell the same deal differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Disagreement {
    /// Which field.
    pub field: Field,
    /// Each value (a date, the amount's words, the status's word), with the articles that give it, oldest first.
    pub values: Vec<(String, Vec<usize>)>,
}

/// A field articles can disagree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// When.
    Date,
    /// How much.
    Amount,
    /// How far.
    Status,
}

/// What the user said of a deal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Review {
    /// Untouched.
    #[default]
    Automatic,
    /// The user confirmed it, or added it.
    Confirmed,
    /// The user corrected a fact of it.
    Corrected,
    /// The user said it is none; kept, but not shown in the network.
    Rejected,
}

/// Joins the articles' facts. `about` gives what the lexicon knows of a canonical name.
/// O(total mentions + deals · log), and quadratic only in the tellings of one deal.
pub fn resolve(reads: &[Read], about: &dyn Fn(&str) -> Option<About>) -> Resolved {
    let (entities, index_of) = entities::join(reads, about);
    let deals = fold_deals(deals::tell(reads, &index_of), &entities);
    Resolved { entities, deals, links: Vec::new() }
}
