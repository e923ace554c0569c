//! The whole path without a window: files to facts, facts to network, positions, picture; and the commands.

use hapjong::{
    extract::{DealType, Extractor},
    layout::{self, Request},
    network::{Filter, counts},
    pipeline::{Derived, Watch, derive, read_files, refresh},
    project::{Edit, Project},
};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::LazyLock,
};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::load().0);
const QUIET: Watch = Watch { progress: &|_, _| (), cancelled: &|| false };

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

fn project(paths: &[PathBuf]) -> Project {
    let mut project = Project::default();
    let (reads, warnings) = read_files(paths, &EXTRACTOR, &QUIET);
    assert_eq!(warnings, []);
    project.add(reads);
    project
}

fn derived(project: &Project) -> Derived {
    derive(project, &EXTRACTOR, &Filter::default())
}

fn hapjong(args: &[&OsStr]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hapjong")).args(args).output().unwrap()
}

fn args<'a>(words: &'a [&'a str]) -> Vec<&'a OsStr> {
    words.iter().map(OsStr::new).collect()
}

fn errors(output: &Output) -> Vec<String> {
    String::from_utf8(output.stderr.clone()).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn the_samples_make_one_connected_picture() {
    let project = project(&[seeds()]);
    let derived = derived(&project);
    let name = |entity: usize| derived.resolved.entities[entity].name.as_str();
    let names: Vec<&str> = derived.network.nodes.iter().map(|node| name(node.entity)).collect();
    assert_eq!(names.len(), names.iter().collect::<BTreeSet<_>>().len(), "no company is drawn twice");
    assert!(["SK텔레콤", "KT", "LG유플러스", "네이버"].iter().all(|firm| names.contains(firm)), "{names:?}");
    let told_twice = derived.resolved.deals.iter().filter(|deal| deal.tellings.len() > 1).count();
    assert!(told_twice > 5, "{told_twice}");
    let positions = layout::layout(&Request::of(&derived.network), &mut |_| ControlFlow::Continue(()));
    assert_eq!(positions.len(), names.len());
}

#[test]
fn every_index_points_somewhere_and_every_deal_has_evidence() {
    let project = project(&[seeds()]);
    let Derived { resolved, network, .. } = derived(&project);
    for deal in &resolved.deals {
        assert!(deal.parties.len() >= 2 && deal.parties.iter().all(|p| p.entity < resolved.entities.len()));
        assert!(!deal.tellings.is_empty() && !deal.evidence.is_empty());
        let texts = deal.evidence.iter().map(|place| place.span.of(&project.reads[place.article].article.text));
        assert!(texts.into_iter().all(|text| !text.is_empty()));
    }
    assert!(resolved.entities.is_sorted_by(|a, b| a.key < b.key), "keys are sorted and unique");
    assert!(resolved.deals.is_sorted_by(|a, b| a.key < b.key), "keys are sorted and unique");
    for edge in &network.edges {
        assert!(edge.a < edge.b && edge.b < network.nodes.len());
        assert!(edge.deals.iter().all(|deal| network.deals.contains(deal)));
    }
}

#[test]
fn neither_threads_nor_order_change_anything() {
    let (files, _) = hapjong::article::load::find(&[seeds()]);
    let on = |n_threads: usize, paths: &[PathBuf]| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
        let derived = derived(&pool.install(|| project(paths)));
        format!("{:?} {:?}", derived.resolved, derived.network)
    };
    let backward: Vec<PathBuf> = files.iter().rev().cloned().collect();
    assert!(on(1, &files) == on(4, &backward));
}

#[test]
fn a_typed_date_moves_relative_dates_and_undo_brings_them_back() {
    let folder = tempfile::tempdir().unwrap();
    let text = "SK텔레콤, 람다에 투자\n\nSK텔레콤은 지난달 미국 람다에 2000만달러를 투자했다고 밝혔다.\n";
    let path = folder.path().join("a.txt");
    hapjong::export::file::write(&path, text.as_bytes()).unwrap();
    let mut project = project(&[path]);
    let date = |project: &Project| {
        let deals = derived(project).resolved.deals;
        let deal = deals.iter().find(|deal| deal.deal_type == DealType::Investment).unwrap();
        deal.date.value.map(|date| date.to_string())
    };
    assert_eq!(date(&project), None);
    let article = project.reads[0].article.id.clone();
    project.edits.push(Edit::SetMeta { article, outlet: None, published: "2024-03-05".parse().ok() }, None);
    refresh(&mut project, &EXTRACTOR);
    assert_eq!(date(&project).as_deref(), Some("2024-02"));
    project.edits.undo();
    refresh(&mut project, &EXTRACTOR);
    assert_eq!(date(&project), None);
}

#[test]
fn the_legend_agrees_with_the_network() {
    let project = project(&[seeds()]);
    let Derived { resolved, marks, network, .. } = derived(&project);
    let counts = counts(&resolved, &marks, &project.reads, &Filter::default());
    assert_eq!(counts.types.values().sum::<usize>(), network.deals.len());
    assert_eq!(counts.statuses.values().sum::<usize>(), network.deals.len());
    for (kind, n) in counts.kinds {
        let n_shown = network.nodes.iter().filter(|node| node.kind == kind).count();
        assert!(if kind.is_organisation() { n == n_shown } else { n > 0 }, "{kind:?} {n}");
    }
}

#[test]
fn extract_prints_a_line_an_article_sorted_by_path_and_names_what_it_skipped() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in
        [("b.txt", "KT와 마이크로소프트가 협약을 맺었다."), ("a.md", "# 제목\n\nLG전자는 제조사다."), ("empty.txt", "")]
    {
        hapjong::export::file::write(&folder.path().join(name), bytes.as_bytes()).unwrap();
    }
    let out = folder.path().join("out.jsonl");
    let mut call = args(&["extract", "-o"]);
    call.extend([out.as_os_str(), folder.path().as_os_str(), OsStr::new("no such file.txt")]);
    let output = hapjong(&call);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let lines: Vec<Value> =
        fs::read_to_string(&out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let files: Vec<&Value> = lines.iter().map(|line| &line["file"]).collect();
    assert_eq!(files, ["a.md", "b.txt"]);
    let errors = errors(&output);
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(errors.iter().any(|e| e.contains("empty.txt")) && errors.iter().any(|e| e.contains("no such file.txt")));
}

/// Files of the same text are told once, the same one each time.
#[test]
fn neither_threads_nor_order_change_what_extract_prints() {
    let folder = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(name).into_os_string();
    let (first, second, file) =
        (folder("seeds"), folder("tests/gold/train"), folder("seeds/02-k-ai-alliance-unite.txt"));
    let printed = |threads: &str, paths: &[&OsStr]| {
        let output = hapjong(&[&args(&["extract", "--threads", threads]), paths].concat());
        assert!(output.status.success());
        output.stdout
    };
    let one = printed("1", &[&first, &second, &file]);
    assert!(one.len() > 100_000);
    assert!(one == printed("2", &[&file, &second, &first]));
}

#[test]
fn nothing_read_and_wrong_calls_end_with_two() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.jsonl");
    let mut call = args(&["extract", "-o"]);
    call.extend([out.as_os_str(), folder.path().as_os_str()]);
    let output = hapjong(&call);
    assert_eq!(output.status.code(), Some(2));
    assert!(!out.exists() && !errors(&output).is_empty());
    for call in [&["extract"][..], &["render", "a.txt"], &["extract", "a.txt", "--threads", "none"]] {
        assert_eq!(hapjong(&args(call)).status.code(), Some(2), "{call:?}");
    }
}

#[test]
fn render_writes_a_picture_of_the_size_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (out, samples) = (folder.path().join("n.png"), seeds());
    let mut call = args(&["render", "--size", "640x400", "--scale", "2", "--select", "SKT", "--theme", "dark", "-o"]);
    call.extend([out.as_os_str(), samples.as_os_str()]);
    let output = hapjong(&call);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let picture = image::load_from_memory(&fs::read(&out).unwrap()).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (1280, 800));
    let colours: BTreeSet<[u8; 3]> = picture.pixels().map(|pixel| pixel.0).collect();
    assert!(colours.len() > 100, "not blank");
}

#[test]
fn a_selection_that_is_not_there_is_a_wrong_call() {
    let folder = tempfile::tempdir().unwrap();
    let (out, samples) = (folder.path().join("n.png"), seeds());
    let mut call = args(&["render", "--select", "없는 회사", "-o"]);
    call.extend([out.as_os_str(), samples.as_os_str()]);
    let output = hapjong(&call);
    assert_eq!(output.status.code(), Some(2));
    assert!(!out.exists() && errors(&output).iter().any(|line| line.contains("없는 회사")));
}
