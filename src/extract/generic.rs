//! Words that stand for a name the article has given: the bare 얼라이언스, and a group's short name in a headline.

use super::{
    EntityKind, boundary,
    doc::{Doc, Mention},
};
use crate::{article::LineRole, text::Span};

/// Words that alone can mean the alliance named before.
const BARE: &[&str] = &["얼라이언스", "컨소시엄"];

/// Adds mentions for a bare 얼라이언스 that no other noun describes: the alliance last named that ends so.
pub fn alliances(doc: &mut Doc) {
    let mut more = Vec::new();
    for word in BARE {
        let named: Vec<Mention> = doc
            .mentions
            .iter()
            .filter(|m| doc.kind(m.entity) == EntityKind::Alliance && m.span.of(doc.text).ends_with(word))
            .copied()
            .collect();
        if named.is_empty() || doc.local(word).is_some() {
            continue;
        }
        for (line, _) in &doc.lines {
            let text = line.of(doc.text);
            for (at, _) in text.match_indices(word) {
                let span = Span::new(line.start + at, line.start + at + word.len());
                let is_free = !doc.mentions.iter().any(|m| m.span.overlaps(span));
                if is_free && boundary::is_whole(doc.lexicon, text, at, at + word.len()) && stands_alone(doc, text, at)
                {
                    let before = named.iter().rev().find(|m| m.span.end <= span.start);
                    more.extend(before.or(named.first()).map(|m| Mention { span, entity: m.entity }));
                }
            }
        }
    }
    doc.mentions.extend(more);
    doc.mentions.sort_by_key(|m| m.span.start);
}

/// True if the word before is no bare noun (AI 얼라이언스): it ends in a particle or an adnominal ending.
fn stands_alone(doc: &Doc, text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let Some(head) = before.strip_suffix(' ') else {
        return before.is_empty() || before.ends_with(['“', '‘', '"', '\'', '(']);
    };
    let word = head.rsplit(' ').next().unwrap_or("");
    word.ends_with(['는', '한', '된', '던', '할', '.', ',', '”', '’']) || boundary::split(doc.lexicon, word).1.is_some()
}

/// A group's short name (삼성) that stands only in headlines means the one member the article speaks of.
pub fn groups(doc: &mut Doc) {
    let mut moves: Vec<(usize, usize)> = Vec::new();
    for (entity, draft) in doc.entities.iter().enumerate() {
        let Some(name) = draft.entry.and_then(|e| doc.lexicon.entries.get(e)).and_then(|e| e.name.strip_suffix("그룹"))
        else {
            continue;
        };
        let own: Vec<&Mention> = doc.mentions.iter().filter(|m| m.entity == entity).collect();
        let only_short = own.iter().all(|m| m.span.of(doc.text) == name && in_headline(doc, m.span));
        let mut members: Vec<usize> = doc
            .mentions
            .iter()
            .filter(|m| m.entity != entity && doc.kind(m.entity) == EntityKind::Company)
            .filter(|m| m.span.of(doc.text).starts_with(name))
            .map(|m| m.entity)
            .collect();
        members.sort_unstable();
        members.dedup();
        if let ([member], false, true) = (&members[..], own.is_empty(), only_short) {
            moves.push((entity, *member));
        }
    }
    for (group, member) in moves {
        doc.mentions.iter_mut().filter(|m| m.entity == group).for_each(|m| m.entity = member);
    }
}

fn in_headline(doc: &Doc, span: Span) -> bool {
    doc.lines
        .iter()
        .any(|(line, role)| line.contains(span) && matches!(role, LineRole::Headline | LineRole::Subheadline))
}
