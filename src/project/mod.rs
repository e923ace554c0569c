//! The truth: articles and the user's edits. Everything else is derived from it.

pub mod edit;
pub mod review;

use crate::{article::Article, resolve::Read};
pub use edit::{Edit, EditLog};
use std::sync::Arc;

/// What the user has: articles with their cached facts, and the log of edits.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// Sorted by path, then file name; no two with the same id.
    pub reads: Vec<Read>,
    /// Every change of data, pins and hides, with its cursor.
    pub edits: EditLog,
}

impl Project {
    /// The article with that id, and its index.
    pub fn article(&self, id: &crate::article::ArticleId) -> Option<(usize, &Arc<Article>)> {
        self.reads.iter().enumerate().find(|(_, r)| r.article.id == *id).map(|(i, r)| (i, &r.article))
    }
}
