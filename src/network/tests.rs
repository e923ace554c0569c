//! Tests of the network: pairs, filter, links and the legend's numbers.

use super::*;
use crate::{
    extract::{DealType::*, Role, Status::*},
    resolve::{
        resolve,
        sample::{Story, story},
    },
};

/// A network of companies with these weighted edges.
pub(crate) fn linked(n_nodes: usize, edges: &[(usize, usize, f32)]) -> Network {
    let degree = |i: usize| edges.iter().filter(|(a, b, _)| *a == i || *b == i).count();
    let node = |i: usize| Node { entity: i, kind: EntityKind::Company, degree: degree(i), n_deals: 0 };
    let status = StatusGroup::InForce;
    let edge = |&(a, b, weight): &(usize, usize, f32)| Edge {
        a: a.min(b),
        b: a.max(b),
        deals: Vec::new(),
        weight,
        deal_type: None,
        status,
        arrow: None,
    };
    let mut edges: Vec<Edge> = edges.iter().map(edge).collect();
    edges.sort_by_key(|e| (e.a, e.b));
    Network { nodes: (0..n_nodes).map(node).collect(), edges, deals: Vec::new() }
}

struct World {
    reads: Vec<Read>,
    resolved: Resolved,
}

fn world(stories: Vec<Story>) -> World {
    let reads: Vec<Read> = stories.into_iter().map(Story::read).collect();
    let resolved = resolve(&reads, &|_| None);
    World { reads, resolved }
}

impl World {
    fn build(&self, filter: &Filter) -> Network {
        build(&self.resolved, &Marks::default(), &self.reads, filter)
    }

    /// Builds and lists the edges as `a > b type`.
    fn check(&self, filter: &Filter, expected: &[&str]) {
        let network = self.build(filter);
        let name = |node: usize| self.resolved.entities[network.nodes[node].entity].name.as_str();
        let shown: Vec<String> = network
            .edges
            .iter()
            .map(|edge| {
                let (from, sign, to) = match edge.arrow {
                    Some(Arrow::AtoB) => (edge.a, ">", edge.b),
                    Some(Arrow::BtoA) => (edge.b, ">", edge.a),
                    None => (edge.a, "-", edge.b),
                };
                format!("{} {sign} {} {}", name(from), name(to), edge.deal_type.map_or("link", DealType::word))
            })
            .collect();
        assert_eq!(shown, expected);
    }
}

fn one(deal_type: DealType, parties: &[(&str, Role)]) -> World {
    world(vec![story("1", "2024-06-19").deal(deal_type, Completed, parties, "2024-06")])
}

#[test]
fn arrows_start_from_the_giver() {
    one(Investment, &[("퍼플렉시티", Role::Investee), ("SKT", Role::Investor)])
        .check(&Filter::default(), &["SKT > 퍼플렉시티 investment"]);
    one(Supply, &[("가", Role::Supplier), ("나", Role::Customer)]).check(&Filter::default(), &["가 > 나 supply"]);
}

#[test]
fn a_seller_has_no_edge() {
    one(Acquisition, &[("현대차", Role::Acquirer), ("보스턴", Role::Target), ("소프트뱅크", Role::Partner)])
        .check(&Filter::default(), &["현대차 > 보스턴 acquisition"]);
}

#[test]
fn a_merger_of_equals_is_symmetric() {
    one(Acquisition, &[("리벨리온", Role::Partner), ("사피온", Role::Partner)])
        .check(&Filter::default(), &["리벨리온 - 사피온 acquisition"]);
}

#[test]
fn a_joint_venture_joins_its_parents_and_each_with_it() {
    one(JointVenture, &[("가", Role::JvParent), ("나", Role::JvParent), ("다", Role::Jv)])
        .check(&Filter::default(), &["가 - 나 joint_venture", "가 - 다 joint_venture", "나 - 다 joint_venture"]);
}

#[test]
fn an_alliance_is_a_hub_and_never_a_clique() {
    let members = [("SKT", Role::Member), ("이앤", Role::Lead)];
    let mut article = story("1", "").entity(EntityKind::Alliance, "GTAA", "");
    for member in members {
        article = article.deal(Membership, Completed, &[("GTAA", Role::Alliance), member], "");
    }
    let world = world(vec![article]);
    world.check(&Filter::default(), &["SKT - GTAA membership", "이앤 - GTAA membership"]);
    let network = world.build(&Filter::default());
    assert_eq!(network.nodes.iter().map(|n| (n.degree, n.n_deals)).collect::<Vec<_>>(), [(1, 1), (1, 1), (2, 2)]);
}

#[test]
fn many_partners_are_all_pairs() {
    let names: Vec<String> = (0..9).map(|i| format!("회사{i}")).collect();
    let parties: Vec<(&str, Role)> = names.iter().map(|n| (n.as_str(), Role::Partner)).collect();
    assert_eq!(one(Mou, &parties).build(&Filter::default()).edges.len(), 36);
}

