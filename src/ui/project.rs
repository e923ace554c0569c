//! Opening, saving and closing projects. Work without a name of its own is kept in the program's own folder.

use super::{
    App, Stale,
    action::Action,
    history::History,
    model::{Banner, FileState, Notice},
    saving::Saving,
    state::{N_RECENT, Opened, SavedView, Selection},
    strings::Language,
    work::{Joined, OpenedProject, Source},
};
use crate::{
    Warning,
    article::copies::Stories,
    error::Reason,
    project::{
        Project,
        file::{self, ENDING, Saver, Trouble},
    },
};
use egui::{Context, ViewportCommand};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

/// How long after saving failed it is tried again.
const RETRY: Duration = Duration::from_secs(5);
/// Untitled work is `untitled-1.hapjong` and so on.
const UNTITLED: &str = "untitled-";

impl App {
    /// Opens `paths`, else the last project, else the samples.
    pub(super) fn start_project(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        if !paths.is_empty() {
            self.start_untitled(ctx);
            return self.open_paths(ctx, paths);
        }
        match self.model.state.opened.clone() {
            Opened::Project(path) => self.read_project(path),
            Opened::FirstStart => self.open_samples(ctx),
        }
    }

    /// Carries out what has to do with project files.
    pub(super) fn file(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::OpenSamples => self.open_samples(ctx),
            Action::NewProject => self.start_untitled(ctx),
            Action::OpenProjectAt(path) => self.read_project(path),
            Action::SaveProjectAt(path) => self.save_as(ctx, path),
            Action::Recover(path) => self.work.read(Source::Recovery(path)),
            _ => {}
        }
    }

    /// Opens project files; adds all else to the project that is open.
    pub(super) fn open_paths(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        let is_project = |path: &PathBuf| path.extension().is_some_and(|ending| ending == ENDING);
        let (projects, articles): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(is_project);
        if let Some(path) = projects.into_iter().next() {
            self.file(ctx, Action::OpenProjectAt(path));
        }
        if !articles.is_empty() && !self.refuses_changes() {
            self.views.network.follow_layout();
            self.work.read(Source::Paths(articles));
        }
    }

    fn read_project(&mut self, path: PathBuf) {
        if self.model.file.path.as_ref() != Some(&path) {
            self.work.read(Source::Project(path));
        }
    }

    /// Shows a project that was read, in place of the one that is open.
    pub(super) fn show_project(&mut self, ctx: &Context, opened: OpenedProject) {
        // What was asked for with it belongs to it.
        let waiting = self.work.take_waiting();
        self.close_project();
        waiting.into_iter().for_each(|source| self.work.read(source));
        let OpenedProject { path, joined, saver, notices } = opened;
        let is_sample = joined.project.settings.contains_key("samples");
        self.take_in(joined);
        self.model.state.views = views_of(&self.model.project);
        self.kept_views = self.model.state.views.clone();
        self.model.banner = is_sample.then_some(Banner::Samples);
        let access = if saver.is_some() { FileState::Saved } else { FileState::ReadOnly };
        self.attach(ctx, path.clone(), saver, access);
        let read_only = (access == FileState::ReadOnly).then_some(Notice::ReadOnly(path));
        self.notify(notices.into_iter().chain(read_only));
    }

    /// Shows a project that the background has brought up to date.
    pub(super) fn take_in(&mut self, joined: Joined) {
        self.told = joined.told;
        self.told_at = joined.project.version();
        self.model.stories = joined.stories;
        self.model.project = joined.project;
        self.stale = Stale::All;
    }

    /// Articles have been joined to the project. Edits that were made meanwhile go with it; where its facts are others
    /// by now it is done again, which extracts nothing twice.
    pub(super) fn joined(&mut self, mut joined: Joined) {
        let old = std::mem::take(&mut self.model.project);
        let is_current = joined.base == old.version();
        if is_current {
            joined.project.edits = old.edits;
            (joined.project.views, joined.project.settings) = (old.views, old.settings);
            joined.project.personal = old.personal;
            self.arrived.drain(..joined.n_arrived.min(self.arrived.len()));
            // Opening a file again is no news.
            let is_news = |w: &Warning| !matches!(&w.reason, Reason::Duplicate(of) if *of == w.about);
            let warnings = std::mem::take(&mut joined.warnings);
            self.take_in(joined);
            self.notify(warnings.into_iter().filter(is_news).map(Notice::Skipped));
        } else {
            self.model.project = old;
            self.model.project.remember_all(&joined.project);
            self.stale = Stale::All;
        }
    }

    /// A project could not be opened: what is open stays; at the start of the program, something must be.
    pub(super) fn refuse_project(&mut self, ctx: &Context, path: PathBuf, trouble: Trouble) {
        if self.model.file.path.is_none() {
            self.start_untitled(ctx);
        }
        self.model.state.recent.retain(|recent| *recent != path || trouble != Trouble::Missing);
        self.notify([Notice::Refused(path, trouble)]);
    }

    fn open_samples(&mut self, ctx: &Context) {
        self.start_untitled(ctx);
        self.model.project.settings.insert("samples".into(), String::new());
        self.model.banner = Some(Banner::Samples);
        self.work.read(Source::Samples);
    }

    /// Closes what is open and starts an empty project, saved in the program's own folder.
    fn start_untitled(&mut self, ctx: &Context) {
        self.close_project();
        self.model.state.opened = Opened::FirstStart;
        let Some(folder) = self.folder.clone() else { return };
        let places = (1..).map(|n| folder.join(format!("{UNTITLED}{n}.{ENDING}")));
        let made = std::fs::create_dir_all(&folder).map_err(|error| Trouble::Disk(error.to_string()));
        // Another window may take the same number at the same moment.
        let mut tries = places.filter(|path| !path.exists()).map(|path| {
            let saver = made.clone().and_then(|()| file::create(&path, &self.model.project));
            (path, saver)
        });
        match tries.find(|(_, saver)| saver.as_ref().err() != Some(&Trouble::InUse)) {
            Some((path, Ok(saver))) => self.attach(ctx, path, Some(saver), FileState::Saved),
            Some((_, Err(trouble))) => {
                self.model.file.state = FileState::NotSaved;
                self.notify([Notice::NotSaved(trouble)]);
            }
            None => {}
        }
    }

    /// Closes the project that is open, saved; untitled work in which nothing was done leaves nothing.
    fn close_project(&mut self) {
        self.work.abandon();
        self.close_file();
        self.model.project = Project::default();
        (self.told, self.arrived) = (Arc::default(), Vec::new());
        self.told_at = self.model.project.version();
        self.model.stories = Stories::default();
        self.model.given = None;
        self.model.places.clear();
        self.last_layout = None;
        self.model.state.selection = Selection::default();
        self.model.state.filter.around = None;
        self.model.history = History::default();
        (self.model.state.views, self.kept_views) = (BTreeMap::new(), BTreeMap::new());
        self.model.state.reading = None;
        self.model.reviewing = None;
        self.model.added.clear();
        self.model.notices.clear();
        self.model.banner = None;
        self.views.network.follow_layout();
        self.stale = Stale::All;
    }

    /// Waits until all is saved.
    pub(super) fn close_file(&mut self) {
        let path = self.model.file.path.take();
        self.model.file.state = FileState::Unfiled;
        if self.saving.take().is_none() {
            return;
        }
        let project = &self.model.project;
        if let Some(path) = path.filter(|path| project.reads.is_empty() && is_untitled(path, self.folder.as_deref())) {
            let _ = std::fs::remove_file(&path);
            self.model.state.recent.retain(|recent| *recent != path);
        }
    }

    fn attach(&mut self, ctx: &Context, path: PathBuf, saver: Option<Saver>, state: FileState) {
        let recent = &mut self.model.state.recent;
        recent.retain(|known| *known != path);
        recent.insert(0, path.clone());
        recent.truncate(N_RECENT);
        self.model.state.opened = Opened::Project(path.clone());
        self.model.file.path = Some(path);
        self.model.file.state = state;
        self.saving = saver.map(|saver| Saving::start(ctx, saver));
    }

    /// Writes all of the project to another place, where it is kept from now on.
    fn save_as(&mut self, ctx: &Context, path: PathBuf) {
        if self.model.file.path.as_ref() == Some(&path) && self.saving.is_some() {
            return self.save_project();
        }
        match file::create(&path, &self.model.project) {
            Ok(saver) => {
                let old = self.model.file.path.take();
                self.saving = None;
                // What was untitled has a name now.
                if let Some(old) = old.filter(|old| is_untitled(old, self.folder.as_deref())) {
                    let _ = std::fs::remove_file(&old);
                    self.model.state.recent.retain(|recent| *recent != old);
                }
                self.model.project.settings.remove("samples");
                self.attach(ctx, path.clone(), Some(saver), FileState::Saved);
                self.save_project();
                self.notify([Notice::ProjectSaved(path)]);
            }
            Err(trouble) => self.notify([Notice::NotSaved(trouble)]),
        }
    }

    /// Saves what changed, in the background.
    pub(super) fn save_project(&mut self) {
        if let Some(saving) = &mut self.saving {
            saving.save(&self.model.project);
        }
    }

    /// What came of saving. A failure is told once, and tried again until it works.
    pub(super) fn saved(&mut self, trouble: Option<Trouble>) {
        let was_saved = self.model.file.state != FileState::NotSaved;
        match trouble {
            None => {
                self.model.file.state = FileState::Saved;
                if !was_saved {
                    self.notify(self.model.file.path.clone().map(Notice::ProjectSaved));
                }
            }
            Some(trouble) => {
                self.model.file.state = FileState::NotSaved;
                self.retry_at = Some(Instant::now() + RETRY);
                if was_saved {
                    self.notify([Notice::NotSaved(trouble)]);
                }
            }
        }
    }

    /// Tries again what could not be saved, saves views, and shows the project's name in the window's title.
    pub(super) fn keep_up(&mut self, ctx: &Context) {
        if let Some(at) = self.retry_at {
            match at.checked_duration_since(Instant::now()) {
                Some(rest) => ctx.request_repaint_after(rest),
                None => {
                    self.retry_at = None;
                    self.save_project();
                }
            }
        }
        let views = &self.model.state.views;
        if *views != self.kept_views {
            self.kept_views.clone_from(views);
            let json = |(name, view): (&String, _)| Some((name.clone(), serde_json::to_string(view).ok()?));
            self.model.project.views = views.iter().filter_map(json).collect();
            self.save_project();
        }
        let title = self.title();
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn title(&self) -> String {
        let lang = self.model.lang();
        let name = self.model.file.path.as_deref().map(|path| project_name(lang, path));
        let mark = match self.model.file.state {
            FileState::NotSaved => lang.t("title.not_saved"),
            FileState::ReadOnly => lang.t("title.read_only"),
            FileState::Saved | FileState::Unfiled => "",
        };
        let parts = [name.unwrap_or_default(), mark.to_owned(), lang.t("about.title").to_owned()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" – ")
    }

    /// True if nothing can be changed, of which the user is told.
    pub(super) fn refuses_changes(&mut self) -> bool {
        let path = self.model.file.path.clone().filter(|_| self.model.file.state == FileState::ReadOnly);
        let is_read_only = path.is_some();
        self.notify(path.map(Notice::ReadOnly));
        is_read_only
    }
}

/// A project's saved views; one that cannot be read is left out.
fn views_of(project: &Project) -> BTreeMap<String, SavedView> {
    let view = |(name, json): (&String, &String)| Some((name.clone(), serde_json::from_str(json).ok()?));
    project.views.iter().filter_map(view).collect()
}

fn is_untitled(path: &Path, folder: Option<&Path>) -> bool {
    folder.is_some_and(|folder| path.parent() == Some(folder)) && untitled_number(path).is_some()
}

fn untitled_number(path: &Path) -> Option<&str> {
    path.file_stem()?.to_str()?.strip_prefix(UNTITLED).filter(|n| n.parse::<u32>().is_ok())
}

/// A project's name in menus and title: its file's without ending, or 제목 없음 with a number.
pub fn project_name(lang: Language, path: &Path) -> String {
    match untitled_number(path) {
        Some(n) => lang.fill("project.untitled", &[&n]),
        None => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
    }
}
