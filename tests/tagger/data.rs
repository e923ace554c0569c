//! Gold articles as sequences of features and labels. The lexicon knows most names of these articles but few of a new
//! one's: each article is read several times, each time with other names taken out of the lexicon.

use hapjong::{
    article::{Article, load},
    extract::{
        EntityKind, Extractor,
        doc::{Doc, Mention},
        names,
        tagger::{self, Reading, crf, features},
        unknown,
    },
    text::dictionary::Tokenizer,
};
use rayon::prelude::*;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// How likely a known name is taken out, by reading.
const HIDDEN: [f64; 5] = [0.0, 0.1, 0.3, 0.5, 0.7];

/// The entities of a gold file.
#[derive(Deserialize)]
pub struct Gold {
    pub entities: Vec<Entity>,
}

#[derive(Deserialize)]
pub struct Entity {
    pub name: String,
    pub kind: EntityKind,
    pub aliases: Vec<String>,
    #[serde(default)]
    title: Option<String>,
}

impl Entity {
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.aliases.iter().chain([&self.name]).map(String::as_str)
    }
}

/// A line: for each token its features and its label.
pub struct Sequence {
    pub features: Vec<Vec<u32>>,
    pub labels: Vec<usize>,
    /// Which article it is from.
    pub article: usize,
}

/// The articles of a gold folder with their labels, in order of their names.
pub fn articles(folder: &Path) -> Vec<(PathBuf, Gold)> {
    let (files, warnings) = load::find(&[folder.to_owned()]);
    assert_eq!(warnings, []);
    let with_gold = files.into_iter().filter_map(|file| {
        let gold = fs::read(file.with_extension("json")).ok()?;
        Some((file, serde_json::from_slice(&gold).unwrap()))
    });
    with_gold.collect()
}

/// What the tagger learns from: all readings of all articles but those of a fold, and the words that are no names there
/// with the number of articles.
pub fn sequences(
    extractor: &Extractor,
    folder: &Path,
    fold: Option<usize>,
) -> (Vec<Sequence>, BTreeMap<String, usize>) {
    let articles = articles(folder);
    let kept: Vec<(usize, Article, &Gold)> = articles
        .iter()
        .enumerate()
        .filter(|(i, _)| fold.is_none_or(|fold| i % 5 != fold))
        .map(|(i, (file, gold))| (i, load::load(file).unwrap().0, gold))
        .collect();
    let mut ordinary: BTreeMap<String, usize> = BTreeMap::new();
    let own: Vec<BTreeSet<String>> =
        kept.par_iter().map(|(_, article, gold)| words(extractor, article, gold)).collect();
    for word in own.iter().flatten() {
        *ordinary.entry(word.clone()).or_default() += 1;
    }
    let sequences = kept.par_iter().zip(&own).flat_map_iter(|((index, article, gold), own)| {
        let entries: BTreeSet<usize> = {
            let mut doc = Doc::new(article, &extractor.lexicon);
            names::known(&mut doc).iter().map(|h| h.entry).collect()
        };
        // How ordinary a word is, an article must learn from the others.
        let elsewhere = |word: &str| ordinary.get(word).map_or(0, |n| n - usize::from(own.contains(word)));
        let mut random = Random(*index as u64 + 1);
        let mut found = Vec::new();
        let hidden: Vec<f64> = std::env::var("HID").map_or(HIDDEN.to_vec(), |h| h.split(',').map(|x| x.parse().unwrap()).collect());
        for share in hidden {
            let hidden = entries.iter().copied().filter(|_| random.next() < share).collect();
            let lexicon = extractor.lexicon.without(&hidden);
            let mut doc = Doc::new(article, &lexicon);
            found.extend(read(&mut doc, &extractor.tokenizer, gold, *index, &elsewhere));
        }
        found
    });
    let sequences = sequences.collect();
    (sequences, ordinary)
}

/// The words of an article that are part of no name.
fn words(extractor: &Extractor, article: &Article, gold: &Gold) -> BTreeSet<String> {
    let mut doc = Doc::new(article, &extractor.lexicon);
    names::known(&mut doc);
    let mentions = mentions(&doc, gold);
    let lines = tagger::lines(&doc);
    let words = lines.iter().flat_map(|l| &l.words).filter(|w| w.known.is_none());
    let (names, others): (Vec<_>, Vec<_>) =
        words.partition(|w| mentions.iter().any(|(m, _)| m.span.start < w.span.end && w.span.start < m.span.end));
    let names: BTreeSet<&str> = names.iter().map(|w| w.stem).collect();
    others.iter().filter(|w| !names.contains(w.stem)).map(|w| w.stem.to_owned()).collect()
}

fn read(
    doc: &mut Doc,
    tokenizer: &Tokenizer,
    gold: &Gold,
    index: usize,
    ordinary: &dyn Fn(&str) -> usize,
) -> Vec<Sequence> {
    names::known(doc);
    let (reading, _) = unknown::read(doc, tokenizer, ordinary);
    let mentions = mentions(doc, gold);
    reading.lines.iter().map(|line| sequence(doc, &reading, line, &mentions, index)).collect()
}

fn sequence(
    doc: &Doc,
    reading: &Reading,
    line: &features::Line,
    mentions: &[(Mention, EntityKind)],
    article: usize,
) -> Sequence {
    let features = reading.features(doc, line);
    let mut previous = None;
    let mut labels = Vec::new();
    for word in &line.words {
        let end = word.span.start + word.stem.len();
        let found = mentions.iter().find(|(m, _)| m.span.start < end && word.span.start < m.span.end);
        labels.push(match found {
            None => crf::OUTSIDE,
            Some((m, kind)) if previous == Some(m.span) => crf::inside(*kind),
            Some((_, kind)) => crf::begin(*kind),
        });
        previous = found.map(|(m, _)| m.span);
    }
    Sequence { features, labels, article }
}

/// Where gold's names stand, the longer first where two overlap. A surname with a title is none.
fn mentions(doc: &Doc, gold: &Gold) -> Vec<(Mention, EntityKind)> {
    let is_short = |e: &Entity, form: &str| {
        e.kind == EntityKind::Person && form != e.name && (e.title.is_some() && form.contains(' ') || form.len() <= 3)
    };
    let forms: Vec<(&str, usize)> = gold
        .entities
        .iter()
        .enumerate()
        .flat_map(|(i, e)| e.forms().filter(|f| !is_short(e, f)).map(move |f| (f, i)))
        .collect();
    let mut found = names::occurrences(doc, &forms);
    found.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let mut end = 0;
    found.retain(|m| {
        let free = m.span.start >= end;
        if free {
            end = m.span.end;
        }
        free
    });
    found.into_iter().map(|m| (m, gold.entities[m.entity].kind)).collect()
}

/// Numbers from 0 to 1 that are the same every time (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}
