//! Marks as pixels, without a graphics card: lines, discs and convex polygons with smooth rims, in bands of rows that
//! all cores share. Far faster for thousands of marks than triangles drawn by a software renderer.

use crate::{
    layout::Point,
    scene::{Mark, Rgba, Stroke},
};
use egui::{Color32, ColorImage};
use rayon::prelude::*;

/// The part of the plane that an image shows, and how fine.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// Upper left corner, points.
    pub min: Point,
    /// Width and height, points.
    pub size: [f32; 2],
    /// Pixels a point.
    pub scale: f32,
}

impl Frame {
    /// Width and height in pixels, at least 1.
    pub fn pixels(&self) -> [usize; 2] {
        self.size.map(|points| (points * self.scale).round().max(1.0) as usize)
    }
}

/// Draws marks, bottom first, on paper. Text and boxes are left out. O(marks · bands + pixels touched).
pub fn image(marks: &[&Mark], paper: Rgba, frame: Frame) -> ColorImage {
    let [width, height] = frame.pixels();
    let mut pixels = vec![Color32::from_rgb(paper[0], paper[1], paper[2]); width * height];
    let n_rows = height.div_ceil(2 * rayon::current_num_threads().max(1));
    pixels.par_chunks_mut(n_rows * width).enumerate().for_each(|(i, pixels)| {
        let mut band = Band { height: pixels.len() / width, pixels, width, top: (i * n_rows) as f32, frame };
        marks.iter().for_each(|mark| band.mark(mark));
    });
    ColorImage::new([width, height], pixels)
}

/// Some rows of the image. Its own coordinates are pixels from its upper left corner.
struct Band<'p> {
    pixels: &'p mut [Color32],
    width: usize,
    height: usize,
    /// Its first row in the image.
    top: f32,
    frame: Frame,
}

