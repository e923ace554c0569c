//! Opening, saving, refusing, migrating, recovering.

use super::*;
use crate::{
    export::file::write,
    extract::{
        EntityKind,
        sample::{EXTRACTOR, article},
    },
    project::Edit,
    resolve::EntityKey,
};
use std::fs;

const QUIET: Watch = Watch { progress: &|_, _| (), cancelled: &|| false };

fn read(text: &str) -> Read {
    let article = article(text);
    Read { facts: Arc::new(extract::extract(&article, &EXTRACTOR)), article: Arc::new(article) }
}

fn hide(name: &str) -> Edit {
    Edit::Hide { entity: EntityKey { kind: EntityKind::Company, name: name.into() } }
}

fn project() -> Project {
    let mut project = Project::default();
    project.add(vec![read("KT는 컸다."), read("네이버는 초록 바다와 간다.")]);
    project.edits.push(hide("KT"), Some(1));
    project.edits.push(hide("네이버"), None);
    project.edits.undo();
    project.personal.push(Row::name("초록 바다", "초록 바다", EntityKind::Company));
    project.views.insert("통신사".into(), "{}".into());
    project.settings.insert("samples".into(), "1".into());
    crate::pipeline::refresh(&mut project, &EXTRACTOR);
    project
}

/// A file of [`project`] in a folder of its own.
fn saved() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("통신.hapjong");
    create(&path, &project()).unwrap();
    (folder, path)
}

fn files(folder: &tempfile::TempDir) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn assert_whole(loaded: &Project) {
    let project = project();
    assert_eq!(loaded.edits, project.edits);
    assert_eq!(
        (&loaded.personal, &loaded.views, &loaded.settings),
        (&project.personal, &project.views, &project.settings)
    );
    assert_eq!(loaded.batches, project.batches);
    let facts = |p: &Project| p.reads.iter().map(|r| (r.article.clone(), r.facts.clone())).collect::<Vec<_>>();
    assert_eq!(facts(loaded), facts(&project));
}

#[test]
fn what_was_saved_is_loaded_and_extracts_nothing() {
    let (folder, path) = saved();
    let opened = open(&path).unwrap();
    assert_eq!(opened.stored.facts.len(), 3, "the pages' own, and those with the taught name");
    assert!(opened.saver.is_some() && opened.backup.is_none());
    assert_whole(&opened.stored.into_project(&EXTRACTOR, &QUIET));
    drop(opened.saver);
    assert_eq!(files(&folder), ["통신.hapjong"]);
}

#[test]
fn changes_are_saved_and_undone_edits_are_replaced() {
    let (_folder, path) = saved();
    let opened = open(&path).unwrap();
    let mut saver = opened.saver.unwrap();
    let mut project = opened.stored.into_project(&EXTRACTOR, &QUIET);
    project.edits.push(hide("초록 바다"), Some(7));
    project.add(vec![read("SK텔레콤은 컸다.")]);
    project.views.clear();
    saver.save(&project).unwrap();
    drop(saver);
    let stored = open(&path).unwrap().stored;
    assert_eq!((stored.records.as_slice(), stored.cursor), (project.edits.records(), 2));
    assert_eq!((stored.articles.len(), stored.views.len()), (3, 0));
    let batches: Vec<u32> = stored.articles.iter().map(|(_, batch)| *batch).collect();
    assert_eq!(batches, [0, 0, 1]);
}

#[test]
fn a_second_window_may_only_read() {
    let (_folder, path) = saved();
    let first = open(&path).unwrap();
    let second = open(&path).unwrap();
    assert!(first.saver.is_some() && second.saver.is_none());
    assert_eq!(second.stored.articles.len(), 2);
    assert_eq!(create(&path, &project()).err(), Some(Trouble::InUse));
    drop(first);
    assert!(open(&path).unwrap().saver.is_some());
}

#[test]
fn what_is_no_project_and_what_is_newer_is_refused_and_left_alone() {
    let (folder, path) = saved();
    assert_eq!(open(&folder.path().join("none.hapjong")).err(), Some(Trouble::Missing));
    let other = folder.path().join("other.hapjong");
    for bytes in ["", "KT는 컸다.", "SQLite format 3\0"] {
        write(&other, bytes.as_bytes()).unwrap();
        assert_eq!(open(&other).err(), Some(Trouble::NotAProject), "{bytes}");
    }
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(open(&path).err(), Some(Trouble::Newer(99, schema::VERSION)));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn an_older_file_is_migrated_after_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.hapjong");
    let mut old = Connection::open(&path).unwrap();
    schema::migrate_to(&mut old, 1).unwrap();
    let row = r#"{"form":"PPLX","says":"Nothing","article":null}"#;
    old.execute("INSERT INTO lexicon VALUES (?, ?)", (row, rows::sum(&[row]))).unwrap();
    drop(old);
    let before = fs::read(&path).unwrap();
    let opened = open(&path).unwrap();
    let backup = opened.backup.unwrap();
    assert_eq!(backup.file_name().unwrap(), "a.v1.hapjong");
    assert_eq!(fs::read(backup).unwrap(), before);
    assert_eq!(opened.stored.personal.len(), 1);
    opened.saver.unwrap().save(&project()).unwrap();
    assert!(open(&path).unwrap().backup.is_none());
}

#[test]
fn facts_of_another_engine_are_extracted_anew() {
    let (_folder, path) = saved();
    Connection::open(&path).unwrap().execute("UPDATE facts SET engine = 'older'", []).unwrap();
    let stored = open(&path).unwrap().stored;
    assert!(stored.facts.is_empty());
    assert_whole(&stored.into_project(&EXTRACTOR, &QUIET));
}

#[test]
fn a_changed_letter_is_seen_and_all_else_recovered() {
    let (_folder, path) = saved();
    let connection = Connection::open(&path).unwrap();
    connection.execute("UPDATE articles SET text = replace(text, 'KT', 'KF')", []).unwrap();
    connection.execute("UPDATE edits SET edit = replace(edit, 'KT', 'KF')", []).unwrap();
    drop(connection);
    assert_eq!(open(&path).err(), Some(Trouble::Damaged("articles".into())));
    let stored = recover::recover(&path).unwrap();
    assert_eq!((stored.articles.len(), stored.records.len(), stored.cursor), (1, 1, 0));
    assert_eq!((stored.personal.len(), stored.views.len()), (1, 1));
}

#[test]
fn a_lost_table_and_a_broken_first_page_leave_the_rest() {
    let (_folder, path) = saved();
    let whole = fs::read(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("DROP TABLE edits").unwrap();
    assert!(matches!(open(&path).err(), Some(Trouble::Damaged(_))));
    assert_eq!(recover::recover(&path).unwrap().articles.len(), 2);
    let mut bytes = whole;
    bytes[..200].fill(b'x');
    write(&path, &bytes).unwrap();
    assert_eq!(open(&path).err(), Some(Trouble::NotAProject));
    let stored = recover::recover(&path).unwrap();
    assert_eq!((stored.articles.len(), stored.records.len(), stored.cursor), (2, 2, 1));
}
