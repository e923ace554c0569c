//! The truth: articles, the user's lexicon and edits. Everything else is derived from it.

pub mod correct;
pub mod doubt;
pub mod edit;
pub mod file;
pub mod likely;
pub mod log;
pub mod reading;
pub mod redirect;
pub mod review;
pub mod teach;

use crate::{
    Warning,
    article::{Article, ArticleId},
    error::Reason,
    extract::taught::Row,
    resolve::{Read, Resolved},
};
pub use edit::Edit;
pub use log::{EditLog, Record};
use reading::Reading;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the user has: articles with their cached facts, and the log of edits.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// Sorted by path, then file name; no two with the same id.
    pub reads: Vec<Read>,
    /// Every change of data, pins and hides, with its cursor.
    pub edits: EditLog,
    /// What the user's own lexicon for all projects says; the edits go before it.
    pub personal: Vec<Row>,
    /// Saved views, by name, as JSON.
    pub views: BTreeMap<String, String>,
    /// Settings of this project, by name.
    pub settings: BTreeMap<String, String>,
    /// Which batch each article came in: 0 for the first, one more each time articles are added to others.
    pub batches: BTreeMap<ArticleId, u32>,
    reading: Reading,
}

impl Project {
    /// Adds articles with the facts that [`crate::extract::extract`] finds in them. A text that is already there is
    /// left out with a warning. O(n log n).
    pub fn add(&mut self, reads: Vec<Read>) -> Vec<Warning> {
        let shown = |a: &Article| if a.path.is_empty() { a.file.clone() } else { a.path.clone() };
        let mut known: BTreeMap<ArticleId, String> =
            self.reads.iter().map(|r| (r.article.id.clone(), shown(&r.article))).collect();
        let mut warnings = Vec::new();
        let batch = self.batches.values().max().map_or(0, |last| last + 1);
        for read in reads {
            match known.get(&read.article.id) {
                Some(first) => {
                    let reason = Reason::Duplicate(first.clone());
                    warnings.push(Warning { about: shown(&read.article), reason });
                }
                None => {
                    known.insert(read.article.id.clone(), shown(&read.article));
                    self.reading.add(&read);
                    self.batches.entry(read.article.id.clone()).or_insert(batch);
                    self.reads.push(read);
                }
            }
        }
        self.reading.last_batch = self.batches.values().max().copied().unwrap_or_default();
        self.reading.change();
        self.reads.sort_by(|a, b| order(&a.article).cmp(&order(&b.article)));
        warnings
    }

    /// A warning for each edit in force that finds no article, or no name in any, and so nothing to act on. `resolved`
    /// is what the project's articles tell before any edit.
    pub fn missing(&self, resolved: &Resolved) -> Vec<Warning> {
        let gone =
            |about: &str, what: &str| Warning { about: about.into(), reason: Reason::EditTargetGone(what.into()) };
        let parts = self.edits.active().iter().flat_map(|record| record.edit.parts());
        let warning = |edit: &Edit| match (edit.article(), edit) {
            (Some(id), _) if self.article(id).is_none() => Some(gone(&id.0, "article")),
            (_, Edit::AddEntity { name, .. }) if !resolved.entities.iter().any(|e| e.key.name == *name) => {
                Some(gone(name, "name"))
            }
            _ => None,
        };
        parts.filter_map(warning).collect()
    }

    /// True if the article came with the last batch that was added to others.
    pub fn is_new(&self, id: &ArticleId) -> bool {
        self.reading.last_batch > 0 && self.batches.get(id) == Some(&self.reading.last_batch)
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

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
