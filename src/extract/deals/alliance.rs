//! Membership: organisations that found, join or make up an alliance.

use super::{
    discourse::{Discourse, has_relative},
    frame::unique,
    unit::Unit,
};
use crate::{
    extract::{
        EntityKind, Role,
        doc::Doc,
        lexicon::{Case, Class},
    },
    text::Span,
};

/// How far after a word of leading "이 …" points back to an alliance, in bytes.
const MAX_POINTER: usize = 12;

/// A membership: the alliance, the organisation, its part, the words that tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// Entity index.
    pub alliance: usize,
    /// Entity index.
    pub member: usize,
    /// Lead or member.
    pub role: Role,
    /// The telling word with its predicate, in text offsets.
    pub predicate: Span,
    /// 0 to 1.
    pub certainty: f32,
}

/// The memberships a sentence tells. `topic` is the subject carried over.
pub fn memberships(doc: &Doc, sentence: Span, units: &[Unit], discourse: &Discourse) -> Vec<Joined> {
    let mut out = Vec::new();
    let text = sentence.of(doc.text);
    for (at, word, is_founding) in told(doc, text) {
        let place = sentence.start + at;
        let end = clause_end(doc, place, sentence);
        let predicate = Span::new(place, end);
        if doc.lexicon.occurs(Class::InviteWord, predicate.of(doc.text)) {
            continue;
        }
        let Some((alliance, after)) = alliance_of(doc, units, place, place + word.len(), text, discourse) else {
            continue;
        };
        let members = if is_founding {
            founders(doc, units, place, alliance, discourse)
        } else {
            joiners(doc, units, place, alliance, after, discourse)
        };
        let (members, certainty) = members;
        for member in members.into_iter().filter(|m| *m != alliance) {
            out.push(Joined { alliance, member, role: Role::Member, predicate, certainty });
        }
    }
    out.extend(leads(doc, sentence, units, discourse));
    out
}

/// Telling words of the sentence: place, word, whether it founds.
fn told<'t>(doc: &Doc, text: &'t str) -> Vec<(usize, &'t str, bool)> {
    let places =
        |class, is_founding| doc.lexicon.places(class, text).into_iter().map(move |(at, word)| (at, word, is_founding));
    let mut out: Vec<_> = places(Class::FoundWord, true).chain(places(Class::JoinWord, false)).collect();
    out.sort_unstable();
    out
}

fn clause_end(doc: &Doc, place: usize, sentence: Span) -> usize {
    let rest = doc.text.get(place..sentence.end).unwrap_or("");
    let cut = ["하고 ", "하고,", "했고", "하며", "했으며", "으며"]
        .iter()
        .filter_map(|w| rest.find(w).map(|at| at + w.len()))
        .min();
    place + cut.unwrap_or(rest.len())
}

/// The alliance the word speaks of: before it as object, goal or topic; right after it (참여한 ‘AI 원팀’); or the
/// one named before where the sentence says 여기에. The flag tells that it stands after the word.
fn alliance_of(
    doc: &Doc,
    units: &[Unit],
    place: usize,
    end: usize,
    text: &str,
    discourse: &Discourse,
) -> Option<(usize, bool)> {
    let of = |u: &Unit| u.entities.iter().copied().find(|e| doc.kind(*e) == EntityKind::Alliance);
    let head = units.iter().find(|u| u.span.start >= end).filter(|u| {
        let gap = Span::new(end, u.span.start).of(doc.text);
        let first = gap.split(' ').next().unwrap_or("");
        gap.chars().count() <= 45
            && ["한", "해온", "하는", "된", "인", "온", "한다는", "하고", "할"].iter().any(|e| first.ends_with(e))
            && !first.ends_with("고")
    });
    if let Some(alliance) = head.and_then(of) {
        return Some((alliance, true));
    }
    let before = units.iter().rev().filter(|u| u.span.end <= place).find_map(|u| of(u).map(|a| (a, u)));
    if let Some((alliance, unit)) = before {
        let fits = matches!(
            unit.case,
            Case::To | Case::Object | Case::Topic | Case::Subject | Case::Bare | Case::Of | Case::Toward | Case::Copula
        );
        return fits.then_some((alliance, false));
    }
    let points = doc.lexicon.occurs(Class::PointingWord, text);
    let joins = ["가입", "합류", "회원", "멤버", "이름을 올"].iter().any(|w| doc.text.get(place..end).is_some_and(|t| t.starts_with(w)));
    discourse.alliance.filter(|_| points || joins).map(|a| (a, false))
}

