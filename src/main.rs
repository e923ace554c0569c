//! The program: a window, or a headless command.
fn main() {}
