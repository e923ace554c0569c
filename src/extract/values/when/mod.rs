//! Dates in running text, absolute (`2024년 6월 19일`) and relative (`지난달 17일`, `이날`, `내년 1분기`).
//!
//! Relative forms are resolved against the day of publication and the dates told before. Without a publication day a
//! value is given only where the text names the year, or a date told before does. Spans of several days become their
//! month, half-years their year. Not read: durations (`5년간`), counts (`3년 만에`), seasons, lunar holidays.

mod forms;

use crate::{
    article::{pattern::Pattern, table::PAGE},
    text::{PartialDate, Span},
};
use regex::Captures;
use std::sync::LazyLock;

/// A date as a text states it.
#[derive(Debug, Clone, PartialEq)]
pub struct When {
    /// Where the words stand.
    pub span: Span,
    /// The words.
    pub text: String,
    /// The date they mean; `None` where the text leaves the year open.
    pub value: Option<PartialDate>,
    /// True if it tells when something was said (`20일 밝혔다`, `11일 업계에 따르면`) rather than when it happened.
    pub is_report: bool,
}

/// What was told before: `이날` means its day, `같은 달` and `같은 해` its last date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Context {
    /// The last date that is known to the day.
    pub day: Option<PartialDate>,
    /// The last date of any precision.
    pub last: Option<PartialDate>,
}

impl Context {
    /// The context after `whens`, to be given to the next sentence.
    pub fn after(mut self, whens: &[When]) -> Self {
        for value in whens.iter().filter(|when| !when.is_report).filter_map(|when| when.value) {
            self.last = Some(value);
            self.day = value.get_day().map(|_| value).or(self.day);
        }
        self
    }
}

impl From<Option<PartialDate>> for Context {
    fn from(date: Option<PartialDate>) -> Self {
        Self { day: date.filter(|date| date.get_day().is_some()), last: date }
    }
}

/// What a form is resolved against.
struct Frame {
    published: Option<PartialDate>,
    context: Context,
    /// The last date in the same text that names its year.
    here: Option<PartialDate>,
}

/// A way to write dates.
struct Form {
    pattern: Pattern,
    resolve: fn(&Captures<'_>, &Frame) -> Option<PartialDate>,
    /// Syllables that make another word of the form when they follow it.
    not_before: &'static str,
}

/// The dates in `text`, from left to right, without overlaps. `context` is what the sentences before told.
pub fn dates(text: &str, published: Option<PartialDate>, context: impl Into<Context>) -> Vec<When> {
    static FORMS: LazyLock<Vec<Form>> = LazyLock::new(forms::all);
    let mut matches: Vec<(Span, usize, &Form)> = Vec::new();
    for (rank, form) in FORMS.iter().enumerate() {
        let found = form.pattern.find_iter(text).map(|found| Span::new(found.start(), found.end()));
        matches.extend(found.filter(|span| stands_alone(text, *span, form)).map(|span| (span, rank, form)));
    }
    // The leftmost wins, of these the longest, of these the first in the list.
    matches.sort_by_key(|(span, rank, _)| (span.start, std::cmp::Reverse(span.end), *rank));
    let mut frame = Frame { published, context: context.into(), here: None };
    let mut whens: Vec<When> = Vec::new();
    for (span, _, form) in matches {
        if whens.last().is_some_and(|before| span.start < before.span.end) {
            continue;
        }
        let Some(groups) = form.pattern.captures(span.of(text)) else { continue };
        let when = When {
            span,
            text: span.of(text).to_owned(),
            value: (form.resolve)(&groups, &frame),
            is_report: is_report(text, span),
        };
        frame.context = frame.context.after(std::slice::from_ref(&when));
        frame.here = when.value.filter(|_| !when.is_report).or(frame.here);
        whens.push(when);
    }
    whens
}

/// True if `span` is neither the end of a longer word or number nor the beginning of one.
fn stands_alone(text: &str, span: Span, form: &Form) -> bool {
    let is_hangul = |c: char| ('가'..='힣').contains(&c);
    let first = span.of(text).chars().next().unwrap_or(' ');
    let begins = text[..span.start].chars().next_back().is_none_or(|before| {
        let in_word = is_hangul(first) && is_hangul(before);
        let in_number = first.is_ascii_digit()
            && (before.is_ascii_alphanumeric() || matches!(before, '.' | ',' | '~' | '∼' | '제'));
        !in_word && !in_number
    });
    let rest = text[span.end..].trim_start_matches(' ');
    let glued = rest.len() == text.len() - span.end;
    let after = rest.chars().next().unwrap_or(' ');
    let is_duration = ["간", "만에", "동안", "연속", "째", "차"].iter().any(|word| rest.starts_with(word));
    begins && !is_duration && !(glued && form.not_before.contains(after))
}

/// True for a bare day, or one like 이날, before a verb of saying.
fn is_report(text: &str, span: Span) -> bool {
    let words = span.of(text);
    let is_bare = words.starts_with(|c: char| c.is_ascii_digit()) && !words.contains(['년', '월', '.', '-', '/']);
    let is_word = ["이날", "전날", "어제", "오늘"].contains(&words);
    (is_bare || is_word) && PAGE.reporting.is_match(&text[span.end..])
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
