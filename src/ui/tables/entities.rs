//! The tables of companies and institutions, of people, and of alliances.

use super::{Action, Cell, Column, Direction, Model, Swatch, Table};
use crate::{
    extract::{DealType, EntityKind},
    resolve::Entity,
    ui::state::Selection,
};
use egui::Align;

const fn column(key: &'static str, width: f32) -> Column {
    Column { key, width, align: Align::LEFT, is_wide: false }
}

const fn count(key: &'static str) -> Column {
    Column { align: Align::RIGHT, ..column(key, 56.0) }
}

const fn wide(key: &'static str, width: f32) -> Column {
    Column { is_wide: true, ..column(key, width) }
}

pub static ORGANISATIONS: Table = Table {
    columns: &[
        column("entity.name", 170.0),
        column("entity.kind", 64.0),
        column("entity.sector", 96.0),
        count("entity.deals"),
        count("entity.articles"),
        wide("entity.aliases", 120.0),
    ],
    items: |model| {
        let kinds = &model.state.filter.kinds;
        let is_listed =
            |e: &Entity| matches!(e.kind, EntityKind::Company | EntityKind::Institution) && kinds.contains(&e.kind);
        listed(model, is_listed)
    },
    cell: |model, item, column| {
        let Some(entity) = model.entity(item) else { return Cell::default() };
        match column {
            0 => name(entity),
            1 => Cell::text(model.lang().kind(entity.kind)),
            2 => Cell::text(entity.about.as_ref().map(|a| model.lang().sector(&a.sector)).unwrap_or_default()),
            3 => n_deals(model, item),
            4 => n_articles(entity),
            _ => Cell::text(entity.aliases.join(", ")),
        }
    },
    is_selected,
    select,
    open,
    first_sort: (3, Direction::Down),
};

pub static PEOPLE: Table = Table {
    columns: &[
        column("entity.name", 120.0),
        column("entity.title", 120.0),
        wide("entity.org", 160.0),
        count("entity.articles"),
    ],
    items: |model| listed(model, |e| e.kind == EntityKind::Person),
    cell: |model, item, column| {
        let Some(entity) = model.entity(item) else { return Cell::default() };
        match column {
            0 => name(entity),
            1 => Cell::text(entity.title.clone().unwrap_or_default()),
            2 => {
                let org = entity.org.and_then(|org| model.entity(org));
                org.map_or_else(Cell::default, |org| Cell::text(&org.name).with(Swatch::Kind(org.kind)))
            }
            _ => n_articles(entity),
        }
    },
    is_selected,
    select,
    open,
    first_sort: (3, Direction::Down),
};

pub static ALLIANCES: Table = Table {
    columns: &[
        column("entity.name", 220.0),
        count("entity.members"),
        count("entity.articles"),
        wide("entity.member_names", 200.0),
    ],
    items: |model| listed(model, |e| e.kind == EntityKind::Alliance),
    cell: |model, item, column| {
        let Some(entity) = model.entity(item) else { return Cell::default() };
        match column {
            0 => name(entity),
            1 => Cell::number(members(model, item).len()),
            2 => n_articles(entity),
            _ => {
                let names = members(model, item).into_iter().map(|e| model.name(e)).collect::<Vec<_>>();
                Cell::text(names.join(", "))
            }
        }
    },
    is_selected,
    select,
    open,
    first_sort: (1, Direction::Down),
};

/// Entities that are not hidden.
/// Of surroundings, those that are in them, with the people who work there.
fn listed(model: &Model, is_listed: impl Fn(&Entity) -> bool) -> Vec<usize> {
    let entities = model.derived.resolved.entities.iter().enumerate();
    let hidden = &model.derived.marks.hidden;
    let has_node = |i: usize| model.index.node_of.get(i).is_some_and(Option::is_some);
    let is_near = |i: usize, e: &Entity| has_node(i) || e.org.is_some_and(has_node);
    let is_all = model.state.filter.around.is_none();
    let is_shown = |i: usize, e: &Entity| is_listed(e) && !hidden.contains(&e.key) && (is_all || is_near(i, e));
    entities.filter(|(i, e)| is_shown(*i, e)).map(|(i, _)| i).collect()
}

fn name(entity: &Entity) -> Cell {
    Cell::text(&entity.name).with(Swatch::Kind(entity.kind))
}

fn n_deals(model: &Model, item: usize) -> Cell {
    Cell::number(model.index.deals_of.get(item).map_or(0, Vec::len))
}

/// Mentions are sorted by article, so each change of article counts.
fn n_articles(entity: &Entity) -> Cell {
    let mut articles: Vec<usize> = entity.mentions.iter().map(|m| m.article).collect();
    articles.dedup();
    Cell::number(articles.len())
}

fn members(model: &Model, alliance: usize) -> Vec<usize> {
    let deals = model.index.deals_of.get(alliance).map(Vec::as_slice).unwrap_or_default();
    let memberships = deals.iter().filter_map(|&i| model.deal(i)).filter(|d| d.deal_type == DealType::Membership);
    let mut members: Vec<usize> =
        memberships.flat_map(|d| d.parties.iter().map(|p| p.entity)).filter(|&e| e != alliance).collect();
    members.sort_unstable();
    members.dedup();
    members
}

fn is_selected(model: &Model, item: usize) -> bool {
    model.entity(item).is_some_and(|e| model.selection().entities.contains(&e.key))
}

fn select(model: &Model, item: usize) -> Vec<Action> {
    model.entity(item).map(|e| Action::Select(Selection::of(e.key.clone()))).into_iter().collect()
}

fn open(model: &Model, item: usize) -> Vec<Action> {
    model.entity(item).map(|e| Action::FocusOn(e.key.clone())).into_iter().collect()
}
