//! How long a search takes in 5,000 articles, from one letter to several words.
//!
//! Run with `cargo bench --no-default-features --bench search`. Nothing is asserted: machines differ.

use hapjong::{
    article::{Article, ArticleId},
    extract::Extractor,
    network::Filter,
    pipeline::{Watch, derive, read_files},
    project::Project,
    resolve::Read,
    search::{Scope, find},
    strings::Language,
};
use std::{io::Write, path::Path, sync::Arc, time::Instant};

const N_ARTICLES: usize = 5_000;
const N_RUNS: u32 = 20;
const TYPED: [&str; 8] = ["네", "k", "ㄴㅇㅂ", "삼성전자", "투자", "SK텔레콤 투자", "openai", "없는말"];

fn main() {
    let project = large();
    let (extractor, _) = Extractor::load();
    let derived = derive(&project, &extractor, &Filter::default());
    let n_bytes: usize = project.reads.iter().map(|read| read.article.text.len()).sum();
    say(&format!(
        "{} articles of {:.1} MB, {} entities, {} deals",
        project.reads.len(),
        n_bytes as f64 / 1e6,
        derived.resolved.entities.len(),
        derived.resolved.deals.len()
    ));
    let scope = Scope {
        resolved: &derived.resolved,
        reads: &project.reads,
        hidden: &derived.marks.hidden,
        language: Language::Korean,
    };
    for typed in TYPED {
        let begin = Instant::now();
        let mut finds = find(&scope, typed, 6);
        for _ in 1..N_RUNS {
            finds = find(&scope, typed, 6);
        }
        let elapsed_ms = begin.elapsed().as_secs_f64() * 1e3 / f64::from(N_RUNS);
        let (n, m, t) = (finds.entities.n, finds.deals.n, finds.texts.n);
        say(&format!("{typed}: {elapsed_ms:.1} ms, {n} names, {m} deals, {t} articles"));
    }
}

fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// The samples again and again, each time as other articles of other companies.
fn large() -> Project {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let (extractor, _) = Extractor::load();
    let watch = Watch { progress: &|_, _| (), cancelled: &|| false };
    let (reads, _) = read_files(&[seeds], &extractor, &watch);
    let mut project = Project::default();
    let copy = |i: usize, read: &Read| {
        let article = &read.article;
        let mut facts = (*read.facts).clone();
        for entity in &mut facts.entities {
            entity.name = format!("{}{}", entity.name, i % 100);
        }
        let id = ArticleId(format!("{}-{i}", article.id.0));
        let article = Article { id, file: format!("{i}-{}", article.file), ..(**article).clone() };
        Read { article: Arc::new(article), facts: Arc::new(facts) }
    };
    let n_samples = reads.len().max(1);
    project.add((0..N_ARTICLES).filter_map(|i| Some(copy(i / n_samples, reads.get(i % n_samples)?))).collect());
    project
}
