//! The integration tests, one module a subject, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

mod damage;
mod edits;
mod export;
mod extract;
mod flow;
mod fuzz;
mod load;
mod pictures;
mod reading;
mod scene;
mod score;
mod scorer;
mod shapes;
mod tidy;
#[cfg(feature = "ui-tests")]
mod window;
