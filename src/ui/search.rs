//! The search box: finds names, deals and sentences by any part, from one syllable, letter or initial consonant on.
//! Enter goes to one find after the other, Shift+Enter back; each is selected in the network.

use super::{
    action::Action,
    details::read_evidence,
    model::Model,
    state::{Reading, Selection},
    strings::{self, Language},
    theme::{bold, table_style},
    widgets,
};
use crate::{
    resolve::EntityKey,
    scene::theme::Family,
    search::{self, EntityFind, Finds, Scope, TextFind},
};
use egui::{
    FontId, Id, Key, Modifiers, Popup, PopupCloseBehavior, RichText, ScrollArea, Sense, TextFormat, Ui, WidgetInfo,
    WidgetType, text::LayoutJob, vec2,
};

/// How many finds of each group are listed.
const N_FINDS: usize = 6;
/// Width of the list, in points.
const WIDTH: f32 = 480.0;
/// How many letters of a sentence stand before the find, so that it is in sight.
const N_BEFORE: usize = 22;

/// What is typed, what was found, and which find is marked.
#[derive(Debug, Default)]
pub struct SearchBox {
    text: String,
    marked: usize,
    /// The find that was gone to; then the list is closed, so that it can be seen.
    shown: Option<usize>,
    is_focus_due: bool,
    finds: Finds,
    made_for: Option<(u64, Language, String)>,
}

/// One find of any group.
#[derive(Debug, Clone, Copy)]
enum Find {
    Entity(EntityFind),
    Deal(usize),
    Text(TextFind),
}

impl SearchBox {
    /// Moves the keyboard here at the next frame.
    pub fn focus(&mut self) {
        self.is_focus_due = true;
    }

    /// Searches anew if what is typed, or what is known, changed.
    fn follow(&mut self, model: &Model) {
        let made_for = (model.revision, model.lang(), self.text.trim().to_owned());
        if self.made_for.as_ref() == Some(&made_for) {
            return;
        }
        let scope = Scope {
            resolved: &model.derived.resolved,
            reads: &model.project.reads,
            hidden: &model.derived.marks.hidden,
            language: model.lang(),
        };
        self.finds = search::find(&scope, &self.text, N_FINDS);
        self.made_for = Some(made_for);
    }

    /// All listed finds, group by group.
    fn listed(&self) -> Vec<Find> {
        let Finds { entities, deals, texts } = &self.finds;
        let names = entities.first.iter().map(|find| Find::Entity(*find));
        let deals = deals.first.iter().map(|deal| Find::Deal(*deal));
        names.chain(deals).chain(texts.first.iter().map(|find| Find::Text(*find))).collect()
    }
}

/// Draws the box and, while something is typed, the finds under it.
pub(super) fn search_ui(ui: &mut Ui, model: &Model, search: &mut SearchBox, actions: &mut Vec<Action>) {
    let id = Id::new("search");
    let has_focus = ui.memory(|m| m.has_focus(id));
    if has_focus {
        search.follow(model);
    }
    let finds = if has_focus { search.listed() } else { Vec::new() };
    let picked = if has_focus { keys_ui(ui, search, finds.len()) } else { None };
    actions.extend(picked.and_then(|i| finds.get(i)).into_iter().flat_map(|find| go_to(model, find)));
    if let Some(shown) = search.shown.filter(|_| has_focus) {
        ui.label(RichText::new(format!("{} / {}", shown + 1, finds.len())).text_style(table_style()).weak());
    }
    let response = field_ui(ui, model, search, id);
    let is_open = !search.text.trim().is_empty() && has_focus && search.shown.is_none();
    let popup = Popup::from_response(&response).id(id.with("finds")).open(is_open);
    let popup = popup.close_behavior(PopupCloseBehavior::IgnoreClicks).width(WIDTH);
    let chosen = popup.show(|ui| {
        ui.set_width(WIDTH);
        let height = ui.ctx().content_rect().height() * 0.75;
        ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height)
            .show(ui, |ui| finds_ui(ui, model, search))
            .inner
    });
    if let Some(find) = chosen.and_then(|chosen| chosen.inner) {
        actions.extend(go_to(model, &find));
        search.text.clear();
        ui.memory_mut(|m| m.surrender_focus(id));
    }
}

