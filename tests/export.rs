//! Everything that leaves as data: random texts come back from every format, the tables agree with the network, and a
//! killed export leaves the old file or the new one.

use hapjong::{
    export::{
        data::Format,
        rows::{Cell, Column, Kind, Source, Table, Tables, tables},
    },
    extract::Extractor,
    network::{Filter, Network},
    pipeline::{Watch, derive, read_files},
    project::Project,
    resolve::Resolved,
    strings::Language,
};
use resvg::usvg::roxmltree::{Document, Node};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
    path::Path,
    process::{Command, Stdio},
};

/// What spreadsheets, XML, JSON and CSV stumble over.
const FRAGMENTS: &[&str] = &[
    "=cmd()",
    "+",
    "-",
    "@",
    "'",
    "\"",
    ",",
    ";",
    "\r\n",
    "\n",
    "\r",
    "\t",
    "\0",
    "\u{1b}",
    "]]>",
    "<![CDATA[",
    "&amp;",
    "<b>",
    "&#0;",
    "한글",
    "韓",
    "😀",
    "\u{FFFE}",
    "\u{E000}",
    "_x0041_",
    "_x000D_",
    " ",
    "  ",
    "＝",
    "\u{200B}",
    "\u{85}",
    "\u{2028}",
    "e\u{301}",
    "\\",
    "\\n",
    "{}",
    "A",
    "1.6%",
    "https://",
    "\u{FEFF}",
    "\u{7f}",
];

/// Numbers that look random and are the same every time (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % sides
    }

    fn text(&mut self) -> String {
        (0..self.roll(9)).map(|_| FRAGMENTS[self.roll(FRAGMENTS.len())]).collect()
    }

    fn cell(&mut self, column: &Column) -> Cell {
        match column.kind {
            Kind::Text | Kind::Link => Cell::text(&self.text()),
            Kind::Whole => Cell::Whole(self.roll(1000) as i64),
            Kind::Number => Cell::number(self.roll(1_000_000) as f64 / 64.0 - 5000.0, 4),
            Kind::Flag => Cell::Flag(self.roll(2) == 0),
            Kind::Date | Kind::Day => Cell::Date("2024-02-29".parse().unwrap()),
        }
    }

    fn fill(&mut self, table: &mut Table, n_rows: usize) {
        for _ in 0..n_rows {
            let row = table.columns.iter().map(|column| self.cell(column)).collect();
            table.rows.push(row);
        }
    }
}

/// Tables of the real columns, full of random cells; ids that the formats need are put right.
fn random_tables() -> Tables {
    let (resolved, network) = (Resolved::default(), Network::default());
    let mut tables = tables(&Source { resolved: &resolved, network: &network, reads: &[], positions: &[] });
    let mut dice = Dice(20241011);
    let Tables { nodes, edges, deals, evidence, articles } = &mut tables;
    for table in [&mut *nodes, edges, deals, evidence, articles] {
        dice.fill(table, 60);
    }
    let number = |table: &mut Table, key: &str, prefix: &str| {
        let at = table.columns.iter().position(|column| column.key == key).unwrap();
        table.rows.iter_mut().enumerate().for_each(|(i, row)| row[at] = Cell::Text(format!("{prefix}{i}")));
    };
    number(nodes, "id", "n");
    for (key, prefix) in [("id", "e"), ("source", "n"), ("target", "n")] {
        number(edges, key, prefix);
    }
    tables
}

fn written(format: Format, tables: &Tables) -> Vec<u8> {
    format.bytes(tables, Language::Korean).unwrap()
}

/// Each row of a table as key and text, but for empty cells and the keys in `without`.
fn expected(table: &Table, without: &[&str]) -> Vec<BTreeMap<String, String>> {
    let pairs = |row: &Vec<Cell>| -> BTreeMap<String, String> {
        let shown = table.filled(row).filter(|(column, _)| !without.contains(&column.key));
        shown.map(|(column, cell)| (column.key.to_owned(), cell.to_string())).collect()
    };
    table.rows.iter().map(pairs).collect()
}

