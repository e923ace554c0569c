//! What the window remembers between starts: language, theme, filter, selection, what was opened.
//!
//! None of it is data: corrections are edits in the project's log.

use super::{data::DataOptions, picture::PictureOptions, strings::Language};
use crate::{
    article::ArticleId,
    network::Filter,
    resolve::{DealKey, EntityKey},
    scene::looks::LooksChoice,
    text::Span,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

/// How many projects the file menu lists.
pub const N_RECENT: usize = 8;

/// Everything remembered but the arrangement of the panels.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UiState {
    /// Language of the interface.
    pub language: Language,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// Whether the camera glides or jumps.
    pub motion: Motion,
    /// What size and colour of nodes say, and hulls.
    pub looks: LooksChoice,
    /// What is shown.
    pub filter: Filter,
    /// What is selected, in all panels.
    pub selection: Selection,
    /// The article that is open, and where.
    pub reading: Option<Reading>,
    /// What is open now; opened again at the next start.
    pub opened: Opened,
    /// Project files that were open, latest first.
    pub recent: Vec<PathBuf>,
    /// How pictures are made.
    pub picture: PictureOptions,
    /// What data is written, and how.
    pub data: DataOptions,
    /// Views saved by name, sorted.
    pub views: BTreeMap<String, SavedView>,
}

/// What can be looked at again: what is shown, where it stands, and from where it is seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedView {
    /// What is shown.
    pub filter: Filter,
    /// The layout point in the middle and the points of the screen per unit; `None` for the whole network.
    pub camera: Option<([f32; 2], f32)>,
    /// Where each node stood, layout coordinates.
    pub places: Vec<(EntityKey, [f32; 2])>,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// Dark on white.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// Whether the camera glides or jumps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Motion {
    /// Glides for a fifth of a second.
    #[default]
    Full,
    /// Jumps.
    Reduced,
}

/// What dragging over the network does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tool {
    /// Moves nodes and the view; with Shift on empty paper, draws a box.
    #[default]
    Move,
    /// Draws a box around what to select.
    Box,
    /// Draws a line around what to select.
    Lasso,
}

/// Onwards or backwards in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Onwards.
    Next,
    /// Backwards.
    Previous,
}

/// The one selection, shared by network, tables, details and article. Named by content, so it survives re-reading.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    /// Selected entities.
    pub entities: BTreeSet<EntityKey>,
    /// The two ends of a selected edge; then `entities` is empty.
    pub edge: Option<[EntityKey; 2]>,
    /// The two ends of selected paths; then `entities` is empty.
    pub path: Option<[EntityKey; 2]>,
    /// The deal shown in the details.
    pub deal: Option<DealKey>,
}

impl Selection {
    /// Just one entity.
    pub fn of(entity: EntityKey) -> Self {
        Self { entities: BTreeSet::from([entity]), ..Self::default() }
    }

    /// True if it is about some entities, not about a deal alone.
    pub fn has_subject(&self) -> bool {
        !self.entities.is_empty() || self.edge.is_some() || self.path.is_some()
    }

    /// True if nothing is selected.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The open article and the sentence that is highlighted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Which article.
    pub article: ArticleId,
    /// The highlighted evidence.
    pub highlight: Option<Span>,
}

/// What is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Opened {
    /// Nothing was ever opened: the samples are shown with a line saying so.
    #[default]
    FirstStart,
    /// A project file.
    Project(PathBuf),
}
