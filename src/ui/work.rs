//! The window's background work: dictionary, reading, layout, pictures and data. At most one job of each runs; a newer one
//! drops the older with its late results.

use super::{
    data,
    drag::Drag,
    model::{Activity, Notice, Phase},
    picture,
};
use crate::{
    Warning,
    article::{Article, copies::Stories, load},
    extract::Extractor,
    job::{Job, Reporter},
    layout::{self, Point, Request},
    pipeline::{self, Watch},
    project::{
        Project,
        file::{self, Saver, Stored, Trouble},
    },
    resolve::{Read, Resolved},
};
use std::{
    ops::ControlFlow,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::sleep,
    time::{Duration, Instant},
};

/// What to read.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// Files and folders.
    Paths(Vec<PathBuf>),
    /// The samples inside the program.
    Samples,
    /// A pasted text.
    Article(Box<Article>),
    /// A project file, in place of what is open.
    Project(PathBuf),
    /// What can be read of a damaged project file, as a new one beside it.
    Recovery(PathBuf),
}

/// A project as it was read from a file.
pub struct OpenedProject {
    /// The file.
    pub path: PathBuf,
    /// What it holds, up to date.
    pub joined: Joined,
    /// Where changes go; none if it can only be read.
    pub saver: Option<Saver>,
    /// What the user should know.
    pub notices: Vec<Notice>,
}

/// A project whose facts are up to date, with all that its articles tell.
pub struct Joined {
    /// The project.
    pub project: Project,
    /// What its articles tell before any edit.
    pub told: Arc<Resolved>,
    /// Which articles tell the same story.
    pub stories: Stories,
    /// How many articles that had arrived are in it.
    pub n_arrived: usize,
    /// Articles that were there already.
    pub warnings: Vec<Warning>,
    /// The version of the project it was made from.
    pub base: u64,
}

impl Joined {
    /// Adds articles to a project and brings its facts up to date. About a second for 5,000 articles, and 2 ms for each
    /// that must be extracted anew.
    fn of(mut project: Project, arrived: Vec<Read>, extractor: &Extractor) -> Self {
        let (base, n_arrived) = (project.version(), arrived.len());
        let warnings = if arrived.is_empty() { Vec::new() } else { project.add(arrived) };
        pipeline::refresh(&mut project, extractor);
        let articles: Vec<&Article> = project.reads.iter().map(|read| read.article.as_ref()).collect();
        let stories = Stories::of(&articles);
        let told = Arc::new(pipeline::resolve(&project, extractor));
        Self { project, told, stories, n_arrived, warnings, base }
    }
}

/// What the background has to say.
pub enum Event {
    /// Dictionary and tables are there.
    Loaded(Arc<Extractor>, Vec<Warning>),
    /// So many of so many done.
    Progress(usize, usize),
    /// Articles with their facts, and how long it took.
    Read(Vec<Read>, Vec<Warning>, Duration),
    /// Articles were joined.
    Joined(Box<Joined>),
    /// A project was read.
    Opened(Box<OpenedProject>),
    /// A project could not be read.
    Refused(PathBuf, Trouble),
    /// Opening was cancelled.
    NotOpened,
    /// So many states of the project were saved, or not.
    Saved(usize, Option<Trouble>),
    /// Positions so far.
    Placed(Vec<Point>),
    /// Final positions.
    Settled(Vec<Point>),
    /// So many of so many rows of a picture are drawn.
    Drawn(usize, usize),
    /// A picture or data was written or copied, or not.
    Written(picture::Outcome),
    /// What the picture would be, or why there can be none.
    Preview(Result<picture::Preview, String>),
    /// A worker ended unexpectedly.
    Crashed(String),
}

/// How often intermediate positions are shown.
const LAYOUT_FRAME: Duration = Duration::from_millis(33);

/// Running jobs and reading that waits for the dictionary.
#[derive(Default)]
pub struct Work {
    dictionary: Option<Job<Event>>,
    reading: Option<Job<Event>>,
    joining: Option<Job<Event>>,
    layout: Option<Job<Event>>,
    writing: Option<Job<Event>>,
    preview: Option<Job<Event>>,
    drag: Option<Drag>,
    /// The layout stands still.
    paused: Arc<AtomicBool>,
    waiting: Vec<Source>,
    progress: (usize, usize),
    /// What is being written, and how much of it is done.
    written: Option<Activity>,
}

impl Work {
    /// Loads dictionary, lexicon and tables.
    pub fn load_dictionary(&mut self, ctx: &egui::Context) {
        self.dictionary = Some(start(ctx, |reporter| {
            let (extractor, warnings) = Extractor::load();
            reporter.send(Event::Loaded(Arc::new(extractor), warnings));
        }));
    }

    /// Reads `source` as soon as dictionary and earlier reading are done.
    pub fn read(&mut self, source: Source) {
        self.waiting.push(source);
    }

