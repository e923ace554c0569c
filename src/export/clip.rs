//! What is copied as text: rows of a table, and the citation of a deal.

use super::{csv::harmless, lead::lead};
use crate::resolve::{Deal, Read, Resolved};

/// Rows as tab-separated lines, as spreadsheets paste them. Tabs and line breaks in a cell become spaces; a cell that
/// would run as a formula is made [`harmless`].
pub fn tsv<S: AsRef<str>>(rows: &[Vec<S>]) -> String {
    let cell = |text: &S| harmless(&text.as_ref().replace(['\t', '\r', '\n'], " ")).into_owned();
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("\t") + "\n").collect()
}

/// The evidence sentence that says most of a deal, with outlet, title, day and address of its article, as far as they
/// are known: `“…” (한빛경제, 「…」, 2024-10-11, https://…)`. Empty if the deal has no evidence.
pub fn citation(deal: &Deal, resolved: &Resolved, reads: &[Read]) -> String {
    let place = deal.evidence.get(lead(deal, resolved, reads));
    let Some((place, read)) = place.and_then(|place| Some((place, reads.get(place.article)?))) else {
        return String::new();
    };
    let meta = &read.article.meta;
    let title = meta.title.as_ref().map(|title| format!("「{title}」"));
    let day = meta.published.map(|day| day.to_string());
    let source = [meta.outlet.clone(), title, day, meta.url.clone()].into_iter().flatten().collect::<Vec<_>>();
    let sentence = format!("“{}”", place.span.of(&read.article.text).trim());
    if source.is_empty() { sentence } else { format!("{sentence} ({})", source.join(", ")) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{
        extract::{DealType, Role, Status},
        resolve::{resolve, sample::story},
    };

    #[test]
    fn a_row_is_a_line_whatever_its_cells_hold() {
        assert_eq!(tsv(&[vec!["가\t나", "=1"], vec!["다\n", ""]]), "가 나\t'=1\n다 \t\n");
    }

    #[test]
    fn a_citation_names_what_is_known_of_the_source() {
        let parties = [("KT", Role::Partner), ("네이버", Role::Partner)];
        let reads = [story("1", "2024-10-11").deal(DealType::Mou, Status::Signed, &parties, "").read()];
        let resolved = resolve(&reads, &|_| None);
        let citation = citation(&resolved.deals[0], &resolved, &reads);
        assert!(citation.starts_with('“') && citation.ends_with("” (2024-10-11)"), "{citation}");
    }
}
