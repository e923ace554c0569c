//! Saved pages to the text of their article, through the reader-mode crate dom_smoothie.
//!
//! Title, outlet, reporter and date come from the page's metadata (Open Graph, JSON-LD); what is missing there is
//! looked for in the rest of the page. A page that reader mode cannot make out is taken whole.

use super::{Page, clean, meta};
use crate::article::Meta;
use dom_smoothie::{Config, Metadata, Readability, TextMode};

/// Reads a saved page. Cost grows with the page; a page of 1 MB takes about a tenth of a second.
pub fn read(source: &str) -> Page {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let Ok(mut reader) = Readability::new(source, None, Some(config)) else { return Page::default() };
    let around = reader.doc.formatted_text().to_string();
    let data = reader.get_article_metadata(reader.parse_json_ld());
    let stated = stated(&data);
    let body = reader.parse().map_or_else(|_| around.clone(), |article| article.text_content.to_string());
    let text = match &stated.title {
        Some(title) if !opens_with(&body, title) => format!("{title}\n{body}"),
        _ => body,
    };
    Page { text, stated, around }
}

fn stated(data: &Metadata) -> Meta {
    Meta {
        title: Some(clean::without_site(&data.title, data.site_name.as_deref())).filter(|title| !title.is_empty()),
        outlet: data.site_name.as_deref().and_then(meta::outlet_called),
        reporter: data.byline.as_deref().and_then(meta::reporter_in),
        published: data.published_time.as_deref().and_then(meta::parse_date),
    }
}

fn opens_with(body: &str, title: &str) -> bool {
    body.lines().map(clean::squeeze).find(|line| !line.is_empty()).is_some_and(|line| line == clean::squeeze(title))
}
