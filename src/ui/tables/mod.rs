//! The tables: sorted by a click on a column, narrowed by the filter box, walked with the arrow keys.
//!
//! A table is described by plain functions over the model ([`Table`]); this module draws any of them, and only the
//! rows in view.

mod articles;
mod deals;
mod entities;

use super::{
    action::Action,
    model::Model,
    panels::Pane,
    strings::Language,
    theme::{ROW_HEIGHT, bold, table_style},
    widgets::{self, Icon},
};
use crate::{extract::EntityKind, scene::theme::Family};
use egui::{Align, EventFilter, Id, Key, Layout, RichText, Sense, Ui, Vec2, WidgetInfo, WidgetType, vec2};
use egui_extras::{Column as Width, TableBuilder, TableRow};
use std::{cmp::Ordering, collections::BTreeMap};

/// Between columns, in points.
const GAP: f32 = 12.0;
/// Space left of the first column, in points.
const FIRST_INDENT: f32 = 10.0;
/// Space right of numbers, in points.
const RIGHT_INDENT: f32 = 8.0;

/// A table as functions over the model. Items are indexes of deals, entities or articles.
struct Table {
    columns: &'static [Column],
    /// What is listed, before the filter box.
    items: fn(&Model) -> Vec<usize>,
    /// One cell: item, column.
    cell: fn(&Model, usize, usize) -> Cell,
    is_selected: fn(&Model, usize) -> bool,
    /// What a click or an arrow key does.
    select: fn(&Model, usize) -> Vec<Action>,
    /// What Enter or a double click does.
    open: fn(&Model, usize) -> Vec<Action>,
    /// Sorted by this column at first, and whether downwards.
    first_sort: (usize, Direction),
}

/// A column.
struct Column {
    key: &'static str,
    width: f32,
    align: Align,
    /// Takes the room that is left.
    is_wide: bool,
}

/// What stands in a cell.
#[derive(Default)]
struct Cell {
    text: String,
    order: Order,
    swatch: Option<Swatch>,
}

/// What a cell is sorted by; empty cells stand last either way.
#[derive(Default, Clone, PartialEq, PartialOrd)]
enum Order {
    Number(f64),
    Text(String),
    #[default]
    Empty,
}

#[derive(Clone, Copy)]
enum Swatch {
    Kind(EntityKind),
    Family(Family),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

/// What the tables keep for themselves.
#[derive(Default)]
pub struct Tables {
    views: BTreeMap<u8, View>,
}

#[derive(Default)]
struct View {
    sort: Option<(usize, Direction)>,
    filter: String,
    /// Items in the order shown.
    rows: Vec<usize>,
    made_for: Option<MadeFor>,
    scroll_to: Option<usize>,
}

/// All that the rows depend on.
#[derive(PartialEq)]
struct MadeFor {
    revision: u64,
    selection: u64,
    language: Language,
    sort: (usize, Direction),
    filter: String,
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let order = if text.is_empty() { Order::Empty } else { Order::Text(text.to_lowercase()) };
        Self { text, order, swatch: None }
    }

    fn number(n: usize) -> Self {
        Self { text: n.to_string(), order: Order::Number(n as f64), swatch: None }
    }

    fn sorted_by(self, order: Order) -> Self {
        Self { order, ..self }
    }

    fn with(self, swatch: Swatch) -> Self {
        Self { swatch: Some(swatch), ..self }
    }
}

fn table_of(pane: Pane) -> Option<&'static Table> {
    match pane {
        Pane::Deals => Some(&deals::DEALS),
        Pane::Organisations => Some(&entities::ORGANISATIONS),
        Pane::People => Some(&entities::PEOPLE),
        Pane::Alliances => Some(&entities::ALLIANCES),
        Pane::Articles => Some(&articles::ARTICLES),
        Pane::Legend | Pane::Network | Pane::Details | Pane::Article => None,
    }
}

/// How many rows a table would show without its filter box; `None` for panels that are no table.
pub(super) fn n_rows(model: &Model, pane: Pane) -> Option<usize> {
    Some((table_of(pane)?.items)(model).len())
}

