//! The formats of data, by the name of the file.

use super::{csv, ftm, gexf, graphml, json, neo4j, rows::Tables, xlsx};
use crate::{Error, strings::Language};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// How data leaves the program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// The deals, for a spreadsheet.
    #[default]
    Csv,
    /// Nodes, edges, deals and evidence as CSV.
    CsvArchive,
    /// CSV for Neo4j's import.
    Neo4j,
    /// A spreadsheet.
    Xlsx,
    /// For Gephi.
    Gexf,
    /// For most graph programs.
    GraphMl,
    /// Node-link, for networkx and D3.
    Json,
    /// For Cytoscape.
    Cytoscape,
    /// For Aleph.
    FollowTheMoney,
}

impl Format {
    /// Every format with the end of its files' names. Of two ends that fit, the first counts.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Csv, ".csv"),
        (Self::Neo4j, "neo4j.zip"),
        (Self::CsvArchive, ".zip"),
        (Self::Xlsx, ".xlsx"),
        (Self::Gexf, ".gexf"),
        (Self::GraphMl, ".graphml"),
        (Self::Json, ".json"),
        (Self::Cytoscape, ".cyjs"),
        (Self::FollowTheMoney, "ftm.jsonl"),
    ];

    /// The end of its files' names.
    pub fn ending(self) -> &'static str {
        Self::ALL.iter().find(|(format, _)| *format == self).map_or("", |(_, end)| end.trim_start_matches('.'))
    }

    /// The format that a file of this name has, whatever the case of its letters.
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        Self::ALL.iter().find(|(_, end)| name.ends_with(end)).map(|(format, _)| *format)
    }

    /// The bytes of the file. `language` is that of headings for human readers.
    ///
    /// # Errors
    /// [`Error::Data`] if the tables are too large for the format.
    pub fn bytes(self, tables: &Tables, language: Language) -> Result<Vec<u8>, Error> {
        match self {
            Self::Csv => csv::csv(&tables.deals),
            Self::CsvArchive => csv::archive(tables),
            Self::Neo4j => neo4j::archive(tables),
            Self::Xlsx => xlsx::xlsx(tables, language),
            Self::Gexf => Ok(gexf::gexf(tables).into_bytes()),
            Self::GraphMl => Ok(graphml::graphml(tables).into_bytes()),
            Self::Json => Ok(json::node_link(tables).into_bytes()),
            Self::Cytoscape => Ok(json::cytoscape(tables).into_bytes()),
            Self::FollowTheMoney => Ok(ftm::ftm(tables).into_bytes()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_the_format() {
        for (name, format) in [
            ("거래.csv", Some(Format::Csv)),
            ("out/a.ZIP", Some(Format::CsvArchive)),
            ("a.neo4j.zip", Some(Format::Neo4j)),
            ("neo4j.zip", Some(Format::Neo4j)),
            ("a.ftm.jsonl", Some(Format::FollowTheMoney)),
            ("a.jsonl", None),
            ("csv", None),
        ] {
            assert_eq!(Format::of(Path::new(name)), format, "{name}");
        }
    }
}
