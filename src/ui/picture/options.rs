//! How a picture is made: what it shows, how large, in which colours and format. Remembered between starts, but for
//! typed title and notes.

use crate::{
    export::{
        picture::{Content, Format, Letters, Measures},
        sheet::Sheet,
    },
    ui::state::ThemeChoice,
};
use serde::{Deserialize, Serialize};

/// How a picture is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PictureOptions {
    /// What it shows.
    pub subject: Subject,
    /// The kind of file.
    pub format: Format,
    /// How large it is.
    pub size: Size,
    /// Pixels a point for [`Size::Screen`]: 1 to 8.
    pub scale: u8,
    /// Width and height for [`Size::Pixels`].
    pub pixels: [u16; 2],
    /// Pixels an inch for paper and slides.
    pub dpi: u16,
    /// How paper lies.
    pub turn: Turn,
    /// Light or dark.
    pub colours: ThemeChoice,
    /// On paper, or to be seen through.
    pub ground: Ground,
    /// Letters of an SVG.
    pub letters: Letters,
    /// Whether title, legend and notes are printed.
    pub caption: CaptionChoice,
    /// Typed in instead of the usual title.
    #[serde(skip)]
    pub title: Option<String>,
    /// Typed in instead of the usual notes, one a line.
    #[serde(skip)]
    pub notes: Option<String>,
}

/// What a picture shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// The part of the network that is on the screen.
    #[default]
    View,
    /// All of the network that passes the filter.
    Network,
    /// What is selected, and its neighbours.
    Selection,
    /// A page about the selected organisation.
    Profile,
    /// A page with the table of deals.
    Deals,
}

/// How large a picture is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Size {
    /// As large as the network on the screen, times the scale.
    #[default]
    Screen,
    /// So many pixels.
    Pixels,
    /// 148 × 210 mm.
    A5,
    /// 210 × 297 mm.
    A4,
    /// 297 × 420 mm.
    A3,
    /// 420 × 594 mm.
    A2,
    /// A slide, 16 to 9.
    Slide,
}

/// How paper lies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Turn {
    /// Wider than high.
    #[default]
    Landscape,
    /// Higher than wide.
    Portrait,
}

/// What stands behind a picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ground {
    /// The theme's paper.
    #[default]
    Paper,
    /// Nothing: what lies under the picture is seen.
    Clear,
}

/// Whether title, legend and notes are printed with a picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaptionChoice {
    /// Printed.
    #[default]
    Printed,
    /// Left out.
    LeftOut,
}

/// The area in points as which a picture of given pixels is composed, so that its text is legible at any size.
const COMPOSED_AREA: f32 = 1600.0 * 1000.0;
/// The fewest pixels a point: smaller pictures get smaller text rather than less room.
const MIN_SCALE: f32 = 0.5;

impl Default for PictureOptions {
    fn default() -> Self {
        Self {
            subject: Subject::default(),
            format: Format::default(),
            size: Size::default(),
            scale: 2,
            pixels: [1920, 1080],
            dpi: 300,
            turn: Turn::default(),
            colours: ThemeChoice::Light,
            ground: Ground::default(),
            letters: Letters::default(),
            caption: CaptionChoice::default(),
            title: None,
            notes: None,
        }
    }
}

impl Subject {
    /// In the order of the dialog.
    pub const ALL: [Self; 5] = [Self::View, Self::Network, Self::Selection, Self::Profile, Self::Deals];

    /// Whether it is the network or a page.
    pub fn content(self) -> Content {
        match self {
            Self::View | Self::Network | Self::Selection => Content::Network,
            Self::Profile | Self::Deals => Content::Page,
        }
    }
}

impl Size {
    /// In the order of the dialog.
    pub const ALL: [Self; 7] = [Self::Screen, Self::Pixels, Self::A5, Self::A4, Self::A3, Self::A2, Self::Slide];

    /// The name of paper or a slide; nothing for the screen and for pixels.
    pub fn paper(self) -> Option<&'static str> {
        match self {
            Self::Screen | Self::Pixels => None,
            Self::A5 => Some("A5"),
            Self::A4 => Some("A4"),
            Self::A3 => Some("A3"),
            Self::A2 => Some("A2"),
            Self::Slide => Some("16:9"),
        }
    }
}

impl PictureOptions {
    /// The size that counts: a page does not take that of the screen.
    pub fn effective_size(&self) -> Size {
        match (self.subject.content(), self.size) {
            (Content::Page, Size::Screen) => Size::A4,
            (_, size) => size,
        }
    }

    /// The measures, where the network's view on the screen has the size `view` in points.
    pub fn measures(&self, view: [f32; 2]) -> Measures {
        let (content, size) = (self.subject.content(), self.effective_size());
        if size == Size::Pixels {
            let pixels = self.pixels.map(f32::from);
            let scale = (pixels[0] * pixels[1] / COMPOSED_AREA).sqrt().max(MIN_SCALE);
            return Measures::at_scale(Sheet::Screen(pixels.map(|side| side / scale)), content, scale);
        }
        match self.sheet() {
            Some(sheet) => Measures::at_resolution(sheet, content, self.dpi.into()),
            None => Measures::at_scale(Sheet::Screen(view), content, self.scale.into()),
        }
    }

    fn sheet(&self) -> Option<Sheet> {
        let size = self.effective_size();
        let turn = if self.turn == Turn::Landscape && size != Size::Slide { "-landscape" } else { "" };
        format!("{}{turn}", size.paper()?).parse().ok()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::export::png::pixels;

    fn pixels_of(options: &PictureOptions) -> [u32; 2] {
        let measures = options.measures([800.0, 600.0]);
        pixels(measures.size, measures.scale).unwrap()
    }

    #[test]
    fn asked_for_pixels_are_met() {
        for asked in [[1920, 1080], [64, 64], [5120, 3201], [12_000, 333]] {
            let options = PictureOptions { size: Size::Pixels, pixels: asked, ..PictureOptions::default() };
            assert_eq!(pixels_of(&options), asked.map(u32::from));
        }
    }

    #[test]
    fn paper_has_its_resolution_and_the_screen_its_scale() {
        let a4 = PictureOptions { size: Size::A4, dpi: 100, ..PictureOptions::default() };
        assert_eq!(pixels_of(&a4), [1169, 827]);
        assert_eq!(pixels_of(&PictureOptions { turn: Turn::Portrait, ..a4.clone() }), [827, 1169]);
        assert_eq!(pixels_of(&PictureOptions { size: Size::Slide, ..a4 }), [1000, 562]);
        assert_eq!(pixels_of(&PictureOptions { scale: 8, ..PictureOptions::default() }), [6400, 4800]);
    }

    #[test]
    fn a_page_has_paper() {
        let page = PictureOptions { subject: Subject::Profile, ..PictureOptions::default() };
        assert_eq!(page.effective_size(), Size::A4);
    }
}
