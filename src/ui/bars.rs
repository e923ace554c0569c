//! The bar of menus at the top, the line under it that tells news, and the status bar at the bottom.

use super::{
    action::Action,
    commands::{COMMANDS, Menu, command_of, keys_text, obstacle},
    edit_name::edit_name,
    model::{Banner, Model, Notice},
    panels::{self, Pane},
    project::project_name,
    search::{self, SearchBox},
    state::Motion,
    theme::{bold, table_style},
    widgets::{self, Icon},
};
use crate::extract::EntityKind;
use egui::{Align, Layout, Margin, MenuBar, Panel, RichText, Ui, Vec2};
use egui_tiles::Tree;

/// Draws the menus, search and switches, and the line of news.
pub(super) fn top_ui(
    ui: &mut Ui,
    model: &Model,
    panels: &Tree<Pane>,
    search: &mut SearchBox,
    actions: &mut Vec<Action>,
) {
    let frame = egui::Frame::new().fill(model.colours.panel).inner_margin(Margin::symmetric(10, 6));
    Panel::top("menus").frame(frame).show(ui, |ui| {
        MenuBar::new().ui(ui, |ui| {
            ui.label(RichText::new(model.lang().t("app.name")).font(bold(15.0)).color(model.colours.accent));
            ui.add_space(4.0);
            for (menu, title) in Menu::ALL {
                ui.menu_button(model.lang().t(title), |ui| menu_ui(ui, model, panels, *menu, actions));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                switches_ui(ui, model, actions);
                ui.add_space(8.0);
                search::search_ui(ui, model, search, actions);
            });
        });
    });
    if let Some(banner) = model.banner {
        banner_ui(ui, model, banner, actions);
    }
}

/// Picture, theme and language; set from the right.
fn switches_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let square = Vec2::splat(26.0);
    let picture = ui.add_enabled(model.has_articles(), egui::Button::new(lang.t("bar.picture")));
    if widgets::with_tip(picture, model, &Action::PictureDialog).clicked() {
        actions.push(Action::PictureDialog);
    }
    if widgets::icon_command(ui, model, &Action::SwitchTheme, Icon::HalfDisc, square).clicked() {
        actions.push(Action::SwitchTheme);
    }
    let language = ui.button(lang.t("bar.language"));
    if widgets::with_tip(language, model, &Action::SwitchLanguage).clicked() {
        actions.push(Action::SwitchLanguage);
    }
}

fn menu_ui(ui: &mut Ui, model: &Model, panels: &Tree<Pane>, menu: Menu, actions: &mut Vec<Action>) {
    ui.set_min_width(220.0);
    let mut group = 0;
    for command in COMMANDS.iter().filter(|c| c.menu.0 == menu) {
        if command.menu.1 != group {
            group = command.menu.1;
            ui.separator();
        }
        if command.action == Action::ResetPanels {
            panes_ui(ui, model, panels, actions);
        }
        command_ui(ui, model, &command.action, actions);
        if command.action == Action::OpenProject {
            recent_ui(ui, model, actions);
        }
        if command.action == Action::ViewsDialog {
            views_ui(ui, model, actions);
        }
    }
}

/// A command as a line of a menu, with its keys; pale where it can do nothing, with the reason.
pub(super) fn command_ui(ui: &mut Ui, model: &Model, action: &Action, actions: &mut Vec<Action>) {
    let Some(command) = command_of(action) else { return };
    let lang = model.lang();
    let edits = &model.project.edits;
    let named = |edit| format!("{}: {}", lang.t(command.key), edit_name(lang, edit));
    let label = match command.action {
        Action::Undo => edits.next_undo().map(named),
        Action::Redo => edits.next_redo().map(named),
        Action::SwitchMotion if model.state.motion == Motion::Reduced => Some(format!("✓ {}", lang.t(command.key))),
        _ => None,
    };
    let mut button = egui::Button::new(label.unwrap_or_else(|| lang.t(command.key).to_owned()));
    if let Some(shortcut) = &command.shortcut {
        button = button.shortcut_text(keys_text(ui.ctx(), shortcut));
    }
    let obstacle = obstacle(model, &command.action);
    let response = ui.add_enabled(obstacle.is_none(), button);
    let response = response.on_disabled_hover_text(lang.t(obstacle.unwrap_or(command.key)));
    if response.on_hover_text(lang.t(&format!("{}.tip", command.key))).clicked() {
        actions.push(command.action.clone());
        ui.close();
    }
}

