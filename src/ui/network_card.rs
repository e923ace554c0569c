//! What opens over the network: the card of what is under the pointer, and the menu of a right click.

use super::{
    action::Action, bars::command_ui, commands::obstacle, model::Model, panels::Pane, strings, theme::bold,
    widgets::kind_swatch,
};
use crate::resolve::Deal;
use egui::{PopupAnchor, Response, RichText, Sense, Tooltip, Ui, vec2};
use std::cmp::Reverse;

/// How many deals a card lists.
const N_DEALS: usize = 4;

/// The card of a node or an edge, beside the pointer.
pub fn card_ui(response: &Response, model: &Model, node: Option<usize>, edge: Option<usize>) {
    if node.is_none() && edge.is_none() {
        return;
    }
    let id = response.id.with("card");
    let tooltip = Tooltip::always_open(response.ctx.clone(), response.layer_id, id, PopupAnchor::Pointer).gap(14.0);
    tooltip.show(|ui| {
        ui.set_max_width(320.0);
        match (node, edge) {
            (Some(node), _) => node_ui(ui, model, node),
            (None, Some(edge)) => edge_ui(ui, model, edge),
            (None, None) => {}
        }
    });
    response.ctx.set_cursor_icon(egui::CursorIcon::PointingHand);
}

fn node_ui(ui: &mut Ui, model: &Model, node: usize) {
    let lang = model.lang();
    let Some(node) = model.derived.network.nodes.get(node) else { return };
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(12.0, 18.0), Sense::hover());
        kind_swatch(ui.painter(), rect.center(), 5.0, node.kind, &model.theme);
        ui.label(RichText::new(model.name(node.entity)).font(bold(14.0)));
        ui.label(RichText::new(lang.kind(node.kind)).weak());
    });
    ui.label(RichText::new(lang.fill("network.card", &[&node.degree, &node.n_deals])).small().weak());
    let deals = model.index.deals_of.get(node.entity).cloned().unwrap_or_default();
    deals_ui(ui, model, &deals);
}

fn edge_ui(ui: &mut Ui, model: &Model, edge: usize) {
    let network = &model.derived.network;
    let Some(edge) = network.edges.get(edge) else { return };
    let name = |node: usize| network.nodes.get(node).map_or("", |n| model.name(n.entity));
    ui.label(RichText::new(format!("{} – {}", name(edge.a), name(edge.b))).font(bold(14.0)));
    deals_ui(ui, model, &edge.deals);
}

/// The latest deals, one a line.
fn deals_ui(ui: &mut Ui, model: &Model, deals: &[usize]) {
    let mut deals: Vec<&Deal> = deals.iter().filter_map(|&i| model.deal(i)).collect();
    deals.sort_by_key(|deal| Reverse(deal.date.value));
    for deal in deals.iter().take(N_DEALS) {
        let facts = [
            model.lang().deal_type(deal.deal_type).to_owned(),
            model.parties(deal),
            strings::amount(&deal.amount),
            strings::deal_date(&deal.date),
        ];
        let line = facts.into_iter().filter(|f| !f.is_empty()).collect::<Vec<_>>().join("  ");
        ui.add(egui::Label::new(RichText::new(line).small()).truncate());
    }
    if deals.len() > N_DEALS {
        let more = model.lang().fill("network.more", &[&(deals.len() - N_DEALS)]);
        ui.label(RichText::new(more).small().weak());
    }
}

/// The menu of a right click on a node, which is selected by it, or on empty paper.
pub fn menu_ui(response: &Response, model: &Model, node: Option<usize>, actions: &mut Vec<Action>) {
    response.context_menu(|ui| {
        ui.set_min_width(200.0);
        let groups: &[&[Action]] = if node.is_some() { ON_NODE } else { ON_PAPER };
        for (i, group) in groups.iter().enumerate() {
            if i > 0 {
                ui.separator();
            }
            for action in group.iter().filter(|action| obstacle(model, action).is_none()) {
                command_ui(ui, model, action, actions);
            }
            if node.is_some() && i == 0 && ui.button(model.lang().t("menu.show_deals")).clicked() {
                actions.push(Action::Reveal(Pane::Deals));
                ui.close();
            }
        }
    });
}

/// What is offered on a node, by group; what cannot be done is left out.
const ON_NODE: &[&[Action]] = &[
    &[Action::FocusSelected, Action::Around(1), Action::Around(2), Action::GrowSelection, Action::FindPaths],
    &[Action::PinSelected, Action::UnpinSelected],
    &[Action::HideSelected, Action::HideOthers],
    &[Action::CopyNames],
];

/// Likewise on empty paper.
const ON_PAPER: &[&[Action]] = &[
    &[Action::Fit, Action::Rearrange, Action::LeaveAround],
    &[Action::SelectAll, Action::ShowAll],
    &[Action::ViewsDialog, Action::PictureDialog],
];
