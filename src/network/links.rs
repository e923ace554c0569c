//! Links that are no deals: people to their organisation, products and events to those of their sentence.

use crate::{
    extract::EntityKind,
    resolve::{Place, Read, Resolved},
    text::Span,
};
use std::collections::BTreeMap;

/// A product or event is linked to at most so many organisations.
const N_NEAREST: usize = 2;

/// Pairs of entities (a person, product or event, then an organisation), of the kinds asked for; sorted.
/// O(mentions · log) where products or events are asked for.
pub fn links(resolved: &Resolved, reads: &[Read], is_shown: &dyn Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let shown =
        |kind: EntityKind| resolved.entities.iter().enumerate().filter(move |(i, e)| e.kind == kind && is_shown(*i));
    let mut links: Vec<(usize, usize)> =
        shown(EntityKind::Person).filter_map(|(i, e)| e.org.filter(|&org| is_shown(org)).map(|org| (i, org))).collect();
    let named: Vec<_> = shown(EntityKind::Product).chain(shown(EntityKind::Event)).collect();
    if !named.is_empty() {
        let places = organisation_places(resolved, is_shown);
        for (i, entity) in named {
            links.extend(nearest(reads, &places, &entity.mentions).into_iter().map(|org| (i, org)));
        }
    }
    links.sort_unstable();
    links
}

/// Where organisations are named: article and first byte to the last byte and the entity.
type Places = BTreeMap<(usize, usize), (usize, usize)>;

fn organisation_places(resolved: &Resolved, is_shown: &dyn Fn(usize) -> bool) -> Places {
    let mut places = Places::new();
    for (i, entity) in resolved.entities.iter().enumerate().filter(|(i, e)| e.kind.is_organisation() && is_shown(*i)) {
        places.extend(entity.mentions.iter().map(|p| ((p.article, p.span.start), (p.span.end, i))));
    }
    places
}

/// The organisations that stand nearest in the sentences of `mentions`, those nearest most often first.
fn nearest(reads: &[Read], places: &Places, mentions: &[Place]) -> Vec<usize> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    for mention in mentions {
        let Some(read) = reads.get(mention.article) else { continue };
        let sentence = sentence_around(&read.article.text, mention.span);
        let inside = places.range((mention.article, sentence.start)..(mention.article, sentence.end));
        let mut near: Vec<(usize, usize)> = inside
            .map(|(&(_, start), &(end, entity))| {
                let gap = mention.span.start.saturating_sub(end).max(start.saturating_sub(mention.span.end));
                (gap, entity)
            })
            .collect();
        near.sort_unstable();
        for (_, entity) in near.into_iter().take(N_NEAREST) {
            *votes.entry(entity).or_default() += 1;
        }
    }
    let mut ranked: Vec<(usize, usize)> = votes.into_iter().collect();
    ranked.sort_by_key(|&(entity, n)| (std::cmp::Reverse(n), entity));
    ranked.into_iter().take(N_NEAREST).map(|(entity, _)| entity).collect()
}

/// The sentence that holds `span`: from the last full stop or line break before it to the next one after it.
fn sentence_around(text: &str, span: Span) -> Span {
    let (before, after) = (text.get(..span.start).unwrap_or(""), text.get(span.end..).unwrap_or(""));
    let start = before.rfind('\n').max(before.rfind(". ")).map_or(0, |i| i + 1);
    let stop = [after.find('\n'), after.find(". ")].into_iter().flatten().min();
    Span::new(start, stop.map_or(text.len(), |i| span.end + i))
}
