//! The window for a merge: what is known of each side, what would come of it, and who else may be the same.

use super::{Step, goals_ui, head_ui, pick::pick_ui};
use crate::{
    project::{
        correct,
        likely::{Likely, Names, Reason},
        review,
    },
    resolve::EntityKey,
    ui::{model::Model, theme::bold, widgets},
};
use egui::{RichText, ScrollArea, Sense, Ui, vec2};
use std::collections::BTreeSet;

/// How many deals and articles of a side are listed.
const N_LISTED: usize = 4;
/// How many names are suggested.
const N_SUGGESTED: usize = 4;
/// Width of a side, in points.
const SIDE: f32 = 232.0;

/// Who is to be merged.
pub struct MergeForm {
    members: Vec<EntityKey>,
    /// Whose name stays.
    kept: usize,
    typed: String,
    /// Made for the members as they are.
    outcome: Option<Outcome>,
}

/// What would come of it.
struct Outcome {
    members: Vec<EntityKey>,
    kept: usize,
    n_aliases: usize,
    n_deals: usize,
    /// Deals that become one with others, or that would be between an entity and itself.
    n_joined: usize,
    n_articles: usize,
    suggested: Vec<Likely>,
}

impl MergeForm {
    /// The form for these; the one with the most mentions keeps its name at first.
    pub fn new(model: &Model, keys: &[EntityKey]) -> Self {
        let n_mentions =
            |key: &EntityKey| model.find_entity(key).and_then(|i| model.entity(i)).map(|e| e.mentions.len());
        let kept = (0..keys.len()).max_by_key(|&i| (keys.get(i).and_then(n_mentions), std::cmp::Reverse(i)));
        Self { members: keys.to_vec(), kept: kept.unwrap_or(0), typed: String::new(), outcome: None }
    }

    /// Draws the form.
    pub fn show(&mut self, ui: &mut Ui, model: &Model) -> Step {
        let lang = model.lang();
        head_ui(ui, lang.t("merge.title"), lang.t("merge.tip"));
        let mut removed = None;
        ScrollArea::horizontal().id_salt("sides").show(ui, |ui| {
            ui.horizontal_top(|ui| {
                for (i, key) in self.members.iter().enumerate() {
                    let down = egui::Layout::top_down(egui::Align::Min);
                    let shown = ui.allocate_ui_with_layout(vec2(SIDE, 10.0), down, |ui| {
                        ui.set_width(SIDE);
                        side_ui(ui, model, key, (i, &mut self.kept), self.members.len() > 2)
                    });
                    removed = removed.or(shown.inner.then_some(i));
                }
            });
        });
        if let Some(i) = removed {
            self.members.remove(i);
            self.kept = 0;
        }
        self.add_ui(ui, model);
        if self.members.len() > 1 {
            self.outcome_ui(ui, model);
        }
        match goals_ui(ui, model, lang.t("merge.do"), self.members.len() > 1) {
            Some(true) => match self.members.get(self.kept) {
                Some(into) => Step::Done(vec![correct::merge(&self.members, into)]),
                None => Step::Close,
            },
            Some(false) => Step::Close,
            None => Step::Stay,
        }
    }

    /// Who else may be the same, and a field for any other.
    fn add_ui(&mut self, ui: &mut Ui, model: &Model) {
        let lang = model.lang();
        let members = self.members.clone();
        let suggested = self.outcome(model).suggested.clone();
        widgets::section(ui, lang.t("merge.others"));
        for like in suggested.iter().take(N_SUGGESTED) {
            let Some(entity) = model.entity(like.entity) else { continue };
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
                widgets::kind_swatch(ui.painter(), rect.center(), 4.5, entity.kind, &model.theme);
                ui.label(&entity.name);
                ui.label(RichText::new(reasons(model, &like.reasons)).small().weak());
                if ui.small_button(lang.fill("merge.add", &[&entity.name])).clicked() {
                    self.members.push(entity.key.clone());
                }
            });
        }
        let picked = pick_ui(ui, model, &mut self.typed, lang.t("merge.search"), |key| !members.contains(key));
        self.members.extend(picked);
    }

    fn outcome_ui(&mut self, ui: &mut Ui, model: &Model) {
        let lang = model.lang();
        let n = self.members.len();
        let Outcome { n_aliases, n_deals, n_joined, n_articles, .. } = self.outcome(model);
        let mut text = lang.fill("merge.outcome", &[&n, n_aliases, n_deals, n_articles]);
        if *n_joined > 0 {
            text = format!("{text} · {}", lang.fill("merge.joined", &[n_joined]));
        }
        ui.add_space(8.0);
        ui.add(egui::Label::new(RichText::new(text).font(bold(13.0))).wrap());
    }

    /// Tries the merge out, if that was not done for these members.
    fn outcome(&mut self, model: &Model) -> &Outcome {
        let is_current = |o: &Outcome| o.members == self.members && o.kept == self.kept;
        let fresh = self.outcome.take().filter(is_current).unwrap_or_else(|| try_out(model, &self.members, self.kept));
        self.outcome.insert(fresh)
    }
}

