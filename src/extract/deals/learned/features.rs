//! What a pair of organisations in a sentence looks like to the first model: a set of numbers, each one thing that is
//! true of the pair. A Korean word counts by its first two and three syllables, which stay the same when it is inflected.

use super::{
    model::{N_FIRST, number},
    pair::{Pair, Place},
    words::{Word, prefix, suffix, words},
};
use crate::{
    article::LineRole,
    extract::{
        DealType, EntityKind,
        deals::{
            Record,
            trigger::{Trigger, Triggers},
            unit::Unit,
        },
        doc::Doc,
        lexicon::{Case, Class},
        values,
    },
    text::Span,
};

/// Classes of words that tell of deals.
const CLASSES: [Class; 22] = [
    Class::AffiliateWord,
    Class::AllianceWord,
    Class::BuildWord,
    Class::ChildWord,
    Class::ContractWord,
    Class::ControlWord,
    Class::FirmWord,
    Class::FoundWord,
    Class::FoundingWord,
    Class::GeneralWord,
    Class::InviteWord,
    Class::JoinWord,
    Class::JoinedWord,
    Class::LeadWord,
    Class::NewStockWord,
    Class::ParentWord,
    Class::PartnerNoun,
    Class::PayWord,
    Class::PurchaseWord,
    Class::SellWord,
    Class::ShareWord,
    Class::TogetherWord,
];
/// Last syllables of verbs.
const VERB_ENDS: [char; 27] = [
    '다', '고', '며', '는', '한', '해', '던', '할', '면', '자', '서', '된', '린', '운', '온', '낸', '긴', '킨', '준',
    '데', '지', '뒤', '게', '려', '은', '을', '인',
];
/// How many words after a pair count.
const REACH: usize = 12;
/// Counts above this are alike.
const MANY: usize = 4;
/// Names of small counts.
const COUNTS: [&str; 7] = ["0", "1", "2", "3", "4", "5", "6"];

/// What a sentence tells of deals, read once for all its pairs.
pub struct View<'a> {
    doc: &'a Doc<'a>,
    sentence: Span,
    units: &'a [Unit],
    words: Vec<Word<'a>>,
    triggers: Vec<Trigger>,
    headline: &'a [DealType],
    found: &'a [Record],
    earlier: &'a [Record],
    classes: Vec<(&'static str, usize)>,
    sums: Vec<(&'static str, usize)>,
}

/// What surrounds a sentence.
pub struct Surroundings<'a> {
    /// Kinds of deals that the headline tells; see [`headline`].
    pub headline: &'a [DealType],
    /// What the rules read in the sentence.
    pub found: &'a [Record],
    /// What they read before it.
    pub earlier: &'a [Record],
}

/// The features of one pair.
#[derive(Default)]
struct Bag(Vec<u32>);

impl Bag {
    fn add(&mut self, parts: &[&str]) {
        self.0.push(number(parts, N_FIRST));
    }
}

/// The places of a pair, in text offsets, and how its cases are named.
struct Sides<'a> {
    /// The unit of the first, if it is named.
    from: Option<&'a Unit>,
    to: &'a Unit,
    is_list: bool,
    /// Where the words between begin and where the first unit begins.
    begin: usize,
    start: usize,
    /// Where the unit after the pair begins.
    next: usize,
    cases: String,
    case_from: String,
    case_to: String,
    /// Sets apart what is said of an unnamed first side.
    mark: &'static str,
}

/// The kinds of deals that the article's headline tells, each once.
pub fn headline(doc: &Doc, triggers: &Triggers) -> Vec<DealType> {
    let lines = doc.sentences.iter().filter(|s| s.role == LineRole::Headline);
    let told = lines.flat_map(|s| triggers.find(s.span.of(doc.text), s.span.start, &[]));
    let mut out: Vec<DealType> = told.map(|t| t.deal_type).collect();
    out.sort_unstable();
    out.dedup();
    out
}

impl<'a> View<'a> {
    /// Reads a sentence; `masked` is its text with the names blanked, byte for byte.
    pub fn new(
        doc: &'a Doc<'a>,
        sentence: Span,
        units: &'a [Unit],
        masked: &'a str,
        triggers: &Triggers,
        around: &Surroundings<'a>,
    ) -> Self {
        let text = sentence.of(doc.text);
        let names: Vec<usize> = units.iter().map(|u| u.span.start - sentence.start).collect();
        let classes = CLASSES.iter().flat_map(|class| {
            let places = doc.lexicon.places(*class, masked);
            places.into_iter().map(|(at, _)| (class.word(), sentence.start + at))
        });
        let money = values::money::money(text).into_iter().map(|m| ("money", sentence.start + m.span.start));
        let shares = values::percents(text).into_iter().map(|p| ("share", sentence.start + p.span.start));
        Self {
            doc,
            sentence,
            units,
            words: words(masked, sentence.start, units, &doc.lexicon.senses(masked)),
            triggers: triggers.find(masked, sentence.start, &names),
            headline: around.headline,
            found: around.found,
            earlier: around.earlier,
            classes: classes.collect(),
            sums: money.chain(shares).collect(),
        }
    }

