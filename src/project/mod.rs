//! The truth: articles and the user's edits. Everything else is derived from it.

pub mod edit;
pub mod review;

use crate::{
    Warning,
    article::{Article, ArticleId, Meta},
    error::Reason,
    extract::ArticleFacts,
    resolve::Read,
};
pub use edit::{Edit, EditLog};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the user has: articles with their cached facts, and the log of edits.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// Sorted by path, then file name; no two with the same id.
    pub reads: Vec<Read>,
    /// Every change of data, pins and hides, with its cursor.
    pub edits: EditLog,
    /// Articles as their pages state them, where an edit in force says otherwise.
    pages: BTreeMap<ArticleId, Read>,
}

impl Project {
    /// Adds articles. A text that is already there is left out with a warning. O(n log n).
    pub fn add(&mut self, reads: Vec<Read>) -> Vec<Warning> {
        let shown = |a: &Article| if a.path.is_empty() { a.file.clone() } else { a.path.clone() };
        let mut known: BTreeMap<ArticleId, String> =
            self.reads.iter().map(|r| (r.article.id.clone(), shown(&r.article))).collect();
        let mut warnings = Vec::new();
        for read in reads {
            match known.get(&read.article.id) {
                Some(first) => {
                    let reason = Reason::Duplicate(first.clone());
                    warnings.push(Warning { about: shown(&read.article), reason });
                }
                None => {
                    known.insert(read.article.id.clone(), shown(&read.article));
                    self.reads.push(read);
                }
            }
        }
        self.reads.sort_by(|a, b| order(&a.article).cmp(&order(&b.article)));
        warnings
    }

    /// Gives each article the metadata in force, and extracts anew those where it changed; an article whose edits are
    /// undone gets back what its page said. Costs nothing but a look at the edits where nothing changed.
    pub fn apply_meta(&mut self, extract: &mut dyn FnMut(&Article) -> ArticleFacts) {
        let edits = self.edits.active();
        let mut ids: BTreeSet<ArticleId> = self.pages.keys().cloned().collect();
        ids.extend(edits.iter().flat_map(Edit::each).filter_map(Edit::article).cloned());
        for read in self.reads.iter_mut().filter(|read| ids.contains(&read.article.id)) {
            let id = read.article.id.clone();
            let page = self.pages.get(&id).unwrap_or(read).clone();
            let meta = effective_meta(&id, &page.article.meta, edits);
            if meta == page.article.meta {
                self.pages.remove(&id);
                *read = page;
            } else if meta != read.article.meta {
                let article = Article { meta, ..(*page.article).clone() };
                *read = Read { facts: Arc::new(extract(&article)), article: Arc::new(article) };
                self.pages.insert(id, page);
            }
        }
    }

    /// A warning for each edit in force of an article that is not there.
    pub fn missing_articles(&self) -> Vec<Warning> {
        let ids = self.edits.active().iter().flat_map(Edit::each).filter_map(Edit::article);
        let gone = ids.filter(|id| self.article(id).is_none());
        gone.map(|id| Warning { about: id.0.clone(), reason: Reason::EditTargetGone("article".into()) }).collect()
    }

    /// The article with that id, and its index.
    pub fn article(&self, id: &ArticleId) -> Option<(usize, &Arc<Article>)> {
        self.reads.iter().enumerate().find(|(_, r)| r.article.id == *id).map(|(i, r)| (i, &r.article))
    }
}

/// The order of articles: by path, then file name, then content.
fn order(article: &Article) -> (&str, &str, &ArticleId) {
    (&article.path, &article.file, &article.id)
}

/// What is known of an article: what its page states, and what the edits say instead. The last edit of an article
/// counts.
pub fn effective_meta(id: &ArticleId, page: &Meta, edits: &[Edit]) -> Meta {
    let said = edits.iter().rev().find_map(|edit| match edit {
        Edit::SetMeta { article, outlet, published } if article == id => Some((outlet, published)),
        _ => None,
    });
    let Some((outlet, published)) = said else { return page.clone() };
    Meta {
        outlet: outlet.clone().or_else(|| page.outlet.clone()),
        published: published.or(page.published),
        ..page.clone()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::resolve::sample::story;

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

    #[test]
    fn typed_metadata_is_read_anew_and_undone() {
        let mut project = project(&["a.txt", "b.txt"]);
        let start = project.reads.clone();
        let edit = set_outlet(&project, Some("한빛경제"));
        project.edits.push(edit);
        let mut n_read = 0;
        project.apply_meta(&mut |article| {
            n_read += 1;
            assert_eq!(article.meta.published.map(|d| d.to_string()).as_deref(), Some("2025"));
            ArticleFacts::default()
        });
        assert_eq!(project.reads[0].article.meta.outlet.as_deref(), Some("한빛경제"));
        project.apply_meta(&mut |_| unreachable!("nothing changed"));
        project.edits.undo();
        project.apply_meta(&mut |_| unreachable!("the page's own facts are kept"));
        assert_eq!(n_read, 1);
        assert_eq!(project.reads[0].article, start[0].article);
        assert_eq!(project.reads[0].facts, start[0].facts);
    }

    #[test]
    fn the_last_word_on_an_article_counts() {
        let mut project = project(&["a.txt"]);
        for outlet in [Some("한빛경제"), None] {
            let edit = set_outlet(&project, outlet);
            project.edits.push(edit);
        }
        let Read { article, .. } = &project.reads[0];
        let meta = effective_meta(&article.id, &article.meta, project.edits.active());
        assert_eq!((meta.outlet, meta.published.map(|d| d.get_year())), (None, Some(2025)));
    }

    #[test]
    fn an_article_that_is_gone_is_told() {
        let mut project = project(&["a.txt"]);
        let edit = set_outlet(&project, None);
        project.edits.push(edit);
        assert!(project.missing_articles().is_empty());
        project.reads.clear();
        assert_eq!(project.missing_articles().len(), 1);
    }
}
