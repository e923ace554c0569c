//! The dialogs that choose files, folders and where a picture goes. They need no desktop portal.

use super::{action::Action, model::Model, project::project_name, strings::Language};
use crate::project::file::ENDING;
use egui::{Align2, Context};
use egui_file_dialog::{DialogState, FileDialog, FileDialogLabels};
use std::path::{Path, PathBuf};

/// The dialog that is open, if any.
#[derive(Default)]
pub struct FileDialogs {
    open: Option<(Purpose, FileDialog)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Files,
    Folder,
    Picture,
    Project,
    SaveAs,
}

impl FileDialogs {
    /// True while a dialog is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
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
            Action::ChoosePicturePath => Purpose::Picture,
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
            Purpose::Picture => {
                dialog = dialog.default_file_name("hapjong.png").add_save_extension("PNG", "png");
                dialog = dialog.default_save_extension("PNG");
                dialog.save_file();
            }
        }
        self.open = Some((purpose, dialog));
    }

    /// Draws the dialog and pushes what was chosen.
    pub fn show(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
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
        match purpose {
            Purpose::Picture => actions.extend(picked.into_iter().next().map(Action::SavePicture)),
            Purpose::Project => actions.extend(picked.into_iter().next().map(Action::OpenProjectAt)),
            Purpose::SaveAs => actions.extend(picked.into_iter().next().map(Action::SaveProjectAt)),
            Purpose::Files | Purpose::Folder => actions.push(Action::Open(picked)),
        }
        self.open = None;
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
        title_save_file: t("files.title_save"),
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
