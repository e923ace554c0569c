//! `hapjong export`: the network as data, in the format that the file's name says.

use super::view::{View, ViewArgs, positions};
use crate::{
    Error,
    export::{
        data::Format,
        file,
        rows::{Source, tables},
    },
    strings::Language,
};
use clap::Args;
use std::path::PathBuf;

/// What `export` takes.
#[derive(Args)]
pub struct ExportArgs {
    #[command(flatten)]
    pub(super) view: ViewArgs,
    /// File to write: .csv (deals), .zip (nodes, edges, deals, evidence as CSV), .xlsx, .gexf, .graphml, .json
    /// (node-link), .cyjs (Cytoscape.js), .ftm.jsonl (FollowTheMoney) or neo4j.zip
    #[arg(short, long, value_name = "FILE", value_parser = target)]
    output: Target,
}

/// A file and its format.
#[derive(Debug, Clone)]
struct Target {
    path: PathBuf,
    format: Format,
}

/// Reads, derives, lays out and writes the file.
pub fn export(args: &ExportArgs) -> Result<(), Error> {
    let View { project, derived, .. } = View::open(&args.view)?;
    let tables = tables(&Source {
        resolved: &derived.resolved,
        network: &derived.network,
        reads: &project.reads,
        positions: &positions(&derived.network),
    });
    file::write(&args.output.path, &args.output.format.bytes(&tables, Language::Korean)?)
}

fn target(text: &str) -> Result<Target, String> {
    let path = PathBuf::from(text);
    let ends = || Format::ALL.iter().map(|(_, end)| *end).collect::<Vec<_>>().join(", ");
    let format = Format::of(&path).ok_or_else(|| format!("the name must end in one of {}", ends()))?;
    Ok(Target { path, format })
}
