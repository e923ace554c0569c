//! The window for a name that was selected in a text: what it names.

use super::{Step, field_ui, goals_ui, head_ui, pick::pick_ui, text_ui};
use crate::{
    extract::EntityKind,
    project::{Edit, edit::Said},
    resolve::EntityKey,
    ui::model::Model,
};
use egui::{RichText, Ui};

/// What is typed.
pub struct NameForm {
    said: Said,
    form: String,
    kind: EntityKind,
    /// An entity that is called so, too.
    of: Option<EntityKey>,
    typed: String,
}

impl NameForm {
    /// The form for a selected text.
    pub fn new(model: &Model, said: Said) -> Option<Self> {
        let (_, article) = model.project.article(&said.article)?;
        let form = said.span.of(&article.text).trim().to_owned();
        Some(Self { said, form, kind: EntityKind::Company, of: None, typed: String::new() })
    }

    /// Draws the form.
    pub fn show(&mut self, ui: &mut Ui, model: &Model) -> Step {
        let lang = model.lang();
        head_ui(ui, lang.t("name.title"), lang.t("name.tip"));
        field_ui(ui, lang.t("entity.name"), |ui| {
            text_ui(ui, &mut self.form, lang.t("entity.name"), 300.0);
        });
        let owner = self.of.as_ref().and_then(|key| model.find_entity(key)).and_then(|i| model.entity(i));
        if owner.is_none() {
            field_ui(ui, lang.t("entity.kind"), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                for kind in EntityKind::ALL {
                    ui.selectable_value(&mut self.kind, *kind, lang.kind(*kind));
                }
            });
        }
        field_ui(ui, lang.t("name.alias_of"), |ui| match owner {
            Some(owner) => {
                ui.label(&owner.name);
                if ui.small_button("×").clicked() {
                    self.of = None;
                }
            }
            None => {
                let picked = pick_ui(ui, model, &mut self.typed, lang.t("merge.search"), |_| true);
                self.of = self.of.take().or(picked);
            }
        });
        ui.label(RichText::new(lang.t("name.teaches")).small().weak());
        match goals_ui(ui, model, lang.t("name.do"), !self.form.trim().is_empty()) {
            Some(true) => Step::Done(vec![self.edit(model)]),
            Some(false) => Step::Close,
            None => Step::Stay,
        }
    }

    fn edit(&self, model: &Model) -> Edit {
        let form = self.form.trim().to_owned();
        let owner = self.of.as_ref().and_then(|key| model.find_entity(key)).and_then(|i| model.entity(i));
        let (name, kind) = match owner {
            Some(owner) => (owner.key.name.clone(), owner.kind),
            None => (form.clone(), self.kind),
        };
        Edit::AddEntity { said: self.said.clone(), form, name, kind }
    }
}
