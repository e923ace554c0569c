//! The stages, one line each: from files to facts, and from the project to everything that is shown.

use crate::{
    Warning,
    article::{Article, load},
    error::Reason,
    extract::{self, Extractor},
    job::panic_message,
    network::{self, Filter, Network},
    project::{
        Project,
        reading::Done,
        review::{self, Marks},
    },
    resolve::{self, Read, Resolved},
};
use rayon::prelude::*;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

/// Everything computed from a project and a filter, but for positions and scene.
#[derive(Debug, Clone, Default)]
pub struct Derived {
    /// Entities and deals over all articles, edits folded in.
    pub resolved: Resolved,
    /// Hides and pins.
    pub marks: Marks,
    /// What passes the filter.
    pub network: Network,
    /// Edits that no longer find their target.
    pub warnings: Vec<Warning>,
}

/// Progress and cancel of a long stage.
pub struct Watch<'a> {
    /// Called with the number done and the number of all, from any thread, not always in order.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
    /// True once the work should stop; what is done by then is returned.
    pub cancelled: &'a (dyn Fn() -> bool + Sync),
}

/// Loads the files and folders and extracts their facts, in parallel in the current rayon pool. Sorted by path, then
/// file; of equal texts the first is kept. A file that cannot be read, or that crashes the extraction, is a warning.
pub fn read_files(paths: &[PathBuf], extractor: &Extractor, watch: &Watch) -> (Vec<Read>, Vec<Warning>) {
    let (files, mut warnings) = load::find(paths);
    let mut project = Project::default();
    let mut reads = Vec::new();
    for result in in_parallel(&files, watch, |path| read_file(path, extractor)) {
        match result {
            Ok((read, warning)) => {
                reads.push(read);
                warnings.extend(warning);
            }
            Err(warning) => warnings.push(warning),
        }
    }
    warnings.extend(project.add(reads));
    (project.reads, warnings)
}

/// Extracts the facts of articles that are already in memory (samples, pasted text), as [`read_files`] does. One that
/// crashes the extraction is kept without facts.
pub fn read_articles(articles: Vec<Article>, extractor: &Extractor, watch: &Watch) -> Vec<Read> {
    let mut project = Project::default();
    project.add(in_parallel(&articles, watch, |article| {
        let facts = caught(|| extract::extract(article, extractor)).unwrap_or_default();
        Read { article: Arc::new(article.clone()), facts: Arc::new(facts) }
    }));
    project.reads
}

/// Brings a project's facts up to date with the metadata and names in force, extracting in parallel in the current rayon
/// pool where that is due: to be called before [`derive()`] whenever articles came or the log's cursor moved.
pub fn refresh(project: &mut Project, extractor: &Extractor) {
    let done: Vec<Done> = project.refresh().par_iter().map(|task| task.run(extractor)).collect();
    done.into_iter().for_each(|done| project.take(done));
}

/// Stages 5 to 7.
pub fn derive(project: &Project, extractor: &Extractor, filter: &Filter) -> Derived {
    derive_from(resolve(project, extractor), project, filter)
}

/// Stage 5: what the articles tell before any edit. The same as long as [`Project::version`] is.
pub fn resolve(project: &Project, extractor: &Extractor) -> Resolved {
    resolve::resolve(&project.reads, &|name| extractor.lexicon.about(name))
}

/// Stages 6 and 7, from what stage 5 gives or from what was given in its place.
pub fn derive_from(resolved: Resolved, project: &Project, filter: &Filter) -> Derived {
    let mut warnings = project.missing(&resolved);
    let (resolved, marks, gone) = review::fold(resolved, &project.reads, project.edits.active());
    warnings.extend(gone);
    let network = network::build(&resolved, &marks, &project.reads, filter);
    Derived { resolved, marks, network, warnings }
}

fn read_file(path: &Path, extractor: &Extractor) -> Result<(Read, Option<Warning>), Warning> {
    let read = || {
        let (article, warning) = load::load(path)?;
        let facts = extract::extract(&article, extractor);
        Ok((Read { article: Arc::new(article), facts: Arc::new(facts) }, warning))
    };
    let crashed = |why| Err(Warning { about: path.display().to_string(), reason: Reason::Crashed(why) });
    caught(read).unwrap_or_else(crashed)
}

/// Does `work` for each item, in order of the items; those left when the watch is cancelled are left out.
pub(crate) fn in_parallel<T: Sync, R: Send>(items: &[T], watch: &Watch, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let n_done = AtomicUsize::new(0);
    let one = |item: &T| {
        if (watch.cancelled)() {
            return None;
        }
        let result = work(item);
        (watch.progress)(n_done.fetch_add(1, Ordering::Relaxed) + 1, items.len());
        Some(result)
    };
    items.par_iter().map(one).collect::<Vec<_>>().into_iter().flatten().collect()
}

/// What `work` returns, or the message of its panic.
fn caught<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| panic_message(&*payload))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicBool;

    const QUIET: Watch = Watch { progress: &|_, _| (), cancelled: &|| false };

    #[test]
    fn work_is_in_order_and_progress_reaches_all() {
        let most = AtomicUsize::new(0);
        let progress = |done, total| {
            assert_eq!(total, 50);
            most.fetch_max(done, Ordering::Relaxed);
        };
        let items: Vec<usize> = (0..50).collect();
        let doubled = in_parallel(&items, &Watch { progress: &progress, ..QUIET }, |i| i * 2);
        assert_eq!(doubled, items.iter().map(|i| i * 2).collect::<Vec<_>>());
        assert_eq!(most.into_inner(), 50);
    }

    #[test]
    fn a_cancelled_stage_keeps_what_it_has() {
        let stop = AtomicBool::new(false);
        let cancelled = || stop.load(Ordering::Relaxed);
        let items: Vec<usize> = (0..1000).collect();
        let done = in_parallel(&items, &Watch { cancelled: &cancelled, ..QUIET }, |&i| {
            stop.store(true, Ordering::Relaxed);
            i
        });
        assert!(!done.is_empty() && done.len() < items.len());
    }

    #[test]
    fn a_panic_is_a_message() {
        assert_eq!(caught(|| -> u8 { panic!("두 번째 문장") }), Err("두 번째 문장".into()));
        assert_eq!(caught(|| 7), Ok(7));
    }
}
