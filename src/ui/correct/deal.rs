//! The window for a deal: every fact of one that was found, or one that was not, told by the selected text.

use super::{Step, field_ui, goals_ui, head_ui, pick::pick_ui, text_ui};
use crate::{
    extract::{
        Amount, DealType, EntityKind, Role, Status,
        values::{money::money, percent::percents},
    },
    project::{
        Edit, correct,
        edit::{DealChange, DealTarget, NewDeal, NoteTarget, PartyOf, Said, StakeOf},
    },
    resolve::{Deal, DealKey, EntityKey},
    text::PartialDate,
    ui::{model::Model, strings, widgets},
};
use egui::{ComboBox, RichText, Sense, TextEdit, Ui, vec2};

/// What is typed.
pub struct DealForm {
    /// The deal that is corrected; none for a new one.
    target: Option<DealTarget>,
    said: Option<Said>,
    deal_type: DealType,
    status: Status,
    parties: Vec<PartyOf>,
    date: String,
    amount: String,
    stakes: Vec<StakeForm>,
    note: String,
    typed: String,
}

/// A share: places in the list of parties, and its words.
struct StakeForm {
    holder: usize,
    of: usize,
    text: String,
}

impl DealForm {
    /// The form of a deal as it stands.
    pub fn of(model: &Model, key: &DealKey) -> Option<Self> {
        let deal = model.find_deal(key).and_then(|i| model.deal(i))?;
        let target = correct::target(deal, &model.project.reads);
        let parties = parties(model, deal);
        let place = |entity: usize| {
            let key = model.entity(entity).map(|e| &e.key)?;
            parties.iter().position(|p| p.entity == *key)
        };
        let stakes = deal.stakes.iter().filter_map(|stake| {
            Some(StakeForm { holder: place(stake.holder)?, of: place(stake.of)?, text: stake.text.clone() })
        });
        Some(Self {
            stakes: stakes.collect(),
            said: target.said.clone(),
            target: Some(target),
            deal_type: deal.deal_type,
            status: deal.status,
            date: deal.date.value.map(|date| date.to_string()).unwrap_or_default(),
            amount: strings::amount(&deal.amount),
            note: model.derived.marks.notes.deals.get(key).cloned().unwrap_or_default(),
            parties,
            typed: String::new(),
        })
    }

    /// The form of a new deal. Parties, amount and shares that the selected text names are filled in.
    pub fn new(model: &Model, said: Option<Said>) -> Self {
        let told = said.as_ref().and_then(|said| {
            let (index, article) = model.project.article(&said.article)?;
            Some((index, said.span, said.span.of(&article.text)))
        });
        let text = told.map_or("", |(.., text)| text);
        let mut named: Vec<(usize, PartyOf)> = Vec::new();
        if let Some((index, span, _)) = told {
            for entity in model.derived.resolved.entities.iter().filter(|e| e.kind.is_organisation()) {
                let here = entity.mentions.iter().find(|p| p.article == index && span.contains(p.span));
                let party = PartyOf { entity: entity.key.clone(), role: Role::Partner };
                named.extend(here.map(|place| (place.span.start, party)));
            }
        }
        named.sort_by_key(|(at, _)| *at);
        let selected =
            model.selection().entities.iter().map(|key| PartyOf { entity: key.clone(), role: Role::Partner });
        let parties = if told.is_some() { named.into_iter().map(|(_, p)| p).collect() } else { selected.collect() };
        let mut form = Self {
            target: None,
            said,
            deal_type: DealType::Partnership,
            status: Status::Announced,
            parties,
            date: String::new(),
            amount: money(text).first().map(|sum| sum.text.clone()).unwrap_or_default(),
            stakes: Vec::new(),
            note: String::new(),
            typed: String::new(),
        };
        form.fit_roles();
        form
    }

