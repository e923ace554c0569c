//! A scene as an SVG document with real text.
//!
//! A text is written in runs of one font each, at measured places: renderers that set a whole text in the fallback
//! font when one glyph is missing (resvg does) then draw what was measured.

use super::xml;
use crate::scene::{
    HALO_WIDTH, Mark, Rgba, Scene, Stroke,
    font::{Family, Fonts, Weight},
};
use std::fmt::Write;

/// The SVG text of `scene`; its user unit is the scene's point. Control characters are dropped, markup escaped.
/// Groups: `edges`, `nodes`, `labels`, `caption`.
pub fn svg(scene: &Scene) -> String {
    let mut out = Svg(String::with_capacity(64 * 1024));
    let [width, height] = scene.size.map(number);
    out.raw(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n"
    ));
    out.raw(format_args!("<rect width=\"{width}\" height=\"{height}\"{}/>\n", paint("fill", scene.background)));
    out.group("edges", scene.edges.iter().flat_map(|e| &e.marks));
    out.group("nodes", scene.nodes.iter().flat_map(|n| &n.marks));
    let edge_labels = scene.edge_labels.iter().flat_map(|l| &l.marks);
    out.group("labels", edge_labels.chain(scene.labels.iter().map(|l| &l.mark)));
    out.group("caption", scene.caption.iter());
    out.0.push_str("</svg>\n");
    out.0
}

struct Svg(String);

impl Svg {
    fn raw(&mut self, text: std::fmt::Arguments) {
        // Writing to a String cannot fail.
        let _ = self.0.write_fmt(text);
    }

    fn group<'m>(&mut self, id: &str, marks: impl Iterator<Item = &'m Mark>) {
        self.raw(format_args!("<g id=\"{id}\">\n"));
        marks.for_each(|m| self.mark(m));
        self.0.push_str("</g>\n");
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Circle { center, radius, fill, stroke } => {
                let ([cx, cy], r) = (center.map(number), number(*radius));
                let style = shape_style(*fill, *stroke);
                self.raw(format_args!("<circle cx=\"{cx}\" cy=\"{cy}\" r=\"{r}\"{style}/>\n"));
            }
            Mark::Polygon { points, fill, stroke } => {
                let (points, style) = (point_list(points), shape_style(*fill, *stroke));
                self.raw(format_args!("<polygon points=\"{points}\"{style} stroke-linejoin=\"round\"/>\n"));
            }
            Mark::Path { points, stroke } => {
                let (points, style) = (point_list(points), stroke_style(*stroke));
                self.raw(format_args!("<polyline points=\"{points}\" fill=\"none\"{style}/>\n"));
            }
            Mark::Rect { min, max, radius, fill, stroke } => {
                let ([x, y], rx) = (min.map(number), number(*radius));
                let [w, h] = [number(max[0] - min[0]), number(max[1] - min[1])];
                let style = shape_style(*fill, *stroke);
                self.raw(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{rx}\"{style}/>\n"));
            }
            Mark::Text { baseline_left, text, size, weight, color, halo } => {
                self.text(*baseline_left, text, *size, *weight, *color, *halo);
            }
        }
    }

    fn text(&mut self, at: [f32; 2], text: &str, size: f32, weight: Weight, color: Rgba, halo: Option<Rgba>) {
        let text = legal(text);
        let halo = halo.map_or(String::new(), |halo| {
            let width = number(HALO_WIDTH * 2.0);
            format!(
                "{} stroke-width=\"{width}\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                paint("stroke", halo)
            )
        });
        let weight_style = match weight {
            Weight::Regular => "",
            Weight::SemiBold => " font-weight=\"600\"",
        };
        let (font_size, fill) = (number(size), paint("fill", color));
        self.raw(format_args!("<text xml:space=\"preserve\" font-size=\"{font_size}\"{weight_style}{fill}{halo}>"));
        let y = number(at[1]);
        for run in Fonts::bundled().runs(&text, size, weight) {
            let family = match run.family {
                Family::Pretendard => "Pretendard, 'Noto Sans KR', sans-serif",
                Family::Noto => "'Noto Sans KR', Pretendard, sans-serif",
            };
            let (x, text) = (number(at[0] + run.x), xml::escaped(run.text));
            self.raw(format_args!("<tspan x=\"{x}\" y=\"{y}\" font-family=\"{family}\">{text}</tspan>"));
        }
        self.0.push_str("</text>\n");
    }
}

