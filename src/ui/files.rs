//! The dialogs that choose files, folders and where a picture goes. They need no desktop portal.

use super::{
    action::{Action, Save},
    model::Model,
    project::project_name,
    strings::Language,
};
use crate::project::file::ENDING;
use egui::{Align2, Context, Modal};
use egui_file_dialog::{DialogState, FileDialog, FileDialogLabels};
use std::path::{Path, PathBuf};

/// The dialog that is open, if any.
#[derive(Default)]
pub struct FileDialogs {
    open: Option<(Purpose, FileDialog)>,
    /// A file that is there, under the name that was typed with its ending added.
    asked: Option<(Save, PathBuf)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Files,
    Folder,
    Lexicon,
    Project,
    SaveAs,
    /// The end of the file's name tells its format.
    Save(Save, &'static str),
}

impl FileDialogs {
    /// True while a dialog is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some() || self.asked.is_some()
    }

    /// Opens the dialog that an action asks for.
    pub fn open(&mut self, model: &Model, action: Action) {
        let lang = model.lang();
        let mut dialog =
            FileDialog::new().as_modal(true).labels(labels(lang)).anchor(Align2::CENTER_CENTER, [0.0, 0.0]);
        // Its search field is always dark, whatever the theme.
        dialog = dialog.default_size([720.0, 460.0]).show_search(false);
        if let Some(folder) = first_folder(model) {
            dialog = dialog.initial_directory(folder);
        }
        let purpose = match action {
            Action::OpenFolder => Purpose::Folder,
            Action::ChooseLexicon => Purpose::Lexicon,
            Action::ChoosePath(save) => Purpose::Save(save, ending(model, save)),
            Action::OpenProject => Purpose::Project,
            Action::SaveAs => Purpose::SaveAs,
            _ => Purpose::Files,
        };
        match purpose {
            Purpose::Files => {
                let extensions = vec!["txt", "md", "html", "htm"];
                let name = lang.t("files.articles");
                dialog = dialog.add_file_filter_extensions(name, extensions).default_file_filter(name);
                dialog.pick_multiple();
            }
            Purpose::Folder => dialog.pick_directory(),
            Purpose::Project => {
                let name = lang.t("files.projects");
                dialog = dialog.title(lang.t("files.title_project"));
                dialog = dialog.add_file_filter_extensions(name, vec![ENDING]).default_file_filter(name);
                dialog.pick_file();
            }
            Purpose::SaveAs => {
                let name = model.file.path.as_deref().map(|path| project_name(lang, path));
                let name = name.unwrap_or_else(|| lang.fill("project.untitled", &[&1]));
                let kind = lang.t("files.projects");
                dialog = dialog.title(lang.t("files.title_save_as"));
                dialog = dialog.default_file_name(&format!("{name}.{ENDING}")).add_save_extension(kind, ENDING);
                dialog = dialog.default_save_extension(kind);
                dialog.save_file();
            }
            Purpose::Lexicon => {
                dialog.labels_mut().title_select_file = lang.t("files.title_lexicon").to_owned();
                dialog.pick_file();
            }
            Purpose::Save(save, ending) => {
                let labels = dialog.labels_mut();
                labels.title_save_file = lang.t(save_title(save)).to_owned();
                dialog = dialog.default_file_name(&format!("{}.{ending}", lang.t("files.first_name")));
                dialog.save_file();
            }
        }
        self.open = Some((purpose, dialog));
    }

    /// Draws the dialog and pushes what was chosen.
    pub fn show(&mut self, ctx: &Context, model: &Model, actions: &mut Vec<Action>) {
        self.question_ui(ctx, model.lang(), actions);
        let Some((purpose, dialog)) = &mut self.open else { return };
        dialog.update(ctx);
        let one = dialog.take_picked();
        let many = dialog.take_picked_multiple();
        let picked: Vec<PathBuf> = one.into_iter().chain(many.into_iter().flatten()).collect();
        if picked.is_empty() {
            if *dialog.state() != DialogState::Open {
                self.open = None;
            }
            return;
        }
        match (*purpose, picked.into_iter()) {
            (Purpose::Save(save, ending), mut paths) => {
                // The dialog itself asks about a file of the very name that was typed.
                let typed = paths.next().unwrap_or_default();
                let path = with_ending(&typed, ending);
                if path != typed && path.exists() {
                    self.asked = Some((save, path));
                } else {
                    actions.push(Action::Save(save, path));
                }
            }
            (Purpose::Project, paths) => actions.extend(paths.take(1).map(Action::OpenProjectAt)),
            (Purpose::SaveAs, paths) => actions.extend(paths.take(1).map(Action::SaveProjectAt)),
            (Purpose::Lexicon, paths) => actions.extend(paths.map(Action::OpenLexicon)),
            (Purpose::Files | Purpose::Folder, paths) => actions.push(Action::Open(paths.collect())),
        }
        self.open = None;
    }

