//! Who plays which part: a trigger's parties from the units of its clause.

mod directed;
mod money;
mod supply;
mod symmetric;
mod venture;

use super::{
    discourse::has_relative,
    trigger::{Frame, Trigger},
    unit::Unit,
};
use crate::{
    extract::{
        DealType, EntityKind, Role,
        doc::Doc,
        lexicon::{Case, Class},
    },
    text::Span,
};

/// Parties with roles, and how sure the reading is (0 to 1).
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// At least two, each once a role.
    pub parties: Vec<(usize, Role)>,
    /// What the trigger finally tells; a partial stake is an investment.
    pub deal_type: DealType,
    /// 0 to 1.
    pub certainty: f32,
    /// One of several deals that the same words tell; a sum in them is none's own.
    pub is_shared: bool,
}

/// What a clause offers to a trigger.
pub struct Clause<'a> {
    /// The document.
    pub doc: &'a Doc<'a>,
    /// All units of the sentence.
    pub units: &'a [Unit],
    /// The trigger.
    pub trigger: Trigger,
    /// The topic of earlier clauses or sentences, for an elided subject.
    pub topic: &'a [usize],
    /// Who was last told to receive an investment.
    pub receiver: Option<usize>,
    /// The sentence.
    pub sentence: Span,
}

/// Certainty of a reading whose subject is taken from before.
const ELIDED: f32 = 0.75;
/// Certainty of a reading that rests on a bare noun beside the trigger.
const BARE: f32 = 0.7;

/// Nouns that make a clause of the words before them, so that no name is their head: "인수한 데 이어".
const BOUND_NOUNS: [&str; 14] =
    ["데", "뒤", "후", "바", "것", "적", "이후", "지", "만큼", "상태", "덕", "셈", "채", "계약"];
/// Endings of adnominal verbs of past and lasting deeds.
const ADNOMINAL: [&str; 20] = [
    "한", "하는", "했던", "할", "해온", "하던", "받은", "된", "맺은", "잡은", "인", "온", "은", "는", "긴", "킨", "던",
    "둔", "쥔", "준",
];
/// How far after a partner's name "함께" may stand, in bytes.
const TOGETHER: usize = 40;
/// How far after its predicate a head may stand, in characters.
const MAX_HEAD: usize = 30;

