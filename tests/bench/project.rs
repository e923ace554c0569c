//! How fast a project of 5,000 articles is, printed: `cargo bench --no-default-features --bench project`.
//!
//! Without the window, which adds the layout and the painting, both off the thread that answers the user.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a tool of the tests"
)]

mod corpus;
#[path = "../shapes/mod.rs"]
#[allow(dead_code, reason = "the articles need its random numbers only")]
mod shapes;

use hapjong::{
    extract::{EntityKind, Extractor},
    network::{Filter, counts},
    pipeline::{Watch, derive_from, read_files, refresh, resolve},
    project::{
        Edit, Project, correct,
        edit::{DealChange, Said},
        file,
    },
    resolve::{Resolved, Review},
};
use std::{fs, path::Path, time::Instant};

const MANY: usize = 5000;
const MORE: usize = 50;
const WATCH: Watch = Watch { progress: &|_, _| (), cancelled: &|| false };

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("project");
    let _ = fs::remove_dir_all(&folder);
    let extractor = Extractor::load().0;
    let n_bytes = corpus::write(&folder.join("many"), MANY + MORE);
    let (reads, _) = read_files(&[folder.join("many")], &extractor, &WATCH);
    let (first, more) = reads.split_at(reads.len() - MORE);
    println!("{} articles, {:.1} MB of text", first.len(), n_bytes as f64 / 1e6);

    let mut project = Project::default();
    project.add(first.to_vec());
    refresh(&mut project, &extractor);
    let path = folder.join("a.hapjong");
    let create = time(|| drop(file::create(&path, &project).unwrap()));
    print("written whole", create, None);
    println!("  the file: {:.1} MB", fs::metadata(&path).unwrap().len() as f64 / 1e6);

    let start = Instant::now();
    let opened = file::open(&path).unwrap();
    print("opened: rows read", ms(start), None);
    let at = Instant::now();
    let mut saver = opened.saver.unwrap();
    let mut project = opened.stored.into_project(&extractor, &WATCH);
    print("opened: facts brought up to date", ms(at), None);
    let at = Instant::now();
    let told = resolve(&project, &extractor);
    print("opened: entities and deals joined", ms(at), None);
    let at = Instant::now();
    let shown = show(&project, &told);
    print("opened: edits, network, numbers of the legend", ms(at), None);
    print("opened, warm", ms(start), Some(2000.0));
    println!("  {} entities, {} deals", told.entities.len(), told.deals.len());

    for (name, edit) in edits(&shown, &project) {
        project.edits.push(edit, None);
        let at = Instant::now();
        let tasks = project.refresh();
        show(&project, &told);
        print(&format!("edit: {name}, {} articles to read", tasks.len()), ms(at), Some(100.0));
        print("  saved", time(|| saver.save(&project).unwrap()), None);
        project.edits.undo();
        let at = Instant::now();
        assert!(project.refresh().is_empty());
        show(&project, &told);
        print("  undone", ms(at), Some(100.0));
        project.edits.redo();
    }
    refresh(&mut project, &extractor);

    let paths: Vec<_> = more.iter().map(|read| read.article.path.clone().into()).collect();
    let at = Instant::now();
    let (reads, _) = read_files(&paths, &extractor, &WATCH);
    project.add(reads);
    refresh(&mut project, &extractor);
    let told = resolve(&project, &extractor);
    show(&project, &told);
    print(&format!("{MORE} articles added"), ms(at), Some(3000.0));
    print("  saved", time(|| saver.save(&project).unwrap()), None);
    let _ = fs::remove_dir_all(&folder);
}

/// What an edit changes in the window.
fn show(project: &Project, told: &Resolved) -> Resolved {
    let filter = Filter::default();
    let derived = derive_from(told.clone(), project, &filter);
    counts(&derived.resolved, &derived.marks, &project.reads, &filter);
    derived.resolved
}

fn edits(resolved: &Resolved, project: &Project) -> Vec<(&'static str, Edit)> {
    let mut companies: Vec<_> = resolved.entities.iter().filter(|e| e.kind == EntityKind::Company).collect();
    companies.sort_by_key(|e| std::cmp::Reverse(e.mentions.len()));
    let (a, b) = (companies[0], companies[1]);
    let deal = correct::target(&resolved.deals[resolved.deals.len() / 2], &project.reads);
    let said = Said { article: project.reads[0].article.id.clone(), span: project.reads[0].article.lines[0].span };
    let form = "관계자".to_owned();
    vec![
        ("hide", Edit::Hide { entity: a.key.clone() }),
        ("deal rejected", Edit::ReviewDeal { deal: deal.clone(), review: Review::Rejected }),
        ("deal corrected", Edit::CorrectDeal { deal, change: DealChange::Date(None) }),
        ("the two most named companies merged", correct::merge(std::slice::from_ref(&b.key), &a.key)),
        ("a name added", Edit::AddEntity { said, name: form.clone(), form, kind: EntityKind::Company }),
    ]
}

fn ms(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

fn time(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    ms(start)
}

fn print(what: &str, ms: f64, at_most: Option<f64>) {
    let limit = at_most.map(|limit| format!(" (at most {limit} ms)")).unwrap_or_default();
    println!("  {what}: {ms:.0} ms{limit}");
}
