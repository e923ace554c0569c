//! The date of publication as a page prints it: `입력 2024.10.11 09:30 | 수정 …`, `승인 …`, `… 송고`, or bare in a byline.

use super::super::{LineRole, pattern::Pattern, table::PAGE};
use crate::text::PartialDate;
use jiff::tz::Offset;
use std::sync::LazyLock;

/// A day with or without a time, as Korean pages and ISO 8601 print it; groups: year, month, day.
static DAY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(concat!(
        "(?:^|[^0-9])((?:19|20)[0-9]{2})(?:[.\\-/] ?|년 ?)([0-9]{1,2})(?:[.\\-/] ?|월 ?)([0-9]{1,2})(?:일|\\.)?",
        "(?: ?\\([월화수목금토일]\\))?(?:(?: ?[|·,]? ?(?:오전|오후)? ?|T)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?",
        "(?:\\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?: ?[월화수목금토일]요일)?"
    ))
});
/// The same in English: `Thu, 27 Mar 2025 09:02`, `May 30, 2025, 4:05 PM KST`; groups: day, month, month, day, year.
static ENGLISH: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(concat!(
        "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?",
        "(?:([0-9]{1,2}) ([A-Z][a-z]{2})[a-z]*\\.?|([A-Z][a-z]{2})[a-z]*\\.? ([0-9]{1,2}),?) ((?:19|20)[0-9]{2})",
        "(?:,? +[0-9]{1,2}:[0-9]{2}(?: ?[AP]M)?(?: ?\\(?KST\\)?)?)?"
    ))
});
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The day that `text` states in ISO 8601, RFC 2822 or a Korean form. A time with an offset is taken to Korea.
pub fn parse(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let instant = text.parse::<jiff::Timestamp>().ok();
    let instant = instant.or_else(|| jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.timestamp()));
    if let Some(instant) = instant {
        let date = Offset::constant(9).to_datetime(instant).date();
        return PartialDate::day(date.year(), date.month().try_into().ok()?, date.day().try_into().ok()?);
    }
    days(text).next().map(|(_, date)| date).or_else(|| compact(text)).or_else(|| text.parse().ok())
}

/// `20241011`, also with a time after it.
fn compact(text: &str) -> Option<PartialDate> {
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    PartialDate::day(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?)
}

/// All days in `text` with where they stand, in order.
fn days(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, PartialDate)> {
    let numbers = DAY.captures_iter(text).filter_map(|groups| {
        let (start, end) = (groups.get(1)?.start(), groups.get(0)?.end());
        let part = |at: usize| groups.get(at)?.as_str().parse::<i16>().ok();
        let date = PartialDate::day(part(1)?, part(2)?.try_into().ok()?, part(3)?.try_into().ok()?)?;
        Some((start..end, date))
    });
    let words = ENGLISH.captures_iter(text).filter_map(|groups| {
        let day = groups.get(1).or_else(|| groups.get(4))?.as_str().parse().ok()?;
        let month = groups.get(2).or_else(|| groups.get(3))?.as_str();
        let month = MONTHS.iter().position(|name| *name == month)? + 1;
        let date = PartialDate::day(groups.get(5)?.as_str().parse().ok()?, month.try_into().ok()?, day)?;
        Some((groups.get(0)?.range(), date))
    });
    let mut found: Vec<_> = numbers.chain(words).collect();
    found.sort_by_key(|(range, _)| range.start);
    found.into_iter()
}

/// `line` without its dates and the words that label them, and whether there were any.
pub fn without_dates(line: &str) -> (String, bool) {
    let mut rest = String::new();
    let mut last = 0;
    for (range, _) in days(line) {
        rest.push_str(&line[last..range.start]);
        rest.push(' ');
        last = range.end;
    }
    let has_date = last > 0;
    rest.push_str(&line[last..]);
    for label in [&PAGE.modified, &PAGE.published] {
        let spans: Vec<_> = label.find_iter(&rest).map(|found| found.range()).collect();
        // Such words are labels only beside a date, or alone on their line.
        if has_date || spans.iter().any(|span| *span == (0..rest.trim_end_matches([' ', ':']).len())) {
            spans.into_iter().rev().for_each(|span| rest.replace_range(span, " "));
        }
    }
    let has_label = rest.trim_matches([' ', ':']).is_empty() && !line.is_empty();
    (rest, has_date || has_label)
}

