//! Gold articles as sequences of features and labels. The lexicon knows most names of these articles but few of a new
//! one's: each article is read several times, each time with other names taken out of the lexicon.

use hapjong::{
    article::{Article, load},
    extract::{
        EntityKind, Extractor,
        doc::{Doc, Mention},
        names,
        tagger::{self, Stems, crf, features},
        unknown::{self, word::Word},
    },
    text::dictionary::Tokenizer,
};
use rayon::prelude::*;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
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

/// An article and its gold.
pub struct Labelled {
    pub file: PathBuf,
    pub gold: Gold,
}

/// The articles of a gold folder, in order of their names.
pub fn articles(folder: &Path) -> Vec<Labelled> {
    let (files, warnings) = load::find(&[folder.to_owned()]);
    assert_eq!(warnings, []);
    let with_gold = files.into_iter().filter_map(|file| {
        let gold = fs::read(file.with_extension("json")).ok()?;
        Some(Labelled { file, gold: serde_json::from_slice(&gold).unwrap() })
    });
    with_gold.collect()
}

/// What the tagger learns from: all readings of all articles, and the words that are no names there with the number of
/// articles.
pub fn sequences(extractor: &Extractor, folders: &[&Path]) -> (Vec<Sequence>, BTreeMap<String, usize>) {
    let labelled: Vec<Labelled> = folders.iter().flat_map(|folder| articles(folder)).collect();
    let kept: Vec<(usize, Article, &Gold)> =
        labelled.iter().enumerate().map(|(i, l)| (i, load::load(&l.file).unwrap().0, &l.gold)).collect();
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
        for share in HIDDEN {
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
    article: usize,
    ordinary: &dyn Fn(&str) -> usize,
) -> Vec<Sequence> {
    names::known(doc);
    let lines = tagger::lines(doc);
    let found = unknown::by_rules(doc, tokenizer, &lines);
    let rules = unknown::rules(&found);
    let stem = |word: &Word| match word.known {
        Some(kind) => features::known(kind),
        None => features::stem(doc, tokenizer, word.stem, ordinary(word.stem)),
    };
    let stems = tagger::stems(&lines, stem, |stem| stem.traits, doc);
    let mentions = mentions(doc, gold);
    let sequences = lines.iter().zip(&stems.of_words).map(|(line, ids)| Sequence {
        features: line_features(doc, line, ids, &stems, &rules),
        labels: labels(line, &mentions),
        article,
    });
    sequences.collect()
}

/// For each token of a line its features, as `Tagger` sums them.
fn line_features(
    doc: &Doc,
    line: &tagger::Line,
    ids: &[usize],
    stems: &Stems<features::Stem>,
    rules: &HashMap<&str, EntityKind>,
) -> Vec<Vec<u32>> {
    let places = tagger::places(doc, line, |at| Some(stems.all[ids[at]].0.traits));
    let token = |(at, word): (usize, &Word)| {
        let (stem, usage) = &stems.all[ids[at]];
        let mut all = features::local(&places, at, line.role);
        all.extend(&stem.own);
        if word.known.is_none() {
            all.extend(usage.features(stem.traits.is_common, rules.get(word.stem).copied()));
        }
        for distance in features::REACH {
            let neighbour = at.checked_add_signed(distance).and_then(|i| ids.get(i));
            let outer = neighbour.iter().flat_map(|id| &stems.all[**id].0.outer);
            all.extend(outer.map(|feature| features::shifted(*feature, distance)));
        }
        all
    };
    line.words.iter().enumerate().map(token).collect()
}

fn labels(line: &tagger::Line, mentions: &[(Mention, EntityKind)]) -> Vec<usize> {
    let mut previous = None;
    let label = |word: &Word| {
        let end = word.span.start + word.stem.len();
        let found = mentions.iter().find(|(m, _)| m.span.start < end && word.span.start < m.span.end);
        let goes_on = found.is_some_and(|(m, _)| previous == Some(m.span));
        previous = found.map(|(m, _)| m.span);
        match found {
            None => crf::OUTSIDE,
            Some((_, kind)) if goes_on => crf::inside(*kind),
            Some((_, kind)) => crf::begin(*kind),
        }
    };
    line.words.iter().map(label).collect()
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
