//! Tells body from boilerplate: every non-empty line of a news page gets its role.
//!
//! Input: the text of a page, one paragraph a line, with what the page states of itself. Output: the lines in order.
//! A page is read as head (title, decks, bylines, share lines), body (from the first line of prose) and tail (from the
//! copyright line on). Which phrases mark what stands in `assets/lexicon/page.tsv`. Limits: the scraper must have kept
//! line breaks; a caption glued to a paragraph stays body.

use super::{
    Line, LineRole, Meta,
    meta::{self, outlet},
    pattern::Pattern,
    table::PAGE,
};
use crate::text::Span;
use std::{collections::BTreeSet, sync::LazyLock};

/// A headline is not longer than this, in characters; longer lines before the body are body without full stops.
const MAX_HEADLINE: usize = 120;
/// Captions and notes of the site are not longer than this, in characters.
const MAX_CAPTION: usize = 260;
/// The shortest line of prose that opens a body, in characters.
const MIN_LEAD: usize = 18;

/// A line's words with single spaces and without bullets and bars at its ends: what patterns are matched against.
pub fn squeeze(line: &str) -> String {
    let words: Vec<&str> = line.split(|c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}').collect();
    let words = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    words.trim_matches(['•', '·', 'ㆍ', '|', ' ']).to_owned()
}

/// A page's title without the site's name after a bar, dash or colon.
pub fn without_site(title: &str, site: Option<&str>) -> String {
    let title = title.trim();
    let cut = [" - ", " | ", " : ", " :: ", " < ", "|"].iter().filter_map(|bar| title.rsplit_once(bar));
    let is_site = |end: &str| Some(end) == site || outlet::is_known(end) || PAGE.portal.is_match(end);
    let kept = cut.filter(|(_, end)| is_site(end.trim())).map(|(start, _)| start).min_by_key(|start| start.len());
    kept.unwrap_or(title).trim().to_owned()
}

/// What a line looks like on its own, without its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Copyright,
    Chrome,
    Related,
    Byline,
    Caption,
    Outlet,
    Rule,
    Prose,
    /// One item of a list marked by ▲.
    Item,
    /// Words without a full stop: a headline, a deck, a section heading, an item.
    Short,
}

/// The lines of `text` with their roles. `stated` is what the page's metadata says: its title marks the headline, its
/// outlet a line that is no headline.
pub fn lines(text: &str, stated: &Meta) -> Vec<Line> {
    let spans = spans(text);
    let squeezed: Vec<String> = spans.iter().map(|span| squeeze(span.of(text))).collect();
    let outlet = stated.outlet.clone().or_else(|| outlet::find(squeezed.iter().map(String::as_str)));
    let mut looks: Vec<Look> = squeezed.iter().map(|line| look(line, outlet.as_deref())).collect();
    mend_lists(&mut looks, &squeezed);
    let roles = roles(&squeezed, &looks, stated.title.as_deref());
    spans.into_iter().zip(roles).map(|(span, role)| Line { span, role }).collect()
}

/// The lines that are not blank, without the white space around them.
fn spans(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut spans = Vec::new();
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let is_blank = |c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}';
        let kept = line.trim_start_matches(is_blank);
        let from = start + line.len() - kept.len();
        let kept = kept.trim_end_matches(is_blank);
        if !kept.is_empty() {
            spans.push(Span::new(from, from + kept.len()));
        }
        start += line.len();
    }
    spans
}

fn look(line: &str, outlet: Option<&str>) -> Look {
    let n_chars = line.chars().count();
    let short = n_chars <= MAX_CAPTION / 2;
    if !line.chars().any(char::is_alphanumeric) {
        return Look::Rule;
    }
    if short && PAGE.copyright.is_match(line) {
        return Look::Copyright;
    }
    if short && PAGE.related.is_match(line) {
        return Look::Related;
    }
    if short && (PAGE.chrome.is_match(line) || PAGE.prompt.is_match(line)) {
        return Look::Chrome;
    }
    if Some(line) == outlet || outlet.is_some() && outlet::is_known(line) {
        return Look::Outlet;
    }
    if meta::is_byline(line) {
        return Look::Byline;
    }
    if n_chars <= MAX_CAPTION && is_caption(line) {
        return Look::Caption;
    }
    if is_prose(line) || n_chars > MAX_HEADLINE || line.matches('▲').count() > 1 {
        return Look::Prose;
    }
    if line.starts_with('▲') { Look::Item } else { Look::Short }
}

