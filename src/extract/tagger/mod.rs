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
use crate::{
    article::LineRole,
    text::{Span, dictionary::Tokenizer},
};
use crf::{Crf, N_LABELS, Scores};
use features::{Gap, Place, Stem, Traits, Usage};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, RwLock},
};

static PACKED: &[u8] = include_bytes!("../../../assets/tagger.zst");
/// Names less likely than this at a place are not looked at.
const LEAST: f64 = 0.05;
/// The longest name, in words.
const MAX_WORDS: usize = 6;
/// How many stems are remembered with their scores; about 600 bytes each.
const MAX_STEMS: usize = 1 << 15;

/// The model, and what it says of the stems met so far: most words of an article stand in many others.
pub struct Tagger {
    /// The model.
    pub crf: Crf,
    stems: RwLock<HashMap<String, Arc<Scored>>>,
}

/// A line of an article as the tagger reads it.
pub struct Line<'a> {
    /// Its words, known names as one.
    pub words: Vec<Word<'a>>,
    /// What kind of line it is.
    pub role: LineRole,
}

/// A likely name.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// As it stands in the article.
    pub form: String,
    /// What it most likely is.
    pub kind: EntityKind,
    /// The mean probability that it is a name of that kind, over the places at which it stands.
    pub probability: f64,
}

/// What the model says of a stem as such.
struct Scored {
    traits: Traits,
    own: Scores,
    /// Of its neighbours, by distance as in [`features::REACH`].
    outer: [Scores; features::REACH.len()],
}

/// The stems of an article: for each word of each line its stem, and what is known of the stem.
pub struct Stems<T> {
    /// Indices into `all`, by line and word.
    pub of_words: Vec<Vec<usize>>,
    /// What is known of each stem as such, and its use in the article.
    pub all: Vec<(T, Usage)>,
}

impl Tagger {
    /// The model that comes with the program; about 5 ms. `Err` says what is wrong with its bytes.
    pub fn load() -> Result<Self, String> {
        Crf::from_bytes(PACKED).map(Self::new)
    }

    /// A tagger with that model.
    pub fn new(crf: Crf) -> Self {
        Self { crf, stems: RwLock::default() }
    }

    /// The likely names of the article, in order of their forms. `rules` says what the rules take a stem for.
    pub fn guesses(
        &self,
        doc: &Doc,
        tokenizer: &Tokenizer,
        lines: &[Line],
        rules: &HashMap<&str, EntityKind>,
    ) -> Vec<Guess> {
        let stems = stems(lines, |word| self.scored(doc, tokenizer, word), |scored| scored.traits, doc);
        let own = own_scores(&self.crf, lines, &stems, rules);
        let mut found: BTreeMap<(&str, EntityKind), (f64, usize)> = BTreeMap::new();
        for (line, ids) in lines.iter().zip(&stems.of_words) {
            let places = places(doc, line, |at| ids.get(at).and_then(|id| stems.all.get(*id)).map(|s| s.0.traits));
            let states = (0..places.len()).map(|at| {
                let mut scores = ids.get(at).and_then(|id| own.get(*id)).copied().unwrap_or([0.0; N_LABELS]);
                for (distance, by) in features::REACH.iter().enumerate() {
                    let id = at.checked_add_signed(*by).and_then(|i| ids.get(i));
                    if let Some((scored, _)) = id.and_then(|id| stems.all.get(*id)) {
                        add(&mut scores, &scored.outer[distance]);
                    }
                }
                features::local(&places, at, line.role).iter().for_each(|f| self.crf.add(*f, &mut scores));
                scores
            });
            let lattice = self.crf.lattice(states.collect());
            self.crf.names(&lattice, LEAST, |first, last, kind, probability| {
                let Some(form) = form(doc, &places, first, last) else { return };
                let usage = ids.get(first).and_then(|id| stems.all.get(*id));
                let count = usage.filter(|_| first == last).map_or(0, |(_, usage)| usage.count);
                let (sum, n) = found.entry((form, kind)).or_insert((0.0, 0));
                *sum += probability;
                *n = if count > 0 { count } else { *n + 1 };
            });
        }
        likeliest(found)
    }

    /// What the model says of a word's stem as such.
    fn scored(&self, doc: &Doc, tokenizer: &Tokenizer, word: &Word) -> Arc<Scored> {
        let Some(kind) = word.known else {
            if let Some(scored) = self.stems.read().ok().and_then(|stems| stems.get(word.stem).cloned()) {
                return scored;
            }
            let stem = features::stem(doc, tokenizer, word.stem, self.crf.ordinary(word.stem));
            let scored = Arc::new(self.score(&stem));
            if let Ok(mut stems) = self.stems.write()
                && stems.len() < MAX_STEMS
            {
                stems.insert(word.stem.to_owned(), scored.clone());
            }
            return scored;
        };
        Arc::new(self.score(&features::known(kind)))
    }

    fn score(&self, stem: &Stem) -> Scored {
        let mut own = [0.0; N_LABELS];
        stem.own.iter().for_each(|f| self.crf.add(*f, &mut own));
        let mut outer = [[0.0; N_LABELS]; features::REACH.len()];
        for (scores, distance) in outer.iter_mut().zip(features::REACH) {
            stem.outer.iter().for_each(|f| self.crf.add(features::shifted(*f, distance), scores));
        }
        Scored { traits: stem.traits, own, outer }
    }
}

