//! Errors at the edges (load, save, export) and warnings from the stages, in words a reader understands.
//!
//! Stages never fail: they return their result beside a list of [`Warning`]s. Only reading and writing files
//! returns [`Error`]. Each message says what failed; the place that shows it adds what was kept.

use std::path::PathBuf;

/// What can go wrong when files are read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read.
    #[error("{path}: cannot be read ({reason})", path = .path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// The operating system's words.
        reason: String,
    },
    /// A file could not be written; nothing was left behind.
    #[error("{path}: cannot be written ({reason})", path = .path.display())]
    Write {
        /// The file that was to be written.
        path: PathBuf,
        /// What stood in the way.
        kind: std::io::ErrorKind,
        /// The operating system's words.
        reason: String,
    },
    /// Nothing to work on.
    #[error("{0}")]
    Empty(String),
    /// A picture could not be drawn.
    #[error("the picture could not be drawn ({0})")]
    Picture(String),
    /// A table could not be put into its format.
    #[error("the data could not be written ({0})")]
    Data(String),
    /// A wrong call of a headless command.
    #[error("{0}")]
    Usage(String),
}

/// Why a file was skipped or what the user should know about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// The file or table it is about, as shown to the user.
    pub about: String,
    /// What is wrong with it.
    pub reason: Reason,
}

/// The reasons a file or row can be left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// No bytes, or nothing but white space.
    Empty,
    /// Not text: zero bytes or control characters throughout.
    Binary,
    /// Over the size limit; the size in bytes.
    TooLarge(u64),
    /// Neither UTF-8 nor CP949.
    Encoding,
    /// The operating system's words.
    Unreadable(String),
    /// A folder without any article.
    EmptyFolder,
    /// A file type that is not an article.
    UnknownType,
    /// Loaded, but it ended inside a character; the rest was kept.
    Truncated,
    /// The same text is already loaded, in the named file.
    Duplicate(String),
    /// A row of a table could not be read: line number (from 1) and what is wrong.
    BrokenRow(usize, String),
    /// An edit whose target is no longer there.
    EditTargetGone(String),
    /// Background work ended unexpectedly.
    Crashed(String),
}

impl Reason {
    /// The reason in plain English, for the command line.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => "empty file".into(),
            Self::Binary => "not a text file".into(),
            Self::TooLarge(bytes) => format!("over 20 MB ({:.1} MB)", *bytes as f64 / 1e6),
            Self::Encoding => "neither UTF-8 nor CP949 text".into(),
            Self::Unreadable(why) => format!("cannot be read: {why}"),
            Self::EmptyFolder => "no .txt, .md or .html file in this folder".into(),
            Self::UnknownType => "not a .txt, .md or .html file".into(),
            Self::Truncated => "cut off inside a character; the rest was kept".into(),
            Self::Duplicate(of) => format!("same text as {of}"),
            Self::BrokenRow(line, why) => format!("line {line}: {why}"),
            Self::EditTargetGone(what) => format!("a correction no longer finds its target: {what}"),
            Self::Crashed(why) => format!("stopped unexpectedly: {why}"),
        }
    }
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.about, self.reason.plain())
    }
}
