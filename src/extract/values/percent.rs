//! Percentages: `2.5%`, `51퍼센트`, `50%+1주`, halves, and ratios that sum to a whole: `50 대 50`, `49대 51`, `6대 4`.
//!
//! Percentage points (`%p`, `%포인트`) are differences, not shares, and left out.

use crate::{article::pattern::Pattern, text::Span};
use std::sync::LazyLock;

/// A percentage as a text states it.
#[derive(Debug, Clone, PartialEq)]
pub struct Percent {
    /// Where the words stand.
    pub span: Span,
    /// The words; of a ratio all of it.
    pub text: String,
    /// In per cent.
    pub value: f64,
    /// Which part of a ratio it is, counted from 0.
    pub part: Option<usize>,
}

/// Groups: number, first and second part of a ratio.
static FORM: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(concat!(
        "([0-9]+(?:\\.[0-9]+)?) ?(?:%|％|퍼센트|프로)(?: ?\\+ ?1주| ?플러스 ?1주)?",
        "|([0-9]{1,2}(?:\\.[0-9]+)?) ?(?:대|:) ?([0-9]{1,2}(?:\\.[0-9]+)?)",
        "|절반씩|반반씩|절반의 지분|지분 절반|절반 지분"
    ))
});
static POINTS: LazyLock<Pattern> = LazyLock::new(|| Pattern::new("^ ?(?:[pPｐ]|포인트)"));

/// The percentages in `text`, from left to right; both parts of a ratio count.
pub fn percents(text: &str) -> Vec<Percent> {
    let mut found = Vec::new();
    for groups in FORM.captures_iter(text) {
        let Some(whole) = groups.get(0) else { continue };
        let (before, after) = (&text[..whole.start()], &text[whole.end()..]);
        if before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',')) || POINTS.is_match(after) {
            continue;
        }
        if let (Some(first), Some(second)) = (groups.get(2), groups.get(3)) {
            let [left, right] = [first, second].map(|part| part.as_str().parse::<f64>().unwrap_or(0.0));
            let scale = 100.0 / (left + right);
            let is_word = after.starts_with(|c: char| ('가'..='힣').contains(&c) && !"의로으이가를은는씩".contains(c));
            if (scale == 1.0 || scale == 10.0) && !is_word {
                let parts = [left, right].into_iter().enumerate();
                found.extend(parts.map(|(part, value)| percent(text, whole.range(), value * scale, Some(part))));
            }
        } else if let Some(number) = groups.get(1) {
            found.extend(number.as_str().parse().ok().map(|value| percent(text, whole.range(), value, None)));
        } else {
            found.push(percent(text, whole.range(), 50.0, None));
        }
    }
    found
}

fn percent(text: &str, range: std::ops::Range<usize>, value: f64, part: Option<usize>) -> Percent {
    Percent { span: Span::new(range.start, range.end), text: text[range].to_owned(), value, part }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, f64)]) {
        let found = percents(text);
        assert_eq!(
            found.iter().map(|found| (found.text.as_str(), found.value)).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
        assert!(found.iter().all(|found| found.span.of(text) == found.text));
    }

    #[test]
    fn shares_are_read() {
        check("카카오 지분 2.5%를, 카카오는 1.6%를", &[("2.5%", 2.5), ("1.6%", 1.6)]);
        check("51 퍼센트", &[("51 퍼센트", 51.0)]);
        check("지분 50%+1주를", &[("50%+1주", 50.0)]);
    }

    #[test]
    fn ratios_that_make_a_whole_are_read() {
        check("50 대 50으로 출자", &[("50 대 50", 50.0), ("50 대 50", 50.0)]);
        check("49대 51의 비율", &[("49대 51", 49.0), ("49대 51", 51.0)]);
        check("5대5로", &[("5대5", 50.0), ("5대5", 50.0)]);
        check("6:4 비율", &[("6:4", 60.0), ("6:4", 40.0)]);
    }

    #[test]
    fn halves_are_read() {
        check("절반씩 출자", &[("절반씩", 50.0)]);
    }

    #[test]
    fn points_and_other_ratios_are_no_shares() {
        check("0.5%p 올라", &[]);
        check("3% 포인트", &[]);
        check("2.4 대 1", &[]);
        check("10대 90대", &[]);
    }
}
