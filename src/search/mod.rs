//! Search over entities, deals and the text of all articles at once, from one syllable or letter on.
//!
//! Input: what is known, and what was typed. Output: [`Finds`], ranked, in three groups. Several words must all be
//! there: in a deal's parties and facts, or in one sentence. Initial consonants are looked for in names only. No
//! index: names are compared one by one, texts are searched as they stand.

mod deals;
mod initials;
mod texts;

pub use initials::{Fit, Pattern};

use crate::{
    resolve::{EntityKey, Place, Read, Resolved},
    strings::Language,
    text::Span,
};
use std::{cmp::Reverse, collections::BTreeSet};

/// Where is searched.
pub struct Scope<'a> {
    /// Entities and deals.
    pub resolved: &'a Resolved,
    /// The articles.
    pub reads: &'a [Read],
    /// Entities that are not listed.
    pub hidden: &'a BTreeSet<EntityKey>,
    /// The words for types and statuses of deals; those of the other language count too.
    pub language: Language,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Finds {
    /// By fit, then number of mentions.
    pub entities: Group<EntityFind>,
    /// By fit of their parties, the latest first.
    pub deals: Group<usize>,
    /// The latest article first, in each the first sentence first.
    pub texts: Group<TextFind>,
}

/// The first finds of a sort, and how many there are.
#[derive(Debug, Clone, PartialEq)]
pub struct Group<T> {
    /// The best ones.
    pub first: Vec<T>,
    /// Number of all, where that was counted.
    pub n: usize,
}

/// An entity that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntityFind {
    /// Its index.
    pub entity: usize,
    /// Which of its aliases matched, unless its name did.
    pub alias: Option<usize>,
}

/// A place in an article that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextFind {
    /// The words that match.
    pub place: Place,
    /// The sentence around them.
    pub sentence: Span,
}

impl<T> Default for Group<T> {
    fn default() -> Self {
        Self { first: Vec::new(), n: 0 }
    }
}

impl<T> Group<T> {
    fn of(mut all: Vec<T>, limit: usize) -> Self {
        let n = all.len();
        all.truncate(limit);
        Self { first: all, n }
    }
}

impl Finds {
    /// True if nothing was found.
    pub fn is_empty(&self) -> bool {
        self.entities.n + self.deals.n + self.texts.n == 0
    }
}

/// Finds what was typed; at most `limit` of each group. O(names + deals + text).
pub fn find(scope: &Scope, typed: &str, limit: usize) -> Finds {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let Some(whole) = Pattern::new(typed) else { return Finds::default() };
    Finds {
        entities: Group::of(entities(scope, &whole), limit),
        deals: Group::of(deals::find(scope, &words), limit),
        texts: if whole.has_initials() { Group::default() } else { texts::find(scope.reads, &words, limit) },
    }
}

fn entities(scope: &Scope, pattern: &Pattern) -> Vec<EntityFind> {
    let listed = scope.resolved.entities.iter().enumerate().filter(|(_, e)| !scope.hidden.contains(&e.key));
    let mut found: Vec<_> = listed
        .filter_map(|(entity, e)| {
            let name = pattern.fit(&e.name).map(|fit| (fit, None));
            let aliases = e.aliases.iter().enumerate();
            let alias = aliases.filter_map(|(i, alias)| Some((pattern.fit(alias)?, Some(i))));
            let (fit, alias) = name.into_iter().chain(alias).min()?;
            Some(((fit, Reverse(e.mentions.len()), entity), EntityFind { entity, alias }))
        })
        .collect();
    found.sort_unstable_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, find)| find).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{
        extract::{DealType, EntityKind, Role, Status},
        resolve::{resolve, sample::story},
    };

    fn reads() -> Vec<Read> {
        let invest = [("SK텔레콤", Role::Investor), ("퍼플렉시티", Role::Investee)];
        let agree = [("네이버", Role::Partner), ("KT", Role::Partner)];
        vec![
            story("1", "2024-06-13")
                .entity(EntityKind::Company, "SK텔레콤", "SKT")
                .deal(DealType::Investment, Status::Signed, &invest, "2024-06")
                .read(),
            story("2", "2024-06-14").deal(DealType::Mou, Status::Signed, &agree, "").read(),
        ]
    }

    fn check(typed: &str) -> (Vec<String>, usize) {
        let reads = reads();
        let resolved = resolve(&reads, &|_| None);
        let hidden = BTreeSet::new();
        let scope = Scope { resolved: &resolved, reads: &reads, hidden: &hidden, language: Language::Korean };
        let finds = find(&scope, typed, 10);
        let names = finds.entities.first.iter().map(|f| resolved.entities[f.entity].name.clone()).collect();
        (names, finds.deals.n)
    }

    #[test]
    fn one_syllable_or_letter_finds_names_and_deals() {
        assert_eq!(check("네"), (vec!["네이버".to_owned()], 1));
        assert_eq!(check("k").0, ["KT", "SK텔레콤"]);
    }

    #[test]
    fn initials_find_names_and_their_deals() {
        assert_eq!(check("ㄴㅇㅂ"), (vec!["네이버".to_owned()], 1));
    }

    #[test]
    fn an_alias_finds_and_is_told() {
        assert_eq!(check("SKT").0, ["SK텔레콤"]);
    }

    #[test]
    fn several_words_narrow() {
        assert_eq!(check("SKT 투자").1, 1);
        assert_eq!(check("SKT 업무협약").1, 0);
        assert_eq!(check("perplexity").1, 0);
    }

    #[test]
    fn what_is_nowhere_is_not_found() {
        assert_eq!(check("없는말"), (vec![], 0));
        assert_eq!(check("  "), (vec![], 0));
    }
}
