//! How fast the program is, printed: `cargo bench --no-default-features --bench pipeline`.
//!
//! Reads articles made of paragraphs of our own, from files to facts. Beside it stands kiwipiepy's tokenising of the
//! same text, if it is installed:
//! `python3 -m venv target/kiwi && target/kiwi/bin/pip install kiwipiepy`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a tool of the tests"
)]

mod corpus;
mod process;
#[path = "../shapes/mod.rs"]
mod shapes;

use hapjong::{
    article::load,
    extract::{Extractor, extract},
    pipeline::{Watch, read_files},
};
use process::{Usage, run_self};
use rayon::ThreadPoolBuilder;
use std::{
    fs,
    path::Path,
    process::{Command, ExitCode},
    time::Instant,
};

/// For speed, and for memory.
const FEW: usize = 2000;
const MANY: usize = 20_000;
const MB: f64 = 1e6;

fn main() -> ExitCode {
    // The benchmark calls itself to see what one run of the command line takes.
    if std::env::args().nth(1).as_deref() == Some("extract") {
        let code = hapjong::cli::main();
        eprintln!("{}", Usage::of_this_process());
        return code;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    let _ = fs::remove_dir_all(&folder);
    let (few, many) = (folder.join("few"), folder.join("many"));
    let n_bytes = corpus::write(&few, FEW);
    println!("{FEW} articles, {:.1} MB of text", n_bytes as f64 / MB);
    let extractor = Extractor::load().0;
    let one = measure_threads(&few, n_bytes, &extractor);
    compare_with_kiwi(&few, n_bytes, one);

    let n_bytes = corpus::write(&many, MANY);
    let usage =
        run_self(&["extract".as_ref(), many.as_os_str(), "-o".as_ref(), folder.join("facts.jsonl").as_os_str()]);
    println!("{MANY} articles, {:.1} MB of text, `hapjong extract`: {usage} (at most 700 MB)", n_bytes as f64 / MB);
    let _ = fs::remove_dir_all(&folder);

    print_growth(&extractor);
    ExitCode::SUCCESS
}

/// Prints the speed on one thread and on two; returns that on one, in bytes a second of the processor.
fn measure_threads(folder: &Path, n_bytes: usize, extractor: &Extractor) -> f64 {
    let paths = [folder.to_owned()];
    let watch = Watch { progress: &|_, _| (), cancelled: &|| false };
    let seconds = |n_threads| {
        let pool = ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
        let (start, before) = (Instant::now(), Usage::of_this_process());
        let (reads, _) = pool.install(|| read_files(&paths, extractor, &watch));
        assert!(reads.len() > FEW / 2);
        let wall = start.elapsed().as_secs_f64();
        (wall, Usage::of_this_process().seconds_since(&before).unwrap_or(wall))
    };
    seconds(1);
    let ((wall_one, cpu), (wall_two, _)) = (seconds(1), seconds(2));
    let speed = n_bytes as f64 / cpu;
    println!("one thread: {:.2} MB a CPU second (at least 1.5), {wall_one:.2} s", speed / MB);
    println!("two threads: {:.2} times as fast (at least 1.7), {wall_two:.2} s", wall_one / wall_two);
    speed
}

fn compare_with_kiwi(folder: &Path, n_bytes: usize, speed: f64) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pythons = ["target/kiwi/bin/python", "target/kiwi/Scripts/python.exe"].map(|path| root.join(path));
    let Some(python) = pythons.iter().find(|path| path.exists()) else {
        println!("kiwipiepy: left out, not installed in target/kiwi");
        return;
    };
    let output = Command::new(python).arg(root.join("tests/bench/kiwi.py")).arg(folder).output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    let Some(seconds) = printed.split(' ').next().and_then(|word| word.parse::<f64>().ok()) else {
        println!("kiwipiepy: left out, {}", String::from_utf8_lossy(&output.stderr).trim());
        return;
    };
    let kiwi = n_bytes as f64 / seconds;
    println!("kiwipiepy: {:.2} MB a CPU second; we are {:.1} times as fast (at least 8)", kiwi / MB, speed / kiwi);
}

/// Prints the time of odd texts of one size and of twice the size; linear work takes twice as long.
fn print_growth(extractor: &Extractor) {
    const N_BYTES: usize = 2_500_000;
    println!("odd texts of {} and {} MB", N_BYTES as f64 / MB, 2.0 * N_BYTES as f64 / MB);
    for shape in shapes::SHAPES {
        let seconds = |n_bytes| {
            let text = (shape.make)(n_bytes);
            let start = Instant::now();
            extract(&load::from_bytes("t.txt", "", text.as_bytes()).unwrap().0, extractor);
            start.elapsed().as_secs_f64()
        };
        let (once, twice) = (seconds(N_BYTES), seconds(2 * N_BYTES));
        println!("  {:<36} {once:6.2} s {twice:6.2} s, {:.1} times as long", shape.name, twice / once);
    }
}
