//! When two names are the same: normal forms, and aliases too generic to join anything.

use crate::extract::EntityFact;

/// The form under which names are compared: NFC, lower case, without spaces and punctuation. `&` and `+` stay, as
/// they tell names apart (`e&`, `LGU+`).
pub fn normal(name: &str) -> String {
    let composed = icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(name);
    composed.to_lowercase().chars().filter(|c| c.is_alphanumeric() || matches!(c, '&' | '+')).collect()
}

/// True if `alias` says too little to join entities of different articles: a single syllable, two Latin letters, or
/// the last word of the name it stands for (얼라이언스 for 글로벌 텔코 AI 얼라이언스), which any other may share.
pub fn is_generic(alias: &str, name: &str) -> bool {
    let normal_alias = normal(alias);
    let length = normal_alias.chars().count();
    let is_short_latin = length <= 2 && normal_alias.is_ascii();
    let last_word = name.split_whitespace().last().filter(|word| *word != name);
    length < 2 || is_short_latin || last_word.is_some_and(|word| normal(word) == normal_alias)
}

/// A person's forms that name somebody outside their article: not 유 대표 or 올트먼 CEO, unless there is nothing else.
pub fn full_names(person: &EntityFact) -> Vec<&str> {
    let title = person.title.as_deref().unwrap_or_default();
    let is_full = |form: &&str| {
        let mut words = form.split_whitespace();
        let (first, last) = (words.next().unwrap_or_default(), words.next_back());
        let is_title = |word: &str| title.contains(word) || word.chars().all(|c| c.is_ascii_uppercase());
        last.is_none_or(|last| first.chars().count() > 1 && !is_title(last))
    };
    let forms = || std::iter::once(&person.name).chain(&person.aliases).map(String::as_str);
    let full: Vec<&str> = forms().filter(is_full).collect();
    if full.is_empty() { vec![&person.name] } else { full }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter_but_signs_that_tell_apart_do() {
        assert_eq!(normal("SK 텔레콤"), normal("sk텔레콤"));
        assert_eq!(normal("\u{1102}\u{1166}이버"), "네이버");
        assert_ne!(normal("LGU+"), normal("LGU"));
    }

    #[test]
    fn head_nouns_and_short_latin_forms_join_nothing() {
        assert!(is_generic("얼라이언스", "글로벌 텔코 AI 얼라이언스"));
        assert!(is_generic("MS", "마이크로소프트"));
        assert!(!is_generic("GTAA", "글로벌 텔코 AI 얼라이언스"));
        assert!(!is_generic("사피온", "사피온코리아"));
    }
}
