//! Commands that select by the shape of the network: all, the others, neighbours, components, paths.

use super::{
    action::Action,
    model::Model,
    state::{Selection, Step},
};
use crate::{
    network::{part, paths},
    resolve::EntityKey,
};
use std::collections::BTreeSet;

/// What is selected after such a command, or the key of a sentence that says why nothing comes of it.
/// O(nodes + edges).
pub fn after(model: &Model, action: &Action) -> Result<Selection, &'static str> {
    let network = &model.derived.network;
    let selected = &model.selected.nodes;
    let all = 0..network.nodes.len();
    let nodes: BTreeSet<usize> = match action {
        Action::SelectAll => all.collect(),
        Action::InvertSelection => all.filter(|node| !selected.contains(node)).collect(),
        Action::GrowSelection => {
            let grown = part::around(network, selected, 1);
            if grown == *selected {
                return Err("remark.no_neighbours");
            }
            grown
        }
        Action::Component(step) => component(model, *step),
        Action::FindPaths => return paths_between(model),
        _ => return Ok(model.selection().clone()),
    };
    Ok(of_nodes(model, nodes))
}

/// The selection of some nodes.
pub fn of_nodes(model: &Model, nodes: impl IntoIterator<Item = usize>) -> Selection {
    let key =
        |node: usize| model.derived.network.nodes.get(node).and_then(|n| model.entity(n.entity)).map(|e| e.key.clone());
    Selection { entities: nodes.into_iter().filter_map(key).collect(), ..Selection::default() }
}

/// The component before or after the one that is selected; the largest first, round and round.
fn component(model: &Model, step: Step) -> BTreeSet<usize> {
    let components = paths::components(&model.derived.network);
    let now = model.selected.nodes.first().and_then(|node| components.iter().position(|c| c.contains(node)));
    let n = components.len().max(1);
    let next = match (now, step) {
        (None, Step::Next) => 0,
        (None, Step::Previous) => n - 1,
        (Some(i), Step::Next) => (i + 1) % n,
        (Some(i), Step::Previous) => (i + n - 1) % n,
    };
    components.into_iter().nth(next).unwrap_or_default().into_iter().collect()
}

fn paths_between(model: &Model) -> Result<Selection, &'static str> {
    let keys: Vec<EntityKey> = model.selection().entities.iter().cloned().collect();
    let [a, b] = keys.try_into().map_err(|_| "need.two")?;
    let node = |key| model.find_entity(key).and_then(|e| model.index.node_of.get(e).copied().flatten());
    let (Some(from), Some(to)) = (node(&a), node(&b)) else { return Err("remark.no_path") };
    paths::shortest(&model.derived.network, from, to, 1).ok_or("remark.no_path")?;
    Ok(Selection { path: Some([a, b]), ..Selection::default() })
}
