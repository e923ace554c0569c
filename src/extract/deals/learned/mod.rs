//! A learned reader beside the rules. It looks at every pair of organisations in a sentence, judges what deal holds
//! between them from the words and from what the rules read ([`features`] → [`model`]), and then judges its answers
//! in the context of the article ([`context`] → [`model`]). The result is how far each record of the rules can be
//! trusted, and records that no rule read ([`draft`]). `tests/learn` trains the model.

pub mod context;
pub mod draft;
pub mod features;
pub mod model;
pub mod pair;
pub mod words;

use super::{Record, date::Told, discourse::Discourse, trigger::Triggers, unit::Unit};
use crate::extract::{DealType, Role, doc::Doc};
use crate::text::Span;
use context::{Answer, Scored};
use draft::Draft;
use features::{Surroundings, View};
use model::Model;
use std::collections::{BTreeMap, BTreeSet};

/// A record that the rules do not read is made of answers at least this probable.
const LEAST: f32 = 0.5;
/// How sure a record is of which no pair was judged.
const UNJUDGED: f32 = 0.6;

/// What is gathered of an article, sentence by sentence.
pub struct Reader<'a> {
    model: &'a Model,
    /// Kinds of deals that the headline tells.
    pub headline: Vec<DealType>,
    focus: Option<usize>,
    /// Every pair looked at.
    pub scored: Vec<Scored>,
    drafts: Vec<Draft>,
}

/// A sentence as the rules left it.
pub struct Sentence<'a> {
    /// Its text and dates.
    pub told: &'a Told<'a>,
    /// Its text with the names blanked, byte for byte.
    pub masked: &'a str,
    /// Its units.
    pub units: &'a [Unit],
    /// What went before.
    pub discourse: &'a Discourse,
    /// What the rules read in it.
    pub found: &'a [Record],
    /// What they read before it.
    pub earlier: &'a [Record],
}

impl<'a> Reader<'a> {
    /// Before the first sentence.
    pub fn new(doc: &Doc, triggers: &Triggers, model: &'a Model) -> Self {
        let headline = features::headline(doc, triggers);
        Self { model, headline, focus: pair::focus(doc), scored: Vec::new(), drafts: Vec::new() }
    }

    /// Scores the pairs of a sentence. Linear in their number.
    pub fn read(&mut self, sentence: &Sentence, triggers: &Triggers) {
        let pairs = pair::pairs(sentence.units, sentence.discourse, self.focus);
        if pairs.is_empty() {
            return;
        }
        let (doc, span) = (sentence.told.doc, sentence.told.sentence);
        let around = Surroundings { headline: &self.headline, found: sentence.found, earlier: sentence.earlier };
        let view = View::new(doc, span, sentence.units, sentence.masked, triggers, &around);
        let told: Vec<DealType> = DealType::ALL.iter().copied().filter(|t| view.has_trigger(*t)).collect();
        for pair in pairs {
            let features = view.features(&pair);
            let both = sentence.found.iter().filter(|r| r.has(pair.first) && r.has(pair.second));
            let scored = Scored {
                first: self.model.first(&features),
                features,
                pair,
                sentence: span,
                rules: both.map(|r| (r.deal_type, r.certainty)).collect(),
                cases: view.cases(&pair),
                distance: view.distance(&pair),
                triggers: told.clone(),
            };
            self.drafts.extend(draft::drafts(sentence, triggers, &view, &scored, self.scored.len()));
            self.scored.push(scored);
        }
    }

    /// Adds to the rules' records those that only the model reads.
    pub fn complete(&self, records: &mut Vec<Record>) -> Vec<(Answer, f32)> {
        let answers = context::answers(&self.scored, &self.headline);
        let judged: Vec<(Answer, f32)> =
            answers.into_iter().map(|a| (self.model.second(&a.features), a)).map(|(p, a)| (a, p)).collect();
        let likely: BTreeSet<(usize, DealType)> =
            judged.iter().filter(|(_, p)| *p >= LEAST).map(|(a, _)| (a.scored, a.deal_type)).collect();
        let sure = |draft: &&Draft| likely.contains(&(draft.scored, draft.record.deal_type));
        let new = self.drafts.iter().filter(sure).map(|draft| draft.record.clone()).collect();
        let mut told: BTreeMap<(DealType, usize), Vec<usize>> = BTreeMap::new();
        for (at, record) in records.iter().enumerate() {
            for (party, _) in &record.parties {
                told.entry((record.deal_type, *party)).or_default().push(at);
            }
        }
        for record in draft::gather(new) {
            let first = record.parties.first().map_or(usize::MAX, |p| p.0);
            let alike = told.get(&(record.deal_type, first)).map_or(&[][..], Vec::as_slice);
            let is_told = |at: &&usize| records.get(**at).is_some_and(|r| record.parties.iter().all(|p| r.has(p.0)));
            match alike.iter().find(is_told).and_then(|at| records.get_mut(*at)) {
                // What the rules read elsewhere says more of the deal; here is one more sentence of it.
                Some(old) => old.evidence.extend(record.evidence),
                None => {
                    for (party, _) in &record.parties {
                        told.entry((record.deal_type, *party)).or_default().push(records.len());
                    }
                    records.push(record);
                }
            }
        }
        for record in records {
            let mut seen = BTreeSet::new();
            record.evidence.retain(|sentence| seen.insert(*sentence));
        }
        judged
    }

    /// Gives each record the probability that its pairs hold, by the best of its sentences.
    pub fn rate(&self, records: &mut [Record], judged: &[(Answer, f32)]) {
        let mut sure: BTreeMap<(DealType, usize, usize), BTreeMap<Span, f32>> = BTreeMap::new();
        for (answer, p) in judged {
            let Some(scored) = self.scored.get(answer.scored) else { continue };
            let (a, b) = scored.pair.key();
            let best = sure.entry((answer.deal_type, a, b)).or_default().entry(scored.sentence).or_default();
            *best = best.max(*p);
        }
        for record in records {
            let (mut sum, mut n) = (0.0, 0.0);
            for (at, (a, role)) in record.parties.iter().enumerate() {
                for (b, _) in record.parties.iter().skip(at + 1).filter(|p| are_pair(*role, p.1)) {
                    let told = sure.get(&(record.deal_type, *a.min(b), *a.max(b)));
                    let by_sentence = record.evidence.iter().filter_map(|s| told?.get(s).copied());
                    if let Some(p) = by_sentence.reduce(f32::max) {
                        sum += p;
                        n += 1.0;
                    }
                }
            }
            record.certainty = if n > 0.0 { sum / n } else { UNJUDGED };
        }
    }
}

/// True if two roles make a pair of a deal: giver and taker, or two alike.
fn are_pair(a: Role, b: Role) -> bool {
    match (a, b) {
        (Role::JvParent, Role::JvParent | Role::Jv) | (Role::Jv, Role::JvParent) => true,
        (Role::Alliance, _) | (_, Role::Alliance) => true,
        (Role::Partner, Role::Partner) => true,
        (Role::Partner, _) | (_, Role::Partner) => false,
        (a, b) => a.is_giver() != b.is_giver(),
    }
}
