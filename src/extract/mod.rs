//! Facts of one article, from its text alone: mentions, entities, deals.

pub mod boundary;
pub mod deals;
pub mod define;
pub mod doc;
pub mod entity;
pub mod facts;
pub mod generic;
pub mod lexicon;
pub mod names;
pub mod person;
pub mod tagger;
pub mod taught;
pub mod title;
pub mod unknown;
pub mod values;

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
pub mod sample;

use crate::{article::Article, error::Reason, text::dictionary::Tokenizer};
/// The least confidence of the deals that `hapjong extract` prints unless told otherwise: where precision and recall
/// together are best on articles never seen.
pub const LEAST_CONFIDENCE: f32 = 0.55;

pub use facts::*;
pub use lexicon::About;
use taught::Taught;

/// What extraction needs besides the article: dictionary, lexicon and tables. Built once, shared by threads.
pub struct Extractor {
    /// Known names and word tables.
    pub lexicon: lexicon::Lexicon,
    /// Korean tokens.
    pub tokenizer: Tokenizer,
    /// Words that tell deals and their status.
    pub triggers: deals::trigger::Triggers,
    /// What the reader of deals learned from examples.
    pub model: deals::learned::model::Model,
    /// Names that stand in no table.
    pub tagger: tagger::Tagger,
}

impl Extractor {
    /// Unpacks the dictionary and reads the tables; about 0.3 s. Broken rows of a table become warnings.
    pub fn load() -> (Self, Vec<crate::Warning>) {
        let (lexicon, mut warnings) = lexicon::Lexicon::load();
        let (tokenizer, trouble) = Tokenizer::load();
        warnings.extend(trouble.map(|why| crate::Warning { about: "ko-dic".into(), reason: Reason::Unreadable(why) }));
        let (triggers, more) = deals::trigger::Triggers::load();
        warnings.extend(more);
        let (model, trouble) = deals::learned::model::Model::load();
        warnings.extend(trouble.map(|why| crate::Warning { about: "deals".into(), reason: Reason::Unreadable(why) }));
        let tagger = tagger::Tagger::load().unwrap_or_else(|why| {
            warnings.push(crate::Warning { about: "tagger".into(), reason: Reason::Unreadable(why) });
            tagger::Tagger::new(tagger::crf::Crf::empty())
        });
        (Self { lexicon, tokenizer, triggers, model, tagger }, warnings)
    }
}

/// Names the code and tables that extraction consists of: facts of another engine are stale.
pub const ENGINE: &str = env!("HAPJONG_ENGINE");

/// The facts of one article. Pure; cannot fail.
pub fn extract(article: &Article, extractor: &Extractor) -> ArticleFacts {
    extract_taught(article, extractor, &Taught::default())
}

/// As [`extract`], where the user has taught names that stand in the article.
pub fn extract_taught(article: &Article, extractor: &Extractor, taught: &Taught) -> ArticleFacts {
    let mut doc = doc::Doc::new(article, &extractor.lexicon);
    let people = names::find(&mut doc, &extractor.tokenizer, &extractor.tagger);
    // Once for the persons, whose organisations are taught perhaps; and again, as a person's name may be taught, too.
    taught::apply(&mut doc, taught);
    person::find(&mut doc, &extractor.tokenizer, &people);
    taught::apply(&mut doc, taught);
    let records = deals::find(&doc, &extractor.triggers, &extractor.model);
    let (entities, order) = entity::facts(&doc);
    ArticleFacts { entities, deals: deals::merge::facts(records, &order) }
}
