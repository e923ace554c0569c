//! The window for pictures: what is chosen on the left, the picture as it would be on the right.

use super::{CaptionChoice, Ground, PictureOptions, Preview, Size, Subject, Turn};
use crate::{
    export::{
        picture::{Content, Format, Letters, Measures},
        png,
    },
    ui::{
        action::{Action, Save},
        model::Model,
        state::ThemeChoice,
        theme::bold,
        widgets,
    },
};
use egui::{
    Color32, DragValue, Rect, RichText, ScrollArea, Sense, TextEdit, TextureHandle, TextureOptions, Ui, Vec2,
    WidgetInfo, WidgetType, vec2,
};
use std::sync::Arc;

/// Width of the choices, in points.
const CHOICES: f32 = 316.0;
/// Width of what a choice is called, in points.
const NAME: f32 = 74.0;
/// Pixels an inch that are offered.
const RESOLUTIONS: [u16; 4] = [96, 150, 300, 600];

/// The preview as the graphics card has it.
#[derive(Default)]
pub struct PictureDialog {
    texture: Option<(Arc<Preview>, TextureHandle)>,
}

/// Whether there is anything to show of a subject.
pub fn can_show(model: &Model, subject: Subject) -> bool {
    match subject {
        Subject::View | Subject::Network | Subject::Deals => true,
        Subject::Selection => !model.selected.nodes.is_empty(),
        Subject::Profile => model.selection().entities.len() == 1 && model.selected.nodes.len() == 1,
    }
}

impl PictureDialog {
    /// Draws the window's content. `view` is the size of the network on the screen, in points.
    pub fn show(&mut self, ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
        let lang = model.lang();
        let mut options = model.state.picture.clone();
        widgets::heading(ui, lang.t("do.picture").trim_end_matches('…'));
        ui.add_space(8.0);
        let height = (ui.ctx().content_rect().height() - 180.0).clamp(260.0, 640.0);
        ui.horizontal_top(|ui| {
            let down = egui::Layout::top_down(egui::Align::Min);
            ui.allocate_ui_with_layout(vec2(CHOICES, height), down, |ui| {
                ScrollArea::vertical().id_salt("choices").max_height(height).auto_shrink(false).show(ui, |ui| {
                    ui.set_width(CHOICES - 12.0);
                    choices_ui(ui, model, &mut options);
                });
            });
            ui.add_space(8.0);
            let size = vec2(ui.available_width(), height);
            self.preview_ui(ui, model, size);
        });
        if options != model.state.picture {
            actions.push(Action::SetPicture(Box::new(options)));
        }
        ui.add_space(10.0);
        goals_ui(ui, model, actions);
    }

    /// The picture, as large as it fits, on a ground that shows where it can be seen through.
    fn preview_ui(&mut self, ui: &mut Ui, model: &Model, size: Vec2) {
        let lang = model.lang();
        let (area, response) = ui.allocate_exact_size(size, Sense::hover());
        ui.painter().rect_filled(area, 6.0, model.colours.raised);
        let message = |text: &str, ink: Color32| {
            let galley = ui.painter().layout(text.to_owned(), bold(13.0), ink, area.width() - 40.0);
            ui.painter().galley(area.center() - galley.size() / 2.0, galley, ink);
        };
        let preview = match &model.preview {
            Some(Ok(preview)) => preview,
            Some(Err(why)) => return message(why, model.colours.alarm),
            None => return message(lang.t("phase.picture"), model.colours.weak),
        };
        if self.texture.as_ref().is_none_or(|(shown, _)| !Arc::ptr_eq(shown, preview)) {
            let side = [preview.image.width as usize, preview.image.height as usize];
            let image = egui::ColorImage::from_rgba_unmultiplied(side, &preview.image.rgba);
            let texture = ui.ctx().load_texture("preview", image, TextureOptions::LINEAR);
            self.texture = Some((Arc::clone(preview), texture));
        }
        let Some((_, texture)) = &self.texture else { return };
        let room = area.shrink(14.0).size();
        let shown = Vec2::from(preview.measures.size);
        let place = Rect::from_center_size(area.center(), shown * (room.x / shown.x).min(room.y / shown.y));
        if model.state.picture.ground == Ground::Clear {
            checkers(ui, place);
        }
        let whole = Rect::from_min_max(egui::Pos2::ZERO, egui::pos2(1.0, 1.0));
        ui.painter().image(texture.id(), place, whole, Color32::WHITE);
        ui.painter().rect_stroke(place, 0.0, (1.0, model.colours.line), egui::StrokeKind::Outside);
        response.widget_info(|| {
            let [w, h] = [preview.image.width, preview.image.height];
            WidgetInfo::labeled(WidgetType::Image, true, lang.fill("picture.preview", &[&w, &h]))
        });
    }
}