/// The filter box of a table, with a chip for the selection that narrows it. Set from the right.
pub(super) fn filter_box_ui(ui: &mut Ui, model: &Model, tables: &mut Tables, pane: Pane, actions: &mut Vec<Action>) {
    if table_of(pane).is_none() {
        return;
    }
    let lang = model.lang();
    let view = tables.views.entry(pane as u8).or_default();
    ui.add_space(6.0);
    let width = (ui.available_width() * 0.3).clamp(90.0, 180.0);
    let edit = egui::TextEdit::singleline(&mut view.filter).hint_text(lang.t("table.filter")).desired_width(width);
    let response = ui.add(edit.font(table_style()));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, lang.t("table.filter")));
    if pane == Pane::Deals && model.selection().has_subject() {
        let name = match model.selected_entities()[..] {
            [one] => model.name(one).to_owned(),
            _ => lang.t("table.selection").to_owned(),
        };
        let chip = egui::Button::new(RichText::new(format!("{name}  ×")).text_style(table_style())).truncate();
        ui.scope(|ui| {
            ui.set_max_width(140.0);
            if ui.add(chip).on_hover_text(lang.t("table.selection.tip")).clicked() {
                actions.push(Action::ClearSelection);
            }
        });
    }
}

/// Draws one of the tables.
pub(super) fn table_pane_ui(ui: &mut Ui, model: &Model, tables: &mut Tables, pane: Pane, actions: &mut Vec<Action>) {
    let Some(table) = table_of(pane) else { return };
    let view = tables.views.entry(pane as u8).or_default();
    view.follow(model, table);
    if view.rows.is_empty() {
        empty_ui(ui, model, view, pane, actions);
        return;
    }
    let focus = ui.id().with("table");
    ui.spacing_mut().item_spacing = vec2(GAP, 0.0);
    ui.visuals_mut().widgets.noninteractive.bg_stroke = egui::Stroke::NONE;
    ui.visuals_mut().selection.stroke.color = model.colours.text;
    keys_ui(ui, model, table, view, focus, actions);
    let mut builder = TableBuilder::new(ui).sense(Sense::click()).cell_layout(Layout::left_to_right(Align::Center));
    builder = builder.auto_shrink(false).min_scrolled_height(0.0).max_scroll_height(f32::INFINITY).resizable(true);
    for column in table.columns {
        let width = if column.is_wide {
            Width::remainder().at_least(column.width).resizable(false)
        } else {
            Width::initial(column.width).at_least(40.0)
        };
        builder = builder.column(width.clip(true));
    }
    if let Some(row) = view.scroll_to.take() {
        builder = builder.scroll_to_row(row, None).animate_scrolling(false);
    }
    let sort = view.sort.unwrap_or(table.first_sort);
    let mut new_sort = None;
    let body = builder.header(ROW_HEIGHT, |mut header| {
        for (i, column) in table.columns.iter().enumerate() {
            header.col(|ui| {
                ui.add_space(if i == 0 { FIRST_INDENT } else { 0.0 });
                if header_ui(ui, model, column, (sort.0 == i).then_some(sort.1)) {
                    new_sort = Some(next_sort(sort, i));
                }
            });
        }
    });
    let rows = std::mem::take(&mut view.rows);
    body.body(|body| {
        body.rows(ROW_HEIGHT, rows.len(), |mut row| {
            if let Some(&item) = rows.get(row.index()) {
                row_ui(&mut row, model, table, item, focus, actions);
            }
        });
    });
    view.rows = rows;
    view.sort = new_sort.or(view.sort);
}

