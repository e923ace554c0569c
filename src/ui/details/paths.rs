//! The details of the shortest paths between two entities: every step of each, with the deals along it.

use super::{
    super::{action::Action, model::Model, widgets},
    Amid, deal_row_ui,
};
use crate::network::paths::Paths;
use egui::{CollapsingHeader, RichText, Ui};
use std::cmp::Reverse;

/// Draws the paths; the first is open.
pub fn paths_ui(ui: &mut Ui, model: &Model, paths: &Paths, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let entity = |node: usize| model.derived.network.nodes.get(node).map(|n| n.entity);
    let name = |node: usize| entity(node).map_or("", |e| model.name(e));
    let ends = paths.listed.first().map(|path| [path.first(), path.last()].map(|end| end.map_or("", |&n| name(n))));
    let [from, to] = ends.unwrap_or_default();
    ui.label(RichText::new(format!("{from} – {to}")).heading());
    let n_paths = if paths.n_paths == usize::MAX { "∞".to_owned() } else { paths.n_paths.to_string() };
    ui.label(RichText::new(lang.fill("paths.counts", &[&lang.steps(paths.n_steps), &n_paths])).weak());
    ui.add_space(4.0);
    for (i, path) in paths.listed.iter().enumerate() {
        let title = path.iter().map(|&node| name(node)).collect::<Vec<_>>().join(" – ");
        CollapsingHeader::new(title).id_salt(i).default_open(i == 0).show(ui, |ui| {
            for (a, b) in path.iter().zip(path.iter().skip(1)) {
                step_ui(ui, model, [*a, *b], actions);
            }
        });
    }
    if paths.n_paths > paths.listed.len() {
        ui.label(RichText::new(lang.fill("paths.listed", &[&paths.listed.len()])).small().weak());
    }
}

/// Two neighbours and the deals between them, the latest first.
fn step_ui(ui: &mut Ui, model: &Model, [a, b]: [usize; 2], actions: &mut Vec<Action>) {
    let network = &model.derived.network;
    ui.horizontal_wrapped(|ui| {
        for (i, node) in [a, b].into_iter().enumerate() {
            if i == 1 {
                ui.label(RichText::new("–").weak());
            }
            if let Some(node) = network.nodes.get(node) {
                widgets::entity_link(ui, model, node.entity, actions);
            }
        }
    });
    let edge = network.edges.binary_search_by_key(&(a.min(b), a.max(b)), |e| (e.a, e.b)).ok();
    let deals = edge.and_then(|i| network.edges.get(i)).map(|e| e.deals.as_slice()).unwrap_or_default();
    let mut deals: Vec<_> = deals.iter().filter_map(|&i| model.deal(i)).collect();
    if deals.is_empty() {
        ui.label(RichText::new(model.lang().t("paths.link")).small().weak());
    }
    deals.sort_by_key(|deal| Reverse(deal.date.value));
    for deal in deals {
        deal_row_ui(ui, model, deal, Amid::All, actions);
    }
}
