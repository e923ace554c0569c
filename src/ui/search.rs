//! The search box: finds entities by any part of a name or alias, from one syllable or initial consonant on. Enter goes
//! to one find after the other, Shift+Enter back.

use super::{action::Action, model::Model, theme::table_style, widgets};
use crate::{
    resolve::Entity,
    text::fuzzy::{self, Part},
};
use egui::{Id, Key, Modifiers, Popup, PopupCloseBehavior, RichText, Ui, WidgetInfo, WidgetType};

/// How many finds are listed.
const N_FINDS: usize = 12;

/// What is typed, and which find is marked.
#[derive(Debug, Default)]
pub struct SearchBox {
    text: String,
    marked: usize,
    /// The find that was gone to; then the list is closed, so that it can be seen.
    shown: Option<usize>,
    is_focus_due: bool,
}

impl SearchBox {
    /// Moves the keyboard here at the next frame.
    pub fn focus(&mut self) {
        self.is_focus_due = true;
    }
}

/// Draws the box and, while something is typed, the finds under it.
pub(super) fn search_ui(ui: &mut Ui, model: &Model, search: &mut SearchBox, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let id = Id::new("search");
    let has_focus = ui.memory(|m| m.has_focus(id));
    let finds = if has_focus { find(model, &search.text) } else { Vec::new() };
    let picked = if has_focus { keys_ui(ui, search, finds.len()) } else { None };
    if let Some(shown) = search.shown.filter(|_| has_focus) {
        ui.label(RichText::new(format!("{} / {}", shown + 1, finds.len())).text_style(table_style()).weak());
    }
    let width = (ui.available_width() - 16.0).clamp(120.0, 320.0);
    let edit = egui::TextEdit::singleline(&mut search.text).id(id).hint_text(lang.t("bar.search")).desired_width(width);
    // The bar's style takes the frame from every widget; a field needs one.
    let response = ui.scope(|ui| {
        ui.visuals_mut().widgets.inactive.bg_stroke = egui::Stroke::new(1.0, model.colours.line);
        ui.add(edit)
    });
    let response = response.inner;
    response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, lang.t("bar.search.label")));
    if std::mem::take(&mut search.is_focus_due) {
        response.request_focus();
    }
    if response.changed() {
        (search.marked, search.shown) = (0, None);
    }
    if response.lost_focus() {
        search.text.clear();
        search.shown = None;
    }
    let goal = picked.and_then(|i| finds.get(i)).and_then(|&e| model.entity(e));
    actions.extend(goal.map(|entity| Action::FocusOn(entity.key.clone())));
    let mut chosen = None;
    let is_open = !search.text.trim().is_empty() && has_focus && search.shown.is_none();
    let popup = Popup::from_response(&response).id(id.with("finds")).open(is_open);
    popup.close_behavior(PopupCloseBehavior::IgnoreClicks).width(response.rect.width()).show(|ui| {
        ui.set_min_width(response.rect.width());
        if finds.len() > N_FINDS {
            let more = lang.fill("search.more", &[&finds.len(), &N_FINDS]);
            ui.label(RichText::new(more).text_style(table_style()).weak());
        }
        if finds.is_empty() {
            ui.label(RichText::new(lang.fill("search.none", &[&search.text.trim()])).weak());
        }
        for (i, &entity) in finds.iter().enumerate().take(N_FINDS) {
            if find_ui(ui, model, entity, i == search.marked) {
                chosen = Some(entity);
            }
        }
    });
    if let Some(entity) = chosen.and_then(|e| model.entity(e)) {
        actions.push(Action::FocusOn(entity.key.clone()));
        search.text.clear();
        ui.memory_mut(|m| m.surrender_focus(id));
    }
}

