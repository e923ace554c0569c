//! What can still be read of a damaged project file. The file itself is never touched.

use super::{
    Access, Stored, Trouble, connect,
    rows::{self, Cells, Table},
};
use crate::project::Project;
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;

/// How many rows in a row may be unreadable before the rest of a table is given up.
const MAX_BROKEN: usize = 4096;
/// How many may be missing: tables are numbered from 1 without gaps, unless pages were lost.
const MAX_MISSING: usize = 256;

/// Every article, edit, name and view that is whole, row by row; none if nothing is left. A file whose first page is
/// damaged is read with the first page of a new file, which tells where the tables begin.
pub fn recover(path: &Path) -> Result<Stored, Trouble> {
    let disk = |error: std::io::Error| Trouble::Disk(error.to_string());
    let bytes = std::fs::read(path).map_err(disk)?;
    let folder = tempfile::tempdir().map_err(disk)?;
    let (as_is, mended) = (folder.path().join("as-is"), folder.path().join("mended"));
    crate::export::file::write(&as_is, &bytes).map_err(|error| Trouble::Disk(error.to_string()))?;
    let mut stored = read(&as_is);
    if stored.is_empty() && mend(&mended, bytes).is_ok() {
        stored = read(&mended);
    }
    if stored.is_empty() { Err(Trouble::Damaged("nothing is left".into())) } else { Ok(stored) }
}

/// What SQLite itself says of the file: `ok`, or what is wrong. Reads all of it.
pub fn integrity(path: &Path) -> Result<String, Trouble> {
    let connection = connect(path, Access::ReadOnly)?;
    connection.pragma_query_value(None, "integrity_check", |row| row.get(0)).map_err(super::trouble)
}

impl Stored {
    /// True if there is neither article nor edit.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.records.is_empty()
    }
}

/// The file with the first page of a new one.
fn mend(path: &Path, mut bytes: Vec<u8>) -> Result<(), Trouble> {
    let saved = super::create(path, &Project::default())?;
    drop(saved);
    let new = std::fs::read(path).map_err(|error| Trouble::Disk(error.to_string()))?;
    let size = u16::from_be_bytes([new.get(16).copied().unwrap_or(16), new.get(17).copied().unwrap_or(0)]) as usize;
    let (Some(first), true) = (new.get(..size), bytes.len() > size) else { return Err(Trouble::NotAProject) };
    let n_pages = u32::try_from(bytes.len() / size).unwrap_or(u32::MAX);
    bytes.truncate(bytes.len() / size * size);
    bytes.splice(..size, first.iter().copied());
    // The number of pages stands at byte 28.
    bytes.splice(28..32, n_pages.to_be_bytes());
    crate::export::file::write(path, &bytes).map_err(|error| Trouble::Disk(error.to_string()))
}

fn read(path: &Path) -> Stored {
    let Ok(connection) = connect(path, Access::ReadOnly) else { return Stored::default() };
    let mut articles: Vec<_> = salvage(&connection, &rows::ARTICLES, rows::article);
    articles.sort_by(|a, b| a.0.id.cmp(&b.0.id));
    articles.dedup_by(|a, b| a.0.id == b.0.id);
    let mut edits = salvage(&connection, &rows::EDITS, rows::edit);
    edits.sort_by_key(|(n, _)| *n);
    edits.dedup_by_key(|(n, _)| *n);
    let settings: std::collections::BTreeMap<_, _> =
        salvage(&connection, &rows::SETTINGS, rows::named).into_iter().collect();
    let cursor = settings.get(rows::CURSOR).and_then(|cursor| cursor.parse::<usize>().ok());
    // An edit that is lost moves those after it down.
    let n_active = cursor.map_or(edits.len(), |cursor| edits.iter().filter(|(n, _)| *n < cursor).count());
    Stored {
        articles: articles.into_iter().map(|(article, batch)| (Arc::new(article), batch)).collect(),
        records: edits.into_iter().map(|(_, record)| record).collect(),
        cursor: n_active,
        personal: salvage(&connection, &rows::LEXICON, rows::lexicon),
        views: salvage(&connection, &rows::VIEWS, rows::named).into_iter().collect(),
        settings: settings.into_iter().filter(|(name, _)| name != rows::CURSOR).collect(),
        facts: Default::default(),
    }
}

/// The whole rows of a table, one look-up each, so that a page that cannot be read costs only the rows on it.
fn salvage<T>(connection: &Connection, table: &Table, read: fn(Cells) -> Option<T>) -> Vec<T> {
    let query = format!("SELECT {}, sum FROM {} WHERE rowid = ?", table.columns, table.name);
    let Ok(mut statement) = connection.prepare(&query) else { return Vec::new() };
    let (mut found, mut n_broken, mut n_missing) = (Vec::new(), 0, 0);
    let mut rowid = if table.name == rows::EDITS.name { 0 } else { 1 };
    while n_broken < MAX_BROKEN && n_missing < MAX_MISSING {
        match statement.query_row([rowid], |row| Cells::read(row, table.n)).map(read) {
            Ok(Some(row)) => {
                found.push(row);
                (n_broken, n_missing) = (0, 0);
            }
            Err(rusqlite::Error::QueryReturnedNoRows) => n_missing += 1,
            Ok(None) | Err(_) => n_broken += 1,
        }
        rowid += 1;
    }
    found
}
