//! Reads the embedded tables. A row that cannot be read is left out and told.

use super::{About, Case, Class, Entry, Form, Lexicon, Means, Pronoun, sense::Senses};
use crate::{Warning, error::Reason, extract::EntityKind, text::form::is_hangul};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Name tables, the stronger first: a form that two tables claim belongs to the first.
const NAMES: &[(&str, &str)] = &[
    ("institutions.tsv", include_str!("../../../assets/lexicon/institutions.tsv")),
    ("alliances.tsv", include_str!("../../../assets/lexicon/alliances.tsv")),
    ("companies_kr.tsv", include_str!("../../../assets/lexicon/companies_kr.tsv")),
    ("world_tech.tsv", include_str!("../../../assets/lexicon/world_tech.tsv")),
    ("world_other.tsv", include_str!("../../../assets/lexicon/world_other.tsv")),
    ("companies_world.tsv", include_str!("../../../assets/lexicon/companies_world.tsv")),
    ("products.tsv", include_str!("../../../assets/lexicon/products.tsv")),
    ("events.tsv", include_str!("../../../assets/lexicon/events.tsv")),
];
const WORDS: &str = include_str!("../../../assets/lexicon/words.tsv");
const SENSES: &str = include_str!("../../../assets/lexicon/senses.tsv");
const TITLES: &str = include_str!("../../../assets/lexicon/titles.tsv");
const PLACES: &str = include_str!("../../../assets/lexicon/places.tsv");
const GLOSSES: &str = include_str!("../../../assets/lexicon/glosses.tsv");
const PARTICLES: &str = include_str!("../../../assets/lexicon/particles.tsv");
const PRONOUNS: &str = include_str!("../../../assets/lexicon/pronouns.tsv");
/// Endings of names of authorities that are names of areas as well.
const AREA_ENDINGS: [char; 6] = ['주', '시', '도', '군', '구', '국'];

impl Lexicon {
    /// Reads the embedded tables; about 0.1 s. Rows that cannot be read are left out and told.
    pub fn load() -> (Self, Vec<Warning>) {
        let mut warnings = Vec::new();
        let mut lexicon = Self {
            entries: Vec::new(),
            pronouns: Vec::new(),
            by_name: HashMap::new(),
            by_form: HashMap::new(),
            forms: Vec::new(),
            automaton: None,
            words: BTreeMap::new(),
            particles: HashMap::new(),
            longest_particle: 0,
            titles: HashMap::new(),
            senses: Senses::default(),
        };
        let mut patterns = Vec::new();
        for (name, text) in NAMES {
            read(name, text, &mut warnings, |row| lexicon.add_name(row, &mut patterns));
        }
        lexicon.automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns).ok();
        lexicon.add_words(&mut warnings);
        read("particles.tsv", PARTICLES, &mut warnings, |row| lexicon.add_particle(row));
        read("pronouns.tsv", PRONOUNS, &mut warnings, |row| lexicon.add_pronoun(row));
        read("titles.tsv", TITLES, &mut warnings, |row| lexicon.add_title(row));
        let mut senses = Vec::new();
        read("senses.tsv", SENSES, &mut warnings, |row| {
            let [sense, stem] = *row else { return Err(columns(row, 2)) };
            senses.push((sense.to_owned(), stem.to_owned()));
            Ok(())
        });
        lexicon.senses = Senses::new(senses);
        (lexicon, warnings)
    }

    fn add_name(&mut self, row: &[&str], patterns: &mut Vec<String>) -> Result<(), String> {
        let [name, kind, aliases, country, sector, code, care, _source] = *row else { return Err(columns(row, 8)) };
        let kind: EntityKind = kind.parse()?;
        if self.by_name.contains_key(name) {
            return Ok(()); // the stronger table has it
        }
        let entry = self.entries.len();
        let about = About { country: country.into(), sector: sector.into(), code: code.into() };
        self.entries.push(Entry { name: name.into(), kind, about });
        self.by_name.insert(name.into(), entry);
        let care: HashSet<&str> = care.split('|').collect();
        let is_area = |form: &str| sector == "government" && form.ends_with(AREA_ENDINGS);
        for form in std::iter::once(name).chain(aliases.split('|')).filter(|f| f.chars().count() > 1) {
            let is_ambiguous = care.contains(form) || is_area(form);
            for variant in spacing_variants(form) {
                if !self.by_form.contains_key(&variant) {
                    self.by_form.insert(variant.clone(), self.forms.len());
                    self.forms.push(Form { entry, is_ambiguous });
                    patterns.push(variant);
                }
            }
        }
        Ok(())
    }

    fn add_words(&mut self, warnings: &mut Vec<Warning>) {
        let mut add = |class: Class, word: &str| {
            let words = self.words.entry(class).or_default();
            if words.set.insert(word.to_owned()) {
                words.longest_first.push(word.to_owned());
            }
        };
        read("words.tsv", WORDS, warnings, |row| {
            let [class, word] = *row else { return Err(columns(row, 2)) };
            add(class.parse()?, word);
            Ok(())
        });
        for (class, name, text) in [(Class::Place, "places.tsv", PLACES), (Class::Gloss, "glosses.tsv", GLOSSES)] {
            read(name, text, warnings, |row| {
                let [word, kind] = *row else { return Err(columns(row, 2)) };
                add(class, word);
                if kind == Class::Country.word() {
                    add(Class::Country, word);
                }
                Ok(())
            });
        }
        for words in self.words.values_mut() {
            words.longest_first.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            words.automaton = AhoCorasick::new(&words.longest_first).ok();
        }
    }

    fn add_particle(&mut self, row: &[&str]) -> Result<(), String> {
        let [form, case] = *row else { return Err(columns(row, 2)) };
        self.particles.insert(form.into(), case.parse::<Case>()?);
        self.longest_particle = self.longest_particle.max(form.len());
        Ok(())
    }

    fn add_pronoun(&mut self, row: &[&str]) -> Result<(), String> {
        let [form, particles, means] = *row else { return Err(columns(row, 3)) };
        let means = match means {
            "group" => Means::Group,
            "company" => Means::Company,
            "topic" => Means::Topic,
            "firm" => Means::Firm,
            count => Means::Count(count.parse().map_err(|_| format!("unknown meaning: {count}"))?),
        };
        let particles = particles.split('|').filter(|p| !p.is_empty()).map(str::to_owned).collect();
        self.pronouns.push(Pronoun { form: form.into(), particles, means });
        Ok(())
    }

    fn add_title(&mut self, row: &[&str]) -> Result<(), String> {
        let [form, class, _note] = *row else { return Err(columns(row, 3)) };
        self.titles.insert(form.into(), class.parse()?);
        Ok(())
    }
}

