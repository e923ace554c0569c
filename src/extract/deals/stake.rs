//! Stakes: who holds what share of whom (카카오 지분 2.5%를, 지분 10%를 확보했다).

use super::{Record, attributes::Told, unit::Unit};
use crate::{
    extract::{
        DealType, Role,
        lexicon::{Case, Class},
        values,
    },
    text::Span,
};

/// Reads the shares of a sentence and gives each to the deal between its two parties: one of the same sentence, else
/// the last one told before, which then counts the sentence as evidence.
pub fn attach(told: &Told, units: &[Unit], topic: &[usize], found: &mut [Record], earlier: &mut [Record]) {
    let text = told.sentence.of(told.doc.text);
    if !told.doc.lexicon.occurs(Class::ShareWord, text) && !text.contains("출자") {
        return;
    }
    for percent in values::percents(text) {
        let at = told.sentence.start + percent.span.start;
        let stated = holder_and_held(told, units, topic, at);
        let stake = |holder: usize, of: usize| (holder, of, percent.text.clone(), percent.value);
        if let Some((holder, of)) = stated {
            let fits = |r: &&mut Record| carries(r) && r.has(holder) && r.has(of);
            if let Some(record) = found.iter_mut().rev().find(fits) {
                record.attributes.stakes.push(stake(holder, of));
            } else if let Some(record) = earlier.iter_mut().rev().find(fits) {
                record.attributes.stakes.push(stake(holder, of));
                if !record.evidence.contains(&told.sentence) {
                    record.evidence.push(told.sentence);
                }
            }
        } else if let Some((record, holder, of)) = sides(found, at) {
            record.attributes.stakes.push(stake(holder, of));
        }
    }
}

fn carries(record: &Record) -> bool {
    matches!(
        record.deal_type,
        DealType::Investment
            | DealType::EquitySwap
            | DealType::Acquisition
            | DealType::JointVenture
            | DealType::Subsidiary
    )
}

/// "X는 Y 지분 N%": Y stands right before the share, X is the nearest topic or subject before Y.
fn holder_and_held(told: &Told, units: &[Unit], topic: &[usize], at: usize) -> Option<(usize, usize)> {
    let held = units.iter().rev().find(|u| u.span.end <= at && matches!(u.case, Case::Bare | Case::Of))?;
    let gap = Span::new(held.span.end, at).of(told.doc.text);
    if !told.doc.lexicon.occurs(Class::ShareWord, gap)
        || gap.chars().count() > 24
        || gap.contains(',')
        || held.entities.len() != 1
    {
        return None;
    }
    let of = *held.entities.first()?;
    let holders =
        units.iter().rev().find(|u| u.span.end <= held.span.start && matches!(u.case, Case::Topic | Case::Subject));
    let holder = holders.map_or(topic, |u| &u.entities);
    match holder {
        [holder] if *holder != of => Some((*holder, of)),
        _ => None,
    }
}

/// "X는 Y에 투자해 지분 N%를 확보했다": the giver and the receiver of the deal told before in the sentence.
fn sides(found: &mut [Record], at: usize) -> Option<(&mut Record, usize, usize)> {
    let record = found.iter_mut().rev().find(|r| {
        matches!(r.deal_type, DealType::Investment | DealType::Acquisition | DealType::Subsidiary)
            && r.parties.iter().filter(|p| p.1.is_giver()).count() == 1
            && r.parties.iter().filter(|p| matches!(p.1, Role::Investee | Role::Target | Role::Subsidiary)).count() == 1
            && r.evidence.first().is_some_and(|e| e.start <= at)
            && r.attributes.stakes.is_empty()
    })?;
    let giver = record.parties.iter().find(|p| p.1.is_giver())?.0;
    let receiver = record.parties.iter().find(|p| matches!(p.1, Role::Investee | Role::Target | Role::Subsidiary))?.0;
    Some((record, giver, receiver))
}
