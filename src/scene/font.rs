//! The bundled fonts: their bytes, how wide a text is, and which font draws which of its characters.
//!
//! Widths are advances plus the fonts' own kerning between ASCII characters, as egui and resvg lay them out.
//! Contextual forms (`->` as one arrow, `3x4` with a multiplication sign) are not measured.

use std::{collections::BTreeSet, sync::OnceLock};
use ttf_parser::{Face, GlyphId, Tag, gpos::PairAdjustment, gpos::PositioningSubtable};

/// Which cut of the typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Body.
    Regular,
    /// Names of large nodes, titles.
    SemiBold,
}

/// Pretendard Regular, OpenType.
pub const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Pretendard-Regular.otf");
/// Pretendard SemiBold, OpenType.
pub const SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/Pretendard-SemiBold.otf");
/// Noto Sans KR without Hangul syllables: Hanja, symbols, jamo.
pub const FALLBACK: &[u8] = include_bytes!("../../assets/fonts/NotoSansKR-Fallback.otf");

/// How far ink rises above the baseline, in em; measured from Pretendard's 한.
pub const ASCENT: f32 = 0.80;
/// How far ink falls below the baseline, in em; measured from Pretendard's g.
pub const DESCENT: f32 = 0.21;
/// The middle of a Hangul syllable above the baseline, in em: text centred on it looks centred.
pub const MIDDLE: f32 = 0.36;

/// Which family draws a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// The typeface of the interface.
    Pretendard,
    /// The fallback.
    Noto,
}

/// A part of a line that one font draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Run<'t> {
    /// Its font.
    pub family: Family,
    /// Where it starts, in points from the start of the line.
    pub x: f32,
    /// Its characters.
    pub text: &'t str,
}

/// Parsed fonts, for measuring.
pub struct Fonts {
    regular: Option<Measure>,
    semibold: Option<Measure>,
    fallback: Option<Measure>,
}

impl Fonts {
    /// Parses the bundled fonts; some microseconds, they are not copied.
    pub fn load() -> Self {
        Self {
            regular: Measure::parse(REGULAR),
            semibold: Measure::parse(SEMIBOLD),
            fallback: Measure::parse(FALLBACK),
        }
    }

    /// The same fonts for everyone, parsed on first use.
    pub fn bundled() -> &'static Self {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(Self::load)
    }

    /// Width of one line in points at `size` points.
    pub fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        let mut pen = Pen::default();
        text.chars().map(|c| self.advance(&mut pen, c, weight).1).sum::<f32>() * size
    }

    /// `text` cut into runs of one font each, in order. O(characters).
    pub fn runs<'t>(&self, text: &'t str, size: f32, weight: Weight) -> Vec<Run<'t>> {
        let mut runs: Vec<Run<'t>> = Vec::new();
        let (mut pen, mut x, mut start) = (Pen::default(), 0.0, 0);
        for (at, c) in text.char_indices() {
            let (family, advance) = self.advance(&mut pen, c, weight);
            match runs.last_mut() {
                Some(run) if run.family == family => run.text = text.get(start..at + c.len_utf8()).unwrap_or_default(),
                _ => {
                    start = at;
                    runs.push(Run { family, x: x * size, text: text.get(at..at + c.len_utf8()).unwrap_or_default() });
                }
            }
            x += advance;
        }
        runs
    }

    /// True if one of the fonts has a glyph for `c`.
    pub fn has(&self, c: char) -> bool {
        [&self.regular, &self.fallback].into_iter().flatten().any(|font| font.face.glyph_index(c).is_some())
    }

    /// `text` as it fits into `max_width` points, whole or its beginning and an ellipsis; and its width.
    pub fn ellipsis(&self, text: &str, size: f32, weight: Weight, max_width: f32) -> (String, f32) {
        let width = self.width(text, size, weight);
        if width <= max_width {
            return (text.to_owned(), width);
        }
        let room = max_width - self.width("…", size, weight);
        let (mut pen, mut used) = (Pen::default(), 0.0);
        let kept: String = text
            .chars()
            .take_while(|&c| {
                used += self.advance(&mut pen, c, weight).1 * size;
                used <= room
            })
            .collect();
        let short = format!("{}…", kept.trim_end());
        let width = self.width(&short, size, weight);
        (short, width)
    }

    /// The font of the next character and how far it moves the pen, in em.
    fn advance(&self, pen: &mut Pen, c: char, weight: Weight) -> (Family, f32) {
        let main = match weight {
            Weight::Regular => self.regular.as_ref(),
            Weight::SemiBold => self.semibold.as_ref(),
        };
        let find = |font: Option<&Measure>| font.and_then(|f| f.face.glyph_index(c));
        let (family, font, glyph) = match find(main) {
            Some(glyph) => (Family::Pretendard, main, glyph),
            None => match find(self.fallback.as_ref()) {
                Some(glyph) => (Family::Noto, self.fallback.as_ref(), glyph),
                None => (Family::Pretendard, main, GlyphId(0)),
            },
        };
        let Some(font) = font else { return (family, 1.0) };
        let mut units = f32::from(font.face.glyph_hor_advance(glyph).unwrap_or(0));
        // Only ASCII pairs are looked up: Hangul is not kerned, and there are 11,172 syllables of it.
        let ascii = c.is_ascii() && family == Family::Pretendard;
        if let (Some(left), true) = (pen.ascii, ascii) {
            units += f32::from(font.kern(left, glyph));
        }
        pen.ascii = ascii.then_some(glyph);
        (family, units / f32::from(font.face.units_per_em()))
    }
}

