//! The window: eframe's two calls around one loop.
//!
//! `logic` drains the background, carries out queued actions in order and derives anew if anything changed;
//! `ui` draws. Each view reads the [`model::Model`] and pushes [`action::Action`]s; only `ui::update` changes anything.

pub mod action;
pub mod commands;
pub mod correct;
pub mod data;
pub mod model;
pub mod panels;
pub mod picture;
pub mod reviewing;
pub mod state;
pub mod theme;
pub mod work;

mod article_pick;
mod article_view;
mod bars;
mod canvas;
mod details;
mod dialogs;
mod drag;
mod edit_history;
mod edit_name;
mod facets;
mod files;
mod gestures;
mod history;
mod key_sheet;
mod keyboard;
mod legend;
mod marquee;
mod minimap;
mod network_card;
mod network_looks;
mod network_tools;
mod network_view;
mod notices;
mod palette;
mod places;
mod project;
mod saving;
mod search;
mod selected;
mod selecting;
mod start;
mod tables;
mod update;
mod views_dialog;
mod widgets;

use crate::resolve::{Read, Resolved};
pub use crate::strings;
use action::Action;
use model::{Activity, Model, Phase};
use state::{ThemeChoice, UiState};
use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Instant};
use strings::Language;
use work::Work;

/// The key under which eframe keeps what is remembered.
const STORAGE_KEY: &str = "hapjong";

/// The window's icon.
const ICON: &[u8] = include_bytes!("../../assets/icon.png");

/// What every view keeps for itself: half-typed text, scroll, open dialogs.
#[derive(Default)]
struct Views {
    network: network_view::NetworkView,
    tables: tables::Tables,
    article: article_view::ArticleView,
    search: search::SearchBox,
    legend: legend::Legend,
    files: files::FileDialogs,
    dialogs: dialogs::Dialogs,
    palette: palette::Palette,
    corrections: correct::Corrections,
}

/// The whole window.
pub struct App {
    model: Model,
    views: Views,
    /// Empty until the first frame.
    panels: egui_tiles::Tree<panels::Pane>,
    work: Work,
    queue: Vec<Action>,
    /// What the last layout was made for; the same need not be laid out again.
    last_layout: Option<LayoutShape>,
    /// Keeps a copied picture on the clipboard.
    clipboard: Option<Box<arboard::Clipboard>>,
    n_pasted: usize,
    stale: Stale,
    /// What the latest preview was asked for.
    wished: Option<picture::Wish>,
    /// What the articles tell before any edit.
    told: Arc<Resolved>,
    /// The version of the project that told it.
    told_at: u64,
    /// Articles that are still to be joined to the project.
    arrived: Vec<Read>,
    /// Where changes of the project go.
    saving: Option<saving::Saving>,
    /// The views as the project has them.
    kept_views: BTreeMap<String, state::SavedView>,
    /// When to try again what could not be saved.
    retry_at: Option<Instant>,
    /// Where work without a name is kept; none in tests.
    folder: Option<PathBuf>,
    title: String,
    /// The next layout is of a saved view, and stays as it was saved.
    keeps_places: bool,
}

/// How much must be derived anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stale {
    Nothing,
    /// The network, because the filter changed.
    Network,
    /// All of it, because articles or edits changed.
    All,
}

/// Radii and weighted edges. Pinning is no reason for another layout: what is pinned is where it should be.
type LayoutShape = (Vec<f32>, Vec<(usize, usize, f32)>);

/// How a window starts.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What was remembered; `None` at the first start.
    pub state: Option<UiState>,
    /// Files and folders to open instead of what was open last.
    pub paths: Vec<PathBuf>,
    /// A network to show instead of articles; then nothing is remembered.
    pub given: Option<Arc<Resolved>>,
    /// Where work without a name is kept; none keeps it in memory only.
    pub folder: Option<PathBuf>,
}

/// Opens the window with `paths`, else with what was open last, else with the samples. Returns when it is closed.
/// With `given` it shows that network instead of articles.
pub fn run(paths: Vec<PathBuf>, given: Option<Arc<Resolved>>) -> Result<(), String> {
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id("hapjong")
        .with_title("합종 Hapjong")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([960.0, 600.0]);
    if let Ok(icon) = eframe::icon_data::from_png_bytes(ICON) {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..Default::default() };
    let start = move |cc: &eframe::CreationContext| -> Result<Box<dyn eframe::App>, _> {
        let stored = |key: &str| cc.storage.and_then(|s| s.get_string(key));
        let state = stored(STORAGE_KEY).and_then(|text| serde_json::from_str(&text).ok());
        let folder = eframe::storage_dir("hapjong").map(|folder| folder.join("untitled"));
        let mut app = App::new(&cc.egui_ctx, Options { state, paths, given, folder });
        if let Some(panels) = stored("panels").and_then(|text| serde_json::from_str(&text).ok()) {
            app.panels = panels;
        }
        Ok(Box::new(app))
    };
    eframe::run_native("hapjong", options, Box::new(start)).map_err(|error| error.to_string())
}

