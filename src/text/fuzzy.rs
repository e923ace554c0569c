//! Finds what was meant by a few typed letters, in Korean and Latin script: `합종`, `ㅎㅈ`, `hjn`. A ready matcher knows
//! nothing of initial consonants (초성) nor of syllables that are still being typed.

/// Leading consonants of syllables, in Unicode's order.
const INITIALS: [char; 19] =
    ['ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ'];
/// Trailing consonants (받침), in Unicode's order; the first is none. Clusters are no initial of what follows.
const FINALS: [char; 28] = [
    ' ', 'ㄱ', 'ㄲ', ' ', 'ㄴ', ' ', ' ', 'ㄷ', 'ㄹ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', 'ㅁ', 'ㅂ', ' ', 'ㅅ', 'ㅆ',
    'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];
/// The first syllable of Unicode's block, 가.
const FIRST_SYLLABLE: u32 = 0xAC00;
const N_MEDIALS: u32 = 21;
const N_FINALS: u32 = 28;

/// How well `query` names `name`; `None` if not at all. All letters of the query must occur in that order, regardless
/// of case and spaces; a consonant stands for a syllable that begins with it, an open syllable for one that goes on.
/// Letters in a row, and at the beginning of words, count more; a shorter name counts more. An empty query fits all.
/// O(name²).
pub fn score(query: &str, name: &str) -> Option<i32> {
    let typed = letters(query).into_iter().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    let name = letters(name);
    // While 그림 is typed, it is 글 for a moment.
    best(&typed, &name).or_else(|| best(&reopened(&typed)?, &name))
}

/// How `query` stands in `name` without a gap, as [`score`] reads letters; spaces do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// It is all of it.
    Whole,
    /// It begins it.
    Beginning,
    /// It stands further on.
    Inside,
}

/// Where `query` stands in `name`, if it does. An empty query stands nowhere. O(query · name).
pub fn part(query: &str, name: &str) -> Option<Part> {
    let solid = |text: &str| letters(text).into_iter().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    let (typed, name) = (solid(query), solid(name));
    let find = |typed: &[char]| {
        let is_at = |window: &[char]| typed.iter().zip(window).all(|(&c, &letter)| fits(c, letter));
        name.windows(typed.len().max(1)).position(|window| !typed.is_empty() && is_at(window))
    };
    match find(&typed).or_else(|| find(&reopened(&typed)?))? {
        0 if typed.len() == name.len() => Some(Part::Whole),
        0 => Some(Part::Beginning),
        _ => Some(Part::Inside),
    }
}

fn letters(text: &str) -> Vec<char> {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// The query with the last syllable's trailing consonant moved to the next syllable.
fn reopened(typed: &[char]) -> Option<Vec<char>> {
    let (&last, rest) = typed.split_last()?;
    let last_final = parts(last)?.2;
    let next = FINALS.get(last_final as usize).copied().filter(|c| *c != ' ')?;
    let open = char::from_u32(last as u32 - last_final)?;
    Some(rest.iter().copied().chain([open, next]).collect())
}

/// Initial, medial and final of a syllable, as indexes.
fn parts(letter: char) -> Option<(u32, u32, u32)> {
    let index = (letter as u32).checked_sub(FIRST_SYLLABLE)?;
    let (initial, rest) = (index / (N_MEDIALS * N_FINALS), index % (N_MEDIALS * N_FINALS));
    (initial < INITIALS.len() as u32).then_some((initial, rest / N_FINALS, rest % N_FINALS))
}

fn fits(typed: char, letter: char) -> bool {
    if typed == letter {
        return true;
    }
    let Some((initial, medial, _)) = parts(letter) else { return false };
    match parts(typed) {
        Some((i, m, f)) => (i, m, f) == (initial, medial, 0),
        None => INITIALS.get(initial as usize) == Some(&typed),
    }
}

fn best(typed: &[char], name: &[char]) -> Option<i32> {
    (0..name.len().max(1)).filter_map(|start| score_from(typed, name, start)).max()
}

/// The score if the first letter is looked for from `start` on, and each next one right after.
fn score_from(typed: &[char], name: &[char], start: usize) -> Option<i32> {
    let (mut score, mut next) = (-(name.len() as i32) / 4, start);
    for (i, &c) in typed.iter().enumerate() {
        let skipped = name.get(next..)?.iter().position(|&letter| fits(c, letter))?;
        let at = next + skipped;
        let is_beginning = at == 0 || name.get(at - 1).is_some_and(|before| !before.is_alphanumeric());
        score += if is_beginning { 10 } else { 0 };
        score += if i > 0 && skipped == 0 { 8 } else { -(skipped.min(6) as i32) };
        score += if name.get(at) == Some(&c) { 2 } else { 0 };
        next = at + 1;
    }
    Some(score)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn korean_is_found_by_initials_and_while_it_is_typed() {
        for query in ["단축키", "단축", "ㄷㅊㅋ", "ㅊㅋ", "단추", "다", "단ㅊ", ""] {
            assert!(score(query, "단축키").is_some(), "{query}");
        }
        assert!(score("글", "그림 저장").is_some(), "그림 is 글 for a moment");
        for query in ["축단", "ㅋㅊ", "단주", "x"] {
            assert_eq!(score(query, "단축키"), None, "{query}");
        }
    }

    #[test]
    fn latin_is_found_by_beginnings_of_words_regardless_of_case() {
        assert!(score("sp", "Save picture…").is_some());
        assert!(score("SKT", "skt").is_some());
        assert!(score("hp", "Show hidden").is_none());
    }

    #[test]
    fn what_fits_better_scores_more() {
        let order = |query: &str, better: &str, worse: &str| {
            let (better, worse) = (score(query, better).unwrap(), score(query, worse).unwrap());
            assert!(better > worse, "{query}: {better} {worse}");
        };
        order("삼성", "삼성전자", "한국삼성");
        order("kt", "KT", "SKT");
        order("fit", "Fit", "Find in table");
        order("ㅅㅅ", "삼성", "숨긴 것 모두 보기, 선택");
    }

    #[test]
    fn a_part_has_no_gaps() {
        assert_eq!(part("ㅅㅅㅈㅈ", "삼성전자"), Some(Part::Whole));
        assert_eq!(part("삼서", "삼성 SDS"), Some(Part::Beginning));
        assert_eq!(part("전ㅈ", "삼성전자"), Some(Part::Inside));
        assert_eq!(part("성sds", "삼성 SDS"), Some(Part::Inside));
        assert_eq!(part("삼전", "삼성전자"), None);
        assert_eq!(part(" ", "삼성전자"), None);
    }

    #[test]
    fn odd_input_does_no_harm() {
        assert_eq!(score("가", ""), None);
        assert_eq!(score("", ""), Some(0));
        assert!(score("ß", "STRASSE ß").is_some());
    }
}
