//! The caption under a picture: what is drawn, from which articles, through which filter.

use crate::{
    extract::{EntityKind, StatusGroup},
    network::{Filter, Network},
    resolve::Read,
    scene::{Caption, theme::Family},
    strings::Language,
    text::PartialDate,
};
use jiff::civil::Date;
use std::{collections::BTreeSet, fmt::Display};

/// What a caption speaks of.
pub struct About<'a> {
    /// What is drawn.
    pub network: &'a Network,
    /// The articles that were read.
    pub reads: &'a [Read],
    /// What was left out.
    pub filter: &'a Filter,
    /// The day of the drawing.
    pub drawn: Date,
    /// Of all words.
    pub language: Language,
}

/// Title, counts, period, filter, origin, and the legend of what the network shows.
pub fn caption(about: &About) -> Caption {
    let About { network, reads, language, .. } = about;
    let kinds: BTreeSet<EntityKind> = network.nodes.iter().map(|n| n.kind).collect();
    let families: BTreeSet<Family> = network.edges.iter().filter_map(|e| e.deal_type).map(Family::of).collect();
    let groups: BTreeSet<StatusGroup> = network.edges.iter().map(|e| e.status).collect();
    let days: BTreeSet<PartialDate> = reads.iter().filter_map(|r| r.article.meta.published).collect();
    let counts = language.fill("caption.counts", &[&reads.len(), &network.nodes.len(), &network.deals.len()]);
    let period = days.first().zip(days.last()).map(|(first, last)| language.fill("caption.period", &[first, last]));
    let filter = filter_note(about.filter, *language);
    let origin = language.fill("caption.origin", &[&about.drawn]);
    Caption {
        title: language.t("caption.title").to_owned(),
        notes: [Some(counts), period, filter, Some(origin)].into_iter().flatten().collect(),
        kinds: kinds.into_iter().map(|kind| (kind, language.kind(kind).to_owned())).collect(),
        families: families.into_iter().map(|family| (family, language.family(family).to_owned())).collect(),
        // Only lines that look different need an entry.
        statuses: (groups.into_iter().filter(|group| *group != StatusGroup::InForce))
            .map(|group| (group, language.status_group(group).to_owned()))
            .collect(),
    }
}

/// What the filter leaves in, in words; nothing if it leaves in all.
fn filter_note(filter: &Filter, language: Language) -> Option<String> {
    let all = Filter { min_confidence: 0.0, ..Filter::default() };
    let list = |is_all: bool, words: Vec<&str>| (!is_all).then(|| words.join(", "));
    let end = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let span = [&end(filter.from) as &dyn Display, &end(filter.to)];
    let parts = [
        list(filter.kinds == all.kinds, filter.kinds.iter().map(|kind| language.kind(*kind)).collect()),
        list(filter.types == all.types, filter.types.iter().map(|t| language.deal_type(*t)).collect()),
        list(filter.reviews == all.reviews, filter.reviews.iter().map(|r| language.review(*r)).collect()),
        list(filter.statuses == all.statuses, filter.statuses.iter().map(|s| language.status(*s)).collect()),
        filter.around.as_ref().map(|around| {
            let names = around.entities.iter().map(|key| key.name.as_str()).collect::<Vec<_>>().join(", ");
            format!("{names}, {}", language.steps(around.steps))
        }),
        (filter.from.is_some() || filter.to.is_some()).then(|| language.fill("caption.span", &span)),
        filter.dated_only.then(|| language.t("caption.dated").to_owned()),
        (filter.min_confidence > 0.0)
            .then(|| language.fill("caption.confidence", &[&format!("{:.2}", filter.min_confidence)])),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| language.fill("caption.filter", &[&parts.join(" · ")]))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{
        extract::{DealType, Role, Status},
        project::review::Marks,
        resolve::{resolve, sample::story},
    };

    fn caption_of(filter: &Filter) -> Caption {
        let parties = [("가", Role::Investor), ("나", Role::Investee)];
        let reads = [story("1", "2024-06-19").deal(DealType::Investment, Status::Planned, &parties, "").read()];
        let network = crate::network::build(&resolve(&reads, &|_| None), &Marks::default(), &reads, filter);
        let drawn = jiff::civil::date(2025, 3, 2);
        caption(&About { network: &network, reads: &reads, filter, drawn, language: Language::Korean })
    }

    #[test]
    fn only_what_is_shown_stands_in_the_legend() {
        let caption = caption_of(&Filter { min_confidence: 0.0, ..Filter::default() });
        assert_eq!(caption.kinds, [(EntityKind::Company, "기업".to_owned())]);
        assert_eq!(caption.families, [(Family::Capital, "자본".to_owned())]);
        assert_eq!(caption.statuses, [(StatusGroup::Ahead, "예정·검토".to_owned())]);
        assert_eq!(
            caption.notes,
            [
                "기사 1건 · 기업·기관·얼라이언스 2곳 · 거래 1건",
                "보도일 2024-06-19 ~ 2024-06-19",
                "기사에서 자동으로 추출한 관계입니다. 합종으로 그림, 2025-03-02"
            ]
        );
    }

    #[test]
    fn the_filter_is_told_where_it_narrows() {
        let filter = Filter {
            types: [DealType::Investment, DealType::Mou].into(),
            from: "2023-01".parse().ok(),
            min_confidence: 0.5,
            ..Filter::default()
        };
        let expected = "필터: 투자, 업무협약 · 거래일 2023-01 ~  · 신뢰도 0.50 이상";
        assert_eq!(caption_of(&filter).notes[2], expected);
    }
}
