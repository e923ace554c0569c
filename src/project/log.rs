//! Edits as a log with a cursor. Undo moves the cursor; nothing is inverted.

use super::Edit;
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;

/// An edit, and when it was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// What was done.
    pub edit: Edit,
    /// Seconds since 1970, by the clock of whoever did it; the core has none.
    pub at: Option<i64>,
}

impl Borrow<Edit> for Record {
    fn borrow(&self) -> &Edit {
        &self.edit
    }
}

/// Edits in order, with the number that are in force.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EditLog {
    records: Vec<Record>,
    cursor: usize,
}

impl EditLog {
    /// A log as it was saved. A cursor beyond the end stands at the end.
    pub fn new(records: Vec<Record>, cursor: usize) -> Self {
        let cursor = cursor.min(records.len());
        Self { records, cursor }
    }

    /// Adds an edit after the cursor; what had been undone is dropped.
    pub fn push(&mut self, edit: Edit, at: Option<i64>) {
        self.records.truncate(self.cursor);
        self.records.push(Record { edit, at });
        self.cursor = self.records.len();
    }

    /// Every edit, oldest first; those from `cursor` on are undone.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// How many edits are in force.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts the first `cursor` edits in force, all if there are fewer.
    pub fn go_to(&mut self, cursor: usize) {
        self.cursor = cursor.min(self.records.len());
    }

    /// The edits in force, oldest first.
    pub fn active(&self) -> &[Record] {
        self.records.get(..self.cursor).unwrap_or(&self.records)
    }

    /// Takes the last edit out of force and returns it.
    pub fn undo(&mut self) -> Option<&Edit> {
        self.cursor = self.cursor.checked_sub(1)?;
        self.records.get(self.cursor).map(|r| &r.edit)
    }

    /// Puts the next undone edit back in force and returns it.
    pub fn redo(&mut self) -> Option<&Edit> {
        let record = self.records.get(self.cursor)?;
        self.cursor += 1;
        Some(&record.edit)
    }

    /// The edit that `undo` would take back.
    pub fn next_undo(&self) -> Option<&Edit> {
        self.active().last().map(|r| &r.edit)
    }

    /// The edit that `redo` would put back.
    pub fn next_redo(&self) -> Option<&Edit> {
        self.records.get(self.cursor).map(|r| &r.edit)
    }
}
