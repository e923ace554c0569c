//! Rows on the clipboard: tab-separated, with a header, as spreadsheets take them; and what a right click offers.

use super::{Action, Model, Table};
use crate::{
    export::{cite::citation, csv::harmless},
    project::{Edit, correct},
    resolve::Review,
    ui::{correct::Correct, panels::Pane},
};
use egui::{Response, Ui};

/// `rows` of a table as tab-separated lines under a header. A tab or line break inside a cell becomes a space, and no
/// cell is run as a formula.
pub(super) fn tsv(model: &Model, table: &Table, rows: &[usize]) -> String {
    let clean = |text: &str| harmless(text).replace(['\t', '\r', '\n'], " ");
    let header = table.columns.iter().map(|column| model.lang().t(column.key).to_owned()).collect::<Vec<_>>();
    let cells = |&item: &usize| (0..table.columns.len()).map(|i| clean(&(table.cell)(model, item, i).text)).collect();
    let lines = std::iter::once(header).chain(rows.iter().map(cells));
    lines.map(|cells: Vec<String>| cells.join("\t") + "\n").collect()
}

/// The menu of a right click on a row.
pub(super) fn menu_ui(
    response: &Response,
    model: &Model,
    (table, pane): (&Table, Pane),
    (item, rows): (usize, &[usize]),
    actions: &mut Vec<Action>,
) {
    response.context_menu(|ui| {
        let lang = model.lang();
        let mut entries = vec![("table.copy_row", vec![item]), ("table.copy_all", rows.to_vec())];
        entries.dedup_by(|(_, a), (_, b)| a == b);
        for (label, rows) in entries {
            if ui.button(lang.t(label)).clicked() {
                actions.push(Action::CopyText(tsv(model, table, &rows)));
                ui.close();
            }
        }
        corrections_ui(ui, model, pane, item, actions);
        let deal = model.deal(item).filter(|_| pane == Pane::Deals);
        let cited = deal.and_then(|deal| citation(deal, None, &model.derived.resolved, &model.project.reads));
        if let Some(cited) = cited
            && ui.button(lang.t("deal.cite")).on_hover_text(lang.t("deal.cite.tip")).clicked()
        {
            actions.push(Action::CopyText(cited));
            ui.close();
        }
    });
}

/// What corrects the row's deal or entity.
fn corrections_ui(ui: &mut Ui, model: &Model, pane: Pane, item: usize, actions: &mut Vec<Action>) {
    let entity = model.entity(item).filter(|_| matches!(pane, Pane::Organisations | Pane::People | Pane::Alliances));
    let deal = model.deal(item).filter(|_| pane == Pane::Deals);
    let mut entries: Vec<(&str, Action)> = Vec::new();
    if let Some(entity) = entity {
        let key = || entity.key.clone();
        entries.push(("do.correct", Action::Correct(Correct::Entity(key()))));
        entries.push(("do.merge", Action::Correct(Correct::Merge(vec![key()]))));
        entries.push(("correct.no_name", Action::Edit(correct::not_a_name(entity, None))));
        entries.push(("do.hide", Action::Edit(Edit::Hide { entity: key() })));
    }
    if let Some(deal) = deal {
        let review =
            |review| Action::Edit(Edit::ReviewDeal { deal: correct::target(deal, &model.project.reads), review });
        entries.push(("do.correct", Action::Correct(Correct::Deal(deal.key.clone()))));
        entries.push(("review.confirm", review(Review::Confirmed)));
        entries.push(("review.reject", review(Review::Rejected)));
    }
    if !entries.is_empty() {
        ui.separator();
    }
    for (label, action) in entries {
        if ui.button(model.lang().t(label)).clicked() {
            actions.push(action);
            ui.close();
        }
    }
    ui.separator();
}
