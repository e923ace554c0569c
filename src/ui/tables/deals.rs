//! The table of deals: those of the selection, else all that pass the filter.

use super::{Action, Cell, Column, Direction, Family, Model, Order, Swatch, Table};
use crate::ui::{details::read_evidence, strings};
use egui::Align;

const fn column(key: &'static str, width: f32) -> Column {
    Column { key, width, align: Align::LEFT, is_wide: false }
}

pub static DEALS: Table = Table {
    columns: &[
        column("deal.type", 104.0),
        Column { is_wide: true, ..column("deal.parties", 160.0) },
        column("deal.status", 68.0),
        column("deal.date", 88.0),
        Column { align: Align::RIGHT, ..column("deal.amount", 88.0) },
        column("deal.review", 62.0),
        Column { align: Align::RIGHT, ..column("deal.articles", 50.0) },
    ],
    items: Model::deals_in_scope,
    cell,
    is_selected: |model, item| {
        let selected = model.selection().deal.as_ref();
        selected.is_some() && model.deal(item).map(|d| &d.key) == selected
    },
    select: |model, item| {
        let Some(deal) = model.deal(item) else { return Vec::new() };
        let show = Action::SelectDeal(Some(deal.key.clone()));
        std::iter::once(show).chain(read_evidence(model, deal, 0)).collect()
    },
    open: |model, item| model.deal(item).and_then(|deal| read_evidence(model, deal, 0)).into_iter().collect(),
    first_sort: (3, Direction::Down),
};

fn cell(model: &Model, item: usize, column: usize) -> Cell {
    let Some(deal) = model.deal(item) else { return Cell::default() };
    let lang = model.lang();
    match column {
        0 => Cell::text(lang.deal_type(deal.deal_type)).with(Swatch::Family(Family::of(deal.deal_type))),
        1 => Cell::text(model.parties(deal)),
        2 => Cell::text(lang.status(deal.status)).sorted_by(Order::Number(f64::from(deal.status as u8))),
        3 => {
            let order = deal.date.value.map_or(Order::Empty, |v| Order::Text(v.first_day().to_string()));
            Cell::text(strings::deal_date(&deal.date)).sorted_by(order)
        }
        4 => {
            let order = deal.amount.as_ref().map_or(Order::Empty, |a| Order::Number(in_won(a.value, &a.currency)));
            Cell::text(strings::amount(&deal.amount)).sorted_by(order)
        }
        5 => Cell::text(lang.review(deal.review)).sorted_by(Order::Number(f64::from(deal.review as u8))),
        _ => Cell::number(deal.tellings.len()),
    }
}

/// A rough value in won, only to sort amounts of several currencies.
fn in_won(value: f64, currency: &str) -> f64 {
    let rate = match currency {
        "KRW" => 1.0,
        "JPY" => 9.0,
        "CNY" => 190.0,
        "USD" => 1350.0,
        "EUR" => 1480.0,
        "GBP" => 1720.0,
        _ => 1000.0,
    };
    value * rate
}
