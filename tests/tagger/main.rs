//! Trains the tagger, and extracts a gold folder with any model, with or without its companies in the lexicon.
//!
//! ```text
//! cargo run --release --example tagger -- train assets/tagger.zst
//! cargo run --release --example tagger -- extract assets/tagger.zst tests/gold/dev out.jsonl
//! cargo run --release --example tagger -- unknown assets/tagger.zst tests/gold/dev out.jsonl
//! ```
//! Training reads `tests/gold/train` and `tests/gold/press`; the same articles give the same bytes. `unknown` takes every company of the
//! gold folder out of the lexicon: how well names are found that stand in no table.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

mod data;
mod model;
mod optimise;

use hapjong::{
    article::load,
    export::jsonl,
    extract::{
        EntityKind, Extractor, extract,
        tagger::{Tagger, crf::Crf},
    },
    resolve::Read,
};
use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut extractor = Extractor::load().0;
    match arguments[..] {
        ["train", out] => train(&extractor, out),
        [command @ ("extract" | "unknown"), model, folder, out] => {
            extractor.tagger = Tagger::new(Crf::from_bytes(&fs::read(model).unwrap()).unwrap());
            let articles = data::articles(Path::new(folder));
            if command == "unknown" {
                hide_companies(&mut extractor, &articles);
            }
            write_facts(&extractor, &articles, out);
        }
        _ => panic!("train MODEL | extract MODEL FOLDER OUT | unknown MODEL FOLDER OUT"),
    }
}

fn train(extractor: &Extractor, out: &str) {
    let (sequences, ordinary) =
        data::sequences(extractor, &[Path::new("tests/gold/train"), Path::new("tests/gold/press")]);
    let packed = model::train(&sequences, &ordinary).pack();
    println!("{} bytes", packed.len());
    fs::write(out, packed).unwrap();
}

fn hide_companies(extractor: &mut Extractor, articles: &[data::Labelled]) {
    let companies = articles.iter().flat_map(|a| &a.gold.entities).filter(|e| e.kind == EntityKind::Company);
    let forms = companies.flat_map(|e| e.forms());
    let hidden: BTreeSet<usize> = forms.filter_map(|f| extractor.lexicon.form(f)).map(|f| f.entry).collect();
    println!("{} names taken out of the lexicon", hidden.len());
    extractor.lexicon = extractor.lexicon.without(&hidden);
}

fn write_facts(extractor: &Extractor, articles: &[data::Labelled], out: &str) {
    let line = |labelled: &data::Labelled| {
        let article = load::load(&labelled.file).unwrap().0;
        let facts = Arc::new(extract(&article, extractor));
        jsonl::line(&Read { article: Arc::new(article), facts }, 0.0).trim_end().to_owned() + "\n"
    };
    fs::write(out, articles.iter().map(line).collect::<String>()).unwrap();
}
