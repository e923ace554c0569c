//! What a page says of itself: title, outlet, reporter, date of publication.
//!
//! Metadata of the file (HTML, front matter) comes first, then the page's own forms, each read by a submodule. What the
//! page does not say is `None`; a date is worked out from the body only where a single month fits all its clues.

mod inferred;
pub mod outlet;
mod published;
mod reporter;

use super::{Line, LineRole, Meta, Page, clean, table::PAGE};
pub use outlet::called as outlet_called;
pub use published::parse as parse_date;
pub use reporter::in_byline as reporter_in;

/// The address of a page, if `text` is one that a browser opens.
pub fn parse_url(text: &str) -> Option<String> {
    let text = text.trim();
    let is_address = ["http://", "https://"].iter().any(|start| text.starts_with(start));
    (is_address && !text.contains(char::is_whitespace)).then(|| text.to_owned())
}

/// A byline is not longer than this, in characters.
const MAX_BYLINE: usize = 90;

/// True if a line holds nothing but a reporter, a date of publication, an e-mail address, or several of these.
pub fn is_byline(line: &str) -> bool {
    if line.chars().count() > MAX_BYLINE {
        return false;
    }
    let (without_dates, has_date) = published::without_dates(line);
    let (mut rest, has_person) = reporter::without_person(&without_dates);
    while let Some(beside) =
        PAGE.beside_byline.find(&rest).map(|found| found.range()).filter(|_| has_date || has_person)
    {
        rest.replace_range(beside, "");
    }
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    match rest.chars().count() {
        0 => has_date || has_person,
        n => n <= 16 && (has_person && (outlet::is_plausible(rest) || n <= 6) || has_date && reporter::is_name(rest)),
    }
}

/// Title, outlet, reporter and date of a page whose lines have their roles.
pub(super) fn read(page: &Page, lines: &[Line]) -> Meta {
    let squeezed: Vec<(LineRole, String)> =
        lines.iter().map(|line| (line.role, clean::squeeze(line.span.of(&page.text)))).collect();
    let around: Vec<(LineRole, String)> = clean::lines(&page.around, &page.stated)
        .iter()
        .map(|line| (line.role, clean::squeeze(line.span.of(&page.around))))
        .collect();
    let stated = page.stated.clone();
    let title = || squeezed.iter().find(|(role, _)| *role == LineRole::Headline).map(|(_, line)| line.clone());
    let outlet = stated.outlet.or_else(|| outlet::find(texts(&squeezed))).or_else(|| outlet::find(texts(&around)));
    let known = outlet.as_deref();
    let reporter = stated.reporter.filter(|name| Some(name.as_str()) != known);
    Meta {
        title: stated.title.or_else(title),
        reporter: reporter.or_else(|| reporter::find(&squeezed, known)).or_else(|| reporter::find(&around, known)),
        published: stated
            .published
            .or_else(|| published::find(&squeezed))
            .or_else(|| published::find(&around))
            .or_else(|| inferred::find(&squeezed)),
        url: stated.url,
        outlet,
    }
}

fn texts(lines: &[(LineRole, String)]) -> impl Iterator<Item = &str> + Clone {
    lines.iter().map(|(_, line)| line.as_str())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_browser_opens_is_an_address() {
        assert_eq!(parse_url(" https://example.com/a?b=1 ").as_deref(), Some("https://example.com/a?b=1"));
        for text in ["", "example.com", "javascript:alert(1)", "https://example.com 기사", "file:///etc/passwd"] {
            assert_eq!(parse_url(text), None, "{text}");
        }
    }
}
