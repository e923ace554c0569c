//! The first model's answers in their context, for the second model: what it says of the same pair in other
//! sentences, of other pairs in the same sentence, and what the rules say.

use super::{
    features::certainty,
    model::{CLASSES, N_CLASSES, N_SECOND, number},
    pair::{Pair, Place},
};
use crate::{extract::DealType, text::Span};
use std::collections::BTreeMap;

/// Answers less probable than this are not judged, unless the rules give them.
const LEAST: f32 = 0.04;
/// Probabilities above this count as answers of the sentence.
const LIKELY: f32 = 0.3;

/// Probabilities by kind of deal, in the order of [`DealType::ALL`].
type Kinds = [f32; DealType::ALL.len()];

/// A pair of a sentence with the first model's answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// Its organisations.
    pub pair: Pair,
    /// Where they stand together.
    pub sentence: Span,
    /// Its features.
    pub features: Vec<u32>,
    /// How probable each of [`CLASSES`] is.
    pub first: [f32; N_CLASSES],
    /// What the rules read of the pair in the sentence, and how sure they are.
    pub rules: Vec<(DealType, f32)>,
    /// How its cases are named.
    pub cases: String,
    /// How many words stand between, in steps.
    pub distance: usize,
    /// Kinds of deals that triggers of the sentence tell.
    pub triggers: Vec<DealType>,
}

/// A kind of deal that may hold between a pair, as one sentence tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Which of the scored pairs.
    pub scored: usize,
    /// The kind.
    pub deal_type: DealType,
    /// What the second model looks at.
    pub features: Vec<u32>,
}

impl Scored {
    /// How probable a deal of that kind is, whoever gives.
    pub fn probability(&self, deal_type: DealType) -> f32 {
        CLASSES.iter().zip(&self.first).filter(|(c, _)| c.deal_type == Some(deal_type)).map(|(_, p)| p).sum()
    }

    fn kinds(&self) -> Kinds {
        let mut out = Kinds::default();
        for (p, deal_type) in out.iter_mut().zip(DealType::ALL) {
            *p = self.probability(*deal_type);
        }
        out
    }

    fn rule(&self, deal_type: DealType) -> Option<f32> {
        self.rules.iter().filter(|r| r.0 == deal_type).map(|r| r.1).reduce(f32::max)
    }
}

/// What is known around one scored pair.
struct Around<'a> {
    /// The pairs of its sentence.
    sentence: &'a [usize],
    /// The most probable by kind: in the sentence, of pairs that share a side, of the pair elsewhere.
    whole: Kinds,
    sharing: Kinds,
    elsewhere: Kinds,
}

/// The most probable of a pair by kind, and the most probable of its other sentences.
#[derive(Default)]
struct Peaks {
    first: [(f32, Option<Span>); DealType::ALL.len()],
    second: Kinds,
}

impl Peaks {
    fn see(&mut self, sentence: Span, kinds: &Kinds) {
        for ((first, second), p) in self.first.iter_mut().zip(&mut self.second).zip(kinds) {
            if first.1 == Some(sentence) || *p <= first.0 {
                let of = if first.1 == Some(sentence) { &mut first.0 } else { second };
                *of = of.max(*p);
            } else {
                (*first, *second) = ((*p, Some(sentence)), first.0);
            }
        }
    }

    /// The most probable of the sentences but one.
    fn but(&self, sentence: Span) -> Kinds {
        std::array::from_fn(|kind| match (self.first.get(kind), self.second.get(kind)) {
            (Some(first), Some(second)) if first.1 == Some(sentence) => *second,
            (Some(first), _) => first.0,
            _ => 0.0,
        })
    }
}

/// Every answer worth a judgement, in order.
pub fn answers(scored: &[Scored], headline: &[DealType]) -> Vec<Answer> {
    let kinds: Vec<Kinds> = scored.iter().map(Scored::kinds).collect();
    let mut sentences: BTreeMap<Span, Vec<usize>> = BTreeMap::new();
    let mut pairs: BTreeMap<(usize, usize), Peaks> = BTreeMap::new();
    for (at, (one, kinds)) in scored.iter().zip(&kinds).enumerate() {
        sentences.entry(one.sentence).or_default().push(at);
        pairs.entry(one.pair.key()).or_default().see(one.sentence, kinds);
    }
    let top = |places: &mut dyn Iterator<Item = usize>| {
        places.filter_map(|at| kinds.get(at)).fold(Kinds::default(), |mut top, k| {
            top.iter_mut().zip(k).for_each(|(t, p)| *t = t.max(*p));
            top
        })
    };
    let mut out = Vec::new();
    for (at, one) in scored.iter().enumerate() {
        let sentence = sentences.get(&one.sentence).map_or(&[][..], Vec::as_slice);
        let (a, b) = (one.pair.first, one.pair.second);
        let shares = |o: &usize| {
            scored.get(*o).is_some_and(|o| [o.pair.first, o.pair.second].iter().any(|e| [a, b].contains(e)))
        };
        let around = Around {
            sentence,
            whole: top(&mut sentence.iter().copied()),
            sharing: top(&mut sentence.iter().copied().filter(|o| *o != at && shares(o))),
            elsewhere: pairs.get(&one.pair.key()).map(|peaks| peaks.but(one.sentence)).unwrap_or_default(),
        };
        for (kind, deal_type) in DealType::ALL.iter().enumerate() {
            let p = one.probability(*deal_type);
            if p >= LEAST || one.rule(*deal_type).is_some() {
                let features = features(scored, one, &around, kind, *deal_type, headline);
                out.push(Answer { scored: at, deal_type: *deal_type, features });
            }
        }
    }
    out
}