/// The date of publication among the lines of a page. A date that is labelled as one counts before a bare date in a
/// byline; the date of a later change never counts.
pub fn find(lines: &[(LineRole, String)]) -> Option<PartialDate> {
    let mut bare = None;
    let mut label_above = "";
    for (role, line) in lines {
        if !matches!(role, LineRole::Byline | LineRole::Boilerplate) {
            label_above = "";
            continue;
        }
        let found: Vec<_> = days(line).collect();
        for (at, (range, date)) in found.iter().enumerate() {
            let from = at.checked_sub(1).map_or(0, |before| found[before].0.end);
            let to = found.get(at + 1).map_or(line.len(), |next| next.0.start);
            let before = if from == 0 && range.start == 0 { label_above } else { &line[from..range.start] };
            let after = if found.len() == 1 { &line[range.end..to] } else { "" };
            if PAGE.modified.is_match(before) {
                continue;
            }
            if PAGE.published.is_match(before) || PAGE.published.is_match(after) && !PAGE.modified.is_match(after) {
                return Some(*date);
            }
            if *role == LineRole::Byline {
                bare = bare.or(Some(*date));
            }
        }
        label_above = if found.is_empty() { line } else { "" };
    }
    bare
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn check(lines: &[&str], expected: Option<&str>) {
        let lines: Vec<_> = lines.iter().map(|line| (LineRole::Byline, (*line).to_owned())).collect();
        assert_eq!(find(&lines).map(|date| date.to_string()).as_deref(), expected, "{lines:?}");
    }

    #[test]
    fn labelled_forms_are_read() {
        for line in [
            "입력 2024.10.11 09:30 | 수정 2024.10.12 10:12",
            "승인 2024.10.11 17:44",
            "기사입력 : 2024-10-11 10:00:00",
            "등록 2024.10.11 06:40:00 | 수정 2024.10.12 07:15:21",
            "송고시간 2024-10-11 09:12",
            "2024/10/11 09:12 송고",
            "강다온 기자 | 입력 2024-10-11 07:00",
            "발행일 2024년 10월 11일",
            "Updated : 2024-10-12 20:33 / Published : 2024-10-11 17:50",
            "Published: October 11, 2024 11:05 | Updated: October 12, 2024 13:40",
        ] {
            check(&[line], Some("2024-10-11"));
        }
    }

    #[test]
    fn a_bare_date_in_a_byline_is_read() {
        check(&["윤정민 2024. 7. 14. 14:32"], Some("2024-07-14"));
        check(&["Oct 11, 2024, 4:05 PM KST"], Some("2024-10-11"));
        check(&["Fri, 11 Oct 2024 09:02"], Some("2024-10-11"));
        check(&["한빛경제 | 2024-10-11 09:02"], Some("2024-10-11"));
        check(&["수정 2024.10.12 10:12", "한지우 기자 2024.10.11"], Some("2024-10-11"));
    }

    #[test]
    fn a_change_or_a_banner_is_no_publication() {
        check(&["UPDATED. 2020-07-03 17:54 (금)"], None);
        check(&["최종수정 : 2021-03-16 18:02:00"], None);
        check(&["수정", "2021.03.16 18:02"], None);
    }

    #[test]
    fn a_label_may_stand_on_its_own_line() {
        check(&["2024.10.09 08:00", "입력", "2024.10.11 09:30"], Some("2024-10-11"));
    }

    #[test]
    fn instants_are_taken_to_korea() {
        let day = |text: &str| parse(text).map(|date| date.to_string());
        assert_eq!(day("2024-10-10T23:30:00Z").as_deref(), Some("2024-10-11"));
        assert_eq!(day("2024-10-11T09:30:00+0900").as_deref(), Some("2024-10-11"));
        assert_eq!(day("Thu, 10 Oct 2024 23:30:00 GMT").as_deref(), Some("2024-10-11"));
        assert_eq!(day("2024-10-11 09:30").as_deref(), Some("2024-10-11"));
        assert_eq!(day("20241011093000").as_deref(), Some("2024-10-11"));
        assert_eq!(day("어제"), None);
    }
}
