//! The ways to write dates, and how each is resolved.
//!
//! A form's function gets the groups of its pattern. Rules of newspapers: `지난 6월` is the latest June before this
//! month, `지난 12일` the latest 12th up to the day of publication, a bare `12일` the same unless that lies more than a
//! week back, when it is still to come.

use super::{Form, Frame};
use crate::{article::pattern::Pattern, text::PartialDate};
use jiff::{ToSpan as _, civil::Date};
use regex::Captures;

/// A day or a span of days; the group `day` is the first, `to` is there for a span.
const DAY: &str = "(?P<day>[0-9]{1,2})(?:일?(?P<to> ?[~∼–-] ?)[0-9]{1,2})?일(?:\\(현지 ?시[간각]\\))?";
/// What may follow a year.
const PART: &str = "(?P<month>[0-9]{1,2})월|(?P<quarter>[1-4])분기|상반기|하반기|초반?|중순|말|안|연초|연말|들어";
/// What may follow a month.
const THIRD: &str = "초순?|중순|말|상순|하순|안";
const NUMBER: &str = "(?P<number>[0-9]{1,3}|한|두|세|석|네|넉|다섯|여섯|일곱|여덟|아홉|열)";

/// All forms; of two that match the same words the first counts.
pub fn all() -> Vec<Form> {
    let form = |pattern: &str, resolve, not_before| Form { pattern: Pattern::new(pattern), resolve, not_before };
    let month_day = format!("(?P<month>[0-9]{{1,2}})월(?: ?{DAY}| ?(?:{THIRD}))?");
    let year_part = format!("(?: ?(?:{PART})(?: ?{DAY}| ?(?:{THIRD}))?)");
    vec![
        form(&format!("(?P<year>(?:19|20)[0-9]{{2}})년{year_part}?"), absolute, "대형산식"),
        form(&format!("[’'‘](?P<year>[0-9]{{2}})년{year_part}?"), absolute, "대형산식"),
        form(&format!("(?P<year>[0-9]{{2}})년 ?{month_day}"), absolute, ""),
        form(
            "(?P<year>(?:19|20)[0-9]{2})[./-] ?(?P<month>[0-9]{1,2})[./-] ?(?P<day>[0-9]{1,2})",
            absolute,
            "0123456789",
        ),
        form(
            &format!("(?P<word>지난 ?해|작년|재작년|올해|금년|내년|내후년|이듬해|다음 ?해|같은 ?해|그해){year_part}?"),
            year_word,
            "외",
        ),
        form(&format!("(?P<word>올|전년){year_part}"), year_word, ""),
        form(
            &format!("(?P<word>지난 ?달|이번 ?달|이달|다음 ?달|내달|같은 ?달)(?: ?{DAY}| ?(?:{THIRD}))?"),
            month_word,
            "",
        ),
        form(&format!("(?P<word>전달|전월) ?{DAY}"), month_word, ""),
        form(&format!("(?P<word>지난|오는) ?{month_day}"), near_month, ""),
        form(&month_day, bare_month, "드"),
        form(&format!("(?P<word>지난|오는) ?{DAY}"), near_day, ""),
        form(DAY, bare_day, "치"),
        form("이날|같은 ?날|그날", same_day, ""),
        form("(?P<word>전날|이튿날|다음 ?날)", next_to_day, ""),
        form("(?P<word>그저께|그제|어제|오늘|내일)", today, "의날"),
        form(
            "(?P<word>지난|이번|다음|금) ?주(?: ?(?P<weekday>[월화수목금토일])요일|말)?",
            week,
            "총자식주요제인문도최년장기관",
        ),
        form("지난 ?(?P<weekday>[월화수목금토일])요일", last_weekday, ""),
        form("(?:(?P<word>지난|올|이번) ?)?(?P<quarter>[1-4])분기", bare_quarter, "점"),
        form("(?:올 ?|올해 ?)?(?:연내|연말|연초|상반기|하반기)", this_year, "정"),
        form(
            &format!("{NUMBER} ?(?P<unit>년|해|개월|달|주|일) ?(?P<word>전|뒤|후)"),
            apart,
            "했하해합략환망체문산자시용력반속보기담열임방원",
        ),
        form(
            "(?P<days>하루|이틀|사흘|나흘|닷새|엿새|열흘|보름) ?(?P<word>전|뒤|후)",
            apart,
            "했하해합략환망체문산자시용력반속보기",
        ),
    ]
}

fn number<N: std::str::FromStr>(groups: &Captures<'_>, name: &str) -> Option<N> {
    groups.name(name)?.as_str().parse().ok()
}

fn word<'t>(groups: &Captures<'t>, name: &str) -> &'t str {
    groups.name(name).map_or("", |found| found.as_str())
}