fn recent_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    ui.add_enabled_ui(!model.state.recent.is_empty(), |ui| {
        ui.menu_button(model.lang().t("menu.recent"), |ui| {
            for path in &model.state.recent {
                let response = ui.button(project_name(model.lang(), path));
                if response.on_hover_text(path.display().to_string()).clicked() {
                    actions.push(Action::OpenProjectAt(path.clone()));
                    ui.close();
                }
            }
        });
    });
}

fn views_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    ui.add_enabled_ui(!model.state.views.is_empty(), |ui| {
        ui.menu_button(model.lang().t("views.saved"), |ui| {
            for name in model.state.views.keys() {
                if ui.button(name).clicked() {
                    actions.push(Action::OpenView(name.clone()));
                    ui.close();
                }
            }
        });
    });
}

fn panes_ui(ui: &mut Ui, model: &Model, panels: &Tree<Pane>, actions: &mut Vec<Action>) {
    ui.menu_button(model.lang().t("menu.panels"), |ui| {
        for &pane in Pane::ALL {
            let mut is_shown = panels::is_shown(panels, pane);
            if ui.checkbox(&mut is_shown, pane.name(model.lang())).clicked() {
                actions.push(Action::TogglePanel(pane));
            }
        }
    });
}

/// One line of news: samples, or what was left out.
fn banner_ui(ui: &mut Ui, model: &Model, banner: Banner, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let latest = model.notices.last();
    let is_alarm = matches!(banner, Banner::Notices(_)) && latest.is_some_and(Notice::is_alarm);
    let fill = if is_alarm { model.colours.evidence } else { model.colours.selected };
    let frame = egui::Frame::new().fill(fill).inner_margin(Margin::symmetric(14, 4));
    Panel::top("banner").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            match (banner, latest) {
                (Banner::Notices(n), Some(notice)) => {
                    let more = if n > 1 { lang.fill("banner.more", &[&(n - 1)]) } else { String::new() };
                    let text = format!("{} {more}", super::notices::notice_text(lang, notice));
                    let width = ui.available_width() - 260.0;
                    ui.scope(|ui| {
                        ui.set_max_width(width);
                        ui.add(egui::Label::new(text).truncate());
                    });
                    if let Some((label, action)) = super::notices::remedy(notice)
                        && ui.link(lang.t(label)).clicked()
                    {
                        actions.push(action);
                    }
                    if ui.link(lang.t("banner.list")).clicked() {
                        actions.push(Action::Notices);
                    }
                }
                _ => {
                    ui.label(lang.t("banner.samples"));
                    for (label, action) in [("banner.open", Action::OpenFiles), ("banner.without", Action::NewProject)]
                    {
                        if ui.link(lang.t(label)).clicked() {
                            actions.push(action);
                        }
                    }
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::icon_button(ui, Icon::Cross, Vec2::splat(20.0), lang.t("banner.close")).clicked() {
                    actions.push(Action::DismissBanner);
                }
            });
        });
    });
}

/// Draws the status bar: what is loaded, and how many notices there are.
pub(super) fn status_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let frame = egui::Frame::new().fill(model.colours.panel).inner_margin(Margin::symmetric(12, 3));
    Panel::bottom("status").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            let n_articles = model.project.reads.len();
            let mut facts = vec![
                lang.fill("status_bar.articles", &[&n_articles]),
                lang.fill(
                    "status_bar.companies",
                    &[&model.counts.kinds.get(&EntityKind::Company).copied().unwrap_or(0)],
                ),
                lang.fill("status_bar.deals", &[&model.derived.network.deals.len()]),
            ];
            if n_articles > 0 {
                facts.push(lang.fill("status_bar.elapsed", &[&format!("{:.1}", model.elapsed.as_secs_f32())]));
            }
            let n_hidden = model.derived.marks.hidden.len();
            let n_selected = model.selected.entities.len();
            if n_selected > 1 {
                facts.push(lang.fill("status_bar.selected", &[&n_selected]));
            }
            ui.label(RichText::new(facts.join("   ·   ")).text_style(table_style()).weak());
            if n_hidden > 0 {
                let hidden = RichText::new(lang.fill("status_bar.hidden", &[&n_hidden])).text_style(table_style());
                if widgets::with_tip(ui.link(hidden), model, &Action::ShowAll).clicked() {
                    actions.push(Action::ShowAll);
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let n = model.notices.len();
                let text = RichText::new(lang.fill("status_bar.notices", &[&n])).text_style(table_style());
                let is_alarm = model.notices.iter().any(Notice::is_alarm);
                let text = if is_alarm { text.color(model.colours.alarm) } else { text.weak() };
                if ui.add(egui::Button::new(text).frame(false)).clicked() {
                    actions.push(Action::Notices);
                }
            });
        });
    });
}