#[test]
fn the_most_frequent_type_colours_and_the_more_binding_breaks_a_tie() {
    let pair = [("KT", Role::Partner), ("MS", Role::Partner)];
    let tie = story("1", "").deal(Mou, Signed, &pair, "2023").deal(EquitySwap, Ended, &pair, "");
    let world = world(vec![tie]);
    world.check(&Filter::default(), &["KT - MS equity_swap"]);
    let edge = &world.build(&Filter::default()).edges[0];
    assert_eq!((edge.deals.len(), edge.status), (2, StatusGroup::InForce));
}

#[test]
fn the_filter_leaves_out_types_statuses_periods_and_doubt() {
    let world = one(Mou, &[("가", Role::Partner), ("나", Role::Partner)]);
    let all = Filter::default();
    let shown = ["가 - 나 mou"];
    world.check(&all, &shown);
    world.check(&Filter { types: [Supply].into(), ..all.clone() }, &[]);
    world.check(&Filter { statuses: [Planned].into(), ..all.clone() }, &[]);
    world.check(&Filter { min_confidence: 0.9, ..all.clone() }, &[]);
    world.check(&Filter { kinds: [EntityKind::Institution].into(), ..all.clone() }, &[]);
    let day = |text: &str| text.parse().ok();
    world.check(&Filter { from: day("2024-06-15"), to: day("2024"), ..all.clone() }, &shown);
    world.check(&Filter { from: day("2024-07"), ..all.clone() }, &[]);
    world.check(&Filter { to: day("2024-05-31"), ..all }, &[]);
}

#[test]
fn undated_deals_count_unless_dates_are_asked_for() {
    let pair = [("가", Role::Partner), ("나", Role::Partner)];
    let world = world(vec![story("1", "").deal(Mou, Signed, &pair, "")]);
    let late = Filter { from: "2030".parse().ok(), ..Filter::default() };
    world.check(&late, &["가 - 나 mou"]);
    world.check(&Filter { dated_only: true, ..late }, &[]);
}

#[test]
fn rejected_deals_and_hidden_entities_are_gone_and_confirmed_ones_need_no_confidence() {
    let mut world = one(Mou, &[("가", Role::Partner), ("나", Role::Partner)]);
    let hidden = Marks { hidden: [world.resolved.entities[0].key.clone()].into(), ..Marks::default() };
    assert_eq!(build(&world.resolved, &hidden, &world.reads, &Filter::default()), Network::default());
    world.resolved.deals[0].review = Review::Rejected;
    world.check(&Filter::default(), &[]);
    world.resolved.deals[0].review = Review::Confirmed;
    world.check(&Filter { min_confidence: 1.0, ..Filter::default() }, &["가 - 나 mou"]);
}

#[test]
fn people_and_products_are_linked_when_asked_for() {
    let mut read = story("1", "").person("유영상", "대표", "SKT").entity(EntityKind::Product, "에이닷", "").read();
    let mut article = (*read.article).clone();
    article.text = "머리말. SKT는 에이닷을 내놓았다. KT는 아니다.".into();
    let mut facts = (*read.facts).clone();
    let span = |form: &str| {
        let start = article.text.find(form).unwrap_or_default();
        crate::text::Span::new(start, start + form.len())
    };
    facts.entities[0].mentions = vec![span("SKT")];
    facts.entities[1].mentions = Vec::new();
    facts.entities[2].mentions = vec![span("에이닷")];
    (read.article, read.facts) = (std::sync::Arc::new(article), std::sync::Arc::new(facts));
    let resolved = resolve(std::slice::from_ref(&read), &|_| None);
    let world = World { reads: vec![read], resolved };
    world.check(&Filter::default(), &[]);
    let all = Filter { kinds: EntityKind::ALL.iter().copied().collect(), ..Filter::default() };
    world.check(&all, &["SKT - 유영상 link", "SKT - 에이닷 link"]);
}

#[test]
fn the_legend_counts_what_each_entry_would_show() {
    let world = world(vec![
        story("1", "")
            .person("유영상", "대표", "SKT")
            .entity(EntityKind::Institution, "KAIST", "")
            .deal(Mou, Signed, &[("SKT", Role::Partner), ("KAIST", Role::Partner)], "")
            .deal(Supply, Planned, &[("SKT", Role::Supplier), ("람다", Role::Customer)], ""),
    ]);
    let filter = Filter { types: [Mou].into(), ..Filter::default() };
    let counts = counts(&world.resolved, &Marks::default(), &world.reads, &filter);
    assert_eq!((counts.types[&Mou], counts.types[&Supply], counts.types[&Investment]), (1, 1, 0));
    assert_eq!((counts.statuses[&Signed], counts.statuses[&Planned]), (1, 0));
    let kinds = [EntityKind::Company, EntityKind::Institution, EntityKind::Person];
    assert_eq!(kinds.map(|kind| counts.kinds[&kind]), [1, 1, 1]);
}
