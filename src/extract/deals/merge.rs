//! One record for a deal that an article tells more than once.

use super::Record;
use crate::{
    extract::{DealDate, DealFact, DealType, Party, Role, Stake, Status, doc::Doc},
    text::Span,
};

/// Drops what a more specific deal of the same clause already says: 협력 within a signed 업무협약.
pub fn within_sentence(doc: &Doc, records: Vec<Record>) -> Vec<Record> {
    // "공동으로 연구하기 위한 업무협약": the purpose of an agreement is no second deal.
    let is_purpose = |r: &Record| {
        let agreement = records.iter().find(|o| {
            matches!(o.deal_type, DealType::Mou | DealType::JointVenture)
                && o.clause.start >= r.clause.start
                && same_pair(o, r)
        });
        agreement.is_some_and(|o| {
            o.deal_type != r.deal_type
                && Span::new(r.clause.start, o.clause.end.max(r.clause.end)).of(doc.text).contains("위한")
        })
    };
    let weaker = |r: &Record| {
        matches!(r.deal_type, DealType::CoDevelopment | DealType::Supply | DealType::Verification) && is_purpose(r)
            || r.deal_type == DealType::Partnership
                && records
                    .iter()
                    .any(|o| o.deal_type != DealType::Partnership && o.clause == r.clause && same_pair(o, r))
            || r.deal_type == DealType::Mou
                && records
                    .iter()
                    .any(|o| o.deal_type == DealType::EquitySwap && o.clause == r.clause && same_pair(o, r))
    };
    records.iter().filter(|r| !weaker(r)).cloned().collect()
}

/// True if all parties of `b` are parties of `a`.
fn same_pair(a: &Record, b: &Record) -> bool {
    b.parties.iter().all(|(entity, _)| a.has(*entity))
}

/// Adds a record, or folds it into the one that tells the same deal; gives its place.
pub fn add(records: &mut Vec<Record>, record: Record) -> usize {
    let same = records.iter().position(|r| tells_same(r, &record));
    match same.and_then(|at| records.get_mut(at)) {
        Some(old) => fold(old, record),
        None => records.push(record),
    }
    same.unwrap_or(records.len() - 1)
}

fn tells_same(old: &Record, new: &Record) -> bool {
    let kin = |t: DealType| matches!(t, DealType::Mou | DealType::Partnership);
    let same_type = old.deal_type == new.deal_type || kin(old.deal_type) && kin(new.deal_type);
    if !same_type {
        return false;
    }
    let (inside, around) = (same_pair(old, new), same_pair(new, old));
    let staged = matches!(old.deal_type, DealType::Acquisition | DealType::JointVenture);
    let fits = inside && around
        || inside && symmetric(new.deal_type) && new.attributes.date.value.is_none()
        || (inside || around) && staged;
    let same_sentence = old.evidence.first() == new.evidence.first();
    let lasts = matches!(old.deal_type, DealType::Membership | DealType::Subsidiary);
    // Joining hands spoken of again, or a rumour of more after a purchase.
    let again = kin(old.deal_type) && old.is_stated && !new.is_stated;
    let is_more = new.status == Status::Rumoured && old.status == Status::Completed && new.is_stated;
    fits && !is_more && (again || same_sentence || lasts || same_time(old, new) || is_stage(old, new) || is_stage(new, old))
}

fn same_time(a: &Record, b: &Record) -> bool {
    match (a.attributes.date.value, b.attributes.date.value) {
        (Some(x), Some(y)) => x == y || x.holds(&y) || y.holds(&x),
        _ => true,
    }
}

/// True if a deal went on from the status of `a` to that of `b`: signed first, completed or called off later.
fn is_stage(a: &Record, b: &Record) -> bool {
    let first_day = |r: &Record| r.attributes.date.value.map(|d| d.first_day());
    strength(a.status) < strength(b.status) && first_day(a) <= first_day(b)
}

