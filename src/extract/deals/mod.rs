//! Stage 4: deals. Sentence by sentence: units, triggers, readings; then one record for a deal told twice.

pub mod absorb;
pub mod alliance;
pub mod attributes;
pub mod date;
pub mod discourse;
pub mod frame;
pub mod learned;
pub mod merge;
pub mod naming;
pub mod owner;
pub mod pronoun;
pub mod sequel;
pub mod stake;
pub mod status;
pub mod sum;
pub mod trigger;
pub mod unit;

use super::{
    DealDate, DealType, EntityKind, Role, Status,
    doc::Doc,
    lexicon::{Case, Class},
};
use crate::extract::values::{self, Context};
use crate::{article::LineRole, text::Span};
use attributes::Attributes;
use date::Told;
use discourse::Discourse;
use frame::Clause;
use learned::{Reader, model::Model};
use sequel::Sequel;
use status::Stated;
use trigger::Triggers;
use unit::Unit;

/// A deal as one sentence tells it; entity indexes are the document's.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// What kind of deal.
    pub deal_type: DealType,
    /// The status the sentence states.
    pub status: Status,
    /// False where the status is only what such a deal usually has.
    pub is_stated: bool,
    /// At least two.
    pub parties: Vec<(usize, Role)>,
    /// Date, amount, stakes.
    pub attributes: Attributes,
    /// The sentence, and sentences that tell it again.
    pub evidence: Vec<Span>,
    /// The clause of the trigger, to tell apart deals of one sentence.
    pub clause: Span,
    /// 0 to 1.
    pub certainty: f32,
    /// Told by a figure of speech (손잡았다, 동맹) that often only announces a deal told next to it.
    pub is_loose: bool,
}

impl Record {
    /// True if the entity is a party.
    pub fn has(&self, entity: usize) -> bool {
        self.parties.iter().any(|p| p.0 == entity)
    }
}

/// How many sentences after the founding of an alliance its members may be listed.
const FOUNDING_REACH: usize = 2;

/// The deals of the article, merged, in order of first evidence.
pub fn find(doc: &Doc, triggers: &Triggers, model: &Model) -> Vec<Record> {
    let mut reader = Reader::new(doc, triggers, model);
    let mut records = read(doc, triggers, &mut reader);
    if model.is_none() {
        return merge::finish(absorb::absorb(records));
    }
    let judged = reader.complete(&mut records);
    let mut records = merge::finish(absorb::absorb(records));
    reader.rate(&mut records, &judged);
    records
}

/// What the rules read, sentence by sentence; `reader` is shown each.
pub fn read(doc: &Doc, triggers: &Triggers, reader: &mut Reader) -> Vec<Record> {
    let mut discourse = Discourse::new(doc);
    let mut records: Vec<Record> = Vec::new();
    let mut founding: Option<((usize, DealDate), usize)> = None;
    let (mut context, mut deal) = (Context::default(), DealDate::default());
    let (mut last, mut named, mut named_at): (Vec<usize>, Vec<usize>, usize) = Default::default();
    for (index, sentence) in doc.sentences.iter().filter(|s| s.role == LineRole::Body).enumerate() {
        let whens = values::dates(sentence.span.of(doc.text), doc.article.meta.published, context);
        let place = Told { doc, sentence: sentence.span, whens: &whens, before: context, deal: deal.clone() };
        context = context.after(&whens);
        let units = unit::units(doc, sentence.span, &discourse);
        discourse.settle(&units);
        let masked = mask(doc, sentence.span);
        let mut found = told(&place, &units, &masked, &discourse, triggers, &records);
        found.extend(joined(&place, &units, &discourse, triggers));
        found.extend(owned(doc, sentence.span, &units, &discourse));
        let ages: Vec<usize> = last.iter().map(|l| index - l).collect();
        let mut deals = stake::Deals { here: &mut found, before: &mut records, ages: &ages };
        stake::attach(&place, &units, &discourse.topic, &mut deals);
        naming::name(doc, sentence.span, &units, &mut records);
        let seen = learned::Sentence {
            told: &place,
            masked: &masked,
            units: &units,
            discourse: &discourse,
            found: &found,
            earlier: &records,
        };
        reader.read(&seen, triggers);
        if found.is_empty() {
            let sequel = Sequel { told: &place, units: &units, index, named: &named, named_at };
            sequel::attach(&sequel, triggers, &mut records, &mut last);
        }
        if let Some((new, _)) = founding.as_ref().filter(|(_, at)| index - at <= FOUNDING_REACH) {
            sequel::listed(new, &mut found);
        }
        if let Some(new) = sequel::founding(doc, &place, &units) {
            sequel::founded(doc, &new, &mut records);
            founding = Some((new, index));
        }
        if !units.is_empty() {
            named_at = index;
            named = units.iter().flat_map(|u| u.entities.iter().copied()).collect();
        }
        discourse.after(doc, sentence.span, &units);
        remember(doc, &mut discourse, &found, &units);
        if let Some(date) = found.iter().map(|r| &r.attributes.date).find(|d| d.value.is_some()) {
            deal = date.clone();
        }
        for record in found {
            let at = merge::add(&mut records, record);
            last.resize(records.len(), index);
            if let Some(last) = last.get_mut(at) {
                *last = index;
            }
        }
    }
    records
}

