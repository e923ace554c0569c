//! Facts of one article, from its text alone: mentions, entities, deals.

pub mod facts;
pub mod lexicon;
pub mod values;

use crate::article::Article;
pub use facts::*;
pub use lexicon::About;

/// What extraction needs besides the article: dictionary, lexicon and tables. Built once, shared by threads.
pub struct Extractor {
    /// Known names and word tables.
    pub lexicon: lexicon::Lexicon,
}

impl Extractor {
    /// Unpacks the dictionary and reads the tables; about 0.3 s. Broken rows of a table become warnings.
    pub fn load() -> (Self, Vec<crate::Warning>) {
        let (lexicon, warnings) = lexicon::Lexicon::load();
        (Self { lexicon }, warnings)
    }
}

/// The facts of one article. Pure; cannot fail.
pub fn extract(_article: &Article, _extractor: &Extractor) -> ArticleFacts {
    ArticleFacts::default()
}