fn file_in(archive: &[u8], name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

/// Rows of CSV with the stated escape undone.
fn csv_rows(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
    let header = reader.headers().unwrap().clone();
    let plain = |cell: &str| {
        let is_escaped = cell.starts_with('\'') && cell.trim_start_matches('\'').starts_with(FORMULA);
        if is_escaped { cell[1..].to_owned() } else { cell.to_owned() }
    };
    let row = |row: csv::StringRecord| -> BTreeMap<String, String> {
        let cells = header.iter().zip(&row).filter(|(_, cell)| !cell.is_empty());
        cells.map(|(key, cell)| (key.to_owned(), plain(cell))).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

#[test]
fn random_texts_come_back_from_csv_and_start_no_formula() {
    let tables = random_tables();
    assert_eq!(csv_rows(&written(Format::Csv, &tables)), expected(&tables.deals, &[]));
    let archive = written(Format::CsvArchive, &tables);
    let parts = [("nodes", &tables.nodes), ("edges", &tables.edges), ("deals", &tables.deals)];
    for (name, table) in parts.into_iter().chain([("evidence", &tables.evidence)]) {
        assert_eq!(csv_rows(&file_in(&archive, &format!("{name}.csv"))), expected(table, &[]), "{name}");
    }
    let nodes = file_in(&archive, "nodes.csv");
    let mut reader = csv::Reader::from_reader(nodes.as_slice());
    for cell in reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
        assert!(cell.parse::<f64>().is_ok() || !cell.starts_with(FORMULA), "{cell:?}");
    }
}

#[test]
fn random_texts_come_back_from_neo4j_files() {
    let tables = random_tables();
    let archive = written(Format::Neo4j, &tables);
    let plain_keys = |rows: Vec<BTreeMap<String, String>>| -> Vec<BTreeMap<String, String>> {
        let key = |key: String| match key.as_str() {
            ":START_ID" => "source".to_owned(),
            ":END_ID" => "target".to_owned(),
            _ => key.split(':').next().unwrap().to_owned(),
        };
        rows.into_iter()
            .map(|row| row.into_iter().map(|(k, v)| (key(k), v)).filter(|(k, _)| !k.is_empty()).collect())
            .collect()
    };
    assert_eq!(plain_keys(csv_rows(&file_in(&archive, "nodes.csv"))), expected(&tables.nodes, &[]));
    assert_eq!(plain_keys(csv_rows(&file_in(&archive, "relationships.csv"))), expected(&tables.edges, &[]));
}

#[test]
fn random_texts_come_back_from_gexf_and_graphml() {
    let tables = random_tables();
    let both = [(Format::Gexf, "attvalue", "for"), (Format::GraphMl, "data", "key")];
    for (format, tag, key) in both {
        let text = String::from_utf8(written(format, &tables)).unwrap();
        let document = Document::parse(&text).unwrap();
        let values = |element: Node| -> BTreeMap<String, String> {
            let values = element.descendants().filter(|n| n.has_tag_name(tag));
            let value = |n: Node| n.attribute("value").or(n.text()).unwrap_or_default().to_owned();
            values
                .map(|n| {
                    (
                        n.attribute(key).unwrap().trim_start_matches("node_").trim_start_matches("edge_").to_owned(),
                        value(n),
                    )
                })
                .collect()
        };
        let all =
            |name: &str| -> Vec<_> { document.descendants().filter(|n| n.has_tag_name(name)).map(values).collect() };
        let own: &[&str] =
            if format == Format::Gexf { &["id", "source", "target", "kind"] } else { &["id", "source", "target"] };
        assert_eq!(all("node"), expected(&tables.nodes, &["id"]), "{format:?}");
        assert_eq!(all("edge"), expected(&tables.edges, own), "{format:?}");
    }
}

#[test]
fn random_texts_come_back_from_json() {
    let tables = random_tables();
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let record = |value: &Value| -> BTreeMap<String, String> {
        let pairs = value.as_object().unwrap().iter().filter(|(key, _)| *key != "key");
        pairs.map(|(key, value)| (key.clone(), plain(value))).collect()
    };
    let node_link: Value = serde_json::from_slice(&written(Format::Json, &tables)).unwrap();
    let all = |list: &Value| list.as_array().unwrap().iter().map(record).collect::<Vec<_>>();
    assert_eq!(all(&node_link["nodes"]), expected(&tables.nodes, &[]));
    assert_eq!(all(&node_link["links"]), expected(&tables.edges, &[]));
    assert_eq!(all(&node_link["evidence"]), expected(&tables.evidence, &[]));
    let cytoscape: Value = serde_json::from_slice(&written(Format::Cytoscape, &tables)).unwrap();
    let data = |list: &Value| list.as_array().unwrap().iter().map(|item| record(&item["data"])).collect::<Vec<_>>();
    assert_eq!(data(&cytoscape["elements"]["nodes"]), expected(&tables.nodes, &[]));
    assert_eq!(data(&cytoscape["elements"]["edges"]), expected(&tables.edges, &[]));
}

#[test]
fn random_texts_come_back_from_followthemoney() {
    let tables = random_tables();
    let text = String::from_utf8(written(Format::FollowTheMoney, &tables)).unwrap();
    let entities: Vec<Value> = text.split_terminator('\n').map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(entities.len(), tables.articles.rows.len() + tables.nodes.rows.len() + tables.edges.rows.len());
    let texts = |property: &str| -> BTreeSet<String> {
        entities.iter().filter_map(|e| e["properties"][property][0].as_str().map(str::to_owned)).collect()
    };
    for (table, key, property) in [
        (&tables.nodes, "name", "name"),
        (&tables.edges, "evidence", "description"),
        (&tables.articles, "title", "title"),
    ] {
        let words: BTreeSet<String> =
            table.column(key).map(|c| c.words().to_owned()).filter(|w| !w.is_empty()).collect();
        assert!(words.is_subset(&texts(property)), "{key}");
    }
}

#[test]
fn random_texts_come_back_from_the_spreadsheet() {
    let tables = random_tables();
    let file = written(Format::Xlsx, &tables);
    let strings = String::from_utf8(file_in(&file, "xl/sharedStrings.xml")).unwrap();
    let document = Document::parse(&strings).unwrap();
    let items = document.descendants().filter(|n| n.has_tag_name("si"));
    let found: BTreeSet<String> = items
        .map(|n| unescaped(&n.descendants().filter(Node::is_text).filter_map(|n| n.text()).collect::<String>()))
        .collect();
    let texts = |table: &Table, key: &str| {
        table.column(key).map(|c| c.words().to_owned()).filter(|w| !w.is_empty()).collect::<Vec<_>>()
    };
    for (table, key) in [
        (&tables.nodes, "name"),
        (&tables.deals, "evidence"),
        (&tables.evidence, "evidence"),
        (&tables.articles, "title"),
    ] {
        for text in texts(table, key) {
            assert!(found.contains(&text), "{key}: {text:?}");
        }
    }
}

/// `_xHHHH_` is a character of that code in the strings of a spreadsheet (ECMA-376, 22.9.2.19).
fn unescaped(text: &str) -> String {
    let code = regex::Regex::new("_x([0-9A-Fa-f]{4})_").unwrap();
    code.replace_all(text, |found: &regex::Captures| {
        u32::from_str_radix(&found[1], 16).ok().and_then(char::from_u32).unwrap_or_default().to_string()
    })
    .into_owned()
}

#[test]
fn the_tables_agree_with_the_network() {
    let extractor = Extractor::load().0;
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let quiet = Watch { progress: &|_, _| (), cancelled: &|| false };
    let mut project = Project::default();
    project.add(read_files(&[seeds], &extractor, &quiet).0);
    let derived = derive(&project, &extractor, &Filter::default());
    let network = &derived.network;
    let tables = tables(&Source { resolved: &derived.resolved, network, reads: &project.reads, positions: &[] });
    assert_eq!(tables.nodes.rows.len(), network.nodes.len());
    assert_eq!(tables.deals.rows.len(), network.deals.len());
    assert_eq!(tables.articles.rows.len(), project.reads.len());
    assert_eq!(tables.edges.rows.len(), network.edges.iter().map(|edge| edge.deals.len()).sum::<usize>());
    let pairs: BTreeSet<String> = tables.edges.column("pair").map(Cell::to_string).collect();
    assert_eq!(pairs.len(), network.edges.len());
    for table in [&tables.nodes, &tables.edges, &tables.deals, &tables.evidence, &tables.articles] {
        let ids: BTreeSet<&str> = table.column("id").map(Cell::words).collect();
        assert_eq!(ids.len(), table.rows.len(), "ids are there and differ");
    }
    assert!(
        tables.edges.column("evidence").chain(tables.deals.column("evidence")).all(|cell| !cell.words().is_empty())
    );
}

#[test]
fn a_killed_export_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let (seeds, out) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"), folder.path().join("a.gexf"));
    let start = || {
        let mut call = Command::new(env!("CARGO_BIN_EXE_hapjong"));
        call.arg("export").arg(&seeds).arg("-o").arg(&out).stderr(Stdio::null()).spawn().unwrap()
    };
    assert!(start().wait().unwrap().success());
    let whole = std::fs::read(&out).unwrap();
    let names = || std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect::<BTreeSet<_>>();
    let mut n_killed = 0;
    for round in 0..6 {
        std::fs::write(&out, "old").unwrap();
        let before = names();
        let mut child = start();
        // Kills as soon as anything happens in the folder: a new file, or another length of the old one.
        while child.try_wait().unwrap().is_none() {
            if names() != before || std::fs::metadata(&out).is_ok_and(|file| file.len() != 3) {
                child.kill().unwrap();
                n_killed += 1;
                break;
            }
        }
        child.wait().unwrap();
        let left = std::fs::read(&out).unwrap();
        assert!(left == b"old" || left == whole, "half a file of {} bytes in round {round}", left.len());
    }
    assert!(n_killed > 0, "no export was caught while it wrote");
}