impl View {
    /// Lists, narrows and sorts anew if anything they depend on changed. O(n log n).
    fn follow(&mut self, model: &Model, table: &Table) {
        let made_for = MadeFor {
            revision: model.revision,
            selection: model.selected.version,
            language: model.lang(),
            sort: self.sort.unwrap_or(table.first_sort),
            filter: self.filter.trim().to_lowercase(),
        };
        if self.made_for.as_ref() == Some(&made_for) {
            return;
        }
        let (column, direction) = made_for.sort;
        let is_match = |item: &usize| {
            let has = |c: usize| (table.cell)(model, *item, c).text.to_lowercase().contains(&made_for.filter);
            made_for.filter.is_empty() || (0..table.columns.len()).any(has)
        };
        let items = (table.items)(model).into_iter().filter(is_match);
        let mut keyed: Vec<(Order, usize)> =
            items.map(|item| ((table.cell)(model, item, column).order, item)).collect();
        keyed.sort_by(|(a, i), (b, j)| compare(a, b, direction).then(i.cmp(j)));
        self.rows = keyed.into_iter().map(|(_, item)| item).collect();
        self.made_for = Some(made_for);
    }
}

fn compare(a: &Order, b: &Order, direction: Direction) -> Ordering {
    match (a, b) {
        (Order::Empty, Order::Empty) => Ordering::Equal,
        (Order::Empty, _) => Ordering::Greater,
        (_, Order::Empty) => Ordering::Less,
        _ if direction == Direction::Up => a.partial_cmp(b).unwrap_or(Ordering::Equal),
        _ => b.partial_cmp(a).unwrap_or(Ordering::Equal),
    }
}

fn next_sort((column, direction): (usize, Direction), clicked: usize) -> (usize, Direction) {
    match (column == clicked, direction) {
        (true, Direction::Up) => (clicked, Direction::Down),
        _ => (clicked, Direction::Up),
    }
}

/// A column's title; true if it was clicked.
fn header_ui(ui: &mut Ui, model: &Model, column: &Column, sorted: Option<Direction>) -> bool {
    let rect = ui.max_rect();
    // The line runs on through the gap to the next column, which the cell's clip would cut.
    let line = ui.ctx().layer_painter(ui.layer_id()).with_clip_rect(rect.expand2(vec2(GAP, 0.0)));
    line.hline(rect.left()..=rect.right() + GAP, rect.bottom() - 0.5, (1.0, model.colours.line));
    let label = model.lang().t(column.key);
    let response = ui.interact(rect, ui.id().with("sort"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, label));
    let layout = if column.align == Align::RIGHT { Layout::right_to_left(Align::Center) } else { *ui.layout() };
    ui.with_layout(layout, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        if column.align == Align::RIGHT {
            ui.add_space(RIGHT_INDENT);
        }
        let ink = if sorted.is_some() { model.colours.text } else { model.colours.weak };
        ui.add(egui::Label::new(RichText::new(label).font(bold(12.0)).color(ink)).selectable(false));
        if let Some(direction) = sorted {
            let (area, _) = ui.allocate_exact_size(vec2(8.0, 8.0), Sense::hover());
            let tip = if direction == Direction::Up { -2.0 } else { 2.0 };
            let points = [vec2(-3.0, -tip), vec2(3.0, -tip), vec2(0.0, tip)].map(|v| area.center() + v);
            ui.painter().add(egui::Shape::convex_polygon(points.to_vec(), ink, egui::Stroke::NONE));
        }
    });
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

fn row_ui(row: &mut TableRow, model: &Model, table: &Table, item: usize, focus: Id, actions: &mut Vec<Action>) {
    row.set_selected((table.is_selected)(model, item));
    let mut label = String::new();
    for (i, column) in table.columns.iter().enumerate() {
        let cell = (table.cell)(model, item, i);
        label = if i == 0 { cell.text.clone() } else { format!("{label}  {}", cell.text) };
        row.col(|ui| {
            ui.add_space(if i == 0 { FIRST_INDENT } else { 0.0 });
            cell_ui(ui, model, column, &cell);
        });
    }
    let response = row.response();
    response.widget_info(|| WidgetInfo::labeled(WidgetType::SelectableLabel, true, &label));
    if response.clicked() {
        response.ctx.memory_mut(|m| m.request_focus(focus));
        actions.extend((table.select)(model, item));
    }
    if response.double_clicked() {
        actions.extend((table.open)(model, item));
    }
}

