//! Articles: loading files into decoded text, telling body from boilerplate, and reading the page's own
//! title, outlet, reporter and date.

pub mod copies;
pub mod load;

mod clean;
mod decode;
mod html;
mod markdown;
mod meta;
pub(crate) mod pattern;
pub(crate) mod table;

use crate::text::{PartialDate, Span};
use serde::{Deserialize, Serialize};

/// Names an article by its content: the first 16 bytes of the BLAKE3 hash of its decoded text, as hex.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ArticleId(pub String);

impl ArticleId {
    /// The id of `text`.
    pub fn of(text: &str) -> Self {
        Self(blake3::hash(text.as_bytes()).to_hex()[..32].to_owned())
    }
}

/// One news text as it was read. Immutable; the user's typed-in outlet or date is an edit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Content hash of `text`.
    pub id: ArticleId,
    /// File name without folders, or `NAME#row` for one of several in a file.
    pub file: String,
    /// The path as given by the user; empty for pasted text and samples.
    pub path: String,
    /// The decoded original. Of HTML and Markdown: the text a reader sees, without markup, one paragraph a line.
    pub text: String,
    /// Title, outlet, reporter and date, as the page states them.
    pub meta: Meta,
    /// Every non-empty line of `text`, in order, with what it is.
    pub lines: Vec<Line>,
}

/// What the page says about itself; `None` where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// The headline.
    pub title: Option<String>,
    /// The newspaper or site.
    pub outlet: Option<String>,
    /// The first named reporter, without title.
    pub reporter: Option<String>,
    /// The day of publication, to the precision the page allows.
    pub published: Option<PartialDate>,
    /// The page's own address, where it states one that begins with `http`.
    #[serde(default)]
    pub url: Option<String>,
}

/// A line of the article (a paragraph, on news pages), without surrounding white space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where it stands in the text.
    pub span: Span,
    /// What it is.
    pub role: LineRole,
}

/// What a line of a page is. Facts are drawn from headline, sub-headlines, captions and body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineRole {
    /// The first printing of the title.
    Headline,
    /// A deck under the headline, or a bold line before the first paragraph.
    Subheadline,
    /// Running text.
    Body,
    /// A section heading inside the text.
    Heading,
    /// Under a picture; entities count, deals do not.
    Caption,
    /// Reporter, date, e-mail.
    Byline,
    /// Share lines, copyright, related headlines, site chrome.
    Boilerplate,
    /// A line printed before, word for word.
    Repeated,
}

/// What reading a file's format leaves for the stages after it.
#[derive(Debug, Default)]
struct Page {
    /// The article's text.
    text: String,
    /// What metadata states: front matter, Open Graph, JSON-LD.
    stated: Meta,
    /// For HTML: the text of the whole page, where `text` is only the article.
    around: String,
}
