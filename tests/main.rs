//! The integration tests, one module a subject, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod load;
mod scene;
