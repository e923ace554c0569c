//! Words that stand for organisations named before: those of `pronouns.tsv`, and counts (3사, 5개 멤버사).

use crate::{
    extract::lexicon::{Lexicon, Means},
    text::Span,
};

/// How many organisations a counting word can mean.
const COUNTS: std::ops::RangeInclusive<usize> = 2..=30;
/// What can stand between a count and 사.
const COUNTERS: [&str; 5] = ["개 멤버", "개 회원", "개 참여", "개", ""];

/// A pronoun found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'t> {
    /// Where, without a particle.
    pub span: Span,
    /// The word itself.
    pub word: &'t str,
    /// What it asks for.
    pub means: Means,
}

/// The pronouns of a text, in order.
pub fn find<'t>(lexicon: &Lexicon, text: &'t str) -> Vec<Found<'t>> {
    let mut out: Vec<Found> = Vec::new();
    for pronoun in &lexicon.pronouns {
        for (at, word) in text.match_indices(pronoun.form.as_str()) {
            let span = Span::new(at, at + word.len());
            let after = text.get(span.end..).unwrap_or("");
            let fits = pronoun.particles.is_empty() || pronoun.particles.iter().any(|p| after.starts_with(p));
            // "이들 3사": the count says more.
            let is_counted = pronoun.means == Means::Group && after.strip_prefix(' ').is_some_and(starts_with_digit);
            let is_taken = out.iter().any(|f| f.span.start <= at && at < f.span.end);
            if fits && !is_counted && !is_taken && begins_word(text, at) {
                out.push(Found { span, word, means: pronoun.means });
            }
        }
    }
    out.extend(counts(text));
    out.sort_by_key(|f| f.span.start);
    out
}

/// 3사, 5개사, 10개 회원사.
fn counts(text: &str) -> impl Iterator<Item = Found<'_>> {
    text.match_indices('사').filter_map(|(at, last)| {
        let head = text.get(..at)?;
        let stem =
            COUNTERS.iter().find_map(|c| head.strip_suffix(c).filter(|h| h.ends_with(|c: char| c.is_ascii_digit())))?;
        let start = stem.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let count = stem.get(start..)?.parse().ok().filter(|count| COUNTS.contains(count))?;
        let span = Span::new(start, at + last.len());
        begins_word(text, start).then_some(Found { span, word: span.of(text), means: Means::Count(count) })
    })
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn begins_word(text: &str, at: usize) -> bool {
    !text.get(..at).is_some_and(|t| t.ends_with(char::is_alphanumeric))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::extract::sample::EXTRACTOR;

    fn check(text: &str, expected: &[(&str, Means)]) {
        let found: Vec<_> = find(&EXTRACTOR.lexicon, text).iter().map(|f| (f.span.of(text), f.means)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_for_two_and_for_groups_are_found() {
        check("양사는 손잡았다. 이들은 컸다.", &[("양사", Means::Count(2)), ("이들", Means::Group)]);
    }

    #[test]
    fn counts_are_read() {
        check("통신 3사와 5개 멤버사가", &[("3사", Means::Count(3)), ("5개 멤버사", Means::Count(5))]);
        check("2023사업은 1사가", &[]);
    }

    #[test]
    fn a_count_after_these_says_more() {
        check("이들 3사는", &[("3사", Means::Count(3))]);
    }

    #[test]
    fn some_words_count_only_before_a_particle() {
        check("회사는 컸다. 회사원이 말했다.", &[("회사", Means::Topic)]);
        check("이 그룹은 컸다. 그룹사 얘기다.", &[("그룹", Means::Firm)]);
    }

    #[test]
    fn a_pronoun_inside_a_word_is_none() {
        check("모양사진이 지도이들", &[]);
    }
}
