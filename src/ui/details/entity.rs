//! The details of one entity: names, people, members, deals by type, articles that name it.

use super::{
    super::{
        action::Action, commands::command_of, model::Model, picture::Subject, state::Reading, theme::color, widgets,
    },
    grouped_deals_ui,
};
use crate::{
    extract::{DealType, EntityKind, Role},
    resolve::{Deal, Entity, Place},
};
use egui::{RichText, Sense, Ui, vec2};

/// Draws one entity.
pub fn entity_ui(ui: &mut Ui, model: &Model, index: usize, actions: &mut Vec<Action>) {
    let Some(entity) = model.entity(index) else { return };
    title_ui(ui, model, entity, actions);
    let deals = model.index.deals_of.get(index).cloned().unwrap_or_default();
    if entity.kind == EntityKind::Alliance {
        members_ui(ui, model, index, &deals, actions);
    }
    let people = model.index.people_of.get(index).map(Vec::as_slice).unwrap_or_default();
    if !people.is_empty() {
        widgets::section(ui, &model.lang().fill("details.people", &[&people.len()]));
        for &person in people {
            person_ui(ui, model, person, actions);
        }
    }
    if entity.kind.is_organisation() {
        let is_membership = |deal: &Deal| entity.kind == EntityKind::Alliance && deal.deal_type == DealType::Membership;
        let others: Vec<usize> =
            deals.into_iter().filter(|&i| model.deal(i).is_some_and(|d| !is_membership(d))).collect();
        if !others.is_empty() || entity.kind != EntityKind::Alliance {
            grouped_deals_ui(ui, model, &others, actions);
        }
    }
    articles_ui(ui, model, entity, actions);
}

fn title_ui(ui: &mut Ui, model: &Model, entity: &Entity, actions: &mut Vec<Action>) {
    let lang = model.lang();
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 24.0), Sense::hover());
        widgets::kind_swatch(ui.painter(), rect.center(), 7.0, entity.kind, &model.theme);
        ui.add(egui::Label::new(RichText::new(&entity.name).heading()).wrap());
    });
    let about = entity.about.clone().unwrap_or_default();
    let (sector, country) = (lang.sector(&about.sector), lang.country(&about.country));
    let facts = [lang.kind(entity.kind).to_owned(), sector, country, about.code];
    let facts = facts.into_iter().filter(|f| !f.is_empty()).collect::<Vec<_>>().join(" · ");
    ui.label(RichText::new(facts).weak());
    if !entity.aliases.is_empty() {
        ui.label(entity.aliases.join(", "));
    }
    if let Some(title) = &entity.title {
        ui.horizontal(|ui| {
            ui.label(title);
            if let Some(org) = entity.org {
                widgets::entity_link(ui, model, org, actions);
            }
        });
    }
    if let Some(note) = model.derived.marks.notes.entities.get(&entity.key) {
        ui.add(egui::Label::new(RichText::new(format!("“{note}”")).italics()).wrap());
    }
    ui.horizontal(|ui| {
        for action in [Action::CorrectSelected, Action::MergeSelected, Action::PictureOf(Subject::Profile)] {
            let label = command_of(&action).map_or("", |command| command.key);
            if widgets::with_tip(ui.small_button(lang.t(label)), model, &action).clicked() {
                actions.push(action);
            }
        }
    });
    if model.derived.marks.pins.contains_key(&entity.key) {
        ui.label(RichText::new(lang.t("details.pinned")).small().color(color(model.theme.accent)));
    }
}

fn person_ui(ui: &mut Ui, model: &Model, person: usize, actions: &mut Vec<Action>) {
    let Some(found) = model.entity(person) else { return };
    ui.horizontal(|ui| {
        widgets::entity_link(ui, model, person, actions);
        if let Some(title) = &found.title {
            ui.label(RichText::new(title).weak());
        }
    });
}

/// Members of an alliance with their roles, the lead first.
fn members_ui(ui: &mut Ui, model: &Model, alliance: usize, deals: &[usize], actions: &mut Vec<Action>) {
    let memberships = deals.iter().filter_map(|&i| model.deal(i)).filter(|d| d.deal_type == DealType::Membership);
    let mut members: Vec<(Role, usize, &Deal)> = memberships
        .flat_map(|deal| deal.parties.iter().filter(|p| p.entity != alliance).map(move |p| (p.role, p.entity, deal)))
        .collect();
    members.sort_by_key(|(role, entity, _)| (*role, *entity));
    widgets::section(ui, &model.lang().fill("details.members", &[&members.len()]));
    for (role, member, deal) in members {
        ui.horizontal(|ui| {
            widgets::entity_link(ui, model, member, actions);
            ui.label(RichText::new(model.lang().role(role)).small().weak());
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let text = RichText::new(model.lang().fill("details.evidence_n", &[&deal.evidence.len()])).small();
                let text = text.color(model.colours.accent);
                if ui.link(text).clicked() {
                    actions.push(Action::SelectDeal(Some(deal.key.clone())));
                    actions.extend(super::deal::read_evidence(model, deal, 0));
                }
            });
        });
    }
}

/// Articles that name the entity, latest first; a click opens one at its first mention.
fn articles_ui(ui: &mut Ui, model: &Model, entity: &Entity, actions: &mut Vec<Action>) {
    let mut articles: Vec<(&Place, usize)> = Vec::new();
    for place in &entity.mentions {
        match articles.last_mut() {
            Some((first, n)) if first.article == place.article => *n += 1,
            _ => articles.push((place, 1)),
        }
    }
    let published = |place: &Place| model.article(place.article).and_then(|a| a.meta.published);
    articles.sort_by(|(a, _), (b, _)| published(b).cmp(&published(a)).then(a.article.cmp(&b.article)));
    widgets::section(ui, &model.lang().fill("details.articles", &[&articles.len()]));
    for (place, n_mentions) in articles {
        let Some(article) = model.article(place.article) else { continue };
        let headline = model.headline(place.article);
        let response = widgets::row(ui, false, headline, |ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(RichText::new(n_mentions.to_string()).small().weak());
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(egui::Label::new(headline).truncate().selectable(false));
                });
            });
        });
        if response.on_hover_text(model.source_line(&article.meta)).clicked() {
            actions.push(Action::Read(Reading { article: article.id.clone(), highlight: Some(place.span) }));
        }
    }
}
