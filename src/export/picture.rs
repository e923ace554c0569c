//! A picture as a file: its format, its measures, the scene of a network, and the bytes.

use super::{
    pdf, png,
    sheet::{POINTS_PER_INCH_OF_PAPER, Sheet},
    svg,
};
use crate::{
    Error,
    layout::Point,
    network::Network,
    resolve::Resolved,
    scene::{self, Camera, Caption, POINTS_PER_INCH, Scene, font::Fonts, theme::Theme},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, ops::ControlFlow, path::Path};

/// The formats of a picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Pixels.
    #[default]
    Png,
    /// Shapes and text, for the web and for drawing programs.
    Svg,
    /// A page, for reading and printing.
    Pdf,
}

impl Format {
    /// Every format with the end of its files' names.
    pub const ALL: &'static [(Self, &'static str)] = &[(Self::Png, "png"), (Self::Svg, "svg"), (Self::Pdf, "pdf")];

    /// The end of its files' names.
    pub fn ending(self) -> &'static str {
        Self::ALL.iter().find(|(format, _)| *format == self).map_or("", |(_, ending)| ending)
    }

    /// The format that a file of this name has, whatever the case of its letters.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.iter().find(|(_, known)| *known == ending).map(|(format, _)| *format)
    }
}

/// How letters stand in an SVG.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Letters {
    /// As text, which can be searched and changed, and needs the font.
    #[default]
    Text,
    /// As outlines, which look the same everywhere.
    Outlines,
}

/// How large a picture is, in points, on paper and in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measures {
    /// Width and height in points.
    pub size: [f32; 2],
    /// How many points are an inch.
    pub points_per_inch: f32,
    /// Pixels a point.
    pub scale: f32,
}

/// What a sheet shows: a network's labels are smaller on paper than a page's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// The network.
    Network,
    /// A page of text and pictures.
    Page,
}

impl Measures {
    /// A sheet at `dpi` pixels an inch.
    pub fn at_resolution(sheet: Sheet, content: Content, dpi: f32) -> Self {
        let points_per_inch = points_per_inch(sheet, content);
        Self { size: sheet.points(points_per_inch), points_per_inch, scale: dpi / points_per_inch }
    }

    /// A sheet at `scale` pixels a point.
    pub fn at_scale(sheet: Sheet, content: Content, scale: f32) -> Self {
        let points_per_inch = points_per_inch(sheet, content);
        Self { size: sheet.points(points_per_inch), points_per_inch, scale }
    }
}

fn points_per_inch(sheet: Sheet, content: Content) -> f32 {
    match (sheet, content) {
        (Sheet::Paper(_), Content::Network) => POINTS_PER_INCH_OF_PAPER,
        _ => POINTS_PER_INCH,
    }
}

/// A network as it leaves: without what is under the pointer.
pub struct Shown<'a> {
    /// Names and deals.
    pub resolved: &'a Resolved,
    /// What is drawn.
    pub network: &'a Network,
    /// One point a node.
    pub positions: &'a [Point],
    /// Which part is seen; all of it unless told.
    pub camera: Option<Camera>,
    /// Selected nodes; what is not their neighbour fades.
    pub selected: &'a BTreeSet<usize>,
    /// Edges of the selected paths.
    pub trail: &'a BTreeSet<usize>,
    /// Selected edge.
    pub selected_edge: Option<usize>,
    /// Selected deal.
    pub selected_deal: Option<usize>,
    /// What an edge says where there is room.
    pub edge_label: &'a dyn Fn(usize, Option<usize>) -> Option<String>,
    /// Colours.
    pub theme: &'a Theme,
    /// What size and colour of nodes say.
    pub looks: &'a scene::Looks,
    /// Width and height in points, caption included.
    pub size: [f32; 2],
    /// Printed below the network.
    pub caption: Option<Caption>,
}

impl Shown<'_> {
    /// Width and height in points that the caption leaves to the network.
    pub fn room(&self) -> [f32; 2] {
        let below = self.caption.as_ref().map_or(0.0, |c| scene::caption_height(c, self.size, Fonts::bundled()));
        [self.size[0], self.size[1] - below]
    }

    /// The picture. What a camera shows is shown as large as the room allows.
    pub fn scene(self) -> Scene {
        let room = self.room();
        let camera = match self.camera {
            Some(Camera { center, zoom, size: [w, h] }) => {
                let zoom = zoom * (room[0] / w.max(1.0)).min(room[1] / h.max(1.0));
                Camera { center, zoom, size: self.size }
            }
            None => Camera { size: self.size, ..scene::fit(self.positions, room) },
        };
        scene::build(&scene::Input {
            resolved: self.resolved,
            network: self.network,
            positions: self.positions,
            camera,
            bleed: 0.0,
            selected: self.selected,
            hovered: None,
            trail: self.trail,
            selected_edge: self.selected_edge,
            selected_deal: self.selected_deal,
            edge_label: self.edge_label,
            theme: self.theme,
            looks: self.looks,
            fonts: Fonts::bundled(),
            caption: self.caption,
        })
    }
}

/// The file of `scene`. `watch` hears how much of how much of a PNG is drawn, and may end it; then there is none.
///
/// # Errors
/// [`Error::Picture`] if the measures are no possible size.
pub fn bytes(
    scene: &Scene,
    (format, letters): (Format, Letters),
    measures: &Measures,
    title: &str,
    watch: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Option<Vec<u8>>, Error> {
    let Measures { points_per_inch, scale, .. } = *measures;
    match format {
        Format::Png => {
            let image = png::watched_image(scene, scale, watch)?;
            image.map(|image| png::encode(&image, scale * points_per_inch)).transpose()
        }
        Format::Svg if letters == Letters::Outlines => Ok(Some(svg::outlined(scene, points_per_inch)?.into_bytes())),
        Format::Svg => Ok(Some(svg::svg(scene, points_per_inch).into_bytes())),
        Format::Pdf => pdf::pdf(scene, points_per_inch, title).map(Some),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_the_format() {
        for (name, format) in [("a.PNG", Some(Format::Png)), ("네트워크.svg", Some(Format::Svg)), ("png", None)] {
            assert_eq!(Format::of(Path::new(name)), format, "{name}");
        }
    }

    #[test]
    fn a_resolution_gives_the_pixels() {
        let a4: Sheet = "A4-landscape".parse().unwrap();
        for content in [Content::Network, Content::Page] {
            let Measures { size, scale, .. } = Measures::at_resolution(a4, content, 300.0);
            let pixels = png::pixels(size, scale).unwrap();
            assert!(pixels[0].abs_diff(3508) <= 2 && pixels[1].abs_diff(2480) <= 2, "{pixels:?}");
        }
    }
}
