//! Known names and word tables, read from `assets/lexicon` (tab-separated, first line is the header).

mod class;
mod sense;
pub(super) mod table;

use super::{EntityKind, boundary};
use aho_corasick::AhoCorasick;
use sense::Senses;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub use class::{Case, Class, TitleClass};

/// The tables in memory; about 20 MB.
#[derive(Clone)]
pub struct Lexicon {
    /// One entry a row of the name tables.
    pub entries: Vec<Entry>,
    /// Words that stand for organisations named before, in the table's order.
    pub pronouns: Vec<Pronoun>,
    by_name: HashMap<String, usize>,
    by_form: HashMap<String, usize>,
    forms: Vec<Form>,
    automaton: Option<AhoCorasick>,
    words: BTreeMap<Class, Words>,
    particles: HashMap<String, Case>,
    /// Length in bytes.
    longest_particle: usize,
    titles: HashMap<String, TitleClass>,
    senses: Senses,
}

/// A row of a name table.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Canonical name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Country, sector, listing code.
    pub about: About,
}

/// Facts of an organisation that stand in the lexicon.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// ISO 3166 alpha-2, or empty.
    pub country: String,
    /// A sector word, or empty.
    pub sector: String,
    /// Listing code, or empty.
    pub code: String,
}

/// A surface form of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Index of the entry.
    pub entry: usize,
    /// Also an ordinary word, a person or a place: counts only with evidence that a name is meant.
    pub is_ambiguous: bool,
}

/// A known form found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Index of the entry.
    pub entry: usize,
    /// See [`Form::is_ambiguous`].
    pub is_ambiguous: bool,
}

/// A word that stands for organisations named before.
#[derive(Debug, Clone)]
pub struct Pronoun {
    /// The word.
    pub form: String,
    /// Counts only before one of these; before anything where there are none.
    pub particles: Vec<String>,
    /// What it asks for.
    pub means: Means,
}

/// What a pronoun asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// The last group of exactly so many organisations.
    Count(usize),
    /// The last group of two or more.
    Group,
    /// The last single company.
    Company,
    /// The organisation last spoken of.
    Topic,
    /// The last organisation whose name ends in the word.
    Firm,
}

/// A class of words: for look-up, and longest first for endings.
#[derive(Debug, Clone, Default)]
struct Words {
    set: HashSet<String>,
    longest_first: Vec<String>,
    /// Finds any of them in one pass over a text.
    automaton: Option<AhoCorasick>,
}

impl Lexicon {
    /// The entry of a canonical name.
    pub fn entry(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// What the lexicon knows of a canonical name: country (ISO 3166 alpha-2), sector, listing code.
    pub fn about(&self, canonical: &str) -> Option<About> {
        self.entry(canonical).and_then(|e| self.entries.get(e)).map(|e| e.about.clone())
    }

    /// The entry that `text` as a whole is a form of.
    pub fn form(&self, text: &str) -> Option<Form> {
        self.by_form.get(text).and_then(|f| self.forms.get(*f)).copied()
    }

    /// True if `word` stands in that class.
    pub fn is(&self, class: Class, word: &str) -> bool {
        self.words.get(&class).is_some_and(|words| words.set.contains(word))
    }

    /// True if `word` stands in one of the classes.
    pub fn is_any(&self, classes: &[Class], word: &str) -> bool {
        classes.iter().any(|class| self.is(*class, word))
    }

    /// This lexicon without some of its entries: how well their names are found that stand in no table is measured and
    /// learned so.
    pub fn without(&self, hidden: &BTreeSet<usize>) -> Self {
        let mut rest = self.clone();
        rest.by_form.retain(|_, form| self.forms.get(*form).is_some_and(|f| !hidden.contains(&f.entry)));
        rest.by_name.retain(|_, entry| !hidden.contains(entry));
        for form in rest.forms.iter_mut().filter(|f| hidden.contains(&f.entry)) {
            form.entry = usize::MAX;
        }
        rest
    }

    /// The words of a class, longest first.
    pub fn class(&self, class: Class) -> &[String] {
        self.words.get(&class).map_or(&[], |words| &words.longest_first)
    }

    /// True if `text` begins with a word of the class.
    pub fn begins(&self, class: Class, text: &str) -> bool {
        self.class(class).iter().any(|word| text.starts_with(word))
    }

    /// True if `text` ends in a word of the class, or is one.
    pub fn ends(&self, class: Class, text: &str) -> bool {
        let Some(words) = self.words.get(&class) else { return false };
        let longest = words.longest_first.first().map_or(0, String::len);
        let ends = text.char_indices().rev().map_while(|(at, _)| text.get(at..).filter(|end| end.len() <= longest));
        ends.into_iter().any(|end| words.set.contains(end))
    }

    /// True if a word of the class stands anywhere in `text`, inside other words too.
    pub fn occurs(&self, class: Class, text: &str) -> bool {
        self.automaton(class).is_some_and(|automaton| automaton.is_match(text))
    }

    /// What the words of `text` are about, by `senses.tsv`, each with its first byte.
    pub fn senses(&self, text: &str) -> Vec<(usize, &str)> {
        self.senses.find(text)
    }

    /// Where words of the class stand in `text`, with the word, from left to right.
    pub fn places<'t>(&self, class: Class, text: &'t str) -> Vec<(usize, &'t str)> {
        let found = self.automaton(class).into_iter().flat_map(|automaton| automaton.find_overlapping_iter(text));
        let mut places: Vec<_> = found.filter_map(|m| Some((m.start(), text.get(m.start()..m.end())?))).collect();
        places.sort_unstable();
        places
    }