    /// The numbers of what is true of a pair, sorted, each once; empty if its units are not the sentence's.
    pub fn features(&self, pair: &Pair) -> Vec<u32> {
        let Some(sides) = self.sides(pair) else { return Vec::new() };
        let mut bag = Bag::default();
        self.shape(&mut bag, pair, &sides);
        self.between(&mut bag, &sides);
        self.after(&mut bag, &sides);
        self.verbs(&mut bag, &sides);
        self.senses(&mut bag, &sides);
        self.tables(&mut bag, &sides);
        self.rules(&mut bag, pair, &sides);
        bag.0.sort_unstable();
        bag.0.dedup();
        bag.0
    }

    /// How the cases of a pair are named: "topic-with", "=subject" in a list, "^-with" with an elided topic.
    pub fn cases(&self, pair: &Pair) -> String {
        self.sides(pair).map(|s| s.cases).unwrap_or_default()
    }

    /// True if a trigger of that kind stands in the sentence.
    pub fn has_trigger(&self, deal_type: DealType) -> bool {
        self.triggers.iter().any(|t| t.deal_type == deal_type)
    }

    /// How many words stand between the sides, in steps: see `steps`.
    pub fn distance(&self, pair: &Pair) -> usize {
        self.sides(pair).map_or(0, |sides| steps(self.words_between(&sides).count()))
    }

    /// Where the word after a pair that tells what it does begins and ends; the sentence's end if there is none.
    pub fn predicate(&self, pair: &Pair) -> Span {
        let end = self.sides(pair).map_or(self.sentence.start, |s| s.to.span.end);
        let own = self.triggers.iter().find(|t| t.span.start >= end).map(|t| t.span);
        let verb = || self.verb(end).map(|w| Span::new(w.start, w.start + w.text.len()));
        own.or_else(verb).unwrap_or(Span::new(self.sentence.end, self.sentence.end))
    }

