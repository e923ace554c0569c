//! How far a deal has come: from modality, tense and negation of its clause and of what follows in its sentence.

use super::{
    frame::{Clause, Reading},
    trigger::{Frame, Triggers},
};
use crate::{
    extract::{DealType, Status, lexicon::Class},
    text::Span,
};

/// What a sentence says of how far a deal has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stated {
    /// The status.
    pub status: Status,
    /// False where the status is only what such a deal usually has.
    pub is_stated: bool,
    /// Where the words that state it stand, in text offsets: the date is sought before them.
    pub at: usize,
    /// The deal is told by an adnominal verb (투자한 A): the sentence is about something else.
    pub is_background: bool,
}

/// The status that a clause states. A word of modality decides, the last one; without one the tense, that of the
/// sentence's end where the clause ends in a connective; a money deal told in the past is done, an agreement announced.
pub fn read(triggers: &Triggers, clause: &Clause, reading: &Reading) -> Stated {
    let from = clause.trigger.span.start;
    let predicate = clause.predicate();
    let is_done = is_adnominal_past(verb(clause));
    let is_background = is_done && !["것은", "것도", "건 ", "시점", "때"].iter().any(|w| head(verb(clause)).starts_with(w));
    let usual = Stated { status: Status::Announced, is_stated: false, at: from, is_background };
    let reach = reach(clause, reading);
    let promises = predicate.trim_end().ends_with("로 하고") && !clause.doc.lexicon.occurs(Class::AlsoWord, reach);
    let turns = |s: Status| {
        matches!(s, Status::Ended | Status::Denied | Status::Completed) || promises && s == Status::Signed
    };
    let turn = triggers.status(reach).filter(|(s, _)| turns(*s));
    if let Some((status, at)) = turn {
        return Stated { status: agreed(status, reading.deal_type), is_stated: true, at: from + at, is_background };
    }
    if is_done && !is_agreement(reading.deal_type) {
        return Stated { status: Status::Completed, is_stated: true, ..usual };
    }
    let (status, is_stated) = modal(triggers, clause, reading.deal_type);
    Stated { status, is_stated, ..usual }
}

/// The words after the first one: what an adnominal verb describes.
fn head(predicate: &str) -> &str {
    predicate.split_once(' ').map_or("", |(_, head)| head)
}

/// The predicate from its verb on: "달러에 산 A" begins with the sum.
fn verb<'a>(clause: &Clause<'a>) -> &'a str {
    let predicate = clause.predicate();
    match clause.trigger.frame {
        Frame::Price | Frame::Pay => predicate.split_once(' ').map_or(predicate, |(_, verb)| verb),
        _ => predicate,
    }
}

/// The status without an end: modality first, then tense.
fn modal(triggers: &Triggers, clause: &Clause, deal_type: DealType) -> (Status, bool) {
    let predicate = clause.predicate();
    let tense = if has_tense(predicate) { predicate } else { clause.sentence_end() };
    let lexicon = clause.doc.lexicon;
    let is_progressive = lexicon.occurs(Class::ProgressWord, tense);
    match triggers.status(predicate).map(|(status, _)| status) {
        Some(Status::Announced | Status::Planned | Status::Exploring) if predicate.contains("진행하고 있") => {
            (Status::Completed, true)
        }
        Some(Status::Announced) if is_progressive || is_agreement(deal_type) < is_done_report(predicate) => {
            (Status::Completed, true)
        }
        Some(stated) => (stated, true),
        None if is_progressive => (Status::Completed, true),
        None => match deal_type {
            DealType::Mou => (Status::Announced, false),
            DealType::Partnership
                if is_past(tense) && !tense.contains("로 했") && lexicon.occurs(Class::BuildWord, predicate) =>
            {
                (Status::Completed, true)
            }
            DealType::Partnership => (Status::Announced, false),
            DealType::Supply if predicate.starts_with("수주") => (Status::Announced, false),
            _ if is_past(tense) => (Status::Completed, true),
            DealType::CoDevelopment | DealType::Verification => (Status::Planned, false),
            _ => (Status::Announced, false),
        },
    }
}

