//! `hapjong layout`: positions for any edge list, and what they cost.

use super::{edge_list::EdgeList, on_threads, print};
use crate::{
    Error,
    export::file,
    layout::{self, Quality, Request, Room},
};
use clap::{Args, ValueEnum};
use cpu_time::ProcessTime;
use std::{ops::ControlFlow, path::PathBuf, time::Instant};

/// What `layout` takes.
#[derive(Args)]
pub struct LayoutArgs {
    /// Edge list: source,target or source,target,weight
    #[arg(value_name = "EDGES.csv")]
    edges: PathBuf,
    /// Positions to write: id,x,y
    #[arg(short, long, value_name = "POSITIONS.csv")]
    output: PathBuf,
    /// The same seed gives the same positions
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// For large graphs: forces, or the best stress
    #[arg(long, value_enum, default_value_t = Wanted::Fast)]
    quality: Wanted,
    /// Number of threads; all cores without it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Earlier positions, which move as little as possible
    #[arg(long, value_name = "POSITIONS.csv")]
    start: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Wanted {
    Fast,
    Best,
}

/// What is printed: a line of JSON. Times are of the layout alone, without reading and writing.
#[derive(serde::Serialize)]
struct Cost {
    nodes: usize,
    edges: usize,
    cpu_s: f64,
    wall_s: f64,
    /// The most memory the program was seen to hold while it worked; nothing where the system does not tell.
    peak_mb: Option<f64>,
}

/// Radius of a node of an edge list, in points.
const RADIUS: f32 = 5.0;

/// Reads, lays out, writes and prints.
pub fn layout(args: &LayoutArgs) -> Result<(), Error> {
    let cost = on_threads(args.threads, || write(args))?;
    let line = serde_json::to_string(&cost).map_err(|e| Error::Usage(e.to_string()))?;
    print(&format!("{line}\n"))
}

fn write(args: &LayoutArgs) -> Result<Cost, Error> {
    let list = EdgeList::read(&args.edges)?;
    let start = match &args.start {
        Some(path) => list.read_positions(path)?,
        None => vec![None; list.ids.len()],
    };
    let request = Request {
        radii: vec![RADIUS; list.ids.len()],
        edges: list.edges.clone(),
        start,
        pinned: Vec::new(),
        seed: args.seed,
        room: Room::Dots,
        quality: if args.quality == Wanted::Best { Quality::Best } else { Quality::Fast },
    };
    let (points, cost) = measured(&request);
    file::write(&args.output, list.positions(&points).as_bytes())?;
    Ok(cost)
}

fn measured(request: &Request) -> (Vec<layout::Point>, Cost) {
    let mut peak = memory();
    let (cpu, wall) = (ProcessTime::now(), Instant::now());
    let points = layout::layout(request, &mut |_| {
        peak = peak.max(memory());
        ControlFlow::Continue(())
    });
    let (cpu_s, wall_s) = (cpu.elapsed().as_secs_f64(), wall.elapsed().as_secs_f64());
    let peak_mb = peak.max(memory()).map(|bytes| bytes as f64 / 1e6);
    (points, Cost { nodes: request.radii.len(), edges: request.edges.len(), cpu_s, wall_s, peak_mb })
}

/// Bytes of memory that the program holds now.
fn memory() -> Option<usize> {
    memory_stats::memory_stats().map(|stats| stats.physical_mem)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_written_and_kept_as_a_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        file::write(&path("edges.csv"), b"source,target\na,b\nb,c\nc,a\n").unwrap();
        let run = |output: &str, start: Option<PathBuf>| {
            let (edges, output) = (path("edges.csv"), path(output));
            let args =
                LayoutArgs { edges, output: output.clone(), seed: 1, quality: Wanted::Fast, threads: Some(1), start };
            assert_eq!(write(&args).unwrap().nodes, 3);
            std::fs::read_to_string(output).unwrap()
        };
        let first = run("first.csv", None);
        assert_eq!(first.lines().map(|line| line.split(',').count()).collect::<Vec<_>>(), [3; 4]);
        assert_eq!(run("again.csv", None), first);
        assert_eq!(run("warm.csv", Some(path("first.csv"))), first);
    }
}
