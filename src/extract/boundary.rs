//! Where a name ends: before a particle (조사), punctuation or space; never inside a run of Latin letters or digits.

use super::lexicon::{Case, Lexicon};
use crate::text::form::is_hangul;

/// True if `text[start..end]` stands there as a whole name.
///
/// A Hangul run that follows must be a particle; Latin letters or digits must not continue the name on either
/// side (KT in KTX), nor may Hangul precede a name that begins with Hangul.
pub fn is_whole(lexicon: &Lexicon, text: &str, start: usize, end: usize) -> bool {
    let (Some(before), Some(name), Some(after)) = (text.get(..start), text.get(start..end), text.get(end..)) else {
        return false;
    };
    let (Some(first), Some(last)) = (name.chars().next(), name.chars().next_back()) else { return false };
    let previous = before.chars().next_back();
    let starts = previous.is_none_or(|p| {
        let joined = is_hangul(first) && (is_hangul(p) || p.is_ascii_alphanumeric());
        let run = first.is_ascii_alphanumeric() && (p.is_ascii_alphanumeric() || matches!(p, '@' | '_' | '.'));
        !joined && !run
    });
    starts && ends(lexicon, last, after)
}

fn ends(lexicon: &Lexicon, last: char, after: &str) -> bool {
    let Some(next) = after.chars().next() else { return true };
    if is_hangul(next) {
        return particle(lexicon, after).is_some();
    }
    if last.is_ascii_alphanumeric() {
        let address = next == '.' && after.chars().nth(1).is_some_and(|c| c.is_ascii_lowercase());
        return !next.is_ascii_alphanumeric() && !matches!(next, '_' | '@') && !address;
    }
    !next.is_ascii_alphanumeric()
}

/// The particle at the very start of `after`, with its length in bytes: the whole Hangul run must be one.
pub fn particle(lexicon: &Lexicon, after: &str) -> Option<(Case, usize)> {
    let ends = |(at, c): &(usize, char)| !is_hangul(*c) || *at > lexicon.longest_particle();
    let end = after.char_indices().find(ends).map_or(after.len(), |(at, _)| at);
    lexicon.particle(after.get(..end)?).map(|case| (case, end))
}

/// True if the particle can stand after the stem: 은, 이, 을, 과 and 으로 follow a final consonant, 는, 가, 를, 와 and 로
/// a vowel (로 also ㄹ). After anything but Hangul both can stand.
pub fn agrees(stem: &str, particle: &str) -> bool {
    let Some(last) = stem.chars().next_back().filter(|c| is_hangul(*c)) else { return true };
    let consonant = (last as u32 - '가' as u32) % 28; // of a syllable's 28 endings the first is none, the ninth ㄹ
    match particle.chars().next() {
        Some('은' | '을' | '과') => consonant != 0,
        Some('는' | '를' | '와') => consonant == 0,
        Some('으') => consonant != 0 && consonant != 8,
        Some('로') => consonant == 0 || consonant == 8,
        _ => match particle {
            "이" => consonant != 0,
            "가" => consonant == 0,
            _ => true,
        },
    }
}

/// Splits a word (eojeol) into stem and particle: the longest particle that leaves at least two characters.
pub fn split<'w>(lexicon: &Lexicon, word: &'w str) -> (&'w str, Option<Case>) {
    let from = word.len().saturating_sub(lexicon.longest_particle());
    let cuts = word.char_indices().skip(2).map(|(at, _)| at).filter(|at| *at >= from);
    for at in cuts {
        let (stem, tail) = word.split_at(at);
        if let Some(case) = lexicon.particle(tail).filter(|_| agrees(stem, tail)) {
            return (stem, Some(case));
        }
    }
    (word, None)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load().0);

    fn check(name: &str, text: &str, expected: bool) {
        let start = text.find(name).unwrap();
        assert_eq!(is_whole(&LEXICON, text, start, start + name.len()), expected, "{name} in {text}");
    }

    #[test]
    fn a_name_ends_at_a_particle_or_a_mark() {
        check("KT", "KT는 나섰다", true);
        check("KT", "KT, SKT와", true);
        check("카카오", "카카오와의 협력", true);
    }

    #[test]
    fn a_name_inside_a_longer_word_is_none() {
        check("KT", "KTX를 탔다", false);
        check("KT", "SKT는", false);
        check("카카오", "카카오톡은", false);
        check("한진", "유한진은", false);
        check("kt", "news@kt.com", false);
    }

    #[test]
    fn words_part_from_their_particles() {
        assert_eq!(split(&LEXICON, "업스테이지와는"), ("업스테이지", Some(Case::With)));
        assert_eq!(split(&LEXICON, "스타트업"), ("스타트업", None));
        assert_eq!(particle(&LEXICON, "에서 열린"), Some((Case::From, 6)));
        assert_eq!(particle(&LEXICON, "에스파"), None);
    }
}
