//! What another deal of the same parties already says: a mere contract takes that deal's type, talk of joining hands
//! and a share that comes with a swap or a takeover become its evidence.

use super::{Record, frame::Reading};
use crate::extract::{DealType, Role};

/// How far, in bytes, from the deal that it belongs to loose talk can stand.
const NEAR: usize = 900;

/// Gives a contract whose kind the sentence leaves open ("본계약을 체결했다") the kind of the last deal told between
/// the same parties.
pub fn adopt(reading: &mut Reading, records: &[Record]) {
    let same = |r: &&Record| {
        r.parties.iter().filter(|p| p.1 != Role::Jv).count() == reading.parties.len()
            && reading.parties.iter().all(|p| r.has(p.0))
    };
    let kind = |r: &&Record| {
        matches!(
            r.deal_type,
            DealType::Acquisition
                | DealType::Investment
                | DealType::Supply
                | DealType::JointVenture
                | DealType::EquitySwap
                | DealType::CoDevelopment
        )
    };
    if let Some(record) = records.iter().rev().filter(kind).find(same) {
        reading.deal_type = record.deal_type;
        reading.parties = record.parties.clone();
    }
}

/// Folds weak records into the strong ones that they only speak of.
pub fn absorb(records: Vec<Record>) -> Vec<Record> {
    let host = |at: usize| {
        let weak = records.get(at)?;
        let fits = |(i, strong): &(usize, &Record)| *i != at && says_as_much(strong, weak);
        let near = |record: &Record| distance(record, weak);
        records.iter().enumerate().filter(fits).min_by_key(|(_, r)| near(r)).map(|(i, _)| i)
    };
    let hosts: Vec<Option<usize>> = (0..records.len()).map(host).collect();
    let mut out: Vec<Option<Record>> = records.into_iter().map(Some).collect();
    for (at, host) in hosts.iter().enumerate() {
        let Some(host) = host.filter(|h| hosts.get(*h).is_some_and(Option::is_none)) else { continue };
        let Some(weak) = out.get_mut(at).and_then(Option::take) else { continue };
        if let Some(Some(strong)) = out.get_mut(host) {
            let new = weak.evidence.into_iter().filter(|e| !strong.evidence.contains(e));
            strong.evidence.extend(new.collect::<Vec<_>>());
            if strong.attributes.stakes.is_empty() {
                strong.attributes.stakes = weak.attributes.stakes;
            }
        }
    }
    out.into_iter().flatten().collect()
}

/// True if `weak` tells nothing that `strong`, a deal of another kind between the same parties, does not.
fn says_as_much(strong: &Record, weak: &Record) -> bool {
    if strong.deal_type == weak.deal_type || !weak.parties.iter().all(|p| strong.has(p.0)) {
        return false;
    }
    match weak.deal_type {
        DealType::Partnership => {
            let is_deal = !matches!(strong.deal_type, DealType::Membership | DealType::Subsidiary);
            is_deal && weak.is_loose && !weak.is_stated && distance(strong, weak) <= NEAR
        }
        DealType::Investment => {
            let brings_shares = matches!(
                strong.deal_type,
                DealType::EquitySwap | DealType::JointVenture | DealType::Acquisition
            );
            let dates = (weak.attributes.date.value, strong.attributes.date.value);
            let is_other = matches!(dates, (Some(a), Some(b)) if a.get_year() != b.get_year());
            brings_shares && weak.attributes.amount.is_none() && !is_other && distance(strong, weak) <= NEAR
        }
        _ => false,
    }
}

/// Bytes between the first sentences of two records.
fn distance(a: &Record, b: &Record) -> usize {
    let start = |r: &Record| r.evidence.first().map_or(0, |e| e.start);
    start(a).abs_diff(start(b))
}