    /// Draws the form.
    pub fn show(&mut self, ui: &mut Ui, model: &Model) -> Step {
        let lang = model.lang();
        let title = if self.target.is_some() { "deal.correct.title" } else { "deal.add.title" };
        head_ui(ui, lang.t(title), self.sentence(model));
        self.kind_ui(ui, model);
        self.parties_ui(ui, model);
        let date = self.date.trim().parse::<PartialDate>().ok();
        let is_date = date.is_some() || self.date.trim().is_empty();
        field_ui(ui, lang.t("deal.date"), |ui| {
            let ink = if is_date { model.colours.text } else { model.colours.alarm };
            let edit = TextEdit::singleline(&mut self.date).hint_text("2024-06-19").desired_width(110.0);
            let response = ui.add(edit.text_color(ink));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, lang.t("deal.date")));
            ui.label(RichText::new(lang.t("deal.date.hint")).small().weak());
        });
        let is_amount = self.amount.trim().is_empty() || !money(self.amount.trim()).is_empty();
        field_ui(ui, lang.t("deal.amount"), |ui| {
            text_ui(ui, &mut self.amount, lang.t("deal.amount.hint"), 150.0);
            if !is_amount {
                ui.label(RichText::new(lang.t("deal.amount.unread")).small().color(model.colours.alarm));
            }
        });
        let are_stakes = self.stakes_ui(ui, model);
        if self.target.is_some() {
            field_ui(ui, lang.t("correct.note"), |ui| {
                text_ui(ui, &mut self.note, lang.t("correct.note.hint"), 380.0);
            });
        }
        let is_ready = is_date && is_amount && are_stakes && self.parties.len() > 1;
        if self.parties.len() < 2 {
            ui.label(RichText::new(lang.t("deal.two_parties")).small().color(model.colours.alarm));
        }
        let confirm = lang.t(if self.target.is_some() { "correct.apply" } else { "deal.add.do" });
        match goals_ui(ui, model, confirm, is_ready) {
            Some(true) => Step::Done(self.edits(model, date)),
            Some(false) => Step::Close,
            None => Step::Stay,
        }
    }

    /// The text that tells it.
    fn sentence<'m>(&self, model: &'m Model) -> &'m str {
        let said = self.said.as_ref();
        said.and_then(|said| model.project.article(&said.article).map(|(_, article)| said.span.of(&article.text)))
            .unwrap_or_else(|| model.lang().t("deal.no_sentence"))
    }

    fn kind_ui(&mut self, ui: &mut Ui, model: &Model) {
        let lang = model.lang();
        let before = self.deal_type;
        field_ui(ui, lang.t("deal.type"), |ui| {
            ComboBox::from_id_salt("type").width(150.0).selected_text(lang.deal_type(self.deal_type)).show_ui(
                ui,
                |ui| {
                    for deal_type in DealType::ALL {
                        ui.selectable_value(&mut self.deal_type, *deal_type, lang.deal_type(*deal_type));
                    }
                },
            );
            ui.label(RichText::new(lang.t("deal.status")).weak());
            ComboBox::from_id_salt("status").width(110.0).selected_text(lang.status(self.status)).show_ui(ui, |ui| {
                for status in Status::ALL {
                    ui.selectable_value(&mut self.status, *status, lang.status(*status));
                }
            });
        });
        if self.deal_type != before {
            self.fit_roles();
        }
    }

    fn parties_ui(&mut self, ui: &mut Ui, model: &Model) {
        let lang = model.lang();
        let mut removed = None;
        for (i, party) in self.parties.iter_mut().enumerate() {
            field_ui(ui, if i == 0 { lang.t("deal.parties") } else { "" }, |ui| {
                let entity = model.find_entity(&party.entity).and_then(|i| model.entity(i));
                let (rect, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
                widgets::kind_swatch(ui.painter(), rect.center(), 4.5, party.entity.kind, &model.theme);
                ui.label(entity.map_or(party.entity.name.as_str(), |e| e.name.as_str()));
                let combo = ComboBox::from_id_salt(("role", i)).width(100.0).selected_text(lang.role(party.role));
                combo.show_ui(ui, |ui| {
                    for role in roles(self.deal_type) {
                        ui.selectable_value(&mut party.role, *role, lang.role(*role));
                    }
                });
                if ui.small_button("×").on_hover_text(lang.t("deal.party.remove")).clicked() {
                    removed = Some(i);
                }
            });
        }
        if let Some(i) = removed {
            self.parties.remove(i);
            self.stakes.clear();
        }
        let known: Vec<EntityKey> = self.parties.iter().map(|p| p.entity.clone()).collect();
        field_ui(ui, "", |ui| {
            let fits = |key: &EntityKey| key.kind.is_organisation() && !known.contains(key);
            if let Some(entity) = pick_ui(ui, model, &mut self.typed, lang.t("deal.party.add"), fits) {
                self.parties.push(PartyOf { entity, role: Role::Partner });
                self.fit_roles();
            }
        });
    }

    /// One line a share; true if all can be read.
    fn stakes_ui(&mut self, ui: &mut Ui, model: &Model) -> bool {
        let lang = model.lang();
        let names: Vec<String> = self.parties.iter().map(|p| p.entity.name.clone()).collect();
        let mut removed = None;
        for (i, stake) in self.stakes.iter_mut().enumerate() {
            field_ui(ui, if i == 0 { lang.t("deal.stake") } else { "" }, |ui| {
                for (side, salt) in [(&mut stake.holder, "holder"), (&mut stake.of, "of")] {
                    let name = names.get(*side).map_or("", String::as_str);
                    ComboBox::from_id_salt((salt, i)).width(130.0).selected_text(name).show_ui(ui, |ui| {
                        for (at, name) in names.iter().enumerate() {
                            ui.selectable_value(side, at, name);
                        }
                    });
                    ui.label(if salt == "holder" { "→" } else { "" });
                }
                text_ui(ui, &mut stake.text, "1.6%", 60.0);
                if ui.small_button("×").clicked() {
                    removed = Some(i);
                }
            });
        }
        removed.map(|i| self.stakes.remove(i));
        if self.parties.len() > 1 && ui.link(lang.t("deal.stake.add")).clicked() {
            self.stakes.push(StakeForm { holder: 0, of: 1, text: String::new() });
        }
        self.stakes.iter().all(|stake| stake.holder != stake.of && per_cent(&stake.text).is_some())
    }

    /// Gives the parties roles of the type: who gave gives, else the first one does.
    fn fit_roles(&mut self) {
        let has_giver = self.parties.iter().any(|p| p.role.is_giver());
        let roles = roles(self.deal_type);
        for (i, party) in self.parties.iter_mut().enumerate() {
            let gives = if has_giver { party.role.is_giver() } else { i == 0 };
            let is_alliance = party.entity.kind == EntityKind::Alliance;
            let wanted = match (self.deal_type, gives, is_alliance) {
                (DealType::Membership, _, true) => roles.last(),
                (DealType::Membership, ..) => roles.first(),
                (DealType::JointVenture, ..) if !has_giver => roles.first(),
                (_, true, _) => roles.first(),
                (_, false, _) => roles.get(1).or(roles.first()),
            };
            party.role = wanted.copied().unwrap_or(Role::Partner);
        }
    }

    fn amount(&self) -> Option<Amount> {
        let text = self.amount.trim();
        let sum = money(text).into_iter().next()?;
        Some(Amount { text: text.to_owned(), value: sum.value, currency: sum.currency })
    }

    fn told_stakes(&self) -> Vec<StakeOf> {
        let key = |at: usize| self.parties.get(at).map(|p| p.entity.clone());
        let stake = |stake: &StakeForm| {
            let (holder, of) = (key(stake.holder)?, key(stake.of)?);
            Some(StakeOf { holder, of, text: stake.text.trim().to_owned(), value: per_cent(&stake.text)? })
        };
        self.stakes.iter().filter_map(stake).collect()
    }

    /// What differs from the deal as it stands, or the new deal.
    fn edits(&self, model: &Model, date: Option<PartialDate>) -> Vec<Edit> {
        let amount = self.amount();
        let Some(target) = &self.target else {
            return vec![Edit::AddDeal(NewDeal {
                said: self.said.clone(),
                deal_type: self.deal_type,
                status: self.status,
                parties: self.parties.clone(),
                date,
                amount,
                stakes: self.told_stakes(),
            })];
        };
        let Some(deal) = model.find_deal(&target.key).and_then(|i| model.deal(i)) else { return Vec::new() };
        let before = Self::of(model, &target.key);
        let before_stakes = before.as_ref().map(Self::told_stakes).unwrap_or_default();
        let changes = [
            (self.deal_type != deal.deal_type).then_some(DealChange::Type(self.deal_type)),
            (self.parties != parties(model, deal)).then(|| DealChange::Parties(self.parties.clone())),
            (self.status != deal.status).then_some(DealChange::Status(self.status)),
            (date != deal.date.value).then_some(DealChange::Date(date)),
            (self.amount.trim() != strings::amount(&deal.amount)).then_some(DealChange::Amount(amount)),
            (self.told_stakes() != before_stakes).then(|| DealChange::Stakes(self.told_stakes())),
        ];
        let correct = |change| Edit::CorrectDeal { deal: target.clone(), change };
        let mut edits: Vec<Edit> = changes.into_iter().flatten().map(correct).collect();
        if before.is_some_and(|before| before.note.trim() != self.note.trim()) {
            let (on, text) = (NoteTarget::Deal(target.clone()), self.note.trim().to_owned());
            edits.push(Edit::Note { on, text });
        }
        edits
    }
}

