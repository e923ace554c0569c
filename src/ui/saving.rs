//! Saves the project in the background: at once at each change, in the order of the changes.

use super::work::{self, Event};
use crate::{
    job::{Job, Reporter},
    project::{Project, file::Saver},
};
use std::{
    iter::once,
    sync::mpsc::{Receiver, Sender, channel},
    time::Duration,
};

/// How long closing waits for what is still to be saved.
const PATIENCE: Duration = Duration::from_secs(10);

/// The open project file.
pub struct Saving {
    job: Job<Event>,
    orders: Sender<Order>,
    n_waiting: usize,
}

enum Order {
    Save(Box<Project>),
    /// Close the file, and answer.
    Close(Sender<()>),
}

impl Saving {
    /// Takes over an open file.
    pub fn start(ctx: &egui::Context, saver: Saver) -> Self {
        let (orders, inbox) = channel();
        Self { job: work::start(ctx, move |reporter| run(saver, &inbox, reporter)), orders, n_waiting: 0 }
    }

    /// Saves what changed; answered by [`Event::Saved`].
    pub fn save(&mut self, project: &Project) {
        if self.orders.send(Order::Save(Box::new(project.clone()))).is_ok() {
            self.n_waiting += 1;
        }
    }

    /// What arrived since the last call.
    pub fn drain(&mut self) -> Vec<Event> {
        let events: Vec<Event> = self.job.events.try_iter().collect();
        for event in &events {
            if let Event::Saved(n, _) = event {
                self.n_waiting = self.n_waiting.saturating_sub(*n);
            }
        }
        events
    }

    /// True while something is still to be saved.
    pub fn is_busy(&self) -> bool {
        self.n_waiting > 0
    }
}

/// Saves what is still to be saved, and closes the file, so that it can be opened again at once.
impl Drop for Saving {
    fn drop(&mut self) {
        let (answer, answered) = channel();
        if self.orders.send(Order::Close(answer)).is_ok() {
            let _ = answered.recv_timeout(PATIENCE);
        }
    }
}

/// Of several states that wait only the last is saved: it holds all that the others do.
fn run(mut saver: Saver, inbox: &Receiver<Order>, reporter: &Reporter<Event>) {
    while let Ok(first) = inbox.recv() {
        let (mut latest, mut n, mut close) = (None, 0, None);
        for order in once(first).chain(inbox.try_iter()) {
            match order {
                Order::Save(project) => (latest, n) = (Some(project), n + 1),
                Order::Close(answer) => close = Some(answer),
            }
        }
        if let Some(project) = latest {
            reporter.send(Event::Saved(n, saver.save(&project).err()));
        }
        if let Some(answer) = close {
            drop(saver);
            let _ = answer.send(());
            return;
        }
    }
}
