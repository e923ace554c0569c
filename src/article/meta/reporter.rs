//! The reporter: `[한빛경제 김도윤 기자]`, `윤정민 2024. 7. 14. 14:32`, `…말했다. 김나인기자 silkni@dt.co.kr`.

use super::{
    super::{LineRole, pattern::Pattern, table::PAGE},
    outlet, published,
};
use std::sync::LazyLock;

static MAIL: LazyLock<Pattern> = LazyLock::new(|| Pattern::new("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+"));
/// What may stand in front of a story, with the reporter in it or after it.
static LEAD: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new("^[\\[(<【][^\\])>】]{2,40}[\\])>】](?:[ =]*[가-힣·, ]{2,20} ?(?:기자|특파원) ?=)?"));
/// The end of a story: after the last full stop.
static END: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new("[.”\"’)] ?([^.”\"’]{3,24}?)(?: ?[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+)?$"));

/// True for two to four syllables that begin with a Korean surname and name no outlet.
pub fn is_name(word: &str) -> bool {
    PAGE.name.is_match(word) && !outlet::is_plausible(word) && !PAGE.not_a_name.is_match(word)
}

/// The first reporter in a line that is about nothing else: `김철수·이영희 기자`, `김철수`, `John Smith`.
pub fn in_byline(line: &str) -> Option<String> {
    let line = line.trim();
    titled(line, None)
        .or_else(|| is_name(line).then(|| line.to_owned()))
        .or_else(|| is_latin_name(line).then(|| line.to_owned()))
}

/// `line` without e-mail addresses and reporters with their title, and whether there were any.
pub fn without_person(line: &str) -> (String, bool) {
    let mut rest = line.to_owned();
    let mut has_person = false;
    while let Some(found) = MAIL.find(&rest).map(|found| found.range()) {
        rest.replace_range(found, " ");
        has_person = true;
    }
    while let Some(found) =
        PAGE.reporter.captures(&rest).and_then(|groups| Some(groups.get(1)?.start()..groups.get(2)?.end()))
    {
        rest.replace_range(found, " ");
        has_person = true;
    }
    (rest, has_person)
}

/// The first reporter a page names: in its bylines, in the bracket that opens the body, at the end of a paragraph.
pub fn find(lines: &[(LineRole, String)], outlet: Option<&str>) -> Option<String> {
    lines.iter().find_map(|(role, line)| match role {
        LineRole::Byline => titled(line, outlet).or_else(|| dated(line)),
        LineRole::Body => LEAD
            .find(line)
            .and_then(|lead| titled(lead.as_str(), outlet))
            .or_else(|| END.captures(line).and_then(|groups| titled(groups.get(1)?.as_str(), outlet))),
        _ => None,
    })
}

/// The first name that a title follows.
fn titled(text: &str, outlet: Option<&str>) -> Option<String> {
    PAGE.reporter.captures_iter(text).find_map(|groups| {
        let mut names = groups.get(1)?.as_str().split(['·', 'ㆍ', ',']).map(str::trim);
        let is_person =
            |name: &&str| Some(*name) != outlet && !outlet::is_known(name) && !PAGE.not_a_name.is_match(name);
        names.find(is_person).map(str::to_owned)
    })
}

/// A bare name beside a date.
fn dated(line: &str) -> Option<String> {
    let (rest, has_date) = published::without_dates(line);
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    (has_date && is_name(rest)).then(|| rest.to_owned())
}

fn is_latin_name(text: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().all(|c| c.is_ascii_alphabetic() || c == '.')
    };
    (2..=4).contains(&text.split(' ').count()) && text.split(' ').all(is_word) && !outlet::is_known(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn check(role: LineRole, line: &str, expected: Option<&str>) {
        assert_eq!(find(&[(role, line.to_owned())], None).as_deref(), expected, "{line}");
    }

    #[test]
    fn bylines_name_the_reporter() {
        for line in [
            "김도윤 기자",
            "김도윤기자 doyun@example.com",
            "한빛경제 김도윤 기자 2024.10.10 15:40",
            "김도윤·이서준 기자",
            "뉴욕=김도윤 특파원",
            "김도윤 IT전문기자",
            "김도윤 산업부 기자",
            "김도윤 2024. 7. 14. 14:32",
            "글 김도윤 기자 / 사진 이서준 기자",
        ] {
            check(LineRole::Byline, line, Some("김도윤"));
        }
        check(LineRole::Byline, "남궁도윤 선임기자", Some("남궁도윤"));
    }

    #[test]
    fn the_ends_of_paragraphs_name_the_reporter() {
        check(LineRole::Body, "그는 “그렇다”고 말했다. 김나인기자 silkni@dt.co.kr", Some("김나인"));
        check(LineRole::Body, "[서울=뉴시스]심지혜 기자 = KT가 나섰다.", Some("심지혜"));
    }

    #[test]
    fn who_is_no_reporter_is_not_named() {
        check(LineRole::Body, "김영섭 KT 대표는 기자간담회를 열었다.", None);
        check(LineRole::Byline, "본지 기자", None);
        check(LineRole::Byline, "입력 2024.10.11 09:30", None);
        check(LineRole::Caption, "김도윤 기자가 찍었다", None);
    }
}
