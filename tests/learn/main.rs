//! Trains the model that reads deals (`assets/deals.zst`) and prints how good it is on articles that it has not
//! seen: `cargo run --release --example learn`. Examples are tests/gold/train, tests/gold/press and tests/phrases;
//! figures are of tests/gold/dev. The same inputs give the same bytes. About two minutes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::disallowed_types,
    missing_docs
)]

mod fit;
mod gold;
#[path = "../tagger/optimise.rs"]
mod optimise;

use fit::Example;
use gold::{Labelled, Told};
use hapjong::extract::{
    DealType, Extractor, Role,
    deals::{
        self, Record,
        learned::{
            Reader,
            context::{self, Scored},
            model::{CLASSES, Giver, Model, N_SECOND, number},
        },
    },
    doc::Doc,
    names, person,
};
use std::{collections::BTreeMap, fs, path::Path};

const FIRST_PENALTY: f64 = 20.0;
const SECOND_PENALTY: f64 = 50.0;
/// The second model learns from answers of first models that have not seen the article.
const N_FOLDS: usize = 6;

/// Whether the labels' names are made known before an article is read.
#[derive(Clone, Copy, PartialEq)]
enum Names {
    Given,
    Found,
}

/// A pair of a text, with the classes that its labels give it.
struct Row {
    text: usize,
    scored: Scored,
    classes: Vec<usize>,
    /// Kinds that hold between the two, but not by this sentence: neither right nor wrong.
    other: Vec<DealType>,
    headline: Vec<DealType>,
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut extractor, _) = Extractor::load();
    let mut texts = gold::articles(&root.join("tests/gold/train"));
    texts.extend(gold::articles(&root.join("tests/gold/press")));
    for table in ["money", "work"] {
        texts.extend(gold::phrases(&root.join(format!("tests/phrases/{table}.tsv"))));
    }
    let rows: Vec<Row> = texts.iter().enumerate().flat_map(|(at, t)| rows(&extractor, t, at)).collect();
    println!(
        "{} texts, {} pairs, {} with a deal",
        texts.len(),
        rows.len(),
        rows.iter().filter(|r| !r.classes.is_empty()).count()
    );
    let (first, second) = train(rows);
    extractor.model = Model::from_weights(&first, &second);
    let dev = gold::articles(&root.join("tests/gold/dev"));
    let (slope, offset) = calibration(&judge(&extractor, &dev, Names::Found).0);
    println!("calibration: log-odds x {slope:.2} {offset:+.2}");
    extractor.model = Model::from_weights(&first, &calibrated(second, slope, offset));
    let packed = zstd::bulk::compress(&extractor.model.to_bytes(), 19).unwrap();
    fs::write(root.join("assets/deals.zst"), &packed).unwrap();
    println!("model: {} KB", packed.len() / 1024);
    for (title, names) in [("names given", Names::Given), ("names found", Names::Found)] {
        let (found, n_gold) = judge(&extractor, &dev, names);
        println!("dev, {title}");
        report(&found, n_gold);
    }
}

/// Reads a text as the program does and shows `see` the document.
fn with_doc<T>(extractor: &Extractor, text: &Labelled, given: Names, see: impl FnOnce(&Doc) -> T) -> T {
    let mut doc = Doc::new(&text.article, &extractor.lexicon);
    if given == Names::Given {
        text.name(&mut doc);
    }
    let people = names::find(&mut doc, &extractor.tokenizer, &extractor.tagger);
    person::find(&mut doc, &extractor.tokenizer, &people);
    see(&doc)
}

fn rows(extractor: &Extractor, text: &Labelled, at: usize) -> Vec<Row> {
    with_doc(extractor, text, Names::Given, |doc| {
        let names = text.names(doc);
        let mut reader = Reader::new(doc, &extractor.triggers, &extractor.model);
        deals::read(doc, &extractor.triggers, &mut reader);
        let headline = reader.headline.clone();
        let row = |scored: Scored| {
            let (a, b) = (&names[scored.pair.first], &names[scored.pair.second]);
            let sentence = scored.sentence.of(doc.text);
            let (mut classes, mut other) = (Vec::new(), Vec::new());
            for deal in text.between(a, b) {
                if deal.is_told_in(sentence) && !deal.is_optional {
                    classes.push(class(deal, a, b));
                } else {
                    other.push(deal.deal_type);
                }
            }
            classes.sort_unstable();
            classes.dedup();
            Row { text: at, scored, classes, other, headline: headline.clone() }
        };
        reader.scored.into_iter().map(row).collect()
    })
}

fn class(deal: &gold::Deal, a: &str, b: &str) -> usize {
    let is_giver = |name: &str| deal.role(name).is_some_and(Role::is_giver);
    let giver = match deal.deal_type {
        DealType::JointVenture if deal.role(b) == Some(Role::Jv) => Giver::First,
        DealType::JointVenture if deal.role(a) == Some(Role::Jv) => Giver::Second,
        DealType::Membership | DealType::JointVenture => Giver::Neither,
        kind if !kind.is_directed() => Giver::Neither,
        _ if is_giver(a) => Giver::First,
        _ => Giver::Second,
    };
    CLASSES.iter().position(|c| c.deal_type == Some(deal.deal_type) && c.giver == giver).unwrap()
}