    fn sides(&self, pair: &Pair) -> Option<Sides<'a>> {
        let to = self.units.get(pair.to)?;
        let from = if let Place::Unit(at) = pair.from { Some(self.units.get(at)?) } else { None };
        let case = |u: &Unit| if u.describes { format!("{}D", u.case.word()) } else { u.case.word().to_owned() };
        let is_list = pair.from == Place::Unit(pair.to);
        let case_to = case(to);
        let case_from = match (pair.from, from) {
            (_, Some(unit)) => case(unit),
            (Place::Focus, _) => "^F".to_owned(),
            (Place::Alliance, _) => "^A".to_owned(),
            _ => "^".to_owned(),
        };
        Some(Sides {
            from,
            to,
            is_list,
            begin: from.map_or(self.sentence.start, |u| u.span.end),
            start: from.map_or(self.sentence.start, |u| u.span.start),
            next: self.units.get(pair.to + 1).map_or(self.sentence.end, |u| u.span.start),
            cases: if is_list { format!("={case_to}") } else { format!("{case_from}-{case_to}") },
            case_from,
            case_to,
            mark: if from.is_none() { "0" } else { "" },
        })
    }

    /// Kinds and cases of both, how many units there are and where.
    fn shape(&self, bag: &mut Bag, pair: &Pair, sides: &Sides) {
        let kinds = [pair.first, pair.second].map(|e| kind(self.doc.kind(e))).concat();
        bag.add(&["bias"]);
        bag.add(&["cases", &sides.cases]);
        bag.add(&["kinds", &kinds]);
        bag.add(&["kinds", &kinds, &sides.cases]);
        bag.add(&["from", &sides.case_from]);
        bag.add(&["to", &sides.case_to]);
        for (side, unit) in [("from", sides.from), ("to", Some(sides.to))] {
            let Some(unit) = unit else { continue };
            bag.add(&["names", side, count(unit.entities.len())]);
            if unit.is_open {
                bag.add(&["open", side]);
                bag.add(&["open", side, &sides.cases]);
            }
            if unit.is_indirect {
                bag.add(&["indirect", side]);
            }
        }
        let first = if let Place::Unit(at) = pair.from { at } else { 0 };
        let between = if sides.from.is_some() { (pair.to - first).saturating_sub(1) } else { pair.to };
        bag.add(&["units", COUNTS.get(self.units.len().min(6)).unwrap_or(&"")]);
        bag.add(&["units between", sides.mark, count(between)]);
        bag.add(&["units after", count((self.units.len() - pair.to - 1).min(3))]);
        let order = self.units.get(first..).unwrap_or(&[]).iter().take((pair.to + 2 - first).min(6));
        let order: Vec<&str> = order.map(|u| u.case.word()).collect();
        bag.add(&["order", sides.mark, &order.join("-")]);
        bag.add(&["last", self.units.last().map_or("", |u| u.case.word())]);
        if sides.from.is_none() {
            let has_subject = self.units.iter().any(|u| matches!(u.case, Case::Topic | Case::Subject));
            bag.add(&["elided", if has_subject { "beside subject" } else { "" }]);
        }
        if self.sentence.of(self.doc.text).contains(['“', '"']) {
            bag.add(&["quotation"]);
        }
    }

    fn words_between(&self, sides: &Sides) -> impl Iterator<Item = &Word<'a>> {
        let (begin, end) = if sides.is_list { (0, 0) } else { (sides.begin, sides.to.span.start) };
        self.words.iter().filter(move |w| begin <= w.start && w.start < end)
    }

    fn between(&self, bag: &mut Bag, sides: &Sides) {
        let words: Vec<&str> = self.words_between(sides).map(|w| w.text).collect();
        bag.add(&["distance", sides.mark, COUNTS.get(steps(words.len())).unwrap_or(&"")]);
        for word in &words {
            bag.add(&["between", sides.mark, prefix(word, 2)]);
        }
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            bag.add(&["between first", sides.mark, prefix(first, 3)]);
            bag.add(&["between last", sides.mark, prefix(last, 3)]);
            bag.add(&["between ends", sides.mark, suffix(last, 1)]);
        }
        if sides.from.is_some() && words.len() <= 3 && !sides.is_list {
            bag.add(&["gap", &words.join(" ")]);
        }
    }

    fn after(&self, bag: &mut Bag, sides: &Sides) {
        let after = || self.words.iter().filter(|w| w.start >= sides.to.span.end);
        for (at, word) in after().enumerate() {
            let (two, three) = (prefix(word.text, 2), prefix(word.text, 3));
            if at < REACH {
                bag.add(&["after", two]);
                bag.add(&["after", three]);
                bag.add(&["after", &sides.cases, two]);
            }
            if word.start < sides.next {
                bag.add(&["near", two]);
                bag.add(&["near", three]);
                bag.add(&["near", &sides.cases, two]);
                bag.add(&["near", &sides.cases, three]);
            }
        }
        if let Some(word) = after().next() {
            bag.add(&["follows", prefix(word.text, 2)]);
            bag.add(&["follows", &sides.cases, prefix(word.text, 3)]);
        }
        if let Some(word) = self.words.last() {
            bag.add(&["end", prefix(word.text, 3)]);
            bag.add(&["ending", suffix(word.text, 3)]);
        }
    }

    /// The first verb from a place on.
    fn verb(&self, from: usize) -> Option<&Word<'a>> {
        let is_verb = |w: &&Word| {
            w.text.chars().nth(1).is_some()
                && !w.text.contains('_')
                && w.text.ends_with(VERB_ENDS)
                && !w.text.ends_with("에서")
        };
        self.words.iter().filter(|w| w.start >= from).find(is_verb)
    }

    /// The verb after each side.
    fn verbs(&self, bag: &mut Bag, sides: &Sides) {
        let (first, second) = (self.verb(sides.begin), self.verb(sides.to.span.end));
        if let Some(verb) = second {
            bag.add(&["verb", &sides.case_to, prefix(verb.text, 2)]);
            bag.add(&["verb", "pair", &sides.cases, prefix(verb.text, 2)]);
            bag.add(&["verb ends", &sides.cases, suffix(verb.text, 1)]);
        }
        if let Some(verb) = first.filter(|_| sides.from.is_some()) {
            bag.add(&["first verb", &sides.case_from, prefix(verb.text, 2)]);
            bag.add(&["first verb ends", &sides.cases, suffix(verb.text, 1)]);
        }
        if let (Some(first), Some(second)) = (first, second) {
            bag.add(&["verbs", if first.start == second.start { "same" } else { "apart" }, &sides.cases]);
        }
    }

    /// What the words are about, and where they stand.
    fn senses(&self, bag: &mut Bag, sides: &Sides) {
        let sensed = |w: &&Word<'a>| !w.sense.is_empty();
        for word in self.words_between(sides).filter(sensed) {
            bag.add(&["sense between", sides.mark, word.sense]);
            bag.add(&["sense between", &sides.cases, word.sense]);
        }
        let after = || self.words.iter().filter(|w| w.start >= sides.to.span.end).filter(sensed);
        for word in after() {
            let place = if word.start < sides.next { "near" } else { "after" };
            bag.add(&["sense", place, word.sense]);
            bag.add(&["sense", place, word.sense, &sides.cases]);
        }
        let next: Vec<&str> = after().take(2).map(|w| w.sense).collect();
        bag.add(&["senses", &next.join(" ")]);
        bag.add(&["senses", &next.join(" "), &sides.cases]);
        for (side, verb) in [("first", self.verb(sides.begin)), ("second", self.verb(sides.to.span.end))] {
            let Some(verb) = verb.filter(sensed) else { continue };
            bag.add(&["verb sense", side, verb.sense]);
            bag.add(&["verb sense", side, verb.sense, &sides.cases]);
        }
        if let Some(last) = self.words.iter().rfind(sensed) {
            bag.add(&["last sense", last.sense]);
        }
    }

    /// Triggers, classes of words, sums and shares, each with where it stands.
    fn tables(&self, bag: &mut Bag, sides: &Sides) {
        for trigger in &self.triggers {
            let (kind, frame) = (trigger.deal_type.word(), trigger.frame.word());
            let begin = trigger.clause.start;
            let place = match trigger.span.start {
                at if at >= sides.to.span.end && begin <= sides.start => "whole",
                at if at >= sides.to.span.end && begin <= sides.to.span.start => "own",
                at if at >= sides.to.span.end => "later",
                at if at >= sides.begin && !sides.is_list => "between",
                _ => "before",
            };
            bag.add(&["trigger", kind, place]);
            bag.add(&["trigger", kind, frame, place]);
            bag.add(&["trigger", kind, frame, place, &sides.cases]);
            bag.add(&["told", kind, place, &sides.cases]);
            if (sides.to.span.end..sides.next).contains(&trigger.span.start) {
                bag.add(&["next", kind, &sides.cases]);
            }
        }
        if self.triggers.is_empty() {
            bag.add(&["no trigger"]);
        }
        for (name, at) in &self.classes {
            if (sides.begin..sides.to.span.start).contains(at) && !sides.is_list {
                bag.add(&["class between", sides.mark, name]);
                bag.add(&["class between", "pair", name, &sides.cases]);
            }
            for (place, range) in
                [("after", sides.to.span.end..self.sentence.end), ("near", sides.to.span.end..sides.next)]
            {
                if range.contains(at) {
                    bag.add(&["class", place, name]);
                    bag.add(&["class", place, name, &sides.cases]);
                }
            }
        }
        for (name, at) in &self.sums {
            let place = match *at {
                at if at < sides.start => "before",
                at if at < sides.to.span.start => "between",
                at if at < sides.next => "near",
                _ => "after",
            };
            bag.add(&["sum", name, place]);
            bag.add(&["sum", name, place, &sides.cases]);
        }
    }

    /// What the rules said of the pair, of others in the sentence, of the pair before; what the headline tells.
    fn rules(&self, bag: &mut Bag, pair: &Pair, sides: &Sides) {
        let both = |r: &&Record| r.has(pair.first) && r.has(pair.second);
        for record in self.found.iter().filter(both) {
            let kind = record.deal_type.word();
            bag.add(&["rule", kind]);
            bag.add(&["rule", kind, certainty(record.certainty)]);
            bag.add(&["rule of", kind, count(record.parties.len())]);
            bag.add(&["rule", kind, "cases", &sides.cases]);
        }
        if !self.found.iter().any(|r| both(&r)) {
            bag.add(&["no rule"]);
            if self.found.is_empty() {
                bag.add(&["no rule at all"]);
            }
            for record in self.found {
                let side = if record.has(pair.first) {
                    "first"
                } else if record.has(pair.second) {
                    "second"
                } else {
                    "none"
                };
                bag.add(&["rule of others", record.deal_type.word(), side]);
            }
        }
        for record in self.earlier.iter().filter(both) {
            bag.add(&["earlier", record.deal_type.word()]);
        }
        for deal_type in self.headline {
            bag.add(&["headline", deal_type.word()]);
        }
    }
}

fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Company => "C",
        EntityKind::Institution => "I",
        EntityKind::Alliance => "A",
        _ => "O",
    }
}

/// A number of words, coarsely: 0, 1, 2 to 3, 4 to 7, …
fn steps(n: usize) -> usize {
    (usize::BITS - n.leading_zeros()) as usize
}

fn count(n: usize) -> &'static str {
    COUNTS.get(n.min(MANY)).unwrap_or(&"")
}

/// The name of how sure a rule is, in twentieths.
pub fn certainty(certainty: f32) -> &'static str {
    const STEPS: [&str; 21] = [
        "0", ".05", ".1", ".15", ".2", ".25", ".3", ".35", ".4", ".45", ".5", ".55", ".6", ".65", ".7", ".75", ".8",
        ".85", ".9", ".95", "1",
    ];
    STEPS.get((certainty * 20.0).round() as usize).unwrap_or(&"")
}