impl App {
    /// A window on `ctx`, which starts to load dictionary and articles at once.
    pub fn new(ctx: &egui::Context, options: Options) -> Self {
        let mut state = options.state.unwrap_or_else(|| first_state(ctx));
        if options.given.is_some() {
            state = UiState { language: state.language, theme: state.theme, motion: state.motion, ..first_state(ctx) };
        }
        theme::install_fonts(ctx);
        theme::apply(ctx, state.theme, state.motion);
        ctx.options_mut(|o| o.zoom_with_keyboard = false);
        let mut app = Self {
            model: Model::new(state),
            views: Views::default(),
            panels: egui_tiles::Tree::empty("panels"),
            work: Work::default(),
            queue: Vec::new(),
            last_layout: None,
            clipboard: None,
            n_pasted: 0,
            stale: Stale::All,
            wished: None,
            told: Arc::default(),
            told_at: 0,
            arrived: Vec::new(),
            saving: None,
            kept_views: BTreeMap::new(),
            retry_at: None,
            folder: options.folder,
            title: String::new(),
            keeps_places: false,
        };
        app.work.load_dictionary(ctx);
        app.model.given = options.given;
        if app.model.given.is_none() {
            app.start_project(ctx, options.paths);
        }
        app
    }

    /// Everything that views see; for tests.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Adds an action to be carried out before the next frame.
    pub fn push(&mut self, action: Action) {
        self.queue.push(action);
    }

    /// True while background work runs or actions wait.
    pub fn is_busy(&self) -> bool {
        self.work.is_busy()
            || !self.queue.is_empty()
            || self.views.network.is_drawing()
            || self.saving.as_ref().is_some_and(saving::Saving::is_busy)
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        let saved = self.saving.iter_mut().flat_map(saving::Saving::drain);
        for event in saved.collect::<Vec<_>>().into_iter().chain(self.work.drain()) {
            self.absorb(ctx, event);
        }
        for action in std::mem::take(&mut self.queue) {
            self.apply(ctx, action);
        }
        self.work.start_waiting(ctx, &self.model.extractor);
        self.derive(ctx);
        self.preview(ctx);
        self.note_camera();
        self.keep_up(ctx);
        let joining = Activity { phase: Phase::Articles, done: 0, total: 0 };
        self.model.activity = self.work.activity().or((!self.arrived.is_empty()).then_some(joining));
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let Self { model, views, panels, queue, .. } = self;
        let ctx = ui.ctx().clone();
        if panels.is_empty() {
            // Only now is the window's width known.
            *panels = panels::first(ctx.content_rect().width());
        }
        let is_covered = views.dialogs.is_open() || views.files.is_open() || views.palette.is_open();
        let is_covered = is_covered || views.corrections.is_open();
        if !is_covered && !egui::Popup::is_any_open(&ctx) {
            reviewing::keys(&ctx, model, queue);
            queue.extend(commands::pressed(&ctx, model));
            if let Some(text) = commands::pasted(&ctx) {
                views.dialogs.paste(text);
            }
        }
        bars::top_ui(ui, model, panels, &mut views.search, queue);
        bars::status_ui(ui, model, queue);
        panels::panels_ui(ui, model, views, panels, queue);
        views.dialogs.show(&ctx, model, queue);
        views.palette.show(&ctx, model, queue);
        views.corrections.show(&ctx, model, queue);
        views.files.show(&ctx, model, queue);
        start::drop_ui(&ctx, model, queue);
        if !queue.is_empty() {
            ctx.request_repaint();
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.close_file();
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        if self.model.given.is_some() {
            return;
        }
        let texts =
            [(STORAGE_KEY, serde_json::to_string(&self.model.state)), ("panels", serde_json::to_string(&self.panels))];
        for (key, text) in texts {
            if let Ok(text) = text {
                storage.set_string(key, text);
            }
        }
    }
}

fn first_state(ctx: &egui::Context) -> UiState {
    let theme = match ctx.system_theme() {
        Some(egui::Theme::Dark) => ThemeChoice::Dark,
        _ => ThemeChoice::Light,
    };
    UiState { language: Language::of_system(), theme, ..UiState::default() }
}
