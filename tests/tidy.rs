//! The project's own rules that no compiler checks: length of files and functions, module docs, where egui and the
//! clock may be used, well-formed tables, no paths of one machine.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

const MAX_FILE: usize = 500;
const MAX_FUNCTION: usize = 60;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below `folder` whose name ends in one of `endings`, sorted, with their text.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let is_wanted = |path: &Path| endings.iter().any(|ending| path.to_string_lossy().ends_with(ending));
    let paths =
        WalkDir::new(root().join(folder)).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    let paths: Vec<PathBuf> = paths.filter(|path| path.is_file() && is_wanted(path)).collect();
    assert!(!paths.is_empty(), "nothing in {folder}");
    let name = |path: &Path| path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

fn code() -> Vec<(String, String)> {
    [files("src", &[".rs"]), files("tests", &[".rs"])].concat()
}

/// The lines of code in files other than `allowed` that hold one of `words` outside comments.
fn uses_outside(allowed: &[&str], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in files("src", &[".rs"]) {
        if allowed.iter().any(|start| name.starts_with(start)) {
            continue;
        }
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
        let lines = lines.filter(|(_, line)| words.iter().any(|word| line.contains(word)));
        found.extend(lines.map(|(at, line)| format!("{name}:{}: {}", at + 1, line.trim())));
    }
    found
}

fn assert_none(what: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn files_are_short_and_open_with_their_docs() {
    let length = |text: &str| text.lines().count();
    let long = code().into_iter().filter(|(_, text)| length(text) > MAX_FILE);
    assert_none("too long", long.map(|(name, text)| format!("{name}: {}", length(&text))).collect());
    let bare = code().into_iter().filter(|(_, text)| !text.starts_with("//! "));
    assert_none("no module docs in the first line", bare.map(|(name, _)| name).collect());
}

#[test]
fn functions_are_short() {
    let mut long = Vec::new();
    for (name, text) in code() {
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let is_function = line.trim_start().split(' ').take(4).any(|word| word == "fn") && !line.ends_with(';');
            // rustfmt sets the closing brace under the function's first letter.
            let end = format!("{}}}", " ".repeat(indent));
            let length = lines[at..].iter().position(|line| *line == end).map_or(1, |length| length + 1);
            if is_function && !line.ends_with('}') && length > MAX_FUNCTION {
                long.push(format!("{name}:{}: {length} lines", at + 1));
            }
        }
    }
    assert_none("functions too long", long);
}

#[test]
fn only_the_window_knows_egui() {
    let words = ["egui::", "egui_", "eframe::", "use egui", "use eframe"];
    assert_none("egui in the core", uses_outside(&["src/ui", "src/main.rs"], &words));
}

#[test]
fn only_the_shell_knows_the_clock() {
    let words = ["Instant::now", "SystemTime::now", "Zoned::now", "Timestamp::now"];
    assert_none("a clock in the core", uses_outside(&["src/ui", "src/cli", "src/main.rs"], &words));
}

#[test]
fn tables_have_full_rows_and_no_row_twice() {
    for (name, text) in files("assets", &[".tsv"]) {
        let mut lines = text.lines().enumerate();
        let header: Vec<&str> = lines.next().unwrap().1.split('\t').collect();
        let mut seen = BTreeSet::new();
        for (at, line) in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            let place = format!("{name}:{}: {line}", at + 1);
            assert_eq!(cells.len(), header.len(), "cells missing or too many, {place}");
            assert!(cells.iter().all(|cell| cell.trim() == *cell), "white space around a cell, {place}");
            // Where a row has a name, the name is its key; elsewhere the whole row is.
            let key = if header[0] == "name" { cells[0] } else { line };
            assert!(seen.insert(key), "twice, {place}");
        }
        assert!(text.ends_with('\n') && !text.contains('\r'), "{name}: lines end with a line feed each");
    }
}

#[test]
fn no_file_names_a_machine() {
    let own = ["src", "tests", "assets", ".ci"].map(|folder| {
        let endings = [".rs", ".md", ".toml", ".py", ".tsv", "NOTICE", "setup", "run"];
        files(folder, &endings)
    });
    let top = ["Cargo.toml", "README.md", ".clippy.toml"]
        .map(|name| (name.to_owned(), fs::read_to_string(root().join(name)).unwrap()));
    let own = [own.concat(), top.to_vec()].concat();
    let places = ["home", "work", "root", "Users"].map(|folder| format!("/{folder}/"));
    let found = own.iter().filter(|(_, text)| places.iter().any(|place| text.contains(place)));
    assert_none("absolute paths", found.map(|(name, _)| name.clone()).collect());
}

#[test]
fn every_sample_has_its_gold() {
    let stem = |path: PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    let names = |folder: &str| -> BTreeSet<String> {
        fs::read_dir(root().join(folder)).unwrap().map(|entry| stem(entry.unwrap().path())).collect()
    };
    assert!(names("seeds").is_subset(&names("tests/gold/train")));
}
