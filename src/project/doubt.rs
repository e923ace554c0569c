//! What the user should look at: deals and names that may be wrong, the most doubtful first, each with its reasons.

use super::{
    Edit, EditLog,
    likely::{Likely, Names},
};
use crate::{
    article::ArticleId,
    extract::taught::{Row, Says},
    network::Network,
    resolve::{Deal, DealKey, Entity, EntityKey, Field, Read, Resolved, Review},
};
use std::collections::BTreeSet;

/// One thing to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubtful {
    /// What it is.
    pub what: What,
    /// Why, the strongest reason first.
    pub reasons: Vec<Reason>,
    /// The higher the more doubtful.
    pub doubt: f32,
}

/// What can be doubtful, by content.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A deal.
    Deal(DealKey),
    /// A name.
    Entity(EntityKey),
}

/// Why something is doubtful.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// It was found with so little confidence.
    Confidence(f32),
    /// The articles differ on it.
    Disagreement(Field),
    /// An article that was added since last time tells it.
    New,
    /// The name stands in one article only, and no lexicon knows it.
    Unknown,
    /// It may be the same as another entity.
    Same(Likely),
}

/// From this confidence on, a deal is not doubtful for that.
const SURE: f32 = 0.8;

/// Everything doubtful that the user has not judged yet. `new` are the articles added since last time; `network` is
/// what is shown. O(deals + names that resemble each other).
pub fn queue(
    resolved: &Resolved,
    network: &Network,
    reads: &[Read],
    judged: &BTreeSet<EntityKey>,
    new: &BTreeSet<ArticleId>,
) -> Vec<Doubtful> {
    let is_new = |article: usize| reads.get(article).is_some_and(|read| new.contains(&read.article.id));
    let deals = resolved.deals.iter().filter(|deal| deal.review == Review::Automatic);
    let names = Names::of(resolved, network);
    let shown = network.nodes.iter().map(|node| node.entity);
    let entities = shown.filter_map(|i| Some((i, resolved.entities.get(i)?))).filter(|(_, e)| !judged.contains(&e.key));
    let mut all: Vec<Doubtful> = deals.filter_map(|d| doubtful_deal(d, &is_new)).collect();
    all.extend(entities.filter_map(|(i, entity)| doubtful_entity(entity, names.like(i), i)));
    all.sort_by(|a, b| b.doubt.total_cmp(&a.doubt).then_with(|| a.what.cmp(&b.what)));
    all
}

/// The names on which the user has had a word: taught, added, of another kind.
pub fn judged(edits: &EditLog) -> BTreeSet<EntityKey> {
    let parts = edits.active().iter().flat_map(|record| record.edit.parts());
    let keys = parts.flat_map(|edit| match edit {
        Edit::Teach { rows } => rows.iter().filter_map(taught).collect(),
        Edit::AddEntity { name, kind, .. } => vec![EntityKey { kind: *kind, name: name.clone() }],
        Edit::ChangeKind { entity, kind, .. } => vec![EntityKey { kind: *kind, name: entity.name.clone() }],
        Edit::Rename { entity, .. } | Edit::AddAlias { entity, .. } | Edit::Merge { into: entity, .. } => {
            vec![entity.clone()]
        }
        _ => Vec::new(),
    });
    keys.collect()
}

fn taught(row: &Row) -> Option<EntityKey> {
    match &row.says {
        Says::Name { name, kind } => Some(EntityKey { kind: *kind, name: name.clone() }),
        Says::Nothing => None,
    }
}

fn doubtful_deal(deal: &Deal, is_new: &dyn Fn(usize) -> bool) -> Option<Doubtful> {
    let mut reasons = Vec::new();
    let mut doubt = 0.0;
    if deal.confidence < SURE {
        reasons.push(Reason::Confidence(deal.confidence));
        doubt += 1.0 - deal.confidence;
    }
    for disagreement in &deal.disagreements {
        reasons.push(Reason::Disagreement(disagreement.field));
        doubt += 0.25;
    }
    if deal.tellings.iter().all(|telling| is_new(telling.article)) {
        reasons.push(Reason::New);
        doubt += 0.15;
    }
    (!reasons.is_empty()).then(|| Doubtful { what: What::Deal(deal.key.clone()), reasons, doubt })
}

/// Of two that may be the same, only the later one is asked about.
fn doubtful_entity(entity: &Entity, like: Vec<Likely>, index: usize) -> Option<Doubtful> {
    let mut reasons: Vec<Reason> = like.into_iter().filter(|l| l.entity < index).take(1).map(Reason::Same).collect();
    let mut doubt =
        reasons.iter().map(|reason| if let Reason::Same(like) = reason { like.score * 0.6 } else { 0.0 }).sum();
    let first = entity.mentions.first().map(|place| place.article);
    let stands_once = entity.mentions.iter().all(|place| Some(place.article) == first);
    if entity.about.is_none() && stands_once && entity.mentions.len() < 2 {
        reasons.push(Reason::Unknown);
        doubt += 0.3;
    }
    (!reasons.is_empty()).then(|| Doubtful { what: What::Entity(entity.key.clone()), reasons, doubt })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{
        extract::{DealType, Role, Status},
        network::Filter,
        resolve::{resolve, sample::story},
    };

    fn reads() -> Vec<Read> {
        let deal = |file: &'static str, a: &'static str, b: &'static str, date: &'static str| {
            let parties = [(a, Role::Investor), (b, Role::Investee)];
            story(file, date).deal(DealType::Investment, Status::Signed, &parties, date).read()
        };
        vec![deal("1", "가나전자", "다라", "2024-01-02"), deal("2", "마바", "사아", "2024-02-03")]
    }

    fn queue_of(change: impl Fn(&mut Deal), new: &[usize]) -> Vec<Doubtful> {
        let reads = reads();
        let mut resolved = resolve(&reads, &|_| None);
        resolved.deals.iter_mut().for_each(change);
        let network = crate::network::build(&resolved, &Default::default(), &reads, &Filter::default());
        let new = new.iter().map(|&i| reads[i].article.id.clone()).collect();
        let judged = resolved.entities.iter().map(|e| e.key.clone()).collect();
        queue(&resolved, &network, &reads, &judged, &new)
    }

    #[test]
    fn the_least_sure_comes_first() {
        let found = queue_of(|d| d.confidence = if d.key.parties[0].name == "가나전자" { 0.7 } else { 0.3 }, &[]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].reasons, [Reason::Confidence(0.3)]);
    }

    #[test]
    fn what_is_judged_or_sure_is_not_asked() {
        assert!(queue_of(|d| d.confidence = 0.95, &[]).is_empty());
        assert!(queue_of(|d| (d.confidence, d.review) = (0.2, Review::Confirmed), &[]).is_empty());
    }

    #[test]
    fn what_is_new_is_asked() {
        let found = queue_of(|d| d.confidence = 0.95, &[1]);
        assert_eq!(found.iter().map(|d| d.reasons.clone()).collect::<Vec<_>>(), [[Reason::New]]);
    }
}
