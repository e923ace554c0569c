//! Loading: files as they come, and what their pages say of themselves, against gold labels.

use hapjong::{
    article::{Article, LineRole, load},
    error::Reason,
};
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

/// The plain text of the articles that ship as samples; they are the numbered ones of the gold.
fn samples() -> Vec<(Article, Value)> {
    let mut all = labelled(&here("tests/gold/train"), &here("tests/gold/train"));
    all.retain(|(article, _)| article.file.starts_with(|c: char| c.is_ascii_digit()));
    all
}

#[test]
fn pages_of_the_samples_say_what_gold_says() {
    let labelled = samples();
    assert!(labelled.len() >= 24);
    assert_eq!(differences(&labelled), Vec::<String>::new());
}

#[test]
fn samples_in_other_formats_say_the_same() {
    let labelled = labelled(&here("seeds"), &here("tests/gold/train"));
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
    let mut sets = samples();
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

/// A folder of files with the given names and bytes, gone with the value.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

#[test]
fn folders_are_searched_in_order_and_hidden_files_left_out() {
    let folder =
        folder(&[("b.txt", b"b"), ("a/z.MD", b"z"), ("a/.x.txt", b"x"), (".git/y.txt", b"y"), ("c.png", b"c")]);
    let (files, warnings) = load::find(&[folder.path().to_owned(), folder.path().join("b.txt")]);
    assert_eq!(warnings, []);
    assert_eq!(files, ["a/z.MD", "b.txt"].map(|name| folder.path().join(name)));
}

#[test]
fn what_is_no_article_is_named_with_the_reason() {
    let folder = folder(&[("c.png", b"c"), ("empty/d.png", b"d")]);
    let paths = ["c.png", "empty", "gone.txt"].map(|name| folder.path().join(name));
    let (files, warnings) = load::find(&paths);
    assert_eq!(files, Vec::<PathBuf>::new());
    let mut expected =
        [Reason::UnknownType, Reason::EmptyFolder, Reason::Unreadable("No such file or directory".into())].into_iter();
    assert!(warnings.iter().all(|warning| Some(&warning.reason) == expected.next().as_ref()), "{warnings:?}");
}

#[test]
fn bad_files_say_why() {
    let damaged = [&b"\xed\x95\xa9\xec\xa2\x85\xec\x97\xb0\xed\x9a\xa1"[..], b"\xff\xff ok"].concat();
    let files: [(&str, &[u8]); 3] = [("empty.txt", b" \n"), ("binary.txt", b"\0\x01\x02"), ("damaged.txt", &damaged)];
    let folder = folder(&files);
    let reason = |name: &str| load::load(&folder.path().join(name)).unwrap_err().reason;
    assert_eq!(reason("empty.txt"), Reason::Empty);
    assert_eq!(reason("binary.txt"), Reason::Binary);
    assert_eq!(reason("damaged.txt"), Reason::Encoding);
    assert_eq!(reason("gone.txt"), Reason::Unreadable("No such file or directory".into()));
}

#[test]
fn a_huge_file_is_refused_unread() {
    let folder = folder(&[]);
    let path = folder.path().join("huge.txt");
    fs::File::create(&path).unwrap().set_len(3_000_000_000).unwrap();
    assert_eq!(load::load(&path).unwrap_err().reason, Reason::TooLarge(3_000_000_000));
}

#[test]
fn a_cut_file_loads_with_a_warning() {
    let folder = folder(&[("cut.txt", &"KT가 나섰다.".as_bytes()[..13])]);
    let (article, warning) = load::load(&folder.path().join("cut.txt")).unwrap();
    assert_eq!(article.text, "KT가 나섰");
    assert_eq!(warning.unwrap().reason, Reason::Truncated);
}

#[test]
fn every_sample_loads_and_is_marked_as_one() {
    let (articles, warnings) = load::samples();
    assert_eq!(warnings, []);
    assert!(articles.len() >= 24);
    assert!(articles.iter().all(|article| article.text.contains("예시 기사")));
    assert!(articles.is_sorted_by_key(|article| &article.file));
}
