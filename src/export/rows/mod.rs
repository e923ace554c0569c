//! What leaves the program as data: five tables from which every writer draws.
//!
//! Nodes and edges are those of the network; an edge here is one deal between two of its parties, so that parallel
//! edges stay apart and each carries its own evidence. Deals, evidence and articles are the records behind them.
//! `columns` lists what each record carries; a writer only says how a table looks in its format.

mod columns;
mod context;

use crate::{
    layout::Point,
    network::Network,
    resolve::{Read, Resolved},
    text::PartialDate,
};
use columns::{ARTICLES, DEALS, EDGES, EVIDENCE, Entry, FACTS, NODES};
use context::Context;
use std::fmt;

/// What the tables are made of.
pub struct Source<'a> {
    /// Entities and deals.
    pub resolved: &'a Resolved,
    /// Those that leave.
    pub network: &'a Network,
    /// The articles.
    pub reads: &'a [Read],
    /// One point a node; may be empty.
    pub positions: &'a [Point],
}

/// One value of a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not known, or not meant for this record.
    Empty,
    /// Words; of what XML 1.0 cannot carry, each character is U+FFFD.
    Text(String),
    /// A count.
    Whole(i64),
    /// A measure; always finite.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A date.
    Date(PartialDate),
}

/// What a column's cells are; any of them may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// [`Cell::Text`].
    Text,
    /// [`Cell::Text`]: the address of a page.
    Link,
    /// [`Cell::Whole`].
    Whole,
    /// [`Cell::Number`].
    Number,
    /// [`Cell::Flag`].
    Flag,
    /// [`Cell::Date`] of any precision.
    Date,
    /// [`Cell::Date`], always a day.
    Day,
}

/// Name and kind of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in files; `column.KEY` is its heading among the strings.
    pub key: &'static str,
    /// What its cells are.
    pub kind: Kind,
}

/// Records of one sort.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// In reading order.
    pub columns: Vec<Column>,
    /// Each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
}

/// Everything that leaves. Ids are made of content: the same company has the same id in every export.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tables {
    /// One a node of the network.
    pub nodes: Table,
    /// One a deal and pair of its parties that the network links; one a link of a person, product or event.
    pub edges: Table,
    /// One a deal of the network.
    pub deals: Table,
    /// One an evidence sentence of those deals.
    pub evidence: Table,
    /// One an article that was read.
    pub articles: Table,
}

/// Builds all five. O(what the network shows + mentions + articles).
pub fn tables(source: &Source) -> Tables {
    let context = Context::new(source);
    let links = context.links();
    let deals = &source.network.deals;
    let articles: Vec<usize> = (0..source.reads.len()).collect();
    let nodes: Vec<usize> = (0..source.network.nodes.len()).collect();
    Tables {
        nodes: table(&context, NODES, &nodes),
        edges: with_facts(&context, table(&context, EDGES, &links), links.iter().map(|link| link.deal)),
        deals: with_facts(&context, table(&context, DEALS, deals), deals.iter().map(|&deal| Some(deal))),
        evidence: table(&context, EVIDENCE, &context.sentences()),
        articles: table(&context, ARTICLES, &articles),
    }
}

fn table<R>(context: &Context, entries: &[Entry<R>], records: &[R]) -> Table {
    let cells = |record: &R| entries.iter().map(|(_, _, cell)| cell(context, record).unwrap_or(Cell::Empty)).collect();
    Table {
        columns: entries.iter().map(|&(key, kind, _)| Column { key, kind }).collect(),
        rows: records.iter().map(cells).collect(),
    }
}

/// `table` with what is known of each row's deal to the right of it.
fn with_facts(context: &Context, mut table: Table, deals: impl Iterator<Item = Option<usize>>) -> Table {
    table.columns.extend(FACTS.iter().map(|&(key, kind, _)| Column { key, kind }));
    for (row, deal) in table.rows.iter_mut().zip(deals) {
        let fact = |cell: &columns::Getter<usize>| deal.and_then(|deal| cell(context, &deal)).unwrap_or(Cell::Empty);
        row.extend(FACTS.iter().map(|(_, _, cell)| fact(cell)));
    }
    table
}

impl Cell {
    /// Words; what XML 1.0 cannot carry becomes U+FFFD, so that every format says the same.
    pub fn text(words: &str) -> Self {
        if words.is_empty() {
            return Self::Empty;
        }
        let legal = |c: char| if super::xml::is_legal(c) { c } else { char::REPLACEMENT_CHARACTER };
        Self::Text(words.chars().map(legal).collect())
    }

    /// A measure, to `decimals`; empty if it is no number.
    pub fn number(value: f64, decimals: i32) -> Self {
        let unit = 10_f64.powi(decimals);
        let rounded = (value * unit).round() / unit;
        if rounded.is_finite() { Self::Number(rounded + 0.0) } else { Self::Empty }
    }

    /// The words of a text cell, else nothing.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(words) => words,
            _ => "",
        }
    }
}

/// The cell as plain text: dates and numbers as ISO and Rust write them, `true` and `false`, nothing if empty.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(words) => f.write_str(words),
            Self::Whole(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Flag(value) => value.fmt(f),
            Self::Date(date) => date.fmt(f),
        }
    }
}

impl Table {
    /// The cells of one column, in order of the rows; all empty if there is no such column.
    pub fn column(&self, key: &str) -> impl Iterator<Item = &Cell> {
        let at = self.columns.iter().position(|column| column.key == key);
        self.rows.iter().map(move |row| at.and_then(|at| row.get(at)).unwrap_or(&Cell::Empty))
    }

    /// The cell of a row under a key; empty if there is no such column.
    pub fn cell<'t>(&self, row: &'t [Cell], key: &str) -> &'t Cell {
        let at = self.columns.iter().position(|column| column.key == key);
        at.and_then(|at| row.get(at)).unwrap_or(&Cell::Empty)
    }

    /// Each column of a row with its cell, but for empty ones.
    pub fn filled<'t>(&'t self, row: &'t [Cell]) -> impl Iterator<Item = (&'t Column, &'t Cell)> {
        self.columns.iter().zip(row).filter(|(_, cell)| **cell != Cell::Empty)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
