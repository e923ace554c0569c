//! Projects in the window: kept without being asked, opened again, named, refused, recovered.

use super::{act, company, settle};
use egui_kittest::{Harness, kittest::Queryable};
use hapjong::{
    export::file::write,
    project::Edit,
    ui::{
        App, Options,
        action::Action,
        model::{Banner, FileState, Notice},
        state::{Opened, UiState},
        strings::Language,
    },
};
use std::{
    fs,
    path::{Path, PathBuf},
};

fn window(folder: &Path, state: Option<UiState>, paths: Vec<PathBuf>) -> Harness<'static, App> {
    let state = state.unwrap_or(UiState { language: Language::Korean, ..UiState::default() });
    let folder = Some(folder.join("untitled"));
    let mut harness = Harness::builder().with_size([1440.0, 900.0]).with_max_steps(64).build_eframe(move |cc| {
        App::new(&cc.egui_ctx, Options { state: Some(state), paths, folder, ..Options::default() })
    });
    settle(&mut harness);
    harness
}

fn remembered(harness: &Harness<'_, App>) -> Option<UiState> {
    Some(harness.state().model().state.clone())
}

fn hide(harness: &mut Harness<'_, App>, name: &str) {
    act(harness, Action::Edit(Edit::Hide { entity: company(name) }));
}

#[test]
fn the_samples_and_what_was_done_to_them_are_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = window(folder.path(), None, Vec::new());
    assert_eq!(first.state().model().banner, Some(Banner::Samples));
    hide(&mut first, "SK텔레콤");
    let (state, before) = (remembered(&first), format!("{:?}", first.state().model().derived));
    drop(first);
    let mut again = window(folder.path(), state, Vec::new());
    assert_eq!(again.state().model().file.state, FileState::Saved);
    assert_eq!(format!("{:?}", again.state().model().derived), before);
    act(&mut again, Action::Undo);
    assert!(again.state().model().derived.marks.hidden.is_empty());
}

#[test]
fn a_new_project_is_empty_and_the_old_one_stays_in_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(folder.path(), None, Vec::new());
    let first = harness.state().model().file.path.clone().unwrap();
    act(&mut harness, Action::NewProject);
    assert!(!harness.state().model().has_articles());
    let second = harness.state().model().file.path.clone().unwrap();
    assert_eq!(harness.state().model().state.recent, [second.clone(), first.clone()]);
    harness.get_by_label("제목 없음 1");
    act(&mut harness, Action::OpenProjectAt(first.clone()));
    assert!(harness.state().model().has_articles());
    assert!(!second.exists(), "what stayed empty leaves nothing");
    assert_eq!(harness.state().model().state.recent, [first]);
}

#[test]
fn work_gets_a_name_and_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(folder.path(), None, Vec::new());
    let untitled = harness.state().model().file.path.clone().unwrap();
    let path = folder.path().join("통신 동맹.hapjong");
    act(&mut harness, Action::SaveProjectAt(path.clone()));
    assert!(path.exists() && !untitled.exists());
    hide(&mut harness, "KT");
    let state = remembered(&harness);
    assert_eq!(state.as_ref().unwrap().opened, Opened::Project(path));
    drop(harness);
    let again = window(folder.path(), state, Vec::new());
    assert!(again.state().model().derived.marks.hidden.contains(&company("KT")));
}

#[test]
fn a_second_window_reads_only_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = window(folder.path(), None, Vec::new());
    let path = folder.path().join("a.hapjong");
    act(&mut first, Action::SaveProjectAt(path.clone()));
    let mut second = window(folder.path(), None, vec![path.clone()]);
    assert!(second.state().model().notices.contains(&Notice::ReadOnly(path)));
    let n_articles = first.state().model().project.reads.len();
    assert_eq!(second.state().model().project.reads.len(), n_articles);
    hide(&mut second, "KT");
    assert!(second.state().model().derived.marks.hidden.is_empty());
    act(&mut second, Action::SaveProjectAt(folder.path().join("b.hapjong")));
    hide(&mut second, "KT");
    assert_eq!(second.state().model().derived.marks.hidden.len(), 1);
}

#[test]
fn a_damaged_project_is_refused_and_recovered_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(folder.path(), None, Vec::new());
    hide(&mut harness, "KT");
    let path = folder.path().join("a.hapjong");
    act(&mut harness, Action::SaveProjectAt(path.clone()));
    act(&mut harness, Action::NewProject);
    let mut bytes = fs::read(&path).unwrap();
    bytes[..100].fill(0);
    write(&path, &bytes).unwrap();
    act(&mut harness, Action::OpenProjectAt(path.clone()));
    assert!(matches!(harness.state().model().notices.last(), Some(Notice::Refused(..))));
    harness.get_by_label("읽을 수 있는 것 살리기").click();
    settle(&mut harness);
    settle(&mut harness);
    let model = harness.state().model();
    assert!(matches!(model.notices.last(), Some(Notice::Recovered(n_articles, 1)) if *n_articles > 0));
    assert!(model.derived.marks.hidden.contains(&company("KT")));
    assert_eq!(model.file.path, Some(folder.path().join("a-1.hapjong")));
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn the_history_goes_to_any_moment() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(folder.path(), None, Vec::new());
    ["SK텔레콤", "KT", "네이버"].iter().for_each(|name| hide(&mut harness, name));
    act(&mut harness, Action::History);
    harness.get_by_label("처음").click();
    settle(&mut harness);
    let model = harness.state().model();
    assert!(model.derived.marks.hidden.is_empty() && model.project.edits.records().len() == 3);
    act(&mut harness, Action::GoTo(2));
    assert_eq!(harness.state().model().derived.marks.hidden.len(), 2);
}

#[test]
fn added_articles_are_marked_and_copies_are_one_story() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(folder.path(), None, Vec::new());
    let model = harness.state().model();
    let (before, text) = (model.project.reads.len(), model.project.reads[0].article.text.clone());
    assert!(!model.project.is_new(&model.project.reads[0].article.id));
    let path = folder.path().join("사본.txt");
    write(&path, format!("{text}\n한 줄이 더 있다.\n").as_bytes()).unwrap();
    act(&mut harness, Action::Open(vec![path]));
    settle(&mut harness);
    let model = harness.state().model();
    assert_eq!(model.project.reads.len(), before + 1);
    let (copy, article) = model.project.reads.iter().enumerate().find(|(_, r)| r.article.file == "사본.txt").unwrap();
    assert!(model.project.is_new(&article.article.id));
    assert_eq!(model.copies(copy).len(), 1);
}
