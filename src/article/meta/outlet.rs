//! The outlet: from the copyright line, the bracket before the story, the byline, a source line, or a web address.

use super::super::{
    pattern::Pattern,
    table::{OUTLETS, PAGE},
};
use super::published;
use std::sync::LazyLock;

static COPYRIGHT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(concat!(
        "(?:저작권자|(?i-u:copyright)|[©ⓒ]|\\([cC]\\)|^출처 ?[:=])",
        "(?:[ :©ⓒ0-9.,<\\[‘'“\"-]|\\([cC]\\)|by )*",
        "([가-힣A-Za-z][가-힣A-Za-z0-9 .+]*?)",
        "(?:[,.|(\\[<>\\])’'”\"©ⓒ&:]| ?무단| ?재배포| (?i-u:all)|$)"
    ))
});
/// The bracket that opens a story, and what stands directly after it; groups: inside, after.
static LEAD: LazyLock<Pattern> = LazyLock::new(|| Pattern::new("^[\\[(<【]([^\\])>】]{2,40})[\\])>】] ?([^.]{0,24})"));
static HOST: LazyLock<Pattern> = LazyLock::new(|| Pattern::new("[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+"));

/// True for a name or alias of the table of outlets.
pub fn is_known(name: &str) -> bool {
    OUTLETS.named(name).is_some()
}

/// True for a name that is known or ends as outlets do.
pub fn is_plausible(name: &str) -> bool {
    is_known(name) || name.chars().count() > 3 && PAGE.outlet_suffix.is_match(name)
}

/// The usual name of an outlet that calls itself `name`; `None` for portals and empty names.
pub fn called(name: &str) -> Option<String> {
    let name = name.trim().trim_matches(['\'', '"', '‘', '’', '“', '”', '.', ',', '-']).trim();
    let portal = PAGE.portal.is_match(name);
    (name.chars().count() > 1 && !portal).then(|| OUTLETS.named(name).unwrap_or(name).to_owned())
}

/// The outlet of a page, from its squeezed lines.
pub fn find<'l>(lines: impl Iterator<Item = &'l str> + Clone) -> Option<String> {
    let short = lines.clone().filter(|line| line.chars().count() <= 130);
    let copyright = || short.clone().filter(|line| PAGE.copyright.is_match(line)).find_map(of_copyright);
    let lead = || lines.clone().find_map(of_lead);
    let byline = || short.clone().find_map(of_byline);
    let host = || lines.clone().flat_map(|line| HOST.find_iter(line)).find_map(|host| OUTLETS.at(host.as_str()));
    let dated = || short.clone().take(6).find_map(beside_date);
    let alone = || short.clone().take(3).find_map(|line| OUTLETS.named(line));
    copyright()
        .or_else(lead)
        .or_else(byline)
        .or_else(dated)
        .or_else(|| host().map(str::to_owned))
        .or_else(|| alone().map(str::to_owned))
}

fn of_copyright(line: &str) -> Option<String> {
    let groups = COPYRIGHT.captures(line)?;
    called(groups.get(1)?.as_str()).filter(|name| !PAGE.copyright.is_match(name))
}

/// `[한빛경제 김도윤 기자]`, `[가온비즈=권민재 기자]`, `(서울=온누리통신) 박서진 기자 =`, `<한빛경제> 김도윤 기자`.
fn of_lead(line: &str) -> Option<String> {
    let groups = LEAD.captures(line)?;
    let (inside, after) = (groups.get(1)?.as_str(), groups.get(2)?.as_str());
    if let Some(person) = PAGE.reporter.captures(inside).and_then(|groups| groups.get(1)) {
        let before = inside[..person.start()].trim_end_matches([' ', '=', '|', 'ㅣ', '·', '/']);
        let name = before.rsplit(['=', '|', 'ㅣ', '/']).find(|part| is_plausible(part.trim()));
        let alone = || (!before.contains(['=', '|', '/']) && !PAGE.place.is_match(before)).then_some(before);
        return name.or_else(alone).and_then(called);
    }
    let is_signed =
        PAGE.reporter.captures(after).and_then(|groups| groups.get(1)).is_some_and(|name| name.start() == 0);
    let name = match inside.split_once('=') {
        Some((place, name)) if PAGE.place.is_match(place.trim()) || is_signed => Some(name),
        None if is_signed && is_plausible(inside) => Some(inside),
        _ => None,
    };
    name.and_then(called)
}

