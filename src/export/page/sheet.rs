//! Setting text on a sheet: lines, paragraphs that break between words, and where the pen is.

use super::Input;
use crate::{
    layout::Point,
    scene::{
        Mark, Rgba, Scene, Stroke,
        font::{self, Fonts, Weight},
        theme::fade,
    },
};

/// White space around a page, in points.
pub const MARGIN: f32 = 48.0;
/// Kept free above the lower margin for the last line.
const FOOT: f32 = 20.0;

/// A page that is filled from the top.
pub struct Paper<'a> {
    pub input: &'a Input<'a>,
    pub marks: Vec<Mark>,
    /// Where what comes next begins.
    pub y: f32,
}

impl<'a> Paper<'a> {
    pub fn new(input: &'a Input<'a>) -> Self {
        Self { input, marks: Vec::new(), y: MARGIN }
    }

    pub fn right(&self) -> f32 {
        self.input.size[0] - MARGIN
    }

    pub fn width(&self) -> f32 {
        self.right() - MARGIN
    }

    /// Below this there is only the last line.
    pub fn bottom(&self) -> f32 {
        self.input.size[1] - MARGIN - FOOT
    }

    pub fn strong(&self, size: f32) -> Style {
        Style { size, weight: Weight::SemiBold, color: self.input.theme.text }
    }

    pub fn plain(&self, size: f32) -> Style {
        Style { size, weight: Weight::Regular, color: self.input.theme.text }
    }

    pub fn weak(&self, size: f32) -> Style {
        Style { size, weight: Weight::Regular, color: self.input.theme.text_weak }
    }

    /// A hairline across the page at `y`.
    pub fn rule(&mut self, y: f32) {
        let stroke = Stroke::solid(1.0, fade(self.input.theme.text_weak, 0.35));
        self.marks.push(Mark::Path { points: vec![[MARGIN, y], [self.right(), y]], stroke });
    }

    /// The last line: where all this comes from, and what found no room.
    pub fn foot(&mut self, n_left_out: usize) {
        let language = self.input.language;
        let y = self.input.size[1] - MARGIN - 12.0;
        let origin = language.fill("caption.origin", &[&self.input.drawn]);
        self.marks.push(line(&origin, [MARGIN, y], self.width(), self.weak(9.5)));
        if n_left_out > 0 {
            let text = language.fill("page.more", &[&n_left_out]);
            self.marks.push(line_to(&text, [self.right(), y], self.strong(9.5)));
        }
    }

    /// The page on top of `picture`.
    pub fn finish(self, picture: Scene) -> Scene {
        Scene { size: self.input.size, background: self.input.theme.background, caption: self.marks, ..picture }
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Points.
    pub size: f32,
    pub weight: Weight,
    pub color: Rgba,
}

impl Style {
    /// From one baseline to the next.
    pub fn row(&self) -> f32 {
        (self.size * 1.42).round()
    }

    /// Of one line, in points.
    pub fn width(&self, text: &str) -> f32 {
        Fonts::bundled().width(&font::printable(text), self.size, self.weight)
    }
}

/// One line with its top at `top_left`, cut off at `width`.
pub fn line(text: &str, top_left: Point, width: f32, style: Style) -> Mark {
    let Style { size, weight, color } = style;
    let (text, _) = Fonts::bundled().ellipsis(&font::printable(text), size, weight, width);
    let baseline_left = [top_left[0], top_left[1] + style.row() / 2.0 + font::MIDDLE * size];
    Mark::Text { baseline_left, text, size, weight, color, halo: None }
}

/// As [`line()`], but its end stands at `top_right`.
pub fn line_to(text: &str, top_right: Point, style: Style) -> Mark {
    let width = style.width(text);
    line(text, [top_right[0] - width, top_right[1]], f32::INFINITY, style)
}

/// A text in at most `max_lines` lines, and the y below.
pub fn paragraph(text: &str, top_left: Point, width: f32, style: Style, max_lines: usize) -> (Vec<Mark>, f32) {
    let lines = wrap(text, width, style, max_lines);
    let tops = (0_u16..).map(|i| top_left[1] + f32::from(i) * style.row());
    let marks: Vec<Mark> = lines.iter().zip(tops).map(|(text, y)| line(text, [top_left[0], y], width, style)).collect();
    let below = top_left[1] + marks.len() as f32 * style.row();
    (marks, below)
}

/// `text` in lines no wider than `width`, broken between words, in a word only where it alone is too wide. What does
/// not fit into `max_lines` is cut off with an ellipsis.
pub fn wrap(text: &str, width: f32, style: Style, max_lines: usize) -> Vec<String> {
    let text = font::printable(text);
    let measure = |text: &str| style.width(text);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let joined = lines.last().map(|line| format!("{line} {word}")).filter(|line| measure(line) <= width);
        match (joined, lines.last_mut()) {
            (Some(joined), Some(last)) => *last = joined,
            _ => lines.extend(pieces(word, width, &measure)),
        }
    }
    if lines.len() > max_lines {
        let rest = lines.split_off(max_lines.saturating_sub(1)).join(" ");
        lines.push(Fonts::bundled().ellipsis(&rest, style.size, style.weight, width).0);
    }
    lines
}

/// A word, cut into pieces no wider than `width`.
fn pieces(word: &str, width: f32, measure: &dyn Fn(&str) -> f32) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in word.chars() {
        let fits = pieces.last().is_some_and(|piece| piece.is_empty() || measure(&format!("{piece}{c}")) <= width);
        if !fits {
            pieces.push(String::new());
        }
        pieces.last_mut().into_iter().for_each(|piece| piece.push(c));
    }
    pieces
}

/// Moves a mark by `by`.
pub fn shift(mark: &mut Mark, by: Point) {
    let moved = |p: &mut Point| *p = [p[0] + by[0], p[1] + by[1]];
    match mark {
        Mark::Circle { center, .. } => moved(center),
        Mark::Polygon { points, .. } | Mark::Path { points, .. } => points.iter_mut().for_each(moved),
        Mark::Rect { min, max, .. } => [min, max].into_iter().for_each(moved),
        Mark::Text { baseline_left, .. } => moved(baseline_left),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    const STYLE: Style = Style { size: 10.0, weight: Weight::Regular, color: [0, 0, 0, 255] };

    #[test]
    fn lines_break_between_words_and_fit() {
        let text = "KT는 마이크로소프트와 손잡고 앞으로 5년간 인공지능과 클라우드에 투자한다.";
        let lines = wrap(text, 120.0, STYLE, 9);
        assert_eq!(lines.join(" "), text);
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| Fonts::bundled().width(line, 10.0, Weight::Regular) <= 120.0));
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let lines = wrap(&"동맹 ".repeat(100), 60.0, STYLE, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'), "{lines:?}");
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        let word = "https://example.com/".repeat(5);
        let lines = wrap(&word, 80.0, STYLE, 99);
        assert_eq!(lines.concat(), word);
        assert!(wrap("", 80.0, STYLE, 3).is_empty());
    }
}
