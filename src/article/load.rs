//! From paths to articles: folders searched, bytes decoded, page text told apart.

use super::Article;
use crate::Warning;
use std::path::{Path, PathBuf};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 20_000_000;

/// Files found under the given paths, sorted, each once; folders are searched to any depth, hidden files left out.
/// A path that is missing, of an unknown type, or a folder without articles becomes a warning.
pub fn find(_paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Warning>) {
    (Vec::new(), Vec::new())
}

/// Reads one file. `Err` says why it was left out; `Ok` may still carry a warning (a cut-off character).
pub fn load(_path: &Path) -> Result<(Article, Option<Warning>), Warning> {
    Err(Warning { about: String::new(), reason: crate::error::Reason::Empty })
}

/// Makes an article of bytes as read from a file called `file`; `path` is what the user gave.
pub fn from_bytes(_file: &str, _path: &str, _bytes: &[u8]) -> Result<(Article, Option<Warning>), Warning> {
    Err(Warning { about: String::new(), reason: crate::error::Reason::Empty })
}

/// The sample articles that are part of the program, sorted by name.
pub fn samples() -> (Vec<Article>, Vec<Warning>) {
    (Vec::new(), Vec::new())
}
