//! Sums of deals: beside the trigger, or told after the deal ("계약 규모는 3000억원이다").

use super::{
    Record,
    date::Told,
    frame::{Clause, Reading},
    unit::Unit,
};
use crate::{
    extract::{
        Amount, DealType,
        lexicon::{Class, Lexicon},
        values::{self, Money},
    },
    text::Span,
};

/// Longest way, in characters, from a name to the sum that is its own.
const BESIDE: usize = 12;
/// Longest way, in characters, from a word like 기업가치 to the sum that it makes none of a deal.
const QUALIFIED: usize = 14;

/// The deal's own sum: one of its clause that begins before the trigger's end, the nearest; else the first after it.
/// Where the text gives each party its own, that beside the receiver; one sum for several deals is none's.
pub fn of_clause(clause: &Clause, reading: &Reading, receiver: Option<&Unit>) -> Option<Amount> {
    if !carries(reading.deal_type) {
        return None;
    }
    let text = clause.text();
    let trigger = clause.trigger;
    let sums: Vec<Money> = own_sums(clause.doc.lexicon, text, reading.deal_type);
    let start = |m: &&Money| trigger.clause.start + m.span.start;
    if reading.is_shared {
        let unit = receiver?;
        let next = clause.units.iter().find(|u| u.span.start >= unit.span.end).map_or(trigger.span.start, |u| u.span.start);
        let beside = sums.iter().find(|m| unit.span.end <= start(m) && start(m) < next)?;
        return (sums.len() > 1).then(|| amount(beside));
    }
    let named = |m: &&Money| {
        let unit = clause.units.iter().rev().find(|u| u.span.end <= start(m))?;
        let gap = Span::new(unit.span.end, start(m)).of(clause.doc.text);
        (gap.chars().count() <= BESIDE && !gap.contains(',')).then_some(unit)
    };
    let is_own = |m: &&Money| named(m).is_none_or(|u| u.entities.iter().any(|e| reading.parties.iter().any(|p| p.0 == *e)));
    let before = || sums.iter().rev().filter(|m| start(m) < trigger.span.end).find(is_own);
    let after = || sums.iter().filter(|m| start(m) >= trigger.span.start).find(is_own);
    before().or_else(after).map(amount).or_else(|| of_rest(clause, reading))
}

/// A sum that the rest of the sentence calls the deal's: "선정했으며 사업비는 486억원이다"; of a firm founded together
/// also what is put into it.
fn of_rest(clause: &Clause, reading: &Reading) -> Option<Amount> {
    let is_party = |e: &usize| reading.parties.iter().any(|p| p.0 == *e);
    let rest = Span::new(clause.trigger.clause.end, clause.sentence.end);
    let mut units = clause.units.iter().filter(|u| u.span.start >= rest.start).flat_map(|u| &u.entities);
    let text = units.all(is_party).then(|| rest.of(clause.doc.text))?;
    let lexicon = clause.doc.lexicon;
    let at = lexicon.places(Class::SumWord, text).first().map(|(at, _)| *at);
    let is_put_in = |m: &Money| {
        reading.deal_type == DealType::JointVenture && lexicon.occurs(Class::PayWord, clause_after(text, m))
    };
    let sums = own_sums(lexicon, text, reading.deal_type);
    sums.iter().find(|m| at.is_some_and(|at| at < m.span.start) || is_put_in(m)).map(amount)
}

/// Sums that can be a deal's own: no valuation, no price of one share, no running total; of shares paid in by each,
/// only the whole.
fn own_sums(lexicon: &Lexicon, text: &str, deal_type: DealType) -> Vec<Money> {
    let is_each = |m: &Money| after(text, m).starts_with('씩') && deal_type == DealType::JointVenture;
    let mut sums = values::money::money(text);
    sums.retain(|m| !is_qualified(lexicon, text, m) && !is_each(m));
    sums
}

