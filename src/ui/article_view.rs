//! The open article: its head, its text with every mention underlined and clickable, the evidence highlighted and
//! brought to a third of the height.

use super::{
    action::Action,
    article_pick::Pick,
    model::Model,
    state::{Reading, Selection},
    theme::{bold, color, kind_color},
    widgets::{self, Icon, icon_button},
};
use crate::{
    article::{Article, Line, LineRole},
    extract::EntityKind,
    project::Edit,
    resolve::EntityKey,
    text::{PartialDate, Span},
};
use egui::{
    CursorIcon, FontId, Id, Margin, Pos2, Rect, RichText, ScrollArea, Sense, Stroke, TextFormat, Ui, Vec2, WidgetInfo,
    WidgetType,
    text::{CCursor, LayoutJob},
    text_selection::LabelSelectionState,
};
use std::path::PathBuf;

/// Line height of running text, in points.
const LEADING: f32 = 21.0;
/// From the top of a row to the underline of a mention, in points.
const UNDERLINE: f32 = 18.5;

/// What the article panel keeps for itself.
#[derive(Debug, Default)]
pub struct ArticleView {
    /// Set until the highlighted sentence has been scrolled to.
    is_scroll_due: bool,
    /// Outlet and date while they are typed.
    typed: Option<[String; 2]>,
    /// The text selected with the pointer.
    pick: Pick,
}

impl ArticleView {
    /// Brings the highlighted sentence to a third of the height at the next frame.
    pub fn scroll_to_highlight(&mut self) {
        self.is_scroll_due = true;
        self.typed = None;
    }
}

/// A mention in the open article.
struct Mention {
    span: Span,
    kind: EntityKind,
    key: EntityKey,
}

/// Draws the article panel.
pub(super) fn article_ui(ui: &mut Ui, model: &Model, view: &mut ArticleView, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let open = model.state.reading.as_ref().and_then(|r| Some((r, model.project.article(&r.article)?)));
    let Some((reading, (index, article))) = open else {
        widgets::hint(ui, lang.t("article.none"), lang.t("article.none.tip"));
        return;
    };
    let mentions = mentions_of(model, index);
    egui::Frame::new().inner_margin(Margin { left: 16, right: 16, top: 10, bottom: 6 }).show(ui, |ui| {
        head_ui(ui, model, view, article, actions);
        copies_ui(ui, model, index, actions);
        jump_ui(ui, model, article, reading, &mentions, actions);
    });
    let line = ui.available_rect_before_wrap();
    ui.painter().hline(line.x_range(), line.top(), Stroke::new(1.0, model.colours.line));
    let id = ui.id().with(&article.id.0);
    let mut highlight_y = None;
    view.pick.follow(article);
    let output = ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(Margin::symmetric(16, 10)).show(ui, |ui| {
            ui.set_width(ui.available_width().min(720.0));
            for line in &article.lines {
                let y = line_ui(ui, model, (article, line), &mentions, reading.highlight, &mut view.pick, actions);
                highlight_y = highlight_y.or(y);
            }
        });
    });
    view.pick.show(ui, model, article, actions);
    if let Some(y) = highlight_y.filter(|_| view.is_scroll_due) {
        view.is_scroll_due = false;
        let mut state = output.state;
        let above = y - output.inner_rect.top() + state.offset.y;
        let most = (output.content_size.y - output.inner_rect.height()).max(0.0);
        state.offset.y = (above - output.inner_rect.height() / 3.0).clamp(0.0, most);
        state.store(ui.ctx(), output.id);
        ui.ctx().request_repaint();
    }
}

/// Every mention in article `index`, by position.
fn mentions_of(model: &Model, index: usize) -> Vec<Mention> {
    let hidden = &model.derived.marks.hidden;
    let entities = model.derived.resolved.entities.iter().filter(|e| !hidden.contains(&e.key));
    let mut mentions: Vec<Mention> = entities
        .flat_map(|e| {
            let start = e.mentions.partition_point(|p| p.article < index);
            let here = e.mentions.iter().skip(start).take_while(move |p| p.article == index);
            here.map(|p| Mention { span: p.span, kind: e.kind, key: e.key.clone() })
        })
        .collect();
    mentions.sort_by_key(|m| (m.span.start, m.span.end));
    mentions
}