/// `text` as one line that can be drawn: control characters and line breaks become spaces; invisible marks of format
/// (byte order, joiners, direction) go.
pub fn printable(text: &str) -> String {
    let is_format = |c: char| {
        matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
    };
    text.chars().filter(|&c| !is_format(c)).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// What the next advance depends on: the glyph before, if it can be kerned.
#[derive(Default)]
struct Pen {
    ascii: Option<GlyphId>,
}

struct Measure {
    face: Face<'static>,
    /// The subtables of each kerning lookup.
    kerning: Vec<Vec<PairAdjustment<'static>>>,
}

impl Measure {
    fn parse(data: &'static [u8]) -> Option<Self> {
        let face = Face::parse(data, 0).ok()?;
        let mut kerning = Vec::new();
        if let Some(gpos) = face.tables().gpos {
            let features = gpos.features.into_iter().filter(|f| f.tag == Tag::from_bytes(b"kern"));
            let lookups: BTreeSet<u16> = features.flat_map(|f| f.lookup_indices).collect();
            for lookup in lookups.into_iter().filter_map(|i| gpos.lookups.get(i)) {
                let pairs = lookup.subtables.into_iter::<PositioningSubtable>().filter_map(|table| match table {
                    PositioningSubtable::Pair(pair) => Some(pair),
                    _ => None,
                });
                kerning.push(pairs.collect());
            }
        }
        Some(Self { face, kerning })
    }

    /// Kerning between two glyphs in font units: all lookups apply, in each the first subtable that knows the pair.
    fn kern(&self, left: GlyphId, right: GlyphId) -> i16 {
        self.kerning.iter().filter_map(|lookup| lookup.iter().find_map(|pair| advance_between(pair, left, right))).sum()
    }
}

fn advance_between(pair: &PairAdjustment, left: GlyphId, right: GlyphId) -> Option<i16> {
    let (first, _) = match pair {
        PairAdjustment::Format1 { coverage, sets } => sets.get(coverage.get(left)?)?.get(right)?,
        PairAdjustment::Format2 { coverage, classes, matrix } => {
            coverage.get(left)?;
            matrix.get((classes.0.get(left), classes.1.get(right)))?
        }
    };
    Some(first.x_advance)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use Weight::{Regular, SemiBold};

    /// Widths in em as HarfBuzz lays them out (uharfbuzz, bundled fonts).
    #[test]
    fn widths_are_those_of_a_shaper() {
        let fonts = Fonts::bundled();
        for (text, regular, semibold) in [
            ("SK텔레콤", 3.821, 3.864),
            ("LG유플러스", 4.671, 4.695),
            ("글로벌 텔코 AI 얼라이언스", 10.285, 10.307),
            ("AWS", 2.111, 2.216),
            ("AT&T", 2.306, 2.418),
            ("Tata Telecom", 5.989, 6.190),
            ("이앤(e&)그룹", 5.290, 5.401),
            ("MOU · 2024-06-19", 8.546, 8.792),
            ("1,000만달러", 5.010, 5.179),
        ] {
            for (weight, expected) in [(Regular, regular), (SemiBold, semibold)] {
                let width = fonts.width(text, 1.0, weight);
                assert!((width / expected - 1.0).abs() < 0.005, "{text}: {width} instead of {expected}");
            }
        }
    }

    #[test]
    fn every_character_of_a_headline_has_a_glyph() {
        let text = "韓美日中, ㈜카카오 △네이버 ▲KT ○SK ●LG ◇△ ①② ㎡ ㎿ ℃ ‘인용’ “말” … · ~ → ↑ 「책」 『글』 〈표〉 e& ₩ € £ ½ ㄱㅏ Ⅱ Ω µ ☎ ※ ★ □ ■ ◆ ▷ 靑 與 野 株 前 社 新 大";
        for c in text.chars() {
            assert!(Fonts::bundled().has(c), "no glyph for {c}");
        }
    }

    #[test]
    fn runs_split_where_the_font_changes() {
        let fonts = Fonts::bundled();
        let runs = fonts.runs("韓 AI동맹 美", 10.0, SemiBold);
        let parts: Vec<_> = runs.iter().map(|r| (r.family, r.text)).collect();
        assert_eq!(parts, [(Family::Noto, "韓"), (Family::Pretendard, " AI동맹 "), (Family::Noto, "美")]);
        assert!((runs[1].x - 10.0).abs() < 0.5, "Hanja are one em wide: {}", runs[1].x);
    }

    #[test]
    fn runs_tile_the_text() {
        let text = "㈜AT&T 韓電과 △e& “合從”";
        let joined: String = Fonts::bundled().runs(text, 13.0, Regular).iter().map(|r| r.text).collect();
        assert_eq!(joined, text);
    }

    #[test]
    fn printable_text_is_one_visible_line() {
        assert_eq!(printable("\u{FEFF}SK\n텔레콤\u{200B}\t\u{1}"), "SK 텔레콤  ");
    }

    #[test]
    fn long_names_end_in_an_ellipsis() {
        let fonts = Fonts::bundled();
        let (short, width) = fonts.ellipsis("한국전자통신연구원 인공지능컴퓨팅연구소 사업단", 13.0, Regular, 100.0);
        assert!(short.ends_with('…') && width <= 100.0, "{short}");
        assert_eq!(width, fonts.width(&short, 13.0, Regular));
        assert_eq!(fonts.ellipsis("KT", 13.0, Regular, 100.0).0, "KT");
    }
}
