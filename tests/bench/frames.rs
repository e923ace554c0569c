//! What a frame of the window costs: `cargo bench --bench frames [NODES…]`, on a display, such as Xvfb.
//!
//! For each size it opens a window of 1280×800, waits until the layout rests, pans and zooms by pointer and wheel, then
//! rests, and prints a line of JSON: wall time from frame to frame, processor time of the window's thread in our own
//! code, and the share of a core that the resting window takes. Twice as many edges as nodes; 0 is the empty window.
#![allow(clippy::disallowed_macros, clippy::unwrap_used, reason = "a benchmark prints, and fails loudly")]

use cpu_time::{ProcessTime, ThreadTime};
use eframe::egui::{Context, Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, TouchPhase, Ui, Vec2};
use hapjong::{
    extract::EntityKind,
    resolve::{Entity, EntityKey, Link, Resolved},
    ui::{App, Options},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// Frames of panning, and of zooming.
const N_FRAMES: usize = 150;
/// Frames after a change that are not counted: the layout is done, but the picture may be on its way.
const N_QUIET: usize = 20;
/// Where the pointer is: in the middle of the network.
const POINTER: Pos2 = Pos2::new(620.0, 300.0);
const REST: Duration = Duration::from_secs(4);

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![0, 1_000, 10_000, 100_000] } else { sizes };
    // A process opens one window only.
    if let [n_nodes] = sizes[..] {
        return open(n_nodes);
    }
    for size in sizes {
        let program = std::env::current_exe().unwrap();
        std::process::Command::new(program).arg(size.to_string()).status().unwrap();
    }
}

fn open(n_nodes: usize) {
    let viewport = eframe::egui::ViewportBuilder::default().with_inner_size([1280.0, 800.0]);
    let mut options = eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..Default::default() };
    options.glow_options.vsync = false;
    let given = Some(Arc::new(network(n_nodes)));
    let start = move |cc: &eframe::CreationContext| -> Result<Box<dyn eframe::App>, _> {
        Ok(Box::new(Driver::new(App::new(&cc.egui_ctx, Options { given, ..Options::default() }), n_nodes)))
    };
    eframe::run_native("frames", options, Box::new(start)).unwrap();
}

#[derive(Clone, Copy, PartialEq)]
enum Phase {
    Opening,
    Panning,
    Zooming,
    Resting,
}

/// The window with somebody at mouse and wheel.
struct Driver {
    app: App,
    n_nodes: usize,
    phase: Phase,
    /// Frames since the phase began.
    frame: usize,
    last: Instant,
    opened: Instant,
    open_s: f64,
    slowest_opening_ms: f64,
    /// While panning, then while zooming.
    wall_ms: [Vec<f64>; 2],
    own_ms: [Vec<f64>; 2],
    /// Of this frame so far.
    own_s: f64,
    rest: Option<(Instant, ProcessTime)>,
    is_done: bool,
}

impl Driver {
    fn new(app: App, n_nodes: usize) -> Self {
        let now = Instant::now();
        Self {
            app,
            n_nodes,
            phase: Phase::Opening,
            frame: 0,
            last: now,
            opened: now,
            open_s: 0.0,
            slowest_opening_ms: 0.0,
            wall_ms: Default::default(),
            own_ms: Default::default(),
            own_s: 0.0,
            rest: None,
            is_done: false,
        }
    }

    fn begin(&mut self, phase: Phase) {
        (self.phase, self.frame) = (phase, 0);
    }

    /// Notes the frame that has just ended, and goes on to the next phase.
    fn end_frame(&mut self, ctx: &Context) {
        let wall_ms = self.last.elapsed().as_secs_f64() * 1e3;
        self.last = Instant::now();
        self.frame += 1;
        let own_ms = std::mem::take(&mut self.own_s) * 1e3;
        match self.phase {
            Phase::Opening => {
                if self.frame > 2 {
                    self.slowest_opening_ms = self.slowest_opening_ms.max(wall_ms);
                }
                if self.app.is_busy() {
                    self.frame = 3;
                    self.open_s = self.opened.elapsed().as_secs_f64();
                } else if self.frame > N_QUIET {
                    self.begin(Phase::Panning);
                }
            }
            Phase::Panning | Phase::Zooming => {
                let part = usize::from(self.phase == Phase::Zooming);
                self.wall_ms[part].push(wall_ms);
                self.own_ms[part].push(own_ms);
                if self.frame > N_FRAMES {
                    self.begin(if part == 0 { Phase::Zooming } else { Phase::Resting });
                }
            }
            Phase::Resting if self.frame == N_QUIET => self.rest = Some((Instant::now(), ProcessTime::now())),
            Phase::Resting => {}
        }
        match &self.rest {
            None => ctx.request_repaint(),
            Some((since, cpu)) if since.elapsed() >= REST => {
                let share = cpu.elapsed().as_secs_f64() / since.elapsed().as_secs_f64();
                if !std::mem::replace(&mut self.is_done, true) {
                    self.print(share);
                }
                ctx.send_viewport_cmd(eframe::egui::ViewportCommand::Close);
            }
            Some((since, _)) => ctx.request_repaint_after(REST.saturating_sub(since.elapsed())),
        }
    }

