//! The program: a window, or a headless command.

use std::process::ExitCode;

fn main() -> ExitCode {
    hapjong::cli::main()
}