/// `year` with the month, quarter or day that the groups add; a span of days is its month.
fn within_year(year: i16, groups: &Captures<'_>) -> Option<PartialDate> {
    let day = number(groups, "day").filter(|_| groups.name("to").is_none());
    match (number(groups, "quarter"), number(groups, "month"), day) {
        (Some(quarter), ..) => PartialDate::quarter(year, quarter),
        (_, Some(month), Some(day)) => PartialDate::day(year, month, day),
        (_, Some(month), None) => PartialDate::month(year, month),
        _ => Some(PartialDate::year(year)),
    }
}

/// `months` counted from January of the year 0, with the day that the groups add.
fn within_month(months: i32, groups: &Captures<'_>) -> Option<PartialDate> {
    let (year, month) = (i16::try_from(months.div_euclid(12)).ok()?, u8::try_from(months.rem_euclid(12) + 1).ok()?);
    match number(groups, "day").filter(|_| groups.name("to").is_none()) {
        Some(day) => PartialDate::day(year, month, day),
        None => PartialDate::month(year, month),
    }
}

fn months(date: PartialDate) -> Option<i32> {
    Some(i32::from(date.get_year()) * 12 + i32::from(date.get_month()?) - 1)
}

fn civil(date: PartialDate) -> Option<Date> {
    date.get_day().map(|_| date.first_day())
}

fn partial(date: Date) -> Option<PartialDate> {
    PartialDate::day(date.year(), date.month().try_into().ok()?, date.day().try_into().ok()?)
}

fn absolute(groups: &Captures<'_>, _: &Frame) -> Option<PartialDate> {
    let year: i16 = number(groups, "year")?;
    within_year(if year < 100 { 2000 + year } else { year }, groups)
}

fn year_word(groups: &Captures<'_>, frame: &Frame) -> Option<PartialDate> {
    let word = word(groups, "word").replace(' ', "");
    let told = || frame.context.last.map(|date| date.get_year());
    let this = || frame.published.map(|date| date.get_year());
    let year = match word.as_str() {
        "지난해" | "작년" | "전년" => this()? - 1,
        "재작년" => this()? - 2,
        "내년" => this()? + 1,
        "내후년" => this()? + 2,
        "이듬해" | "다음해" => told()? + 1,
        "같은해" | "그해" => told()?,
        _ => this()?,
    };
    within_year(year, groups)
}

fn month_word(groups: &Captures<'_>, frame: &Frame) -> Option<PartialDate> {
    let this = || frame.published.and_then(months);
    let month = match word(groups, "word").replace(' ', "").as_str() {
        "지난달" | "전달" | "전월" => this()? - 1,
        "다음달" | "내달" => this()? + 1,
        "같은달" => months(frame.context.last?)?,
        _ => this()?,
    };
    within_month(month, groups)
}

/// `지난 6월`, `오는 9월 3일`: the nearest such month or day before or after publication.
fn near_month(groups: &Captures<'_>, frame: &Frame) -> Option<PartialDate> {
    let published = frame.published?;
    let this = months(published)?;
    let month = published.get_year() as i32 * 12 + number::<i32>(groups, "month")? - 1;
    // In the month of publication the day decides; without one, `지난 6월` written in June is last year's.
    let day_apart = number::<u8>(groups, "day").zip(published.get_day()).map(|(day, today)| day.cmp(&today));
    let is_past = word(groups, "word") == "지난";
    let shift = match (is_past, month.cmp(&this), day_apart) {
        (true, std::cmp::Ordering::Greater, _) => -12,
        (true, std::cmp::Ordering::Equal, None | Some(std::cmp::Ordering::Greater)) => -12,
        (false, std::cmp::Ordering::Less, _) => 12,
        _ => 0,
    };
    within_month(month + shift, groups)
}

/// `3월`, `3월 16일`: in the year that the sentence names, else in the year of publication.
fn bare_month(groups: &Captures<'_>, frame: &Frame) -> Option<PartialDate> {
    let told = || frame.published.is_none().then_some(frame.context.last).flatten();
    let year = frame.here.or(frame.published).or_else(told)?.get_year();
    within_year(year, groups)
}

fn near_day(groups: &Captures<'_>, frame: &Frame) -> Option<PartialDate> {
    let published = frame.published?;
    let (this, today, day) = (months(published)?, published.get_day()?, number::<u8>(groups, "day")?);
    let shift = match word(groups, "word") {
        "지난" if day > today => -1,
        "오는" if day < today => 1,
        _ => 0,
    };
    within_month(this + shift, groups)
}

fn bare_day(groups: &Captures<'_>, frame: &Frame) -> Option<PartialDate> {
    /// A day that is longer ago is written with its month.
    const MAX_DAYS_BACK: i32 = 7;
    let published = frame.published?;
    let (this, today) = (months(published)?, civil(published)?);
    let same_month = within_month(this, groups);
    if number::<i8>(groups, "day")? <= today.day() {
        return same_month;
    }
    let month_before = within_month(this - 1, groups);
    let days_back = month_before.and_then(civil).and_then(|date| (today - date).get_days().into());
    month_before.filter(|_| days_back.is_some_and(|days| days <= MAX_DAYS_BACK)).or(same_month)
}

