//! Loading: files as they come, and what their pages say of themselves, against gold labels.

use hapjong::article::{Article, LineRole, load};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The articles of `texts` with the gold beside them in `gold`, sorted by name.
fn labelled(texts: &Path, gold: &Path) -> Vec<(Article, Value)> {
    let (files, warnings) = load::find(&[texts.to_owned()]);
    assert_eq!(warnings, []);
    let pairs = files.iter().filter_map(|file| {
        let label = gold.join(file.file_stem()?).with_extension("json");
        let label = serde_json::from_slice(&fs::read(label).ok()?).unwrap();
        Some((load::load(file).unwrap().0, label))
    });
    pairs.collect()
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What the page says: title, outlet, reporter, date.
fn fields(article: &Article) -> [(&'static str, Option<String>); 4] {
    let meta = &article.meta;
    let published = meta.published.map(|date| date.to_string());
    [
        ("title", meta.title.clone()),
        ("outlet", meta.outlet.clone()),
        ("reporter", meta.reporter.clone()),
        ("published", published),
    ]
}

/// All fields that differ from gold, one line each.
fn differences(labelled: &[(Article, Value)]) -> Vec<String> {
    let pairs = labelled.iter().flat_map(|(article, gold)| {
        let file = article.file.clone();
        fields(article).into_iter().map(move |(field, got)| (file.clone(), field, got, gold[field].as_str()))
    });
    pairs
        .filter(|(_, _, got, wanted)| got.as_deref() != *wanted)
        .map(|(file, field, got, wanted)| format!("{file}: {field} {got:?}, not {wanted:?}"))
        .collect()
}

#[test]
fn pages_of_the_samples_say_what_gold_says() {
    let labelled = labelled(&here("tests/gold"), &here("tests/gold"));
    assert!(labelled.len() >= 24);
    assert_eq!(differences(&labelled), Vec::<String>::new());
}

#[test]
fn samples_in_other_formats_say_the_same() {
    let labelled = labelled(&here("seeds"), &here("tests/gold"));
    assert!(labelled.len() >= 24);
    assert_eq!(differences(&labelled), Vec::<String>::new());
}

#[test]
fn pages_of_real_articles_say_what_gold_says() {
    let (texts, gold) = (here("../shared/seeds"), here("../shared/gold"));
    if !texts.is_dir() {
        println!("left out: {} is not there", texts.display());
        return;
    }
    assert_eq!(differences(&labelled(&texts, &gold)), Vec::<String>::new());
}

/// Gold's `body_lines` are pairs of first and last line, from 1; blank lines count.
fn body_lines(gold: &Value) -> Vec<bool> {
    let mut is_body = vec![false; 200];
    for range in gold["body_lines"].as_array().unwrap() {
        let [first, last] = [0, 1].map(|end| range[end].as_u64().unwrap() as usize);
        is_body[first - 1..last].fill(true);
    }
    is_body
}

#[test]
fn the_body_is_told_from_the_rest() {
    let mut wrong = Vec::new();
    let mut sets = labelled(&here("tests/gold"), &here("tests/gold"));
    if here("../shared/seeds").is_dir() {
        sets.extend(labelled(&here("../shared/seeds"), &here("../shared/gold")));
    }
    for (article, gold) in sets.iter().filter(|(_, gold)| gold["body_lines"].is_array()) {
        let is_body = body_lines(gold);
        for line in &article.lines {
            let number = article.text[..line.span.start].matches('\n').count();
            let role_is_body = matches!(line.role, LineRole::Body);
            if role_is_body != is_body[number] && line.role != LineRole::Heading {
                wrong.push(format!("{} {} {:?} {}", article.file, number + 1, line.role, line.span.of(&article.text)));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
