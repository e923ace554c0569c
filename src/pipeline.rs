//! The stages, one line each: from the project to everything that is shown.

use crate::{
    Warning,
    extract::Extractor,
    network::{self, Filter, Network},
    project::{
        Project,
        review::{self, Marks},
    },
    resolve::{self, Resolved},
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

/// Stages 5 to 7.
pub fn derive(project: &Project, extractor: &Extractor, filter: &Filter) -> Derived {
    let resolved = resolve::resolve(&project.reads, &|name| extractor.lexicon.about(name));
    let (resolved, marks, warnings) = review::fold(resolved, project.edits.active());
    let network = network::build(&resolved, &marks, &project.reads, filter);
    Derived { resolved, marks, network, warnings }
}
