//! Selecting text in the open article with the pointer: what is selected can become a name, a deal, or a part of one.

use super::{action::Action, correct::Correct, model::Model};
use crate::{
    article::{Article, ArticleId},
    project::edit::Said,
    text::Span,
};
use egui::{Area, Galley, Id, Order, Pos2, Rect, Response, Ui, Vec2, vec2};

/// What is selected.
#[derive(Debug, Default)]
pub struct Pick {
    article: Option<ArticleId>,
    /// Where the press began, while it lasts.
    anchor: Option<usize>,
    span: Option<Span>,
    /// Where the pointer was last.
    at: Pos2,
}

impl Pick {
    /// Forgets what was selected in another article.
    pub fn follow(&mut self, article: &Article) {
        if self.article.as_ref() != Some(&article.id) {
            *self = Self { article: Some(article.id.clone()), ..Self::default() };
        }
    }

    /// Takes note of what the pointer does to a line that is laid out at `rect`.
    pub fn line(&mut self, ui: &Ui, response: &Response, rect: Rect, galley: &Galley, text: &str, line: Span) {
        let place = |pos: Pos2| line.start + byte_at(galley, text, pos - rect.min);
        if response.drag_started() {
            self.anchor = ui.input(|i| i.pointer.press_origin()).map(place);
            self.span = None;
        } else if response.double_clicked() {
            self.span = response.interact_pointer_pos().and_then(|pos| word(text, line, place(pos)));
        } else if response.clicked() {
            self.span = None;
        }
        let pointer = ui.input(|i| i.pointer.interact_pos().filter(|_| i.pointer.primary_down()));
        if let (Some(anchor), Some(pos)) = (self.anchor, pointer)
            && rect.y_range().contains(pos.y)
        {
            let head = place(pos);
            self.span = Some(Span::new(anchor.min(head), anchor.max(head))).filter(|span| !span.is_empty());
        }
        if let Some(pos) = response.interact_pointer_pos() {
            self.at = pos;
        }
    }

    /// Offers what can be made of the selected text, beside it.
    pub fn show(&mut self, ui: &Ui, model: &Model, article: &Article, actions: &mut Vec<Action>) {
        if !ui.input(|i| i.pointer.primary_down()) {
            self.anchor = None;
        }
        if self.anchor.is_some() {
            return;
        }
        let Some(span) = self.span.and_then(|span| trimmed(&article.text, span)) else { return };
        let said = || Said { article: article.id.clone(), span };
        let lang = model.lang();
        let mut is_done = false;
        let area = Area::new(Id::new("picked")).order(Order::Foreground).fixed_pos(self.at + vec2(-40.0, 16.0));
        area.constrain(true).show(ui.ctx(), |ui| {
            egui::Frame::popup(ui.style()).inner_margin(4.0).show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing = Vec2::splat(4.0);
                    for (key, what) in
                        [("pick.deal", Correct::NewDeal(Some(said()))), ("pick.name", Correct::NewName(said()))]
                    {
                        if ui.button(lang.t(key)).on_hover_text(lang.t(&format!("{key}.tip"))).clicked() {
                            actions.push(Action::Correct(what));
                            is_done = true;
                        }
                    }
                    if ui.button(lang.t("pick.copy")).clicked() {
                        actions.push(Action::CopyText(span.of(&article.text).to_owned()));
                        is_done = true;
                    }
                });
            });
        });
        if is_done || ui.input(|i| i.key_pressed(egui::Key::Escape)) {
            self.span = None;
        }
    }
}

/// The byte of `text` at a place of its galley.
fn byte_at(galley: &Galley, text: &str, pos: Vec2) -> usize {
    let n_chars = galley.cursor_from_pos(pos).index;
    text.char_indices().nth(n_chars.into()).map_or(text.len(), |(byte, _)| byte)
}

/// The letters and digits around a place.
fn word(text: &str, line: Span, at: usize) -> Option<Span> {
    let local = at.saturating_sub(line.start).min(text.len());
    let (before, after) = (text.get(..local)?, text.get(local..)?);
    let is_word = |c: char| c.is_alphanumeric();
    let start = before.trim_end_matches(is_word).len();
    let end = text.len() - after.trim_start_matches(is_word).len();
    Some(Span::new(line.start + start, line.start + end)).filter(|span| !span.is_empty())
}

/// Without white space at its ends.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Some(Span::new(start, start + words.trim().len())).filter(|span| !span.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_word_ends_at_what_is_no_letter() {
        let text = "KT는 (리벨리온)에 투자";
        let at = |part: &str| text.find(part).unwrap() + 100;
        let line = Span::new(100, 100 + text.len());
        let found = |at| word(text, line, at).map(|s| Span::new(s.start - 100, s.end - 100).of(text));
        assert_eq!(found(at("벨")), Some("리벨리온"));
        assert_eq!(found(at("T")), Some("KT는"));
    }

    #[test]
    fn white_space_at_the_ends_is_not_selected() {
        assert_eq!(trimmed(" 가 나 ", Span::new(0, 9)).unwrap().of(" 가 나 "), "가 나");
        assert_eq!(trimmed("   ", Span::new(0, 3)), None);
    }
}
