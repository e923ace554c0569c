//! The caption under a headless picture, in Korean: what is drawn, from how many articles, of which days.

use crate::{
    extract::{EntityKind, StatusGroup},
    network::{Filter, Network},
    resolve::Read,
    scene::{Caption, theme::Family},
};
use std::collections::BTreeSet;

const WORDS: &str = include_str!("../../assets/strings/picture.tsv");

/// Title, counts, filter and the legend of what the network shows. Holds no clock: the days are the articles' own.
pub fn caption(network: &Network, reads: &[Read], filter: &Filter) -> Caption {
    let kinds: BTreeSet<EntityKind> = network.nodes.iter().map(|n| n.kind).collect();
    let families: BTreeSet<Family> = network.edges.iter().filter_map(|e| e.deal_type).map(Family::of).collect();
    let statuses: BTreeSet<StatusGroup> = network.edges.iter().map(|e| e.status).collect();
    let counts = [reads.len(), network.nodes.len(), network.deals.len()].map(|n| n.to_string());
    let days: BTreeSet<_> = reads.iter().filter_map(|r| r.article.meta.published).collect();
    let mut notes = vec![fill("picture.counts", &counts)];
    if let (Some(first), Some(last)) = (days.first(), days.last()) {
        notes.push(fill("picture.period", &[first.to_string(), last.to_string()]));
    }
    if filter.min_confidence > 0.0 {
        notes.push(fill("picture.confidence", &[format!("{:.2}", filter.min_confidence)]));
    }
    Caption {
        title: word("picture.title").into(),
        notes,
        kinds: kinds.into_iter().map(|kind| (kind, word(&format!("kind.{}", kind.word())).into())).collect(),
        families: families.into_iter().map(|family| (family, word(family_key(family)).into())).collect(),
        statuses: statuses
            .into_iter()
            .filter_map(|group| group_key(group).map(|key| (group, word(key).into())))
            .collect(),
    }
}

fn family_key(family: Family) -> &'static str {
    match family {
        Family::Capital => "family.capital",
        Family::Agreement => "family.agreement",
        Family::JointWork => "family.joint_work",
        Family::JointVenture => "family.joint_venture",
        Family::Membership => "family.membership",
    }
}

/// Only lines that look different need an entry.
fn group_key(group: StatusGroup) -> Option<&'static str> {
    match group {
        StatusGroup::InForce => None,
        StatusGroup::Ahead => Some("group.ahead"),
        StatusGroup::Over => Some("group.over"),
    }
}

/// The Korean word of a key; the key itself where the table has none.
fn word(key: &str) -> &str {
    let mut rows = WORDS.lines().map(|row| row.split('\t'));
    let found = rows.find_map(|mut cells| (cells.next() == Some(key)).then(|| cells.next()).flatten());
    found.unwrap_or(key)
}

/// A word with each `{}` replaced by the next value.
fn fill(key: &str, values: &[String]) -> String {
    values.iter().fold(word(key).to_owned(), |text, value| text.replacen("{}", value, 1))
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

    #[test]
    fn only_what_is_shown_stands_in_the_legend() {
        let parties = [("가", Role::Investor), ("나", Role::Investee)];
        let reads = [story("1", "2024-06-19").deal(DealType::Investment, Status::Planned, &parties, "").read()];
        let filter = Filter::default();
        let network = crate::network::build(&resolve(&reads, &|_| None), &Marks::default(), &reads, &filter);
        let caption = caption(&network, &reads, &filter);
        assert_eq!(caption.kinds, [(EntityKind::Company, "기업".to_owned())]);
        assert_eq!(caption.families, [(Family::Capital, "자본".to_owned())]);
        assert_eq!(caption.statuses, [(StatusGroup::Ahead, "예정·논의".to_owned())]);
        assert_eq!(caption.notes[0], "기사 1건 · 기업·기관·얼라이언스 2곳 · 거래 1건");
    }

    #[test]
    fn every_key_has_its_word() {
        for key in EntityKind::ALL.iter().map(|kind| format!("kind.{}", kind.word())) {
            assert_ne!(word(&key), key);
        }
        for key in Family::ALL.iter().map(|&family| family_key(family)).chain(["picture.title", "group.over"]) {
            assert_ne!(word(key), key);
        }
    }
}
