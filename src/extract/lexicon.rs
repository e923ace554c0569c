//! Known names and word tables, read from `assets/lexicon` (tab-separated, first line is the header).

use crate::{Warning, error::Reason, extract::EntityKind};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::{HashMap, HashSet};

/// Name tables, the stronger first: a form that two tables claim belongs to the first.
const NAMES: &[(&str, &str)] = &[
    ("institutions.tsv", include_str!("../../assets/lexicon/institutions.tsv")),
    ("alliances.tsv", include_str!("../../assets/lexicon/alliances.tsv")),
    ("companies_kr.tsv", include_str!("../../assets/lexicon/companies_kr.tsv")),
    ("world_tech.tsv", include_str!("../../assets/lexicon/world_tech.tsv")),
    ("world_other.tsv", include_str!("../../assets/lexicon/world_other.tsv")),
    ("companies_world.tsv", include_str!("../../assets/lexicon/companies_world.tsv")),
    ("products.tsv", include_str!("../../assets/lexicon/products.tsv")),
    ("events.tsv", include_str!("../../assets/lexicon/events.tsv")),
];
const WORDS: &str = include_str!("../../assets/lexicon/words.tsv");
const TITLES: &str = include_str!("../../assets/lexicon/titles.tsv");
const PLACES: &str = include_str!("../../assets/lexicon/places.tsv");
const GLOSSES: &str = include_str!("../../assets/lexicon/glosses.tsv");
const PARTICLES: &str = include_str!("../../assets/lexicon/particles.tsv");
const N_NAME_COLUMNS: usize = 8;

/// The tables in memory; about 20 MB.
pub struct Lexicon {
    /// One entry a row of the name tables.
    pub entries: Vec<Entry>,
    forms: Vec<Form>,
    automaton: Option<AhoCorasick>,
    by_name: HashMap<String, usize>,
    words: HashMap<String, HashSet<String>>,
    particles: HashMap<String, Case>,
    titles: HashMap<String, String>,
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

/// A surface form of an entry.
#[derive(Debug, Clone)]
pub struct Form {
    /// Index of the entry.
    pub entry: usize,
    /// Also an ordinary word, a person or a place: counts only with evidence that a name is meant.
    pub is_ambiguous: bool,
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

/// What a particle (조사) says of the noun before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// 은, 는, 도.
    Topic,
    /// 이, 가.
    Subject,
    /// 을, 를.
    Object,
    /// 와, 과.
    With,
    /// 와의, 과의.
    OfWith,
    /// 에, 에게.
    To,
    /// 로, 으로.
    Toward,
    /// 에서, 로부터.
    From,
    /// 의.
    Of,
    /// 이다, 인, 이자.
    Copula,
    /// 까지, 보다, …
    Other,
    /// Nothing follows but a space or punctuation.
    Bare,
}

impl Case {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "topic" => Self::Topic,
            "subject" => Self::Subject,
            "object" => Self::Object,
            "with" | "topic_with" => Self::With,
            "of_with" => Self::OfWith,
            "to" => Self::To,
            "toward" => Self::Toward,
            "from" => Self::From,
            "of" => Self::Of,
            "copula" => Self::Copula,
            "other" => Self::Other,
            "bare" => Self::Bare,
            _ => return None,
        })
    }
}

/// A lexicon form found in a text: entry, ambiguity, bytes.
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

