//! The legend, which filters: each entry is drawn as in the scene, counted, and switched by a click.

use super::{
    action::Action,
    facets::Counts,
    model::Model,
    strings,
    theme::{ROW_HEIGHT, table_style},
    widgets::{family_swatch, kind_swatch, section, status_swatch},
};
use crate::{
    extract::{DealType, EntityKind, Status, StatusGroup},
    network::Filter,
    resolve::Review,
    scene::theme::Family,
    text::PartialDate,
};
use egui::{Color32, Rect, RichText, ScrollArea, Sense, Shape, Ui, WidgetInfo, WidgetType, vec2};
use std::collections::BTreeSet;

/// Half-typed ends of the period.
#[derive(Debug, Default)]
pub struct Legend {
    ends: Option<[String; 2]>,
}

/// Draws the legend.
pub fn legend_ui(ui: &mut Ui, model: &Model, legend: &mut Legend, actions: &mut Vec<Action>) {
    let mut filter = model.state.filter.clone();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(egui::Margin::symmetric(12, 4)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            kinds_ui(ui, model, &mut filter);
            types_ui(ui, model, &mut filter);
            statuses_ui(ui, model, &mut filter);
            reviews_ui(ui, model, &mut filter);
            period_ui(ui, model, legend, &mut filter);
            confidence_ui(ui, model, &mut filter);
            ui.add_space(12.0);
        });
    });
    if filter != model.state.filter {
        actions.push(Action::SetFilter(filter));
    }
}

/// The way back to everything, in the panel's tab bar while the filter leaves something out.
pub fn clear_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    if !Counts::narrowing(&model.state.filter).is_empty() {
        ui.add_space(6.0);
        super::widgets::command_button(ui, model, &Action::ClearFilter, actions);
    }
}

fn kinds_ui(ui: &mut Ui, model: &Model, filter: &mut Filter) {
    section(ui, model.lang().t("legend.kinds"));
    for &kind in EntityKind::ALL {
        let count = model.counts.kinds.get(&kind).copied().unwrap_or(0);
        let entry = Entry { label: model.lang().kind(kind), count, is_on: filter.kinds.contains(&kind), indent: 0.0 };
        if entry.show(ui, model, |ui, rect| kind_swatch(ui.painter(), rect.center(), 5.0, kind, &model.theme)) {
            toggle(&mut filter.kinds, [kind]);
        }
    }
}

fn types_ui(ui: &mut Ui, model: &Model, filter: &mut Filter) {
    section(ui, model.lang().t("legend.deals"));
    for &family in Family::ALL {
        let types: Vec<DealType> = DealType::ALL.iter().copied().filter(|t| Family::of(*t) == family).collect();
        let n_deals = |t: &DealType| model.counts.types.get(t).copied().unwrap_or(0);
        let entry = Entry {
            label: model.lang().family(family),
            count: types.iter().map(n_deals).sum(),
            is_on: types.iter().any(|t| filter.types.contains(t)),
            indent: 0.0,
        };
        if entry.show(ui, model, |ui, rect| family_swatch(ui.painter(), rect, family, &model.theme)) {
            toggle(&mut filter.types, types.iter().copied());
        }
        if types.len() < 2 {
            continue;
        }
        for deal_type in types {
            let is_on = filter.types.contains(&deal_type);
            let entry =
                Entry { label: model.lang().deal_type(deal_type), count: n_deals(&deal_type), is_on, indent: 24.0 };
            if entry.show(ui, model, |_, _| {}) {
                toggle(&mut filter.types, [deal_type]);
            }
        }
    }
}

fn statuses_ui(ui: &mut Ui, model: &Model, filter: &mut Filter) {
    section(ui, model.lang().t("legend.status"));
    for group in [StatusGroup::InForce, StatusGroup::Ahead, StatusGroup::Over] {
        let statuses: Vec<Status> = Status::ALL.iter().copied().filter(|s| s.group() == group).collect();
        let n_deals = |s: &Status| model.counts.statuses.get(s).copied().unwrap_or(0);
        let entry = Entry {
            label: model.lang().status_group(group),
            count: statuses.iter().map(n_deals).sum(),
            is_on: statuses.iter().any(|s| filter.statuses.contains(s)),
            indent: 0.0,
        };
        if entry.show(ui, model, |ui, rect| status_swatch(ui.painter(), rect, group, &model.theme)) {
            toggle(&mut filter.statuses, statuses.iter().copied());
        }
        for status in statuses {
            let is_on = filter.statuses.contains(&status);
            let entry = Entry { label: model.lang().status(status), count: n_deals(&status), is_on, indent: 24.0 };
            if entry.show(ui, model, |_, _| {}) {
                toggle(&mut filter.statuses, [status]);
            }
        }
    }
}