/// What triggers of the table tell.
fn told(
    place: &Told,
    units: &[Unit],
    masked: &str,
    discourse: &Discourse,
    triggers: &Triggers,
    earlier: &[Record],
) -> Vec<Record> {
    let (doc, sentence) = (place.doc, place.sentence);
    let mut out: Vec<Record> = Vec::new();
    let names: Vec<usize> = units.iter().map(|u| u.span.start - sentence.start).collect();
    for trigger in triggers.find(masked, sentence.start, &names) {
        if in_quotation(sentence.of(doc.text), trigger.span.start - sentence.start) {
            continue;
        }
        let clause = Clause { doc, units, trigger, topic: &discourse.topic, receiver: discourse.receiver, sentence };
        for mut reading in clause.read() {
            if reading.deal_type == DealType::Partnership && clause.is_bare_contract() {
                absorb::adopt(&mut reading, earlier);
            }
            let stated = status::read(triggers, &clause, &reading);
            if !attributes::is_deal(&clause, &reading, stated.status) {
                continue;
            }
            let attributes = attributes::of(place, &clause, &reading, &stated);
            let parties = reading.parties;
            out.push(Record {
                deal_type: reading.deal_type,
                status: stated.status,
                is_stated: stated.is_stated,
                attributes,
                parties,
                evidence: vec![sentence],
                clause: trigger.clause,
                certainty: reading.certainty,
                is_loose: doc.lexicon.occurs(Class::LooseWord, trigger.span.of(doc.text)),
            });
        }
    }
    merge::within_sentence(doc, out)
}

fn joined(place: &Told, units: &[Unit], discourse: &Discourse, triggers: &Triggers) -> Vec<Record> {
    let (doc, sentence) = (place.doc, place.sentence);
    let mut out: Vec<Record> = Vec::new();
    for joined in alliance::memberships(doc, sentence, units, discourse) {
        let at = joined.predicate.start - sentence.start;
        if in_quotation(sentence.of(doc.text), at) {
            continue;
        }
        let predicate = joined.predicate.of(doc.text);
        let status = status::membership(triggers, predicate);
        let is_ahead = matches!(status, Status::Planned | Status::Exploring | Status::Rumoured | Status::Denied);
        if joined.leaves && is_ahead {
            continue;
        }
        let status = if joined.leaves { Status::Ended } else { status };
        let stated = Stated { status, is_stated: true, at: joined.predicate.start, is_background: false };
        // 이끄는, 참여하는: a state, which the date of the sentence does not begin.
        let is_state = predicate.split(' ').next().is_some_and(|verb| verb.ends_with(['는', '온']));
        let date = || date::of_clause(place, units, Span::new(sentence.start, joined.predicate.end), &stated);
        let date = if is_state { DealDate::default() } else { date() };
        let attributes = Attributes { date, ..Attributes::default() };
        out.push(Record {
            deal_type: DealType::Membership,
            status,
            is_stated: true,
            parties: vec![(joined.alliance, Role::Alliance), (joined.member, joined.role)],
            attributes,
            evidence: vec![sentence],
            clause: joined.predicate,
            certainty: joined.certainty,
            is_loose: false,
        });
    }
    out
}

/// Ownership; a firm with several owners is a joint venture.
fn owned(doc: &Doc, sentence: Span, units: &[Unit], discourse: &Discourse) -> Vec<Record> {
    let record = |owned: owner::Owned| {
        let (deal_type, giver, child) = match owned.parents.len() {
            1 => (DealType::Subsidiary, Role::Parent, Role::Subsidiary),
            _ => (DealType::JointVenture, Role::JvParent, Role::Jv),
        };
        let parents = owned.parents.iter().map(|parent| (*parent, giver));
        Record {
            deal_type,
            status: Status::Completed,
            is_stated: true,
            parties: parents.chain([(owned.child, child)]).collect(),
            attributes: Attributes::default(),
            evidence: vec![sentence],
            clause: sentence,
            certainty: owned.certainty,
            is_loose: false,
        }
    };
    owner::ownerships(doc, sentence, units, discourse).into_iter().map(record).collect()
}

/// Groups of parties for 양사 and 이들; the members of an alliance told in one sentence are one group.
fn remember(doc: &Doc, discourse: &mut Discourse, found: &[Record], units: &[Unit]) {
    let alliance_is_topic = units.iter().find(|u| u.case == Case::Topic).is_some_and(|u| u.has_alliance(doc));
    let mut members: Vec<usize> = Vec::new();
    for record in found {
        let parties: Vec<usize> =
            record.parties.iter().map(|p| p.0).filter(|e| doc.kind(*e) != EntityKind::Alliance).collect();
        match record.deal_type {
            DealType::Membership => members.extend(parties),
            DealType::Subsidiary => {}
            DealType::Investment => {
                discourse.receiver = record.parties.iter().find(|p| p.1 == Role::Investee).map(|p| p.0);
                discourse.remember(&frame::unique(&parties));
            }
            _ => discourse.remember(&frame::unique(&parties)),
        }
    }
    let members = frame::unique(&members);
    discourse.remember(&members);
    if alliance_is_topic && members.len() >= 2 {
        discourse.topic = members;
    }
}

/// The sentence with every name blanked, byte for byte, so that no trigger is found inside a name.
fn mask(doc: &Doc, sentence: Span) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut at = sentence.start;
    for mention in doc.mentions_in(sentence) {
        out.push_str(doc.text.get(at..mention.span.start).unwrap_or(""));
        out.extend(std::iter::repeat_n('_', mention.span.len()));
        at = mention.span.end;
    }
    out.push_str(doc.text.get(at..sentence.end).unwrap_or(""));
    out
}

/// True if the place lies inside “…” or "…": words of a speaker, not of the article.
fn in_quotation(sentence: &str, at: usize) -> bool {
    let before = sentence.get(..at).unwrap_or("");
    let count = |c: char| before.matches(c).count();
    count('“') > count('”') || !count('"').is_multiple_of(2)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