fn is_caption(line: &str) -> bool {
    PAGE.credit.is_match(line) || PAGE.pose.is_match(line)
}

/// True if a sentence ends in `line` with a full stop.
fn is_prose(line: &str) -> bool {
    static END: LazyLock<Pattern> =
        LazyLock::new(|| Pattern::new("[다요죠까][.?!][\"'”’」)]*(?: |$)|다[\"”’'] ?[(—-]"));
    END.is_match(line)
}

/// A single line that begins with ▲ is a caption; several in a row are a list.
fn mend_lists(looks: &mut [Look], lines: &[String]) {
    for at in 0..looks.len() {
        if looks[at] != Look::Item && !(looks[at] == Look::Prose && lines[at].starts_with('▲')) {
            continue;
        }
        let is_item = |other: usize| lines.get(other).is_some_and(|line| line.starts_with('▲') && *line != lines[at]);
        let in_list = is_item(at + 1) || at > 0 && is_item(at - 1) || lines[at].matches('▲').count() > 1;
        looks[at] = if in_list { Look::Prose } else { Look::Caption };
    }
}

fn roles(lines: &[String], looks: &[Look], title: Option<&str>) -> Vec<LineRole> {
    let is_lead = |at: usize| looks[at] == Look::Prose && lines[at].chars().count() >= MIN_LEAD;
    let body_start = (0..looks.len()).find(|at| is_lead(*at)).unwrap_or(looks.len());
    let tail_start = tail_start(looks, body_start);
    let headline = headline(lines, &looks[..body_start], title);
    let mut seen = BTreeSet::new();
    let mut roles = Vec::with_capacity(lines.len());
    let mut after_related = false;
    for (at, (line, look)) in lines.iter().zip(looks).enumerate() {
        after_related = match look {
            Look::Related => true,
            Look::Short | Look::Rule => after_related,
            _ => false,
        };
        let role = match look {
            Look::Byline => LineRole::Byline,
            Look::Copyright | Look::Chrome | Look::Related | Look::Outlet => LineRole::Boilerplate,
            _ if at >= tail_start || after_related => LineRole::Boilerplate,
            _ if *look != Look::Rule && !seen.insert(line.as_str()) => LineRole::Repeated,
            Look::Caption => LineRole::Caption,
            Look::Prose => LineRole::Body,
            Look::Rule => LineRole::Heading,
            Look::Short | Look::Item if at == headline => LineRole::Headline,
            Look::Short | Look::Item if at < body_start => LineRole::Subheadline,
            Look::Short | Look::Item => LineRole::Heading,
        };
        roles.push(role);
    }
    mend_headings(&mut roles);
    roles
}

/// Where the page's tail begins: at the first copyright line below the body that has no more prose after it than before.
fn tail_start(looks: &[Look], body_start: usize) -> usize {
    let n_prose = |range: &[Look]| range.iter().filter(|look| **look == Look::Prose).count();
    (body_start..looks.len())
        .find(|at| looks[*at] == Look::Copyright && n_prose(&looks[..*at]) >= n_prose(&looks[*at..]))
        .unwrap_or(looks.len())
}

/// The line that prints the title: the stated one where the page has it, else the first that can be one.
fn headline(lines: &[String], head: &[Look], title: Option<&str>) -> usize {
    let candidate = |at: &usize| head[*at] == Look::Short;
    let stated = title.map(squeeze);
    let printed = (0..head.len()).filter(candidate).find(|at| Some(&lines[*at]) == stated.as_ref());
    printed.or_else(|| (0..head.len()).find(candidate)).unwrap_or(lines.len())
}

