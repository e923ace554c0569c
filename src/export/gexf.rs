//! The network as GEXF 1.3, as Gephi reads it: attributes, colours, sizes, places, and dates as spells.
//!
//! Edges are directed; `mutual` is true where no party is the giving one. Parallel edges have different `kind`s. A
//! spell runs from the first to the last day that the deal's date can mean; what has no date is always there.

use super::{
    rows::{Cell, Column, Kind, Table, Tables},
    xml::escaped,
};
use std::fmt::{Arguments, Write};

/// Columns that have a place of their own in the format.
const OWN_NODE: [&str; 1] = ["id"];
const OWN_EDGE: [&str; 4] = ["id", "source", "target", "kind"];

/// The whole file.
pub fn gexf(tables: &Tables) -> String {
    let Tables { nodes, edges, .. } = tables;
    let mut out = Out(String::new());
    out.raw(format_args!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n\
        <meta><creator>Hapjong</creator></meta>\n\
        <graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\">\n"
    ));
    out.attributes("node", nodes, &OWN_NODE);
    out.attributes("edge", edges, &OWN_EDGE);
    out.raw(format_args!("<nodes>\n"));
    nodes.rows.iter().for_each(|row| out.node(nodes, row));
    out.raw(format_args!("</nodes>\n<edges>\n"));
    edges.rows.iter().for_each(|row| out.edge(edges, row));
    out.raw(format_args!("</edges>\n</graph>\n</gexf>\n"));
    out.0
}

struct Out(String);

impl Out {
    fn raw(&mut self, text: Arguments) {
        // Writing to a String cannot fail.
        let _ = self.0.write_fmt(text);
    }

    fn attributes(&mut self, class: &str, table: &Table, own: &[&str]) {
        self.raw(format_args!("<attributes class=\"{class}\" mode=\"static\">\n"));
        for Column { key, kind } in table.columns.iter().filter(|column| !own.contains(&column.key)) {
            let kind = match kind {
                Kind::Whole => "long",
                Kind::Number => "double",
                Kind::Flag => "boolean",
                Kind::Text | Kind::Link | Kind::Date | Kind::Day => "string",
            };
            self.raw(format_args!("<attribute id=\"{key}\" title=\"{key}\" type=\"{kind}\"/>\n"));
        }
        self.raw(format_args!("</attributes>\n"));
    }

    fn values(&mut self, table: &Table, row: &[Cell], own: &[&str]) {
        self.raw(format_args!("<attvalues>"));
        for (column, cell) in table.filled(row).filter(|(column, _)| !own.contains(&column.key)) {
            let value = escaped(&cell.to_string());
            self.raw(format_args!("<attvalue for=\"{}\" value=\"{value}\"/>", column.key));
        }
        self.raw(format_args!("</attvalues>"));
    }

    fn node(&mut self, table: &Table, row: &[Cell]) {
        let [id, name, kind] = ["id", "name", "kind"].map(|key| table.cell(row, key).words());
        self.raw(format_args!("<node id=\"{}\" label=\"{}\">", escaped(id), escaped(name)));
        self.values(table, row, &OWN_NODE);
        self.color(table, row);
        if let Cell::Number(size) = table.cell(row, "size") {
            self.raw(format_args!("<viz:size value=\"{size}\"/>"));
        }
        if let (Cell::Number(x), Cell::Number(y)) = (table.cell(row, "x"), table.cell(row, "y")) {
            // Gephi's axis points up.
            self.raw(format_args!("<viz:position x=\"{x}\" y=\"{}\" z=\"0\"/>", 0.0 - y));
        }
        let shape = match kind {
            "institution" => "square",
            "product" => "triangle",
            "alliance" | "event" => "diamond",
            _ => "disc",
        };
        self.raw(format_args!("<viz:shape value=\"{shape}\"/></node>\n"));
    }

    fn edge(&mut self, table: &Table, row: &[Cell]) {
        let [id, source, target, kind] = OWN_EDGE.map(|key| escaped(table.cell(row, key).words()));
        self.raw(format_args!("<edge id=\"{id}\" source=\"{source}\" target=\"{target}\" kind=\"{kind}\""));
        self.raw(format_args!(" label=\"{kind}\">"));
        self.values(table, row, &OWN_EDGE);
        if let (Cell::Date(from), Cell::Date(to)) = (table.cell(row, "date_from"), table.cell(row, "date_to")) {
            self.raw(format_args!("<spells><spell start=\"{from}\" end=\"{to}\"/></spells>"));
        }
        self.color(table, row);
        let is_ahead = ["rumoured", "exploring", "planned"].contains(&table.cell(row, "status").words());
        let shape = if is_ahead { "dashed" } else { "solid" };
        self.raw(format_args!("<viz:thickness value=\"1\"/><viz:shape value=\"{shape}\"/></edge>\n"));
    }

    fn color(&mut self, table: &Table, row: &[Cell]) {
        let hex = table.cell(row, "color").words().strip_prefix('#').and_then(|hex| u32::from_str_radix(hex, 16).ok());
        if let Some([_, r, g, b]) = hex.map(u32::to_be_bytes) {
            self.raw(format_args!("<viz:color r=\"{r}\" g=\"{g}\" b=\"{b}\" a=\"1\"/>"));
        }
    }
}