/// The day told last; the day of publication where none was told.
fn same_day(_: &Captures<'_>, frame: &Frame) -> Option<PartialDate> {
    frame.context.day.or(frame.published.filter(|date| date.get_day().is_some()))
}

/// 전날 is the day before a day told, or before publication; 이튿날 the day after a day told.
fn next_to_day(groups: &Captures<'_>, frame: &Frame) -> Option<PartialDate> {
    match word(groups, "word") {
        "전날" => partial(civil(same_day(groups, frame)?)?.yesterday().ok()?),
        _ => partial(civil(frame.context.day?)?.tomorrow().ok()?),
    }
}

fn today(groups: &Captures<'_>, frame: &Frame) -> Option<PartialDate> {
    let shift = match word(groups, "word") {
        "어제" => -1,
        "그제" | "그저께" => -2,
        "내일" => 1,
        _ => 0,
    };
    partial(civil(frame.published?)?.checked_add(shift.days()).ok()?)
}

/// A week: its day where the weekday is told, else its month if it lies within one.
fn week(groups: &Captures<'_>, frame: &Frame) -> Option<PartialDate> {
    let today = civil(frame.published?)?;
    let shift = match word(groups, "word") {
        "지난" => -1,
        "다음" => 1,
        _ => 0,
    };
    let since_monday = i64::from(today.weekday().to_monday_zero_offset());
    let monday = today.checked_add((shift * 7 - since_monday).days()).ok()?;
    let sunday = monday.checked_add(6.days()).ok()?;
    match weekday(groups) {
        Some(offset) => partial(monday.checked_add(offset.days()).ok()?),
        None if monday.month() == sunday.month() => within_month(months(partial(monday)?)?, groups),
        None => None,
    }
}

fn last_weekday(groups: &Captures<'_>, frame: &Frame) -> Option<PartialDate> {
    let today = civil(frame.published?)?;
    let back = (i64::from(today.weekday().to_monday_zero_offset()) - weekday(groups)? - 1).rem_euclid(7) + 1;
    partial(today.checked_sub(back.days()).ok()?)
}

/// The weekday of the groups, counted from Monday.
fn weekday(groups: &Captures<'_>) -> Option<i64> {
    "월화수목금토일".chars().position(|day| word(groups, "weekday").starts_with(day)).map(|at| at as i64)
}

/// A quarter of this year, or of the last where this year's is more than half a year ahead; `지난 4분기` is over.
fn bare_quarter(groups: &Captures<'_>, frame: &Frame) -> Option<PartialDate> {
    let quarter = number::<u8>(groups, "quarter")?;
    let this = frame.published.and_then(|date| date.get_month()).map_or(quarter, |month| month.div_ceil(3));
    let is_past = if word(groups, "word") == "지난" { quarter >= this } else { quarter > this + 2 };
    let shift = i16::from(is_past && frame.here.is_none());
    PartialDate::quarter(frame.here.or(frame.published)?.get_year() - shift, quarter)
}

fn this_year(_: &Captures<'_>, frame: &Frame) -> Option<PartialDate> {
    frame.here.or(frame.published).map(|date| PartialDate::year(date.get_year()))
}

/// `3년 전` counts from publication, `4개월 뒤` from the date told last; as precise as the unit is.
fn apart(groups: &Captures<'_>, frame: &Frame) -> Option<PartialDate> {
    let is_before = word(groups, "word") == "전";
    let from = if is_before { frame.published } else { frame.context.last }?;
    let direction = if is_before { -1 } else { 1 };
    let count = direction * counted(groups)?;
    match word(groups, "unit") {
        "년" | "해" => Some(PartialDate::year(i16::try_from(i64::from(from.get_year()) + count).ok()?)),
        "개월" | "달" => within_month(months(from)? + i32::try_from(count).ok()?, groups),
        "주" => within_month(months(partial(civil(from)?.checked_add((count * 7).days()).ok()?)?)?, groups),
        _ => partial(civil(from)?.checked_add(count.days()).ok()?),
    }
}

fn counted(groups: &Captures<'_>) -> Option<i64> {
    const NUMBERS: [&[&str]; 10] = [
        &["한", "하루"],
        &["두", "이틀"],
        &["세", "석", "사흘"],
        &["네", "넉", "나흘"],
        &["다섯", "닷새"],
        &["여섯", "엿새"],
        &["일곱"],
        &["여덟"],
        &["아홉"],
        &["열", "열흘"],
    ];
    let words = groups.name("number").or_else(|| groups.name("days"))?.as_str();
    let spelled = || NUMBERS.iter().position(|forms| forms.contains(&words)).map(|at| at as i64 + 1);
    words.parse().ok().or_else(spelled).or((words == "보름").then_some(15))
}
