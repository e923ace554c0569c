//! What leaves the window: pictures with their preview, data, the user's lexicon.

use super::super::{
    App,
    action::{Action, Save},
    data,
    model::Notice,
    picture::{self, Outcome, Subject, Target},
};
use crate::{
    Error,
    export::file,
    project::teach::{self, UserLexicon},
};
use egui::Context;
use std::path::PathBuf;

impl App {
    /// Carries out what brings something out of the window, stops it and tells of it; hands on the rest.
    pub(super) fn leave(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::PictureDialog => self.picture_dialog(self.model.state.picture.subject),
            Action::PictureOf(subject) => self.picture_dialog(subject),
            Action::SetPicture(options) => self.model.state.picture = *options,
            Action::SetData(options) => self.model.state.data = options,
            Action::CopyPicture => self.draw(ctx, Target::Clipboard),
            Action::Save(Save::Picture, path) => self.draw(ctx, Target::File(path)),
            Action::Save(Save::Data, path) => self.work.write(ctx, data::order(&self.model), path),
            Action::Save(Save::Lexicon, path) => self.save_lexicon(path),
            Action::CopyText(text) => ctx.copy_text(text),
            Action::CopyNames => ctx.copy_text(self.selected_names()),
            Action::ShowInFolder(path) => self.show_in_folder(&path),
            Action::Cancel => self.work.cancel(),
            Action::DismissBanner => self.model.banner = None,
            action => self.correct(action),
        }
    }

    /// Opens the window for pictures; a subject that cannot be shown gives way to the view on the screen.
    fn picture_dialog(&mut self, subject: Subject) {
        let subject = if picture::can_show(&self.model, subject) { subject } else { Subject::View };
        if subject != self.model.state.picture.subject {
            self.model.state.picture = picture::of_subject(&self.model.state.picture, subject);
        }
        self.views.dialogs.open(&Action::PictureDialog);
    }

    fn draw(&mut self, ctx: &Context, target: Target) {
        self.work.draw(ctx, picture::order(&self.model, self.views.network.camera()), target);
    }

    /// While the window for pictures is open, keeps its preview up to date.
    pub(in super::super) fn preview(&mut self, ctx: &Context) {
        if !self.views.dialogs.is_picture() {
            (self.wished, self.model.preview) = (None, None);
            return;
        }
        let camera = self.views.network.camera();
        let wish = picture::wish(&self.model, camera);
        if self.wished.as_ref() != Some(&wish) {
            self.work.preview(ctx, picture::order(&self.model, camera));
            self.wished = Some(wish);
        }
    }

    fn save_lexicon(&mut self, path: PathBuf) {
        let project = &self.model.project;
        let lexicon = UserLexicon::of(&project.personal, project.edits.active());
        let written = file::write(&path, teach::to_tsv(&lexicon.rows()).as_bytes());
        self.tell(written.map_or_else(Outcome::Failed, |()| Outcome::Saved(path)));
    }

    /// Tells how something got to its target.
    pub(super) fn tell(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Saved(path) => self.notify([Notice::Saved(path)]),
            Outcome::Copied(clipboard) => {
                self.clipboard = Some(clipboard);
                self.notify([Notice::PictureCopied]);
            }
            Outcome::Cancelled => self.notify([Notice::Cancelled]),
            Outcome::Failed(Error::Write { path, kind, reason }) => {
                self.notify([Notice::NotWritten(path, kind, reason)]);
            }
            Outcome::Failed(error) => self.notify([Notice::Failed(error.to_string())]),
        }
    }
}