/// Grey squares, as where a picture has no ground.
fn checkers(ui: &Ui, place: Rect) {
    const SIDE: f32 = 9.0;
    let painter = ui.painter().with_clip_rect(place.intersect(ui.clip_rect()));
    painter.rect_filled(place, 0.0, Color32::from_gray(250));
    let count = |length: f32| (length / SIDE).ceil() as usize;
    for row in 0..count(place.height()) {
        for column in (row % 2..count(place.width())).step_by(2) {
            let corner = place.min + vec2(column as f32, row as f32) * SIDE;
            painter.rect_filled(Rect::from_min_size(corner, Vec2::splat(SIDE)), 0.0, Color32::from_gray(222));
        }
    }
}

fn choices_ui(ui: &mut Ui, model: &Model, options: &mut PictureOptions) {
    let lang = model.lang();
    widgets::section(ui, lang.t("picture.subject"));
    for subject in Subject::ALL {
        let is_possible = can_show(model, subject);
        let button = egui::RadioButton::new(options.subject == subject, lang.t(subject_key(subject)));
        let response = ui.add_enabled(is_possible, button);
        if response.on_disabled_hover_text(lang.t("picture.select_first")).clicked() {
            *options = of_subject(options, subject);
        }
    }
    widgets::section(ui, lang.t("picture.look"));
    choice_ui(ui, lang.t("picture.format"), |ui| {
        for (format, ending) in Format::ALL {
            ui.selectable_value(&mut options.format, *format, ending.to_uppercase());
        }
    });
    if options.format == Format::Svg {
        choice_ui(ui, lang.t("picture.letters"), |ui| {
            for (letters, key) in
                [(Letters::Text, "picture.letters.text"), (Letters::Outlines, "picture.letters.outlines")]
            {
                let response = ui.selectable_value(&mut options.letters, letters, lang.t(key));
                response.on_hover_text(lang.t("picture.letters.tip"));
            }
        });
    }
    choice_ui(ui, lang.t("picture.colours"), |ui| {
        for (colours, key) in [(ThemeChoice::Light, "picture.light"), (ThemeChoice::Dark, "picture.dark")] {
            ui.selectable_value(&mut options.colours, colours, lang.t(key));
        }
        let mut is_clear = options.ground == Ground::Clear;
        ui.checkbox(&mut is_clear, lang.t("picture.clear")).on_hover_text(lang.t("picture.clear.tip"));
        options.ground = if is_clear { Ground::Clear } else { Ground::Paper };
    });
    size_ui(ui, model, options);
    if options.subject.content() == Content::Network {
        caption_ui(ui, model, options);
    }
}

fn subject_key(subject: Subject) -> &'static str {
    match subject {
        Subject::View => "picture.view",
        Subject::Network => "picture.network",
        Subject::Selection => "picture.selection",
        Subject::Profile => "picture.profile",
        Subject::Deals => "picture.deals",
    }
}

/// The options for another subject: a page has its usual paper, and a typed title was for the subject before.
pub fn of_subject(options: &PictureOptions, subject: Subject) -> PictureOptions {
    let usual = match subject {
        Subject::Profile => Some((Size::A4, Turn::Portrait, Format::Pdf)),
        Subject::Deals => Some((Size::A4, Turn::Landscape, Format::Pdf)),
        _ => None,
    };
    let (size, turn, format) = usual.unwrap_or((options.size, options.turn, options.format));
    PictureOptions { subject, size, turn, format, title: None, notes: None, ..options.clone() }
}

fn size_ui(ui: &mut Ui, model: &Model, options: &mut PictureOptions) {
    let lang = model.lang();
    widgets::section(ui, lang.t("picture.size"));
    let is_page = options.subject.content() == Content::Page;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for size in Size::ALL.into_iter().filter(|size| !(is_page && *size == Size::Screen)) {
            let label = match size {
                Size::Screen => lang.t("picture.screen"),
                Size::Pixels => lang.t("picture.pixels"),
                _ => size.paper().unwrap_or_default(),
            };
            if ui.selectable_label(options.effective_size() == size, label).clicked() {
                options.size = size;
            }
        }
    });
    match options.effective_size() {
        Size::Screen => {
            choice_ui(ui, lang.t("picture.scale"), |ui| {
                ui.spacing_mut().item_spacing.x = 1.0;
                ui.spacing_mut().button_padding.x = 5.0;
                for scale in 1..=8 {
                    ui.selectable_value(&mut options.scale, scale, format!("{scale}×"));
                }
            });
        }
        Size::Pixels => {
            choice_ui(ui, lang.t("picture.pixels"), |ui| {
                let [width, height] = &mut options.pixels;
                for (side, key) in [(width, "picture.width"), (height, "picture.height")] {
                    let response = ui.add(DragValue::new(side).range(64..=32_000).speed(4.0));
                    response.widget_info(|| WidgetInfo::labeled(WidgetType::DragValue, true, lang.t(key)));
                    response.on_hover_text(lang.t(key));
                }
            });
        }
        size => paper_ui(ui, model, options, size),
    }
}