impl Band<'_> {
    fn at(&self, p: Point) -> Point {
        let Frame { min, scale, .. } = self.frame;
        [(p[0] - min[0]) * scale, (p[1] - min[1]) * scale - self.top]
    }

    fn mark(&mut self, mark: &Mark) {
        let scale = self.frame.scale;
        match mark {
            Mark::Circle { center, radius, fill, stroke } => {
                let (center, radius) = (self.at(*center), radius * scale);
                self.disc(center, radius, Ink::new(*fill));
                if let Some(stroke) = stroke {
                    self.ring(center, radius, stroke.width * scale, Ink::new(stroke.color));
                }
            }
            Mark::Polygon { points, fill, stroke } => {
                let corners: Vec<Point> = points.iter().map(|p| self.at(*p)).collect();
                self.polygon(&corners, Ink::new(*fill));
                if let Some(stroke) = stroke {
                    let sides = corners.iter().zip(corners.iter().cycle().skip(1));
                    sides.for_each(|(a, b)| self.line(*a, *b, stroke.width * scale, Ink::new(stroke.color)));
                }
            }
            Mark::Path { points, stroke } => {
                for (a, b) in points.iter().zip(points.iter().skip(1)) {
                    self.stroke(self.at(*a), self.at(*b), stroke);
                }
            }
            Mark::Rect { .. } | Mark::Text { .. } => {}
        }
    }

    /// A straight line, in dashes if it is dashed.
    fn stroke(&mut self, a: Point, b: Point, stroke: &Stroke) {
        let (width, ink) = (stroke.width * self.frame.scale, Ink::new(stroke.color));
        let Some(dash) = stroke.dash.map(|lengths| lengths.map(|length| length * self.frame.scale)) else {
            self.line(a, b, width, ink);
            return;
        };
        let length = (b[0] - a[0]).hypot(b[1] - a[1]);
        let along = |at: f32| [0, 1].map(|i| a[i] + (b[i] - a[i]) * (at / length).min(1.0));
        let period = (dash[0] + dash[1]).max(1.0);
        for i in 0..(length / period).ceil().min(4096.0) as usize {
            let start = i as f32 * period;
            self.line(along(start), along(start + dash[0]), width, ink);
        }
    }

    /// A line with butt ends. Walks along its longer axis; across it, each pixel is covered as far as the line reaches.
    fn line(&mut self, a: Point, b: Point, width: f32, ink: Ink) {
        let major = usize::from((b[1] - a[1]).abs() > (b[0] - a[0]).abs());
        let minor = 1 - major;
        let (a, b) = if a[major] <= b[major] { (a, b) } else { (b, a) };
        let length = b[major] - a[major];
        if length.is_nan() || length <= 0.0 {
            return;
        }
        let slope = (b[minor] - a[minor]) / length;
        let half = 0.5 * width * (1.0 + slope * slope).sqrt();
        let limits = [self.width as f32, self.height as f32];
        let (mut start, mut end) = (a[major].max(0.0), b[major].min(limits[major]));
        if slope.abs() > 1e-6 {
            // Only where the line is within the band.
            let reach = [-half, limits[minor] + half].map(|edge| a[major] + (edge - a[minor]) / slope);
            start = start.max(reach[0].min(reach[1]));
            end = end.min(reach[0].max(reach[1]));
        } else if a[minor] < -half || a[minor] > limits[minor] + half {
            return;
        }
        let strides = if major == 0 { [1, self.width] } else { [self.width, 1] };
        let mut at = start.floor();
        while at < end {
            let share = (at + 1.0).min(b[major]) - at.max(a[major]);
            let middle = a[minor] + (at + 0.5 - a[major]) * slope;
            let (low, high) = ((middle - half).max(0.0), (middle + half).min(limits[minor]));
            let column = at as usize * strides[0];
            let mut across = low.floor();
            while across < high {
                let covered = (across + 1.0).min(high) - across.max(low);
                self.blend(column + across as usize * strides[1], ink, covered * share);
                across += 1.0;
            }
            at += 1.0;
        }
    }

    fn disc(&mut self, center: Point, radius: f32, ink: Ink) {
        self.rows(center, radius + 0.5, |band, row, [x0, x1], dy| {
            let solid = half_chord(radius - 0.5, dy).map(|half| [center[0] - half, center[0] + half]);
            let covered = |x: f32| radius + 0.5 - (x - center[0]).hypot(dy);
            band.span(row, [x0, x1], solid, ink, covered);
        });
    }

    fn ring(&mut self, center: Point, radius: f32, width: f32, ink: Ink) {
        let (inner, outer) = (radius - width / 2.0, radius + width / 2.0);
        self.rows(center, outer + 0.5, |band, row, [x0, x1], dy| {
            let covered = |x: f32| {
                let distance = (x - center[0]).hypot(dy);
                (outer + 0.5 - distance).clamp(0.0, 1.0) - (inner + 0.5 - distance).clamp(0.0, 1.0)
            };
            match half_chord(inner - 0.5, dy) {
                Some(hole) => {
                    band.span(row, [x0, center[0] - hole], None, ink, covered);
                    band.span(row, [center[0] + hole, x1], None, ink, covered);
                }
                None => band.span(row, [x0, x1], None, ink, covered),
            }
        });
    }

    /// Calls `draw` for each row that a disc of that radius touches: row, first and last x, distance of the row.
    fn rows(&mut self, center: Point, radius: f32, draw: impl Fn(&mut Self, usize, [f32; 2], f32)) {
        if !(center[0] + radius >= 0.0 && center[0] - radius <= self.width as f32) {
            return;
        }
        let first = (center[1] - radius).floor().max(0.0) as usize;
        let last = (center[1] + radius).ceil().clamp(0.0, self.height as f32) as usize;
        for row in first..last {
            let dy = row as f32 + 0.5 - center[1];
            if let Some(half) = half_chord(radius, dy) {
                draw(self, row, [center[0] - half, center[0] + half], dy);
            }
        }
    }

    /// A convex polygon, whichever way its corners go around.
    fn polygon(&mut self, corners: &[Point], ink: Ink) {
        let sides = corners.iter().zip(corners.iter().cycle().skip(1));
        let area: f32 = sides.clone().map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum();
        // Each side as a half plane: x·n + c is the distance inwards.
        let planes: Vec<[f32; 3]> = sides
            .filter_map(|(a, b)| {
                let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
                let length = dx.hypot(dy) * area.signum();
                (length.abs() > 1e-6).then(|| [-dy / length, dx / length, (dy * a[0] - dx * a[1]) / length])
            })
            .collect();
        let ys = corners.iter().map(|p| p[1]);
        let first = ys.clone().fold(f32::INFINITY, f32::min).floor().max(0.0) as usize;
        let last = ys.fold(f32::NEG_INFINITY, f32::max).ceil().clamp(0.0, self.height as f32) as usize;
        for row in first..last {
            let y = row as f32 + 0.5;
            let touched = within(&planes, y, -0.5, self.width as f32);
            let Some(touched) = touched else { continue };
            let covered = |x: f32| planes.iter().map(|[nx, ny, c]| nx * x + ny * y + c + 0.5).fold(1.0, f32::min);
            self.span(row, touched, within(&planes, y, 0.5, self.width as f32), ink, covered);
        }
    }

    /// Pixels of a row from `x0` to `x1`; those within `solid` are covered wholly.
    fn span(
        &mut self,
        row: usize,
        [x0, x1]: [f32; 2],
        solid: Option<[f32; 2]>,
        ink: Ink,
        covered: impl Fn(f32) -> f32,
    ) {
        let width = self.width as f32;
        let (first, last) = (x0.floor().clamp(0.0, width) as usize, x1.ceil().clamp(0.0, width) as usize);
        let solid = solid.map_or(last..last, |[s0, s1]| {
            // Pixels whose middle lies within.
            let first_solid = ((s0 + 0.5).floor().max(0.0) as usize).clamp(first, last);
            first_solid..((s1 + 0.5).floor().max(0.0) as usize).clamp(first_solid, last)
        });
        let row = row * self.width;
        for x in (first..solid.start).chain(solid.end..last) {
            self.blend(row + x, ink, covered(x as f32 + 0.5));
        }
        for x in solid {
            self.blend(row + x, ink, 1.0);
        }
    }

    fn blend(&mut self, index: usize, ink: Ink, covered: f32) {
        let covered = (covered * 256.0) as u32;
        if covered > 0
            && let Some(pixel) = self.pixels.get_mut(index)
        {
            *pixel = ink.over(*pixel, covered.min(256));
        }
    }
}