/// One side; true if it is to be left out.
fn side_ui(ui: &mut Ui, model: &Model, key: &EntityKey, (i, kept): (usize, &mut usize), can_go: bool) -> bool {
    let lang = model.lang();
    let Some(index) = model.find_entity(key) else { return true };
    let Some(entity) = model.entity(index) else { return true };
    let mut is_out = false;
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 20.0), Sense::hover());
        widgets::kind_swatch(ui.painter(), rect.center(), 6.0, entity.kind, &model.theme);
        ui.add(egui::Label::new(RichText::new(&entity.name).font(bold(15.0))).truncate());
        is_out = can_go && ui.small_button("×").clicked();
    });
    ui.radio_value(kept, i, lang.t("merge.keep"));
    let line = |ui: &mut Ui, text: String| {
        ui.add(egui::Label::new(RichText::new(text).small()).truncate());
    };
    if !entity.aliases.is_empty() {
        line(ui, format!("{}: {}", lang.t("entity.aliases"), entity.aliases.join(", ")));
    }
    let deals = model.index.deals_of.get(index).cloned().unwrap_or_default();
    widgets::section(ui, &lang.fill("details.deals", &[&deals.len()]));
    for deal in deals.iter().take(N_LISTED).filter_map(|&i| model.deal(i)) {
        line(ui, format!("{} {}", lang.deal_type(deal.deal_type), model.parties(deal)));
    }
    more_ui(ui, model, deals.len());
    let articles: BTreeSet<usize> = entity.mentions.iter().map(|place| place.article).collect();
    widgets::section(ui, &lang.fill("details.articles", &[&articles.len()]));
    for &article in articles.iter().take(N_LISTED) {
        line(ui, model.headline(article).to_owned());
    }
    more_ui(ui, model, articles.len());
    is_out
}

fn more_ui(ui: &mut Ui, model: &Model, n: usize) {
    if n > N_LISTED {
        ui.label(RichText::new(model.lang().fill("network.more", &[&(n - N_LISTED)])).small().weak());
    }
}

fn try_out(model: &Model, members: &[EntityKey], kept: usize) -> Outcome {
    let resolved = &model.derived.resolved;
    let names = Names::of(resolved, &model.derived.network);
    let index = |key: &EntityKey| model.find_entity(key);
    let like = members.iter().filter_map(index).flat_map(|i| names.like(i));
    let is_member = |entity: usize| model.entity(entity).is_some_and(|e| members.contains(&e.key));
    let mut suggested: Vec<Likely> = like.filter(|like| !is_member(like.entity)).collect();
    suggested.sort_by(|a, b| b.score.total_cmp(&a.score));
    suggested.dedup_by_key(|like| like.entity);
    let mut outcome =
        Outcome { members: members.to_vec(), kept, n_aliases: 0, n_deals: 0, n_joined: 0, n_articles: 0, suggested };
    let Some(into) = members.get(kept).filter(|_| members.len() > 1) else { return outcome };
    let before = resolved.deals.len();
    let edit = correct::merge(members, into);
    let (after, _, _) = review::fold(resolved.clone(), &model.project.reads, &[edit]);
    let Some((i, entity)) = after.entities.iter().enumerate().find(|(_, e)| e.key == *into) else { return outcome };
    outcome.n_aliases = entity.aliases.len();
    outcome.n_deals = after.deals.iter().filter(|deal| deal.parties.iter().any(|p| p.entity == i)).count();
    outcome.n_joined = before.saturating_sub(after.deals.len());
    outcome.n_articles = entity.mentions.iter().map(|place| place.article).collect::<BTreeSet<_>>().len();
    outcome
}

/// Why two may be the same, in words.
pub fn reasons(model: &Model, reasons: &[Reason]) -> String {
    let lang = model.lang();
    let word = |reason: &Reason| match reason {
        Reason::Alias(alias) => lang.fill("likely.alias", &[alias]),
        Reason::Spelling(degree) => lang.fill("likely.spelling", &[&(degree * 100.0).round()]),
        Reason::Part => lang.t("likely.part").to_owned(),
        Reason::Partners(n) => lang.fill("likely.partners", &[n]),
    };
    reasons.iter().map(word).collect::<Vec<_>>().join(" · ")
}