fn cell_ui(ui: &mut Ui, model: &Model, column: &Column, cell: &Cell) {
    let text = RichText::new(&cell.text).text_style(table_style());
    let label = egui::Label::new(text).truncate().selectable(false);
    if column.align == Align::RIGHT {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(RIGHT_INDENT);
            ui.add(label)
        });
        return;
    }
    if let Some(swatch) = cell.swatch {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
        match swatch {
            Swatch::Kind(kind) => widgets::kind_swatch(ui.painter(), rect.center(), 4.5, kind, &model.theme),
            Swatch::Family(family) => widgets::family_swatch(ui.painter(), rect, family, &model.theme),
        }
    }
    ui.add(label);
}

/// Arrows, Page, Home and End move the selected row while the table has the keyboard; Enter opens it.
fn keys_ui(ui: &Ui, model: &Model, table: &Table, view: &mut View, focus: Id, actions: &mut Vec<Action>) {
    let area = ui.interact(ui.max_rect(), focus, Sense::focusable_noninteractive());
    area.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, model.lang().t("table.keys")));
    if !ui.memory(|m| m.has_focus(focus)) {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(focus, filter));
    let page = (ui.available_height() / ROW_HEIGHT).max(2.0) as isize - 1;
    let last = view.rows.len() as isize - 1;
    let at = view.rows.iter().position(|&item| (table.is_selected)(model, item)).map(|i| i as isize);
    let steps = [
        (Key::ArrowDown, at.map_or(0, |i| i + 1)),
        (Key::ArrowUp, at.map_or(last, |i| i - 1)),
        (Key::PageDown, at.unwrap_or(0) + page),
        (Key::PageUp, at.unwrap_or(0) - page),
        (Key::Home, 0),
        (Key::End, last),
    ];
    for (key, target) in steps {
        if ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, key)) {
            let row = target.clamp(0, last.max(0)) as usize;
            view.scroll_to = Some(row);
            actions.extend(view.rows.get(row).into_iter().flat_map(|&item| (table.select)(model, item)));
        }
    }
    if ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Enter)) {
        let item = at.and_then(|i| view.rows.get(i as usize)).copied();
        actions.extend(item.into_iter().flat_map(|item| (table.open)(model, item)));
    }
}

/// Why nothing is listed, and what to do.
fn empty_ui(ui: &mut Ui, model: &Model, view: &mut View, pane: Pane, actions: &mut Vec<Action>) {
    let lang = model.lang();
    ui.add_space((ui.available_height() * 0.25).min(48.0));
    ui.vertical_centered(|ui| {
        if !view.filter.trim().is_empty() {
            ui.label(RichText::new(lang.fill("table.no_match", &[&view.filter.trim()])).weak());
            if widgets::icon_button(ui, Icon::Cross, Vec2::splat(24.0), lang.t("table.clear")).clicked() {
                view.filter.clear();
            }
        } else if model.selection().has_subject() && pane == Pane::Deals {
            ui.label(RichText::new(lang.t("table.no_deals")).weak());
            widgets::command_button(ui, model, &Action::ClearSelection, actions);
        } else if model.has_articles() && !super::facets::Counts::narrowing(&model.state.filter).is_empty() {
            ui.label(RichText::new(lang.t("table.filtered")).weak());
            widgets::command_button(ui, model, &Action::ClearFilter, actions);
        } else {
            ui.label(RichText::new(lang.t("table.empty")).weak());
        }
    });
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn empty_cells_stand_last_either_way() {
        for direction in [Direction::Up, Direction::Down] {
            assert_eq!(compare(&Order::Empty, &Order::Number(1.0), direction), Ordering::Greater);
        }
    }

    #[test]
    fn a_second_click_turns_the_order() {
        assert_eq!(next_sort((1, Direction::Up), 1), (1, Direction::Down));
        assert_eq!(next_sort((1, Direction::Down), 2), (2, Direction::Up));
    }
}
