//! The network for Neo4j: nodes and relationships as CSV with typed headers, and the lines that import them.
//!
//! Texts are escaped as in [`super::csv`], but there is no byte order mark.

use super::{
    csv,
    rows::{Cell, Kind, Table, Tables},
};
use crate::Error;
use std::borrow::Cow;

/// How an empty database takes the files in one go.
const IMPORT: &str = "neo4j-admin database import full neo4j --overwrite-destination --multiline-fields=true \
    --nodes=nodes.csv --relationships=relationships.csv\n";

/// A zip archive of `nodes.csv`, `relationships.csv`, `import.sh` and `import.cypher`.
///
/// # Errors
/// As [`csv::csv`].
pub fn archive(tables: &Tables) -> Result<Vec<u8>, Error> {
    let label = |row: &[Cell]| capitalised(tables.nodes.cell(row, "kind").words());
    let relation = |row: &[Cell]| relation(&tables.edges, row);
    csv::zip(&[
        ("nodes.csv", typed(&tables.nodes, ":LABEL", &label)?),
        ("relationships.csv", typed(&tables.edges, ":TYPE", &relation)?),
        ("import.sh", IMPORT.as_bytes().to_vec()),
        ("import.cypher", cypher(tables).into_bytes()),
    ])
}

fn typed(table: &Table, last: &str, last_cell: &dyn Fn(&[Cell]) -> String) -> Result<Vec<u8>, Error> {
    let mut header: Vec<Cow<str>> = table.columns.iter().map(|c| header(table, c.key, c.kind).into()).collect();
    header.push(last.into());
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().map(csv::plain);
        cells.chain([last_cell(row).into()]).collect::<Vec<Cow<str>>>()
    });
    csv::lines(b"", std::iter::once(header).chain(rows))
}

fn header(table: &Table, key: &str, kind: Kind) -> String {
    let is_edge = table.columns.iter().any(|column| column.key == "source");
    match (key, kind) {
        ("id", _) if !is_edge => "id:ID".into(),
        ("source", _) => ":START_ID".into(),
        ("target", _) => ":END_ID".into(),
        (_, Kind::Whole) => format!("{key}:long"),
        (_, Kind::Number) => format!("{key}:double"),
        (_, Kind::Flag) => format!("{key}:boolean"),
        (_, Kind::Day) => format!("{key}:date"),
        (_, Kind::Text | Kind::Link | Kind::Date) => key.into(),
    }
}

/// `EQUITY_SWAP`; of links without a deal their kind.
fn relation(table: &Table, row: &[Cell]) -> String {
    let deal_type = table.cell(row, "type").words();
    let word = if deal_type.is_empty() { table.cell(row, "kind").words() } else { deal_type };
    word.to_uppercase()
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Cypher that adds the files, lying in Neo4j's import folder, to a running database; can be run again.
fn cypher(tables: &Tables) -> String {
    let labels = tables.nodes.rows.iter().map(|row| capitalised(tables.nodes.cell(row, "kind").words()));
    let relations = tables.edges.rows.iter().map(|row| relation(&tables.edges, row));
    let sorted = |words: &mut dyn Iterator<Item = String>| words.collect::<std::collections::BTreeSet<_>>();
    let mut out = String::new();
    for label in sorted(&mut labels.into_iter()) {
        out += &format!(
            "LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row\n\
            WITH row WHERE row[':LABEL'] = '{label}'\n\
            MERGE (n:{label} {{id: row['id:ID']}}) SET n += {};\n",
            properties(&tables.nodes)
        );
    }
    for relation in sorted(&mut relations.into_iter()) {
        out += &format!(
            "LOAD CSV WITH HEADERS FROM 'file:///relationships.csv' AS row\n\
            WITH row WHERE row[':TYPE'] = '{relation}'\n\
            MATCH (a {{id: row[':START_ID']}}), (b {{id: row[':END_ID']}})\n\
            MERGE (a)-[r:{relation} {{id: row['id']}}]->(b) SET r += {};\n",
            properties(&tables.edges)
        );
    }
    out
}

/// A map of all columns but ids, each converted to its type.
fn properties(table: &Table) -> String {
    let own = ["id", "source", "target"];
    let property = |key: &str, kind: Kind| {
        let cell = format!("row['{}']", header(table, key, kind));
        let value = match kind {
            Kind::Whole => format!("toInteger({cell})"),
            Kind::Number => format!("toFloat({cell})"),
            Kind::Flag => format!("toBoolean({cell})"),
            Kind::Day => format!("date({cell})"),
            Kind::Text | Kind::Link | Kind::Date => cell,
        };
        format!("{key}: {value}")
    };
    let columns = table.columns.iter().filter(|column| !own.contains(&column.key));
    format!("{{{}}}", columns.map(|c| property(c.key, c.kind)).collect::<Vec<_>>().join(", "))
}
