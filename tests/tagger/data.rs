//! Gold articles as sequences of features and labels. The lexicon knows most names of these articles but few of a new
//! one's: each article is read several times, each time with other names taken out of the lexicon.

use hapjong::{
    article::{Article, load},
    extract::{
        EntityKind, Extractor, boundary,
        doc::{Doc, Mention},
        names,
        tagger::{Reading, crf, features},
        unknown,
    },
    text::dictionary::Tokenizer,
};
use rayon::prelude::*;
use serde::Deserialize;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// How likely a known name is taken out, by reading.
const HIDDEN: [f64; 5] = [0.0, 0.3, 0.6, 0.8, 1.0];

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

/// What the tagger learns from: all readings of all articles but those of a fold.
pub fn sequences(extractor: &Extractor, folder: &Path, fold: Option<usize>) -> Vec<Sequence> {
    let articles = articles(folder);
    let kept = articles.par_iter().enumerate().filter(|(i, _)| fold.is_none_or(|fold| i % 5 != fold));
    kept.flat_map_iter(|(index, (file, gold))| {
        let article = load::load(file).unwrap().0;
        let entries: BTreeSet<usize> = {
            let mut doc = Doc::new(&article, &extractor.lexicon);
            names::known(&mut doc).iter().map(|h| h.entry).collect()
        };
        let mut random = Random(index as u64 + 1);
        let mut found = Vec::new();
        for share in HIDDEN {
            let hidden = entries.iter().copied().filter(|_| random.next() < share).collect();
            let lexicon = extractor.lexicon.without(&hidden);
            found.extend(read(&article, &mut Doc::new(&article, &lexicon), &extractor.tokenizer, gold, index));
        }
        found
    })
    .collect()
}

fn read(article: &Article, doc: &mut Doc, tokenizer: &Tokenizer, gold: &Gold, index: usize) -> Vec<Sequence> {
    names::known(doc);
    let (reading, _) = unknown::read(doc, tokenizer);
    let mentions = mentions(article, doc, gold);
    reading.lines.iter().map(|line| sequence(doc, &reading, line, &mentions, index)).collect()
}

fn sequence(
    doc: &Doc,
    reading: &Reading,
    line: &features::Line,
    mentions: &[(Mention, EntityKind)],
    article: usize,
) -> Sequence {
    let mut features = reading.features(doc, line);
    let mut previous = None;
    let mut labels = Vec::new();
    for (at, word) in line.words.iter().enumerate() {
        let end = word.span.start + word.stem.len();
        let found = mentions.iter().find(|(m, _)| m.span.start < end && word.span.start < m.span.end);
        labels.push(match found {
            None => crf::OUTSIDE,
            Some((m, kind)) if previous == Some(m.span) => crf::inside(*kind),
            Some((_, kind)) => crf::begin(*kind),
        });
        previous = found.map(|(m, _)| m.span);
        // A name is not learned by heart.
        let identity = line.stems.get(at).and_then(|s| reading.stems[*s].identity);
        if found.is_some() {
            features[at].retain(|f| Some(*f) != identity);
        }
    }
    Sequence { features, labels, article }
}

/// Where gold's names stand, the longer first where two overlap. A surname with a title is none.
fn mentions(_article: &Article, doc: &Doc, gold: &Gold) -> Vec<(Mention, EntityKind)> {
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
    let _ = boundary::is_whole;
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