/// Headline, outlet, reporter and date; what is missing can be typed in.
fn head_ui(ui: &mut Ui, model: &Model, view: &mut ArticleView, article: &Article, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let title = article.meta.title.as_deref().unwrap_or(&article.file);
    ui.add(egui::Label::new(RichText::new(title).font(bold(15.0))).wrap());
    if view.typed.is_some() {
        typed_ui(ui, model, view, article, actions);
        return;
    }
    let meta = &article.meta;
    let missing = |key: &str| lang.t(key).to_owned();
    let facts = [
        meta.outlet.clone().unwrap_or_else(|| missing("article.no_outlet")),
        meta.reporter.as_ref().map(|r| lang.fill("article.reporter", &[r])).unwrap_or_default(),
        meta.published.as_ref().map(super::strings::date).unwrap_or_else(|| missing("article.no_date")),
    ];
    ui.horizontal_wrapped(|ui| {
        let facts = facts.into_iter().filter(|f| !f.is_empty()).collect::<Vec<_>>().join(" · ");
        ui.label(RichText::new(facts).weak());
        if ui
            .link(RichText::new(lang.t("article.correct")).small().color(model.colours.accent))
            .on_hover_text(lang.t("article.correct.tip"))
            .clicked()
        {
            let date = meta.published.as_ref().map(ToString::to_string).unwrap_or_default();
            view.typed = Some([meta.outlet.clone().unwrap_or_default(), date]);
        }
    });
}

/// Where else the same story stands.
fn copies_ui(ui: &mut Ui, model: &Model, index: usize, actions: &mut Vec<Action>) {
    let copies = model.copies(index);
    if copies.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(model.lang().fill("article.also", &[&copies.len()])).small().weak());
        for copy in copies.into_iter().filter_map(|copy| model.article(copy)) {
            let source = model.source_line(&copy.meta);
            let name = if source.is_empty() { copy.file.clone() } else { source };
            if ui.link(RichText::new(name).small()).on_hover_text(&copy.file).clicked() {
                actions.push(Action::Read(Reading { article: copy.id.clone(), highlight: None }));
            }
        }
    });
}

fn typed_ui(ui: &mut Ui, model: &Model, view: &mut ArticleView, article: &Article, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let Some([outlet, date]) = &mut view.typed else { return };
    let published = date.trim().parse::<PartialDate>();
    let is_wrong = published.is_err() && !date.trim().is_empty();
    let ink = if is_wrong { model.colours.alarm } else { model.colours.text };
    let mut is_done = false;
    ui.horizontal(|ui| {
        ui.add(egui::TextEdit::singleline(outlet).hint_text(lang.t("article.outlet")).desired_width(110.0));
        ui.add(egui::TextEdit::singleline(date).hint_text("2024-06-19").desired_width(86.0).text_color(ink));
        if ui.add_enabled(!is_wrong, egui::Button::new(lang.t("do.ok"))).clicked() {
            let outlet = Some(outlet.trim().to_owned()).filter(|o| !o.is_empty());
            let article = article.id.clone();
            actions.push(Action::Edit(Edit::SetMeta { article, outlet, published: published.ok() }));
            is_done = true;
        }
        is_done |= ui.button(lang.t("do.cancel")).clicked();
    });
    if is_done {
        view.typed = None;
    }
}

/// Previous and next mention of what is selected (else of anything), and the file.
fn jump_ui(
    ui: &mut Ui,
    model: &Model,
    article: &Article,
    reading: &Reading,
    mentions: &[Mention],
    actions: &mut Vec<Action>,
) {
    let lang = model.lang();
    let selected = &model.selection().entities;
    let is_named = mentions.iter().any(|m| selected.contains(&m.key));
    let spans: Vec<Span> = mentions.iter().filter(|m| !is_named || selected.contains(&m.key)).map(|m| m.span).collect();
    let at = reading.highlight.map_or(0, |h| h.start);
    let here = spans.iter().position(|s| Some(*s) == reading.highlight);
    let before = spans.iter().rev().find(|s| s.start < at).copied();
    let after = spans.iter().find(|s| s.start > at || (reading.highlight.is_none() && s.start == 0)).copied();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (icon, label, target) in [(Icon::Up, "article.previous", before), (Icon::Down, "article.next", after)] {
            let clicked = ui.add_enabled_ui(target.is_some(), |ui| {
                icon_button(ui, icon, Vec2::new(24.0, 22.0), lang.t(label)).on_hover_text(lang.t(label)).clicked()
            });
            if clicked.inner {
                actions.push(Action::Read(Reading { article: article.id.clone(), highlight: target }));
            }
        }
        let counted = match here {
            Some(i) => format!("{} / {}", i + 1, spans.len()),
            None => lang.fill("article.mentions", &[&spans.len()]),
        };
        ui.label(RichText::new(counted).small().weak());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if article.path.is_empty() {
                ui.add(egui::Label::new(RichText::new(&article.file).small().weak()).truncate());
                return;
            }
            let button = ui.small_button(lang.t("article.folder")).on_hover_text(&article.path);
            if button.clicked() {
                actions.push(Action::ShowInFolder(PathBuf::from(&article.path)));
            }
            ui.add(egui::Label::new(RichText::new(&article.file).small().weak()).truncate());
        });
    });
}

