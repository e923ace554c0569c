//! Small widgets that several views share: icons, swatches as in the scene, links to entities, section titles.

use super::{
    action::Action,
    canvas::paint,
    commands::{command_of, keys_text},
    model::Model,
    state::Selection,
    theme::{ROW_HEIGHT, bold},
};
use crate::{
    extract::{EntityKind, StatusGroup},
    scene::{
        edges, nodes,
        theme::{Family, Theme},
    },
};
use egui::{
    Color32, Painter, Pos2, Rect, Response, RichText, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, WidgetType, vec2,
};

/// A drawn sign; fonts differ too much in theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Larger.
    Plus,
    /// Smaller.
    Minus,
    /// All of it: four corners.
    Fit,
    /// Hold still: two bars.
    Pause,
    /// Go on: a triangle.
    Play,
    /// Light or dark: a half disc.
    HalfDisc,
    /// Close.
    Cross,
    /// Previous.
    Up,
    /// Next.
    Down,
    /// Back.
    Left,
    /// Forward.
    Right,
    /// Move things: an arrow.
    Pointer,
    /// Select in a box.
    Box,
    /// Select in a lasso.
    Lasso,
}

/// A square button with an icon. `label` names it for screen readers and tests.
pub fn icon_button(ui: &mut Ui, icon: Icon, size: Vec2, label: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, ui.is_enabled(), label));
    let visuals = ui.style().interact(&response);
    ui.painter().rect(rect, visuals.corner_radius, visuals.weak_bg_fill, visuals.bg_stroke, egui::StrokeKind::Inside);
    let ink = if ui.is_enabled() { visuals.fg_stroke.color } else { ui.visuals().weak_text_color() };
    draw_icon(ui.painter(), icon, Rect::from_center_size(rect.center(), Vec2::splat(12.0)), Stroke::new(1.4, ink));
    response
}

/// The icon button of a command, with its label, keys and tooltip.
pub fn icon_command(ui: &mut Ui, model: &Model, action: &Action, icon: Icon, size: Vec2) -> Response {
    let label = command_of(action).map_or("", |c| model.lang().t(c.key));
    let response = icon_button(ui, icon, size, label);
    with_tip(response, model, action)
}

/// A text button of a command, with its tooltip.
pub fn command_button(ui: &mut Ui, model: &Model, action: &Action, actions: &mut Vec<Action>) {
    let Some(command) = command_of(action) else { return };
    let response = ui.button(model.lang().t(command.key));
    if with_tip(response, model, action).clicked() {
        actions.push(action.clone());
    }
}

/// Adds a command's tooltip: what it does, and its keys.
pub fn with_tip(response: Response, model: &Model, action: &Action) -> Response {
    let Some(command) = command_of(action) else { return response };
    let tip = model.lang().t(&format!("{}.tip", command.key));
    response.on_hover_ui(|ui| {
        ui.set_max_width(280.0);
        ui.label(tip);
        if let Some(shortcut) = &command.shortcut {
            ui.label(RichText::new(keys_text(ui.ctx(), shortcut)).small().weak());
        }
    })
}

/// The title of a command's window: its label without the dots that promise one.
pub fn heading(ui: &mut Ui, label: &str) {
    ui.label(RichText::new(label.trim_end_matches('…')).heading());
}

/// The title of a part of a panel.
pub fn section(ui: &mut Ui, title: &str) {
    ui.add_space(8.0);
    ui.label(RichText::new(title).font(bold(12.0)).color(ui.visuals().weak_text_color()));
    ui.add_space(2.0);
}

/// An entity's swatch and name; a click selects it.
pub fn entity_link(ui: &mut Ui, model: &Model, entity: usize, actions: &mut Vec<Action>) -> Response {
    let Some(found) = model.entity(entity) else { return ui.label("") };
    let response = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 16.0), Sense::hover());
            kind_swatch(ui.painter(), rect.center(), 4.5, found.kind, &model.theme);
            ui.add(egui::Link::new(RichText::new(&found.name).color(model.colours.text)))
        })
        .inner;
    if response.clicked() {
        actions.push(Action::Select(Selection::of(found.key.clone())));
    }
    response
}

/// A message amid an otherwise empty panel.
pub fn hint(ui: &mut Ui, title: &str, text: &str) {
    ui.add_space((ui.available_height() * 0.25).min(72.0));
    ui.vertical_centered(|ui| {
        ui.set_max_width(300.0);
        ui.label(RichText::new(title).font(bold(14.0)));
        ui.add_space(4.0);
        ui.label(RichText::new(text).weak());
    });
}

/// A row of a list that can be clicked: highlighted while hovered or selected. Returns the row's response.
pub fn row(ui: &mut Ui, is_selected: bool, label: &str, add: impl FnOnce(&mut Ui)) -> Response {
    let width = ui.available_width();
    let background = ui.painter().add(Shape::Noop);
    let id = ui.next_auto_id().with("row");
    let inner =
        ui.allocate_ui_with_layout(vec2(width, ROW_HEIGHT), egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.set_min_size(vec2(width, ROW_HEIGHT));
            add(ui);
        });
    let rect = inner.response.rect;
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, true, is_selected, label));
    let fill = match (is_selected, response.hovered()) {
        (true, _) => ui.visuals().selection.bg_fill,
        (false, true) => ui.visuals().widgets.hovered.weak_bg_fill,
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter().set(background, Shape::rect_filled(rect.expand2(vec2(4.0, 0.0)), 4.0, fill));
    response
}

