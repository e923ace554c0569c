//! The date of publication where the page does not print it, worked out from the text, or `None` where it is open.
//!
//! Each clue leaves a range of months in which the article can have appeared: `다음달 4일 … SK AI 서밋 2024` leaves
//! October 2024, `지난 2월 … MWC 2024` the eleven months after it. Only if a single month fits all clues is the date
//! given; its day is the one on which something was announced (`11일 업계에 따르면`, `20일 밝혔다`).

use super::super::{
    LineRole,
    pattern::Pattern,
    table::{HOLDINGS, Holding, PAGE},
};
use crate::text::PartialDate;
use std::{collections::BTreeSet, sync::LazyLock};

/// Months since the year 0.
type Month = i32;

/// The relative words that place an event; groups: whole, word, month, day.
static RELATIVE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new("(다음 ?달|내달|이번 ?달|이달|지난 ?달)|(지난|오는) ?(?:([0-9]{1,2})월|([0-9]{1,2})일)")
});
/// A bare day that no reporting verb follows.
static BARE_DAY: LazyLock<Pattern> = LazyLock::new(|| Pattern::new("(?:^|[^0-9월년~.]) ?([0-9]{1,2})일"));
/// The year of an edition behind the name of its event.
static EDITION: LazyLock<Pattern> = LazyLock::new(|| Pattern::new("^\\)?[’'”\"]? ?(20[0-9]{2})"));

/// The date of publication that the body's clues leave.
pub fn find(lines: &[(LineRole, String)]) -> Option<PartialDate> {
    let body = || lines.iter().filter(|(role, _)| *role == LineRole::Body).map(|(_, line)| line.as_str());
    let reported: Option<u8> = body()
        .flat_map(|line| PAGE.reporting_day.captures_iter(line))
        .find_map(|groups| groups.get(1)?.as_str().parse().ok());
    let clues = body().flat_map(sentences).flat_map(|sentence| clues(sentence, reported));
    let month = clues.reduce(|left, right| left.intersection(&right).copied().collect())?;
    let month = (month.len() == 1).then(|| month.first().copied()).flatten()?;
    let (year, month) = ((month / 12) as i16, (month % 12 + 1) as u8);
    reported.and_then(|day| PartialDate::day(year, month, day)).or_else(|| PartialDate::month(year, month))
}

fn sentences(line: &str) -> impl Iterator<Item = &str> {
    line.split_inclusive("다. ")
}

/// What one sentence says of the month of publication: a set of months for each event it names.
fn clues(sentence: &str, reported: Option<u8>) -> Vec<BTreeSet<Month>> {
    let names: BTreeSet<&str> = HOLDINGS.iter().flat_map(|holding| holding.names.iter().copied()).collect();
    let mut clues = Vec::new();
    for name in names {
        let Some(at) = sentence.find(name) else { continue };
        let edition: Option<i16> =
            EDITION.captures(&sentence[at + name.len()..]).and_then(|groups| groups.get(1)?.as_str().parse().ok());
        let holdings = HOLDINGS.iter().filter(|holding| holding.names.contains(&name));
        let holdings = holdings.filter(|holding| edition.is_none_or(|year| holding.first.get_year() == year));
        let months: BTreeSet<Month> = holdings.flat_map(|holding| months(sentence, holding, reported)).collect();
        if !months.is_empty() {
            clues.push(months);
        }
    }
    clues
}

/// The months in which `sentence` can be written, if `holding` is what it names.
fn months(sentence: &str, holding: &Holding, reported: Option<u8>) -> Vec<Month> {
    let held = month_of(holding.first);
    let Some(words) = RELATIVE.captures(sentence) else { return bare(sentence, holding, reported) };
    let word = words.get(1).map_or("", |word| word.as_str());
    let named_month: Option<u8> = words.get(3).and_then(|month| month.as_str().parse().ok());
    match (word.chars().next(), words.get(2).map(|word| word.as_str()), named_month) {
        (Some('다' | '내'), ..) => vec![held - 1],
        (Some('이'), ..) => vec![held],
        (Some('지'), ..) => vec![held + 1],
        (_, Some("지난"), Some(month)) if Some(month) == holding.first.get_month() => (held + 1..held + 12).collect(),
        (_, Some("오는"), Some(month)) if Some(month) == holding.first.get_month() => (held - 11..held).collect(),
        (_, Some(_), None) => bare(sentence, holding, reported),
        _ => Vec::new(),
    }
}

/// A bare day of the event: the month of the event, or the next one if the day of publication comes before it.
fn bare(sentence: &str, holding: &Holding, reported: Option<u8>) -> Vec<Month> {
    let days = BARE_DAY.captures_iter(sentence).filter_map(|groups| groups.get(1)?.as_str().parse::<u8>().ok());
    let (first, last) = (holding.first.get_day().unwrap_or(0), holding.last.get_day().unwrap_or(0));
    let held = month_of(holding.first);
    days.filter(|day| (first..=last).contains(day) && Some(*day) != reported)
        .map(|day| if reported.is_some_and(|reported| reported < day) { held + 1 } else { held })
        .collect()
}

fn month_of(date: PartialDate) -> Month {
    Month::from(date.get_year()) * 12 + Month::from(date.get_month().unwrap_or(1)) - 1
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn check(body: &str, expected: Option<&str>) {
        let lines: Vec<_> = body.lines().map(|line| (LineRole::Body, line.to_owned())).collect();
        assert_eq!(find(&lines).map(|date| date.to_string()).as_deref(), expected, "{body}");
    }

    #[test]
    fn an_edition_next_month_gives_the_month() {
        check("11일 업계에 따르면 SKT는 바쁘다. 다음달 4일과 5일 ‘SK AI 서밋 2024’을 개최한다.", Some("2024-10-11"));
        check("이달 26일부터 열리는 ‘MWC 2024’가 첫 시험대다.", Some("2024-02"));
    }

    #[test]
    fn a_day_of_an_event_needs_its_year_from_elsewhere() {
        let event = "SKT는 18일(현지 시간) TM포럼 행사에서 라운드테이블을 개최했다고 20일 밝혔다.";
        check(event, None);
        check(&format!("{event}\n지난 2월 열린 모바일월드콩그레스(MWC) 2024 이후다."), Some("2024-06-20"));
    }

    #[test]
    fn an_open_year_or_month_is_no_date() {
        check("네이버는 지난 5일(현지시간) 인수를 끝냈다고 밝혔다. 2022년 10월 4일 계약했다.", None);
        check("지난 2월 ‘MWC 2024’에서 만났다. 5일 업계에 따르면 그렇다.", None);
    }
}
