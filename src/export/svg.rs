//! A scene as an SVG document with real text.
//!
//! A text is written in runs of one font each, at measured places: renderers that set a whole text in the fallback
//! font when one glyph is missing (resvg does) then draw what was measured.

use super::xml;
use crate::{
    Error,
    scene::{
        HALO_WIDTH, Mark, POINTS_PER_INCH, Rgba, Scene, Stroke,
        font::{self, Family, Fonts, Weight},
    },
};
use resvg::usvg;
use std::{
    fmt::Write,
    sync::{Arc, OnceLock},
};

/// The SVG text of `scene`; its user unit is the scene's point, and so many of them are an inch. Control characters are
/// dropped, markup escaped. Groups: `hulls`, `edges`, `nodes`, `labels`, `caption`; in them one an edge, node and label, such as
/// `node-7`, by index in the network. A background of alpha 0 is not drawn.
pub fn svg(scene: &Scene, points_per_inch: f32) -> String {
    let mut out = Svg(String::with_capacity(64 * 1024));
    let [width, height] = scene.size.map(number);
    // CSS's pixel is 1/96 inch.
    let [wide, high] = scene.size.map(|side| number(side * POINTS_PER_INCH / points_per_inch));
    out.raw(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {width} {height}\">\n"
    ));
    if scene.background[3] > 0 {
        let fill = paint("fill", scene.background);
        out.raw(format_args!("<rect id=\"paper\" width=\"{width}\" height=\"{height}\"{fill}/>\n"));
    }
    if !scene.hulls.is_empty() {
        out.group("hulls", |out| {
            scene.hulls.iter().for_each(|h| out.item("hull", h.node, std::slice::from_ref(&h.mark)))
        });
    }
    out.group("edges", |out| {
        scene.edges.iter().for_each(|e| match e.deal {
            Some(deal) => out.item(&format!("edge-{}-deal", e.edge), deal, &e.marks),
            None => out.item("edge", e.edge, &e.marks),
        });
    });
    out.group("nodes", |out| scene.nodes.iter().for_each(|n| out.item("node", n.node, &n.marks)));
    out.group("labels", |out| {
        scene.edge_labels.iter().for_each(|l| out.item("edge-label", l.edge, &l.marks));
        scene.labels.iter().for_each(|l| out.item("label", l.node, std::slice::from_ref(&l.mark)));
    });
    out.group("caption", |out| scene.caption.iter().for_each(|mark| out.mark(mark)));
    out.0.push_str("</svg>\n");
    out.0
}

/// As [`svg()`], with every letter as an outline: looks the same where the fonts are missing, but is text no more.
///
/// # Errors
/// [`Error::Picture`] if the scene has no size.
pub fn outlined(scene: &Scene, points_per_inch: f32) -> Result<String, Error> {
    let options = usvg::WriteOptions { preserve_text: false, ..usvg::WriteOptions::default() };
    Ok(parsed(&svg(scene, points_per_inch))?.to_string(&options))
}

/// A scene as renderers take it, a point a unit, its text set in the bundled fonts.
pub(super) fn tree(scene: &Scene) -> Result<usvg::Tree, Error> {
    parsed(&svg(scene, POINTS_PER_INCH))
}

fn parsed(svg: &str) -> Result<usvg::Tree, Error> {
    let options = usvg::Options { fontdb: fonts(), ..usvg::Options::default() };
    usvg::Tree::from_str(svg, &options).map_err(|e| Error::Picture(e.to_string()))
}

/// The bundled fonts and no others, so that a picture looks the same everywhere.
fn fonts() -> Arc<usvg::fontdb::Database> {
    static FONTS: OnceLock<Arc<usvg::fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = usvg::fontdb::Database::new();
        for font in [font::REGULAR, font::SEMIBOLD, font::FALLBACK] {
            fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(font)));
        }
        fonts.set_sans_serif_family("Pretendard");
        Arc::new(fonts)
    };
    FONTS.get_or_init(load).clone()
}

struct Svg(String);

impl Svg {
    fn raw(&mut self, text: std::fmt::Arguments) {
        // Writing to a String cannot fail.
        let _ = self.0.write_fmt(text);
    }

    fn group(&mut self, id: &str, content: impl FnOnce(&mut Self)) {
        self.raw(format_args!("<g id=\"{id}\">\n"));
        content(self);
        self.0.push_str("</g>\n");
    }

    fn item(&mut self, sort: &str, index: usize, marks: &[Mark]) {
        self.group(&format!("{sort}-{index}"), |out| marks.iter().for_each(|mark| out.mark(mark)));
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
    use crate::scene::{Label, NodeMark};
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
        let svg = svg(&scene(vec![text_mark(hostile)]), 96.0);
        let document = Document::parse(&svg).unwrap();
        assert!(!document.descendants().any(|n| n.has_tag_name("script")));
        let text: String = document.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect();
        assert_eq!(text.trim(), "</text><script>alert(\"1\")</script>&amp;]]>");
    }

    #[test]
    fn groups_have_their_names() {
        let node = NodeMark { node: 7, center: [5.0, 5.0], radius: 3.0, marks: Vec::new() };
        let label = Label { node: 7, min: [0.0, 0.0], max: [9.0, 9.0], mark: text_mark("합종") };
        let svg = svg(&Scene { nodes: vec![node], labels: vec![label], ..scene(Vec::new()) }, 96.0);
        let document = Document::parse(&svg).unwrap();
        let ids: Vec<_> = document.descendants().filter_map(|n| n.attribute("id")).collect();
        assert_eq!(ids, ["paper", "edges", "nodes", "node-7", "labels", "label-7", "caption"]);
    }

    #[test]
    fn a_text_is_written_in_runs_of_one_font() {
        let svg = svg(&scene(vec![text_mark("韓 동맹")]), 96.0);
        let document = Document::parse(&svg).unwrap();
        let families: Vec<_> = document.descendants().filter_map(|n| n.attribute("font-family")).collect();
        assert_eq!(families, ["'Noto Sans KR', Pretendard, sans-serif", "Pretendard, 'Noto Sans KR', sans-serif"]);
    }

    #[test]
    fn numbers_are_short_and_always_numbers() {
        assert_eq!([1.0, 0.5, -0.001, 1.234, f32::NAN].map(number), ["1", "0.5", "0", "1.23", "0"]);
    }
}