/// A kind's shape, as the scene draws it.
pub fn kind_swatch(painter: &Painter, center: Pos2, radius: f32, kind: EntityKind, theme: &Theme) {
    let mut shapes = Vec::new();
    paint::mark(painter, &nodes::shape(kind, center.into(), radius, theme), Vec2::ZERO, &mut shapes);
    painter.extend(shapes);
}

/// A deal family's line, as the scene draws it.
pub fn family_swatch(painter: &Painter, rect: Rect, family: Family, theme: &Theme) {
    line_swatch(painter, rect, Some(family), StatusGroup::InForce, theme);
}

/// A status group's line, as the scene draws it: whole, dashed, grey with a break.
pub fn status_swatch(painter: &Painter, rect: Rect, group: StatusGroup, theme: &Theme) {
    line_swatch(painter, rect, None, group, theme);
}

fn line_swatch(painter: &Painter, rect: Rect, family: Option<Family>, group: StatusGroup, theme: &Theme) {
    let (left, right) = (rect.left_center(), rect.right_center());
    let mut shapes = Vec::new();
    for mark in edges::sample(family, group, left.into(), right.into(), theme) {
        paint::mark(painter, &mark, Vec2::ZERO, &mut shapes);
    }
    painter.extend(shapes);
}

fn draw_icon(painter: &Painter, icon: Icon, r: Rect, stroke: Stroke) {
    let c = r.center();
    let lines = |list: &[[Pos2; 2]]| {
        list.iter().for_each(|ends| {
            painter.line_segment(*ends, stroke);
        })
    };
    match icon {
        Icon::Plus => lines(&[[r.left_center(), r.right_center()], [r.center_top(), r.center_bottom()]]),
        Icon::Minus => lines(&[[r.left_center(), r.right_center()]]),
        Icon::Cross => {
            let r = r.shrink(1.5);
            lines(&[[r.left_top(), r.right_bottom()], [r.right_top(), r.left_bottom()]]);
        }
        Icon::Fit => {
            for corner in [r.left_top(), r.right_top(), r.left_bottom(), r.right_bottom()] {
                let inward = (c - corner) * 0.6;
                lines(&[[corner, corner + vec2(inward.x, 0.0)], [corner, corner + vec2(0.0, inward.y)]]);
            }
        }
        Icon::Pause => {
            let bar = |x: f32| [c + vec2(x, -4.5), c + vec2(x, 4.5)];
            lines(&[bar(-2.5), bar(2.5)]);
        }
        Icon::Play => {
            let corners = vec![c + vec2(-3.0, -5.0), c + vec2(5.0, 0.0), c + vec2(-3.0, 5.0)];
            painter.add(Shape::convex_polygon(corners, stroke.color, Stroke::NONE));
        }
        Icon::HalfDisc => {
            let half = (0..=16).map(|i| c + Vec2::angled(std::f32::consts::PI * (0.5 + i as f32 / 16.0)) * 6.0);
            painter.add(Shape::convex_polygon(half.collect(), stroke.color, Stroke::NONE));
            painter.circle_stroke(c, 6.0, stroke);
        }
        Icon::Pointer => {
            let tips = [(-3.5, -6.0), (-3.5, 4.5), (-0.8, 2.0), (1.2, 6.0), (3.0, 5.2), (1.0, 1.3), (4.5, 1.0)];
            painter.add(Shape::closed_line(tips.map(|(x, y)| c + vec2(x, y)).to_vec(), stroke));
        }
        Icon::Box => {
            let corners = [r.left_top(), r.right_top(), r.right_bottom(), r.left_bottom(), r.left_top()];
            painter.extend(Shape::dashed_line(&corners, stroke, 2.4, 2.4));
        }
        Icon::Lasso => {
            let loops = (0..=20).map(|i| Vec2::angled(i as f32 / 20.0 * std::f32::consts::TAU + 2.0));
            let points: Vec<Pos2> = loops.map(|v| c + vec2(v.x * 6.0, v.y * 4.0 - 1.5)).collect();
            let tail = points.last().map(|&p| vec![p, p + vec2(0.5, 2.5), p + vec2(-1.5, 4.5)]);
            painter.add(Shape::line(points, stroke));
            painter.extend(tail.map(|tail| Shape::line(tail, stroke)));
        }
        Icon::Left => lines(&[[c + vec2(2.5, -4.5), c + vec2(-2.5, 0.0)], [c + vec2(-2.5, 0.0), c + vec2(2.5, 4.5)]]),
        Icon::Right => lines(&[[c + vec2(-2.5, -4.5), c + vec2(2.5, 0.0)], [c + vec2(2.5, 0.0), c + vec2(-2.5, 4.5)]]),
        Icon::Up => lines(&[[c + vec2(-4.5, 2.5), c + vec2(0.0, -2.5)], [c + vec2(0.0, -2.5), c + vec2(4.5, 2.5)]]),
        Icon::Down => lines(&[[c + vec2(-4.5, -2.5), c + vec2(0.0, 2.5)], [c + vec2(0.0, 2.5), c + vec2(4.5, -2.5)]]),
    }
}
