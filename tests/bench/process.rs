//! What a process has used so far. Known where the system keeps /proc; elsewhere it says so.

use std::{ffi::OsStr, fmt, fs, process::Command};

/// Ticks of the clock in /proc, a second; the kernel's interface fixes it.
const TICKS: f64 = 100.0;

/// Time of the processor, all threads, and the most memory held at once.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    seconds: Option<f64>,
    peak_mb: Option<f64>,
}

impl Usage {
    pub fn of_this_process() -> Self {
        Self { seconds: seconds(), peak_mb: peak_mb() }
    }

    /// Time of the processor since `before`.
    pub fn seconds_since(&self, before: &Self) -> Option<f64> {
        Some(self.seconds? - before.seconds?)
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (self.seconds, self.peak_mb) {
            (Some(seconds), Some(peak)) => write!(f, "{seconds:.1} CPU seconds, at most {peak:.0} MB of memory"),
            _ => write!(f, "what it used is not known on this system"),
        }
    }
}

/// User and system time: fields 14 and 15, the 12th and 13th after the name in brackets.
fn seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / TICKS)
}

fn peak_mb() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024.0 / 1e6)
}

/// Runs this program with `args`; the last line it writes to stderr.
pub fn run_self(args: &[&OsStr]) -> String {
    let output = Command::new(std::env::current_exe().unwrap()).args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default().to_owned()
}
