//! Status, date, amount and stakes of a deal, from the words of its clause.

use super::{
    frame::{Clause, Reading},
    sum,
    trigger::{Frame, Trigger, Triggers},
    unit::Unit,
};
use crate::{
    extract::{
        Amount, DealDate, DealType, Role, Status,
        doc::Doc,
        lexicon::Class,
        values::{self, When},
    },
    text::Span,
};

/// What a deal carries besides its parties.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attributes {
    /// When.
    pub date: DealDate,
    /// How much.
    pub amount: Option<Amount>,
    /// (holder, of, words, per cent); entity indexes are the document's.
    pub stakes: Vec<(usize, usize, String, f64)>,
}

/// The status a predicate states, and whether it states one. Without a word of modality the tense decides, that of
/// the sentence's end where the clause ends in a connective; a money deal told in the past is done, an agreement
/// announced.
pub fn status(triggers: &Triggers, deal_type: DealType, predicate: &str, sentence_end: &str) -> (Status, bool) {
    if is_adnominal_past(predicate) {
        return (Status::Completed, true);
    }
    let tense = if has_tense(predicate) { predicate } else { sentence_end };
    let is_progressive =
        ["고 있다", "고 있는", "온 바", "해왔", "해 왔", "해온", "나가고 있"].iter().any(|w| tense.contains(w));
    match triggers.status(predicate) {
        Some(Status::Announced | Status::Planned | Status::Exploring) if predicate.contains("진행하고 있") => {
            (Status::Completed, true)
        }
        Some(Status::Announced) if is_progressive => (Status::Completed, true),
        Some(stated) => (stated, true),
        None if is_progressive => (Status::Completed, true),
        None => match deal_type {
            DealType::Partnership | DealType::Mou => (Status::Announced, false),
            _ if is_past(tense) => (Status::Completed, true),
            _ => (Status::Announced, false),
        },
    }
}

/// "투자한 것", "교환한 바", "인수한 뒤": done, whatever the clause goes on to say.
fn is_adnominal_past(predicate: &str) -> bool {
    let mut words = predicate.split(' ');
    let verb = words.next().unwrap_or("");
    let noun = words.next().unwrap_or("");
    verb.ends_with(['한', '은', '던'])
        && ["것에", "바 ", "바", "데", "뒤", "후", "이후", "적"].iter().any(|w| noun.starts_with(w))
}

fn has_tense(predicate: &str) -> bool {
    predicate.trim_end_matches(['.', ' ', '”', '"', '’']).ends_with('다') || is_past(predicate)
}

/// True if a syllable closed by ㅆ (했, 됐, 였, …; not 있, 겠) stands before an ending.
fn is_past(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let closes = ('가'..='힣').contains(&c) && (c as u32 - '가' as u32) % 28 == 20 && !matches!(c, '있' | '겠');
        if closes
            && chars.peek().is_some_and(|n| {
                matches!(n, '다' | '고' | '으' | '던' | '지' | '는' | '습' | '기' | '음' | '을' | '단')
            })
        {
            return true;
        }
    }
    false
}

/// The status of a membership: in force unless it is still ahead or over.
pub fn membership_status(triggers: &Triggers, predicate: &str) -> Status {
    match triggers.status(predicate) {
        Some(Status::Planned) if predicate.contains("하게 된다") => Status::Signed,
        Some(
            status @ (Status::Planned
            | Status::Exploring
            | Status::Ended
            | Status::Denied
            | Status::Signed
            | Status::Rumoured),
        ) => status,
        Some(Status::Announced) => Status::Announced,
        _ => Status::Completed,
    }
}

