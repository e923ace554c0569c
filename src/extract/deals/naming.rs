//! The name of a joint venture told after it: "합작사 이름은 Z다", "이렇게 세워진 Z는".

use super::{Record, unit::Unit};
use crate::{
    extract::{DealType, EntityKind, Role, doc::Doc, lexicon::Class},
    text::Span,
};

/// How many sentences back the joint venture may have been told.
const REACH: usize = 4;

/// Gives the last joint venture without a firm the one that the sentence names for the first time.
pub fn name(doc: &Doc, sentence: Span, units: &[Unit], records: &mut [Record]) {
    let text = sentence.of(doc.text);
    if !doc.lexicon.occurs(Class::NamingWord, text) {
        return;
    }
    let is_new = |e: &usize| {
        let first = doc.mentions.iter().filter(|m| m.entity == *e).find(|m| {
            doc.sentences.iter().any(|s| s.span.contains(m.span) && s.role == crate::article::LineRole::Body)
        });
        doc.kind(*e) == EntityKind::Company && first.is_some_and(|m| sentence.contains(m.span))
    };
    let mut new = units.iter().flat_map(|u| u.entities.iter().copied()).filter(is_new);
    let (Some(firm), None) = (new.next(), new.next()) else { return };
    let near = |r: &&mut Record| {
        let told = r.evidence.last().map_or(0, |e| e.end);
        doc.sentences.iter().filter(|s| s.span.start >= told && s.span.end <= sentence.start).count() < REACH
    };
    let open = |r: &&mut Record| r.deal_type == DealType::JointVenture && r.parties.iter().all(|p| p.1 != Role::Jv);
    if let Some(record) = records.iter_mut().rev().filter(open).find(near) {
        record.parties.push((firm, Role::Jv));
        record.evidence.push(sentence);
    }
}
