//! The network as GraphML: every attribute is a declared key; edges are directed as in [`super::gexf`].

use super::{
    rows::{Cell, Column, Kind, Table, Tables},
    xml::escaped,
};
use std::fmt::Write;

/// Columns that are attributes of the format's own elements.
const OWN_NODE: [&str; 1] = ["id"];
const OWN_EDGE: [&str; 3] = ["id", "source", "target"];

/// The whole file.
pub fn graphml(tables: &Tables) -> String {
    let Tables { nodes, edges, .. } = tables;
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    keys(&mut out, "node", nodes, &OWN_NODE);
    keys(&mut out, "edge", edges, &OWN_EDGE);
    out.push_str("<graph id=\"hapjong\" edgedefault=\"directed\">\n");
    for row in &nodes.rows {
        let id = escaped(nodes.cell(row, "id").words());
        // Writing to a String cannot fail, here and below.
        let _ = write!(out, "<node id=\"{id}\">");
        data(&mut out, "node", nodes, row, &OWN_NODE);
        out.push_str("</node>\n");
    }
    for row in &edges.rows {
        let [id, source, target] = OWN_EDGE.map(|key| escaped(edges.cell(row, key).words()));
        let _ = write!(out, "<edge id=\"{id}\" source=\"{source}\" target=\"{target}\">");
        data(&mut out, "edge", edges, row, &OWN_EDGE);
        out.push_str("</edge>\n");
    }
    out.push_str("</graph>\n</graphml>\n");
    out
}

fn keys(out: &mut String, class: &str, table: &Table, own: &[&str]) {
    for Column { key, kind } in table.columns.iter().filter(|column| !own.contains(&column.key)) {
        let kind = match kind {
            Kind::Whole => "long",
            Kind::Number => "double",
            Kind::Flag => "boolean",
            Kind::Text | Kind::Link | Kind::Date | Kind::Day => "string",
        };
        let id = format!("{class}_{key}");
        let _ = writeln!(out, "<key id=\"{id}\" for=\"{class}\" attr.name=\"{key}\" attr.type=\"{kind}\"/>");
    }
}

fn data(out: &mut String, class: &str, table: &Table, row: &[Cell], own: &[&str]) {
    for (column, cell) in table.filled(row).filter(|(column, _)| !own.contains(&column.key)) {
        let _ = write!(out, "<data key=\"{class}_{}\">{}</data>", column.key, escaped(&cell.to_string()));
    }
}
