//! Data from the window: which part of the network, in which format, written in the background.

mod dialog;

pub use dialog::DataDialog;

use super::{model::Model, picture::Outcome, places::Places, strings::Language};
use crate::{
    Error,
    export::{
        data::Format,
        file,
        rows::{Source, tables},
    },
    extract::EntityKind,
    layout,
    network::{self, Filter, Network, part},
    pipeline::Derived,
    resolve::Read,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, ops::ControlFlow, path::Path, sync::Arc};

/// What data is written, and how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DataOptions {
    /// Which part.
    pub scope: Scope,
    /// The kind of file.
    pub format: Format,
}

/// Which part of what is known leaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// What passes the filter.
    #[default]
    Shown,
    /// Everything but what was hidden or rejected, whatever the filter.
    Whole,
    /// What is selected, and its neighbours.
    Selected,
}

/// All that a file of data is made of.
pub struct Order {
    options: DataOptions,
    derived: Arc<Derived>,
    reads: Vec<Read>,
    places: Places,
    near: BTreeSet<usize>,
    language: Language,
}

/// The order for what the model holds, as its options say.
pub fn order(model: &Model) -> Order {
    Order {
        options: model.state.data,
        derived: Arc::clone(&model.derived),
        reads: model.project.reads.clone(),
        places: model.places.clone(),
        near: part::around(&model.derived.network, &model.selected.nodes, 1),
        language: model.lang(),
    }
}

/// Writes an order to `path`. `is_cancelled` is asked between its steps.
pub fn save(order: &Order, path: &Path, is_cancelled: &dyn Fn() -> bool) -> Outcome {
    save_or_fail(order, path, is_cancelled).unwrap_or_else(Outcome::Failed)
}

fn save_or_fail(order: &Order, path: &Path, is_cancelled: &dyn Fn() -> bool) -> Result<Outcome, Error> {
    let Order { options, derived, reads, language, .. } = order;
    let (network, positions) = order.network(is_cancelled);
    if is_cancelled() {
        return Ok(Outcome::Cancelled);
    }
    let source = Source { resolved: &derived.resolved, network: &network, reads, positions: &positions };
    let bytes = options.format.bytes(&tables(&source), *language)?;
    if is_cancelled() {
        return Ok(Outcome::Cancelled);
    }
    file::write(path, &bytes)?;
    Ok(Outcome::Saved(path.to_owned()))
}

impl Order {
    /// What leaves, and where its nodes are; those that are not on the screen are laid out around the others.
    fn network(&self, is_cancelled: &dyn Fn() -> bool) -> (Network, Vec<layout::Point>) {
        let Self { derived, places, .. } = self;
        match self.options.scope {
            Scope::Shown => (derived.network.clone(), places.points.clone()),
            Scope::Selected => {
                let points = self.near.iter().filter_map(|&node| places.points.get(node)).copied().collect();
                (part::of(&derived.network, &self.near), points)
            }
            Scope::Whole => {
                let network = whole(derived, &self.reads);
                let derived = Derived { network, ..Derived::clone(derived) };
                let go_on = || if is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
                let points = layout::layout(&places.request(&derived), &mut |_| go_on());
                (derived.network, points)
            }
        }
    }
}

/// The network without a filter, people, products and events included.
pub fn whole(derived: &Derived, reads: &[Read]) -> Network {
    let kinds = EntityKind::ALL.iter().copied().collect();
    let filter = Filter { kinds, min_confidence: 0.0, ..Filter::default() };
    network::build(&derived.resolved, &derived.marks, reads, &filter)
}
