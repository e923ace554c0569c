//! Rows of the tables: reading all, and what one row is.

use super::{Stored, Trouble, trouble};
use crate::{
    article::{Article, ArticleId},
    extract::{ArticleFacts, ENGINE, taught},
    project::{Edit, Record, reading::FactsKey},
};
use rayon::prelude::*;
use rusqlite::{Connection, Row};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The setting that holds the log's cursor.
pub const CURSOR: &str = "cursor";

/// A checksum of a row's cells: the first eight bytes of their BLAKE3.
pub fn sum(cells: &[&str]) -> i64 {
    let mut hasher = blake3::Hasher::new();
    for cell in cells {
        hasher.update(&(cell.len() as u64).to_le_bytes());
        hasher.update(cell.as_bytes());
    }
    let mut first = [0; 8];
    hasher.finalize_xof().fill(&mut first);
    i64::from_le_bytes(first)
}

/// A row as it stands in its table: cells of text, and their checksum.
pub struct Cells {
    cells: Vec<String>,
    sum: i64,
}

impl Cells {
    /// The first `n` columns of a row and the checksum after them.
    pub fn read(row: &Row, n: usize) -> rusqlite::Result<Self> {
        let cells = (0..n).map(|i| row.get(i)).collect::<rusqlite::Result<Vec<String>>>()?;
        Ok(Self { cells, sum: row.get(n)? })
    }

    /// The cells, if none was changed.
    fn whole<const N: usize>(self) -> Option<[String; N]> {
        let cells: Vec<&str> = self.cells.iter().map(String::as_str).collect();
        if sum(&cells) != self.sum { None } else { self.cells.try_into().ok() }
    }
}

/// A table's columns of text, as a query names them.
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The columns, joined by commas.
    pub columns: &'static str,
    /// How many.
    pub n: usize,
}

/// Articles.
pub const ARTICLES: Table = Table { name: "articles", columns: "id, file, path, text, meta, lines, batch", n: 7 };
/// Edits; number and time are written in words, so that the checksum covers them.
pub const EDITS: Table = Table { name: "edits", columns: "CAST(n AS TEXT), ifnull(CAST(at AS TEXT), ''), edit", n: 3 };
/// The user's own lexicon.
pub const LEXICON: Table = Table { name: "lexicon", columns: "row", n: 1 };
/// Settings.
pub const SETTINGS: Table = Table { name: "settings", columns: "name, value", n: 2 };
/// Saved views.
pub const VIEWS: Table = Table { name: "views", columns: "name, value", n: 2 };
/// The cache of facts.
pub const FACTS: Table = Table { name: "facts", columns: "key, engine, facts", n: 3 };

/// An article from its row, with the number of the batch it came in.
pub fn article(cells: Cells) -> Option<(Article, u32)> {
    let [id, file, path, text, meta, lines, batch] = cells.whole()?;
    let (meta, lines) = (serde_json::from_str(&meta).ok()?, serde_json::from_str(&lines).ok()?);
    let id = Some(ArticleId(id)).filter(|id| *id == ArticleId::of(&text))?;
    let article = Article { id, file, path, text, meta, lines };
    let is_within = |line: &crate::article::Line| article.text.get(line.span.start..line.span.end).is_some();
    let is_whole = article.lines.iter().all(is_within);
    batch.parse().ok().filter(|_| is_whole).map(|batch| (article, batch))
}

/// An edit with its number.
pub fn edit(cells: Cells) -> Option<(usize, Record)> {
    let [n, at, edit] = cells.whole()?;
    let edit: Edit = serde_json::from_str(&edit).ok()?;
    Some((n.parse().ok()?, Record { edit, at: at.parse().ok() }))
}

/// A row of the user's own lexicon.
pub fn lexicon(cells: Cells) -> Option<taught::Row> {
    let [row] = cells.whole()?;
    serde_json::from_str(&row).ok()
}

/// A name with its value.
pub fn named(cells: Cells) -> Option<(String, String)> {
    let [name, value] = cells.whole()?;
    Some((name, value))
}

/// Facts of this engine; those of another, and damaged ones, are as good as none.
pub fn facts(cells: Cells) -> Option<(FactsKey, Arc<ArticleFacts>)> {
    let [key, engine, facts] = cells.whole()?;
    let facts = (engine == ENGINE).then(|| serde_json::from_str(&facts).ok()).flatten()?;
    Some((FactsKey(key), Arc::new(facts)))
}

/// Everything a file of this version holds; an older one is asked only for what it has.
pub fn load(connection: &Connection) -> Result<Stored, Trouble> {
    let articles = all(connection, &ARTICLES, article)?;
    let mut edits = all(connection, &EDITS, edit)?;
    edits.sort_by_key(|(n, _)| *n);
    if edits.iter().enumerate().any(|(i, (n, _))| i != *n) {
        return Err(Trouble::Damaged("edits".into()));
    }
    let mut settings: BTreeMap<String, String> = all(connection, &SETTINGS, named)?.into_iter().collect();
    let cursor = settings.remove(CURSOR).and_then(|cursor| cursor.parse().ok());
    let is_full = super::schema::version(connection)? == super::schema::VERSION;
    let later = |table| if is_full { cells(connection, table) } else { Ok(Vec::new()) };
    Ok(Stored {
        articles: articles.into_iter().map(|(article, batch)| (Arc::new(article), batch)).collect(),
        cursor: cursor.unwrap_or(edits.len()),
        records: edits.into_iter().map(|(_, record)| record).collect(),
        personal: all(connection, &LEXICON, lexicon)?,
        views: whole(later(&VIEWS)?, &VIEWS, named)?.into_iter().collect(),
        settings,
        facts: later(&FACTS)?.into_par_iter().filter_map(facts).collect(),
    })
}

/// An error if an older file is damaged.
pub fn check(connection: &Connection) -> Result<(), Trouble> {
    load(connection).map(drop)
}

fn all<T: Send>(connection: &Connection, table: &Table, read: fn(Cells) -> Option<T>) -> Result<Vec<T>, Trouble> {
    whole(cells(connection, table)?, table, read)
}

fn whole<T: Send>(rows: Vec<Cells>, table: &Table, read: fn(Cells) -> Option<T>) -> Result<Vec<T>, Trouble> {
    let rows: Option<Vec<T>> = rows.into_par_iter().map(read).collect();
    rows.ok_or_else(|| Trouble::Damaged(table.name.into()))
}

fn cells(connection: &Connection, table: &Table) -> Result<Vec<Cells>, Trouble> {
    let query = format!("SELECT {}, sum FROM {} ORDER BY rowid", table.columns, table.name);
    let mut statement = connection.prepare(&query).map_err(trouble)?;
    let rows = statement.query_map([], |row| Cells::read(row, table.n)).map_err(trouble)?;
    rows.collect::<rusqlite::Result<Vec<Cells>>>().map_err(trouble)
}