fn symmetric(deal_type: DealType) -> bool {
    !deal_type.is_directed() && deal_type != DealType::JointVenture
}

/// Takes a deal to a later status, with the date of that; the date of a signing is none of an end.
pub fn advance(record: &mut Record, status: Status, date: DealDate) {
    let is_over = matches!(status, Status::Ended | Status::Denied);
    record.status = status;
    if date.value.is_some() || is_over && date != record.attributes.date {
        record.attributes.date = date;
    }
}

fn fold(old: &mut Record, new: Record) {
    if new.deal_type == DealType::Mou {
        old.deal_type = DealType::Mou;
    }
    let stronger = strength(new.status) > strength(old.status);
    let was_over = matches!(old.status, Status::Ended | Status::Denied);
    let finer = match (old.attributes.date.value, new.attributes.date.value) {
        (None, Some(_)) => !was_over,
        (Some(x), Some(y)) if old.deal_type == DealType::Membership => x != y && (x.holds(&y) || y.first_day() < x.first_day()),
        (Some(x), Some(y)) => x != y && x.holds(&y),
        _ => false,
    };
    if (new.is_stated, old.is_stated) == (true, false) && !was_over || stronger && new.is_stated == old.is_stated {
        let later = if same_time(old, &new) && !stronger { DealDate::default() } else { new.attributes.date.clone() };
        let is_agreement = matches!(old.deal_type, DealType::Membership);
        let later = if is_agreement { DealDate::default() } else { later };
        advance(old, new.status, later);
        old.is_stated = new.is_stated;
    }
    if finer {
        old.attributes.date = new.attributes.date;
    }
    if old.attributes.amount.is_none() {
        old.attributes.amount = new.attributes.amount;
    }
    for party in &new.parties {
        match old.parties.iter_mut().find(|p| p.0 == party.0) {
            Some(p) if party.1 == Role::Lead => p.1 = Role::Lead,
            Some(_) => {}
            None => old.parties.push(*party),
        }
    }
    for stake in new.attributes.stakes {
        if !old.attributes.stakes.contains(&stake) {
            old.attributes.stakes.push(stake);
        }
    }
    for span in new.evidence {
        if !old.evidence.contains(&span) {
            old.evidence.push(span);
        }
    }
    old.certainty = old.certainty.max(new.certainty);
}

/// What an article states most strongly counts; an end or a denial counts over all.
pub fn strength(status: Status) -> u8 {
    match status {
        Status::Rumoured => 0,
        Status::Exploring => 1,
        Status::Planned => 2,
        Status::Announced => 3,
        Status::Signed => 4,
        Status::Completed => 5,
        Status::Denied => 6,
        Status::Ended => 7,
    }
}

/// Joins once more, as records may have become the same by what was folded into them; in order of first evidence.
pub fn finish(records: Vec<Record>) -> Vec<Record> {
    let mut out: Vec<Record> = Vec::new();
    for record in records {
        add(&mut out, record);
    }
    out.sort_by_key(|r| r.evidence.first().copied());
    out
}

/// Records as facts; `order` maps the document's entities to the facts' ones.
pub fn facts(records: Vec<Record>, order: &[Option<usize>]) -> Vec<DealFact> {
    let index = |entity: usize| order.get(entity).copied().flatten();
    records
        .into_iter()
        .filter_map(|r| {
            let parties: Option<Vec<Party>> =
                r.parties.iter().map(|(e, role)| index(*e).map(|entity| Party { entity, role: *role })).collect();
            let stakes = r.attributes.stakes.iter().filter_map(|(holder, of, text, value)| {
                Some(Stake { holder: index(*holder)?, of: index(*of)?, text: text.clone(), value: *value })
            });
            Some(DealFact {
                deal_type: r.deal_type,
                status: r.status,
                parties: parties?,
                date: r.attributes.date,
                amount: r.attributes.amount,
                stakes: stakes.collect(),
                evidence: r.evidence,
                confidence: r.certainty,
            })
        })
        .collect()
}
