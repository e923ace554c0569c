//! The sheet of keys: every command that has some, by menu, and what the mouse does.

use super::{
    commands::{COMMANDS, Menu, keys_text},
    model::Model,
    widgets,
};
use egui::{RichText, ScrollArea, Ui, vec2};

const N_COLUMNS: usize = 4;

/// What is done with the mouse, and how.
const MOUSE: [(&str, &str); 11] = [
    ("keys.click", "keys.click.do"),
    ("keys.add", "keys.add.do"),
    ("keys.double", "keys.double.do"),
    ("keys.drag", "keys.drag.do"),
    ("keys.pan", "keys.pan.do"),
    ("keys.box", "keys.box.do"),
    ("keys.wheel", "keys.wheel.do"),
    ("keys.right", "keys.right.do"),
    ("keys.sides", "keys.sides.do"),
    ("keys.arrows", "keys.arrows.do"),
    ("keys.finds", "keys.finds.do"),
];

/// Draws the sheet in columns of about the same length.
pub fn key_sheet_ui(ui: &mut Ui, model: &Model) {
    let lang = model.lang();
    ui.label(RichText::new(lang.t("do.shortcuts")).heading());
    let keyed =
        |menu: Menu| COMMANDS.iter().filter(move |c| c.menu.0 == menu).filter_map(|c| Some((c.key, c.shortcut?)));
    let mut lists: Vec<(&str, Vec<(&str, String)>)> = Vec::new();
    for &(menu, title) in Menu::ALL {
        let lines = keyed(menu).map(|(key, shortcut)| (lang.t(key), keys_text(ui.ctx(), &shortcut))).collect();
        lists.push((lang.t(title), lines));
    }
    let mouse = MOUSE.map(|(label, does)| (lang.t(label), lang.t(does).to_owned()));
    lists.push((lang.t("keys.mouse"), mouse.to_vec()));
    let n_lines = lists.iter().map(|(_, lines)| lines.len() + 1).sum::<usize>();
    ScrollArea::vertical().max_height(ui.ctx().content_rect().height() * 0.76).show(ui, |ui| {
        ui.columns(N_COLUMNS, |columns| {
            let mut n_above = 0;
            for (title, lines) in lists {
                // A list stands in the column that its middle falls into.
                let middle = n_above + lines.len() / 2;
                n_above += lines.len() + 1;
                if let Some(column) = columns.get_mut(middle * N_COLUMNS / n_lines) {
                    lines_ui(column, title, lines);
                }
            }
        });
    });
}

/// A titled list of two columns.
fn lines_ui(ui: &mut Ui, title: &str, lines: Vec<(&str, String)>) {
    widgets::section(ui, title);
    egui::Grid::new(title).num_columns(2).min_col_width(110.0).spacing(vec2(12.0, 2.0)).show(ui, |ui| {
        for (label, value) in lines {
            ui.label(label);
            ui.label(RichText::new(value).weak());
            ui.end_row();
        }
    });
}
