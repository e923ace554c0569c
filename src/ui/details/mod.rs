//! The details of what is selected: an entity, two ends of an edge, a deal, or how to start.

mod deal;
mod entity;
mod paths;

pub use deal::read_evidence;

use super::{
    action::Action,
    commands::obstacle,
    model::Model,
    state::Selection,
    strings,
    theme::{ROW_HEIGHT, bold, table_style},
    widgets,
};
use crate::{resolve::Deal, scene::theme::Family};
use egui::{Margin, RichText, ScrollArea, Sense, Ui, vec2};
use std::{cmp::Reverse, collections::BTreeMap};

/// How many organisations are offered while nothing is selected.
const N_MOST: usize = 8;

/// So many selected entities are named; the deals of more stand in the table.
const N_LISTED: usize = 40;

/// Draws the details panel.
pub(super) fn details_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let selection = model.selection();
    let deal = selection.deal.as_ref().and_then(|key| model.find_deal(key)).and_then(|i| model.deal(i));
    let entities = model.selected_entities();
    // Another subject starts at its top.
    let subject = (&selection.deal, model.selected.version);
    ScrollArea::vertical().id_salt(egui::Id::new(subject)).auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| match (deal, entities) {
            (Some(deal), _) => deal::deal_ui(ui, model, deal, actions),
            (None, []) => edge_or_nothing_ui(ui, model, actions),
            (None, [one]) => entity::entity_ui(ui, model, *one, actions),
            (None, several) => several_ui(ui, model, several, actions),
        });
    });
}

fn edge_or_nothing_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let lang = model.lang();
    if let Some(paths) = &model.selected.paths {
        paths::paths_ui(ui, model, paths, actions);
        return;
    }
    let Some(edge) = model.selected_edge().and_then(|i| model.derived.network.edges.get(i)) else {
        nothing_ui(ui, model, actions);
        return;
    };
    ui.label(RichText::new(lang.t("details.between")).weak());
    for node in [edge.a, edge.b] {
        if let Some(node) = model.derived.network.nodes.get(node) {
            widgets::entity_link(ui, model, node.entity, actions);
        }
    }
    grouped_deals_ui(ui, model, &edge.deals, actions);
}

/// Whose surroundings are shown, else how to start.
fn nothing_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let center = model.state.filter.around.as_ref().filter(|around| around.entities.len() == 1);
    if let Some(entity) = center.and_then(|around| model.find_entity(around.entities.first()?)) {
        entity::entity_ui(ui, model, entity, actions);
        return;
    }
    ui.add_space(8.0);
    ui.label(RichText::new(lang.t("details.none")).font(bold(14.0)));
    ui.label(RichText::new(lang.t("details.none.tip")).weak());
    most_ui(ui, model, actions);
}

/// The organisations with the most deals, to start with.
fn most_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let mut nodes: Vec<_> = model.derived.network.nodes.iter().filter(|n| n.n_deals > 0).collect();
    nodes.sort_by_key(|n| (Reverse(n.n_deals), n.entity));
    if nodes.is_empty() {
        return;
    }
    widgets::section(ui, model.lang().t("details.most"));
    for node in nodes.into_iter().take(N_MOST) {
        let Some(entity) = model.entity(node.entity) else { continue };
        let response = widgets::row(ui, false, &entity.name, |ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 16.0), Sense::hover());
            widgets::kind_swatch(ui.painter(), rect.center(), 4.5, entity.kind, &model.theme);
            ui.add(egui::Label::new(&entity.name).selectable(false));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(node.n_deals.to_string()).weak()).selectable(false));
            });
        });
        if response.clicked() {
            actions.push(Action::Select(Selection::of(entity.key.clone())));
        }
    }
}

fn several_ui(ui: &mut Ui, model: &Model, entities: &[usize], actions: &mut Vec<Action>) {
    ui.label(RichText::new(model.lang().fill("details.several", &[&entities.len()])).heading());
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let commands = [Action::FindPaths, Action::Around(1), Action::HideOthers];
        let possible = commands.iter().filter(|action| obstacle(model, action).is_none());
        possible.for_each(|action| widgets::command_button(ui, model, action, actions));
    });
    ui.add_space(4.0);
    for &entity in entities.iter().take(N_LISTED) {
        widgets::entity_link(ui, model, entity, actions);
    }
    if entities.len() > N_LISTED {
        let more = model.lang().fill("details.more", &[&(entities.len() - N_LISTED)]);
        ui.label(RichText::new(more).small().weak());
        return;
    }
    grouped_deals_ui(ui, model, &model.deals_in_scope(), actions);
}

