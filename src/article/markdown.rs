//! Markdown to the text a reader sees, one paragraph a line; front matter gives title, outlet, reporter and date.
//!
//! Line breaks stay line breaks. Links keep their words, pictures and HTML are dropped, code stays as it is.

use super::{Meta, Page, meta};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Reads a Markdown article.
pub fn read(source: &str) -> Page {
    let (mut text, mut front, mut heading) = (String::new(), None::<String>, None::<String>);
    let (mut in_picture, mut in_front, mut in_heading) = (false, false, false);
    for event in Parser::new_ext(source, Options::ENABLE_YAML_STYLE_METADATA_BLOCKS) {
        match event {
            Event::Start(Tag::Image { .. }) => in_picture = true,
            Event::End(TagEnd::Image) => in_picture = false,
            Event::Start(Tag::MetadataBlock(_)) => in_front = true,
            Event::End(TagEnd::MetadataBlock(_)) => in_front = false,
            Event::Start(Tag::Heading { .. }) => in_heading = heading.is_none(),
            Event::End(TagEnd::Heading(_)) => {
                in_heading = false;
                text.push('\n');
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock) => text.push('\n'),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::Rule => text.push_str("━\n"),
            Event::Text(words) if in_front => front.get_or_insert_default().push_str(&words),
            Event::Text(words) | Event::Code(words) if !in_picture => {
                text.push_str(&words);
                if in_heading {
                    heading.get_or_insert_default().push_str(&words);
                }
            }
            _ => {}
        }
    }
    let mut stated = front.as_deref().map(front_matter).unwrap_or_default();
    stated.title = stated.title.or(heading);
    Page { text, stated, around: String::new() }
}

/// Reads `key: value` lines; other YAML is passed over.
fn front_matter(yaml: &str) -> Meta {
    let mut stated = Meta::default();
    for (key, value) in yaml.lines().filter_map(|line| line.split_once(':')) {
        let value = value.trim().trim_matches(['"', '\'']).trim();
        let filled = || (!value.is_empty()).then(|| value.to_owned());
        match key.trim().to_ascii_lowercase().as_str() {
            "title" | "headline" | "제목" => stated.title = filled(),
            "outlet" | "source" | "publisher" | "site" | "site_name" | "매체" | "언론사" => {
                stated.outlet = filled()
            }
            "author" | "reporter" | "byline" | "기자" => stated.reporter = meta::reporter_in(value).or_else(filled),
            "date" | "published" | "pubdate" | "datepublished" | "published_time" | "날짜" | "입력" => {
                stated.published = meta::parse_date(value);
            }
            "url" | "link" | "주소" => stated.url = meta::parse_url(value),
            _ => {}
        }
    }
    stated
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_and_not_part_of_the_text() {
        let page = read(
            "---\ntitle: \"KT, MS와 손잡다\"\nsite: 한빛경제\nauthor: 강새벽 기자\ndate: 2024-10-10\nurl: https://example.com/a/1\n---\n\nKT가 나섰다.\n",
        );
        assert_eq!(page.text.trim(), "KT가 나섰다.");
        assert_eq!(page.stated.title.as_deref(), Some("KT, MS와 손잡다"));
        assert_eq!(page.stated.outlet.as_deref(), Some("한빛경제"));
        assert_eq!(page.stated.reporter.as_deref(), Some("강새벽"));
        assert_eq!(page.stated.published.map(|date| date.to_string()).as_deref(), Some("2024-10-10"));
        assert_eq!(page.stated.url.as_deref(), Some("https://example.com/a/1"));
    }

    #[test]
    fn markup_is_dropped_and_lines_are_kept() {
        let page = read(
            "# 제목\n\n**SK텔레콤**과 [KT](https://kt.com)가\n손잡았다.\n\n![사진](a.png)\n\n> “필수다.” — 관계자\n\n- 하나\n- 둘\n",
        );
        let lines: Vec<_> = page.text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["제목", "SK텔레콤과 KT가", "손잡았다.", "“필수다.” — 관계자", "하나", "둘"]);
        assert_eq!(page.stated.title.as_deref(), Some("제목"));
    }

    #[test]
    fn without_front_matter_a_rule_is_a_rule() {
        assert_eq!(read("본문이다.\n\n---\n\n끝이다.\n").text, "본문이다.\n━\n끝이다.\n");
    }
}
