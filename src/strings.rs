//! The words of the window, the pictures and the spreadsheets in Korean and English, from `assets/strings/ui.tsv` and
//! `assets/strings/export.tsv` (columns: key, ko, en).
//!
//! Every view asks by key, so a switch of language shows at the next frame. A key that is missing shows as `⟨?⟩`;
//! a test finds every key that the code asks for.

use crate::{
    extract::{Amount, DealDate, DealType, EntityKind, Role, Status, StatusGroup},
    resolve::Field,
    scene::theme::Family,
    text::{PartialDate, date::Precision},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt::Display, sync::LazyLock};

const SOURCES: [&str; 2] = [include_str!("../assets/strings/ui.tsv"), include_str!("../assets/strings/export.tsv")];

static TABLE: LazyLock<BTreeMap<&'static str, [&'static str; 2]>> = LazyLock::new(|| rows().collect());

/// The language of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// 한국어.
    #[default]
    Korean,
    /// English.
    English,
}

impl Language {
    /// The language of the system, else English.
    #[cfg(feature = "gui")]
    pub fn of_system() -> Self {
        match sys_locale::get_locale() {
            Some(locale) if locale.starts_with("ko") => Self::Korean,
            _ => Self::English,
        }
    }

    /// The one that is not shown.
    pub fn other(self) -> Self {
        match self {
            Self::Korean => Self::English,
            Self::English => Self::Korean,
        }
    }

    /// The text of a key.
    pub fn t(self, key: &str) -> &'static str {
        TABLE.get(key).map_or("⟨?⟩", |texts| texts[self as usize])
    }

    /// The text of a key with each `{}` replaced by the next argument.
    pub fn fill(self, key: &str, args: &[&dyn Display]) -> String {
        let mut parts = self.t(key).split("{}");
        let mut text = parts.next().unwrap_or("").to_owned();
        for (i, part) in parts.enumerate() {
            if let Some(arg) = args.get(i) {
                text += &arg.to_string();
            }
            text += part;
        }
        text
    }

    /// A kind's name.
    pub fn kind(self, kind: EntityKind) -> &'static str {
        self.t(&format!("kind.{}", kind.word()))
    }

    /// A deal type's name.
    pub fn deal_type(self, deal_type: DealType) -> &'static str {
        self.t(&format!("type.{}", deal_type.word()))
    }

    /// A status's name.
    pub fn status(self, status: Status) -> &'static str {
        self.t(&format!("status.{}", status.word()))
    }

    /// A role's name.
    pub fn role(self, role: Role) -> &'static str {
        self.t(&format!("role.{}", role.word()))
    }

    /// A deal family's name.
    pub fn family(self, family: Family) -> &'static str {
        self.t(match family {
            Family::Capital => "family.capital",
            Family::Agreement => "family.agreement",
            Family::JointWork => "family.joint_work",
            Family::JointVenture => "family.joint_venture",
            Family::Membership => "family.membership",
        })
    }

    /// A status group's name.
    pub fn status_group(self, group: StatusGroup) -> &'static str {
        self.t(match group {
            StatusGroup::InForce => "group.in_force",
            StatusGroup::Ahead => "group.ahead",
            StatusGroup::Over => "group.over",
        })
    }

    /// The name of one of the lexicon's sectors; a sector that has none is shown as it stands.
    pub fn sector(self, sector: &str) -> String {
        self.name_or("sector", sector)
    }

    /// A country's name by its ISO code; a country that has none is shown as its code.
    pub fn country(self, code: &str) -> String {
        self.name_or("country", code)
    }

    /// The name of `word` in a group of words; a word that has none as it stands.
    pub fn name_or(self, group: &str, word: &str) -> String {
        TABLE.get(format!("{group}.{word}").as_str()).map_or(word, |texts| texts[self as usize]).to_owned()
    }

    /// `1단계`, `2 steps`.
    pub fn steps(self, steps: usize) -> String {
        self.fill(if steps == 1 { "around.step" } else { "around.steps" }, &[&steps])
    }

    /// The name of a field articles can disagree on.
    pub fn field(self, field: Field) -> &'static str {
        self.t(match field {
            Field::Date => "deal.date",
            Field::Amount => "deal.amount",
            Field::Status => "deal.status",
        })
    }
}

