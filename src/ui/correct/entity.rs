//! The window for an entity: its name, kind, aliases, note; that it is none; and from here to a merge.

use super::{Correct, Step, field_ui, goals_ui, head_ui, text_ui};
use crate::{
    extract::EntityKind,
    project::{Edit, correct, edit::NoteTarget},
    resolve::{Entity, EntityKey},
    ui::model::Model,
};
use egui::{RichText, TextEdit, Ui};

/// What is typed.
pub struct EntityForm {
    key: EntityKey,
    name: String,
    kind: EntityKind,
    /// Aliases that are to be entities of their own.
    split: Vec<String>,
    /// Aliases that are added.
    added: Vec<String>,
    alias: String,
    note: String,
}

impl EntityForm {
    /// The form of an entity as it stands.
    pub fn new(model: &Model, key: &EntityKey) -> Option<Self> {
        let entity = model.find_entity(key).and_then(|i| model.entity(i))?;
        Some(Self {
            key: key.clone(),
            name: entity.name.clone(),
            kind: entity.kind,
            split: Vec::new(),
            added: Vec::new(),
            alias: String::new(),
            note: model.derived.marks.notes.entities.get(key).cloned().unwrap_or_default(),
        })
    }

    /// Draws the form.
    pub fn show(&mut self, ui: &mut Ui, model: &Model) -> Step {
        let lang = model.lang();
        let Some(entity) = model.find_entity(&self.key).and_then(|i| model.entity(i)) else { return Step::Close };
        head_ui(ui, &lang.fill("correct.entity", &[&entity.name]), lang.t("correct.entity.tip"));
        field_ui(ui, lang.t("entity.name"), |ui| {
            text_ui(ui, &mut self.name, lang.t("entity.name"), 300.0);
        });
        field_ui(ui, lang.t("entity.kind"), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for kind in EntityKind::ALL {
                ui.selectable_value(&mut self.kind, *kind, lang.kind(*kind));
            }
        });
        self.aliases_ui(ui, model, entity);
        field_ui(ui, lang.t("correct.note"), |ui| {
            let edit = TextEdit::multiline(&mut self.note).desired_rows(2).desired_width(f32::INFINITY);
            let response = ui.add(edit.hint_text(lang.t("correct.note.hint")));
            response
                .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, lang.t("correct.note")));
        });
        if let Some(step) = self.others_ui(ui, model, entity) {
            return step;
        }
        match goals_ui(ui, model, lang.t("correct.apply"), !self.name.trim().is_empty()) {
            Some(true) => Step::Done(self.edits(model, entity)),
            Some(false) => Step::Close,
            None => Step::Stay,
        }
    }

    /// Each alias with a button that makes it an entity of its own; a field for one more.
    fn aliases_ui(&mut self, ui: &mut Ui, model: &Model, entity: &Entity) {
        let lang = model.lang();
        field_ui(ui, lang.t("entity.aliases"), |ui| {
            ui.horizontal_wrapped(|ui| {
                for alias in entity.aliases.iter().chain(&self.added) {
                    let is_split = self.split.contains(alias);
                    let text = RichText::new(alias);
                    let text = if is_split { text.strikethrough().weak() } else { text };
                    ui.label(text);
                    let label = lang.t(if is_split { "correct.keep" } else { "correct.split" });
                    if ui.small_button(label).on_hover_text(lang.t("correct.split.tip")).clicked() {
                        if is_split {
                            self.split.retain(|a| a != alias);
                        } else {
                            self.split.push(alias.clone());
                        }
                    }
                    ui.add_space(6.0);
                }
            });
        });
        field_ui(ui, "", |ui| {
            let response = text_ui(ui, &mut self.alias, lang.t("correct.alias"), 220.0);
            let is_entered = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
            let alias = self.alias.trim().to_owned();
            let is_new = !alias.is_empty() && alias != entity.name && !entity.aliases.contains(&alias);
            if (ui.add_enabled(is_new, egui::Button::new(lang.t("correct.add"))).clicked() || is_entered) && is_new {
                self.added.push(alias);
                self.alias.clear();
            }
        });
        self.added.retain(|alias| !self.split.contains(alias));
        self.split.retain(|alias| entity.aliases.contains(alias));
    }

    /// What else can be done with it.
    fn others_ui(&self, ui: &mut Ui, model: &Model, entity: &Entity) -> Option<Step> {
        let lang = model.lang();
        ui.add_space(8.0);
        ui.separator();
        let here = model.state.reading.as_ref().and_then(|r| model.project.article(&r.article));
        let here = here.filter(|(i, _)| entity.mentions.iter().any(|place| place.article == *i));
        let mut step = None;
        ui.horizontal_wrapped(|ui| {
            if ui.button(lang.t("correct.merge_with")).clicked() {
                step = Some(Step::Instead(Correct::Merge(vec![self.key.clone()])));
            }
            if ui.button(lang.t("correct.no_name")).on_hover_text(lang.t("correct.no_name.tip")).clicked() {
                step = Some(Step::Done(vec![correct::not_a_name(entity, None)]));
            }
            if let Some((_, article)) = here
                && ui.button(lang.t("correct.no_name_here")).on_hover_text(model_title(model, article)).clicked()
            {
                step = Some(Step::Done(vec![correct::not_a_name(entity, Some(article.id.clone()))]));
            }
            if ui.button(lang.t("do.hide")).clicked() {
                step = Some(Step::Done(vec![Edit::Hide { entity: self.key.clone() }]));
            }
        });
        step
    }

    fn edits(&self, model: &Model, entity: &Entity) -> Vec<Edit> {
        let mut edits = Vec::new();
        let name = self.name.trim();
        if name != entity.name {
            edits.push(correct::rename(&model.derived.resolved, entity, name));
        }
        let key = || self.key.clone();
        edits.extend(self.added.iter().map(|alias| Edit::AddAlias { entity: key(), alias: alias.clone() }));
        edits.extend(self.split.iter().map(|alias| Edit::SplitAlias { entity: key(), alias: alias.clone() }));
        let note = model.derived.marks.notes.entities.get(&self.key).map_or("", String::as_str);
        if self.note.trim() != note {
            edits.push(Edit::Note { on: NoteTarget::Entity(key()), text: self.note.trim().to_owned() });
        }
        // Last, for it gives the entity another key.
        if self.kind != entity.kind {
            edits.push(correct::change_kind(&model.derived.resolved, entity, self.kind));
        }
        edits
    }
}

fn model_title(model: &Model, article: &crate::article::Article) -> String {
    let title = article.meta.title.as_deref().unwrap_or(&article.file);
    model.lang().fill("correct.no_name_here.tip", &[&title])
}