/// Gives each row of a table below its header, split at tabs, to `add`; tells those that it refuses.
pub fn read(name: &str, table: &str, warnings: &mut Vec<Warning>, mut add: impl FnMut(&[&str]) -> Result<(), String>) {
    for (at, row) in table.lines().enumerate().skip(1).filter(|(_, row)| !row.is_empty()) {
        if let Err(why) = add(&row.split('\t').collect::<Vec<_>>()) {
            warnings.push(Warning { about: name.into(), reason: Reason::BrokenRow(at + 1, why) });
        }
    }
}

/// What is wrong with a row that has not as many columns as its table.
pub fn columns(row: &[&str], wanted: usize) -> String {
    format!("{} columns instead of {wanted}", row.len())
}

/// The form as written, without its spaces, with AI in Korean, and with a space where capitals meet Hangul.
fn spacing_variants(form: &str) -> Vec<String> {
    let mut variants = vec![form.to_owned()];
    if form.contains(' ') {
        variants.push(form.replace(' ', ""));
    }
    if form.contains("AI ") {
        variants.push(form.replace("AI ", "인공지능 "));
    }
    let mut spaced = String::with_capacity(form.len() + 2);
    let mut previous = ' ';
    for c in form.chars() {
        if previous.is_ascii_uppercase() && is_hangul(c) {
            spaced.push(' ');
        }
        spaced.push(c);
        previous = c;
    }
    if spaced != form && form.chars().count() > 4 {
        variants.push(spaced);
    }
    variants
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_with_and_without_their_spaces() {
        assert_eq!(spacing_variants("AI 원팀"), ["AI 원팀", "AI원팀", "인공지능 원팀"]);
        assert_eq!(spacing_variants("LG유플러스"), ["LG유플러스", "LG 유플러스"]);
        assert_eq!(spacing_variants("KT"), ["KT"]);
    }

    #[test]
    fn a_broken_row_is_told_with_its_line_and_the_others_are_read() {
        let (mut rows, mut warnings) = (0, Vec::new());
        read("t.tsv", "a\tb\n1\t2\n1\n3\t4\n", &mut warnings, |row| {
            rows += 1;
            if row.len() == 2 { Ok(()) } else { Err(columns(row, 2)) }
        });
        assert_eq!(rows, 3);
        let reason = Reason::BrokenRow(3, "1 columns instead of 2".into());
        assert_eq!(warnings, [Warning { about: "t.tsv".into(), reason }]);
    }
}
