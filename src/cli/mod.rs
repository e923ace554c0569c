//! The command line: the window, or one of the headless commands `extract`, `export`, `render` and `layout`.
//! `view` opens an edge list in the window.
//!
//! Exit code 0 if something was read (at least one article) and the output written, else 2, as for a wrong call. Each file that
//! was skipped gets one plain line on stderr.

mod edge_list;
mod export;
mod layout;
mod render;
mod view;

use crate::{
    Error, Warning,
    export::{file, jsonl},
    extract::{Extractor, LEAST_CONFIDENCE},
    pipeline::{self, Watch},
    resolve::{Read, Resolved},
};
use clap::{Args, Parser, Subcommand};
use edge_list::EdgeList;
use std::{
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Reads Korean news articles and shows who allies with whom.
#[derive(Parser)]
#[command(name = "hapjong", version, args_conflicts_with_subcommands = true)]
struct Call {
    #[command(subcommand)]
    command: Option<Command>,
    /// Articles (.txt, .md, .html) or folders to open in the window; without any, the samples open
    paths: Vec<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Prints the facts of each article as a line of JSON
    Extract(ExtractArgs),
    /// Writes the network as data: CSV, XLSX, GEXF, GraphML, JSON and others, by the file's name
    Export(export::ExportArgs),
    /// Draws the network as a picture, without a display
    Render(render::RenderArgs),
    /// Lays out an edge list; prints what it took as a line of JSON
    Layout(layout::LayoutArgs),
    /// Opens an edge list in the window: source,target or source,target,weight
    View {
        /// The edge list
        #[arg(value_name = "EDGES.csv")]
        edges: PathBuf,
    },
}

#[derive(Args)]
struct ExtractArgs {
    #[command(flatten)]
    input: InputArgs,
    /// File to write; standard output without it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What the commands that read articles take.
#[derive(Args)]
struct InputArgs {
    /// Articles (.txt, .md, .html) or folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Number of threads; all cores without it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Leave out deals that are less certain than this, 0 to 1 (0.55 for facts, 0.7 for pictures and tables)
    #[arg(long, value_name = "X", value_parser = confidence)]
    min_confidence: Option<f32>,
}

/// Runs the program with the arguments it was called with.
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

fn run(args: impl IntoIterator<Item = std::ffi::OsString>) -> ExitCode {
    let call = match Call::try_parse_from(args) {
        Ok(call) => call,
        Err(help_or_error) => {
            let _ = help_or_error.print();
            return if help_or_error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let done = match call.command {
        None => open_window(call.paths, None),
        Some(Command::Extract(args)) => on_threads(args.input.threads, || extract(&args)),
        Some(Command::Export(args)) => on_threads(args.view.input.threads, || export::export(&args)),
        Some(Command::Render(args)) => on_threads(args.view.input.threads, || render::render(&args)),
        Some(Command::Layout(args)) => layout::layout(&args),
        Some(Command::View { edges }) => {
            EdgeList::read(&edges).and_then(|list| open_window(Vec::new(), Some(list.resolved())))
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::from(2)
        }
    }
}

/// Opens the window with articles, or with an edge list.
#[cfg(feature = "gui")]
fn open_window(paths: Vec<PathBuf>, given: Option<Resolved>) -> Result<(), Error> {
    crate::ui::run(paths, given.map(Into::into))
        .map_err(|why| Error::Usage(format!("the window could not be opened: {why}")))
}

#[cfg(not(feature = "gui"))]
fn open_window(_: Vec<PathBuf>, _: Option<Resolved>) -> Result<(), Error> {
    let words = "this build has no window; use `hapjong extract` or `hapjong render`, or build with the feature `gui`";
    Err(Error::Usage(words.into()))
}

fn on_threads<T: Send>(threads: Option<u16>, work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    let n_threads = threads.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build();
    pool.map_err(|e| Error::Usage(format!("cannot start {n_threads} threads: {e}")))?.install(work)
}

fn extract(args: &ExtractArgs) -> Result<(), Error> {
    let (_, reads) = read(&args.input)?;
    let mut text = String::new();
    for read in &reads {
        text.push_str(&jsonl::line(read, args.input.min_confidence.unwrap_or(LEAST_CONFIDENCE)));
        text.push('\n');
    }
    match &args.output {
        Some(path) => file::write(path, text.as_bytes()),
        None => print(&text),
    }
}

/// Reads all articles and says on stderr what was skipped. At least one.
fn read(input: &InputArgs) -> Result<(Extractor, Vec<Read>), Error> {
    let (extractor, broken) = Extractor::load();
    let watch = Watch { progress: &|_, _| (), cancelled: &|| false };
    let (reads, skipped) = pipeline::read_files(&input.paths, &extractor, &watch);
    broken.iter().chain(&skipped).for_each(|warning: &Warning| complain(warning));
    if reads.is_empty() {
        return Err(Error::Empty("no article was read".into()));
    }
    Ok((extractor, reads))
}

/// Writes to standard output; a reader that has enough (`| head`) is no error.
fn print(text: &str) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => {
            Err(Error::Write { path: Path::new("standard output").into(), reason: e.to_string() })
        }
        _ => Ok(()),
    }
}

/// One plain line on stderr, whatever the message holds.
fn complain(message: &dyn std::fmt::Display) {
    let line = message.to_string().replace(['\n', '\r'], " ");
    let _ = writeln!(std::io::stderr(), "hapjong: {line}");
}

fn confidence(text: &str) -> Result<f32, String> {
    let value = text.parse().ok().filter(|x| (0.0..=1.0).contains(x));
    value.ok_or_else(|| "a number from 0 to 1 is needed".into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn parse(words: &str) -> Result<Call, clap::Error> {
        Call::try_parse_from(words.split_whitespace())
    }

    #[test]
    fn the_declaration_is_sound() {
        <Call as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn paths_alone_open_the_window() {
        let call = parse("hapjong a.txt b").unwrap();
        assert!(call.command.is_none());
        assert_eq!(call.paths.len(), 2);
        assert!(parse("hapjong").unwrap().paths.is_empty());
    }

    #[test]
    fn wrong_calls_are_refused() {
        for words in [
            "hapjong extract",
            "hapjong extract a --min-confidence 2",
            "hapjong extract a --threads 0",
            "hapjong render a",
            "hapjong render a -o x.png --size 100",
            "hapjong render a -o x.png --size 0x100",
            "hapjong render a -o x.png --theme blue",
            "hapjong render a -o x.png --scale 0",
            "hapjong layout a.csv",
            "hapjong view",
            "hapjong layout a.csv -o b.csv --quality good",
            "hapjong --frobnicate",
        ] {
            assert!(parse(words).is_err(), "{words}");
        }
    }

    #[test]
    fn a_wrong_call_ends_with_two_and_help_with_zero() {
        let exit = |words: &str| format!("{:?}", run(words.split_whitespace().map(Into::into)));
        assert_eq!(exit("hapjong extract"), format!("{:?}", ExitCode::from(2)));
        assert_eq!(exit("hapjong --help"), format!("{:?}", ExitCode::SUCCESS));
        assert_eq!(exit("hapjong extract /nowhere/at/all"), format!("{:?}", ExitCode::from(2)));
    }
}
