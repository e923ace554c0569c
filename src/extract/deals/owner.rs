//! Ownership stated as a fact: X의 자회사 Y, Y는 X의 자회사, Y의 최대주주인 X.

use super::unit::Unit;
use crate::{
    extract::{
        EntityKind,
        doc::Doc,
        lexicon::{Case, Class},
    },
    text::{Span, form::is_quote},
};

/// (parent, subsidiary) pairs that a sentence states.
pub fn ownerships(doc: &Doc, sentence: Span, units: &[Unit]) -> Vec<(usize, usize, f32)> {
    let mut out = Vec::new();
    let text = sentence.of(doc.text);
    for (class, first_is_parent) in [(Class::ChildWord, true), (Class::ParentWord, false)] {
        for (at, word) in doc.lexicon.places(class, text) {
            let place = sentence.start + at;
            if let Some((owner, owned, sure)) = around(doc, units, place, place + word.len(), sentence) {
                out.push(if first_is_parent { (owner, owned, sure) } else { (owned, owner, sure) });
            }
        }
    }
    out.retain(|(parent, child, _)| {
        parent != child && doc.kind(*parent) == EntityKind::Company && doc.kind(*child) == EntityKind::Company
    });
    out
}

/// The company whose word it is (X의 자회사) and the one it describes: right after it, or the sentence's topic where
/// the word is the predicate.
fn around(doc: &Doc, units: &[Unit], start: usize, end: usize, sentence: Span) -> Option<(usize, usize, f32)> {
    let owner = units.iter().rev().find(|u| u.span.end <= start)?;
    let gap = Span::new(owner.span.end, start).of(doc.text);
    let described = gap.split(' ').filter(|w| !w.is_empty()).count() <= 3 && !gap.contains([',', '.']);
    let possesses = matches!(owner.case, Case::Of) || owner.case == Case::Bare && gap.chars().count() <= 14;
    let placed = owner.case == Case::Subject
        && ["둔", "세운", "만든", "보유한", "거느린"].iter().any(|v| gap.trim_end().ends_with(v));
    if !described || !(possesses || placed) || owner.entities.len() != 1 {
        return None;
    }
    let owner_entity = *owner.entities.first()?;
    let rest = Span::new(end, sentence.end).of(doc.text);
    let next = units.iter().find(|u| u.span.start >= end);
    if let Some(unit) = next {
        let gap = Span::new(end, unit.span.start).of(doc.text);
        let gap = gap.trim_start_matches("인").trim_matches(|c: char| is_quote(c) || c == ' ');
        let plain = gap.split(' ').count() <= 2
            && !gap.contains([',', '.'])
            && !gap.starts_with(['는', '은', '가', '를', '로', '에', '의', '와', '이']);
        if plain {
            return Some((owner_entity, *unit.entities.first()?, 0.95));
        }
    }
    let predicate = ["다.", "다", "이다", "로 편입", "가 됐다", "가 된", "로, ", "로 ", "이며", "이자", "로서"];
    if predicate.iter().any(|p| rest.starts_with(p)) {
        let topic = units.iter().find(|u| u.span.end <= owner.span.start && u.case == Case::Topic)?;
        return (topic.entities.len() == 1).then_some((owner_entity, *topic.entities.first()?, 0.9));
    }
    None
}
