//! Records of deals that the model reads and the rules do not, with date, amount and status as the rules read them.

use super::{
    Sentence,
    context::Scored,
    features::View,
    model::{CLASSES, Class, Giver},
    pair::Pair,
};
use crate::{
    extract::{
        DealType, EntityKind, Role,
        deals::{
            self, Record, attributes,
            frame::{Clause, Reading},
            status,
            trigger::{Frame, Trigger, Triggers},
        },
        doc::Doc,
    },
    text::Span,
};

/// The first model must hold an answer at least this probable.
const LEAST: f32 = 0.12;

/// A record that may come of a scored pair.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Which of the scored pairs.
    pub scored: usize,
    /// What it would be.
    pub record: Record,
}

/// The records that a pair may be, besides what the rules read of it.
pub fn drafts(sentence: &Sentence, triggers: &Triggers, view: &View, scored: &Scored, at: usize) -> Vec<Draft> {
    let is_new = |deal_type: &DealType| {
        scored.probability(*deal_type) >= LEAST && !scored.rules.iter().any(|r| r.0 == *deal_type)
    };
    let kinds = DealType::ALL.iter().filter(|t| is_new(t));
    let predicate = view.predicate(&scored.pair);
    if deals::in_quotation(sentence.told.text(), predicate.start - sentence.told.sentence.start) {
        return Vec::new();
    }
    let records = kinds.filter_map(|deal_type| {
        let parties = parties(sentence.told.doc, scored, *deal_type)?;
        Some(record(sentence, triggers, predicate, *deal_type, parties))
    });
    records.map(|record| Draft { scored: at, record }).collect()
}

/// Who plays which part, by the most probable class of that kind.
fn parties(doc: &Doc, scored: &Scored, deal_type: DealType) -> Option<Vec<(usize, Role)>> {
    let Pair { first, second, .. } = scored.pair;
    let is_alliance = |e: usize| doc.kind(e) == EntityKind::Alliance;
    // Memberships are left to the rules: those that only the model reads are too often wrong.
    if deal_type == DealType::Membership || is_alliance(first) || is_alliance(second) {
        return None;
    }
    let classes = CLASSES.iter().zip(scored.first).filter(|(c, _)| c.deal_type == Some(deal_type));
    let (Class { giver, .. }, _) = classes.max_by(|a, b| a.1.total_cmp(&b.1))?;
    let (left, right) = if *giver == Giver::Second { (second, first) } else { (first, second) };
    let (giving, taking) = match (deal_type, giver) {
        (DealType::Investment, _) => (Role::Investor, Role::Investee),
        (DealType::Acquisition, _) => (Role::Acquirer, Role::Target),
        (DealType::Supply, _) => (Role::Supplier, Role::Customer),
        (DealType::Subsidiary, _) => (Role::Parent, Role::Subsidiary),
        (DealType::JointVenture, Giver::Neither) => (Role::JvParent, Role::JvParent),
        (DealType::JointVenture, _) => (Role::JvParent, Role::Jv),
        _ => (Role::Partner, Role::Partner),
    };
    Some(vec![(left, giving), (right, taking)])
}

/// The record, as the rules would make it of a trigger at `predicate`.
fn record(
    sentence: &Sentence,
    triggers: &Triggers,
    predicate: Span,
    deal_type: DealType,
    parties: Vec<(usize, Role)>,
) -> Record {
    let span = sentence.told.sentence;
    let trigger = Trigger { deal_type, frame: Frame::With, span: predicate, clause: span };
    let clause = Clause {
        doc: sentence.told.doc,
        units: sentence.units,
        trigger,
        topic: &sentence.discourse.topic,
        receiver: sentence.discourse.receiver,
        sentence: span,
    };
    let reading = Reading { parties, deal_type, certainty: LEAST, is_shared: false };
    let stated = status::read(triggers, &clause, &reading);
    Record {
        deal_type,
        status: stated.status,
        is_stated: stated.is_stated,
        is_loose: false,
        attributes: attributes::of(sentence.told, &clause, &reading, &stated),
        parties: reading.parties,
        evidence: vec![span],
        clause: span,
        certainty: LEAST,
    }
}

/// Records of one sentence as one where every two of their parties share one: "A, B, C가 함께". Of those with a giving
/// side, one for each taker.
pub fn gather(records: Vec<Record>) -> Vec<Record> {
    records.chunk_by(|a, b| a.evidence == b.evidence).flat_map(of_sentence).collect()
}

fn of_sentence(all: &[Record]) -> Vec<Record> {
    let mut out: Vec<Record> = Vec::new();
    for record in all {
        let fits = |other: &&mut Record| goes_with(all, other, record);
        match out.iter_mut().find(fits) {
            Some(other) => {
                for party in &record.parties {
                    match other.parties.iter_mut().find(|p| p.0 == party.0) {
                        Some(old) if party.1 == Role::Jv => old.1 = Role::Jv,
                        Some(_) => {}
                        None => other.parties.push(*party),
                    }
                }
            }
            None => out.push(record.clone()),
        }
    }
    out
}

fn goes_with(all: &[Record], group: &Record, record: &Record) -> bool {
    if group.deal_type != record.deal_type {
        return false;
    }
    let is_taker = |p: &&(usize, Role)| matches!(p.1, Role::Investee | Role::Target);
    match group.deal_type {
        DealType::Investment | DealType::Acquisition => {
            group.parties.iter().find(is_taker) == record.parties.iter().find(is_taker)
        }
        DealType::Supply | DealType::Subsidiary | DealType::Membership => false,
        kind => {
            let told = |a: usize, b: usize| a == b || all.iter().any(|r| r.deal_type == kind && r.has(a) && r.has(b));
            record.parties.iter().all(|a| group.parties.iter().all(|b| told(a.0, b.0)))
        }
    }
}
