//! Corrections: their windows, the review, the user's lexicon from a file.

use super::super::{
    App,
    action::Action,
    correct::Correct,
    model::Notice,
    panels::{self, Pane},
    reviewing::{self, Verdict},
};
use crate::project::{Edit, teach};
use std::path::Path;

impl App {
    /// Carries out what has to do with corrections; hands on what does not.
    pub(super) fn correct(&mut self, action: Action) {
        match action {
            Action::Correct(what) => self.views.corrections.open(&self.model, &what),
            Action::CorrectSelected => self.correct_selected(),
            Action::MergeSelected => {
                let keys = self.model.selection().entities.iter().cloned().collect();
                self.views.corrections.open(&self.model, &Correct::Merge(keys));
            }
            Action::Review => {
                self.model.reviewing = match self.model.reviewing {
                    Some(_) => None,
                    None => Some(reviewing::begin(&self.model)),
                };
                self.show_reviewed();
            }
            Action::Judge(verdict) => self.judge(verdict),
            Action::OpenLexicon(path) => self.open_lexicon(&path),
            action => self.look(action),
        }
    }

    fn correct_selected(&mut self) {
        let selection = self.model.selection();
        let what = match (&selection.deal, selection.entities.first()) {
            (Some(deal), _) => Correct::Deal(deal.clone()),
            (None, Some(_)) if selection.entities.len() > 1 => {
                Correct::Merge(selection.entities.iter().cloned().collect())
            }
            (None, Some(entity)) => Correct::Entity(entity.clone()),
            (None, None) => return,
        };
        self.views.corrections.open(&self.model, &what);
    }

    fn judge(&mut self, verdict: Verdict) {
        let Some(reviewing) = &self.model.reviewing else { return };
        let Some(item) = reviewing.queue.get(reviewing.at).cloned() else {
            return self.step(usize::from(verdict != Verdict::Back), 0);
        };
        match verdict {
            Verdict::Correct => {
                let what = reviewing::correction(&self.model, &item);
                self.views.corrections.open(&self.model, &what);
            }
            Verdict::Next => self.step(1, 0),
            Verdict::Back => self.step(0, 0),
            Verdict::Right | Verdict::Wrong => {
                let edit = reviewing::edit(&self.model, &item.what, verdict);
                let n_judged = usize::from(edit.is_some());
                edit.into_iter().for_each(|edit| self.edit(Action::Edit(edit)));
                self.step(1, n_judged);
            }
        }
    }

    /// One on, or one back if `on` is 0.
    fn step(&mut self, on: usize, n_judged: usize) {
        if let Some(reviewing) = &mut self.model.reviewing {
            let at = if on > 0 { reviewing.at + on } else { reviewing.at.saturating_sub(1) };
            reviewing.at = at.min(reviewing.queue.len());
            reviewing.n_judged += n_judged;
        }
        self.show_reviewed();
    }

    /// Brings what is reviewed before the eyes.
    fn show_reviewed(&mut self) {
        let Some(reviewing) = &self.model.reviewing else { return };
        let item = reviewing.queue.get(reviewing.at).map(|item| item.what.clone());
        panels::reveal(&mut self.panels, Pane::Details);
        let shown = item.map(|what| reviewing::show(&self.model, &what)).unwrap_or_default();
        shown.into_iter().for_each(|action| self.look(action));
    }

    fn open_lexicon(&mut self, path: &Path) {
        match std::fs::read(path) {
            Ok(bytes) => {
                let file = path.display().to_string();
                let (rows, warnings) = teach::from_tsv(&file, &String::from_utf8_lossy(&bytes));
                self.notify(warnings.into_iter().map(Notice::Skipped));
                if !rows.is_empty() {
                    self.notify([Notice::Taught(rows.len())]);
                    self.edit(Action::Edit(Edit::Teach { rows }));
                }
            }
            Err(error) => self.notify([Notice::Failed(format!("{}: {error}", path.display()))]),
        }
    }
}
