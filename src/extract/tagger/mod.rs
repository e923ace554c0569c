//! A statistical tagger for names that stand in no table: from the words of an article and what the rules make of them
//! to likely names with probabilities. Trained by `tests/tagger` on `tests/gold/train`.

pub mod crf;
pub mod features;

use super::{
    EntityKind,
    doc::Doc,
    lexicon::Class,
    unknown::word::{self, Word},
};
use crate::text::{Span, dictionary::Tokenizer};
use crf::{Crf, N_LABELS, Scores};
use features::{Gap, Line, Stem};
use std::collections::{BTreeMap, HashMap};

static PACKED: &[u8] = include_bytes!("../../../assets/tagger.zst");
/// Names less likely than this at a place are not looked at.
const LEAST: f64 = 0.05;
/// The longest name, in words.
const MAX_WORDS: usize = 6;

/// The article as the tagger reads it.
pub struct Reading<'a> {
    /// Its lines.
    pub lines: Vec<Line<'a>>,
    /// Its stems; words of a line point here.
    pub stems: Vec<Stem>,
}

/// A likely name.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// As it stands in the article.
    pub form: String,
    /// What it most likely is.
    pub kind: EntityKind,
    /// The probability that it is a name of that kind: at its best place.
    pub best: f64,
    /// The same over all places at which it stands.
    pub mean: f64,
}

/// The model that comes with the program; `Err` says what is wrong with it.
pub fn load() -> Result<Crf, String> {
    Crf::from_bytes(PACKED)
}

impl<'a> Reading<'a> {
    /// Prepares an article. `rules` says what the rules take a stem for, `ordinary` in how many other articles it is no
    /// name.
    pub fn new(
        doc: &Doc<'a>,
        tokenizer: &Tokenizer,
        mut lines: Vec<Line<'a>>,
        rules: &HashMap<String, EntityKind>,
        ordinary: &dyn Fn(&str) -> usize,
    ) -> Self {
        let stems = features::stems(doc, tokenizer, &mut lines, rules, ordinary);
        Self { lines, stems }
    }

    /// The features of each token of a line.
    pub fn features(&self, doc: &Doc, line: &Line) -> Vec<Vec<u32>> {
        let stem = |at: usize| line.stems.get(at).and_then(|s| self.stems.get(*s));
        (0..line.words.len())
            .map(|at| {
                let mut all = features::local(doc, line, at);
                all.extend(stem(at).iter().flat_map(|s| &s.own));
                for distance in features::REACH {
                    let neighbour = at.checked_add_signed(distance).and_then(stem);
                    let outer = neighbour.iter().flat_map(|s| &s.outer);
                    all.extend(outer.map(|feature| features::shifted(*feature, distance)));
                }
                all
            })
            .collect()
    }
}

/// The words of the article's lines.
pub fn lines<'a>(doc: &Doc<'a>) -> Vec<Line<'a>> {
    let mut words: Vec<Vec<Word>> = doc.lines.iter().map(|(line, _)| word::words(doc, *line)).collect();
    word::settle(doc, &mut words);
    let roles = doc.lines.iter().map(|(_, role)| *role);
    words.into_iter().zip(roles).map(|(words, role)| Line { words, stems: Vec::new(), role }).collect()
}

/// The likely names of the article, in order of their forms.
pub fn guesses(doc: &Doc, crf: &Crf, reading: &Reading) -> Vec<Guess> {
    let mut found: BTreeMap<(&str, EntityKind), (f64, f64, usize)> = BTreeMap::new();
    for line in &reading.lines {
        let states = reading.features(doc, line).into_iter().map(|features| {
            let mut scores: Scores = [0.0; N_LABELS];
            features.iter().for_each(|f| crf.add(*f, &mut scores));
            scores
        });
        let lattice = crf.lattice(states.collect());
        crf.names(&lattice, LEAST, |first, last, kind, probability| {
            let Some(form) = form(doc, line, first, last) else { return };
            let stem = line.stems.get(first).and_then(|s| reading.stems.get(*s));
            let count = stem.filter(|_| first == last).map_or(0, |s| s.count);
            let (best, sum, n) = found.entry((form, kind)).or_insert((0.0, 0.0, 0));
            (*best, *sum, *n) = (best.max(probability), *sum + probability, count.max(*n + usize::from(count == 0)));
        });
    }
    let mut guesses: BTreeMap<&str, Guess> = BTreeMap::new();
    for ((form, kind), (best, sum, n)) in found {
        let guess = Guess { form: form.to_owned(), kind, best, mean: sum / n.max(1) as f64 };
        let kept = guesses.entry(form).or_insert_with(|| guess.clone());
        if guess.mean > kept.mean {
            *kept = guess;
        }
    }
    guesses.into_values().collect()
}

/// The text of a name's words, if they can be one name: no known name alone, nothing but spaces between.
fn form<'a>(doc: &Doc<'a>, line: &Line<'a>, first: usize, last: usize) -> Option<&'a str> {
    let (head, tail) = (line.words.get(first)?, line.words.get(last)?);
    if first == last {
        return head.known.is_none().then_some(head.stem);
    }
    let joins = |at| matches!(features::gap_before(doc, &line.words, at), Gap::Space | Gap::None);
    let names = line.words.get(first + 1..=last)?;
    if doc.lexicon.is(Class::Place, head.stem) && names.iter().all(|w| w.known.is_some()) {
        return None; // 대만 TSMC
    }
    if last - first >= MAX_WORDS || !(first + 1..=last).all(joins) {
        return None;
    }
    Some(Span::new(head.span.start, tail.span.start + tail.stem.len()).of(doc.text))
}
