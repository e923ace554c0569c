//! The network as JSON: node-link, as networkx and D3 read it, and the elements of Cytoscape.js. Empty cells are left
//! out.

use super::{
    jsonl,
    rows::{Cell, Table, Tables},
};
use serde_json::{Map, Value, json};

/// `nodes` and `links` of a directed multigraph, beside the `deals`, their `evidence` and the `articles`.
pub fn node_link(tables: &Tables) -> String {
    let links = tables.edges.rows.iter().map(|row| {
        let mut link = record(&tables.edges, row);
        // What tells parallel edges apart in networkx.
        link.insert("key".into(), tables.edges.cell(row, "id").words().into());
        Value::Object(link)
    });
    let whole = json!({
        "directed": true,
        "multigraph": true,
        "graph": { "creator": "Hapjong" },
        "nodes": records(&tables.nodes),
        "links": links.collect::<Vec<_>>(),
        "deals": records(&tables.deals),
        "evidence": records(&tables.evidence),
        "articles": records(&tables.articles),
    });
    format!("{whole:#}\n")
}

/// Elements with their data and positions, as `cytoscape({ elements: … })` and the desktop Cytoscape read them.
pub fn cytoscape(tables: &Tables) -> String {
    let node = |row: &Vec<Cell>| {
        let mut node = json!({ "data": record(&tables.nodes, row) });
        if let (Cell::Number(x), Cell::Number(y)) = (tables.nodes.cell(row, "x"), tables.nodes.cell(row, "y")) {
            node["position"] = json!({ "x": x, "y": y });
        }
        node
    };
    let edge = |row: &Vec<Cell>| json!({ "data": record(&tables.edges, row) });
    let whole = json!({
        "format_version": "1.0",
        "generated_by": "Hapjong",
        "data": { "name": "Hapjong" },
        "elements": {
            "nodes": tables.nodes.rows.iter().map(node).collect::<Vec<_>>(),
            "edges": tables.edges.rows.iter().map(edge).collect::<Vec<_>>(),
        },
    });
    format!("{whole:#}\n")
}

fn records(table: &Table) -> Vec<Value> {
    table.rows.iter().map(|row| Value::Object(record(table, row))).collect()
}

fn record(table: &Table, row: &[Cell]) -> Map<String, Value> {
    table.filled(row).map(|(column, cell)| (column.key.to_owned(), value(cell))).collect()
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Whole(count) => (*count).into(),
        Cell::Number(measure) => jsonl::number(*measure).into(),
        Cell::Flag(flag) => (*flag).into(),
        other => other.to_string().into(),
    }
}
