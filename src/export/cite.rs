//! A deal as a citation, to be pasted into a report: the sentence that tells of it, and where it stands.

use super::lead::lead;
use crate::resolve::{Deal, Read, Resolved};

/// `“sentence” (outlet, “headline”, day, address)`, with what is known of the article. `number` is the evidence
/// sentence; the one that says most without it. `None` if a deal has no evidence.
pub fn citation(deal: &Deal, number: Option<usize>, resolved: &Resolved, reads: &[Read]) -> Option<String> {
    let place = deal.evidence.get(number.unwrap_or_else(|| lead(deal, resolved, reads)))?;
    let article = &reads.get(place.article)?.article;
    let sentence = place.span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let meta = &article.meta;
    let headline = meta.title.as_ref().map(|title| format!("“{title}”"));
    let day = meta.published.map(|day| day.to_string());
    let source: Vec<String> = [meta.outlet.clone(), headline, day, meta.url.clone()].into_iter().flatten().collect();
    let source = if source.is_empty() { article.file.clone() } else { source.join(", ") };
    Some(format!("“{sentence}” ({source})"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{
        article::{Article, Meta},
        extract::{DealType, Role, Status},
        resolve::{resolve, sample::story},
    };
    use std::sync::Arc;

    fn cited(meta: Meta) -> String {
        let parties = [("KT", Role::Investor), ("리벨리온", Role::Investee)];
        let mut read = story("1", "").deal(DealType::Investment, Status::Signed, &parties, "").read();
        read.article = Arc::new(Article { meta, ..Article::clone(&read.article) });
        let reads = [read];
        let resolved = resolve(&reads, &|_| None);
        citation(&resolved.deals[0], None, &resolved, &reads).unwrap()
    }

    #[test]
    fn sentence_outlet_headline_and_day_are_told() {
        let meta = Meta {
            outlet: Some("한빛경제".into()),
            title: Some("KT, 리벨리온에 투자".into()),
            published: "2024-06-19".parse().ok(),
            ..Meta::default()
        };
        let cited = cited(meta);
        assert!(
            cited.starts_with('“') && cited.ends_with("” (한빛경제, “KT, 리벨리온에 투자”, 2024-06-19)"),
            "{cited}"
        );
    }

    #[test]
    fn without_any_of_it_the_file_is_named() {
        let cited = cited(Meta::default());
        assert!(cited.ends_with("(1)"), "{cited}");
    }
}
