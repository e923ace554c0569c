//! Extraction over whole articles: what holds for any text, however odd.

use hapjong::{
    article::{Article, load::samples},
    export::jsonl,
    extract::{ArticleFacts, Extractor, extract},
    pipeline::{Watch, read_articles},
};
use rayon::ThreadPoolBuilder;
use std::{path::Path, sync::LazyLock};

pub static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    let (extractor, warnings) = Extractor::load();
    assert_eq!(warnings, []);
    extractor
});

/// The sample articles and those of the gold set.
fn articles() -> Vec<Article> {
    let mut articles = samples().0;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/train");
    let (files, _) = hapjong::article::load::find(&[folder]);
    articles.extend(files.iter().map(|file| hapjong::article::load::load(file).unwrap().0));
    assert!(articles.len() > 50);
    articles
}

/// Every span names what it stands for, every index leads somewhere, every deal has parties and evidence, and the words
/// of its date, amount and stakes stand in the text.
pub fn assert_sound(article: &Article, facts: &ArticleFacts) {
    let text = &article.text;
    for entity in &facts.entities {
        assert!(!entity.name.is_empty() && !entity.mentions.is_empty());
        assert!(entity.mentions.is_sorted() && entity.mentions.windows(2).all(|two| !two[0].overlaps(two[1])));
        for span in &entity.mentions {
            let surface = span.of(text);
            let is_form = entity.name == surface || entity.aliases.iter().any(|alias| alias == surface);
            assert!(is_form, "{}: {surface:?} is no form of {}", article.file, entity.name);
        }
        assert!(entity.org.is_none_or(|org| facts.entities[org].kind.is_organisation()));
    }
    for deal in &facts.deals {
        assert!(deal.parties.len() >= 2 && deal.parties.iter().all(|party| party.entity < facts.entities.len()));
        assert!((0.0..=1.0).contains(&deal.confidence) && !deal.evidence.is_empty());
        for span in &deal.evidence {
            let sentence = span.of(text);
            let line = article.lines.iter().find(|line| line.span.contains(*span));
            assert!(!sentence.is_empty() && sentence.trim() == sentence && line.is_some(), "{}", article.file);
        }
        let sum = deal.amount.iter().map(|amount| &amount.text);
        for words in sum.chain(&deal.date.text).chain(deal.stakes.iter().map(|stake| &stake.text)) {
            assert!(!words.is_empty() && text.contains(words.as_str()), "{}: {words:?}", article.file);
        }
    }
}

#[test]
fn spans_name_what_they_stand_for() {
    for article in articles() {
        assert_sound(&article, &extract(&article, &EXTRACTOR));
    }
}

#[test]
fn evidence_is_a_sentence() {
    for article in articles() {
        let sentences = |line: &hapjong::article::Line| hapjong::text::sentence::sentences(&article.text, line.span);
        let sentences: Vec<_> = article.lines.iter().flat_map(sentences).collect();
        for deal in extract(&article, &EXTRACTOR).deals {
            assert!(deal.evidence.iter().all(|span| sentences.contains(span)), "{}", article.file);
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let lines = |n_threads| {
        let pool = ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
        let watch = Watch { progress: &|_, _| (), cancelled: &|| false };
        let reads = pool.install(|| read_articles(articles(), &EXTRACTOR, &watch));
        reads.iter().map(|read| jsonl::line(read, 0.0)).collect::<Vec<_>>()
    };
    let one = lines(1);
    assert!(one.iter().any(|line| line.contains("업무협약")));
    assert_eq!(one, lines(2));
}