impl Lexicon {
    /// Reads the embedded tables; about 0.1 s. Rows that cannot be read are left out and told.
    pub fn load() -> (Self, Vec<Warning>) {
        let mut warnings = Vec::new();
        let mut lexicon = Self {
            entries: Vec::new(),
            forms: Vec::new(),
            automaton: None,
            by_name: HashMap::new(),
            words: HashMap::new(),
            particles: HashMap::new(),
            titles: HashMap::new(),
        };
        let mut patterns = Vec::new();
        let mut seen = HashSet::new();
        for (table, text) in NAMES {
            for (number, row) in rows(text) {
                let columns: Vec<&str> = row.split('\t').collect();
                if let Err(reason) = lexicon.add_name(&columns, &mut patterns, &mut seen) {
                    warnings.push(Warning { about: (*table).into(), reason: Reason::BrokenRow(number, reason) });
                }
            }
        }
        lexicon.automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns).ok();
        lexicon.add_words(&mut warnings);
        (lexicon, warnings)
    }

    fn add_name(
        &mut self,
        columns: &[&str],
        patterns: &mut Vec<String>,
        seen: &mut HashSet<String>,
    ) -> Result<(), String> {
        let [name, kind, aliases, country, sector, code, care, _source] = *columns else {
            return Err(format!("{} columns instead of {N_NAME_COLUMNS}", columns.len()));
        };
        let kind: EntityKind = kind.parse()?;
        if self.by_name.contains_key(name) {
            return Ok(()); // the stronger table has it
        }
        let entry = self.entries.len();
        let about = About { country: country.into(), sector: sector.into(), code: code.into() };
        self.entries.push(Entry { name: name.into(), kind, about });
        self.by_name.insert(name.into(), entry);
        let care: HashSet<&str> = care.split('|').collect();
        let is_area = |form: &str| sector == "government" && form.ends_with(['주', '시', '도', '군', '구', '국']);
        for form in std::iter::once(name).chain(aliases.split('|')).filter(|f| f.chars().count() > 1) {
            let is_ambiguous = care.contains(form) || is_area(form);
            for variant in spacing_variants(form) {
                if seen.insert(variant.clone()) {
                    patterns.push(variant);
                    self.forms.push(Form { entry, is_ambiguous });
                }
            }
        }
        Ok(())
    }

    fn add_words(&mut self, warnings: &mut Vec<Warning>) {
        for (number, row) in rows(WORDS) {
            match row.split_once('\t') {
                Some((class, form)) => {
                    self.words.entry(class.into()).or_default().insert(form.into());
                }
                None => warnings.push(broken("words.tsv", number)),
            }
        }
        for (number, row) in rows(PARTICLES) {
            match row.split_once('\t').and_then(|(form, case)| Some((form, Case::parse(case)?))) {
                Some((form, case)) => {
                    self.particles.insert(form.into(), case);
                }
                None => warnings.push(broken("particles.tsv", number)),
            }
        }
        for (number, row) in rows(TITLES) {
            match row.split('\t').collect::<Vec<_>>()[..] {
                [form, class, _] => {
                    self.titles.insert(form.into(), class.into());
                }
                _ => warnings.push(broken("titles.tsv", number)),
            }
        }
        for (class, table) in [("place", PLACES), ("gloss", GLOSSES)] {
            let forms = rows(table).filter_map(|(_, row)| row.split('\t').next()).map(str::to_owned);
            self.words.entry(class.into()).or_default().extend(forms);
        }
    }

    /// The entry of a canonical name.
    pub fn entry(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// What the lexicon knows of a canonical name: country (ISO 3166 alpha-2), sector, listing code.
    pub fn about(&self, canonical: &str) -> Option<About> {
        self.entry(canonical).and_then(|e| self.entries.get(e)).map(|e| e.about.clone())
    }

    /// True if `word` stands in that class of `words.tsv`, or is a `place` or `gloss`.
    pub fn is(&self, class: &str, word: &str) -> bool {
        self.words.get(class).is_some_and(|set| set.contains(word))
    }

    /// The words of a class, longest first.
    pub fn class(&self, class: &str) -> Vec<&str> {
        let mut words: Vec<&str> = self.words.get(class).into_iter().flatten().map(String::as_str).collect();
        words.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        words
    }

    /// The class of a title (exec, official, academic, analyst, press, other), if `word` is one.
    pub fn title_class(&self, word: &str) -> Option<&str> {
        self.titles.get(word).map(String::as_str)
    }

    /// What `word` says as a particle, if it is one.
    pub fn particle(&self, word: &str) -> Option<Case> {
        self.particles.get(word).copied()
    }

    /// Known names in `text`: leftmost, then longest that is a whole name there (see [`super::boundary`]). Linear.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut all: Vec<Hit> = automaton
            .find_overlapping_iter(text)
            .filter_map(|m| {
                let form = self.forms.get(m.pattern().as_usize())?;
                Some(Hit { start: m.start(), end: m.end(), entry: form.entry, is_ambiguous: form.is_ambiguous })
            })
            .filter(|h| super::boundary::is_whole(self, text, h.start, h.end))
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

fn broken(table: &str, number: usize) -> Warning {
    Warning { about: table.into(), reason: Reason::BrokenRow(number, "wrong number of columns or unknown word".into()) }
}

/// Rows after the header, with their line numbers from 1.
fn rows(table: &str) -> impl Iterator<Item = (usize, &str)> {
    table.lines().enumerate().skip(1).filter(|(_, row)| !row.is_empty()).map(|(i, row)| (i + 1, row))
}

/// The form as written, without its spaces, and with a space where Latin meets Hangul.
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
        if previous.is_ascii_alphanumeric() && is_hangul(c) && previous.is_ascii_uppercase() {
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

/// True for a Hangul syllable.
pub fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}
