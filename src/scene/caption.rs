//! The caption of an exported picture: title, notes, and a legend drawn with the network's own shapes and lines.
//!
//! A band across the bottom. Wide pictures have title and notes on the left and the legend on the right; narrow ones
//! have them below each other. Dropped where it would take more than [`MAX_SHARE`] of the height, or is too narrow.

use super::{
    Mark, Stroke, edges,
    font::{self, Fonts, Weight},
    nodes,
    theme::{Family, Theme, fade},
};
use crate::{
    extract::{EntityKind, StatusGroup},
    layout::Point,
};

/// Title, legend and notes printed with an exported picture. Texts come from the caller, in the user's language.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Caption {
    /// One line, larger.
    pub title: String,
    /// Lines of small print: filter, number of articles, date, note on origin.
    pub notes: Vec<String>,
    /// Legend entries for the node kinds shown.
    pub kinds: Vec<(EntityKind, String)>,
    /// Legend entries for the deal families shown.
    pub families: Vec<(Family, String)>,
    /// Legend entries for dashed and grey lines, if any are shown.
    pub statuses: Vec<(StatusGroup, String)>,
}

/// The largest part of a picture's height that a caption takes.
pub const MAX_SHARE: f32 = 0.4;
/// From this width on, title and legend stand side by side.
const WIDE: f32 = 960.0;
/// Below this width there is no caption.
const NARROW: f32 = 240.0;
/// White space beside a caption, in points.
pub const MARGIN: f32 = 28.0;
const PADDING: f32 = 16.0;
const TITLE_SIZE: f32 = 18.0;
const NOTE_SIZE: f32 = 11.5;
const LEGEND_SIZE: f32 = 12.5;
const TITLE_ROW: f32 = 27.0;
const NOTE_ROW: f32 = 17.0;
const LEGEND_ROW: f32 = 23.0;
/// Radius of a legend's shapes, and length of its lines, in points.
const SHAPE_RADIUS: f32 = 6.5;
const LINE_LENGTH: f32 = 34.0;

/// A caption placed in its picture.
#[derive(Default)]
pub(super) struct Drawn {
    pub marks: Vec<Mark>,
    pub height: f32,
}

/// Height in points that the caption takes of a picture of this size, 0 if it is dropped: empty, or no room. A
/// caller that fits a camera gives [`super::fit`] the height that remains.
pub fn caption_height(caption: &Caption, size: [f32; 2], fonts: &Fonts) -> f32 {
    draw(caption, size, &Theme::light(), fonts).height
}

/// The caption's marks at the bottom of a picture of this size.
pub(super) fn draw(caption: &Caption, size: [f32; 2], theme: &Theme, fonts: &Fonts) -> Drawn {
    if size[0].is_nan() || size[0] < NARROW {
        return Drawn::default();
    }
    let right = size[0] - MARGIN;
    let mut page = Page { theme, fonts, marks: Vec::new() };
    let used = if size[0] >= WIDE {
        let middle = (size[0] * 0.42).round();
        let text = page.text(caption, [MARGIN, PADDING], middle - MARGIN);
        text.max(page.legend(caption, [middle, PADDING], right))
    } else {
        let text = page.text(caption, [MARGIN, PADDING], right);
        page.legend(caption, [MARGIN, text], right)
    };
    let height = (used + PADDING).ceil();
    if used <= PADDING || !height.is_finite() || height > size[1] * MAX_SHARE {
        return Drawn::default();
    }
    let top = size[1] - height;
    let paper = Mark::Rect { min: [0.0, top], max: size, radius: 0.0, fill: theme.background, stroke: None };
    let rule = Mark::Path {
        points: vec![[MARGIN, top], [right, top]],
        stroke: Stroke::solid(1.0, fade(theme.text_weak, 0.35)),
    };
    page.marks.iter_mut().for_each(|m| lower(m, top));
    Drawn { marks: [paper, rule].into_iter().chain(page.marks).collect(), height }
}

struct Page<'a> {
    theme: &'a Theme,
    fonts: &'a Fonts,
    marks: Vec<Mark>,
}

impl Page<'_> {
    /// Title and notes from `top_left` down; returns the y below.
    fn text(&mut self, caption: &Caption, top_left: Point, right: f32) -> f32 {
        let [left, mut y] = top_left;
        let weak = self.theme.text_weak;
        if !caption.title.is_empty() {
            self.line(
                &caption.title,
                [left, y + TITLE_ROW / 2.0],
                right,
                TITLE_SIZE,
                Weight::SemiBold,
                self.theme.text,
            );
            y += TITLE_ROW;
        }
        for note in &caption.notes {
            self.line(note, [left, y + NOTE_ROW / 2.0], right, NOTE_SIZE, Weight::Regular, weak);
            y += NOTE_ROW;
        }
        y
    }

    /// The legend from `top_left` down, kinds first, then lines; returns the y below.
    fn legend(&mut self, caption: &Caption, top_left: Point, right: f32) -> f32 {
        let mut flow = Flow { left: top_left[0], right, x: top_left[0], y: top_left[1] };
        for (kind, label) in &caption.kinds {
            let center = self.entry(&mut flow, label, 2.0 * SHAPE_RADIUS + 2.0);
            self.marks.push(nodes::shape(*kind, center, SHAPE_RADIUS, self.theme));
        }
        flow.break_row();
        let lines = caption.families.iter().map(|(f, label)| (Some(*f), StatusGroup::InForce, label));
        // Status samples are those of an agreement: its line has no mark of its own.
        let statuses = caption.statuses.iter().map(|(s, label)| (Some(Family::Agreement), *s, label));
        for (family, status, label) in lines.chain(statuses) {
            let [x, y] = self.entry(&mut flow, label, LINE_LENGTH);
            let half = LINE_LENGTH / 2.0;
            self.marks.extend(edges::sample(family, status, [x - half, y], [x + half, y], self.theme));
        }
        flow.break_row();
        flow.y
    }

    /// An entry's text beside `width` points for its sample; returns the sample's middle.
    fn entry(&mut self, flow: &mut Flow, label: &str, width: f32) -> Point {
        let (gap, between) = (8.0, 20.0);
        let max_width = 15.0 * LEGEND_SIZE;
        let (label, text_width) = self.fonts.ellipsis(&font::printable(label), LEGEND_SIZE, Weight::Regular, max_width);
        let [x, y] = flow.take(width + gap + text_width, between);
        let color = self.theme.text;
        self.line(&label, [x + width + gap, y], f32::INFINITY, LEGEND_SIZE, Weight::Regular, color);
        [x + width / 2.0, y]
    }

    /// One line of text, centred on the height of `left_middle`, cut off at `right`.
    fn line(&mut self, text: &str, left_middle: Point, right: f32, size: f32, weight: Weight, color: super::Rgba) {
        let (text, _) = self.fonts.ellipsis(&font::printable(text), size, weight, right - left_middle[0]);
        let baseline_left = [left_middle[0], left_middle[1] + font::MIDDLE * size];
        self.marks.push(Mark::Text { baseline_left, text, size, weight, color, halo: None });
    }
}

