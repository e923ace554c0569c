//! The review: what is doubtful, one after the other, judged by keys alone. A strip over the details of what is looked
//! at says why it is asked about and how far one is; the article beside it shows the evidence.

use super::{
    action::Action,
    correct::{Correct, reasons},
    model::Model,
    state::{Reading, Selection},
    theme::bold,
};
use crate::{
    extract::taught::Row,
    project::{
        Edit, correct,
        doubt::{Doubtful, Reason, What, judged, queue},
    },
    resolve::Review,
};
use egui::{Context, Key, Margin, Modifiers, ProgressBar, RichText, Ui};

/// What is being looked at, in which order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reviewing {
    /// The most doubtful first, as it was when the review began.
    pub queue: Vec<Doubtful>,
    /// Which one; as many as there are when all have been seen.
    pub at: usize,
    /// How many were judged.
    pub n_judged: usize,
}

/// What the user says of what is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is right.
    Right,
    /// It is wrong.
    Wrong,
    /// It is to be corrected.
    Correct,
    /// The next one.
    Next,
    /// The one before.
    Back,
}

/// Every verdict with its keys and the key of its label.
const VERDICTS: [(Verdict, Key, &str, &str); 5] = [
    (Verdict::Right, Key::Enter, "Enter", "judge.right"),
    (Verdict::Wrong, Key::Delete, "Del", "judge.wrong"),
    (Verdict::Correct, Key::F2, "F2", "judge.correct"),
    (Verdict::Back, Key::ArrowLeft, "←", "judge.back"),
    (Verdict::Next, Key::ArrowRight, "→", "judge.next"),
];

/// What is doubtful now.
pub fn begin(model: &Model) -> Reviewing {
    let judged = judged(&model.project.edits);
    let derived = &model.derived;
    let queue = queue(&derived.resolved, &derived.network, &model.project.reads, &judged, &model.added);
    Reviewing { queue, at: 0, n_judged: 0 }
}

/// The keys of a review, while no text is typed.
pub fn keys(ctx: &Context, model: &Model, actions: &mut Vec<Action>) {
    if model.reviewing.is_none() || ctx.egui_wants_keyboard_input() {
        return;
    }
    for (verdict, key, ..) in VERDICTS {
        if ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key)) {
            actions.push(Action::Judge(verdict));
        }
    }
    if ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
        actions.push(Action::Review);
    }
}

/// The edit that a verdict makes of what is looked at; nothing if it makes none.
pub fn edit(model: &Model, what: &What, verdict: Verdict) -> Option<Edit> {
    match (what, verdict) {
        (What::Deal(key), Verdict::Right | Verdict::Wrong) => {
            let deal = model.find_deal(key).and_then(|i| model.deal(i))?;
            let review = if verdict == Verdict::Right { Review::Confirmed } else { Review::Rejected };
            Some(Edit::ReviewDeal { deal: correct::target(deal, &model.project.reads), review })
        }
        (What::Entity(key), Verdict::Right) => {
            Some(Edit::Teach { rows: vec![Row::name(&key.name, &key.name, key.kind)] })
        }
        (What::Entity(key), Verdict::Wrong) => {
            let entity = model.find_entity(key).and_then(|i| model.entity(i))?;
            Some(correct::not_a_name(entity, None))
        }
        _ => None,
    }
}

/// The window in which what is looked at is corrected.
pub fn correction(model: &Model, item: &Doubtful) -> Correct {
    match &item.what {
        What::Deal(key) => Correct::Deal(key.clone()),
        What::Entity(key) => {
            let same = item.reasons.iter().find_map(|reason| match reason {
                Reason::Same(like) => model.entity(like.entity).map(|e| e.key.clone()),
                _ => None,
            });
            same.map_or(Correct::Entity(key.clone()), |other| Correct::Merge(vec![other, key.clone()]))
        }
    }
}

/// What brings the item before the eyes: selection, and the article at its sentence.
pub fn show(model: &Model, what: &What) -> Vec<Action> {
    let place = match what {
        What::Deal(key) => model.find_deal(key).and_then(|i| model.deal(i)).and_then(|d| d.evidence.first()),
        What::Entity(key) => model.find_entity(key).and_then(|i| model.entity(i)).and_then(|e| e.mentions.first()),
    };
    let selection = match what {
        What::Deal(key) => {
            let parties = model.find_deal(key).and_then(|i| model.deal(i)).map(|deal| deal.parties.as_slice());
            let parties = parties.unwrap_or_default().iter().filter_map(|p| model.entity(p.entity));
            let entities = parties.map(|e| e.key.clone()).collect();
            Selection { entities, deal: Some(key.clone()), ..Selection::default() }
        }
        What::Entity(key) => Selection::of(key.clone()),
    };
    let article = place.and_then(|place| model.article(place.article));
    let reading = article
        .zip(place)
        .map(|(article, place)| Action::Read(Reading { article: article.id.clone(), highlight: Some(place.span) }));
    std::iter::once(Action::Select(selection)).chain(reading).collect()
}

/// Draws the strip over the details.
pub fn strip_ui(ui: &mut Ui, model: &Model, reviewing: &Reviewing, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let frame = egui::Frame::new().fill(model.colours.selected).inner_margin(Margin::symmetric(16, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let (n, total) = (reviewing.at.min(reviewing.queue.len()), reviewing.queue.len());
        ui.horizontal(|ui| {
            let shown = if n < total { n + 1 } else { total };
            ui.label(RichText::new(lang.fill("judge.progress", &[&shown, &total])).font(bold(13.0)));
            ui.label(RichText::new(lang.fill("judge.judged", &[&reviewing.n_judged])).small().weak());
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(lang.t("judge.end")).on_hover_text("Esc").clicked() {
                    actions.push(Action::Review);
                }
            });
        });
        let share = if total == 0 { 1.0 } else { n as f32 / total as f32 };
        ui.add(ProgressBar::new(share).desired_height(4.0).fill(model.colours.accent));
        ui.add_space(2.0);
        let Some(item) = reviewing.queue.get(reviewing.at) else {
            ui.label(lang.t(if total == 0 { "judge.nothing" } else { "judge.all_seen" }));
            return;
        };
        let why = item.reasons.iter().map(|reason| why(model, reason)).collect::<Vec<_>>().join(" · ");
        ui.add(egui::Label::new(RichText::new(why).small()).wrap());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 3.0;
            ui.spacing_mut().button_padding.x = 5.0;
            for (verdict, _, key, label) in VERDICTS {
                let text = format!("{} {key}", lang.t(label));
                if ui.button(RichText::new(text).small()).clicked() {
                    actions.push(Action::Judge(verdict));
                }
            }
        });
    });
}

/// A reason in words.
fn why(model: &Model, reason: &Reason) -> String {
    let lang = model.lang();
    match reason {
        Reason::Confidence(confidence) => lang.fill("doubt.confidence", &[&format!("{confidence:.2}")]),
        Reason::Disagreement(field) => lang.fill("doubt.disagree", &[&lang.field(*field)]),
        Reason::New => lang.t("doubt.new").to_owned(),
        Reason::Unknown => lang.t("doubt.unknown").to_owned(),
        Reason::Same(like) => lang.fill("doubt.same", &[&model.name(like.entity), &reasons(model, &like.reasons)]),
    }
}
