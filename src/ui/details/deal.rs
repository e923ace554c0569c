//! The details of one deal: every field, what the articles disagree on, every evidence sentence, the user's word.

use super::super::{
    action::Action,
    correct::Correct,
    model::Model,
    state::Reading,
    strings,
    theme::{bold, color},
    widgets,
};
use crate::{
    export::cite::citation,
    project::{Edit, correct},
    resolve::{Deal, Place, Review},
    scene::theme::Family,
};
use egui::{Margin, RichText, Sense, Ui, WidgetInfo, WidgetType, vec2};

/// Room for the link that copies a citation, in points.
const CITE_WIDTH: f32 = 58.0;

/// Draws one deal.
pub fn deal_ui(ui: &mut Ui, model: &Model, deal: &Deal, actions: &mut Vec<Action>) {
    let lang = model.lang();
    if model.selection().has_subject() {
        back_ui(ui, model, actions);
    }
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(22.0, 24.0), Sense::hover());
        widgets::family_swatch(ui.painter(), rect, Family::of(deal.deal_type), &model.theme);
        ui.label(RichText::new(lang.deal_type(deal.deal_type)).heading());
    });
    ui.add_space(4.0);
    for party in &deal.parties {
        ui.horizontal(|ui| {
            widgets::entity_link(ui, model, party.entity, actions);
            ui.label(RichText::new(lang.role(party.role)).small().weak());
        });
    }
    ui.add_space(8.0);
    fields_ui(ui, model, deal);
    if let Some(note) = model.derived.marks.notes.deals.get(&deal.key) {
        ui.add(egui::Label::new(RichText::new(format!("“{note}”")).italics()).wrap());
    }
    disagreements_ui(ui, model, deal);
    evidence_ui(ui, model, deal, actions);
    review_ui(ui, model, deal, actions);
}

/// The action that opens the article at one of the deal's evidence sentences.
pub fn read_evidence(model: &Model, deal: &Deal, number: usize) -> Option<Action> {
    let place = deal.evidence.get(number)?;
    let article = model.article(place.article)?.id.clone();
    Some(Action::Read(Reading { article, highlight: Some(place.span) }))
}

fn back_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let name = match model.selected_entities()[..] {
        [one] => model.name(one).to_owned(),
        _ => model.lang().t("details.back").to_owned(),
    };
    if ui.add(egui::Link::new(RichText::new(format!("‹ {name}")).color(model.colours.accent))).clicked() {
        actions.push(Action::SelectDeal(None));
    }
    ui.add_space(4.0);
}

fn fields_ui(ui: &mut Ui, model: &Model, deal: &Deal) {
    let lang = model.lang();
    let quoted = |text: &Option<String>| text.as_ref().map(|t| format!("“{t}”")).unwrap_or_default();
    let amount = deal.amount.as_ref().map(|a| {
        let value = if a.currency == "KRW" { String::new() } else { format!("{} {}", grouped(a.value), a.currency) };
        (a.text.clone(), value)
    });
    let (amount, value) = amount.unwrap_or_default();
    let mut fields = vec![
        (lang.t("deal.status"), lang.status(deal.status).to_owned(), String::new()),
        (lang.t("deal.date"), strings::deal_date(&deal.date), quoted(&deal.date.text)),
        (lang.t("deal.amount"), amount, value),
    ];
    for stake in &deal.stakes {
        let who = format!("{} → {}", model.name(stake.holder), model.name(stake.of));
        fields.push((lang.t("deal.stake"), stake.text.clone(), who));
    }
    fields.push((lang.t("deal.confidence"), format!("{:.2}", deal.confidence), String::new()));
    egui::Grid::new("fields").num_columns(2).spacing(vec2(16.0, 4.0)).show(ui, |ui| {
        for (name, value, note) in fields {
            if value.is_empty() && note.is_empty() {
                continue;
            }
            ui.label(RichText::new(name).weak());
            ui.horizontal_wrapped(|ui| {
                ui.label(value);
                ui.label(RichText::new(note).weak());
            });
            ui.end_row();
        }
    });
}

