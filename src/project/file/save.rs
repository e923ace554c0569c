//! Writing what changed since the last save.

use super::{
    Stored, Trouble,
    lock::Lock,
    rows::{CURSOR, sum},
    trouble,
};
use crate::{
    article::{Article, ArticleId},
    extract::{ArticleFacts, ENGINE},
    project::{Project, Record, reading::FactsKey},
};
use rusqlite::{Connection, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// An open project file that takes changes.
pub struct Saver {
    path: PathBuf,
    connection: Connection,
    saved: Saved,
    _lock: Lock,
}

impl Saver {
    pub(super) fn new(path: &Path, connection: Connection, lock: Lock, stored: &Stored) -> Self {
        let saved = Saved {
            articles: stored.articles.iter().map(|(article, _)| article.id.clone()).collect(),
            records: stored.records.clone(),
            cursor: stored.cursor,
            personal: stored.personal.clone(),
            views: stored.views.clone(),
            settings: stored.settings.clone(),
            facts: stored.facts.keys().cloned().collect(),
        };
        Self { path: path.to_owned(), connection, saved, _lock: lock }
    }

    pub(super) fn of_project(path: &Path, connection: Connection, lock: Lock, project: &Project) -> Self {
        Self { path: path.to_owned(), connection, saved: Saved::of(project), _lock: lock }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes what changed since the last save, in one transaction: wholly, or not at all and again the next time.
    pub fn save(&mut self, project: &Project) -> Result<(), Trouble> {
        self.saved.write(&mut self.connection, project)
    }
}

/// What the file holds already.
#[derive(Debug, Default)]
pub struct Saved {
    articles: BTreeSet<ArticleId>,
    records: Vec<Record>,
    cursor: usize,
    personal: Vec<crate::extract::taught::Row>,
    views: BTreeMap<String, String>,
    settings: BTreeMap<String, String>,
    facts: BTreeSet<FactsKey>,
}

impl Saved {
    fn of(project: &Project) -> Self {
        Self {
            articles: project.pages().map(|article| article.id.clone()).collect(),
            records: project.edits.records().to_vec(),
            cursor: project.edits.cursor(),
            personal: project.personal.clone(),
            views: project.views.clone(),
            settings: project.settings.clone(),
            facts: project.facts().map(|(key, _)| key.clone()).collect(),
        }
    }

    /// Brings the file to what the project is.
    pub fn write(&mut self, connection: &mut Connection, project: &Project) -> Result<(), Trouble> {
        let articles: Vec<&Article> = project.pages().filter(|a| !self.articles.contains(&a.id)).collect();
        let facts: Vec<_> = project.facts().filter(|(key, _)| !self.facts.contains(key)).collect();
        let log = &project.edits;
        let is_same = log.cursor() == self.cursor
            && log.records() == self.records
            && project.personal == self.personal
            && project.views == self.views
            && project.settings == self.settings;
        if articles.is_empty() && facts.is_empty() && is_same {
            return Ok(());
        }
        let transaction = connection.transaction().map_err(trouble)?;
        self.write_rows(&transaction, project, &articles, &facts).map_err(trouble)?;
        transaction.commit().map_err(trouble)?;
        *self = Self::of(project);
        Ok(())
    }

    fn write_rows(
        &self,
        to: &Transaction,
        project: &Project,
        articles: &[&Article],
        facts: &[(&FactsKey, &ArticleFacts)],
    ) -> rusqlite::Result<()> {
        let mut insert = to.prepare("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
        for a in articles {
            let (meta, lines) = (json(&a.meta)?, json(&a.lines)?);
            let batch = project.batches.get(&a.id).copied().unwrap_or_default().to_string();
            let sum = sum(&[&a.id.0, &a.file, &a.path, &a.text, &meta, &lines, &batch]);
            insert.execute(params![a.id.0, a.file, a.path, a.text, meta, lines, batch, sum])?;
        }
        let mut insert = to.prepare("INSERT INTO facts VALUES (?, ?, ?, ?)")?;
        for (key, facts) in facts {
            let facts = json(facts)?;
            insert.execute(params![key.0, ENGINE, facts, sum(&[&key.0, ENGINE, &facts])])?;
        }
        self.write_log(to, project.edits.records())?;
        if project.personal != self.personal {
            to.execute("DELETE FROM lexicon", [])?;
            for row in &project.personal {
                let row = json(row)?;
                to.execute("INSERT INTO lexicon VALUES (?, ?)", params![row, sum(&[&row])])?;
            }
        }
        let mut settings = project.settings.clone();
        settings.insert(CURSOR.into(), project.edits.cursor().to_string());
        write_named(to, "settings", &settings)?;
        if project.views != self.views {
            write_named(to, "views", &project.views)?;
        }
        Ok(())
    }

    /// Keeps the edits that are as they were, and writes those after them.
    fn write_log(&self, to: &Transaction, records: &[Record]) -> rusqlite::Result<()> {
        let n_same = records.iter().zip(&self.records).take_while(|(new, old)| new == old).count();
        if n_same < self.records.len() {
            to.execute("DELETE FROM edits WHERE n >= ?", [n_same as i64])?;
        }
        let mut insert = to.prepare("INSERT INTO edits VALUES (?, ?, ?, ?)")?;
        for (n, record) in records.iter().enumerate().skip(n_same) {
            let edit = json(&record.edit)?;
            let at = record.at.map(|at| at.to_string()).unwrap_or_default();
            insert.execute(params![n as i64, record.at, edit, sum(&[&n.to_string(), &at, &edit])])?;
        }
        Ok(())
    }
}

fn write_named(to: &Transaction, table: &str, rows: &BTreeMap<String, String>) -> rusqlite::Result<()> {
    to.execute(&format!("DELETE FROM {table}"), [])?;
    let mut insert = to.prepare(&format!("INSERT INTO {table} VALUES (?, ?, ?)"))?;
    for (name, value) in rows {
        insert.execute(params![name, value, sum(&[name, value])])?;
    }
    Ok(())
}

fn json<T: serde::Serialize + ?Sized>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}
