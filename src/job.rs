//! Background work: one thread, a stream of events, a cancel flag and a wake closure. Knows no egui.
//!
//! The work itself is an ordinary function that takes a [`Reporter`]; it can be tested without a thread.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
    mpsc::{Receiver, Sender, channel},
};

/// The two ends a worker needs: where to send events, and whether to go on.
pub struct Reporter<E> {
    events: Sender<E>,
    cancelled: Arc<AtomicBool>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl<E> Reporter<E> {
    /// Sends an event to the owner and wakes it. Events after the owner is gone are dropped.
    pub fn send(&self, event: E) {
        let _ = self.events.send(event);
        (self.wake)();
    }

    /// True once the owner has cancelled; the worker should return soon.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// A running piece of work. Dropping it cancels it.
pub struct Job<E> {
    /// Events in the order they were sent.
    pub events: Receiver<E>,
    cancelled: Arc<AtomicBool>,
}

impl<E: Send + 'static> Job<E> {
    /// Starts `work` on a thread. `wake` is called after each event. A panic in `work` becomes one event made by
    /// `on_panic` from the panic's message.
    #[allow(clippy::disallowed_methods, reason = "this is the one place that starts threads")]
    pub fn start(
        wake: impl Fn() + Send + Sync + 'static,
        on_panic: impl FnOnce(String) -> E + Send + 'static,
        work: impl FnOnce(&Reporter<E>) + Send + 'static,
    ) -> Self {
        let (sender, events) = channel();
        let cancelled = Arc::new(AtomicBool::new(false));
        let reporter = Reporter { events: sender, cancelled: Arc::clone(&cancelled), wake: Arc::new(wake) };
        std::thread::spawn(move || {
            let run = std::panic::AssertUnwindSafe(|| work(&reporter));
            if let Err(payload) = std::panic::catch_unwind(run) {
                reporter.send(on_panic(panic_message(&*payload)));
            }
        });
        Self { events, cancelled }
    }

    /// Asks the work to stop; what it sends until it notices still arrives.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

impl<E> Drop for Job<E> {
    fn drop(&mut self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

/// The message a panic was raised with.
pub(crate) fn panic_message(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "unknown cause".into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn events_arrive_in_order_and_each_wakes() {
        let woken = Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let counter = Arc::clone(&woken);
        let job = Job::start(
            move || _ = counter.fetch_add(1, Ordering::Relaxed),
            |_| 0,
            |reporter| (1..=3).for_each(|i| reporter.send(i)),
        );
        assert_eq!(job.events.iter().collect::<Vec<i32>>(), [1, 2, 3]);
        assert_eq!(woken.load(Ordering::Relaxed), 3);
    }

    #[test]
    fn a_panic_is_an_event() {
        let job = Job::start(|| (), |why| why, |_| panic!("no such sentence"));
        assert_eq!(job.events.recv().unwrap(), "no such sentence");
    }

    #[test]
    fn a_dropped_job_is_cancelled() {
        let (told, seen) = channel();
        let job: Job<()> = Job::start(
            || (),
            |_| (),
            move |reporter| {
                while !reporter.is_cancelled() {
                    std::thread::yield_now();
                }
                let _ = told.send(());
            },
        );
        drop(job);
        assert!(seen.recv().is_ok());
    }
}