    /// Starts the next reading that waits, if it can.
    pub fn start_waiting(&mut self, ctx: &egui::Context, extractor: &Option<Arc<Extractor>>) {
        let Some(extractor) = extractor else { return };
        if self.reading.is_some() || self.waiting.is_empty() {
            return;
        }
        let (source, extractor) = (self.waiting.remove(0), Arc::clone(extractor));
        self.progress = (0, 0);
        self.reading = Some(start(ctx, move |reporter| {
            let started = Instant::now();
            let event = match source {
                Source::Project(path) => open(path, &extractor, reporter),
                Source::Recovery(path) => recover(path, &extractor, reporter),
                source => {
                    let (reads, warnings) = read(source, &extractor, reporter);
                    Event::Read(reads, warnings, started.elapsed())
                }
            };
            reporter.send(event);
        }));
    }

    /// Adds articles to a copy of the project, and reads anew what corrections have changed. One at a time.
    pub fn join(&mut self, ctx: &egui::Context, project: &Project, arrived: &[Read], extractor: &Arc<Extractor>) {
        if self.joining.is_none() {
            let (project, arrived, extractor) = (project.clone(), arrived.to_vec(), Arc::clone(extractor));
            self.joining = Some(start(ctx, move |reporter| {
                reporter.send(Event::Joined(Box::new(Joined::of(project, arrived, &extractor))));
            }));
        }
    }

