//! Several tellings of one deal as one record, with what they disagree on.

use super::{Deal, Disagreement, Field, Telling};
use crate::{
    extract::{Amount, DealDate, Role, Status, StatusGroup},
    text::PartialDate,
};

/// The part of the doubt in a deal that one more article leaves.
const DOUBT_LEFT: f32 = 0.7;

/// Joins deals that are the same; `None` if there are none.
pub fn join(mut deals: Vec<Deal>) -> Option<Deal> {
    if deals.len() < 2 {
        return deals.pop();
    }
    deals.sort_by_cached_key(|d| (d.tellings.first().map(age), d.evidence.clone()));
    let tellings = unite_tellings(deals.iter().flat_map(|d| d.tellings.iter().cloned()).collect());
    let confidence = raised_confidence(&deals, tellings.len());
    let mut rest = deals.into_iter();
    let mut whole = rest.next()?;
    for deal in rest {
        whole.parties.extend(deal.parties);
        whole.stakes.extend(deal.stakes);
        whole.evidence.extend(deal.evidence);
    }
    unite_parties(&mut whole.parties);
    unite_stakes(&mut whole.stakes);
    whole.evidence.sort();
    whole.evidence.dedup();
    whole.confidence = confidence;
    whole.status = status(&tellings);
    whole.date = best_date(&tellings);
    whole.amount = most_told_amount(&tellings);
    whole.disagreements = disagreements(&tellings);
    whole.tellings = tellings;
    Some(whole)
}

/// One entry an entity: what a telling leaves open (a plain partner, a member) yields to the role that says more.
pub fn unite_parties(parties: &mut Vec<super::DealParty>) {
    let mut united: Vec<super::DealParty> = Vec::new();
    for party in parties.iter() {
        match united.iter_mut().find(|p| p.entity == party.entity) {
            Some(known) if matches!((known.role, party.role), (Role::Partner, _) | (Role::Member, Role::Lead)) => {
                known.role = party.role;
            }
            Some(_) => {}
            None => united.push(*party),
        }
    }
    *parties = united;
}

fn unite_stakes(stakes: &mut Vec<super::DealStake>) {
    stakes.sort_by(|a, b| (a.holder, a.of, &a.text).cmp(&(b.holder, b.of, &b.text)));
    stakes.dedup_by(|a, b| (a.holder, a.of) == (b.holder, b.of) && a.value == b.value);
}

/// Order of tellings: by publication, undated last, then by path.
fn age(telling: &Telling) -> (bool, Option<PartialDate>, usize) {
    (telling.published.is_none(), telling.published, telling.article)
}

/// One telling an article, in order of age.
fn unite_tellings(mut all: Vec<Telling>) -> Vec<Telling> {
    all.sort_by_key(age);
    let mut united: Vec<Telling> = Vec::new();
    for telling in all {
        match united.last_mut().filter(|last| last.article == telling.article) {
            Some(last) => {
                last.date = best_date(&[last.clone(), telling.clone()]);
                last.status = if stage(telling.status) > stage(last.status) { telling.status } else { last.status };
                last.amount = last.amount.take().or(telling.amount);
            }
            None => united.push(telling),
        }
    }
    united
}

fn raised_confidence(deals: &[Deal], n_articles: usize) -> f32 {
    let raised = |d: &Deal| 1.0 - (1.0 - d.confidence) * DOUBT_LEFT.powi((n_articles - d.tellings.len()) as i32);
    deals.iter().map(raised).fold(0.0, f32::max)
}

/// Order in which a deal comes about.
pub fn stage(status: Status) -> usize {
    Status::ALL.iter().position(|&s| s == status).unwrap_or_default()
}

/// The tellings whose publication date is known, or all where none is.
fn dated(tellings: &[Telling]) -> Vec<&Telling> {
    let dated: Vec<&Telling> = tellings.iter().filter(|t| t.published.is_some()).collect();
    if dated.is_empty() { tellings.iter().collect() } else { dated }
}

