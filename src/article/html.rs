//! Saved pages to the text of their article, through the reader-mode crate dom_smoothie.
//!
//! Title, outlet, reporter and date come from the page's metadata (Open Graph, JSON-LD); what is missing there is
//! looked for in the rest of the page. A page that reader mode cannot make out is taken whole.

use super::{Meta, Page, clean, meta, pattern::Pattern};
use crate::error::Reason;
use dom_smoothie::{Config, Metadata, Readability, TextMode};
use std::sync::LazyLock;

/// Tags nested deeper than this are refused: browsers stop there too, and the parser's cost grows with the square.
const MAX_DEPTH: usize = 512;

/// Reads a saved page. About a tenth of a second for a page of 1 MB.
///
/// # Errors
/// [`Reason::Unreadable`] if its tags are nested too deeply.
pub fn read(source: &str) -> Result<Page, Reason> {
    if depth(source) > MAX_DEPTH {
        return Err(Reason::Unreadable("its tags are nested too deeply".into()));
    }
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let unreadable = |error: dom_smoothie::ReadabilityError| Reason::Unreadable(error.to_string());
    let mut reader = Readability::new(source, None, Some(config)).map_err(unreadable)?;
    let mut stated = stated(&reader.get_article_metadata(reader.parse_json_ld()));
    stated.url = stated.url.or_else(|| address(&reader));
    reader.doc.select("script, style, noscript, template, head").remove();
    let around = reader.doc.formatted_text().to_string();
    let body = reader.parse().map_or_else(|_| around.clone(), |article| article.text_content.to_string());
    let text = match &stated.title {
        Some(title) if !opens_with(&body, title) => format!("{title}\n{body}"),
        _ => body,
    };
    Ok(Page { text, stated, around })
}

fn stated(data: &Metadata) -> Meta {
    Meta {
        title: Some(clean::without_site(&data.title, data.site_name.as_deref())).filter(|title| !title.is_empty()),
        outlet: data.site_name.as_deref().and_then(meta::outlet_called),
        reporter: data.byline.as_deref().and_then(meta::reporter_in),
        published: data.published_time.as_deref().and_then(meta::parse_date),
        url: data.url.as_deref().and_then(meta::parse_url),
    }
}

/// The address that the page gives in its head.
fn address(reader: &Readability) -> Option<String> {
    let canonical = reader.doc.select("link[rel='canonical']").attr("href");
    let open_graph = || reader.doc.select("meta[property='og:url']").attr("content");
    canonical.or_else(open_graph).and_then(|address| meta::parse_url(&address))
}

fn opens_with(body: &str, title: &str) -> bool {
    body.lines().map(clean::squeeze).find(|line| !line.is_empty()).is_some_and(|line| line == clean::squeeze(title))
}

/// How deep the tags that must be closed are nested.
fn depth(source: &str) -> usize {
    static TAG: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::new(
            "<(/?)(?i-u:div|span|section|article|main|font|b|i|u|em|strong|a|table|ul|ol|dl|blockquote|center)[ \t\r\n/>]",
        )
    });
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in TAG.captures_iter(source) {
        let is_end = tag.get(1).is_some_and(|slash| !slash.is_empty());
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    const BODY: &str = "<p>KT가 현대차와 지분을 교환한다고 7일 밝혔다.</p><p>둘은 함께 연구한다. 그렇다.</p>";

    #[test]
    fn the_head_gives_the_address() {
        let address =
            |head: &str| read(&format!("<html><head>{head}</head><body>{BODY}</body></html>")).unwrap().stated.url;
        let open_graph = "<meta property='og:url' content='https://example.com/2'>";
        assert_eq!(address(open_graph).as_deref(), Some("https://example.com/2"));
        let both = format!("<link rel='canonical' href='https://example.com/1'>{open_graph}");
        assert_eq!(address(&both).as_deref(), Some("https://example.com/1"));
        assert_eq!(address("<link rel='canonical' href='/news/1'>"), None);
    }

    #[test]
    fn linked_data_gives_title_outlet_reporter_and_korean_day() {
        let data = r#"{"@context":"https://schema.org","@type":"NewsArticle","headline":"KT, 지분 교환",
            "datePublished":"2022-09-06T23:30:00Z","author":{"@type":"Person","name":"문다해 기자"},
            "publisher":{"@type":"Organization","name":"한빛경제"}}"#;
        let page =
            format!("<html><head><script type='application/ld+json'>{data}</script></head><body>{BODY}</body></html>");
        let page = read(&page).unwrap();
        assert_eq!(page.stated.title.as_deref(), Some("KT, 지분 교환"));
        assert_eq!(page.stated.outlet.as_deref(), Some("한빛경제"));
        assert_eq!(page.stated.reporter.as_deref(), Some("문다해"));
        assert_eq!(page.stated.published.map(|date| date.to_string()).as_deref(), Some("2022-09-07"));
        assert!(page.text.starts_with("KT, 지분 교환\nKT가 현대차와"), "{}", page.text);
    }

    #[test]
    fn the_sites_name_is_no_part_of_the_title() {
        let page = format!("<head><title>KT, 지분 교환 - 매일경제</title></head><body>{BODY}</body>");
        assert_eq!(read(&page).unwrap().stated.title.as_deref(), Some("KT, 지분 교환"));
    }

    #[test]
    fn paragraphs_and_line_breaks_are_lines_and_scripts_are_gone() {
        let page =
            read("<body><div>KT가 나섰다.<br><br>MS도 나섰다.<br>둘이 만났다.</div><script>let a=1;</script></body>")
                .unwrap();
        let lines: Vec<_> = page.text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["KT가 나섰다.", "MS도 나섰다.", "둘이 만났다."]);
    }

    #[test]
    fn a_page_without_text_is_empty() {
        assert_eq!(read("<html><body><script>var a=1;</script></body></html>").unwrap().text.trim(), "");
    }

    #[test]
    fn endless_nesting_is_refused() {
        assert!(matches!(read(&"<div>".repeat(100_000)), Err(Reason::Unreadable(_))));
        assert!(read(&"<p>나섰다.<br>".repeat(10_000)).is_ok());
    }
}
