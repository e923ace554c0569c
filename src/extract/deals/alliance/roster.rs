//! Lists of members in the lines after "… 다음과 같다".

use super::{Joined, organisations};
use crate::{
    extract::{
        EntityKind, Role,
        deals::{discourse::Discourse, unit::Unit},
        doc::Doc,
        lexicon::Class,
    },
    text::Span,
};

/// The members that a line without a predicate lists, where the sentence before such lines announces the members.
pub(super) fn listed(doc: &Doc, sentence: Span, units: &[Unit], discourse: &Discourse) -> Vec<Joined> {
    let Some(alliance) = discourse.alliance.filter(|_| is_list(sentence.of(doc.text))) else { return Vec::new() };
    let at = doc.sentences.partition_point(|s| s.span.start < sentence.start);
    let before = doc.sentences.get(..at).unwrap_or(&[]).iter().rev().map(|s| s.span);
    let opening = { before }.find(|s| !is_list(s.of(doc.text))).map_or("", |s| s.of(doc.text));
    let tells = |class| doc.lexicon.occurs(class, opening);
    if !tells(Class::RosterWord) || !(tells(Class::JoinWord) || tells(Class::MemberNoun)) {
        return Vec::new();
    }
    let all: Vec<usize> = units.iter().flat_map(|u| u.entities.iter().copied()).collect();
    let is_other = |e: &usize| doc.kind(*e) != EntityKind::Alliance;
    let joined = |member| Joined {
        alliance,
        member,
        role: Role::Member,
        leaves: false,
        predicate: Span::new(sentence.start, sentence.end),
        certainty: 0.8,
    };
    organisations(doc, &all).into_iter().filter(is_other).map(joined).collect()
}

/// True if the line is no sentence: it does not end as one.
fn is_list(text: &str) -> bool {
    !text.trim_end_matches(['”', '"', '’', '\'', ' ']).ends_with(['.', '다', '요', '?', '!'])
}