/// The box itself.
fn field_ui(ui: &mut Ui, model: &Model, search: &mut SearchBox, id: Id) -> egui::Response {
    let lang = model.lang();
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
    response
}

/// Arrow keys move the mark in the list. Enter goes to the marked find and then on to the next, Shift+Enter back.
fn keys_ui(ui: &Ui, search: &mut SearchBox, n_finds: usize) -> Option<usize> {
    let pressed = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
    let last = n_finds.checked_sub(1)?;
    if pressed(Modifiers::NONE, Key::ArrowDown) {
        (search.marked, search.shown) = ((search.marked + 1).min(last), None);
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

/// The groups with their finds; the one that is pressed.
fn finds_ui(ui: &mut Ui, model: &Model, search: &SearchBox) -> Option<Find> {
    let lang = model.lang();
    let Finds { entities, deals, texts } = &search.finds;
    if search.finds.is_empty() {
        ui.label(RichText::new(lang.fill("search.none", &[&search.text.trim()])).weak());
        return None;
    }
    let (n_names, n_deals) = (entities.first.len(), deals.first.len());
    let groups = [
        (0, "search.names", entities.n),
        (n_names, "search.deals", deals.n),
        (n_names + n_deals, "search.texts", texts.n),
    ];
    let mut pressed = None;
    for (i, find) in search.listed().iter().enumerate() {
        // Of groups that begin here the last one is not empty.
        if let Some((_, key, n)) = groups.iter().rev().find(|(start, ..)| *start == i) {
            widgets::section(ui, &lang.fill(key, &[n]));
        }
        let is_marked = i == search.marked;
        let response = match find {
            Find::Entity(find) => entity_ui(ui, model, *find, is_marked),
            Find::Deal(deal) => deal_ui(ui, model, *deal, is_marked),
            Find::Text(find) => text_ui(ui, model, find, is_marked),
        };
        // The press counts, because the box loses the keyboard before the release.
        if response.is_some_and(|r| r.is_pointer_button_down_on() || r.clicked()) {
            pressed = Some(*find);
        }
    }
    pressed
}

fn entity_ui(ui: &mut Ui, model: &Model, find: EntityFind, is_marked: bool) -> Option<egui::Response> {
    let found = model.entity(find.entity)?;
    let alias = find.alias.and_then(|i| found.aliases.get(i));
    Some(widgets::row(ui, is_marked, &found.name, |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
        widgets::kind_swatch(ui.painter(), rect.center(), 4.5, found.kind, &model.theme);
        ui.add(egui::Label::new(&found.name).selectable(false));
        let weak = |text: String| RichText::new(text).text_style(table_style()).weak();
        if let Some(alias) = alias {
            ui.add(egui::Label::new(weak(alias.clone())).truncate().selectable(false));
        }
        if model.index.node_of.get(find.entity).copied().flatten().is_none() {
            ui.add(egui::Label::new(weak(model.lang().t("search.away").to_owned())).selectable(false));
        }
    }))
}

/// A deal in two lines: what it is, and the sentence that says so.
fn deal_ui(ui: &mut Ui, model: &Model, deal: usize, is_marked: bool) -> Option<egui::Response> {
    let deal = model.deal(deal)?;
    let lang = model.lang();
    let facts = [
        lang.deal_type(deal.deal_type).to_owned(),
        model.parties(deal),
        strings::amount(&deal.amount),
        strings::deal_date(&deal.date),
    ];
    let facts = facts.into_iter().filter(|f| !f.is_empty()).collect::<Vec<_>>().join("  ");
    let place = deal.evidence.first();
    let sentence = place.and_then(|place| Some(place.span.of(&model.article(place.article)?.text))).unwrap_or_default();
    Some(widgets::row(ui, is_marked, &facts, |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(18.0, 16.0), Sense::hover());
        widgets::family_swatch(ui.painter(), rect, Family::of(deal.deal_type), &model.theme);
        two_lines(ui, RichText::new(&facts).into(), sentence);
    }))
}

