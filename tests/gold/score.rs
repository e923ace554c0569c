//! Scores the program on folders of gold, or one annotation against another:
//! `cargo run --release --no-default-features --example score -- tests/gold/dev --list`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_macros, reason = "a tool of the tests")]

mod readme;
#[path = "../scorer/mod.rs"]
mod scorer;

use clap::Parser;
use hapjong::{
    export::file,
    extract::{Extractor, LEAST_CONFIDENCE},
};
use scorer::{Score, add_all, count::Count, found, gold, table};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// Scores the program on gold: folders with NAME.json beside NAME.txt.
#[derive(Parser)]
struct Call {
    /// Folders of gold; their figures are added up
    #[arg(required_unless_present = "readme")]
    folders: Vec<PathBuf>,
    /// Folder of the articles, where they are not beside the gold
    #[arg(long, value_name = "FOLDER")]
    text: Option<PathBuf>,
    /// Score the annotations of this folder instead of the program, on the articles that both have
    #[arg(long, value_name = "FOLDER")]
    against: Option<PathBuf>,
    /// List what differs, article by article
    #[arg(long)]
    list: bool,
    /// Only the articles whose name holds this
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// Score a sealed folder: whole, without a list, and with a line in its log
    #[arg(long)]
    sealed: bool,
    /// Leave out deals that are less certain than this, 0 to 1
    #[arg(long, value_name = "X", default_value_t = LEAST_CONFIDENCE)]
    min_confidence: f32,
    /// Write the tables of tests/gold/README.md anew
    #[arg(long)]
    readme: bool,
}

/// Where a sealed folder keeps the log of its scorings. A folder that has one is sealed: nobody reads its errors.
fn log(folder: &Path) -> Option<PathBuf> {
    Some(folder.join("LOG.md")).filter(|log| log.exists())
}

fn main() -> ExitCode {
    let call = Call::parse();
    let is_whole = call.sealed && !call.list && call.only.is_empty();
    let mut folders = call.folders.iter().chain(&call.against).chain(&call.text);
    if !is_whole && folders.any(|folder| log(folder).is_some()) {
        eprintln!("a sealed folder is scored whole, with --sealed and without --list and --only");
        return ExitCode::from(2);
    }
    let extractor = Extractor::load().0;
    if call.readme {
        readme::write(&extractor);
        return ExitCode::SUCCESS;
    }
    let mut all = Score::default();
    for folder in &call.folders {
        let texts = call.text.as_deref().unwrap_or(folder);
        match &call.against {
            Some(second) => add_agreement(&mut all, folder, second, &call.only),
            None => add_program(&mut all, folder, texts, &call, &extractor),
        }
    }
    print!("{}", table::figures(&all));
    if call.list {
        print!("{}", table::differences(&all));
    }
    ExitCode::SUCCESS
}

fn add_program(all: &mut Score, folder: &Path, texts: &Path, call: &Call, extractor: &Extractor) {
    let mut wanted = gold(folder);
    wanted.retain(|name, _| name.contains(&call.only));
    let (got, warnings) = found(texts, extractor, call.min_confidence);
    warnings.iter().for_each(|warning| eprintln!("{warning}"));
    add_all(all, &wanted, &got, texts);
    if let Some(log) = log(folder) {
        let mut score = Score::default();
        add_all(&mut score, &wanted, &got, texts);
        let text = fs::read_to_string(&log).unwrap() + &log_line(&score);
        file::write(&log, text.as_bytes()).unwrap();
    }
}

/// Takes the annotations of `second` for what was found.
fn add_agreement(all: &mut Score, folder: &Path, second: &Path, only: &str) {
    let second = gold(second);
    let mut first = gold(folder);
    first.retain(|name, _| name.contains(only) && second.contains_key(name));
    add_all(all, &first, &second, folder);
}

/// A row of the log: date, commit, and the figures its header names.
fn log_line(score: &Score) -> String {
    let commit = Command::new("git").args(["describe", "--always", "--dirty"]).output().unwrap().stdout;
    let companies = score.kinds.get(&hapjong::extract::EntityKind::Company).copied().unwrap_or_default();
    let [entities, companies, typed] = [score.entities, companies, score.typed].map(Count::f1).map(table::ratio);
    let [p, r] = [score.typed.precision(), score.typed.recall()].map(table::ratio);
    let [amounts_r, amounts_p] = [score.amounts.recall(), score.amounts.precision()].map(table::ratio);
    format!(
        "| {} | {} | {entities} | {companies} | {p} / {r} / {typed} | {} | {amounts_r} / {amounts_p} | {} |\n",
        jiff::Zoned::now().date(),
        String::from_utf8_lossy(&commit).trim(),
        table::ratio(score.status.ratio()),
        table::ratio(score.no_deal.rate()),
    )
}