fn parties(model: &Model, deal: &Deal) -> Vec<PartyOf> {
    let party =
        |p: &crate::resolve::DealParty| Some(PartyOf { entity: model.entity(p.entity)?.key.clone(), role: p.role });
    deal.parties.iter().filter_map(party).collect()
}

/// The roles of a type, the giving side first.
fn roles(deal_type: DealType) -> &'static [Role] {
    match deal_type {
        DealType::Investment => &[Role::Investor, Role::Investee],
        DealType::Acquisition => &[Role::Acquirer, Role::Target, Role::Partner],
        DealType::JointVenture => &[Role::JvParent, Role::Jv],
        DealType::Supply => &[Role::Supplier, Role::Customer],
        DealType::Membership => &[Role::Member, Role::Lead, Role::Alliance],
        DealType::Subsidiary => &[Role::Parent, Role::Subsidiary],
        DealType::EquitySwap
        | DealType::Mou
        | DealType::Partnership
        | DealType::CoDevelopment
        | DealType::Verification => &[Role::Partner],
    }
}

fn per_cent(text: &str) -> Option<f64> {
    let typed = text.trim();
    let plain = typed.trim_end_matches('%').parse::<f64>().ok().filter(|value| (0.0..=100.0).contains(value));
    plain.or_else(|| percents(typed).first().map(|p| p.value))
}