/// False for what only sounds like a deal: general talk, wishes, a joint venture spoken of but not founded.
pub fn is_deal(clause: &Clause, reading: &Reading, status: Status) -> bool {
    let predicate = clause.predicate();
    let lexicon = clause.doc.lexicon;
    if lexicon.occurs(Class::GeneralWord, predicate)
        && !matches!(status, Status::Signed | Status::Ended | Status::Denied)
    {
        return false;
    }
    match clause.trigger.frame {
        Frame::Found => {
            lexicon.occurs(Class::FoundingWord, clause.sentence.of(clause.doc.text))
                && !clause.text().contains("합작법인을 통해")
        }
        Frame::With if reading.deal_type == DealType::Partnership => !lexicon.begins(Class::PartnerNoun, predicate),
        _ => true,
    }
}

/// Date and amount of a trigger's clause; stakes are read by [`super::stake`].
pub fn of(told: &Told, trigger: &Trigger, reading: &Reading, status: Status) -> Attributes {
    Attributes {
        date: date(told, trigger.clause, trigger.span.start, status),
        amount: amount(told.doc, trigger, reading),
        stakes: Vec::new(),
    }
}

/// A sentence with its dates, which are relative to its start.
pub struct Told<'a> {
    /// The document.
    pub doc: &'a Doc<'a>,
    /// The sentence.
    pub sentence: Span,
    /// Dates of the sentence, in order.
    pub whens: &'a [When],
    /// What the sentences before told.
    pub before: values::Context,
}

/// The date of a clause: the nearest before its trigger, else the first after it, else the last one before the clause.
/// When something was said (14일 밝혔다) is when a deal was announced or signed, if the sentence gives no other date;
/// 당시 takes up the date before.
pub fn date(told: &Told, clause: Span, trigger: usize, status: Status) -> DealDate {
    let whens = || told.whens.iter().filter(|w| !w.is_report);
    let start = |w: &&When| w.span.start + told.sentence.start;
    let inside = |w: &&When| clause.start <= start(w) && start(w) < clause.end;
    let near = whens().rev().find(|w| inside(w) && start(w) <= trigger).or_else(|| whens().find(inside));
    let chosen = near.or_else(|| whens().rev().find(|w| start(w) < clause.start));
    let said = told.whens.iter().rev().find(|w| w.is_report && matches!(status, Status::Announced | Status::Signed));
    if let Some(when) = chosen.or(said) {
        return DealDate { text: Some(when.text.clone()), value: when.value };
    }
    let then = told.sentence.of(told.doc.text).starts_with("당시");
    let before = told.before.last.filter(|_| then);
    DealDate { text: before.map(|_| "당시".to_owned()), value: before }
}

/// The deal's own sum: the one nearest before the trigger in its clause. A total over several deals is none's.
fn amount(doc: &Doc, trigger: &Trigger, reading: &Reading) -> Option<Amount> {
    let clause = trigger.clause.of(doc.text);
    if !sum::carries(reading.deal_type) || reading.is_shared || doc.lexicon.occurs(Class::TotalWord, clause) {
        return None;
    }
    let at = trigger.span.start - trigger.clause.start;
    let sums = values::money::money(clause);
    let before = sums.iter().rev().find(|m| m.span.end <= at + 1);
    let chosen = before.or_else(|| sums.iter().find(|m| m.span.start >= at))?;
    Some(Amount { text: chosen.text.clone(), value: chosen.value, currency: chosen.currency.clone() })
}

/// The founded company, where the clause names it after 합작법인, becomes the party `jv`.
pub fn name_joint_venture(doc: &Doc, units: &[Unit], trigger: &Trigger, parties: &mut Vec<(usize, Role)>) {
    let named = units.iter().find(|u| u.span.start >= trigger.span.end).filter(|u| {
        let gap = Span::new(trigger.span.end, u.span.start).of(doc.text);
        gap.chars().count() <= 8 && !gap.contains(',')
    });
    let Some(unit) = named.filter(|u| u.entities.len() == 1) else { return };
    for entity in &unit.entities {
        parties.retain(|p| p.0 != *entity);
        if parties.len() >= 2 {
            parties.push((*entity, Role::Jv));
        }
    }
}
