//! What the tables say of small hand-made stories.

use super::*;
use crate::{
    extract::{DealType, EntityKind, Role, Status},
    network::Filter,
    project::review::Marks,
    resolve::{
        resolve,
        sample::{Story, story},
    },
};
use Role::{Investee, Investor, Partner};

fn tables_of(stories: Vec<Story>, filter: &Filter) -> Tables {
    let reads: Vec<Read> = stories.into_iter().map(Story::read).collect();
    let resolved = resolve(&reads, &|_| None);
    let network = crate::network::build(&resolved, &Marks::default(), &reads, filter);
    tables(&Source { resolved: &resolved, network: &network, reads: &reads, positions: &[[1.0, 2.0], [3.0, 4.005]] })
}

/// The named cells of each row, as text, between bars.
fn show(table: &Table, keys: &[&str]) -> Vec<String> {
    let row = |row: &Vec<Cell>| keys.iter().map(|key| table.cell(row, key).to_string()).collect::<Vec<_>>().join("|");
    table.rows.iter().map(row).collect()
}

fn investment() -> Story {
    let parties = [("퍼플렉시티", Investee), ("SK텔레콤", Investor)];
    story("1", "2024-10-11").deal(DealType::Investment, Status::Completed, &parties, "2024-Q2")
}

#[test]
fn an_edge_runs_from_the_giver_and_carries_its_deal() {
    let edges = tables_of(vec![investment().won(1e10).stake("SK텔레콤", "퍼플렉시티", 1.6)], &Filter::default()).edges;
    let keys = ["source_name", "source_role", "target_name", "mutual", "kind", "stake_percent", "amount", "currency"];
    assert_eq!(show(&edges, &keys), ["SK텔레콤|investor|퍼플렉시티|false|investment|1.6|10000000000|KRW"]);
    let keys = ["date", "date_precision", "date_from", "date_to", "status", "review", "published"];
    assert_eq!(show(&edges, &keys), ["2024-Q2|quarter|2024-04-01|2024-06-30|completed|automatic|2024-10-11"]);
    assert!(!edges.column("evidence").next().unwrap().words().is_empty());
}

#[test]
fn deals_of_one_pair_are_parallel_edges_of_different_kinds() {
    let parties = [("KT", Partner), ("마이크로소프트", Partner)];
    let deal = |story: Story, day: &str| story.deal(DealType::Mou, Status::Signed, &parties, day);
    let twice = deal(deal(story("1", "2024-10-11"), "2022-01-05"), "2024-06-03");
    let tables = tables_of(vec![twice.deal(DealType::Supply, Status::Signed, &parties, "")], &Filter::default());
    assert_eq!(show(&tables.edges, &["kind", "pair", "mutual"]), ["mou|1|true", "mou 2|1|true", "supply|1|true"]);
    assert_eq!(tables.deals.rows.len(), 3);
}

#[test]
fn ids_are_the_same_in_every_export() {
    let ids = |tables: &Tables| {
        let Tables { nodes, edges, deals, evidence, .. } = tables;
        let mut ids: Vec<String> =
            [nodes, edges, deals, evidence].iter().flat_map(|table| show(table, &["id"])).collect();
        ids.sort();
        ids
    };
    let more = || story("0", "").entity(EntityKind::Company, "가", "");
    let (one, two) =
        (tables_of(vec![investment()], &Filter::default()), tables_of(vec![more(), investment()], &Filter::default()));
    assert_eq!(ids(&one), ids(&two));
    assert!(ids(&one).iter().all(|id| !id.is_empty() && id.is_ascii()));
}

#[test]
fn a_person_is_linked_to_the_organisation_without_a_deal() {
    let mut filter = Filter::default();
    filter.kinds.insert(EntityKind::Person);
    let tables = tables_of(vec![investment().person("유영상", "대표", "SK텔레콤")], &filter);
    let shown = show(&tables.edges, &["source_name", "target_name", "kind", "type", "deal"]);
    assert!(shown.contains(&"유영상|SK텔레콤|affiliation||".to_owned()), "{shown:?}");
    assert!(show(&tables.nodes, &["name", "job", "organisation"]).contains(&"유영상|대표|SK텔레콤".to_owned()));
}

#[test]
fn positions_are_short_and_missing_ones_are_empty() {
    let nodes = tables_of(vec![investment()], &Filter::default()).nodes;
    assert_eq!(show(&nodes, &["x", "y"]), ["1|2", "3|4.01"]);
    assert_eq!(Cell::number(f64::NAN, 2), Cell::Empty);
    assert_eq!(Cell::number(-0.001, 2).to_string(), "0");
}

#[test]
fn every_column_has_a_heading() {
    let tables = tables_of(vec![], &Filter::default());
    for table in [&tables.nodes, &tables.edges, &tables.deals, &tables.evidence, &tables.articles] {
        for column in &table.columns {
            let key = format!("column.{}", column.key);
            assert_ne!(crate::strings::Language::Korean.t(&key), "⟨?⟩", "{key}");
        }
    }
}

#[test]
fn what_xml_cannot_carry_is_replaced_for_all() {
    assert_eq!(Cell::text("가\u{0}\u{b}나\n\u{FFFF}"), Cell::Text("가\u{FFFD}\u{FFFD}나\n\u{FFFD}".into()));
    assert_eq!(Cell::text(""), Cell::Empty);
}
