//! The user's corrections as a log with a cursor. Undo moves the cursor; nothing is inverted.

use crate::{
    article::ArticleId,
    resolve::{DealKey, EntityKey, Review},
    text::PartialDate,
};
use serde::{Deserialize, Serialize};

/// One correction. Targets are named by content, so it survives re-extraction; a target that is gone is a warning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// The entity is shown under another name.
    Rename {
        /// Which entity.
        entity: EntityKey,
        /// The name from now on.
        name: String,
    },
    /// `from` is the same as `into`: its mentions, aliases and deals move there.
    Merge {
        /// The entity that goes.
        from: EntityKey,
        /// The entity that stays.
        into: EntityKey,
    },
    /// The entity is not drawn or listed.
    Hide {
        /// Which entity.
        entity: EntityKey,
    },
    /// Undoes every earlier `Hide`.
    ShowAll,
    /// The user's word on a deal.
    ReviewDeal {
        /// Which deal.
        deal: DealKey,
        /// What the user says of it.
        review: Review,
    },
    /// The node stays at this place.
    Pin {
        /// Which entity's node.
        entity: EntityKey,
        /// Layout coordinate, to the right.
        x: f32,
        /// Layout coordinate, downwards.
        y: f32,
    },
    /// The node may move again.
    Unpin {
        /// Which entity's node.
        entity: EntityKey,
    },
    /// What the page does not say, typed in; `None` leaves the page's own.
    SetMeta {
        /// Which article.
        article: ArticleId,
        /// The newspaper or site.
        outlet: Option<String>,
        /// The day of publication; relative dates in the text count from it.
        published: Option<PartialDate>,
    },
    /// Several at once, which are undone together; none of them is `Together`.
    Together(Vec<Edit>),
}

impl Edit {
    /// The single corrections it stands for, in order.
    pub fn each(&self) -> &[Edit] {
        match self {
            Self::Together(edits) => edits,
            edit => std::slice::from_ref(edit),
        }
    }

    /// The article whose metadata it sets.
    pub fn article(&self) -> Option<&ArticleId> {
        match self {
            Self::SetMeta { article, .. } => Some(article),
            _ => None,
        }
    }
}

/// Edits in order, with the number that are in force.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EditLog {
    edits: Vec<Edit>,
    cursor: usize,
}

impl EditLog {
    /// Adds an edit after the cursor; what had been undone is dropped.
    pub fn push(&mut self, edit: Edit) {
        self.edits.truncate(self.cursor);
        self.edits.push(edit);
        self.cursor = self.edits.len();
    }

    /// The edits in force, oldest first.
    pub fn active(&self) -> &[Edit] {
        self.edits.get(..self.cursor).unwrap_or(&self.edits)
    }

    /// Takes the last edit out of force and returns it.
    pub fn undo(&mut self) -> Option<&Edit> {
        self.cursor = self.cursor.checked_sub(1)?;
        self.edits.get(self.cursor)
    }

    /// Puts the next undone edit back in force and returns it.
    pub fn redo(&mut self) -> Option<&Edit> {
        let edit = self.edits.get(self.cursor)?;
        self.cursor += 1;
        Some(edit)
    }

    /// The edit that `undo` would take back.
    pub fn next_undo(&self) -> Option<&Edit> {
        self.active().last()
    }

    /// The edit that `redo` would put back.
    pub fn next_redo(&self) -> Option<&Edit> {
        self.edits.get(self.cursor)
    }
}
