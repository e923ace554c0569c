//! The table of articles.

use super::{Action, Cell, Column, Direction, Model, Order, Table};
use crate::ui::{state::Reading, strings};
use egui::Align;

const fn column(key: &'static str, width: f32) -> Column {
    Column { key, width, align: Align::LEFT, is_wide: false }
}

pub static ARTICLES: Table = Table {
    columns: &[
        column("article.date", 88.0),
        Column { is_wide: true, ..column("article.title", 200.0) },
        Column { align: Align::RIGHT, ..column("article.copies", 52.0) },
        column("article.outlet", 96.0),
        column("article.by", 72.0),
        Column { align: Align::RIGHT, ..column("entity.deals", 52.0) },
        column("article.file", 140.0),
    ],
    // One row a story: its copies are named where it is read.
    items: |model| (0..model.project.reads.len()).filter(|&i| model.stories.is_first(i)).collect(),
    cell,
    is_selected: |model, item| {
        let open = model.state.reading.as_ref().map(|r| &r.article);
        open.is_some() && model.article(item).map(|a| &a.id) == open
    },
    select: read,
    open: read,
    first_sort: (0, Direction::Down),
};

fn cell(model: &Model, item: usize, column: usize) -> Cell {
    let Some(read) = model.project.reads.get(item) else { return Cell::default() };
    let meta = &read.article.meta;
    let known = |text: &Option<String>| Cell::text(text.clone().unwrap_or_default());
    match column {
        0 => {
            let order = meta.published.map_or(Order::Empty, |d| Order::Text(d.first_day().to_string()));
            Cell::text(meta.published.as_ref().map(strings::date).unwrap_or_default()).sorted_by(order)
        }
        1 if model.project.is_new(&read.article.id) => {
            let title = model.headline(item);
            Cell::text(model.lang().fill("article.new", &[&title])).sorted_by(Order::Text(title.to_lowercase()))
        }
        1 => Cell::text(model.headline(item)),
        2 => match model.copies(item).len() {
            0 => Cell::default(),
            n => Cell::number(n),
        },
        3 => known(&meta.outlet),
        4 => known(&meta.reporter),
        5 => Cell::number(read.facts.deals.len()),
        _ => Cell::text(&read.article.file),
    }
}

fn read(model: &Model, item: usize) -> Vec<Action> {
    let open = |article: &std::sync::Arc<crate::article::Article>| {
        Action::Read(Reading { article: article.id.clone(), highlight: None })
    };
    model.article(item).map(open).into_iter().collect()
}