fn reviews_ui(ui: &mut Ui, model: &Model, filter: &mut Filter) {
    section(ui, model.lang().t("legend.review"));
    for &review in Review::ALL {
        let count = model.counts.reviews.get(&review).copied().unwrap_or(0);
        let is_on = filter.reviews.contains(&review);
        let entry = Entry { label: model.lang().review(review), count, is_on, indent: 0.0 };
        let sign = |ui: &mut Ui, rect: Rect| review_sign(ui, model, rect, review);
        if entry.show(ui, model, sign) {
            toggle(&mut filter.reviews, [review]);
        }
    }
}

/// A hollow dot for what was found, a tick for what was confirmed, a pen's stroke for what was corrected, a cross.
fn review_sign(ui: &Ui, model: &Model, rect: Rect, review: Review) {
    let (c, ink) = (rect.center(), egui::Stroke::new(1.5, model.colours.weak));
    let line = |from: [f32; 2], to: [f32; 2]| {
        ui.painter().line_segment([c + vec2(from[0], from[1]), c + vec2(to[0], to[1])], ink);
    };
    match review {
        Review::Automatic => _ = ui.painter().circle_stroke(c, 4.0, ink),
        Review::Confirmed => {
            line([-5.0, 0.0], [-1.5, 3.5]);
            line([-1.5, 3.5], [5.0, -4.0]);
        }
        Review::Corrected => {
            line([-4.5, 4.5], [4.5, -4.5]);
            line([-4.5, 4.5], [-1.0, 4.5]);
        }
        Review::Rejected => {
            line([-4.0, -4.0], [4.0, 4.0]);
            line([-4.0, 4.0], [4.0, -4.0]);
        }
    }
}

/// Deals a year as bars, and the two ends typed as 2024 or 2024-06.
fn period_ui(ui: &mut Ui, model: &Model, legend: &mut Legend, filter: &mut Filter) {
    section(ui, model.lang().t("legend.period"));
    years_ui(ui, model, filter);
    let shown = |date: &Option<PartialDate>| date.as_ref().map(strings::date).unwrap_or_default();
    let mut ends = legend.ends.take().unwrap_or_else(|| [shown(&filter.from), shown(&filter.to)]);
    let mut is_typing = false;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let width = (ui.available_width() - 22.0) / 2.0;
        let [from, to] = &mut ends;
        for (text, end, label) in [(from, &mut filter.from, "legend.from"), (to, &mut filter.to, "legend.to")] {
            let label = model.lang().t(label);
            let is_wrong = !text.trim().is_empty() && parse(text).is_none();
            let ink = if is_wrong { model.colours.alarm } else { model.colours.text };
            let edit = egui::TextEdit::singleline(text).hint_text(label).desired_width(width - 8.0).text_color(ink);
            let response = ui.add(edit.font(table_style()));
            response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, label));
            is_typing |= response.has_focus();
            if response.changed() && !is_wrong {
                *end = parse(text);
            }
            if label == model.lang().t("legend.from") {
                ui.label("–");
            }
        }
    });
    if is_typing {
        legend.ends = Some(ends);
    }
    let entry = Entry {
        label: model.lang().t("legend.undated"),
        count: model.counts.n_undated,
        is_on: !filter.dated_only,
        indent: 0.0,
    };
    if entry.show(ui, model, |_, _| {}) {
        filter.dated_only = !filter.dated_only;
    }
}

fn parse(text: &str) -> Option<PartialDate> {
    text.trim().replace(" Q", "-Q").parse().ok()
}

