//! From paths to articles: folders searched, bytes decoded, page text told apart.

use super::{Article, ArticleId, Page, clean, decode, html, markdown, meta};
use crate::{Warning, error::Reason};
use include_dir::{Dir, include_dir};
use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};
use walkdir::{DirEntry, WalkDir};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 20_000_000;

static SAMPLES: Dir = include_dir!("$CARGO_MANIFEST_DIR/seeds");

/// How an article is written down, by its file's extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Plain,
    Markdown,
    Html,
}

/// Files found under the given paths, sorted, each once; folders are searched to any depth, hidden files left out.
/// A path that is missing, of an unknown type, or a folder without articles becomes a warning.
pub fn find(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Warning>) {
    let (mut files, mut warnings) = (BTreeSet::new(), BTreeSet::new());
    for path in paths {
        match fs::metadata(path) {
            Err(error) => _ = warnings.insert(warning(path, unreadable(&error))),
            Ok(kind) if kind.is_dir() => {
                let n_before = warnings.len();
                let found = in_folder(path, &mut warnings);
                if found.is_empty() && warnings.len() == n_before {
                    warnings.insert(warning(path, Reason::EmptyFolder));
                }
                files.extend(found);
            }
            Ok(_) if format(path).is_none() => _ = warnings.insert(warning(path, Reason::UnknownType)),
            Ok(_) => _ = files.insert(path.clone()),
        }
    }
    (files.into_iter().collect(), warnings.into_iter().collect())
}

/// Reads one file. `Err` says why it was left out; `Ok` may still carry a warning (a cut-off character).
pub fn load(path: &Path) -> Result<(Article, Option<Warning>), Warning> {
    let bytes = read(path).map_err(|reason| warning(path, reason))?;
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    from_bytes(&file, &path.to_string_lossy(), &bytes)
}

/// Makes an article of bytes as read from a file called `file`; `path` is what the user gave. The extension of `file`
/// says how it is written down; without a known one it is plain text.
pub fn from_bytes(file: &str, path: &str, bytes: &[u8]) -> Result<(Article, Option<Warning>), Warning> {
    let about = if path.is_empty() { file } else { path };
    let warn = |reason| Warning { about: about.to_owned(), reason };
    if bytes.len() as u64 > MAX_BYTES {
        return Err(warn(Reason::TooLarge(bytes.len() as u64)));
    }
    let (decoded, flaw) = decode::decode(bytes).map_err(warn)?;
    let page = match format(Path::new(file)).unwrap_or(Format::Plain) {
        Format::Plain => Page { text: decoded, ..Page::default() },
        Format::Markdown => markdown::read(&decoded),
        Format::Html => html::read(&decoded).map_err(warn)?,
    };
    if page.text.trim().is_empty() {
        return Err(warn(Reason::Empty));
    }
    let lines = clean::lines(&page.text, &page.stated);
    let meta = meta::read(&page, &lines);
    let id = ArticleId::of(&page.text);
    let article = Article { id, file: file.to_owned(), path: path.to_owned(), text: page.text, meta, lines };
    Ok((article, flaw.map(warn)))
}

/// The sample articles that are part of the program, sorted by name.
pub fn samples() -> (Vec<Article>, Vec<Warning>) {
    let (mut articles, mut warnings) = (Vec::new(), Vec::new());
    for file in SAMPLES.files().filter(|file| format(file.path()).is_some()) {
        match from_bytes(&file.path().to_string_lossy(), "", file.contents()) {
            Ok((article, warning)) => {
                articles.push(article);
                warnings.extend(warning);
            }
            Err(warning) => warnings.push(warning),
        }
    }
    articles.sort_by(|left, right| left.file.cmp(&right.file));
    (articles, warnings)
}

fn format(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "txt" => Some(Format::Plain),
        "md" => Some(Format::Markdown),
        "html" | "htm" => Some(Format::Html),
        _ => None,
    }
}

fn in_folder(folder: &Path, warnings: &mut BTreeSet<Warning>) -> Vec<PathBuf> {
    let is_shown = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).into_iter().filter_entry(is_shown) {
        match entry {
            Ok(entry) if format(entry.path()).is_some() && entry.path().is_file() => files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let reason =
                    unreadable(&error.into_io_error().unwrap_or_else(|| io::Error::other("folders in a circle")));
                warnings.insert(warning(&path, reason));
            }
        }
    }
    files
}

/// The bytes of a regular file of at most [`MAX_BYTES`]; a larger one is refused before it is read.
fn read(path: &Path) -> Result<Vec<u8>, Reason> {
    let kind = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if !kind.is_file() {
        return Err(Reason::Unreadable("not a regular file".into()));
    }
    if kind.len() > MAX_BYTES {
        return Err(Reason::TooLarge(kind.len()));
    }
    let mut bytes = Vec::new();
    // The limit holds also if the file grows meanwhile.
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    Ok(bytes)
}

fn warning(path: &Path, reason: Reason) -> Warning {
    Warning { about: path.display().to_string(), reason }
}

/// The operating system's words without its number.
fn unreadable(error: &io::Error) -> Reason {
    let words = error.to_string();
    Reason::Unreadable(words.split(" (os error").next().unwrap_or_default().to_owned())
}
