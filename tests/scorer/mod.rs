//! Scores facts against gold, an article at a time: what was found, missed, false or wrong.
//!
//! Counting: names compare without case, spaces and signs, with and without their brackets. Entities match one to
//! one. Deals become pairs of organisations, each once an article and type; what is said of a deal (status, date,
//! amount, roles) is compared on the pairs that are right. What gold marks optional is neither missed nor false.

pub mod count;
mod deals;
mod entities;
pub mod fact;
pub mod table;

use count::{Count, Share};
use fact::{Facts, normal};
use hapjong::{
    Warning,
    export::jsonl,
    extract::{DealType, EntityKind, Extractor},
    pipeline::{self, Watch},
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The figures of a set of articles.
#[derive(Debug, Default)]
pub struct Score {
    pub n_articles: usize,
    /// Of whatever kind.
    pub entities: Count,
    /// By kind; one found as another kind is missed here and false there.
    pub kinds: BTreeMap<EntityKind, Count>,
    pub kind: Share,
    /// Pairs of forms of one entity.
    pub aliases: Count,
    pub person_title: Share,
    /// One title may hold the other.
    pub person_title_lenient: Share,
    pub person_org: Share,
    /// Records of gold, and found.
    pub records: [usize; 2],
    /// Pairs of organisations, whatever the type.
    pub pairs: Count,
    pub typed: Count,
    pub types: BTreeMap<DealType, Count>,
    pub status: Share,
    /// In force, ahead or over.
    pub status_group: Share,
    pub direction: Share,
    pub roles: Share,
    pub date: Share,
    pub month: Share,
    pub n_spurious_dates: usize,
    /// On right pairs.
    pub amount: Share,
    /// Of found records with an amount, those on a pair for which gold has none.
    pub n_spurious_amounts: usize,
    /// Records with an amount, whether their pair is found under its type or not.
    pub amounts: Count,
    pub stakes: Count,
    pub evidence_hit: Share,
    pub verbatim: Share,
    /// Characters and number of the evidence sentences of gold, and of those found.
    pub evidence_length: [(usize, usize); 2],
    pub no_deal: NoDeal,
    /// By field of the page.
    pub meta: BTreeMap<&'static str, Meta>,
    /// What differs, by article.
    pub differences: Vec<(String, Vec<Difference>)>,
}

/// Articles that tell no deal.
#[derive(Debug, Default)]
pub struct NoDeal {
    pub n_articles: usize,
    /// Pairs found in them.
    pub n_pairs: usize,
}

impl NoDeal {
    /// False pairs an article; `None` without articles.
    pub fn rate(&self) -> Option<f64> {
        (self.n_articles > 0).then(|| self.n_pairs as f64 / self.n_articles as f64)
    }
}

/// A field of the page.
#[derive(Debug, Default)]
pub struct Meta {
    pub share: Share,
    /// Found where gold has none.
    pub n_spurious: usize,
}

/// One thing that gold and what was found do not agree on.
#[derive(Debug)]
pub struct Difference {
    pub what: &'static str,
    /// The sentence it is about; of gold for what was missed or wrong, the program's for what is false.
    pub evidence: String,
    pub about: String,
}

impl Difference {
    fn new(what: &'static str, about: impl Into<String>, evidence: &str) -> Self {
        Self { what, evidence: evidence.to_owned(), about: about.into() }
    }
}

/// The fields of a page, with what of them is compared.
const META: [&str; 5] = ["published", "published month", "outlet", "reporter", "title"];

impl Score {
    /// Adds one article. `text` is the file as it stands, for evidence to be found in.
    pub fn add(&mut self, gold: &Facts, found: &Facts, text: Option<&str>) {
        let mut says = Vec::new();
        self.n_articles += 1;
        self.add_meta(gold, found, &mut says);
        let matched = entities::add(self, gold, found, &mut says);
        deals::add(self, gold, found, &matched, &mut says);
        if let Some(text) = text {
            let required = gold.deals.iter().filter(|deal| !deal.optional);
            self.verbatim.gold += required.map(|deal| deal.evidence.len()).sum::<usize>();
            for evidence in found.deals.iter().flat_map(|deal| &deal.evidence) {
                let is_verbatim = !evidence.is_empty() && text.contains(evidence.as_str());
                self.verbatim.add(is_verbatim);
                if !is_verbatim {
                    says.push(Difference::new("not verbatim", "", evidence));
                }
            }
        }
        // In the order in which the article tells it; what is about no sentence comes first.
        let place = |evidence: &str| text.and_then(|text| text.find(evidence)).unwrap_or(usize::MAX);
        says.sort_by_cached_key(|says| (!says.evidence.is_empty(), place(&says.evidence), says.evidence.clone()));
        self.differences.push((gold.file.clone(), says));
    }

    fn add_meta(&mut self, gold: &Facts, found: &Facts, says: &mut Vec<Difference>) {
        for field in META {
            let of = |facts: &Facts| match field {
                "published" => facts.published.clone(),
                "published month" => facts.published.as_ref().map(|date| date.chars().take(7).collect()),
                "outlet" => facts.outlet.as_deref().map(normal),
                "reporter" => facts.reporter.as_deref().map(normal),
                _ => facts.title.as_deref().map(normal),
            };
            let (wanted, got) = (of(gold), of(found));
            let meta = self.meta.entry(field).or_default();
            match wanted {
                None => meta.n_spurious += usize::from(got.is_some()),
                Some(_) => {
                    meta.share.gold += 1;
                    meta.share.add(wanted == got);
                }
            }
            if wanted != got && field != "published month" {
                let [wanted, got] = [wanted, got].map(|value| value.unwrap_or("none".into()));
                says.push(Difference::new("page", format!("{field} {wanted}, found {got}"), ""));
            }
        }
    }
}

/// The gold of a folder by file name: every `.json` that holds facts.
pub fn gold(folder: &Path) -> BTreeMap<String, Facts> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    let facts = |path: &PathBuf| {
        let facts: Facts = serde_json::from_slice(&fs::read(path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (facts.file.clone(), facts)
    };
    paths.iter().map(facts).collect()
}

/// What the program finds in the articles of `texts`, as `hapjong extract` prints it, by file name.
pub fn found(texts: &Path, extractor: &Extractor, min_confidence: f32) -> (BTreeMap<String, Facts>, Vec<Warning>) {
    let watch = Watch { progress: &|_, _| (), cancelled: &|| false };
    let (reads, warnings) = pipeline::read_files(&[texts.to_owned()], extractor, &watch);
    let facts = |line: String| serde_json::from_str(&line).unwrap();
    let reads = reads.iter().map(|read| (read.article.file.clone(), facts(jsonl::line(read, min_confidence))));
    (reads.collect(), warnings)
}

/// Adds every article of `gold` to `score`; one that was not found counts as empty. The texts stand in `texts`.
pub fn add_all(score: &mut Score, gold: &BTreeMap<String, Facts>, found: &BTreeMap<String, Facts>, texts: &Path) {
    let nothing = Facts::default();
    for (file, gold) in gold {
        let text = fs::read(texts.join(file)).ok();
        let text = text.as_ref().map(|bytes| String::from_utf8_lossy(bytes));
        score.add(gold, found.get(file).unwrap_or(&nothing), text.as_deref());
    }
}
