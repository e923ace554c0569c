//! Stated shares: "X는 Y 지분 N%를", "Y 지분은 A가 60%, B가 40%", "50대 50으로 출자".

use super::{Record, date::Told, unit::Unit};
use crate::{
    extract::{
        DealType, Role,
        lexicon::{Case, Class},
        values::{self, Percent},
    },
    text::Span,
};

/// Longest way, in characters, from a holder's name to its share.
const BESIDE: usize = 10;
/// Longest way, in characters, from the name of what is held to the share.
const HELD: usize = 24;

/// A share that the text gives to `holder`, of what it names or of what the deal is about.
#[derive(Debug, Clone, Copy)]
struct Claim {
    holder: Option<usize>,
    of: Option<usize>,
}

/// Reads the shares of a sentence and gives each to the deal that it belongs to: one of the same sentence, else
/// the last one told before, which then counts the sentence as evidence.
pub fn attach(told: &Told, units: &[Unit], topic: &[usize], found: &mut [Record], earlier: &mut [Record]) {
    let text = told.sentence.of(told.doc.text);
    if !told.doc.lexicon.occurs(Class::ShareWord, text) && !text.contains("출자") {
        return;
    }
    for (rank, percent) in values::percents(text).iter().enumerate() {
        let at = told.sentence.start + percent.span.start;
        for claim in claims(told, units, topic, at, rank, percent) {
            give(told, claim, percent, found, earlier);
        }
    }
}

/// Whose share it is; several where a list or 양사 holds as much each.
fn claims(told: &Told, units: &[Unit], topic: &[usize], at: usize, rank: usize, percent: &Percent) -> Vec<Claim> {
    let before = || units.iter().rev().filter(|u| u.span.end <= at && !u.describes);
    let gap = |u: &Unit| Span::new(u.span.end, at).of(told.doc.text);
    let speaks_of_share = |text: &str| told.doc.lexicon.occurs(Class::ShareWord, text);
    let is_subject = |u: &&Unit| matches!(u.case, Case::Topic | Case::Subject);
    let held = before().find(|u| matches!(u.case, Case::Bare | Case::Of) && u.entities.len() == 1);
    let held = held.filter(|u| speaks_of_share(gap(u)) && gap(u).chars().count() <= HELD && !gap(u).contains(','));
    if let Some(held) = held {
        let of = held.entities.first().copied();
        let owner = before().find(|u| u.span.end < held.span.start);
        let holder = owner.filter(|u| u.case == Case::Of).or_else(|| before().filter(|u| u.span.end <= held.span.start).find(is_subject));
        let holders = holder.map_or(topic, |u| &u.entities[..]);
        let holder = holders.first().copied().filter(|h| holders.len() == 1 && Some(*h) != of);
        return holder.map(|h| Claim { holder: Some(h), of }).into_iter().collect();
    }
    let beside = before().next().filter(|u| gap(u).chars().count() <= BESIDE && !gap(u).contains(','));
    let holder = beside.or_else(|| before().find(is_subject).filter(|u| u.entities.len() > 1));
    let named = before().find(|u| {
        let rest = Span::new(u.span.end, at).of(told.doc.text);
        holder.is_some_and(|h| u.span.end <= h.span.start) && matches!(u.case, Case::Bare | Case::Of) && speaks_of_share(rest.get(..rest.floor_char_boundary(12)).unwrap_or(""))
    });
    let of = named.and_then(|u| u.entities.first().copied());
    match holder {
        Some(unit) if unit.entities.len() > 1 && !percent.text.ends_with('%') => {
            unit.entities.get(rank % unit.entities.len()).map(|h| Claim { holder: Some(*h), of }).into_iter().collect()
        }
        Some(unit) => unit.entities.iter().map(|h| Claim { holder: Some(*h), of }).collect(),
        None => vec![Claim { holder: None, of }],
    }
}

/// Writes the share into the record that fits, the latest first.
fn give(told: &Told, claim: Claim, percent: &Percent, found: &mut [Record], earlier: &mut [Record]) {
    let records = found.iter_mut().rev().map(|r| (true, r)).chain(earlier.iter_mut().rev().map(|r| (false, r)));
    for (is_here, record) in records {
        let Some((holder, of)) = sides(record, claim) else { continue };
        let stake = (holder, of, percent.text.clone(), percent.value);
        if !record.attributes.stakes.iter().any(|s| (s.0, s.1) == (holder, of) && s.3 == percent.value) {
            record.attributes.stakes.push(stake);
        }
        if !is_here && !record.evidence.contains(&told.sentence) {
            record.evidence.push(told.sentence);
        }
        return;
    }
}

/// Holder and held, if the record can carry the claim. A share without a holder fits only a deal between one giver and
/// one receiver that states none yet.
fn sides(record: &Record, claim: Claim) -> Option<(usize, usize)> {
    let carries = matches!(
        record.deal_type,
        DealType::Investment
            | DealType::EquitySwap
            | DealType::Acquisition
            | DealType::JointVenture
            | DealType::Subsidiary
    );
    let is_held = |role: Role| matches!(role, Role::Investee | Role::Target | Role::Jv | Role::Subsidiary);
    let mut givers = record.parties.iter().filter(|p| p.1.is_giver());
    let giver = givers.next().filter(|_| givers.next().is_none()).map(|p| p.0);
    let is_open = claim.of.is_none() && record.attributes.stakes.is_empty();
    let holder = claim.holder.or(giver.filter(|_| is_open)).filter(|h| carries && record.has(*h))?;
    let target = record.parties.iter().find(|p| is_held(p.1)).map(|p| p.0);
    let other = record.parties.iter().find(|p| p.0 != holder).map(|p| p.0);
    let swapped = other.filter(|_| record.deal_type == DealType::EquitySwap && record.parties.len() == 2);
    let of = claim.of.filter(|of| record.has(*of)).or(target.or(swapped).filter(|_| claim.of.is_none()))?;
    (of != holder).then_some((holder, of))
}
