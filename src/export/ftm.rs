//! The network as FollowTheMoney entities, one a line of JSON, as Aleph and OpenSanctions' tools read them.
//!
//! Firms are `Company`, institutions and alliances `Organization`. A deal that gives one side a share is an
//! `Ownership`, a membership a `Membership`, a person's affiliation an `Employment`; all else an `UnknownLink` with its
//! type as role. Each has the articles that tell it as `proof`. One link an edge of [`super::rows::Tables::edges`].

use super::rows::{Cell, Table, Tables};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The whole file: articles, then nodes, then edges.
pub fn ftm(tables: &Tables) -> String {
    let Tables { nodes, edges, evidence, articles, .. } = tables;
    let kinds: BTreeMap<&str, &str> =
        nodes.rows.iter().map(|row| (nodes.cell(row, "id").words(), nodes.cell(row, "kind").words())).collect();
    let mut proofs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &evidence.rows {
        let [deal, article] = ["deal", "article"].map(|key| evidence.cell(row, key).words());
        proofs.entry(deal).or_default().insert(article);
    }
    let articles = articles.rows.iter().map(|row| article(articles, row));
    let things = nodes.rows.iter().map(|row| thing(nodes, row));
    let links = edges.rows.iter().map(|row| link(edges, row, &kinds, &proofs));
    articles.chain(things).chain(links).map(|entity| format!("{entity}\n")).collect()
}

/// The name, in FollowTheMoney, of what a column says.
type Named = (&'static str, &'static str);

const ARTICLE: &[Named] = &[
    ("title", "title"),
    ("author", "reporter"),
    ("publisher", "outlet"),
    ("publishedAt", "published"),
    ("sourceUrl", "url"),
    ("fileName", "file"),
];
const THING: &[Named] = &[("name", "name")];
const LINK: &[Named] = &[
    ("status", "status"),
    ("description", "evidence"),
    ("publisher", "outlet"),
    ("sourceUrl", "url"),
    ("recordId", "deal"),
];

fn article(table: &Table, row: &[Cell]) -> Value {
    entity(&article_id(table.cell(row, "id").words()), "Article", properties(table, row, ARTICLE))
}

fn thing(table: &Table, row: &[Cell]) -> Value {
    let schema = schema(table.cell(row, "kind").words());
    let mut properties = properties(table, row, THING);
    let word = |key: &str| table.cell(row, key).words();
    let mut add = |property: &str, value: &str| add(&mut properties, property, value);
    add("country", &word("country").to_lowercase());
    match schema {
        "Company" => {
            add("sector", word("sector"));
            add("ticker", word("code"));
        }
        "Person" => add("position", word("job")),
        _ => {}
    }
    let aliases: Vec<&str> = table.cell(row, "aliases").words().split("; ").filter(|alias| !alias.is_empty()).collect();
    if !aliases.is_empty() {
        properties.insert("alias".into(), json!(aliases));
    }
    entity(table.cell(row, "id").words(), schema, properties)
}

fn link(table: &Table, row: &[Cell], kinds: &BTreeMap<&str, &str>, proofs: &BTreeMap<&str, BTreeSet<&str>>) -> Value {
    let word = |key: &str| table.cell(row, key).words();
    let (source, target) = (word("source"), word("target"));
    let kind = |id: &str| schema(kinds.get(id).copied().unwrap_or_default());
    let is_mutual = table.cell(row, "mutual") == &Cell::Flag(true);
    let (schema, [from, to]) = match word("type") {
        "investment" | "acquisition" | "subsidiary" | "joint_venture" if !is_mutual && kind(target) == "Company" => {
            ("Ownership", ["owner", "asset"])
        }
        "membership" if kind(target) == "Organization" => ("Membership", ["member", "organization"]),
        "" if word("kind") == "affiliation" => ("Employment", ["employee", "employer"]),
        _ => ("UnknownLink", ["subject", "object"]),
    };
    let mut properties = properties(table, row, LINK);
    add(&mut properties, from, source);
    add(&mut properties, to, target);
    add(&mut properties, "role", if word("type").is_empty() { word("kind") } else { word("type") });
    add(&mut properties, if word("status") == "ended" { "endDate" } else { "startDate" }, &date(word_date(table, row)));
    let terms = [word("date_text"), word("amount_text"), word("stakes")];
    add(&mut properties, "summary", &terms.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · "));
    if schema == "Ownership" {
        add(&mut properties, "percentage", &table.cell(row, "stake_percent").to_string());
    }
    let proof: Vec<String> =
        proofs.get(word("deal")).into_iter().flatten().map(|article| article_id(article)).collect();
    if !proof.is_empty() {
        properties.insert("proof".into(), json!(proof));
    }
    entity(word("id"), schema, properties)
}

fn schema(kind: &str) -> &'static str {
    match kind {
        "company" => "Company",
        "person" => "Person",
        "event" => "Event",
        "product" => "Asset",
        _ => "Organization",
    }
}

fn article_id(id: &str) -> String {
    format!("article-{id}")
}

fn word_date(table: &Table, row: &[Cell]) -> String {
    table.cell(row, "date").to_string()
}

/// The format knows no quarters: of one, its year.
fn date(date: String) -> String {
    date.split("-Q").next().unwrap_or_default().to_owned()
}

fn properties(table: &Table, row: &[Cell], named: &[Named]) -> Map<String, Value> {
    let mut properties = Map::new();
    for (property, key) in named {
        add(&mut properties, property, &table.cell(row, key).to_string());
    }
    properties
}

fn add(properties: &mut Map<String, Value>, property: &str, value: &str) {
    if !value.is_empty() {
        properties.insert(property.to_owned(), json!([value]));
    }
}

fn entity(id: &str, schema: &str, properties: Map<String, Value>) -> Value {
    json!({ "id": id, "schema": schema, "properties": properties })
}
