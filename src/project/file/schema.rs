//! The tables of a project file, version by version.

use super::{Trouble, trouble};
use rusqlite::Connection;

/// Marks a database as a project: the letters HPJG.
const APPLICATION: i32 = 0x4850_4a47;

/// What leads from each version to the next; the first from an empty database. What was released is never changed. A
/// new kind of edit is a new version, too, as older programs could not read it.
const STEPS: &[&str] = &[
    "CREATE TABLE articles (id TEXT NOT NULL, file TEXT NOT NULL, path TEXT NOT NULL, text TEXT NOT NULL,
        meta TEXT NOT NULL, lines TEXT NOT NULL, batch TEXT NOT NULL, sum INTEGER NOT NULL);
     CREATE TABLE edits (n INTEGER PRIMARY KEY, at INTEGER, edit TEXT NOT NULL, sum INTEGER NOT NULL);
     CREATE TABLE lexicon (row TEXT NOT NULL, sum INTEGER NOT NULL);
     CREATE TABLE settings (name TEXT NOT NULL, value TEXT NOT NULL, sum INTEGER NOT NULL);",
    "CREATE TABLE views (name TEXT NOT NULL, value TEXT NOT NULL, sum INTEGER NOT NULL);
     CREATE TABLE facts (key TEXT NOT NULL, engine TEXT NOT NULL, facts TEXT NOT NULL, sum INTEGER NOT NULL);",
];

/// The version this program reads and writes.
pub const VERSION: u32 = STEPS.len() as u32;

/// The version of a project file. Refuses what is no project, and what is newer than this program.
pub fn version(connection: &Connection) -> Result<u32, Trouble> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(trouble);
    if pragma("application_id")? != i64::from(APPLICATION) {
        return Err(Trouble::NotAProject);
    }
    let version = u32::try_from(pragma("user_version")?).map_err(|_| Trouble::NotAProject)?;
    match version {
        0 => Err(Trouble::NotAProject),
        newer if newer > VERSION => Err(Trouble::Newer(newer, VERSION)),
        version => Ok(version),
    }
}

/// Brings an empty database or an older project to this version, wholly or not at all.
pub fn migrate(connection: &mut Connection) -> Result<(), Trouble> {
    migrate_to(connection, VERSION)
}

/// As [`migrate`], up to some version.
pub fn migrate_to(connection: &mut Connection, to: u32) -> Result<(), Trouble> {
    let from: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(trouble)?;
    let transaction = connection.transaction().map_err(trouble)?;
    for step in STEPS.iter().take(to as usize).skip(usize::try_from(from).unwrap_or_default()) {
        transaction.execute_batch(step).map_err(trouble)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION).map_err(trouble)?;
    transaction.pragma_update(None, "user_version", to).map_err(trouble)?;
    transaction.commit().map_err(trouble)
}