    fn print(&mut self, idle_share: f64) {
        let mut line = format!(
            "{{\"nodes\":{},\"open_s\":{:.2},\"slowest_opening_ms\":{:.0}",
            self.n_nodes, self.open_s, self.slowest_opening_ms
        );
        for (part, name) in ["pan", "zoom"].into_iter().enumerate() {
            for (what, values) in [("wall", &mut self.wall_ms[part]), ("own", &mut self.own_ms[part])] {
                values.sort_by(f64::total_cmp);
                let at = |share: f64| values[((values.len() - 1) as f64 * share) as usize];
                let [median, p95, most] = [at(0.5), at(0.95), at(1.0)];
                line += &format!(",\"{name}_{what}_ms\":[{median:.1},{p95:.1},{most:.1}]");
            }
        }
        println!("{line},\"idle_core_percent\":{:.1}}}", idle_share * 100.0);
    }
}

impl eframe::App for Driver {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        let started = ThreadTime::now();
        self.app.logic(ctx, frame);
        self.own_s += started.elapsed().as_secs_f64();
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let started = ThreadTime::now();
        self.app.ui(ui, frame);
        self.own_s += started.elapsed().as_secs_f64();
        self.end_frame(&ui.ctx().clone());
    }

    fn raw_input_hook(&mut self, _: &Context, input: &mut RawInput) {
        let button = |pos, pressed| {
            let modifiers = Modifiers::NONE;
            Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers }
        };
        let turn = std::f32::consts::TAU * self.frame as f32 / N_FRAMES as f32;
        let at = POINTER + 250.0 * Vec2::new(turn.sin(), 0.5 * turn.cos());
        match (self.phase, self.frame) {
            (Phase::Panning, 0) => input.events.extend([Event::PointerMoved(at), button(at, true)]),
            (Phase::Panning, N_FRAMES) => input.events.push(button(at, false)),
            (Phase::Panning, _) => input.events.push(Event::PointerMoved(at)),
            (Phase::Zooming, frame) => {
                let notch = if frame % N_FRAMES < N_FRAMES / 2 { 20.0 } else { -20.0 };
                input.events.extend([
                    Event::PointerMoved(POINTER),
                    Event::MouseWheel {
                        unit: MouseWheelUnit::Point,
                        delta: Vec2::new(0.0, notch),
                        phase: TouchPhase::Move,
                        modifiers: Modifiers::NONE,
                    },
                ]);
            }
            (Phase::Resting, 0) => input.events.push(Event::PointerGone),
            _ => {}
        }
    }
}

/// Nodes that join, each to two ends of earlier edges.
fn network(n_nodes: usize) -> Resolved {
    let mut state = 1_u64;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let mut ends = if n_nodes == 0 { vec![] } else { vec![0, 1] };
    for node in 2..n_nodes {
        let (a, b) = (ends[below(ends.len())], ends[below(ends.len())]);
        ends.extend([a, node, b, node]);
    }
    Resolved {
        entities: (0..n_nodes).map(entity).collect(),
        deals: Vec::new(),
        links: ends.chunks_exact(2).map(|ends| Link { a: ends[0], b: ends[1], weight: 1.0 }).collect(),
    }
}

fn entity(number: usize) -> Entity {
    let (kind, name) = (EntityKind::Company, format!("회사{number:06}"));
    Entity {
        key: EntityKey { kind, name: name.clone() },
        name,
        kind,
        aliases: Vec::new(),
        title: None,
        org: None,
        about: None,
        mentions: Vec::new(),
    }
}