/// A heading with no body below it is a leftover of the page.
fn mend_headings(roles: &mut [LineRole]) {
    for role in roles.iter_mut().rev().take_while(|role| **role != LineRole::Body) {
        if *role == LineRole::Heading {
            *role = LineRole::Boilerplate;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use LineRole::*;

    fn check(lines: &[(&str, LineRole)]) {
        let text = lines.iter().map(|(line, _)| *line).collect::<Vec<_>>().join("\n");
        let found: Vec<_> = super::lines(&text, &Meta::default());
        let found: Vec<_> = found.iter().map(|line| (line.span.of(&text), line.role)).collect();
        assert_eq!(found, lines);
    }

    const BODY: (&str, LineRole) = ("KT가 마이크로소프트와 손을 잡고 클라우드 사업을 키운다.", Body);

    #[test]
    fn a_head_is_told_apart() {
        check(&[
            ("UPDATED. 2020-07-03 17:54 (금)", Boilerplate),
            ("홈 > 산업 > IT", Boilerplate),
            ("KT, MS와 맞손", Headline),
            ("KT, MS와 맞손", Repeated),
            ("5년간 2조4000억원 투자", Subheadline),
            ("• 이세영 기자", Byline),
            ("입력 2024.10.11 09:30 | 수정 2024.10.12 10:12", Byline),
            ("• 댓글 0", Boilerplate),
            ("페이스북 트위터 카카오톡 URL복사", Boilerplate),
            ("사진=KT", Caption),
            BODY,
        ]);
    }

    #[test]
    fn a_headline_may_stand_below_a_caption() {
        check(&[
            ("김영섭 KT 대표가 인사말을 하고 있다. [사진 = KT] |", Caption),
            ("<이미지를 클릭하시면 크게 보실 수 있습니다> |", Boilerplate),
            ("KT, MS와 맞손", Headline),
            BODY,
        ]);
    }

    #[test]
    fn captions_are_told_from_prose() {
        check(&[
            BODY,
            ("▲ 김영섭 KT 대표.", Caption),
            ("김영섭 KT 대표(왼쪽)와 나델라 CEO가 기념촬영을 하고 있다.", Caption),
            ("경영진이 모였다. [KT 제공. 재판매 및 DB 금지]", Caption),
            ("(왼쪽부터) 김영섭 대표, 사티아 나델라 CEO", Caption),
            ("/사진제공=KT", Caption),
            ("KT는 이미지/영상 생성 모델을 내놓았다.", Body),
            ("KT는 사진 공유 서비스도 낸다.", Body),
        ]);
    }

    #[test]
    fn lists_of_triangles_are_body() {
        check(&[BODY, ("▲ LLM 공동 개발", Body), ("▲ AI 개인비서", Body)]);
        check(&[BODY, ("▲LLM 공동 개발 ▲AI 개인비서", Body)]);
    }

    #[test]
    fn a_section_printed_twice_is_body_once() {
        let section = "양사는 다국어 모델을 공동 개발하기로 했다고 밝혔다.";
        check(&[
            BODY,
            ("━", Heading),
            ("통신사의 AI", Heading),
            (section, Body),
            ("통신사의 AI", Repeated),
            (section, Repeated),
        ]);
    }

    #[test]
    fn the_tail_is_boilerplate() {
        check(&[
            BODY,
            ("김도윤 기자 doyun@example.com", Byline),
            ("저작권자 © 한빛경제 무단전재 및 재배포 금지", Boilerplate),
            ("- 서울 아파트값 오름세", Boilerplate),
            ("이 과자가 또 품절됐다고 한다. 왜일까.", Boilerplate),
        ]);
    }

    #[test]
    fn related_headlines_inside_the_body_are_boilerplate() {
        check(&[
            BODY,
            ("관련기사", Boilerplate),
            ("KT, 3분기 영업익 늘어", Boilerplate),
            ("MS도 투자를 늘리기로 했다고 한다.", Body),
        ]);
    }

    #[test]
    fn a_byline_glued_to_a_paragraph_leaves_it_body() {
        check(&[
            ("[데일리한국 장정우 기자] KT가 클라우드 사업을 키운다고 밝혔다.", Body),
            ("그는 “그렇다”고 말했다. 김나인기자 silkni@dt.co.kr", Body),
        ]);
    }

    #[test]
    fn titles_lose_the_name_of_their_site() {
        assert_eq!(without_site("KT, 맞손 - 한빛경제", Some("한빛경제")), "KT, 맞손");
        assert_eq!(without_site("KT, 맞손 | 중앙일보", None), "KT, 맞손");
        assert_eq!(without_site("KT - MS 맞손", None), "KT - MS 맞손");
    }
}