    fn automaton(&self, class: Class) -> Option<&AhoCorasick> {
        self.words.get(&class)?.automaton.as_ref()
    }

    /// The class of a title, if `word` is one.
    pub fn title(&self, word: &str) -> Option<TitleClass> {
        self.titles.get(word).copied()
    }

    /// What `word` says as a particle, if it is one.
    pub fn particle(&self, word: &str) -> Option<Case> {
        self.particles.get(word).copied()
    }

    /// The length of the longest particle in bytes.
    pub fn longest_particle(&self) -> usize {
        self.longest_particle
    }

    /// Known names in `text`: leftmost, then longest that is a whole name there (see [`super::boundary`]). Linear.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut all: Vec<Hit> = automaton
            .find_overlapping_iter(text)
            .filter_map(|m| {
                let form = self.forms.get(m.pattern().as_usize()).filter(|f| f.entry < self.entries.len())?;
                Some(Hit { start: m.start(), end: m.end(), entry: form.entry, is_ambiguous: form.is_ambiguous })
            })
            .filter(|h| boundary::is_whole(self, text, h.start, h.end))
            .collect();
        all.sort_by_key(|h| (h.start, std::cmp::Reverse(h.end)));
        let mut end = 0;
        all.retain(|h| {
            let free = h.start >= end;
            if free {
                end = h.end;
            }
            free
        });
        all
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let (lexicon, warnings) = Lexicon::load();
        assert_eq!(warnings, []);
        let hits = lexicon.hits(text);
        let found: Vec<_> =
            hits.iter().map(|h| (&text[h.start..h.end], lexicon.entries[h.entry].name.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_known_form_leads_to_its_name() {
        check("SKT와 LG유플러스가", &[("SKT", "SK텔레콤"), ("LG유플러스", "LG유플러스")]);
    }

    #[test]
    fn the_longest_name_wins() {
        check("삼성전자는", &[("삼성전자", "삼성전자")]);
    }

    #[test]
    fn a_name_inside_a_word_is_none() {
        check("KTX는 달린다", &[]);
    }

    #[test]
    fn classes_come_longest_first_and_places_in_order() {
        let (lexicon, _) = Lexicon::load();
        assert!(Class::ALL.iter().all(|class| !lexicon.class(*class).is_empty()));
        assert!(lexicon.class(Class::CompanySuffix).is_sorted_by_key(|w| std::cmp::Reverse(w.len())));
        let places = lexicon.places(Class::JoinWord, "가입하고 참여한다");
        assert_eq!(places, [(0, "가입"), (13, "참여")]);
    }

    #[test]
    fn hidden_entries_are_not_found() {
        let (lexicon, _) = Lexicon::load();
        let rest = lexicon.without(&BTreeSet::from([lexicon.entry("카카오").unwrap()]));
        assert_eq!((rest.hits("카카오와").len(), rest.form("카카오"), rest.entry("카카오")), (0, None, None));
        assert_eq!(rest.hits("네이버와").len(), 1);
    }
}
