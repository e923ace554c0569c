//! The one place that changes anything: carries out actions and background events, then derives anew.

mod corrections;
mod leave;
mod look;

use super::{
    App, Stale,
    action::Action,
    facets::Counts,
    model::{Banner, Index, Model, Notice},
    panels, selecting,
    state::{Motion, Selection, ThemeChoice},
    theme::{self, Colours},
    work::{Event, Source},
};
use crate::{
    Warning,
    article::load,
    error::Reason,
    network::{self, Filter},
    pipeline::{self, Derived},
    project::Edit,
    resolve::{EntityKey, Resolved},
    scene::{Looks, looks::LooksChoice},
    text::PartialDate,
};
use egui::Context;
use std::sync::Arc;

impl App {
    /// Carries out one action, and takes note of what is looked at before and after.
    pub(super) fn apply(&mut self, ctx: &Context, action: Action) {
        if let Action::DragNode { .. } = action {
            // Changes nothing that is looked at, and comes every frame.
            return self.carry_out(ctx, action);
        }
        self.model.remark = None;
        self.note_view();
        let is_return = matches!(action, Action::Back | Action::Forward);
        self.carry_out(ctx, action);
        self.model.follow_selection();
        if !is_return {
            self.note_view();
        }
    }

    fn carry_out(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Remark(key) => self.model.remark = Some(key),
            Action::OpenFiles
            | Action::OpenFolder
            | Action::OpenProject
            | Action::SaveAs
            | Action::ChooseLexicon
            | Action::ChoosePath(_) => self.views.files.open(&self.model, action),
            Action::PasteText
            | Action::DataDialog
            | Action::ViewsDialog
            | Action::Shortcuts
            | Action::Notices
            | Action::History
            | Action::About => {
                self.views.dialogs.open(&action);
            }
            Action::CloseDialog => self.views.dialogs.close(),
            Action::Palette => self.views.palette.open(),
            Action::OpenSamples
            | Action::NewProject
            | Action::OpenProjectAt(_)
            | Action::SaveProjectAt(_)
            | Action::Recover(_) => self.file(ctx, action),
            Action::Open(paths) => self.open_paths(ctx, paths),
            Action::OpenText { text, outlet, published } => self.open_text(&text, outlet, published),
            Action::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Action::ReportCrash(reason) => self.absorb(ctx, Event::Crashed(reason)),
            Action::Undo | Action::Redo | Action::GoTo(_) | Action::Edit(_) => self.edit(action),
            Action::HideSelected
            | Action::HideOthers
            | Action::ShowAll
            | Action::PinSelected
            | Action::UnpinSelected => self.mark(action),
            Action::SetFilter(filter) => self.set_filter(filter),
            Action::ClearFilter => self.set_filter(Filter::default()),
            Action::Fit | Action::FocusSelected | Action::ZoomIn | Action::ZoomOut => {
                self.views.network.steer(&self.model, &action);
            }
            Action::Rearrange => self.rearrange(ctx),
            Action::DragNode { node, to } => self.drag_node(ctx, node, to),
            Action::ToggleHulls => {
                let looks = self.model.state.looks;
                self.set_looks(LooksChoice { has_hulls: !looks.has_hulls, ..looks });
            }
            Action::SetLooks(choice) => self.set_looks(choice),
            Action::PauseLayout => self.pause_layout(),
            Action::TogglePanel(_)
            | Action::ResetPanels
            | Action::SwitchLanguage
            | Action::SwitchTheme
            | Action::SwitchMotion
            | Action::LargerText
            | Action::SmallerText => self.arrange(ctx, action),
            action => self.leave(ctx, action),
        }
    }

    /// Takes in one background event.
    pub(super) fn absorb(&mut self, ctx: &Context, event: Event) {
        match event {
            Event::Loaded(extractor, warnings) => {
                self.model.extractor = Some(extractor);
                self.notify(warnings.into_iter().map(Notice::Skipped));
            }
            Event::Progress(..) | Event::Drawn(..) => {}
            Event::Read(reads, warnings, elapsed) => {
                if self.model.has_articles() {
                    self.model.added.extend(reads.iter().map(|read| read.article.id.clone()));
                }
                self.arrived.extend(reads);
                self.model.elapsed = elapsed;
                self.model.given = self.model.given.take().filter(|_| self.arrived.is_empty());
                self.notify(warnings.into_iter().map(Notice::Skipped));
                self.stale = Stale::All;
            }
            Event::Joined(joined) => self.joined(*joined),
            Event::NotOpened => {}
            Event::Opened(opened) => self.show_project(ctx, *opened),
            Event::Refused(path, trouble) => self.refuse_project(ctx, path, trouble),
            Event::Saved(_, trouble) => self.saved(trouble),
            Event::Placed(points) | Event::Settled(points) => {
                self.model.places.take(&self.model.derived, points);
            }
            Event::Written(outcome) => self.tell(outcome),
            Event::Preview(preview) => self.model.preview = Some(preview.map(Arc::new)),
            Event::Crashed(reason) => {
                let about = self.model.lang().t("notice.worker").to_owned();
                self.notify([Notice::Skipped(Warning { about, reason: Reason::Crashed(reason) })]);
            }
        }
        self.work.start_waiting(ctx, &self.model.extractor);
    }

    /// Derives anew what is stale, and lays out the network if it changed.
    pub(super) fn derive(&mut self, ctx: &Context) {
        let given = self.model.given.clone();
        let extractor = self.model.extractor.clone();
        if self.stale == Stale::Nothing || (given.is_none() && extractor.is_none()) {
            return;
        }
        let model = &mut self.model;
        model.places.remember(&model.derived);
        let (project, filter) = (&mut model.project, &model.state.filter);
        let derived = match (self.stale, given, extractor) {
            (Stale::All, Some(given), _) => pipeline::derive_from(Resolved::clone(&given), project, filter),
            (Stale::All, None, Some(extractor)) => {
                // What is known comes back at once; what must be read or joined anew comes from the background, and until
                // then edits show on what was told before.
                project.refresh();
                if !self.arrived.is_empty() || project.is_stale() || project.version() != self.told_at {
                    self.work.join(ctx, project, &self.arrived, &extractor);
                }
                pipeline::derive_from(Resolved::clone(&self.told), project, filter)
            }
            _ => {
                let old = Arc::unwrap_or_clone(std::mem::take(&mut model.derived));
                let network = network::build(&old.resolved, &old.marks, &project.reads, filter);
                Derived { network, ..old }
            }
        };
        let is_edited = self.stale == Stale::All;
        self.stale = Stale::Nothing;
        model.counts = Counts::of(&derived, &model.project, &model.state.filter);
        model.index = Index::of(&derived);
        model.looks = Arc::new(Looks::of(model.state.looks, &derived.network));
        model.derived = Arc::new(derived);
        model.revision += 1;
        model.follow_selection();
        // What is read anew just now may bring a target back.
        let is_settled = !model.project.is_stale();
        let gone: Vec<_> = model.derived.warnings.iter().filter(|_| is_settled).cloned().map(Notice::Skipped).collect();
        let is_new = |n: &Notice| !self.model.notices.contains(n);
        let gone: Vec<_> = gone.into_iter().filter(is_new).collect();
        self.notify(gone);
        if is_edited {
            self.save_project();
        }
        self.lay_out(ctx);
    }

    fn lay_out(&mut self, ctx: &Context) {
        let mut request = self.model.places.request(&self.model.derived);
        self.model.places.adopt(&request);
        let keeps_places = std::mem::take(&mut self.keeps_places);
        let shape = (request.radii.clone(), request.edges.clone());
        let is_placed = request.start.iter().all(Option::is_some);
        if is_placed && !keeps_places && self.last_layout.as_ref() == Some(&shape) {
            return;
        }
        self.last_layout = Some(shape);
        if is_placed && keeps_places {
            // Takes the place of a layout that is still on its way, and moves nothing.
            request.pinned = (0..request.start.len()).collect();
        }
        self.work.lay_out(ctx, request);
    }

    fn rearrange(&mut self, ctx: &Context) {
        self.model.places.clear();
        self.last_layout = None;
        self.views.network.follow_layout();
        self.lay_out(ctx);
    }

    fn pause_layout(&mut self) {
        let is_paused = !self.work.is_paused();
        self.work.pause(is_paused);
        self.model.is_layout_paused = is_paused;
    }

    fn set_looks(&mut self, choice: LooksChoice) {
        self.model.state.looks = choice;
        self.model.looks = Arc::new(Looks::of(choice, &self.model.derived.network));
    }

    /// What is dragged is there at once, and pulls the rest along in the background.
    fn drag_node(&mut self, ctx: &Context, node: usize, to: [f32; 2]) {
        let Model { places, derived, .. } = &mut self.model;
        self.work.pull(ctx, (node, to), || {
            places.remember(derived);
            (places.request(derived), places.points.clone())
        });
        places.drag(node, to);
    }

    fn open_text(&mut self, text: &str, outlet: Option<String>, published: Option<PartialDate>) {
        if self.refuses_changes() {
            return;
        }
        self.n_pasted += 1;
        let file = self.model.lang().fill("paste.file", &[&self.n_pasted]);
        match load::from_bytes(&file, "", text.as_bytes()) {
            Ok((mut article, warning)) => {
                article.meta.outlet = outlet.or(article.meta.outlet);
                article.meta.published = published.or(article.meta.published);
                self.notify(warning.into_iter().map(Notice::Skipped));
                self.work.read(Source::Article(Box::new(article)));
            }
            Err(warning) => self.notify([Notice::Skipped(warning)]),
        }
    }

    fn edit(&mut self, action: Action) {
        if self.refuses_changes() {
            return;
        }
        let edits = &mut self.model.project.edits;
        match action {
            Action::Undo => drop(edits.undo()),
            Action::Redo => drop(edits.redo()),
            Action::GoTo(n) => edits.go_to(n),
            Action::Edit(edit) => {
                self.work.let_go();
                edits.push(edit, now());
            }
            _ => return,
        }
        self.stale = Stale::All;
    }

    fn mark(&mut self, action: Action) {
        let keys: Vec<EntityKey> = self.model.selection().entities.iter().cloned().collect();
        let place = |key: &EntityKey| {
            let node = self.model.find_entity(key).and_then(|e| self.model.index.node_of.get(e).copied().flatten())?;
            self.model.places.points.get(node).copied()
        };
        let edits: Vec<Edit> = match action {
            Action::ShowAll => vec![Edit::ShowAll],
            Action::HideSelected => keys.into_iter().map(|entity| Edit::Hide { entity }).collect(),
            Action::HideOthers => {
                let others =
                    (0..self.model.derived.network.nodes.len()).filter(|n| !self.model.selected.nodes.contains(n));
                let others = selecting::of_nodes(&self.model, others).entities;
                others.into_iter().map(|entity| Edit::Hide { entity }).collect()
            }
            Action::UnpinSelected => keys.into_iter().map(|entity| Edit::Unpin { entity }).collect(),
            _ => (keys.into_iter())
                .filter_map(|entity| place(&entity).map(|[x, y]| Edit::Pin { entity, x, y }))
                .collect(),
        };
        if action == Action::HideSelected {
            self.model.state.selection = Selection::default();
        }
        match <[Edit; 1]>::try_from(edits) {
            Ok([edit]) => self.edit(Action::Edit(edit)),
            Err(edits) if edits.is_empty() => {}
            Err(edits) => self.edit(Action::Edit(Edit::Several(edits))),
        }
    }

    fn set_filter(&mut self, filter: Filter) {
        if self.model.state.filter != filter {
            self.model.state.filter = filter;
            self.stale = self.stale.max(Stale::Network);
        }
    }

    fn arrange(&mut self, ctx: &Context, action: Action) {
        let state = &mut self.model.state;
        match action {
            Action::TogglePanel(pane) => panels::toggle(&mut self.panels, pane),
            Action::ResetPanels => self.panels = panels::first(ctx.content_rect().width()),
            Action::SwitchLanguage => state.language = state.language.other(),
            Action::LargerText => ctx.set_zoom_factor((ctx.zoom_factor() + 0.1).min(2.0)),
            Action::SmallerText => ctx.set_zoom_factor((ctx.zoom_factor() - 0.1).max(0.7)),
            Action::SwitchTheme => {
                state.theme = if state.theme == ThemeChoice::Light { ThemeChoice::Dark } else { ThemeChoice::Light };
            }
            _ => state.motion = if state.motion == Motion::Full { Motion::Reduced } else { Motion::Full },
        }
        self.model.theme = theme::scene_theme(self.model.state.theme);
        self.model.colours = Colours::of(self.model.state.theme);
        theme::apply(ctx, self.model.state.theme, self.model.state.motion);
        // The frame that is being begun still has the old style.
        ctx.request_repaint();
    }

    fn selected_names(&self) -> String {
        self.model.selected_entities().iter().map(|&e| self.model.name(e)).collect::<Vec<_>>().join(", ")
    }

    fn show_in_folder(&mut self, path: &std::path::Path) {
        let folder = path.parent().unwrap_or(path);
        if let Err(error) = open::that_detached(folder) {
            self.notify([Notice::Failed(format!("{}: {error}", folder.display()))]);
        }
    }

    /// Adds notices, and a line under the menu for those that tell of something left out.
    pub(super) fn notify(&mut self, notices: impl IntoIterator<Item = Notice>) {
        let before = self.model.notices.len();
        self.model.notices.extend(notices);
        let n_new = self.model.notices.len() - before;
        if n_new > 0 {
            let n_open = if let Some(Banner::Notices(n)) = self.model.banner { n } else { 0 };
            self.model.banner = Some(Banner::Notices(n_open + n_new));
        }
    }
}

/// Seconds since 1970.
fn now() -> Option<i64> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}