/// See [`Deal::status`].
fn status(tellings: &[Telling]) -> Status {
    let tellings = dated(tellings);
    let published = tellings.last().and_then(|t| t.published);
    let furthest = |statuses: &mut dyn Iterator<Item = Status>| statuses.max_by_key(|&s| stage(s));
    let latest = furthest(&mut tellings.iter().filter(|t| t.published == published).map(|t| t.status));
    let in_group = |group| furthest(&mut tellings.iter().map(|t| t.status).filter(|s| s.group() == group));
    let latest = latest.unwrap_or(Status::Announced);
    match latest.group() {
        StatusGroup::Over => latest,
        StatusGroup::InForce => in_group(StatusGroup::InForce).unwrap_or(latest),
        StatusGroup::Ahead => in_group(StatusGroup::InForce).or(in_group(StatusGroup::Ahead)).unwrap_or(latest),
    }
}

/// The date told most precisely; among equals the one most tellings give, then the latest told.
fn best_date(tellings: &[Telling]) -> DealDate {
    let count = |date: Option<PartialDate>| tellings.iter().filter(|t| t.date.value == date).count();
    let rank = |t: &&Telling| (t.date.value.map(|d| d.precision()), count(t.date.value), t.date.text.is_some());
    tellings.iter().max_by_key(rank).map(|t| t.date.clone()).unwrap_or_default()
}

/// The amount most tellings give; among equals the latest told.
fn most_told_amount(tellings: &[Telling]) -> Option<Amount> {
    let amounts: Vec<&Amount> = tellings.iter().filter_map(|t| t.amount.as_ref()).collect();
    let count = |amount: &Amount| amounts.iter().filter(|other| is_equal(other, amount)).count();
    amounts.iter().max_by_key(|amount| count(amount)).map(|amount| (*amount).clone())
}

/// Same currency and the same sum, to one per cent (articles round).
pub fn is_equal(a: &Amount, b: &Amount) -> bool {
    a.currency == b.currency && (a.value - b.value).abs() <= 0.01 * a.value.abs().max(b.value.abs())
}

/// Dates that do not hold each other, amounts that differ in one currency, and statuses that cannot be the course of
/// time (in force, then ahead again; or different in articles of one day).
fn disagreements(tellings: &[Telling]) -> Vec<Disagreement> {
    let mut found = Vec::new();
    let dates: Vec<PartialDate> = tellings.iter().filter_map(|t| t.date.value).collect();
    if differ(&dates, |a, b| !a.holds(b) && !b.holds(a)) {
        let shown = |t: &Telling| t.date.value.map(|date| date.to_string());
        found.push(Disagreement { field: Field::Date, values: values(tellings.iter(), shown) });
    }
    let amounts: Vec<&Amount> = tellings.iter().filter_map(|t| t.amount.as_ref()).collect();
    if differ(&amounts, |a, b| a.currency == b.currency && !is_equal(a, b)) {
        let shown = |t: &Telling| t.amount.as_ref().map(|amount| amount.text.clone());
        found.push(Disagreement { field: Field::Amount, values: values(tellings.iter(), shown) });
    }
    let dated = dated(tellings);
    let is_backward = |a: &&Telling, b: &&Telling| {
        let (before, after) = (course(a.status), course(b.status));
        before > after || before != after && a.published == b.published
    };
    if differ(&dated, is_backward) {
        let shown = |t: &Telling| Some(t.status.word().to_owned());
        found.push(Disagreement { field: Field::Status, values: values(dated.into_iter(), shown) });
    }
    found
}

/// Groups of statuses in the course of time.
fn course(status: Status) -> u8 {
    match status.group() {
        StatusGroup::Ahead => 0,
        StatusGroup::InForce => 1,
        StatusGroup::Over => 2,
    }
}

/// True if any pair, the earlier first, satisfies `is_off`.
fn differ<T>(all: &[T], is_off: impl Fn(&T, &T) -> bool) -> bool {
    all.iter().enumerate().any(|(i, a)| all.iter().skip(i + 1).any(|b| is_off(a, b)))
}

/// Each value shown with the articles that give it, in order of age.
fn values<'a>(
    tellings: impl Iterator<Item = &'a Telling>,
    shown: impl Fn(&Telling) -> Option<String>,
) -> Vec<(String, Vec<usize>)> {
    let mut values: Vec<(String, Vec<usize>)> = Vec::new();
    for telling in tellings {
        let Some(value) = shown(telling) else { continue };
        match values.iter_mut().find(|(known, _)| *known == value) {
            Some((_, articles)) => articles.push(telling.article),
            None => values.push((value, vec![telling.article])),
        }
    }
    values
}
