//! Fonts, sizes and colours of the window, light and dark, after the scene's theme.

use super::state::{Motion, ThemeChoice};
use crate::{
    extract::EntityKind,
    scene::{Rgba, font, theme::Theme},
};
use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, TextStyle, Vec2,
    Visuals,
};
use std::sync::Arc;

/// Height of a table row and of a line in a list, in points.
pub const ROW_HEIGHT: f32 = 24.0;
/// Rounding of buttons, boxes and windows, in points.
pub const RADIUS: u8 = 4;
/// How long the camera glides, in seconds.
pub const GLIDE_SECONDS: f32 = 0.18;

/// The second weight; `.strong()` only changes the colour.
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Text of table cells, 12 points.
pub fn table_style() -> TextStyle {
    TextStyle::Name("table".into())
}

/// A semibold font of a size.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, semibold())
}

/// Gives `ctx` our fonts: Pretendard in two weights, then Noto Sans for Hanja, then egui's symbols.
pub fn install_fonts(ctx: &Context) {
    let mut fonts = FontDefinitions::default();
    let bundled = [("regular", font::REGULAR), ("semibold", font::SEMIBOLD), ("fallback", font::FALLBACK)];
    for (name, bytes) in bundled {
        fonts.font_data.insert(name.into(), Arc::new(FontData::from_static(bytes)));
    }
    let symbols = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let chain = |first: &str| [first.to_owned(), "fallback".to_owned()].into_iter().chain(symbols.clone()).collect();
    fonts.families.insert(FontFamily::Proportional, chain("regular"));
    fonts.families.insert(FontFamily::Monospace, chain("regular"));
    fonts.families.insert(semibold(), chain("semibold"));
    ctx.set_fonts(fonts);
}

/// The scene's colours for a choice.
pub fn scene_theme(choice: ThemeChoice) -> Theme {
    match choice {
        ThemeChoice::Light => Theme::light(),
        ThemeChoice::Dark => Theme::dark(),
    }
}

/// Sets sizes, spacing and colours of every widget.
pub fn apply(ctx: &Context, choice: ThemeChoice, motion: Motion) {
    ctx.set_theme(match choice {
        ThemeChoice::Light => egui::Theme::Light,
        ThemeChoice::Dark => egui::Theme::Dark,
    });
    let colours = Colours::of(choice);
    ctx.all_styles_mut(|style| {
        style.text_styles = [
            (TextStyle::Body, FontId::proportional(13.0)),
            (TextStyle::Button, FontId::proportional(13.0)),
            (TextStyle::Monospace, FontId::proportional(13.0)),
            (TextStyle::Small, FontId::proportional(11.5)),
            (TextStyle::Heading, bold(18.0)),
            (table_style(), FontId::proportional(12.0)),
        ]
        .into();
        style.spacing.item_spacing = Vec2::new(8.0, 4.0);
        style.spacing.button_padding = Vec2::new(8.0, 3.0);
        style.spacing.interact_size = Vec2::new(32.0, ROW_HEIGHT);
        style.spacing.menu_margin = Margin::same(4);
        style.spacing.window_margin = Margin::same(16);
        style.spacing.icon_width = 14.0;
        style.spacing.icon_width_inner = 8.0;
        style.spacing.scroll = egui::style::ScrollStyle::thin();
        style.animation_time = if motion == Motion::Full { 0.12 } else { 0.0 };
        style.interaction.tooltip_delay = 0.4;
        style.visuals = visuals(&colours);
    });
}

/// Greys and tints of the window around the scene.
#[derive(Debug, Clone, Copy)]
pub struct Colours {
    /// Behind the network and in fields.
    pub paper: Color32,
    /// Side panels and bars.
    pub panel: Color32,
    /// Tab bars and table headers.
    pub raised: Color32,
    /// Hairlines.
    pub line: Color32,
    /// Text.
    pub text: Color32,
    /// Small print.
    pub weak: Color32,
    /// The one accent.
    pub accent: Color32,
    /// Behind a selected row.
    pub selected: Color32,
    /// Behind a hovered row.
    pub hovered: Color32,
    /// Behind the evidence sentence.
    pub evidence: Color32,
    /// A message that something failed.
    pub alarm: Color32,
    is_dark: bool,
}