/// Deals by type, the most frequent type first, the latest deal first in each.
fn grouped_deals_ui(ui: &mut Ui, model: &Model, deals: &[usize], actions: &mut Vec<Action>) {
    let lang = model.lang();
    let mut groups: BTreeMap<_, Vec<&Deal>> = BTreeMap::new();
    for deal in deals.iter().filter_map(|&i| model.deal(i)) {
        groups.entry(deal.deal_type).or_default().push(deal);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(deal_type, deals)| (Reverse(deals.len()), *deal_type));
    widgets::section(ui, &lang.fill("details.deals", &[&deals.len()]));
    for (deal_type, mut deals) in groups {
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::hover());
            widgets::family_swatch(ui.painter(), rect, Family::of(deal_type), &model.theme);
            ui.label(RichText::new(lang.deal_type(deal_type)).font(bold(13.0)));
            ui.label(RichText::new(deals.len().to_string()).weak());
        });
        deals.sort_by_key(|deal| Reverse(deal.date.value));
        for deal in deals {
            deal_row_ui(ui, model, deal, Amid::ItsType, actions);
        }
    }
}

/// Among what a deal is listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Amid {
    /// Under the title of its type.
    ItsType,
    /// With deals of any type.
    All,
}

/// A deal in two lines: the other parties and the amount; date, status and number of evidence sentences.
fn deal_row_ui(ui: &mut Ui, model: &Model, deal: &Deal, amid: Amid, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let is_selected = model.selection().deal.as_ref() == Some(&deal.key);
    let parties = parties_seen_from_selection(model, deal);
    let deal_type = if amid == Amid::All { lang.deal_type(deal.deal_type) } else { "" };
    let facts = [
        deal_type.to_owned(),
        strings::deal_date(&deal.date),
        lang.status(deal.status).to_owned(),
        lang.fill("details.evidence_n", &[&deal.evidence.len()]),
    ];
    let facts = facts.into_iter().filter(|f| !f.is_empty()).collect::<Vec<_>>().join(" · ");
    let label = format!("{} {parties}", lang.deal_type(deal.deal_type));
    let response = widgets::row(ui, is_selected, &label, |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::hover());
        if amid == Amid::All {
            widgets::family_swatch(ui.painter(), rect, Family::of(deal.deal_type), &model.theme);
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add_space(3.0);
            ui.horizontal(|ui| {
                ui.set_height(ROW_HEIGHT - 6.0);
                let amount = strings::amount(&deal.amount);
                let reserved = if amount.is_empty() { 0.0 } else { (ui.available_width() * 0.4).min(120.0) };
                ui.scope(|ui| {
                    ui.set_max_width(ui.available_width() - reserved);
                    ui.add(egui::Label::new(&parties).truncate().selectable(false));
                });
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.add(
                        egui::Label::new(RichText::new(amount).text_style(table_style())).truncate().selectable(false),
                    );
                });
            });
            ui.add(egui::Label::new(RichText::new(facts).small().weak()).truncate().selectable(false));
            ui.add_space(3.0);
        });
    });
    if response.clicked() {
        actions.push(Action::SelectDeal(Some(deal.key.clone())));
        actions.extend(deal::read_evidence(model, deal, 0));
    }
}

/// `→ 퍼플렉시티` where one selected entity gives, `← 카카오` where it receives, else every party.
fn parties_seen_from_selection(model: &Model, deal: &Deal) -> String {
    let [one] = model.selected_entities()[..] else { return model.parties(deal) };
    let (first, second) = model.sides(deal);
    let names =
        |side: &[usize]| side.iter().filter(|&&e| e != one).map(|&e| model.name(e)).collect::<Vec<_>>().join(" · ");
    if second.is_empty() {
        names(&first)
    } else if first.contains(&one) {
        let beside = names(&first);
        let beside = if beside.is_empty() { beside } else { format!("{beside} ") };
        format!("{beside}→ {}", names(&second))
    } else {
        format!("← {}", names(&first))
    }
}