/// The weights of both models.
fn train(mut rows: Vec<Row>) -> (Vec<f32>, Vec<f32>) {
    let none = vec![0.0; N_SECOND as usize];
    for fold in 0..N_FOLDS {
        let model = Model::from_weights(&first(rows.iter().filter(|r| r.text % N_FOLDS != fold)), &none);
        for row in rows.iter_mut().filter(|r| r.text % N_FOLDS == fold) {
            row.scored.first = model.first(&row.scored.features);
        }
        println!("fold {} of {N_FOLDS}", fold + 1);
    }
    (first(rows.iter()), second(&rows))
}

fn first<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<f32> {
    let mut examples = Vec::new();
    for row in rows {
        let features = row.scored.features.as_slice();
        if row.classes.is_empty() && row.other.is_empty() {
            examples.push(Example { features, class: 0, weight: 1.0 });
        }
        let weight = 1.0 / row.classes.len() as f64;
        examples.extend(row.classes.iter().map(|class| Example { features, class: *class, weight }));
    }
    fit::first(&examples, FIRST_PENALTY)
}

fn second(rows: &[Row]) -> Vec<f32> {
    let mut answers = Vec::new();
    for rows in rows.chunk_by(|a, b| a.text == b.text) {
        let scored: Vec<Scored> = rows.iter().map(|r| r.scored.clone()).collect();
        for answer in context::answers(&scored, &rows[0].headline) {
            let row = &rows[answer.scored];
            let holds = row.classes.iter().any(|c| CLASSES[*c].deal_type == Some(answer.deal_type));
            if holds || !row.other.contains(&answer.deal_type) {
                answers.push((answer.features, usize::from(holds)));
            }
        }
    }
    println!("{} answers, {} hold", answers.len(), answers.iter().filter(|a| a.1 == 1).count());
    let examples: Vec<Example> = answers.iter().map(|(f, c)| Example { features: f, class: *c, weight: 1.0 }).collect();
    fit::second(&examples, SECOND_PENALTY)
}

/// A pair that the program finds: how sure, whether right.
type Found = (f32, bool);

/// The pairs found in texts, and how many are to be found.
fn judge(extractor: &Extractor, texts: &[Labelled], given: Names) -> (Vec<Found>, usize) {
    let mut found: Vec<Found> = Vec::new();
    let mut n_gold = 0;
    for text in texts {
        let (gold, optional) = text.told();
        n_gold += gold.len();
        let pairs = with_doc(extractor, text, given, |doc| {
            let records = deals::find(doc, &extractor.triggers, &extractor.model);
            pairs(&records, &text.names(doc))
        });
        let counts = pairs.into_iter().filter(|(told, _)| gold.contains(told) || !optional.contains(told));
        found.extend(counts.map(|(told, sure)| (sure, gold.contains(&told))));
    }
    (found, n_gold)
}

/// Platt's slope and offset of the log-odds that make what is found as often right as it says. The rules were written
/// with the training articles in view, so that they seem surer there than elsewhere.
fn calibration(found: &[Found]) -> (f64, f64) {
    let best = optimise::minimise(vec![1.0, 0.0], 100, |point| {
        let (mut loss, mut slope) = (0.0, vec![0.0; 2]);
        for (sure, is_right) in found {
            let odds = f64::from((sure / (1.0 - sure)).ln());
            let p = 1.0 / (1.0 + (-point[0] * odds - point[1]).exp());
            loss -= if *is_right { p } else { 1.0 - p }.max(1e-12).ln();
            let error = p - f64::from(u8::from(*is_right));
            slope[0] += error * odds;
            slope[1] += error;
        }
        (loss, slope)
    });
    (best[0], best[1])
}

/// The second model's weights with another slope and offset.
fn calibrated(mut second: Vec<f32>, slope: f64, offset: f64) -> Vec<f32> {
    second.iter_mut().for_each(|w| *w *= slope as f32);
    second[number(&["bias"], N_SECOND) as usize] += offset as f32;
    second
}

/// Precision and recall by threshold; how often what is found with a confidence is right.
fn report(found: &[Found], n_gold: usize) {
    println!("  from  precision  recall     F1");
    for percent in (20..=90).step_by(5) {
        let least = percent as f32 / 100.0;
        let kept: Vec<&Found> = found.iter().filter(|f| f.0 >= least).collect();
        let right = kept.iter().filter(|f| f.1).count() as f64;
        let (precision, recall) = (right / kept.len().max(1) as f64, right / n_gold as f64);
        let f1 = 2.0 * right / (kept.len() + n_gold) as f64;
        println!("  {least:.2}      {precision:.3}   {recall:.3}  {f1:.3}");
    }
    println!("  confidence    pairs  right");
    for tenth in 0..10 {
        let of_tenth: Vec<&Found> = found.iter().filter(|f| ((f.0 * 10.0) as usize).min(9) == tenth).collect();
        let right = of_tenth.iter().filter(|f| f.1).count() as f64 / of_tenth.len().max(1) as f64;
        println!(
            "  {:.1} to {:.1}    {:5}  {right:.2}",
            tenth as f32 / 10.0,
            (tenth + 1) as f32 / 10.0,
            of_tenth.len()
        );
    }
}

/// Every pair with a deal, and the surest record that tells it.
fn pairs(records: &[Record], names: &[String]) -> BTreeMap<Told, f32> {
    let mut out: BTreeMap<Told, f32> = BTreeMap::new();
    for record in records {
        for (a, b) in gold::pairs(&record.parties) {
            let sure = out.entry(gold::key(&names[*a], &names[*b], record.deal_type)).or_default();
            *sure = sure.max(record.certainty);
        }
    }
    out.retain(|told, _| told.0 != told.1);
    out
}
