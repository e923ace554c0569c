//! Which facts an article has: those of its page, or those of the metadata and names in force. Facts once extracted are
//! kept, so that undo and redo extract nothing.

use super::{Edit, Project, Record, teach::UserLexicon};
use crate::{
    article::{Article, ArticleId, Meta},
    extract::{self, ArticleFacts, ENGINE, Extractor, taught::Taught},
    resolve::Read,
    text::PartialDate,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// Names facts by all that they depend on: text and lines, metadata, names taught, and the engine.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FactsKey(pub String);

impl FactsKey {
    /// The key of an article's facts. Linear in its lines.
    pub fn of(article: &Article, taught: &Taught) -> Self {
        let input = serde_json::to_vec(&(ENGINE, &article.id, &article.meta, &article.lines, taught));
        Self(blake3::hash(&input.unwrap_or_default()).to_hex()[..32].to_owned())
    }
}

/// An article that must be extracted anew.
#[derive(Debug, Clone)]
pub struct Task {
    article: Arc<Article>,
    taught: Taught,
    key: FactsKey,
}

/// A task that was done.
#[derive(Debug, Clone)]
pub struct Done {
    read: Read,
    key: FactsKey,
}

impl Task {
    /// Extracts; about 2 ms.
    pub fn run(&self, extractor: &Extractor) -> Done {
        let facts = extract::extract_taught(&self.article, extractor, &self.taught);
        Done { read: Read { article: Arc::clone(&self.article), facts: Arc::new(facts) }, key: self.key.clone() }
    }
}

/// What the facts of a project's articles were made from.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    /// The names that were in force at the last refresh.
    lexicon: UserLexicon,
    /// Articles that were added since.
    new: BTreeSet<ArticleId>,
    /// Articles as their pages state them, where metadata in force say otherwise.
    pages: BTreeMap<ArticleId, Arc<Article>>,
    /// What each article's facts were made from.
    keys: BTreeMap<ArticleId, FactsKey>,
    /// Articles whose facts are not there yet.
    wanted: BTreeMap<ArticleId, FactsKey>,
    facts: BTreeMap<FactsKey, Arc<ArticleFacts>>,
    version: u64,
    /// The number of the batch that came last.
    pub last_batch: u32,
}

/// Counts every change of any project's articles and facts, so that no two states share a number.
static CHANGES: AtomicU64 = AtomicU64::new(1);

impl Reading {
    /// Notes that articles or facts are others now.
    pub fn change(&mut self) {
        self.version = CHANGES.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes an article that was read as its page states it.
    pub fn add(&mut self, read: &Read) {
        let key = FactsKey::of(&read.article, &Taught::default());
        self.facts.insert(key.clone(), Arc::clone(&read.facts));
        self.keys.insert(read.article.id.clone(), key);
        self.new.insert(read.article.id.clone());
    }
}

impl Project {
    /// Names the articles and facts in force: what was derived from them at the same version holds still.
    pub fn version(&self) -> u64 {
        self.reading.version
    }

    /// Brings articles up to date with the metadata and names in force; to be called whenever articles came or the
    /// log's cursor moved. Facts that were there before come back at once; the articles that must be extracted are
    /// returned, and keep their old facts until [`Project::take`]. Looks only at articles that hold a changed name.
    pub fn refresh(&mut self) -> Vec<Task> {
        let lexicon = UserLexicon::of(&self.personal, self.edits.active());
        let changed = lexicon.difference(&self.reading.lexicon);
        self.reading.lexicon = lexicon;
        let mut ids = std::mem::take(&mut self.reading.new);
        ids.extend(self.reading.pages.keys().cloned());
        ids.extend(self.reading.wanted.keys().cloned());
        let typed = typed(self.edits.active());
        ids.extend(typed.keys().cloned());
        let mut tasks = Vec::new();
        for at in 0..self.reads.len() {
            let is_due = self.reads.get(at).is_some_and(|read| {
                ids.contains(&read.article.id) || !changed.is_empty() && !changed.taught(&read.article).0.is_empty()
            });
            if is_due {
                tasks.extend(self.refresh_one(at, &typed));
            }
        }
        tasks
    }