/// A bar a year; a click shows that year alone, or all again.
fn years_ui(ui: &mut Ui, model: &Model, filter: &mut Filter) {
    let years = &model.counts.years;
    let (Some((&first, _)), Some((&last, _))) = (years.first_key_value(), years.last_key_value()) else { return };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::hover());
    let most = years.values().copied().max().unwrap_or(1).max(1) as f32;
    let width = rect.width() / f32::from(last - first + 1);
    for (&year, &count) in years {
        let left = rect.left() + width * f32::from(year - first);
        let slot = Rect::from_min_size(egui::pos2(left, rect.top()), vec2(width, rect.height()));
        let response = ui.interact(slot, ui.id().with(year), Sense::click()).on_hover_text(format!("{year}  {count}"));
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("{year} {count}")));
        let date = PartialDate::year(year);
        let is_in =
            filter.from.is_none_or(|from| from.get_year() <= year) && filter.to.is_none_or(|to| year <= to.get_year());
        let fill = if is_in { model.colours.accent } else { model.colours.line };
        let fill = if response.hovered() { fill.gamma_multiply(0.8) } else { fill };
        let height = (slot.height() - 2.0) * count as f32 / most;
        let bar = Rect::from_min_max(egui::pos2(slot.left(), slot.bottom() - height.max(2.0)), slot.right_bottom());
        ui.painter().rect_filled(bar.shrink2(vec2((width * 0.12).min(2.0), 0.0)), 1.0, fill);
        if response.clicked() {
            let is_alone = (filter.from, filter.to) == (Some(date), Some(date));
            (filter.from, filter.to) = if is_alone { (None, None) } else { (Some(date), Some(date)) };
        }
    }
    let small = |text: String| RichText::new(text).small().weak();
    ui.horizontal(|ui| {
        ui.label(small(first.to_string()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| ui.label(small(last.to_string())));
    });
}

fn confidence_ui(ui: &mut Ui, model: &Model, filter: &mut Filter) {
    section(ui, model.lang().t("legend.confidence"));
    ui.spacing_mut().slider_width = ui.available_width() - 52.0;
    let slider = egui::Slider::new(&mut filter.min_confidence, 0.0..=1.0).step_by(0.05).fixed_decimals(2);
    ui.add(slider).on_hover_text(model.lang().t("legend.confidence.tip"));
}

/// A line of the legend.
struct Entry<'a> {
    label: &'a str,
    count: usize,
    is_on: bool,
    indent: f32,
}

impl Entry<'_> {
    /// Draws the line; true if it was clicked. What is switched off is pale.
    fn show(&self, ui: &mut Ui, model: &Model, swatch: impl FnOnce(&mut Ui, Rect)) -> bool {
        let height = if self.indent > 0.0 { ROW_HEIGHT - 4.0 } else { ROW_HEIGHT };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
        let label = format!("{} {}", self.label, self.count);
        response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, self.is_on, &label));
        if response.hovered() {
            let fill = ui.visuals().widgets.hovered.weak_bg_fill;
            ui.painter().add(Shape::rect_filled(rect.expand2(vec2(6.0, 0.0)), 4.0, fill));
        }
        let opacity = if self.is_on { 1.0 } else { 0.35 };
        ui.scope(|ui| {
            ui.set_opacity(opacity);
            swatch(ui, Rect::from_min_size(rect.min, vec2(18.0, height)));
        });
        let ink = |color: Color32| color.gamma_multiply(opacity);
        let font = if self.indent > 0.0 { table_style() } else { egui::TextStyle::Body }.resolve(ui.style());
        let text_left = rect.left() + self.indent.max(26.0);
        let center = rect.center().y;
        let painter = ui.painter();
        let name = painter.layout_no_wrap(self.label.to_owned(), font, ink(model.colours.text));
        let at = egui::pos2(text_left, center - name.size().y / 2.0);
        painter.galley(at, name, model.colours.text);
        let font = table_style().resolve(ui.style());
        let align = egui::Align2::RIGHT_CENTER;
        painter.text(rect.right_center(), align, self.count.to_string(), font, ink(model.colours.weak));
        response.on_hover_text(model.lang().t("legend.entry.tip")).clicked()
    }
}

/// Switches all of `values` off if any is on, else on.
fn toggle<T: Ord + Copy>(set: &mut BTreeSet<T>, values: impl IntoIterator<Item = T> + Clone) {
    let is_any_on = values.clone().into_iter().any(|value| set.contains(&value));
    for value in values {
        if is_any_on {
            set.remove(&value);
        } else {
            set.insert(value);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_family_partly_on_is_switched_off_whole() {
        let mut set = BTreeSet::from([1, 3]);
        toggle(&mut set, [1, 2]);
        assert_eq!(set, BTreeSet::from([3]));
        toggle(&mut set, [1, 2]);
        assert_eq!(set, BTreeSet::from([1, 2, 3]));
    }
}
