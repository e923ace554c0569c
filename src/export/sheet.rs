//! How large a picture is: in points, or as a sheet of paper or a slide.

use std::str::FromStr;

/// Points an inch of a network on paper: its labels are then set in about 8 points of type.
pub const POINTS_PER_INCH_OF_PAPER: f32 = 120.0;

/// How large a picture is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sheet {
    /// Width and height in points.
    Screen([f32; 2]),
    /// Width and height of paper or a slide, in inches.
    Paper([f32; 2]),
}

/// Paper and slides: name, width and height in millimetres.
const PAPERS: [(&str, [f32; 2]); 5] = [
    ("A2", [420.0, 594.0]),
    ("A3", [297.0, 420.0]),
    ("A4", [210.0, 297.0]),
    ("A5", [148.0, 210.0]),
    ("16:9", [254.0, 142.875]),
];
const MILLIMETRES_PER_INCH: f32 = 25.4;

impl Sheet {
    /// Width and height in points, of which so many make an inch of paper.
    pub fn points(self, points_per_inch: f32) -> [f32; 2] {
        match self {
            Self::Screen(points) => points,
            Self::Paper(inches) => inches.map(|side| (side * points_per_inch).round()),
        }
    }
}

/// `1600x1000`, `A4`, `a4-landscape`, `16:9`.
impl FromStr for Sheet {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let side = |word: &str| word.parse::<u16>().ok().filter(|side| (64..=32_768).contains(side)).map(f32::from);
        let sides = || text.split_once(['x', 'X', '×']).and_then(|(w, h)| Some([side(w)?, side(h)?]));
        let lower = text.to_ascii_lowercase();
        let (name, is_landscape) =
            lower.strip_suffix("-landscape").map_or((lower.as_str(), false), |name| (name, true));
        let paper = PAPERS.iter().find(|(paper, _)| paper.eq_ignore_ascii_case(name)).map(|(_, [w, h])| {
            let sides = if is_landscape { [w.max(*h), w.min(*h)] } else { [*w, *h] };
            Self::Paper(sides.map(|side| side / MILLIMETRES_PER_INCH))
        });
        let wanted = "a size like 1600x1000 (each side 64 to 32768), A2 to A5, A4-landscape or 16:9 is needed";
        paper.or_else(|| sides().map(Self::Screen)).ok_or_else(|| wanted.into())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_points_or_paper() {
        let size = |text: &str| text.parse::<Sheet>().unwrap().points(96.0);
        assert_eq!(size("1600x1000"), [1600.0, 1000.0]);
        assert_eq!(size("A4"), [794.0, 1123.0]);
        assert_eq!(size("a4-landscape"), [1123.0, 794.0]);
        assert_eq!(size("16:9"), [960.0, 540.0]);
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["1600", "x", "-5x10", "1600x1000x2", "63x100", "99999x100", "A9", "landscape", ""] {
            assert!(text.parse::<Sheet>().is_err(), "{text}");
        }
    }
}