/// A sentence with the find in bold, and where it stands.
fn text_ui(ui: &mut Ui, model: &Model, find: &TextFind, is_marked: bool) -> Option<egui::Response> {
    let article = model.article(find.place.article)?;
    let job = sentence_job(ui, &article.text, find);
    let headline = model.headline(find.place.article);
    let source = [headline.to_owned(), model.source_line(&article.meta)];
    let source = source.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ");
    let label = find.sentence.of(&article.text);
    Some(widgets::row(ui, is_marked, label, |ui| {
        ui.add_space(4.0);
        two_lines(ui, job.into(), &source);
    }))
}

fn two_lines(ui: &mut Ui, first: egui::WidgetText, second: &str) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.add_space(2.0);
        ui.add(egui::Label::new(first).truncate().selectable(false));
        ui.add(egui::Label::new(RichText::new(second).small().weak()).truncate().selectable(false));
        ui.add_space(2.0);
    });
}

fn sentence_job(ui: &Ui, text: &str, find: &TextFind) -> LayoutJob {
    let span = find.place.span;
    let before = text.get(find.sentence.start..span.start).unwrap_or_default();
    let n_cut = before.chars().count().saturating_sub(N_BEFORE);
    let cut: String = before.chars().skip(n_cut).collect();
    let plain = TextFormat::simple(FontId::proportional(13.0), ui.visuals().text_color());
    let strong = TextFormat { font_id: bold(13.0), ..plain.clone() };
    let mut job = LayoutJob::default();
    let lead = if n_cut > 0 { "…" } else { "" };
    for (part, format) in [
        (format!("{lead}{cut}").as_str(), &plain),
        (span.of(text), &strong),
        (text.get(span.end..find.sentence.end).unwrap_or_default(), &plain),
    ] {
        job.append(part, 0.0, format.clone());
    }
    job
}

/// What shows a find: it is selected in the network, and its sentence is opened.
fn go_to(model: &Model, find: &Find) -> Vec<Action> {
    match find {
        Find::Entity(find) => model.entity(find.entity).map(|e| Action::FocusOn(e.key.clone())).into_iter().collect(),
        Find::Deal(deal) => {
            let Some(deal) = model.deal(*deal) else { return Vec::new() };
            let parties = deal.parties.iter().filter_map(|p| model.entity(p.entity)).map(|e| e.key.clone()).collect();
            let selection = Selection { entities: parties, deal: Some(deal.key.clone()), ..Selection::default() };
            let shown = [Action::Select(selection), Action::FocusSelected];
            shown.into_iter().chain(read_evidence(model, deal, 0)).collect()
        }
        Find::Text(find) => {
            let Some(article) = model.article(find.place.article) else { return Vec::new() };
            let named = named_in(model, find);
            let read = Action::Read(Reading { article: article.id.clone(), highlight: Some(find.sentence) });
            let shown = [Action::Select(Selection { entities: named, ..Selection::default() }), Action::FocusSelected];
            shown.into_iter().chain([read]).collect()
        }
    }
}

/// Organisations that the sentence of a find names.
fn named_in(model: &Model, find: &TextFind) -> std::collections::BTreeSet<EntityKey> {
    let entities = model.derived.resolved.entities.iter().filter(|e| e.kind.is_organisation());
    let is_here = |p: &&crate::resolve::Place| p.article == find.place.article && find.sentence.contains(p.span);
    entities.filter(|e| e.mentions.iter().any(|p| is_here(&p))).map(|e| e.key.clone()).collect()
}