/// Subjects and partners of a founding, or the organisations that stand in the founding clause.
fn founders(doc: &Doc, units: &[Unit], place: usize, alliance: usize, discourse: &Discourse) -> (Vec<usize>, f32) {
    let before: Vec<&Unit> = units.iter().filter(|u| u.span.end <= place && !u.entities.contains(&alliance)).collect();
    let partners: Vec<usize> =
        before.iter().filter(|u| u.case == Case::With).flat_map(|u| u.entities.iter().copied()).collect();
    let subjects: Vec<usize> = before
        .iter()
        .filter(|u| matches!(u.case, Case::Topic | Case::Subject))
        .flat_map(|u| u.entities.iter().copied())
        .collect();
    let (subjects, certainty) = if subjects.is_empty() { (discourse.topic.clone(), 0.75) } else { (subjects, 0.95) };
    let all = organisations(doc, &unique(&[subjects, partners.clone()].concat()));
    let enough = !partners.is_empty() || all.len() >= 2;
    if enough { (all, certainty) } else { (Vec::new(), 0.0) }
}

/// Who joins; never the alliance's own topic. After "X에는" all that the clause names, else the subjects.
fn joiners(
    doc: &Doc,
    units: &[Unit],
    place: usize,
    alliance: usize,
    adnominal: bool,
    discourse: &Discourse,
) -> (Vec<usize>, f32) {
    let before: Vec<&Unit> = units.iter().filter(|u| u.span.end <= place && !u.entities.contains(&alliance)).collect();
    let is_own = |u: &Unit| {
        let next = units.iter().find(|n| n.span.start >= u.span.end).map_or(place, |n| n.span.start.min(place));
        !has_relative(Span::new(u.span.end, next).of(doc.text))
    };
    let host = units.iter().filter(|u| u.entities.contains(&alliance) && u.span.end <= place).next_back();
    if let Some(host) = host.filter(|u| matches!(u.case, Case::To | Case::Topic)) {
        let listed = before.iter().filter(|u| {
            u.span.start >= host.span.end && !u.describes && !matches!(u.case, Case::From | Case::Toward) && is_own(u)
        });
        let members: Vec<usize> = listed.flat_map(|u| u.entities.iter().copied()).collect();
        if !members.is_empty() {
            return (organisations(doc, &unique(&members)), 0.9);
        }
    }
    let nearest = |case: Case| before.iter().rev().find(|u| u.case == case);
    let open = before.iter().rev().find(|u| u.is_open || u.entities.len() > 1);
    let subject = if adnominal {
        nearest(Case::Subject).or_else(|| open.filter(|u| u.case == Case::Bare))
    } else {
        let subject = before.iter().rev().find(|u| u.case == Case::Subject && is_own(u));
        subject.or_else(|| nearest(Case::Topic)).or_else(|| open.filter(|u| matches!(u.case, Case::Bare | Case::Other)))
    };
    match subject {
        Some(unit) => {
            let beside = before.iter().filter(|u| {
                u.span.end < unit.span.start && u.is_open | (u.case == Case::Bare) && !u.describes && !adnominal
            });
            let all: Vec<usize> =
                beside.flat_map(|u| u.entities.iter().copied()).chain(unit.entities.iter().copied()).collect();
            (organisations(doc, &unique(&all)), 0.95)
        }
        None if !adnominal && before.is_empty() => (organisations(doc, &discourse.topic), 0.7),
        None => (Vec::new(), 0.0),
    }
}

fn organisations(doc: &Doc, entities: &[usize]) -> Vec<usize> {
    entities.iter().copied().filter(|e| matches!(doc.kind(*e), EntityKind::Company | EntityKind::Institution)).collect()
}

/// "A가 주도하는 X", "A는 X를 이끌고 있다".
fn leads(doc: &Doc, sentence: Span, units: &[Unit], discourse: &Discourse) -> Vec<Joined> {
    let text = sentence.of(doc.text);
    let without = discourse.without_alliance();
    let mut out = Vec::new();
    for (at, word) in doc.lexicon.places(Class::LeadWord, text) {
        let place = sentence.start + at;
        let predicate = Span::new(place, clause_end(doc, place, sentence));
        let near = text.get(at..text.floor_char_boundary(at + word.len() + MAX_POINTER)).unwrap_or("");
        let points = ["는 이 ", "는 해당 "].iter().any(|w| near.contains(w));
        let context = if points { discourse } else { &without };
        let found = alliance_of(doc, units, place, place + word.len(), text, context);
        let Some((alliance, _)) = found else { continue };
        let before = units.iter().rev().filter(|u| u.span.end <= place && !u.entities.contains(&alliance));
        let subject = { before }.find(|u| matches!(u.case, Case::Subject | Case::Topic));
        if let [leader] = subject.map_or(&[][..], |u| &u.entities)
            && doc.kind(*leader) != EntityKind::Alliance
        {
            out.push(Joined { alliance, member: *leader, role: Role::Lead, predicate, certainty: 0.9 });
        }
    }
    out
}