    fn question_ui(&mut self, ctx: &Context, lang: Language, actions: &mut Vec<Action>) {
        let Some((save, path)) = self.asked.clone() else { return };
        let modal = Modal::new(egui::Id::new("overwrite")).show(ctx, |ui| {
            ui.set_max_width(420.0);
            ui.label(format!("{} {}", path.display(), lang.t("files.exists")));
            ui.add_space(10.0);
            ui.horizontal(|ui| {
                [ui.button(lang.t("files.overwrite")).clicked(), ui.button(lang.t("do.cancel")).clicked()]
            })
            .inner
        });
        let [is_meant, is_not] = modal.inner;
        if is_meant {
            actions.push(Action::Save(save, path));
        }
        if is_meant || is_not || modal.should_close() {
            self.asked = None;
        }
    }
}

/// The end of the name of a file that is to be written.
fn ending(model: &Model, save: Save) -> &'static str {
    match save {
        Save::Picture => model.state.picture.format.ending(),
        Save::Data => model.state.data.format.ending(),
        Save::Lexicon => "tsv",
    }
}

fn save_title(save: Save) -> &'static str {
    match save {
        Save::Picture => "files.title_picture",
        Save::Data => "files.title_data",
        Save::Lexicon => "files.title_lexicon_save",
    }
}

/// `path` with `ending` added, unless it ends so.
fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match name.to_lowercase().ends_with(&format!(".{ending}")) {
        true => path.to_owned(),
        false => path.with_file_name(format!("{name}.{ending}")),
    }
}

/// Where a dialog starts: beside what was opened last, else at home.
fn first_folder(model: &Model) -> Option<PathBuf> {
    let latest = model.project.reads.iter().rev().find(|read| !read.article.path.is_empty());
    let folder = latest.and_then(|read| Path::new(&read.article.path).parent()).filter(|folder| folder.is_dir());
    folder.map(PathBuf::from).or_else(std::env::home_dir)
}

fn labels(lang: Language) -> FileDialogLabels {
    let t = |key: &str| lang.t(key).to_owned();
    FileDialogLabels {
        title_select_directory: t("files.title_folder"),
        title_select_file: t("files.title_files"),
        title_select_multiple: t("files.title_files"),
        title_save_file: t("files.title_picture"),
        cancel: t("do.cancel"),
        overwrite: t("files.overwrite"),
        reload: t("files.reload"),
        working_directory: t("files.working"),
        select_all: t("files.select_all"),
        show_hidden: t("files.hidden"),
        show_system_files: t("files.system"),
        heading_pinned: t("files.pinned"),
        heading_places: t("files.places"),
        heading_devices: t("files.devices"),
        heading_removable_devices: t("files.removable"),
        home_dir: t("files.home"),
        desktop_dir: t("files.desktop"),
        documents_dir: t("files.documents"),
        downloads_dir: t("files.downloads"),
        audio_dir: t("files.audio"),
        pictures_dir: t("files.pictures"),
        videos_dir: t("files.videos"),
        pin_folder: t("files.pin"),
        unpin_folder: t("files.unpin"),
        rename_pinned_folder: t("files.rename"),
        selected_directory: t("files.chosen_folder"),
        selected_file: t("files.chosen_files"),
        selected_items: t("files.chosen_files"),
        file_name: t("files.name"),
        file_filter_all_files: t("files.all"),
        save_extension_any: t("files.all"),
        open_button: t("files.open"),
        save_button: t("files.save"),
        cancel_button: t("do.cancel"),
        overwrite_file_modal_text: t("files.exists"),
        err_empty_folder_name: t("files.no_name"),
        err_empty_file_name: t("files.no_name"),
        err_directory_exists: t("files.folder_exists"),
        err_file_exists: t("files.file_exists"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gets_its_ending_once() {
        for (typed, ending, path) in [
            ("a/그림", "png", "a/그림.png"),
            ("a/그림.PNG", "png", "a/그림.PNG"),
            ("v1.2", "csv", "v1.2.csv"),
            ("x.ftm.jsonl", "ftm.jsonl", "x.ftm.jsonl"),
        ] {
            assert_eq!(with_ending(Path::new(typed), ending), Path::new(path));
        }
    }
}