    /// Takes the facts of a task. Those that are no longer in force are only kept.
    pub fn take(&mut self, done: Done) {
        let Done { read, key } = done;
        let id = read.article.id.clone();
        self.reading.facts.insert(key.clone(), Arc::clone(&read.facts));
        if self.reading.wanted.get(&id) != Some(&key) {
            return;
        }
        self.reading.wanted.remove(&id);
        self.reading.keys.insert(id.clone(), key);
        if let Some(old) = self.reads.iter_mut().find(|old| old.article.id == id) {
            *old = read;
        }
        self.reading.change();
    }

    /// Facts that were extracted before, so that none of them need be again.
    pub fn remember(&mut self, facts: BTreeMap<FactsKey, Arc<ArticleFacts>>) {
        self.reading.facts.extend(facts);
    }

    /// All facts that a copy of the project has extracted.
    pub fn remember_all(&mut self, copy: &Self) {
        let facts = copy.reading.facts.iter().map(|(key, facts)| (key.clone(), Arc::clone(facts)));
        self.reading.facts.extend(facts);
    }

    /// Every article as its page states it, in order.
    pub fn pages(&self) -> impl Iterator<Item = &Article> {
        let pages = &self.reading.pages;
        self.reads.iter().map(|read| pages.get(&read.article.id).unwrap_or(&read.article).as_ref())
    }

    /// All facts there are, in force or not.
    pub fn facts(&self) -> impl Iterator<Item = (&FactsKey, &ArticleFacts)> {
        self.reading.facts.iter().map(|(key, facts)| (key, facts.as_ref()))
    }

    /// True while articles still have facts that are out of date.
    pub fn is_stale(&self) -> bool {
        !self.reading.wanted.is_empty()
    }

    fn refresh_one(&mut self, at: usize, typed: &BTreeMap<ArticleId, Typed>) -> Option<Task> {
        let read = self.reads.get_mut(at)?;
        let reading = &mut self.reading;
        let id = read.article.id.clone();
        let page = reading.pages.get(&id).unwrap_or(&read.article).clone();
        let meta = typed.get(&id).map_or_else(|| page.meta.clone(), |typed| typed.over(&page.meta));
        let taught = reading.lexicon.taught(&page);
        let article = if meta == page.meta {
            reading.pages.remove(&id);
            page
        } else {
            reading.pages.insert(id.clone(), Arc::clone(&page));
            Arc::new(Article { meta, ..(*page).clone() })
        };
        let key = FactsKey::of(&article, &taught);
        reading.wanted.remove(&id);
        if reading.keys.get(&id) == Some(&key) {
            return None;
        }
        if let Some(facts) = reading.facts.get(&key) {
            *read = Read { article, facts: Arc::clone(facts) };
            reading.keys.insert(id, key);
            reading.change();
            return None;
        }
        reading.wanted.insert(id, key.clone());
        Some(Task { article, taught, key })
    }
}

/// Metadata that the user typed in.
struct Typed {
    outlet: Option<String>,
    published: Option<PartialDate>,
}

impl Typed {
    /// What is known of an article whose page states `page`.
    fn over(&self, page: &Meta) -> Meta {
        Meta {
            outlet: self.outlet.clone().or_else(|| page.outlet.clone()),
            published: self.published.or(page.published),
            ..page.clone()
        }
    }
}

/// What the edits say of articles; the last edit of an article counts.
fn typed(edits: &[Record]) -> BTreeMap<ArticleId, Typed> {
    let mut typed = BTreeMap::new();
    for edit in edits.iter().flat_map(|record| record.edit.parts()) {
        if let Edit::SetMeta { article, outlet, published } = edit {
            typed.insert(article.clone(), Typed { outlet: outlet.clone(), published: *published });
        }
    }
    typed
}