/// A date as tables show it: `2024-06-19`, `2024-06`, `2024 Q1`, `2024`.
pub fn date(date: &PartialDate) -> String {
    match date.precision() {
        Precision::Quarter => date.to_string().replace('-', " "),
        _ => date.to_string(),
    }
}

/// A deal's date, with `≈` where the article's words do not print the year it was placed in.
pub fn deal_date(deal: &DealDate) -> String {
    let Some(value) = &deal.value else { return String::new() };
    let year = format!("{:04}", value.get_year());
    let is_literal = deal.text.as_deref().is_some_and(|text| text.contains(&year));
    if is_literal { date(value) } else { format!("≈ {}", date(value)) }
}

/// An amount as the article words it.
pub fn amount(amount: &Option<Amount>) -> String {
    amount.as_ref().map(|a| a.text.clone()).unwrap_or_default()
}

fn rows() -> impl Iterator<Item = (&'static str, [&'static str; 2])> {
    SOURCES.iter().flat_map(|source| source.lines().skip(1)).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, [cells.next()?, cells.next()?]))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_key_and_two_texts() {
        for line in SOURCES.iter().flat_map(|source| source.lines()) {
            let cells: Vec<_> = line.split('\t').collect();
            assert!(cells.len() == 3 && cells.iter().all(|c| !c.is_empty()), "{line:?}");
        }
    }

    #[test]
    fn no_key_stands_twice() {
        assert_eq!(rows().count(), TABLE.len());
    }

    #[test]
    fn both_languages_take_the_same_arguments() {
        for (key, [ko, en]) in TABLE.iter() {
            assert_eq!(ko.matches("{}").count(), en.matches("{}").count(), "{key}");
        }
    }

    #[test]
    fn every_key_in_the_code_is_in_the_table() {
        let literal = regex::Regex::new(r#""([a-z_]+)(\.[a-z_0-9.]*[a-z_0-9])""#).unwrap();
        let groups: std::collections::BTreeSet<_> = TABLE.keys().filter_map(|key| key.split('.').next()).collect();
        for entry in walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")) {
            let Ok(source) = std::fs::read_to_string(entry.unwrap().path()) else { continue };
            for found in literal.captures_iter(&source).filter(|found| groups.contains(&found[1])) {
                let key = format!("{}{}", &found[1], &found[2]);
                assert!(TABLE.contains_key(key.as_str()), "{key}");
            }
        }
    }

    #[test]
    fn every_word_of_the_facts_has_a_name() {
        for language in [Language::Korean, Language::English] {
            let kinds = EntityKind::ALL.iter().map(|x| language.kind(*x));
            let types = DealType::ALL.iter().map(|x| language.deal_type(*x));
            let statuses = Status::ALL.iter().map(|x| language.status(*x));
            let roles = Role::ALL.iter().map(|x| language.role(*x));
            assert!(kinds.chain(types).chain(statuses).chain(roles).all(|name| name != "⟨?⟩"));
        }
    }

    #[test]
    fn arguments_fill_in_order() {
        assert_eq!(Language::English.fill("status_bar.articles", &[&24]), "Articles 24");
    }

    #[test]
    fn an_inferred_year_is_marked() {
        let value = "2024-06".parse().ok();
        let inferred = DealDate { text: Some("지난 6월".into()), value };
        assert_eq!(deal_date(&inferred), "≈ 2024-06");
        assert_eq!(deal_date(&DealDate { text: Some("2024년 6월".into()), value }), "2024-06");
    }
}