/// The words from the trigger on that speak of its deal: its clause, and the rest of the sentence if no other
/// organisation is named there.
fn reach<'a>(clause: &Clause<'a>, reading: &Reading) -> &'a str {
    let is_party = |entity: &usize| reading.parties.iter().any(|p| p.0 == *entity);
    let after = clause.units.iter().filter(|u| u.span.start >= clause.trigger.clause.end);
    let end = if after.flat_map(|u| &u.entities).all(is_party) { clause.sentence.end } else { clause.trigger.clause.end };
    Span::new(clause.trigger.span.start, end).of(clause.doc.text)
}

fn is_agreement(deal_type: DealType) -> bool {
    matches!(deal_type, DealType::Partnership | DealType::Mou)
}

/// The end of what was done is no end of an agreement: "협약식을 마쳤다" tells a signing.
fn agreed(status: Status, deal_type: DealType) -> Status {
    if status == Status::Completed && deal_type == DealType::Mou { Status::Signed } else { status }
}

/// "사들였다고 공시했다": what was announced was done.
fn is_done_report(predicate: &str) -> bool {
    let said = ["다고 ", "다는 "].iter().filter_map(|w| predicate.find(w)).min();
    said.and_then(|at| predicate.get(..at + "다고".len())).is_some_and(|told| {
        is_past(told) && !["기로 ", "키로 ", "합의"].iter().any(|w| told.contains(w))
    })
}

/// "투자한 A", "교환한 바", "인수한 뒤": done, whatever the clause goes on to say; not "인수한 것으로 알려졌다".
fn is_adnominal_past(predicate: &str) -> bool {
    let mut words = predicate.split(' ');
    let verb = words.next().unwrap_or("");
    let noun = words.next().unwrap_or("");
    verb.ends_with(['한', '은', '던', '된', '낸', '산', '쥔', '든'])
        && !noun.is_empty()
        && !["것으로", "계획", "방안", "안", "셈"].iter().any(|w| noun.starts_with(w))
}

fn has_tense(predicate: &str) -> bool {
    predicate.trim_end_matches(['.', ' ', '”', '"', '’']).ends_with('다') || is_past(predicate)
}

/// True if a syllable closed by ㅆ (했, 됐, 였, …; not 있, 겠) stands before an ending.
pub fn is_past(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let closes = ('가'..='힣').contains(&c) && (c as u32 - '가' as u32) % 28 == 20 && !matches!(c, '있' | '겠');
        if closes
            && chars
                .peek()
                .is_some_and(|n| matches!(n, '다' | '고' | '으' | '던' | '지' | '는' | '습' | '기' | '음' | '을' | '단'))
        {
            return true;
        }
    }
    false
}

/// The status of a membership: in force unless it is still ahead or over.
pub fn membership(triggers: &Triggers, predicate: &str) -> Status {
    let ends = predicate.split_inclusive(' ').scan(0, |at, word| {
        *at += word.len();
        Some((*at, word.trim_end()))
    });
    // "출범시키고 업무협약을 체결했다": the other verb says nothing of the membership.
    let own = ends.into_iter().find(|(_, w)| w.ends_with("키고") || w.ends_with("으며") || w.ends_with("이며"));
    let predicate = own.and_then(|(at, _)| predicate.get(..at)).unwrap_or(predicate);
    match triggers.status(predicate).map(|(status, _)| status) {
        Some(Status::Planned) if predicate.contains("하게 된다") => Status::Signed,
        Some(Status::Completed) | None => Status::Completed,
        Some(Status::Announced) if is_past(predicate) && !predicate.contains("기로") => Status::Completed,
        Some(status) => status,
    }
}
