//! Hapjong reads Korean news articles and shows who allies with whom.
//!
//! # Stages, in reading order
//! ```text
//! files ─ article::load
//! 1 clean → 2 tokens → 3 mentions → 4 article facts ║ 5 resolve → 6 review → 7 network → 8 layout → 9 scene ═► window, pictures, tables
//! └────── per article, cached, parallel ───────────┘ └──────── over all articles, on each edit ────┘
//! ```
//! Stages 1–4 see one article ([`article`], [`text`], [`extract`]); what they find is exactly what
//! `hapjong extract` prints. Stages 5–7 see all articles and the user's edits ([`resolve`], [`project`],
//! [`network`]); [`layout`] and [`scene`] turn the network into positions and marks, which the window
//! (`ui`, feature `gui`) and the pictures ([`export`]) only paint. [`search`] looks through all of it.
//!
//! # Invariants
//! - Every span is a half-open byte range of [`article::Article::text`]; `text[span] == surface`.
//! - Nothing derived is ever edited: corrections are [`project::Edit`]s, folded in anew.
//! - The same input gives the same bytes, with any number of threads and in any order of paths.
//! - Only `src/ui` knows egui.
//!
//! # Glossary
//! article: one news text. mention: a span that names an entity. entity: company, alliance, institution,
//! person, product or event. deal: a typed relation between organisations, with parties and roles.
//! telling: one article's version of a deal. evidence: the sentence that says so.

pub mod article;
pub mod cli;
pub mod error;
pub mod export;
pub mod extract;
pub mod job;
pub mod layout;
pub mod network;
pub mod pipeline;
pub mod project;
pub mod resolve;
pub mod scene;
pub mod search;
pub mod strings;
pub mod text;
#[cfg(feature = "gui")]
pub mod ui;

pub use error::{Error, Warning};