fn shape_style(fill: Rgba, stroke: Option<Stroke>) -> String {
    paint("fill", fill) + &stroke.map_or(String::new(), stroke_style)
}

fn stroke_style(stroke: Stroke) -> String {
    let mut style = format!("{} stroke-width=\"{}\"", paint("stroke", stroke.color), number(stroke.width));
    if let Some([dash, gap]) = stroke.dash.map(|d| d.map(number)) {
        let _ = write!(style, " stroke-dasharray=\"{dash} {gap}\"");
    }
    style
}

fn paint(what: &str, [r, g, b, a]: Rgba) -> String {
    match a {
        255 => format!(" {what}=\"#{r:02x}{g:02x}{b:02x}\""),
        _ => format!(" {what}=\"#{r:02x}{g:02x}{b:02x}\" {what}-opacity=\"{}\"", number(f32::from(a) / 255.0)),
    }
}

fn point_list(points: &[[f32; 2]]) -> String {
    points.iter().map(|&[x, y]| format!("{},{}", number(x), number(y))).collect::<Vec<_>>().join(" ")
}

/// Two decimals at most; what is no number is 0.
fn number(value: f32) -> String {
    let value = if value.is_finite() { value } else { 0.0 };
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".into() } else { short.into() }
}

/// Without control characters and line breaks.
fn legal(text: &str) -> String {
    text.chars().filter(|&c| !c.is_control() && xml::is_legal(c)).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use resvg::usvg::roxmltree::Document;

    fn text_mark(text: &str) -> Mark {
        Mark::Text {
            baseline_left: [10.0, 20.0],
            text: text.into(),
            size: 13.0,
            weight: Weight::SemiBold,
            color: [0, 0, 0, 255],
            halo: Some([255, 255, 255, 230]),
        }
    }

    fn scene(marks: Vec<Mark>) -> Scene {
        Scene { size: [100.0, 50.0], background: [255; 4], caption: marks, ..Scene::default() }
    }

    #[test]
    fn hostile_text_stays_text() {
        let hostile = "</text><script>alert(\"1\")</script>&amp;\u{0}\u{8}\u{1b}\n\u{FFFF}]]>";
        let svg = svg(&scene(vec![text_mark(hostile)]));
        let document = Document::parse(&svg).unwrap();
        assert!(!document.descendants().any(|n| n.has_tag_name("script")));
        let text: String = document.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect();
        assert_eq!(text.trim(), "</text><script>alert(\"1\")</script>&amp;]]>");
    }

    #[test]
    fn groups_have_their_names() {
        let svg = svg(&scene(Vec::new()));
        let document = Document::parse(&svg).unwrap();
        let ids: Vec<_> = document.descendants().filter_map(|n| n.attribute("id")).collect();
        assert_eq!(ids, ["edges", "nodes", "labels", "caption"]);
    }

    #[test]
    fn a_text_is_written_in_runs_of_one_font() {
        let svg = svg(&scene(vec![text_mark("韓 동맹")]));
        let document = Document::parse(&svg).unwrap();
        let families: Vec<_> = document.descendants().filter_map(|n| n.attribute("font-family")).collect();
        assert_eq!(families, ["'Noto Sans KR', Pretendard, sans-serif", "Pretendard, 'Noto Sans KR', sans-serif"]);
    }

    #[test]
    fn numbers_are_short_and_always_numbers() {
        assert_eq!([1.0, 0.5, -0.001, 1.234, f32::NAN].map(number), ["1", "0.5", "0", "1.23", "0"]);
    }
}
