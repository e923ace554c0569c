//! Matching of names as they are typed: Korean by syllable or by initial consonant (ㄴㅇㅂ is 네이버), Latin whatever
//! its case, white space aside. A syllable still being typed matches: 네입 is on the way to 네이버.

use crate::text::fuzzy;

/// How well a pattern matches a name; the better the smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The whole name.
    Whole,
    /// Its beginning.
    Start,
    /// A later part of it.
    Inside,
    /// The initial consonants, or syllables on their way, of its beginning.
    StartInitials,
    /// Those of a later part.
    InsideInitials,
}

/// What is looked for in names.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Ways to read what was typed; the first as it stands.
    readings: Vec<Vec<char>>,
}

/// Two consonants that a Korean keyboard joins into one letter.
const JOINED: [(char, [char; 2]); 11] = [
    ('ㄳ', ['ㄱ', 'ㅅ']),
    ('ㄵ', ['ㄴ', 'ㅈ']),
    ('ㄶ', ['ㄴ', 'ㅎ']),
    ('ㄺ', ['ㄹ', 'ㄱ']),
    ('ㄻ', ['ㄹ', 'ㅁ']),
    ('ㄼ', ['ㄹ', 'ㅂ']),
    ('ㄽ', ['ㄹ', 'ㅅ']),
    ('ㄾ', ['ㄹ', 'ㅌ']),
    ('ㄿ', ['ㄹ', 'ㅍ']),
    ('ㅀ', ['ㄹ', 'ㅎ']),
    ('ㅄ', ['ㅂ', 'ㅅ']),
];

impl Pattern {
    /// What was typed; `None` if it is only white space.
    pub fn new(typed: &str) -> Option<Self> {
        let letters = typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
        let reading: Vec<char> = letters.flat_map(parted).collect();
        let unfinished = fuzzy::reopened(&reading);
        let readings: Vec<Vec<char>> = std::iter::once(reading).chain(unfinished).collect();
        (!readings.concat().is_empty()).then_some(Self { readings })
    }

    /// How it matches `name`, if it does. O(name · pattern).
    pub fn fit(&self, name: &str) -> Option<Fit> {
        self.readings.iter().filter_map(|reading| fit(reading, name)).min()
    }

    /// True if some of it is an initial consonant alone, which running text has none of.
    pub fn has_initials(&self) -> bool {
        self.readings.first().is_some_and(|reading| reading.iter().any(|c| ('ㄱ'..='ㅎ').contains(c)))
    }
}

/// The best fit of one reading.
fn fit(reading: &[char], name: &str) -> Option<Fit> {
    let letters = || name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
    let mut rest = letters();
    let mut best = None;
    for start in 0.. {
        let mut left = rest.clone();
        let mut is_plain = true;
        let matches = reading.iter().all(|&typed| {
            let letter = left.next();
            is_plain &= letter == Some(typed);
            letter.is_some_and(|letter| fuzzy::fits(typed, letter))
        });
        if matches {
            let fit = match (is_plain, start) {
                (true, 0) if left.next().is_none() => Fit::Whole,
                (true, 0) => Fit::Start,
                (true, _) => Fit::Inside,
                (false, 0) => Fit::StartInitials,
                (false, _) => Fit::InsideInitials,
            };
            best = best.into_iter().chain([fit]).min();
        }
        if rest.next().is_none() {
            break;
        }
    }
    best
}

/// A joined letter as its two consonants, else the letter.
fn parted(letter: char) -> Vec<char> {
    let joined = JOINED.iter().find(|(joined, _)| *joined == letter);
    joined.map_or_else(|| vec![letter], |(_, parts)| parts.to_vec())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn check(typed: &str, name: &str, expected: Option<Fit>) {
        assert_eq!(Pattern::new(typed).and_then(|p| p.fit(name)), expected, "{typed} in {name}");
    }

    #[test]
    fn syllables_letters_and_parts_match() {
        check("삼", "삼성전자", Some(Fit::Start));
        check("전자", "삼성전자", Some(Fit::Inside));
        check("k", "SK텔레콤", Some(Fit::Inside));
        check("skt", "SKT", Some(Fit::Whole));
        check("SK 텔레콤", "SK텔레콤", Some(Fit::Whole));
        check("LG", "SK텔레콤", None);
    }

    #[test]
    fn initials_match_and_rank_below_syllables() {
        check("ㄴㅇㅂ", "네이버", Some(Fit::StartInitials));
        check("ㅇㅂ", "네이버", Some(Fit::InsideInitials));
        check("네ㅇㅂ", "네이버", Some(Fit::StartInitials));
        check("skㅌ", "SK텔레콤", Some(Fit::StartInitials));
        check("ㄴㅇㅂ", "카카오", None);
        check("ㄲ", "까사미아", Some(Fit::StartInitials));
    }

    #[test]
    fn a_joined_letter_is_its_two_consonants() {
        check("ㄱㅅ", "갑시다", Some(Fit::StartInitials));
        check("ㄳ", "갑시다", Some(Fit::StartInitials));
    }

    #[test]
    fn a_syllable_on_its_way_matches() {
        check("네입", "네이버", Some(Fit::StartInitials));
        check("삼솢", "삼성전자", None);
    }

    #[test]
    fn nothing_typed_is_no_pattern() {
        assert!(Pattern::new(" ").is_none());
        check("가", "", None);
    }
}
