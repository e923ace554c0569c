//! Trains the tagger on `tests/gold/train` and measures extraction with names taken out of the lexicon.
//!
//! ```text
//! cargo run --release --example tagger -- train assets/tagger.zst
//! cargo run --release --example tagger -- unknown tests/gold/dev out.jsonl
//! ```
//! The first writes the model; the same articles give the same bytes. The second extracts the articles of a gold
//! folder as if none of their companies stood in the lexicon.
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
    extract::{EntityKind, Extractor, extract, tagger},
    resolve::Read,
};
use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["train", out] => train(out, None),
        // every fifth article from FOLD on is left out: for choosing features and thresholds without dev
        ["train", out, fold] => train(out, fold.parse().ok()),
        ["unknown", folder, out] => without_names(Path::new(folder), out, true, None),
        ["ex", model, folder, out] => without_names(Path::new(folder), out, false, Some(model)),
        ["cv", out] => cv(out),
        ["un", model, folder, out] => without_names(Path::new(folder), out, true, Some(model)),
        _ => panic!("train OUT [FOLD] | unknown FOLDER OUT"),
    }
}

fn train(out: &str, fold: Option<usize>) {
    let (extractor, _) = Extractor::load();
    let sequences = data::sequences(&extractor, Path::new("tests/gold/train"), fold);
    let model = model::train(&sequences);
    let packed = model.pack();
    println!("{} features, {} bytes", model.keys.len(), packed.len());
    fs::write(out, packed).unwrap();
}

fn without_names(folder: &Path, out: &str, hide: bool, model: Option<&str>) {
    let (mut extractor, _) = Extractor::load();
    if let Some(model) = model {
        extractor.tagger =
            fs::read(model).map_or(tagger::crf::Crf::empty(), |m| tagger::crf::Crf::from_bytes(&m).unwrap());
    }
    let gold: Vec<data::Gold> = data::articles(folder).into_iter().map(|(_, gold)| gold).collect();
    let companies = gold.iter().flat_map(|g| &g.entities).filter(|e| e.kind == EntityKind::Company);
    let forms = companies.flat_map(|e| e.forms());
    let hidden: BTreeSet<usize> = forms.filter_map(|f| extractor.lexicon.form(f)).map(|f| f.entry).collect();
    println!("{} names taken out of the lexicon", hidden.len());
    if hide {
        extractor.lexicon = extractor.lexicon.without(&hidden);
    }
    let mut lines = String::new();
    for (file, _) in data::articles(folder) {
        let article = load::load(&file).unwrap().0;
        let facts = Arc::new(extract(&article, &extractor));
        lines += &jsonl::line(&Read { article: Arc::new(article), facts }, 0.0);
        if !lines.ends_with('\n') {
            lines.push('\n');
        }
    }
    fs::write(out, lines).unwrap();
}

fn cv(out: &str) {
    let (mut extractor, _) = Extractor::load();
    let mut lines = String::new();
    let mut dump = String::new();
    let full = extractor.lexicon.clone();
    for fold in 0..5 {
        extractor.lexicon = full.clone();
        let sequences = data::sequences(&extractor, Path::new("tests/gold/train"), Some(fold));
        extractor.tagger = tagger::crf::Crf::from_bytes(&model::train(&sequences).pack()).unwrap();
        for (i, (file, gold)) in data::articles(Path::new("tests/gold/train")).into_iter().enumerate() {
            if i % 5 != fold {
                continue;
            }
            let article = load::load(&file).unwrap().0;
            let forms: Vec<(&str, EntityKind)> =
                gold.entities.iter().flat_map(|e| e.forms().map(|f| (f, e.kind))).collect();
            let hidden: BTreeSet<usize> = if std::env::var_os("HIDE").is_some() {
                forms
                    .iter()
                    .filter(|f| f.1 == EntityKind::Company)
                    .filter_map(|f| full.form(f.0))
                    .map(|f| f.entry)
                    .collect()
            } else {
                BTreeSet::new()
            };
            extractor.lexicon = full.without(&hidden);
            let mut doc = hapjong::extract::doc::Doc::new(&article, &extractor.lexicon);
            hapjong::extract::names::known(&mut doc);
            let (reading, found) =
                hapjong::extract::unknown::read(&doc, &extractor.tokenizer, &|w| extractor.tagger.ordinary(w));
            for g in tagger::guesses(&doc, &extractor.tagger, &reading) {
                let truth = forms.iter().find(|f| f.0 == g.form).map_or("-", |f| f.1.word());
                let rule = found.iter().find(|f| f.0 == g.form).map_or("-", |f| f.1.word());
                dump += &format!(
                    "{}\t{}\t{:.3}\t{:.3}\t{rule}\t{truth}\t{}\n",
                    g.form,
                    g.kind.word(),
                    g.best,
                    g.mean,
                    file.display()
                );
            }
            let facts = Arc::new(extract(&article, &extractor));
            lines += &jsonl::line(&Read { article: Arc::new(article), facts }, 0.0);
            if !lines.ends_with('\n') {
                lines.push('\n');
            }
        }
    }
    fs::write(out, lines).unwrap();
    fs::write(format!("{out}.dump"), dump).unwrap();
}