impl<'a> Clause<'a> {
    /// Units of the clause before the trigger.
    fn before(&self) -> impl DoubleEndedIterator<Item = &'a Unit> {
        let (start, end) = (self.trigger.clause.start, self.trigger.span.start);
        self.units.iter().filter(move |u| u.span.start >= start && u.span.end <= end)
    }

    fn last(&self, cases: &[Case]) -> Option<&'a Unit> {
        self.before().rev().find(|u| cases.contains(&u.case) && !self.is_alliance(u))
    }

    /// The text from the trigger to the end of its clause.
    pub fn predicate(&self) -> &'a str {
        Span::new(self.trigger.span.start, self.trigger.clause.end).of(self.doc.text)
    }

    /// The last clause of the sentence, whose tense holds for those that end in a connective.
    pub fn sentence_end(&self) -> &'a str {
        let text = Span::new(self.trigger.span.start, self.sentence.end).of(self.doc.text);
        text.rsplit([',']).next().unwrap_or(text)
    }

    /// "(본)계약을 체결": a contract about something told before.
    pub fn is_bare_contract(&self) -> bool {
        let before = Span::new(self.trigger.clause.start, self.trigger.span.end).of(self.doc.text);
        let word = self.trigger.span.of(self.doc.text);
        ["계약", "협약", "합의서"].iter().any(|w| word.starts_with(w)) && !before.contains("제휴")
    }

    /// The text of the whole clause.
    pub fn text(&self) -> &'a str {
        self.trigger.clause.of(self.doc.text)
    }

    /// The entity right after an adnominal predicate: "…에 투자한 A는", "…를 투자하기로 한 A는".
    pub(super) fn head(&self) -> Option<&'a Unit> {
        let after = self.units.iter().find(|u| u.span.start >= self.trigger.span.end && !u.describes)?;
        let gap = Span::new(self.trigger.span.end, after.span.start).of(self.doc.text);
        if gap.chars().count() > MAX_HEAD || gap.contains([',', '.']) || !gap.ends_with(' ') {
            return None;
        }
        // The trigger may hold the verb's ending itself, so the verb is read from the trigger on.
        let (from, to) = (self.trigger.span.start, after.span.start);
        let rest = Span::new(from, to).of(self.doc.text);
        let begun = rest.get(..self.trigger.span.end - from).and_then(|t| t.rfind(' ')).map_or(0, |at| at + 1);
        let mut words = rest.get(begun..)?.split(' ').filter(|w| !w.is_empty());
        let mut verb = words.next()?;
        let mut next = words.next().unwrap_or("");
        if verb.ends_with("기로") || verb.ends_with("려고") || verb.ends_with("려") {
            (verb, next) = (next, words.next().unwrap_or(""));
        }
        let is_noun = |bound: &&str| next.starts_with(*bound) && next.chars().count() <= bound.chars().count() + 1;
        let is_adnominal = ADNOMINAL.iter().any(|a| verb.ends_with(a)) && !verb.ends_with("다");
        (is_adnominal && !BOUND_NOUNS.iter().any(is_noun)).then_some(after)
    }

    /// The subject: of the clause, else of an earlier clause of the sentence, else the topic carried over.
    fn subject(&self) -> Option<(Vec<usize>, f32)> {
        let inside = self.before().rev().find(|u| u.case == Case::Topic && !self.is_alliance(u));
        let own = |s: &&Unit| inside.is_none_or(|t| t.span.start < s.span.start) && !self.is_relative(s);
        let subjects = || self.before().rev().filter(|u| u.case == Case::Subject && !self.is_alliance(u));
        let lone = subjects().next().filter(|_| inside.is_none() && self.topic.is_empty());
        let inside = subjects().find(own).or(inside).or(lone);
        if let Some(unit) = inside {
            return Some((self.companies(unit), 1.0));
        }
        let earlier = self.units.iter().filter(|u| u.span.end <= self.trigger.clause.start);
        let earlier = earlier.filter(|u| matches!(u.case, Case::Topic | Case::Subject) && !self.is_alliance(u));
        let best = earlier.min_by_key(|u| (u.case != Case::Topic, std::cmp::Reverse(u.span.start)));
        if let Some(unit) = best {
            return Some((self.companies(unit), 0.9));
        }
        (!self.topic.is_empty() && !self.has_other_topic()).then(|| (self.topic.to_vec(), ELIDED))
    }

    /// True if a topic that names no organisation stands before the trigger ("컨소시엄은 …"): then none is elided.
    fn has_other_topic(&self) -> bool {
        let before = Span::new(self.sentence.start, self.trigger.span.start);
        let mut at = before.start;
        before.of(self.doc.text).split_inclusive(' ').any(|word| {
            let (start, clean) = (at, word.trim_end());
            at += word.len();
            let is_named = self.units.iter().any(|u| u.span.start < start + clean.len() && start < u.span.end)
                || !self.doc.mentions_over(Span::new(start, start + clean.len())).is_empty();
            let stem = clean.strip_suffix('은').or_else(|| clean.strip_suffix('는')).unwrap_or("");
            let is_verb = [
                "하", "되", "있", "없", "않", "같", "이", "라", "다", "에", "에서", "로", "으로", "까지", "부터",
                "에게",
            ]
            .iter()
            .any(|e| stem.ends_with(e));
            !is_named && stem.chars().count() >= 3 && !is_verb && !stem.chars().any(|c| c.is_ascii_digit())
        })
    }

    /// True if an adnominal verb follows a subject before the next name: "SKT가 실리콘밸리에 둔 자회사".
    fn is_relative(&self, unit: &Unit) -> bool {
        let next = self.units.iter().find(|u| u.span.start >= unit.span.end);
        let end = next.map_or(self.trigger.span.start, |u| u.span.start.min(self.trigger.span.start));
        has_relative(Span::new(unit.span.end, end).of(self.doc.text))
    }

    /// "㈜LG와 함께 … 인수했다", "A와 컨소시엄을 꾸려": partners of the subject.
    fn helpers(&self) -> Vec<usize> {
        let with = self.units.iter().filter(|u| u.case == Case::With && u.span.end <= self.trigger.span.start);
        let together = with.filter(|u| {
            let after = Span::new(u.span.end, self.trigger.span.start).of(self.doc.text);
            let near = after.get(..after.floor_char_boundary(TOGETHER)).unwrap_or(after);
            self.doc.lexicon.occurs(Class::JoinedWord, near)
        });
        together.flat_map(|u| self.companies(u)).collect()
    }

    fn companies(&self, unit: &Unit) -> Vec<usize> {
        unit.entities.iter().copied().filter(|e| self.is_actor(*e)).collect()
    }

    fn is_actor(&self, entity: usize) -> bool {
        self.doc.entities.get(entity).is_none_or(|e| e.kind != EntityKind::Alliance || e.bids)
    }

    fn is_alliance(&self, unit: &Unit) -> bool {
        !unit.entities.iter().all(|e| self.is_actor(*e))
    }

    /// A unit that stands bare right before the trigger (퍼플렉시티 투자), with at most a few words between.
    fn bare(&self) -> Option<&'a Unit> {
        let unit = self
            .before()
            .next_back()
            .filter(|u| !u.describes && matches!(u.case, Case::Bare | Case::Of | Case::Other))?;
        let gap = Span::new(unit.span.end, self.trigger.span.start).of(self.doc.text);
        (gap.chars().count() <= 24 && !gap.contains(',')).then_some(unit)
    }

    /// Reads the trigger's parties; `None` where the clause does not name two.
    pub fn read(&self) -> Vec<Reading> {
        let reading = match self.trigger.frame {
            Frame::With => self.symmetric(),
            Frame::Merge => self.symmetric().or_else(|| self.take()),
            Frame::Found | Frame::Establish => self.venture(),
            Frame::Take => self.take(),
            Frame::Price => self.priced(),
            Frame::Pay => self.paid(),
            Frame::Stake => self.stake(),
            Frame::Sell => self.sell(),
            Frame::Join => self.joins_round(),
            Frame::Buy => self.buys(),
            Frame::Used => self.used(),
            Frame::Choose => self.chooses(),
            Frame::Give if self.trigger.deal_type == DealType::Investment => self.give(),
            Frame::Give
            | Frame::Receive
            | Frame::Offer
            | Frame::Passive
            | Frame::Order
            | Frame::Serve
            | Frame::Contract => self.sided(),
            Frame::Skip => None,
        };
        reading.map(|r| self.split(r)).unwrap_or_default()
    }

    /// "A, B 등과": an open list of partners shares no deal among itself, so each is a deal with the subject.
    fn split(&self, reading: Reading) -> Vec<Reading> {
        let receives = |p: &(usize, Role)| matches!(p.1, Role::Investee | Role::Target | Role::Customer);
        let (receivers, rest): (Vec<_>, Vec<_>) = reading.parties.iter().copied().partition(receives);
        if receivers.len() > 1 {
            let shared = !self.text().contains("각각");
            let one = |r: (usize, Role)| Reading {
                parties: [rest.clone(), vec![r]].concat(),
                is_shared: shared,
                ..reading.clone()
            };
            return receivers.into_iter().map(one).collect();
        }
        let partner = self.last(&[Case::With, Case::OfWith]).filter(|u| {
            let each = matches!(reading.deal_type, DealType::Partnership | DealType::EquitySwap)
                || self.text().contains("각각");
            u.entities.len() >= 2 && (u.is_open || each)
        });
        let splits = matches!(
            reading.deal_type,
            DealType::Partnership | DealType::Mou | DealType::Verification | DealType::Supply | DealType::EquitySwap
        );
        let Some(partner) = partner.filter(|_| splits) else { return vec![reading] };
        let (others, own): (Vec<_>, Vec<_>) = reading.parties.iter().partition(|p| partner.entities.contains(&p.0));
        if own.is_empty() || self.trigger.frame != Frame::With {
            return vec![reading];
        }
        let pair = |other: (usize, Role)| Reading {
            parties: [own.clone(), vec![other]].concat(),
            is_shared: true,
            ..reading.clone()
        };
        others.into_iter().map(pair).collect()
    }
}

/// Each once, in order.
pub fn unique(entities: &[usize]) -> Vec<usize> {
    let mut out = Vec::with_capacity(entities.len());
    for entity in entities {
        if !out.contains(entity) {
            out.push(*entity);
        }
    }
    out
}