/// The words of the article's lines.
pub fn lines<'a>(doc: &Doc<'a>) -> Vec<Line<'a>> {
    let mut words: Vec<Vec<Word>> = doc.lines.iter().map(|(line, _)| word::words(doc, *line)).collect();
    word::settle(doc, &mut words);
    let roles = doc.lines.iter().map(|(_, role)| *role);
    words.into_iter().zip(roles).map(|(words, role)| Line { words, role }).collect()
}

/// The stems of an article, each seen by `see` once, and how it is used. Linear.
pub fn stems<T>(
    lines: &[Line],
    mut see: impl FnMut(&Word) -> T,
    traits: impl Fn(&T) -> Traits,
    doc: &Doc,
) -> Stems<T> {
    let mut index: HashMap<(&str, Option<EntityKind>), usize> = HashMap::new();
    let mut stems = Stems { of_words: Vec::with_capacity(lines.len()), all: Vec::new() };
    for line in lines {
        let ids: Vec<usize> = line.words.iter().map(|word| {
            let key = if word.known.is_some() { ("", word.known) } else { (word.stem, None) };
            *index.entry(key).or_insert_with(|| {
                stems.all.push((see(word), Usage::default()));
                stems.all.len() - 1
            })
        }).collect();
        let places = places(doc, line, |at| ids.get(at).and_then(|id| stems.all.get(*id)).map(|s| traits(&s.0)));
        for (at, id) in ids.iter().enumerate() {
            if let Some((_, usage)) = stems.all.get_mut(*id) {
                usage.add(&places, at, line.role);
            }
        }
        stems.of_words.push(ids);
    }
    stems
}

/// The words of a line with their traits and gaps.
pub fn places<'w, 'a>(
    doc: &Doc,
    line: &'w Line<'a>,
    traits: impl Fn(usize) -> Option<Traits>,
) -> Vec<Place<'w, 'a>> {
    let mut previous: Option<&Word> = None;
    let place = |(at, word): (usize, &'w Word<'a>)| {
        let before = previous.map_or(Gap::Edge, |p| features::gap(doc, p, word));
        previous = Some(word);
        Place { word, traits: traits(at).unwrap_or_default(), before }
    };
    line.words.iter().enumerate().map(place).collect()
}

/// For each stem the scores of a token with it in this article.
fn own_scores(
    crf: &Crf,
    lines: &[Line],
    stems: &Stems<Arc<Scored>>,
    rules: &HashMap<&str, EntityKind>,
) -> Vec<Scores> {
    let mut own: Vec<Option<Scores>> = vec![None; stems.all.len()];
    for (line, ids) in lines.iter().zip(&stems.of_words) {
        for (word, id) in line.words.iter().zip(ids) {
            let (Some(slot), Some((scored, usage))) = (own.get_mut(*id), stems.all.get(*id)) else { continue };
            if slot.is_none() {
                let mut scores = scored.own;
                if word.known.is_none() {
                    let rule = rules.get(word.stem).copied();
                    let features = usage.features(scored.traits.is_common, rule);
                    features.iter().for_each(|f| crf.add(*f, &mut scores));
                }
                *slot = Some(scores);
            }
        }
    }
    own.into_iter().map(|scores| scores.unwrap_or([0.0; N_LABELS])).collect()
}

fn add(scores: &mut Scores, more: &Scores) {
    scores.iter_mut().zip(more).for_each(|(score, more)| *score += more);
}

/// The text of a name's words, if they can be one name: no known name alone, nothing but spaces between.
fn form<'a>(doc: &Doc<'a>, line: &[Place], first: usize, last: usize) -> Option<&'a str> {
    let (head, rest) = line.get(first..=last)?.split_first()?;
    let Some(tail) = rest.last() else {
        let stem = Span::new(head.word.span.start, head.word.span.start + head.word.stem.len());
        return head.word.known.is_none().then_some(stem.of(doc.text));
    };
    let joins = rest.iter().all(|p| matches!(p.before, Gap::Space | Gap::None));
    let is_placed = doc.lexicon.is(Class::Place, head.word.stem) && rest.iter().all(|p| p.word.known.is_some()); // 대만 TSMC
    let span = Span::new(head.word.span.start, tail.word.span.start + tail.word.stem.len());
    (rest.len() < MAX_WORDS && joins && !is_placed).then_some(span.of(doc.text))
}

/// Of each form its likeliest kind.
fn likeliest(found: BTreeMap<(&str, EntityKind), (f64, usize)>) -> Vec<Guess> {
    let mut guesses: Vec<Guess> = Vec::new();
    for ((form, kind), (sum, n)) in found {
        let probability = sum / n.max(1) as f64;
        match guesses.last_mut().filter(|g| g.form == form) {
            Some(guess) if guess.probability >= probability => {}
            Some(guess) => (guess.kind, guess.probability) = (kind, probability),
            None => guesses.push(Guess { form: form.to_owned(), kind, probability }),
        }
    }
    guesses
}