    /// Lays a network out; the answer to an earlier request is dropped.
    pub fn lay_out(&mut self, ctx: &egui::Context, request: Request) {
        let paused = Arc::clone(&self.paused);
        self.drag = None;
        self.layout = Some(start(ctx, move |reporter| {
            let mut shown = Instant::now();
            let settled = layout::layout(&request, &mut |points| {
                let is_paused = || paused.load(Ordering::Relaxed) && !reporter.is_cancelled();
                if shown.elapsed() >= LAYOUT_FRAME || is_paused() {
                    shown = Instant::now();
                    reporter.send(Event::Placed(points()));
                }
                while is_paused() {
                    sleep(LAYOUT_FRAME);
                }
                if reporter.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            reporter.send(Event::Settled(settled));
        }));
    }

    /// Draws a picture and brings it to its target.
    pub fn draw(&mut self, ctx: &egui::Context, order: picture::Order, target: picture::Target) {
        self.written = Some(Activity { phase: Phase::Picture, done: 0, total: 0 });
        self.writing = Some(start(ctx, move |reporter| {
            let outcome = picture::draw(&order, &target, &mut |done, total| {
                reporter.send(Event::Drawn(done, total));
                if reporter.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            reporter.send(Event::Written(outcome));
        }));
    }

    /// Writes data to a file.
    pub fn write(&mut self, ctx: &egui::Context, order: data::Order, path: PathBuf) {
        self.written = Some(Activity { phase: Phase::Data, done: 0, total: 0 });
        self.writing = Some(start(ctx, move |reporter| {
            reporter.send(Event::Written(data::save(&order, &path, &|| reporter.is_cancelled())));
        }));
    }

    /// Draws a picture small, to be looked at beforehand; what was asked for earlier is dropped.
    pub fn preview(&mut self, ctx: &egui::Context, order: picture::Order) {
        self.preview = Some(start(ctx, move |reporter| {
            reporter.send(Event::Preview(picture::preview(&order).map_err(|e| e.to_string())));
        }));
    }

    /// Pulls at a node of the drawing that `drawing` gives; its neighbours follow unless the layout is paused.
    pub fn pull(
        &mut self,
        ctx: &egui::Context,
        (node, to): (usize, Point),
        drawing: impl FnOnce() -> (Request, Vec<Point>),
    ) {
        self.layout = None;
        if self.is_paused() {
            return;
        }
        let drag = self.drag.get_or_insert_with(|| {
            let (request, points) = drawing();
            Drag::start(ctx, request, points)
        });
        drag.hold(node, to);
    }

    /// Lets the pulled node go; all stays where it is.
    pub fn let_go(&mut self) {
        self.drag = None;
    }

    /// Holds the layout still, or lets it go on from there.
    pub fn pause(&mut self, is_paused: bool) {
        self.paused.store(is_paused, Ordering::Relaxed);
        self.drag = None;
    }

    /// True while the layout stands still.
    pub fn is_paused(&self) -> bool {
        self.paused.load(Ordering::Relaxed)
    }

    /// What arrived since the last call, oldest first within each job.
    pub fn drain(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        events.extend(self.drag.as_ref().and_then(Drag::collect));
        let jobs = [
            &mut self.dictionary,
            &mut self.reading,
            &mut self.joining,
            &mut self.layout,
            &mut self.writing,
            &mut self.preview,
        ];
        for job in jobs {
            let arrived: Vec<Event> = job.iter().flat_map(|j| j.events.try_iter()).collect();
            if arrived.iter().any(Event::is_last) {
                *job = None;
            }
            events.extend(arrived);
        }
        for event in &events {
            match event {
                Event::Progress(done, total) => self.progress = (*done, *total),
                Event::Drawn(done, total) => {
                    self.written = Some(Activity { phase: Phase::Picture, done: *done, total: *total });
                }
                Event::Written(_) => self.written = None,
                _ => {}
            }
        }
        events
    }

    /// Stops reading and drawing; what had been read stays.
    pub fn cancel(&mut self) {
        self.waiting.clear();
        if let Some(reading) = &self.reading {
            reading.cancel();
        }
        if let Some(writing) = &self.writing {
            writing.cancel();
        }
    }

    /// What waits to be read, which then no longer does.
    pub fn take_waiting(&mut self) -> Vec<Source> {
        std::mem::take(&mut self.waiting)
    }

    /// Stops reading and drawing, and drops what they still send.
    pub fn abandon(&mut self) {
        self.cancel();
        (self.reading, self.joining) = (None, None);
    }

    /// What takes long, for the window to show.
    pub fn activity(&self) -> Option<Activity> {
        let (done, total) = self.progress;
        if self.reading.is_some() {
            Some(Activity { phase: Phase::Articles, done, total })
        } else if !self.waiting.is_empty() {
            Some(Activity { phase: Phase::Dictionary, done: 0, total: 0 })
        } else {
            self.written.clone().filter(|_| self.writing.is_some())
        }
    }

    /// True while anything runs or waits.
    pub fn is_busy(&self) -> bool {
        let jobs = [&self.dictionary, &self.reading, &self.joining, &self.layout, &self.writing, &self.preview];
        jobs.iter().any(|job| job.is_some()) || !self.waiting.is_empty()
    }
}

impl Event {
    fn is_last(&self) -> bool {
        !matches!(self, Self::Progress(..) | Self::Placed(_) | Self::Drawn(..) | Self::Saved(..))
    }
}

/// Starts a job that wakes the window with each event.
pub fn start(ctx: &egui::Context, work: impl FnOnce(&Reporter<Event>) + Send + 'static) -> Job<Event> {
    let ctx = ctx.clone();
    Job::start(move || ctx.request_repaint(), Event::Crashed, work)
}

fn read(source: Source, extractor: &Extractor, reporter: &Reporter<Event>) -> (Vec<Read>, Vec<Warning>) {
    let progress = |done, total| reporter.send(Event::Progress(done, total));
    let cancelled = || reporter.is_cancelled();
    let watch = Watch { progress: &progress, cancelled: &cancelled };
    match source {
        Source::Paths(paths) => pipeline::read_files(&paths, extractor, &watch),
        Source::Samples => {
            let (articles, warnings) = load::samples();
            (pipeline::read_articles(articles, extractor, &watch), warnings)
        }
        Source::Article(article) => (pipeline::read_articles(vec![*article], extractor, &watch), Vec::new()),
        Source::Project(_) | Source::Recovery(_) => Default::default(),
    }
}

fn open(path: PathBuf, extractor: &Extractor, reporter: &Reporter<Event>) -> Event {
    let opened = match file::open(&path) {
        Ok(opened) => opened,
        Err(trouble) => return Event::Refused(path, trouble),
    };
    let notices = opened.backup.map(Notice::BackedUp).into_iter().collect();
    match into_project(opened.stored, extractor, reporter) {
        Some(joined) => Event::Opened(Box::new(OpenedProject { path, joined, saver: opened.saver, notices })),
        None => Event::NotOpened,
    }
}

/// The new project's file has the number of the first name that is free.
fn recover(path: PathBuf, extractor: &Extractor, reporter: &Reporter<Event>) -> Event {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut places = (1..).map(|n| path.with_file_name(format!("{stem}-{n}.{}", file::ENDING)));
    let saved = file::recover::recover(&path).and_then(|stored| {
        let place = places.find(|place| !place.exists()).ok_or(Trouble::Missing)?;
        let notice = Notice::Recovered(stored.articles.len(), stored.records.len());
        let Some(joined) = into_project(stored, extractor, reporter) else { return Ok(Event::NotOpened) };
        let saver = Some(file::create(&place, &joined.project)?);
        Ok(Event::Opened(Box::new(OpenedProject { path: place, joined, saver, notices: vec![notice] })))
    });
    saved.unwrap_or_else(|trouble| match trouble {
        // What is left of it cannot be recovered again.
        Trouble::Damaged(_) | Trouble::NotAProject => Event::Refused(path, Trouble::Lost),
        trouble => Event::Refused(path, trouble),
    })
}

/// `None` if it was cancelled: a part of a project is none.
fn into_project(stored: Stored, extractor: &Extractor, reporter: &Reporter<Event>) -> Option<Joined> {
    let progress = |done, total| reporter.send(Event::Progress(done, total));
    let cancelled = || reporter.is_cancelled();
    let project = stored.into_project(extractor, &Watch { progress: &progress, cancelled: &cancelled });
    (!reporter.is_cancelled()).then(|| Joined::of(project, Vec::new(), extractor))
}
