//! What the network panel shows when there is no network: how to start, what is being done, or which filter hides
//! everything. Also the overlay while files are dragged over the window.

use super::{
    action::Action,
    facets::Counts,
    model::{Model, Phase},
    project::project_name,
    theme::bold,
    widgets,
};
use egui::{Align2, Area, Context, Id, Order, ProgressBar, Rect, RichText, Ui, UiBuilder, Vec2};
use std::path::PathBuf;

/// Draws the panel without a network.
pub fn empty_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let rect = ui.available_rect_before_wrap();
    ui.painter().rect_filled(rect, 0.0, model.colours.paper);
    if model.activity.is_some() {
        progress_ui(ui, model, rect, actions);
    } else if !model.has_articles() {
        begin_ui(ui, model, actions);
    } else if model.derived.network.nodes.is_empty() {
        no_match_ui(ui, model, actions);
    }
}

fn begin_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let lang = model.lang();
    widgets::hint(ui, lang.t("start.title"), lang.t("start.text"));
    ui.add_space(12.0);
    ui.vertical_centered(|ui| {
        let ways = [Action::OpenFiles, Action::OpenFolder, Action::PasteText, Action::OpenProject, Action::OpenSamples];
        for action in ways {
            ui.scope(|ui| {
                ui.set_max_width(220.0);
                ui.vertical_centered_justified(|ui| widgets::command_button(ui, model, &action, actions));
            });
        }
        if model.state.recent.is_empty() {
            return;
        }
        ui.add_space(16.0);
        ui.label(RichText::new(lang.t("menu.recent")).font(bold(12.0)).weak());
        for path in model.state.recent.iter().take(5) {
            let button = egui::Button::new(project_name(lang, path)).truncate().frame(false);
            if ui.add(button).on_hover_text(path.display().to_string()).clicked() {
                actions.push(Action::OpenProjectAt(path.clone()));
            }
        }
    });
}

fn no_match_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let by: Vec<&str> = Counts::narrowing(&model.state.filter).into_iter().map(|key| lang.t(key)).collect();
    if by.is_empty() {
        widgets::hint(ui, lang.t("start.no_deals"), lang.t("start.no_deals.tip"));
        return;
    }
    widgets::hint(ui, lang.t("start.no_match"), &lang.fill("start.no_match.tip", &[&by.join(", ")]));
    ui.add_space(12.0);
    ui.vertical_centered(|ui| {
        if model.state.filter.around.is_some() {
            widgets::command_button(ui, model, &Action::LeaveAround, actions);
        }
        widgets::command_button(ui, model, &Action::ClearFilter, actions);
    });
}

/// Phase, count and a cancel button in the middle of `rect`'s upper part.
pub fn progress_ui(ui: &mut Ui, model: &Model, rect: Rect, actions: &mut Vec<Action>) {
    let Some(activity) = &model.activity else { return };
    let lang = model.lang();
    let size = Vec2::new(320.0, 78.0);
    let place = Align2::CENTER_TOP.align_size_within_rect(size, rect.translate(Vec2::new(0.0, 24.0)));
    ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        egui::Frame::popup(ui.style()).inner_margin(12.0).show(ui, |ui| {
            ui.set_width(size.x - 24.0);
            let phase = lang.t(match activity.phase {
                Phase::Dictionary => "phase.dictionary",
                Phase::Articles => "phase.articles",
                Phase::Picture => "phase.picture",
                Phase::Data => "phase.data",
            });
            let count =
                if activity.total > 0 { format!("{} / {}", activity.done, activity.total) } else { String::new() };
            ui.horizontal(|ui| {
                ui.label(format!("{phase}  {count}"));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if ui.button(lang.t("do.cancel")).clicked() {
                        actions.push(Action::Cancel);
                    }
                });
            });
            let share = if activity.total > 0 { activity.done as f32 / activity.total as f32 } else { 0.0 };
            ui.add(ProgressBar::new(share).desired_height(6.0).fill(model.colours.accent));
        });
    });
}

/// Shows that files may be dropped, and opens those that were.
pub fn drop_ui(ctx: &Context, model: &Model, actions: &mut Vec<Action>) {
    let (is_over, dropped) = ctx.input(|i| {
        let paths: Vec<PathBuf> = i.raw.dropped_files.iter().map(|f| f.path().to_owned()).collect();
        (!i.raw.hovered_files.is_empty(), paths)
    });
    if !dropped.is_empty() {
        actions.push(Action::Open(dropped));
    }
    if is_over {
        let screen = ctx.content_rect();
        Area::new(Id::new("drop")).order(Order::Foreground).fixed_pos(screen.min).interactable(false).show(ctx, |ui| {
            ui.painter().rect_filled(screen, 0.0, model.colours.paper.gamma_multiply(0.85));
            let frame = screen.shrink(16.0);
            let stroke = egui::Stroke::new(2.0, model.colours.accent);
            ui.painter().rect_stroke(frame, 8.0, stroke, egui::StrokeKind::Inside);
            let text = model.lang().t("start.drop");
            ui.painter().text(screen.center(), Align2::CENTER_CENTER, text, bold(20.0), model.colours.text);
        });
    }
}