fn disagreements_ui(ui: &mut Ui, model: &Model, deal: &Deal) {
    for disagreement in &deal.disagreements {
        let values = disagreement.values.iter().map(|(value, articles)| format!("{value} ({})", articles.len()));
        let values = values.collect::<Vec<_>>().join(", ");
        let text = model.lang().fill("deal.disagree", &[&model.lang().field(disagreement.field), &values]);
        ui.label(RichText::new(text).color(model.colours.alarm));
    }
}

fn evidence_ui(ui: &mut Ui, model: &Model, deal: &Deal, actions: &mut Vec<Action>) {
    widgets::section(ui, &model.lang().fill("details.evidence", &[&deal.evidence.len()]));
    for (number, place) in deal.evidence.iter().enumerate() {
        sentence_ui(ui, model, deal, number, place, actions);
        ui.add_space(6.0);
    }
}

/// One sentence with a bar in the deal's colour, and where it stands. A click opens the article there.
fn sentence_ui(ui: &mut Ui, model: &Model, deal: &Deal, number: usize, place: &Place, actions: &mut Vec<Action>) {
    let Some(article) = model.article(place.article) else { return };
    let sentence = place.span.of(&article.text);
    let is_open = (model.state.reading.as_ref())
        .is_some_and(|r| r.article == article.id && r.highlight.is_some_and(|h| h == place.span));
    let fill = if is_open { model.colours.evidence } else { model.colours.raised };
    let frame =
        egui::Frame::new().fill(fill).corner_radius(4).inner_margin(Margin { left: 12, right: 8, top: 6, bottom: 6 });
    let inner = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(sentence).wrap().selectable(false));
        let source = [model.source_line(&article.meta), article.file.clone()].map(|s| s.trim().to_owned());
        let source = source.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ");
        let source = egui::Label::new(RichText::new(source).small().weak()).truncate().selectable(false);
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width() - CITE_WIDTH);
            ui.add(source);
        });
    });
    let rect = inner.response.rect;
    let bar = egui::Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
    ui.painter().rect_filled(bar, 1.0, color(model.theme.family(Family::of(deal.deal_type))));
    let response = ui.interact(rect, ui.id().with(("evidence", number)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, sentence));
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        actions.extend(read_evidence(model, deal, number));
    }
    cite_ui(ui, model, deal, number, rect, actions);
}

/// In the lower right corner of a sentence: copies it with its source.
fn cite_ui(ui: &mut Ui, model: &Model, deal: &Deal, number: usize, rect: egui::Rect, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let corner = rect.right_bottom() - vec2(8.0, 4.0);
    let place = egui::Rect::from_min_max(corner - vec2(CITE_WIDTH, 18.0), corner);
    let text = RichText::new(lang.t("deal.cite")).small().color(model.colours.accent);
    let link = ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| ui.link(text)).inner
    });
    if link.inner.on_hover_text(lang.t("deal.cite.tip")).clicked() {
        let cited = citation(deal, Some(number), &model.derived.resolved, &model.project.reads);
        actions.extend(cited.map(Action::CopyText));
    }
}

fn review_ui(ui: &mut Ui, model: &Model, deal: &Deal, actions: &mut Vec<Action>) {
    let lang = model.lang();
    ui.add_space(8.0);
    let said = match deal.review {
        Review::Automatic => "review.automatic",
        Review::Confirmed => "review.confirmed",
        Review::Corrected => "review.corrected",
        Review::Rejected => "review.rejected",
    };
    ui.label(RichText::new(lang.t(said)).font(bold(12.0)).weak());
    ui.horizontal(|ui| {
        let choices = [
            (Review::Confirmed, "review.confirm"),
            (Review::Rejected, "review.reject"),
            (Review::Automatic, "review.reset"),
        ];
        for (review, label) in choices {
            if review != deal.review && ui.button(lang.t(label)).clicked() {
                let deal = correct::target(deal, &model.project.reads);
                actions.push(Action::Edit(Edit::ReviewDeal { deal, review }));
            }
        }
        if ui.button(lang.t("do.correct")).on_hover_text(lang.t("do.correct.tip")).clicked() {
            actions.push(Action::Correct(Correct::Deal(deal.key.clone())));
        }
    });
}

/// A number with commas between groups of three digits, without decimals.
fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!(grouped(10_000_000.0), "10,000,000");
        assert_eq!(grouped(950.0), "950");
    }
}