/// Entries from left to right, in rows.
struct Flow {
    left: f32,
    right: f32,
    x: f32,
    y: f32,
}

impl Flow {
    /// The left middle of the next `width` points, in a new row if they do not fit into this one.
    fn take(&mut self, width: f32, gap: f32) -> Point {
        if self.x > self.left && self.x + width > self.right {
            self.break_row();
        }
        let at = [self.x, self.y + LEGEND_ROW / 2.0];
        self.x += width + gap;
        at
    }

    fn break_row(&mut self) {
        if self.x > self.left {
            self.x = self.left;
            self.y += LEGEND_ROW;
        }
    }
}

/// Moves a mark down by `dy` points.
fn lower(mark: &mut Mark, dy: f32) {
    match mark {
        Mark::Circle { center, .. } => center[1] += dy,
        Mark::Polygon { points, .. } | Mark::Path { points, .. } => points.iter_mut().for_each(|p| p[1] += dy),
        Mark::Rect { min, max, .. } => {
            min[1] += dy;
            max[1] += dy;
        }
        Mark::Text { baseline_left, .. } => baseline_left[1] += dy,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn caption() -> Caption {
        Caption {
            title: "합종 · 얼라이언스 네트워크".into(),
            notes: vec!["기사 24건 · 2018–2025".into(), "신뢰도 0.5 이상".into()],
            kinds: EntityKind::ALL.iter().map(|k| (*k, k.word().to_owned())).collect(),
            families: Family::ALL.iter().map(|f| (*f, format!("{f:?}"))).collect(),
            statuses: vec![(StatusGroup::Ahead, "예정".into()), (StatusGroup::Over, "종료".into())],
        }
    }

    /// The box around all marks but the first, the paper.
    fn reach(marks: &[Mark]) -> (Point, Point) {
        let points = marks.iter().skip(1).flat_map(|m| match m {
            Mark::Circle { center, .. } => vec![*center],
            Mark::Polygon { points, .. } | Mark::Path { points, .. } => points.clone(),
            Mark::Rect { min, max, .. } => vec![*min, *max],
            Mark::Text { baseline_left: [x, y], text, size, weight, .. } => {
                vec![[*x, *y], [x + Fonts::bundled().width(text, *size, *weight), *y]]
            }
        });
        super::super::camera::bounds(&points.collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn a_caption_stays_inside_its_band() {
        for size in [[1600.0, 1000.0], [1280.0, 800.0], [800.0, 700.0], [500.0, 900.0]] {
            let drawn = draw(&caption(), size, &Theme::light(), Fonts::bundled());
            assert!(drawn.height > 0.0, "{size:?}");
            let (min, max) = reach(&drawn.marks);
            assert!(min[0] >= 0.0 && max[0] <= size[0], "{size:?}: {min:?} {max:?}");
            assert!(min[1] >= size[1] - drawn.height && max[1] <= size[1], "{size:?}: {min:?} {max:?}");
        }
    }

    #[test]
    fn every_text_is_printed() {
        let drawn = draw(&caption(), [1600.0, 1000.0], &Theme::dark(), Fonts::bundled());
        let n_texts = drawn.marks.iter().filter(|m| matches!(m, Mark::Text { .. })).count();
        assert_eq!(n_texts, 1 + 2 + EntityKind::ALL.len() + Family::ALL.len() + 2);
    }

    #[test]
    fn a_caption_without_room_or_words_is_dropped() {
        let fonts = Fonts::bundled();
        for size in [[300.0, 200.0], [0.0, 0.0], [1.0, 1000.0], [f32::NAN, 10.0]] {
            assert_eq!(caption_height(&caption(), size, fonts), 0.0, "{size:?}");
        }
        assert_eq!(caption_height(&Caption::default(), [1600.0, 1000.0], fonts), 0.0);
    }

    #[test]
    fn long_titles_are_cut_off() {
        let caption = Caption { title: "매우 긴 제목 ".repeat(60), ..caption() };
        let drawn = draw(&caption, [1280.0, 800.0], &Theme::light(), Fonts::bundled());
        assert!(reach(&drawn.marks).1[0] <= 1280.0);
    }
}
