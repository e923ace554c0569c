//! Articles and what is read in them.

use super::{edit::Said, *};
use crate::{
    extract::{
        self, EntityKind,
        sample::{EXTRACTOR, article},
    },
    resolve::sample::story,
    text::Span,
};

fn project(files: &[&str]) -> Project {
    let mut project = Project::default();
    let warnings = project.add(files.iter().map(|file| story(file, "2024-10-11").read()).collect());
    assert!(warnings.is_empty());
    project
}

fn set_outlet(project: &Project, outlet: Option<&str>) -> Edit {
    let article = project.reads[0].article.id.clone();
    Edit::SetMeta { article, outlet: outlet.map(str::to_owned), published: "2025".parse().ok() }
}

#[test]
fn articles_are_sorted_and_equal_texts_are_kept_once() {
    let mut project = project(&["b.txt", "a.txt"]);
    let warnings = project.add(vec![story("c.txt", "").read(), story("a.txt", "").read()]);
    let files: Vec<&str> = project.reads.iter().map(|r| r.article.file.as_str()).collect();
    assert_eq!(files, ["a.txt", "b.txt", "c.txt"]);
    assert_eq!(warnings, [Warning { about: "news/a.txt".into(), reason: Reason::Duplicate("news/a.txt".into()) }]);
}

fn push(project: &mut Project, edit: Edit) {
    project.edits.push(edit, None);
}

/// Brings the project up to date; returns how many articles were extracted.
fn refresh(project: &mut Project) -> usize {
    let tasks = project.refresh();
    tasks.iter().map(|task| task.run(&EXTRACTOR)).for_each(|done| project.take(done));
    assert!(!project.is_stale());
    tasks.len()
}

#[test]
fn typed_metadata_is_read_anew_and_undone() {
    let mut project = project(&["a.txt", "b.txt"]);
    assert_eq!(refresh(&mut project), 0);
    let start = project.reads.clone();
    let edit = set_outlet(&project, Some("한빛경제"));
    push(&mut project, edit);
    assert_eq!(refresh(&mut project), 1);
    let meta = &project.reads[0].article.meta;
    assert_eq!((meta.outlet.as_deref(), meta.published.map(|d| d.get_year())), (Some("한빛경제"), Some(2025)));
    assert_eq!(refresh(&mut project), 0, "nothing changed");
    project.edits.undo();
    assert_eq!(refresh(&mut project), 0, "the page's own facts are kept");
    assert_eq!(project.reads[0].article, start[0].article);
    assert_eq!(project.reads[0].facts, start[0].facts);
    project.edits.redo();
    assert_eq!(refresh(&mut project), 0, "and so are the others");
    assert_eq!(project.reads[0].article.meta.outlet.as_deref(), Some("한빛경제"));
}

#[test]
fn the_last_word_on_an_article_counts() {
    let mut project = project(&["a.txt"]);
    for outlet in [Some("한빛경제"), None] {
        let edit = set_outlet(&project, outlet);
        push(&mut project, edit);
    }
    refresh(&mut project);
    let meta = &project.reads[0].article.meta;
    assert_eq!((meta.outlet.as_deref(), meta.published.map(|d| d.get_year())), (None, Some(2025)));
}

#[test]
fn a_taught_name_is_read_only_where_it_stands_and_undone() {
    let mut project = Project::default();
    let page = |file: &str, text: &str| {
        let mut article = article(text);
        article.file = file.into();
        let facts = extract::extract(&article, &EXTRACTOR);
        Read { article: Arc::new(article), facts: Arc::new(facts) }
    };
    project.add(vec![page("a", "초록 바다는 컸다."), page("b", "네이버는 컸다."), page("c", "KT는 초록 바다와 간다.")]);
    let start = project.reads.clone();
    let said = Said { article: start[0].article.id.clone(), span: Span::new(0, 13) };
    let name = "초록 바다".to_owned();
    push(&mut project, Edit::AddEntity { said, form: name.clone(), name: name.clone(), kind: EntityKind::Company });
    assert_eq!(refresh(&mut project), 2);
    let has = |read: &Read| read.facts.entities.iter().any(|e| e.name == name);
    assert_eq!(project.reads.iter().map(has).collect::<Vec<_>>(), [true, false, true]);
    project.add(vec![page("d", "초록 바다는 더 컸다.")]);
    assert_eq!(refresh(&mut project), 1, "only the new article");
    assert!(has(&project.reads[3]));
    project.edits.undo();
    assert_eq!(refresh(&mut project), 0);
    assert_eq!(
        project.reads.iter().take(3).map(|r| &r.facts).collect::<Vec<_>>(),
        start.iter().map(|r| &r.facts).collect::<Vec<_>>()
    );
}

#[test]
fn a_task_that_came_too_late_changes_nothing() {
    let mut project = project(&["a.txt"]);
    let start = project.reads.clone();
    let edit = set_outlet(&project, Some("한빛경제"));
    push(&mut project, edit);
    let tasks = project.refresh();
    assert!(project.is_stale());
    project.edits.undo();
    assert!(project.refresh().is_empty() && !project.is_stale());
    tasks.iter().map(|task| task.run(&EXTRACTOR)).for_each(|done| project.take(done));
    assert_eq!(project.reads[0].article, start[0].article);
}

#[test]
fn an_article_or_name_that_is_gone_is_told() {
    let mut project = project(&["a.txt"]);
    let edit = set_outlet(&project, None);
    let said = Said { article: project.reads[0].article.id.clone(), span: Span::new(0, 3) };
    push(&mut project, edit);
    assert!(project.missing(&Resolved::default()).is_empty());
    let name = "없는 이름".to_owned();
    push(&mut project, Edit::AddEntity { said, form: name.clone(), name, kind: EntityKind::Company });
    assert_eq!(project.missing(&Resolved::default()).len(), 1);
    project.reads.clear();
    assert_eq!(project.missing(&Resolved::default()).len(), 2);
}