/// Arrow keys move the mark in the list. Enter goes to the marked find and then on to the next, Shift+Enter back.
fn keys_ui(ui: &Ui, search: &mut SearchBox, n_finds: usize) -> Option<usize> {
    let pressed = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
    let last = n_finds.checked_sub(1)?;
    if pressed(Modifiers::NONE, Key::ArrowDown) {
        (search.marked, search.shown) = ((search.marked + 1).min(last.min(N_FINDS - 1)), None);
    }
    if pressed(Modifiers::NONE, Key::ArrowUp) {
        (search.marked, search.shown) = (search.marked.saturating_sub(1), None);
    }
    let back = || search.shown.map_or(last, |at| at.checked_sub(1).unwrap_or(last));
    let on = || search.shown.map_or(search.marked, |at| if at < last { at + 1 } else { 0 });
    let next = if pressed(Modifiers::SHIFT, Key::Enter) {
        back()
    } else if pressed(Modifiers::NONE, Key::Enter) {
        on()
    } else {
        return None;
    };
    search.shown = Some(next);
    Some(next)
}

/// One find; true if it is pressed. The press counts, because the box loses the keyboard before the release.
fn find_ui(ui: &mut Ui, model: &Model, entity: usize, is_marked: bool) -> bool {
    let Some(found) = model.entity(entity) else { return false };
    let response = widgets::row(ui, is_marked, &found.name, |ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 16.0), egui::Sense::hover());
        widgets::kind_swatch(ui.painter(), rect.center(), 4.5, found.kind, &model.theme);
        ui.add(egui::Label::new(&found.name).selectable(false));
        if model.index.node_of.get(entity).copied().flatten().is_none() {
            let away = RichText::new(model.lang().t("search.away")).text_style(table_style()).weak();
            ui.add(egui::Label::new(away).selectable(false));
        }
        let aliases = RichText::new(found.aliases.join(", ")).text_style(table_style()).weak();
        ui.add(egui::Label::new(aliases).truncate().selectable(false));
    });
    response.is_pointer_button_down_on() || response.clicked()
}

/// Entities whose name or alias holds `query`, regardless of case: whole names first, then beginnings, then the
/// rest; the more deals the earlier. O(letters of all names), and n log n of those found.
fn find(model: &Model, query: &str) -> Vec<usize> {
    if query.trim().is_empty() {
        return Vec::new();
    }
    let n_deals = |i: usize| model.index.deals_of.get(i).map_or(0, Vec::len);
    let hidden = &model.derived.marks.hidden;
    let entities = model.derived.resolved.entities.iter().enumerate().filter(|(_, e)| !hidden.contains(&e.key));
    let ranked = entities.filter_map(|(i, e)| Some((rank(e, query)?, std::cmp::Reverse(n_deals(i)), i)));
    let mut finds: Vec<_> = ranked.collect();
    finds.sort_unstable();
    finds.into_iter().map(|(_, _, i)| i).collect()
}

fn rank(entity: &Entity, query: &str) -> Option<Part> {
    std::iter::once(&entity.name).chain(&entity.aliases).filter_map(|name| fuzzy::part(query, name)).min()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{extract::EntityKind, resolve::EntityKey};

    fn entity(name: &str, aliases: &[&str]) -> Entity {
        Entity {
            key: EntityKey { kind: EntityKind::Company, name: name.into() },
            name: name.into(),
            kind: EntityKind::Company,
            aliases: aliases.iter().map(|a| (*a).into()).collect(),
            title: None,
            org: None,
            about: None,
            mentions: Vec::new(),
        }
    }

    #[test]
    fn one_syllable_finds() {
        assert_eq!(rank(&entity("삼성전자", &[]), "삼"), Some(Part::Beginning));
        assert_eq!(rank(&entity("삼성전자", &[]), "전"), Some(Part::Inside));
    }

    #[test]
    fn aliases_count_and_case_does_not() {
        assert_eq!(rank(&entity("SK텔레콤", &["SKT"]), "skt"), Some(Part::Whole));
        assert_eq!(rank(&entity("SK텔레콤", &["SKT"]), "lg"), None);
    }
}
