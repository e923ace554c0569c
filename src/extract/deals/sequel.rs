//! What later sentences add to a deal that they do not tell again: its end, its sum, its date
//! ("거래는 지난달 마무리됐다", "계약 규모는 3000억원이다", "양사가 협력을 결정한 것은 지난 6월이다").

use super::{
    Record,
    date::{self, Told},
    merge,
    status::{self, Stated},
    sum,
    trigger::Triggers,
    unit::Unit,
};
use crate::extract::{DealDate, DealType, EntityKind, Role, Status, doc::Doc, lexicon::Class};

/// How many sentences after its last evidence a deal may be spoken of without its names.
const REACH: usize = 2;
/// The same where one of its parties is named.
const NAMED_REACH: usize = 5;

/// The length, in characters, of what may end a sentence from its verb on.
const PREDICATE: usize = 30;
/// What begins a sentence that tells how the deal before turned out.
const ADVERSATIVE: [&str; 6] = ["하지만", "그러나", "그런데", "결국", "다만", "그렇지만"];

/// A sentence that may speak of deals told before, with what it and the one before it name.
pub struct Sequel<'a> {
    /// The sentence.
    pub told: &'a Told<'a>,
    /// Its organisations.
    pub units: &'a [Unit],
    /// Its place among the sentences of the body.
    pub index: usize,
    /// The organisations of the last sentence before that names any.
    pub named: &'a [usize],
    /// The place of that sentence.
    pub named_at: usize,
}

/// Adds to the deals before what a sentence without a deal of its own tells of them. `last` are, record by record, the
/// indexes of the sentences that told it last.
pub fn attach(sequel: &Sequel, triggers: &Triggers, records: &mut [Record], last: &mut [usize]) {
    let text = sequel.told.text();
    let lexicon = sequel.told.doc.lexicon;
    let has_noun = lexicon.occurs(Class::DealNoun, text);
    let points = lexicon.occurs(Class::PlanPointer, text);
    let targets = targets(sequel, records, last);
    let amounts = sum::of_sequel(sequel.told, sequel.units, records, &targets);
    let mut touched: Vec<usize> = amounts
        .into_iter()
        .map(|(at, amount)| {
            if let Some(record) = records.get_mut(at) {
                record.attributes.amount = Some(amount);
            }
            at
        })
        .collect();
    for at in targets {
        let Some(record) = records.get_mut(at) else { continue };
        if turn(sequel, triggers, record, has_noun) || (has_noun || points) && dated(sequel, record) {
            touched.push(at);
        }
    }
    for at in touched {
        if let (Some(record), Some(last)) = (records.get_mut(at), last.get_mut(at)) {
            if !record.evidence.contains(&sequel.told.sentence) {
                record.evidence.push(sequel.told.sentence);
            }
            *last = sequel.index;
        }
    }
}

/// The deals that the sentence may speak of: those told last whose parties it names, or that the last sentence with
/// names was about. A plan pointed back to (이 같은 계획) is all of them.
fn targets(sequel: &Sequel, records: &[Record], last: &[usize]) -> Vec<usize> {
    let named: Vec<usize> =
        sequel.units.iter().filter(|u| !u.describes).flat_map(|u| u.entities.iter().copied()).collect();
    let text = sequel.told.text();
    let is_adversative = ADVERSATIVE.iter().any(|w| text.starts_with(w));
    let points = sequel.told.doc.lexicon.occurs(Class::PlanPointer, text);
    let told_at = |at: usize| last.get(at).copied().unwrap_or(0);
    let age = |at: usize| sequel.index.saturating_sub(told_at(at));
    let within = |record: &Record, names: &[usize]| {
        names.iter().all(|e| record.has(*e)) || record.parties.iter().all(|p| names.contains(&p.0))
    };
    let fits = |at: &usize| {
        let Some(record) = records.get(*at) else { return false };
        let is_named = if named.is_empty() {
            age(*at) <= REACH && (told_at(*at) >= sequel.named_at || within(record, sequel.named))
        } else {
            let is_told = within(record, &named) || points && named.iter().any(|e| record.has(*e));
            age(*at) <= NAMED_REACH && is_told || is_adversative && age(*at) <= 1
        };
        is_named && !matches!(record.deal_type, DealType::Membership | DealType::Subsidiary)
    };
    let mut fitting: Vec<usize> = (0..records.len()).filter(fits).collect();
    if fitting.is_empty() && named.len() > 1 {
        // "현대차와 4456억원, 현대모비스와 3003억원": deals told together, each with one of the names.
        let one = |at: &usize| records.get(*at).is_some_and(|r| named.iter().any(|e| r.has(*e))) && age(*at) <= REACH;
        fitting = (0..records.len()).filter(one).collect();
    } else if !points {
        let nearest = fitting.iter().map(|at| age(*at)).min();
        fitting.retain(|at| Some(age(*at)) == nearest);
    }
    fitting
}

