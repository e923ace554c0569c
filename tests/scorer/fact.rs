//! The fact format as gold files and the program write it, and the names it holds, made comparable.

use hapjong::extract::{DealType, EntityKind, Role, Status};
use icu_normalizer::ComposingNormalizerBorrowed;
use regex::Regex;
use serde::Deserialize;
use std::{collections::BTreeSet, sync::LazyLock};

/// The facts of one article. Fields the format does not know are left out.
#[derive(Debug, Default, Deserialize)]
pub struct Facts {
    pub file: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub reporter: Option<String>,
    pub published: Option<String>,
    pub entities: Vec<Entity>,
    pub deals: Vec<Deal>,
}

#[derive(Debug, Deserialize)]
pub struct Entity {
    pub name: String,
    pub kind: EntityKind,
    pub aliases: Vec<String>,
    pub title: Option<String>,
    pub org: Option<String>,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Debug, Deserialize)]
pub struct Deal {
    #[serde(rename = "type")]
    pub deal_type: DealType,
    pub status: Status,
    pub parties: Vec<Party>,
    pub date: Date,
    pub amount: Option<Amount>,
    pub stakes: Vec<Stake>,
    pub evidence: Vec<String>,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Debug, Deserialize)]
pub struct Party {
    pub name: String,
    pub role: Role,
}

#[derive(Debug, Deserialize)]
pub struct Date {
    pub value: Option<String>,
}

/// A sum; one without a value is words only.
#[derive(Debug, Deserialize)]
pub struct Amount {
    pub text: String,
    pub value: Option<f64>,
    pub currency: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Stake {
    pub holder: String,
    pub of: String,
    pub text: String,
    pub value: Option<f64>,
}

impl Entity {
    /// Everything it is called, comparable.
    pub fn keys(&self) -> BTreeSet<String> {
        self.forms().flat_map(keys).collect()
    }

    /// The name, then the aliases.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }
}

impl Amount {
    /// Equal to one in a million, in the same currency.
    pub fn is_same(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (self.value, other.value) else { return false };
        (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0) && self.currency == other.currency
    }
}

/// Composed, without case, spaces, punctuation and signs; `&` and the signs of mathematics and money stay.
pub fn normal(text: &str) -> String {
    static SIGNS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[[\p{P}\p{Z}\p{C}\p{Sk}\p{So}]--&]").unwrap());
    SIGNS.replace_all(&composed(text).to_lowercase(), "").into_owned()
}

/// The normal form without bracketed parts, or whole where nothing else is left.
pub fn bare(text: &str) -> String {
    static BRACKETS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]").unwrap());
    let bare = normal(&BRACKETS.replace_all(text, ""));
    if bare.is_empty() { normal(text) } else { bare }
}

/// The normal form and the bare one.
pub fn keys(text: &str) -> BTreeSet<String> {
    [normal(text), bare(text)].into_iter().filter(|key| !key.is_empty()).collect()
}

/// True where one sentence holds the other, or they share a run of 15 characters that is half of the shorter.
pub fn overlap(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(|text| composed(text).chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>());
    let shorter = a.len().min(b.len());
    let common = longest_common_run(&a, &b);
    shorter > 0 && (common == shorter || (common >= 15 && 2 * common >= shorter))
}

fn longest_common_run(a: &[char], b: &[char]) -> usize {
    let mut longest = 0;
    let mut ends = vec![0; b.len() + 1];
    for x in a {
        // From the right, so that `ends[at]` is still that of the character before.
        for (at, y) in b.iter().enumerate().rev() {
            ends[at + 1] = if x == y { ends[at] + 1 } else { 0 };
            longest = longest.max(ends[at + 1]);
        }
    }
    longest
}

fn composed(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
}