fn after<'t>(text: &'t str, sum: &Money) -> &'t str {
    text.get(sum.span.end..).unwrap_or("")
}

/// True if a word beside the sum says that it is a valuation or a total.
fn is_qualified(lexicon: &Lexicon, text: &str, sum: &Money) -> bool {
    let before = text.get(..sum.span.start).unwrap_or("");
    let from = before.char_indices().rev().nth(QUALIFIED - 1).map_or(0, |(at, _)| at);
    let near = before.get(from..).unwrap_or("");
    let near = near.rsplit([',', '.']).next().unwrap_or(near);
    lexicon.occurs(Class::TotalWord, near)
        || lexicon.begins(Class::TotalWord, after(text, sum).trim_start_matches(['의', ' ', '대', '으', '로']))
}

fn amount(sum: &Money) -> Amount {
    Amount { text: sum.text.clone(), value: sum.value, currency: sum.currency.clone() }
}

/// The sums that a sentence without a deal of its own gives to deals told before, of those at `targets` that have none.
/// It calls them the deal's ("계약 규모는 3000억원이다", "N원이 넘는 투자였다", "매입에 N원이 들어갔다"). One sum is not
/// that of several deals, unless each has its own beside a name ("현대차와 4456억원, 현대모비스와 3003억원").
pub fn of_sequel(told: &Told, units: &[Unit], records: &[Record], targets: &[usize]) -> Vec<(usize, Amount)> {
    let text = told.text();
    let lexicon = told.doc.lexicon;
    let first = lexicon.places(Class::SumWord, text).first().map(|(at, _)| *at);
    let is_told = |m: &Money| {
        first.is_some_and(|at| at < m.span.start) || lexicon.occurs(Class::SpentWord, clause_after(text, m))
    };
    let open: Vec<(usize, &Record)> = targets.iter().filter_map(|at| Some((*at, records.get(*at)?))).collect();
    let open: Vec<_> = open.into_iter().filter(|(_, r)| carries(r.deal_type) && r.attributes.amount.is_none()).collect();
    let Some((_, record)) = open.first() else { return Vec::new() };
    let sums = own_sums(lexicon, text, record.deal_type);
    let sums: Vec<&Money> = sums.iter().filter(|m| is_told(m)).collect();
    let (Some(sum), None) = (sums.first(), sums.get(1).filter(|_| open.len() > 1)) else {
        return open.into_iter().filter_map(|(at, r)| Some((at, amount(beside(told, units, &sums, r, targets.len())?)))).collect();
    };
    if open.len() == 1 || open.iter().all(|(_, r)| same_parties(r, record)) {
        return open.into_iter().map(|(at, _)| (at, amount(sum))).collect();
    }
    Vec::new()
}

/// The words after a sum up to the next comma.
fn clause_after<'t>(text: &'t str, sum: &Money) -> &'t str {
    after(text, sum).split(", ").next().unwrap_or("")
}

fn same_parties(a: &Record, b: &Record) -> bool {
    a.parties.iter().all(|p| b.has(p.0)) && b.parties.iter().all(|p| a.has(p.0))
}

/// The sum that stands beside a party of this deal alone.
fn beside<'m>(told: &Told, units: &[Unit], sums: &[&'m Money], record: &Record, deals: usize) -> Option<&'m Money> {
    sums.iter().copied().find(|m| {
        let start = told.sentence.start + m.span.start;
        let unit = units.iter().rev().find(|u| u.span.end <= start);
        deals > 1
            && unit.is_some_and(|u| {
                let gap = Span::new(u.span.end, start).of(told.doc.text);
                gap.chars().count() <= BESIDE && !gap.contains(',') && u.entities.iter().all(|e| record.has(*e))
            })
    })
}

/// True for deals that have a sum.
pub fn carries(deal_type: DealType) -> bool {
    matches!(
        deal_type,
        DealType::Investment
            | DealType::Acquisition
            | DealType::EquitySwap
            | DealType::JointVenture
            | DealType::Supply
    )
}
