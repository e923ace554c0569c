//! The project file, `.hapjong`: articles, the user's lexicon, the log of edits with its cursor, views, settings, and a
//! cache of facts, in one SQLite database.
//!
//! Every change is saved at once in a transaction; a process that is killed loses at most what it had not begun to
//! save. Each row carries a checksum, as SQLite itself does not see a changed letter.

mod lock;
pub mod recover;
mod rows;
mod save;
mod schema;

use super::{Project, Record, reading::FactsKey};
use crate::{
    article::Article,
    extract::{self, ArticleFacts, Extractor, taught::Row},
    pipeline::Watch,
    resolve::Read,
};
use rusqlite::{Connection, OpenFlags, ffi};
pub use save::Saver;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The ending of a project file's name, without the dot.
pub const ENDING: &str = "hapjong";

/// Why a project file could not be opened or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// There is no such file.
    #[error("no such file")]
    Missing,
    /// A file, but no project.
    #[error("not a Hapjong project")]
    NotAProject,
    /// A newer version of the program made it; its version, and the newest this one reads.
    #[error("made by a newer version of Hapjong (version {0} of the file; this program reads up to {1})")]
    Newer(u32, u32),
    /// A project, but parts of it cannot be read; why.
    #[error("damaged ({0})")]
    Damaged(String),
    /// Nothing in it can be recovered.
    #[error("nothing in it can be read")]
    Lost,
    /// Another window has it open.
    #[error("open in another window")]
    InUse,
    /// It cannot be read or written: the disk is full, the place is read-only; the system's words.
    #[error("{0}")]
    Disk(String),
}

/// What a project file holds. Nothing in it depends on the others being whole.
#[derive(Debug, Clone, Default)]
pub struct Stored {
    /// Articles as their pages state them, each with the number of the batch it came in.
    pub articles: Vec<(Arc<Article>, u32)>,
    /// Every edit, oldest first.
    pub records: Vec<Record>,
    /// How many of them are in force.
    pub cursor: usize,
    /// The user's own lexicon.
    pub personal: Vec<Row>,
    /// Saved views, by name, as JSON.
    pub views: BTreeMap<String, String>,
    /// Settings, by name.
    pub settings: BTreeMap<String, String>,
    /// Facts of this program's engine.
    pub facts: BTreeMap<FactsKey, Arc<ArticleFacts>>,
}

/// Whether a file may be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Nobody else has it open.
    Write,
    /// Another window has it open, or its place cannot be written.
    ReadOnly,
}

/// A project file that was opened.
pub struct Opened {
    /// What it holds.
    pub stored: Stored,
    /// Where changes go; none if it can only be read.
    pub saver: Option<Saver>,
    /// The copy of a file of an older version that was made before it was migrated.
    pub backup: Option<PathBuf>,
}

/// Opens a project file; migrates one of an older version after a backup copy. A file that another window has open, or
/// that cannot be written, is opened to be read only.
pub fn open(path: &Path) -> Result<Opened, Trouble> {
    if !path.is_file() {
        return Err(Trouble::Missing);
    }
    let lock = lock::Lock::take(path);
    let access = if lock.is_some() { Access::Write } else { Access::ReadOnly };
    let mut connection = connect(path, access)?;
    let version = schema::version(&connection)?;
    let mut backup = None;
    if version < schema::VERSION {
        rows::check(&connection)?;
        if access == Access::Write {
            backup = Some(copy_beside(path, version)?);
            schema::migrate(&mut connection)?;
        }
    }
    let stored = rows::load(&connection)?;
    let saver = lock.map(|lock| Saver::new(path, connection, lock, &stored));
    Ok(Opened { stored, saver, backup })
}

/// Writes a whole project to `path`, in place of what is there, and returns where further changes go. A file is left
/// whole or not at all: it is written beside its place and moved there.
pub fn create(path: &Path, project: &Project) -> Result<Saver, Trouble> {
    let disk = |e: std::io::Error| Trouble::Disk(e.to_string());
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let place = crate::export::file::temporary(folder).map_err(disk)?.into_temp_path();
    let lock = lock::Lock::take(path).ok_or(Trouble::InUse)?;
    {
        let mut connection = connect(&place, Access::Write)?;
        schema::migrate(&mut connection)?;
        save::Saved::default().write(&mut connection, project)?;
        connection.close().map_err(|(_, error)| trouble(error))?;
    }
    place.persist(path).map_err(|error| disk(error.error))?;
    let connection = connect(path, Access::Write)?;
    Ok(Saver::of_project(path, connection, lock, project))
}

impl Stored {
    /// The project: articles whose facts are stored are not extracted again, the others are, in parallel in the current
    /// rayon pool.
    pub fn into_project(self, extractor: &Extractor, watch: &Watch) -> Project {
        let facts = &self.facts;
        let read = |(article, _): &(Arc<Article>, u32)| {
            let stored = facts.get(&FactsKey::of(article, &extract::taught::Taught::default()));
            let facts = stored.cloned().unwrap_or_else(|| Arc::new(extract::extract(article, extractor)));
            Read { article: Arc::clone(article), facts }
        };
        let reads = crate::pipeline::in_parallel(&self.articles, watch, read);
        let mut project = Project {
            edits: super::EditLog::new(self.records, self.cursor),
            personal: self.personal,
            views: self.views,
            settings: self.settings,
            batches: self.articles.iter().map(|(article, batch)| (article.id.clone(), *batch)).collect(),
            ..Project::default()
        };
        project.add(reads);
        project.remember(self.facts);
        crate::pipeline::refresh(&mut project, extractor);
        project
    }
}

fn connect(path: &Path, access: Access) -> Result<Connection, Trouble> {
    let flags = match access {
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::ReadOnly => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(trouble)?;
    connection.busy_timeout(std::time::Duration::from_secs(2)).map_err(trouble)?;
    Ok(connection)
}

/// A copy named `NAME.v1.hapjong`, with a number more where that is taken.
fn copy_beside(path: &Path, version: u32) -> Result<PathBuf, Trouble> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let names = (1..).map(|n| match n {
        1 => format!("{stem}.v{version}.{ENDING}"),
        n => format!("{stem}.v{version}-{n}.{ENDING}"),
    });
    let mut places = names.map(|name| path.with_file_name(name));
    let place = places.find(|place| !place.exists()).ok_or(Trouble::Missing)?;
    std::fs::copy(path, &place).map_err(|e| Trouble::Disk(e.to_string()))?;
    Ok(place)
}

/// SQLite's errors in our words.
fn trouble(error: rusqlite::Error) -> Trouble {
    use rusqlite::ErrorCode::*;
    // A page that the file says is there and is not.
    let extended = error.sqlite_error().map(|e| e.extended_code);
    if let Some(ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_READ | ffi::SQLITE_IOERR_CORRUPTFS) = extended {
        return Trouble::Damaged(error.to_string());
    }
    match error.sqlite_error_code() {
        Some(NotADatabase) => Trouble::NotAProject,
        Some(DatabaseCorrupt) => Trouble::Damaged(error.to_string()),
        Some(
            DiskFull | ReadOnly | CannotOpen | SystemIoFailure | PermissionDenied | DatabaseBusy | DatabaseLocked
            | OutOfMemory,
        ) => Trouble::Disk(error.to_string()),
        _ => Trouble::Damaged(error.to_string()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