impl Colours {
    /// The set for a choice.
    pub fn of(choice: ThemeChoice) -> Self {
        let scene = scene_theme(choice);
        let grey = Color32::from_gray;
        let rgb = Color32::from_rgb;
        let (text, weak, accent) = (color(scene.text), color(scene.text_weak), color(scene.accent));
        match choice {
            ThemeChoice::Light => Self {
                paper: color(scene.background),
                panel: rgb(250, 250, 251),
                raised: rgb(241, 243, 245),
                line: rgb(224, 227, 231),
                selected: rgb(219, 234, 245),
                hovered: rgb(237, 241, 245),
                evidence: rgb(255, 240, 189),
                alarm: rgb(179, 58, 0),
                is_dark: false,
                text,
                weak,
                accent,
            },
            ThemeChoice::Dark => Self {
                paper: color(scene.background),
                panel: grey(30).blend(rgb(30, 32, 36)),
                raised: rgb(38, 41, 46),
                line: rgb(54, 58, 64),
                selected: rgb(33, 62, 84),
                hovered: rgb(44, 48, 54),
                evidence: rgb(84, 68, 20),
                alarm: rgb(255, 160, 110),
                is_dark: true,
                text,
                weak,
                accent,
            },
        }
    }
}

/// A scene colour for egui.
pub fn color(rgba: Rgba) -> Color32 {
    let [r, g, b, a] = rgba;
    Color32::from_rgba_unmultiplied(r, g, b, a)
}

/// A kind's colour for text underlines and swatches.
pub fn kind_color(theme: &Theme, kind: EntityKind) -> Color32 {
    color(theme.kind(kind))
}

fn visuals(c: &Colours) -> Visuals {
    let mut v = if c.is_dark { Visuals::dark() } else { Visuals::light() };
    let radius = CornerRadius::same(RADIUS);
    v.override_text_color = Some(c.text);
    v.weak_text_color = Some(c.weak);
    v.panel_fill = c.panel;
    v.window_fill = c.panel;
    v.window_stroke = Stroke::new(1.0, c.line);
    v.window_corner_radius = CornerRadius::same(8);
    v.menu_corner_radius = CornerRadius::same(6);
    v.extreme_bg_color = c.paper;
    v.faint_bg_color = c.panel;
    v.hyperlink_color = c.accent;
    v.error_fg_color = c.alarm;
    v.warn_fg_color = c.alarm;
    v.selection.bg_fill = c.selected;
    v.selection.stroke = Stroke::new(1.0, c.accent);
    v.window_shadow = egui::Shadow { offset: [0, 4], blur: 16, spread: 0, color: Color32::from_black_alpha(40) };
    v.popup_shadow = egui::Shadow { offset: [0, 2], blur: 8, spread: 0, color: Color32::from_black_alpha(30) };
    v.striped = false;
    v.slider_trailing_fill = true;
    let w = &mut v.widgets;
    for part in [&mut w.noninteractive, &mut w.inactive, &mut w.hovered, &mut w.active, &mut w.open] {
        part.corner_radius = radius;
        part.expansion = 0.0;
        part.fg_stroke = Stroke::new(1.0, c.text);
        part.bg_stroke = Stroke::new(1.0, c.line);
    }
    (w.noninteractive.bg_fill, w.noninteractive.weak_bg_fill) = (c.panel, c.panel);
    (w.inactive.bg_fill, w.inactive.weak_bg_fill) = (c.line, c.raised);
    for part in [&mut w.hovered, &mut w.active, &mut w.open] {
        (part.bg_fill, part.weak_bg_fill) = (c.hovered, c.hovered);
    }
    w.active.weak_bg_fill = c.selected;
    v
}