/// Half the length of a chord at that distance from the middle of a circle, if there is one.
fn half_chord(radius: f32, distance: f32) -> Option<f32> {
    (radius > distance.abs()).then(|| (radius * radius - distance * distance).sqrt())
}

/// The part of a row, between 0 and `width`, that lies at least `depth` within all half planes.
fn within(planes: &[[f32; 3]], y: f32, depth: f32, width: f32) -> Option<[f32; 2]> {
    let mut range = [0.0, width];
    for [nx, ny, c] in planes {
        let rest = depth - ny * y - c;
        if nx.abs() < 1e-6 {
            if rest > 0.0 {
                return None;
            }
        } else if *nx > 0.0 {
            range[0] = f32::max(range[0], rest / nx);
        } else {
            range[1] = f32::min(range[1], rest / nx);
        }
    }
    (range[0] < range[1]).then_some(range)
}

/// A colour, multiplied by its alpha.
#[derive(Clone, Copy)]
struct Ink {
    rgb: [u32; 3],
    alpha: u32,
}

impl Ink {
    fn new([r, g, b, a]: Rgba) -> Self {
        let alpha = u32::from(a);
        Self { rgb: [r, g, b].map(|channel| u32::from(channel) * alpha / 255), alpha }
    }

    /// This ink over `covered` of 256 of opaque paper.
    fn over(self, paper: Color32, covered: u32) -> Color32 {
        let rest = 256 - (self.alpha * covered >> 8);
        let below = paper.to_array();
        let mix = |i: usize| ((self.rgb[i] * covered + u32::from(below[i]) * rest) >> 8) as u8;
        Color32::from_rgb(mix(0), mix(1), mix(2))
    }
}