/// An end, a denial or a completion told of the deal.
fn turn(sequel: &Sequel, triggers: &Triggers, record: &mut Record, has_noun: bool) -> bool {
    let told = sequel.told;
    let Some((status, at)) = triggers.status(told.text()) else { return false };
    let is_ahead = matches!(record.status, Status::Rumoured | Status::Exploring | Status::Planned);
    let founds = record.parties.iter().any(|p| p.1 == Role::Jv && sequel.units.iter().any(|u| u.entities == [p.0]));
    let rest = told.text().get(at..).unwrap_or("");
    let has_noun = (has_noun || founds) && status::is_past(rest) && rest.chars().count() <= PREDICATE;
    let tells = match status {
        Status::Denied => is_ahead,
        Status::Ended => has_noun,
        Status::Completed => has_noun && record.deal_type != DealType::Mou && record.status != Status::Ended,
        _ => false,
    };
    if !tells || merge::strength(status) <= merge::strength(record.status) {
        return false;
    }
    let stated = Stated { status, is_stated: true, at: told.sentence.start + at, is_background: false };
    let date = date::of_clause(told, sequel.units, told.sentence, &stated);
    merge::advance(record, status, date);
    record.is_stated = true;
    true
}

/// The date of a deal that had none: "교환일은 27일이다", "이 같은 계획은 지난달 31일 나왔다".
fn dated(sequel: &Sequel, record: &mut Record) -> bool {
    let told = sequel.told;
    let lexicon = told.doc.lexicon;
    if record.attributes.date.text.is_some() || record.status == Status::Ended || record.status == Status::Denied {
        return false;
    }
    let text = told.text();
    let nouns = lexicon.places(Class::DealNoun, text);
    let pointer = lexicon.places(Class::PlanPointer, text).first().map(|(at, _)| *at);
    let is_ahead = matches!(record.status, Status::Rumoured | Status::Exploring | Status::Planned);
    let when = told.whens.iter().find(|w| {
        let before = nouns.iter().rev().find(|(at, _)| *at < w.span.start);
        let near = before.is_some_and(|(at, word)| {
            text.get(at + word.len()..w.span.start).is_some_and(|gap| gap.chars().count() <= 20 && !gap.contains('.'))
        });
        let rest = text.get(w.span.end..).unwrap_or("");
        let is_predicate = ["이다", "이었다", "이며", "로 ", "의 일", "다."].iter().any(|p| rest.starts_with(p));
        !w.is_report
            && (near && (is_predicate || is_ahead || status::is_past(rest))
                || pointer.is_some_and(|at| at > w.span.end) && !is_ahead)
    });
    let Some(when) = when else { return false };
    record.attributes.date = DealDate { text: Some(when.text.clone()), value: when.value };
    true
}

/// The founding of an alliance that a sentence tells, with its date, and the alliance.
pub fn founding(doc: &Doc, told: &Told, units: &[Unit]) -> Option<(usize, DealDate)> {
    let mut alliances = units.iter().flat_map(|u| &u.entities).filter(|e| doc.kind(**e) == EntityKind::Alliance);
    let alliance = alliances.next().filter(|first| alliances.all(|e| e == *first))?;
    let when = told.whens.iter().find(|w| !w.is_report && w.value.is_some())?;
    let rest = told.text().get(when.span.end..)?;
    doc.lexicon
        .occurs(Class::FounderWord, rest)
        .then(|| (*alliance, DealDate { text: Some(when.text.clone()), value: when.value }))
}

/// Gives the date of its founding to the memberships of an alliance that tell of its founders.
pub fn founded(doc: &Doc, (alliance, date): &(usize, DealDate), records: &mut [Record]) {
    for record in records.iter_mut().filter(|r| r.deal_type == DealType::Membership && r.has(*alliance)) {
        let is_founder = record.evidence.iter().any(|e| doc.lexicon.occurs(Class::FounderWord, e.of(doc.text)));
        if record.attributes.date.text.is_none() && is_founder {
            record.attributes.date = date.clone();
        }
    }
}

/// Gives the date of a founding just told to the members listed after it: "여기에는 A, B가 이름을 올렸다".
pub fn listed((alliance, date): &(usize, DealDate), found: &mut [Record]) {
    for record in found.iter_mut().filter(|r| r.deal_type == DealType::Membership && r.has(*alliance)) {
        if record.attributes.date.text.is_none() && record.status == Status::Completed {
            record.attributes.date = date.clone();
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use crate::extract::sample::facts;

    use crate::extract::Status;

    #[test]
    fn a_later_end_counts() {
        let deals = facts("네이버는 포시마크를 인수하기로 했다. 그러나 지난달 계약은 무산됐다.").deals;
        assert_eq!(deals.len(), 1);
        assert_eq!(deals[0].status, Status::Ended);
        assert_eq!(deals[0].date.value.map(|d| d.to_string()).as_deref(), Some("2024-09"));
    }

    #[test]
    fn a_denial_answers_a_rumour() {
        let text = "네이버가 포시마크를 인수한다는 소문이 돌았다. 네이버는 사실무근이라고 선을 그었다.";
        assert_eq!(facts(text).deals[0].status, Status::Denied);
    }

    #[test]
    fn what_is_said_of_another_firm_is_not_taken() {
        let text = "네이버는 포시마크를 인수했다. KT는 사업에 실패했다. 계약은 지난달 무산됐다.";
        assert_eq!(facts(text).deals[0].status, Status::Completed);
    }
}