/// Draws one line of the article. Returns where the highlight begins, if it does in this line.
fn line_ui(
    ui: &mut Ui,
    model: &Model,
    (article, line): (&Article, &Line),
    mentions: &[Mention],
    highlight: Option<Span>,
    pick: &mut Pick,
    actions: &mut Vec<Action>,
) -> Option<f32> {
    let start = mentions.partition_point(|m| m.span.end <= line.span.start);
    let here: Vec<&Mention> = mentions.iter().skip(start).take_while(|m| m.span.start < line.span.end).collect();
    let mut job = line_job(model, article, line, &here, highlight);
    job.wrap.max_width = ui.available_width();
    let galley = ui.fonts_mut(|f| f.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click_and_drag() - Sense::FOCUSABLE);
    let text = line.span.of(&article.text);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
    LabelSelectionState::label_text_selection(
        ui,
        &response,
        rect.min,
        galley.clone(),
        model.colours.text,
        Stroke::NONE,
    );
    pick.line(ui, &response, rect, &galley, text, line.span);
    let rows_of = |span: Span| span_rects(&galley, rect.min, text, line.span, span);
    for mention in here {
        let areas = rows_of(mention.span);
        let ink = kind_color(&model.theme, mention.kind);
        for area in &areas {
            ui.painter().hline(area.x_range(), area.top() + UNDERLINE, Stroke::new(1.5, ink));
        }
        mention_ui(ui, line, mention, mention.span.of(&article.text), &areas, actions);
    }
    ui.add_space(if line.role == LineRole::Boilerplate { 2.0 } else { 10.0 });
    let highlight = highlight.filter(|h| h.overlaps(line.span) && h.start >= line.span.start)?;
    let areas = rows_of(highlight);
    let first = *areas.first()?;
    let area = areas.iter().fold(first, |all, r| all.union(*r));
    let response = ui.interact(area, ui.id().with("highlight"), Sense::hover());
    response.widget_info(|| {
        let label = format!("{}: {}", model.lang().t("article.highlight"), highlight.of(&article.text));
        WidgetInfo::labeled(WidgetType::Label, true, label)
    });
    Some(first.top())
}

/// Makes the mention clickable: a click selects its entity.
fn mention_ui(ui: &Ui, line: &Line, mention: &Mention, name: &str, areas: &[Rect], actions: &mut Vec<Action>) {
    for (i, area) in areas.iter().enumerate() {
        let id = Id::new((ui.id(), "mention", line.span.start, mention.span.start, i));
        let response = ui.interact(*area, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Link, true, name));
        if response.clicked() {
            actions.push(Action::Select(Selection::of(mention.key.clone())));
        }
    }
}

/// The line's text in pieces: plain, in a mention, in the highlight, or both.
fn line_job(
    model: &Model,
    article: &Article,
    line: &Line,
    mentions: &[&Mention],
    highlight: Option<Span>,
) -> LayoutJob {
    let mut cuts = vec![line.span.start, line.span.end];
    let spans = mentions.iter().map(|m| m.span).chain(highlight);
    cuts.extend(spans.flat_map(|s| [s.start, s.end]).filter(|cut| (line.span.start..line.span.end).contains(cut)));
    cuts.sort_unstable();
    cuts.dedup();
    let (font, ink) = match line.role {
        LineRole::Headline | LineRole::Heading => (bold(14.0), model.colours.text),
        LineRole::Subheadline => (bold(13.0), model.colours.text),
        LineRole::Body => (FontId::proportional(13.5), model.colours.text),
        LineRole::Caption => (FontId::proportional(12.0), model.colours.weak),
        LineRole::Byline | LineRole::Boilerplate | LineRole::Repeated => {
            (FontId::proportional(11.5), model.colours.weak)
        }
    };
    let selected = &model.selection().entities;
    let mut job = LayoutJob::default();
    for piece in cuts.windows(2).map(|w| Span::new(w[0], w[1])) {
        let mut format = TextFormat { line_height: Some(LEADING), ..TextFormat::simple(font.clone(), ink) };
        if highlight.is_some_and(|h| h.contains(piece)) {
            format.background = model.colours.evidence;
        }
        if mentions.iter().any(|m| m.span.contains(piece) && selected.contains(&m.key)) {
            format.background = color(model.theme.accent).gamma_multiply(0.25);
        }
        job.append(piece.of(&article.text), 0.0, format);
    }
    job
}

/// Where `span` stands in a laid-out line, one box a row.
fn span_rects(galley: &egui::Galley, corner: Pos2, text: &str, line: Span, span: Span) -> Vec<Rect> {
    let chars = |byte: usize| text.get(..byte.saturating_sub(line.start)).unwrap_or(text).chars().count();
    let (first, last) = (chars(span.start), chars(span.end));
    let mut areas: Vec<Rect> = Vec::new();
    for i in first..last {
        let left = galley.pos_from_cursor(CCursor { prefer_next_row: true, ..CCursor::new(i) });
        let right = galley.pos_from_cursor(CCursor::new(i + 1));
        let glyph = Rect::from_min_max(left.min, egui::pos2(right.max.x.max(left.min.x), left.max.y));
        match areas.last_mut() {
            Some(area) if (area.top() - glyph.top()).abs() < 1.0 => *area = area.union(glyph),
            _ => areas.push(glyph),
        }
    }
    areas.iter().map(|area| area.translate(corner.to_vec2())).collect()
}