/// `미래산업신문 강새벽 기자`, `온누리데일리 | 서지안 기자`, `2024-10-11 09:02 한빛경제 서지안 기자`,
/// `서지안 기자 / 한빛경제`; set apart by a bar also a name that no table knows.
fn of_byline(line: &str) -> Option<String> {
    let person = PAGE.reporter.captures(line)?.get(1)?;
    let is_mark = |c: char| !c.is_alphanumeric();
    let before = published::without_dates(&line[..person.start()]).0;
    let before = before.rsplit('=').next().unwrap_or("").trim_matches(is_mark);
    let parts = || line.split(['|', '/', 'ㅣ']).map(str::trim);
    let own = parts().find(|part| !part.contains(' ') && is_plausible(part));
    let is_apart =
        !before.contains(' ') && (4..=12).contains(&before.chars().count()) && parts().next() == Some(before);
    let name = Some(before).filter(|b| is_plausible(b)).or(own).or(Some(before).filter(|_| is_apart))?;
    called(name)
}

/// `한빛경제 | 2024-10-11 09:02`, `한빛경제 2024년 10월 11일`.
fn beside_date(line: &str) -> Option<String> {
    let (rest, has_date) = published::without_dates(line);
    let mut parts = rest.split(['|', '/', 'ㅣ']).map(str::trim).filter(|part| !part.is_empty());
    let first = parts.next().filter(|first| has_date && is_plausible(first) && !first.contains(' '))?;
    called(first)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(find([line].into_iter()).as_deref(), expected, "{line}");
    }

    #[test]
    fn copyright_lines_name_it() {
        for line in [
            "저작권자 © 한빛경제 무단전재 및 재배포 금지",
            "Copyright ⓒ 한빛경제. All rights reserved.",
            "<저작권자(c) 한빛경제, 무단 전재-재배포 금지> 2024/09/23 11:05 송고",
            "[ⓒ 한빛경제 & example.com, 무단 전재, 재배포 금지]",
            "< 저작권자 ⓒ 한빛경제 무단전재 및 재배포금지 >",
            "<저작권자 © ‘한빛경제’ 무단 전재 금지>",
            "Copyright © 2024 한빛경제 All rights reserved",
            "출처 : 한빛경제(http://www.example.com)",
        ] {
            check(line, Some("한빛경제"));
        }
        check("Copyright ⓒ 매경닷컴. 무단전재 및 재배포 금지", Some("매일경제"));
    }

    #[test]
    fn brackets_before_the_story_name_it() {
        for line in [
            "[한빛경제 김도윤 기자] KT가 나섰다.",
            "[한빛경제=김도윤 기자] KT가 나섰다.",
            "(한빛경제=김도윤 기자)KT가 나섰다.",
            "[서울=한빛경제] 김도윤 기자 = KT가 나섰다.",
            "(서울=한빛경제) 김도윤 기자 = KT가 나섰다.",
            "<한빛경제> 김도윤 기자 doyun@example.com",
        ] {
            check(line, Some("한빛경제"));
        }
        check("[뉴욕=김철수 특파원] KT가 나섰다.", None);
        check("[단독] KT 김도윤 대표가 나섰다.", None);
    }

    #[test]
    fn bylines_and_web_addresses_name_it() {
        check("한빛경제 | 김도윤 기자", Some("한빛경제"));
        check("게임톡톡 | 김도윤 기자", Some("게임톡톡"));
        check("2024-10-11 09:48 한빛경제 김도윤 기자", Some("한빛경제"));
        check("김도윤 기자 / 한빛경제 / 댓글 4", Some("한빛경제"));
        check("바르셀로나(스페인)=한빛경제 김도윤 기자", Some("한빛경제"));
        check("나섰다. 김나인기자 silkni@dt.co.kr", Some("디지털타임스"));
        check("네이버 뉴스", None);
    }
}