fn paper_ui(ui: &mut Ui, model: &Model, options: &mut PictureOptions, size: Size) {
    let lang = model.lang();
    if size != Size::Slide {
        choice_ui(ui, lang.t("picture.turn"), |ui| {
            for (turn, key) in [(Turn::Landscape, "picture.landscape"), (Turn::Portrait, "picture.portrait")] {
                ui.selectable_value(&mut options.turn, turn, lang.t(key));
            }
        });
    }
    if options.format == Format::Png {
        choice_ui(ui, lang.t("picture.dpi"), |ui| {
            for dpi in RESOLUTIONS {
                ui.selectable_value(&mut options.dpi, dpi, dpi.to_string());
            }
            ui.add(DragValue::new(&mut options.dpi).range(36..=1200)).on_hover_text(lang.t("picture.dpi.tip"));
        });
    }
}

/// Title and notes, to be edited or left out.
fn caption_ui(ui: &mut Ui, model: &Model, options: &mut PictureOptions) {
    let lang = model.lang();
    widgets::section(ui, lang.t("picture.caption.title"));
    let mut is_printed = options.caption == CaptionChoice::Printed;
    ui.checkbox(&mut is_printed, lang.t("picture.caption")).on_hover_text(lang.t("picture.caption.tip"));
    options.caption = if is_printed { CaptionChoice::Printed } else { CaptionChoice::LeftOut };
    if !is_printed {
        return;
    }
    let [title, notes] = model.preview.iter().flatten().map(|p| p.words.clone()).next().unwrap_or_default();
    let (mut title, mut notes) = (options.title.clone().unwrap_or(title), options.notes.clone().unwrap_or(notes));
    let field = |response: egui::Response, key: &str| {
        response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, lang.t(key)));
        response.changed()
    };
    let edit = TextEdit::singleline(&mut title).hint_text(lang.t("picture.title")).desired_width(f32::INFINITY);
    if field(ui.add(edit), "picture.title") {
        options.title = Some(title);
    }
    let edit = TextEdit::multiline(&mut notes).hint_text(lang.t("picture.notes")).desired_rows(3);
    if field(ui.add(edit.desired_width(f32::INFINITY)), "picture.notes") {
        options.notes = Some(notes);
    }
    if (options.title.is_some() || options.notes.is_some()) && ui.button(lang.t("picture.usual")).clicked() {
        (options.title, options.notes) = (None, None);
    }
}

/// A named line of choices.
fn choice_ui(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        let (area, _) = ui.allocate_exact_size(vec2(NAME, 20.0), Sense::hover());
        let weak = ui.visuals().weak_text_color();
        ui.painter().text(area.left_center(), egui::Align2::LEFT_CENTER, name, egui::FontId::proportional(13.0), weak);
        ui.spacing_mut().item_spacing.x = 3.0;
        add(ui);
    });
}

/// How large the file will be, and where it can go.
fn goals_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let lang = model.lang();
    let options = &model.state.picture;
    let shown = model.preview.iter().flatten().next();
    let pixels = shown.map(|p| png::pixels(p.measures.size, p.measures.scale));
    let is_too_large = matches!(pixels, Some(Err(_)));
    let is_ready = shown.is_some() && can_show(model, options.subject);
    ui.horizontal(|ui| {
        let text = match (&pixels, options.format) {
            (Some(Err(_)), _) => RichText::new(lang.t("picture.too_large")).color(model.colours.alarm),
            (Some(Ok([w, h])), Format::Png) => RichText::new(lang.fill("picture.n_pixels", &[w, h])).weak(),
            (Some(_), _) => RichText::new(millimetres(model, shown)).weak(),
            (None, _) => RichText::new(""),
        };
        ui.label(text);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button(lang.t("do.close")).clicked() {
                actions.push(Action::CloseDialog);
            }
            let copy = ui.add_enabled(is_ready && !is_too_large, egui::Button::new(lang.t("picture.copy")));
            if copy.on_hover_text(lang.t("picture.copy.tip")).clicked() {
                actions.push(Action::CopyPicture);
            }
            let is_fit = is_ready && !(is_too_large && options.format == Format::Png);
            if ui.add_enabled(is_fit, egui::Button::new(lang.t("picture.save"))).clicked() {
                actions.push(Action::ChoosePath(Save::Picture));
            }
        });
    });
}

fn millimetres(model: &Model, shown: Option<&Arc<Preview>>) -> String {
    let Some(preview) = shown else { return String::new() };
    let Measures { points_per_inch, size, .. } = preview.measures;
    let [w, h] = size.map(|side| format!("{:.0}", side / points_per_inch * 25.4));
    model.lang().fill("picture.millimetres", &[&w, &h])
}
