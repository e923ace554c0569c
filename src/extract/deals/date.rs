//! When a deal was made: a date of its clause, of its sentence, of the report, or one told before.

use super::{discourse::has_relative, status::Stated, unit::Unit};
use crate::{
    extract::{
        DealDate, Status,
        doc::Doc,
        lexicon::Class,
        values::{self, When},
    },
    text::Span,
};

/// A sentence with its dates, which are relative to its start.
pub struct Told<'a> {
    /// The document.
    pub doc: &'a Doc<'a>,
    /// The sentence.
    pub sentence: Span,
    /// Dates of the sentence, in order.
    pub whens: &'a [When],
    /// What the sentences before told.
    pub before: values::Context,
    /// The date of the deal told last.
    pub deal: DealDate,
}

/// Longest way, in characters, from a date to a name that its relative clause describes.
const RELATIVE: usize = 40;

impl Told<'_> {
    /// The sentence's text.
    pub fn text(&self) -> &str {
        self.sentence.of(self.doc.text)
    }

    /// Where a date begins, in text offsets.
    fn start(&self, when: &When) -> usize {
        self.sentence.start + when.span.start
    }

    fn after(&self, when: &When) -> &str {
        self.text().get(when.span.end..).unwrap_or("")
    }

    /// A deadline, no day of a deal.
    fn is_deadline(&self, when: &When) -> bool {
        ["까지", " 말까지"].iter().any(|w| self.after(when).starts_with(w))
    }

    /// The beginning of what lasts: the day of a deal only where no other is told.
    fn is_beginning(&self, when: &When) -> bool {
        self.after(when).starts_with("부터")
    }

    /// True if the date belongs to a relative clause about the next name: "2020년 도쿄에 설립한 A를".
    fn is_relative(&self, when: &When, units: &[Unit], until: usize) -> bool {
        let end = self.sentence.start + when.span.end;
        let Some(next) = units.iter().find(|u| u.span.start >= end && u.span.start < until) else { return false };
        let gap = Span::new(end, next.span.start).of(self.doc.text);
        let near = gap.trim_end().rsplit(' ').next().unwrap_or("");
        gap.chars().count() <= RELATIVE && has_relative(near)
    }
}

/// The date of what a clause states. The nearest before the words that state it, else the first after them, else the
/// last one before the clause. When something was said (14일 밝혔다) is when it happened, if the sentence gives no
/// other date; 당시 and 이 자리에서 take up the date before.
pub fn of_clause(told: &Told, units: &[Unit], clause: Span, stated: &Stated) -> DealDate {
    let end = clause.end.max(stated.at);
    let is_ahead = matches!(stated.status, Status::Planned | Status::Rumoured | Status::Exploring);
    let fits = |w: &&When| !w.is_report && (is_ahead || !told.is_deadline(w) && !told.is_beginning(w));
    let whens = || told.whens.iter().filter(fits);
    let inside = |w: &&When| clause.start <= told.start(w) && told.start(w) < end;
    let own = |w: &&When| inside(w) && told.start(w) <= stated.at;
    let direct = |w: &&When| !told.is_relative(w, units, stated.at);
    let near = whens().rev().filter(own).find(direct).or_else(|| whens().rev().find(own));
    let later = || whens().find(inside).filter(|_| !stated.is_background);
    let earlier = || whens().rev().filter(|w| told.start(w) < clause.start).find(direct);
    let begun = || told.whens.iter().find(|w| inside(w) && told.is_beginning(w) && !w.is_report);
    let said = || told.whens.iter().rev().find(|w| w.is_report && !is_ahead && !stated.is_background);
    match near.or_else(later).or_else(earlier).or_else(begun).or_else(said) {
        Some(when) => DealDate { text: Some(when.text.clone()), value: when.value },
        None => from_before(told, clause, is_ahead || stated.is_background),
    }
}

/// The date told before, which 당시 or 이 자리에서 takes up, or a second agreement beside the first: "협약도 맺었다".
fn from_before(told: &Told, clause: Span, is_other: bool) -> DealDate {
    let lexicon = told.doc.lexicon;
    let rest = Span::new(clause.start, told.sentence.end).of(told.doc.text);
    let pointing = lexicon.class(Class::ThenWord).iter().find(|w| told.text().starts_with(w.as_str()));
    let also = lexicon.class(Class::AlsoWord).iter().find(|w| !is_other && rest.contains(w.as_str()));
    match pointing.or(also) {
        Some(_) if also.is_some() && told.deal.value.is_some() => told.deal.clone(),
        Some(word) if told.before.last.is_some() => {
            DealDate { text: Some(word.trim().to_owned()), value: told.before.last }
        }
        _ => DealDate::default(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use crate::extract::sample::facts;

    fn check(text: &str, expected: &[&str]) {
        let date = |d: &crate::extract::DealFact| d.date.value.map_or("-".to_owned(), |v| v.to_string());
        assert_eq!(facts(text).deals.iter().map(date).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn the_date_before_the_deciding_words_counts() {
        check("네이버는 2023년 5월 포시마크를 인수하기로 했다가 2024년 2월 계약을 깼다.", &["2024-02"]);
    }

    #[test]
    fn a_report_day_dates_what_was_done() {
        check("네이버는 포시마크를 인수했다고 10일 밝혔다.", &["2024-10-10"]);
    }

    #[test]
    fn a_report_day_dates_no_plan() {
        check("네이버는 포시마크를 인수할 계획이라고 10일 밝혔다.", &["-"]);
    }

    #[test]
    fn a_second_agreement_has_the_date_of_the_first() {
        let text = "네이버는 지난달 4일 KT에 100억원을 투자했다. 양사는 업무협약도 맺었다.";
        check(text, &["2024-09-04", "2024-09-04"]);
    }
}