fn features(
    scored: &[Scored],
    one: &Scored,
    around: &Around,
    kind: usize,
    deal_type: DealType,
    headline: &[DealType],
) -> Vec<u32> {
    let mut out = Vec::new();
    let mut add = |parts: &[&str]| out.push(number(parts, N_SECOND));
    likelihood(scored, one, around, kind, deal_type, &mut add);
    form(scored, one, around, deal_type, headline, &mut add);
    out.sort_unstable();
    out.dedup();
    out
}

/// How likely the answer is beside the other answers of its sentence, of its parties and of the article.
fn likelihood(
    scored: &[Scored],
    one: &Scored,
    around: &Around,
    kind: usize,
    deal_type: DealType,
    add: &mut impl FnMut(&[&str]),
) {
    let of = |kinds: &Kinds| kinds.get(kind).copied().unwrap_or(0.0);
    let most = |kinds: &Kinds| kinds.iter().copied().fold(0.0, f32::max);
    let p = one.probability(deal_type);
    let (fine, coarse) = (step(p, 2.0), step(p, 1.0));
    let word = deal_type.word();
    let best = one.kinds().iter().copied().fold(0.0, f32::max);
    let none = step(one.first.first().copied().unwrap_or(0.0), 1.0);
    add(&["bias"]);
    add(&["p", &fine]);
    add(&["kind", word]);
    add(&["kind", word, &coarse]);
    add(&["none", &none]);
    add(&["gap", &(((best - p) * 5.0) as usize).to_string(), if p >= best { "top" } else { "" }]);
    let wider = [("whole", &around.whole), ("sharing", &around.sharing), ("elsewhere", &around.elsewhere)];
    for (name, kinds) in wider {
        let odds = step(of(kinds), 1.0);
        add(&[name, &odds]);
        add(&[name, &odds, &coarse]);
        if name != "whole" {
            add(&[&format!("{name} any"), &step(most(kinds), 1.0)]);
        }
        let top = match name {
            "whole" => "top of sentence",
            "sharing" => "top of sharing",
            _ => "top of document",
        };
        add(&[top, if p >= of(kinds) { "yes" } else { "no" }]);
    }
    add(&["likely", &likely(scored, around, deal_type).to_string()]);
    add(&["pairs", &around.sentence.len().min(8).to_string()]);
}

/// How many pairs of the sentence are likely to be of that type; 4 stands for more.
fn likely(scored: &[Scored], around: &Around, deal_type: DealType) -> usize {
    let others = around.sentence.iter().filter_map(|o| scored.get(*o));
    others.filter(|o| o.probability(deal_type) > LIKELY).count().min(4)
}

/// What the rules say of the pair, how it stands in its sentence, what the sentence and the headline speak of.
fn form(
    scored: &[Scored],
    one: &Scored,
    around: &Around,
    deal_type: DealType,
    headline: &[DealType],
    add: &mut impl FnMut(&[&str]),
) {
    let p = one.probability(deal_type);
    let (fine, coarse) = (step(p, 2.0), step(p, 1.0));
    let word = deal_type.word();
    let others = || around.sentence.iter().filter_map(|o| scored.get(*o));
    let own = one.rule(deal_type);
    let rules = match own {
        Some(_) => "own",
        None if !one.rules.is_empty() => "other kind",
        None if others().any(|o| o.rule(deal_type).is_some()) => "other pair",
        None if others().any(|o| !o.rules.is_empty()) => "other",
        None => "none",
    };
    let sure = own.map_or("", certainty);
    let place = match one.pair.from {
        Place::Unit(at) if at == one.pair.to => "list",
        Place::Unit(_) => "named",
        Place::Topic => "topic",
        Place::Focus => "focus",
        Place::Alliance => "alliance",
    };
    let is_told = if one.triggers.contains(&deal_type) { "told" } else { "" };
    let no_trigger = if one.triggers.is_empty() { "no trigger" } else { "" };
    let is_headline = if headline.contains(&deal_type) { "headline" } else { "" };
    add(&["rules", rules]);
    add(&["rules", rules, word]);
    add(&["rules", rules, "p", &fine]);
    add(&["sure", sure]);
    add(&["sure", sure, word]);
    add(&["sure", sure, "p", &coarse]);
    add(&["rules more", &one.rules.len().min(3).to_string()]);
    add(&["cases", &one.cases]);
    add(&["cases", &one.cases, &coarse]);
    add(&["place", place]);
    add(&["place", place, &coarse]);
    add(&["place", place, "likely", &likely(scored, around, deal_type).to_string()]);
    add(&["told", is_told, word]);
    add(&["headline", is_headline]);
    add(&["headline", is_headline, &coarse]);
    add(&["trigger", no_trigger]);
    add(&["trigger", no_trigger, &fine]);
    add(&["distance", &one.distance.to_string()]);
}

/// The log-odds of a probability in whole steps, `n` to a unit, from -4 to 4.
fn step(p: f32, n: f32) -> String {
    let odds = (p.max(1e-6) / (1.0 - p).max(1e-6)).ln();
    ((odds.clamp(-4.0, 4.0) * n).floor() as i32).to_string()
}
