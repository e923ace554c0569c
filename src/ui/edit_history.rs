//! The history: every edit of the project, latest first; a click goes to the moment after it.

use super::{action::Action, edit_name::edit_name, model::Model, strings::Language, theme::ROW_HEIGHT};
use egui::{Button, RichText, ScrollArea, Ui};

/// Draws the log. Edits that are undone are pale; they can be gone to as well.
pub fn edit_history_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let log = &model.project.edits;
    ui.label(RichText::new(lang.t("do.history")).heading());
    ui.label(RichText::new(lang.t("history.tip")).weak());
    ui.add_space(8.0);
    let n_rows = log.records().len() + 1;
    let height = ui.ctx().content_rect().height() * 0.6;
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show_rows(
        ui,
        ROW_HEIGHT,
        n_rows,
        |ui, rows| {
            for row in rows {
                let n_active = n_rows - 1 - row;
                let text = match n_active.checked_sub(1).and_then(|i| log.records().get(i)) {
                    Some(record) => format!("{}    {}", moment(lang, record.at), edit_name(lang, &record.edit)),
                    None => lang.t("history.start").to_owned(),
                };
                let text = RichText::new(text);
                let text = if n_active > log.cursor() { text.weak() } else { text };
                let button = Button::selectable(n_active == log.cursor(), text).truncate();
                if ui.add_sized([ui.available_width(), ROW_HEIGHT], button).clicked() {
                    actions.push(Action::GoTo(n_active));
                }
            }
        },
    );
}

/// Day and minute by the clock of this machine.
fn moment(lang: Language, at: Option<i64>) -> String {
    let time = at.and_then(|at| jiff::Timestamp::from_second(at).ok());
    let local = time.map(|time| time.to_zoned(jiff::tz::TimeZone::system()));
    local.map_or_else(|| lang.t("history.no_time").to_owned(), |t| t.strftime("%Y-%m-%d %H:%M").to_string())
}
