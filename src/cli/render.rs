//! `hapjong render`: the network as a picture, without a display.

use super::view::{View, ViewArgs, find, positions};
use crate::{
    Error,
    export::{
        caption::{About, caption},
        file, png,
    },
    layout,
    pipeline::Derived,
    scene::{self, Camera, Caption, font::Fonts, theme::Theme},
    strings::Language,
};
use clap::{Args, ValueEnum};
use std::{collections::BTreeSet, path::PathBuf};

/// Most pixels of a picture: about 1 GB of memory while it is drawn.
const MAX_PIXELS: u64 = 200_000_000;

/// What `render` takes.
#[derive(Args)]
pub struct RenderArgs {
    #[command(flatten)]
    pub(super) view: ViewArgs,
    /// Picture to write
    #[arg(short, long, value_name = "FILE.png")]
    output: PathBuf,
    /// Width and height in points
    #[arg(long, value_name = "WxH", default_value = "1600x1000", value_parser = size)]
    size: [u32; 2],
    /// Pixels a point: the file is W×N by H×N pixels
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=16))]
    scale: u32,
    /// Select the organisation of this name or alias; what is not its neighbour fades
    #[arg(long, value_name = "NAME")]
    select: Option<String>,
    /// Colours
    #[arg(long, value_enum, default_value_t = Colours::Light)]
    theme: Colours,
}

/// The themes of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colours {
    Light,
    Dark,
}

/// Reads, derives, lays out and writes the picture.
pub fn render(args: &RenderArgs) -> Result<(), Error> {
    let n_pixels = args.size.iter().map(|&side| u64::from(side) * u64::from(args.scale)).product::<u64>();
    if n_pixels > MAX_PIXELS {
        return Err(Error::Usage(format!("a picture of {n_pixels} pixels is too large; at most {MAX_PIXELS}")));
    }
    let view = View::open(&args.view)?;
    let View { project, derived, filter } = &view;
    let selected = match &args.select {
        Some(name) => BTreeSet::from([find(derived, name)?]),
        None => BTreeSet::new(),
    };
    let caption = caption(&About {
        network: &derived.network,
        reads: &project.reads,
        filter,
        drawn: jiff::Zoned::now().date(),
        language: Language::Korean,
    });
    let scene = draw(args, derived, &selected, caption);
    let scale = args.scale as f32;
    file::write(&args.output, &png::encode(&png::image(&scene, scale)?, scale)?)
}

fn draw(args: &RenderArgs, derived: &Derived, selected: &BTreeSet<usize>, caption: Caption) -> scene::Scene {
    let fonts = Fonts::load();
    let size = args.size.map(|side| side as f32);
    let positions = positions(&derived.network);
    let theme = match args.theme {
        Colours::Light => Theme::light(),
        Colours::Dark => Theme::dark(),
    };
    scene::build(&scene::Input {
        resolved: &derived.resolved,
        network: &derived.network,
        positions: &positions,
        camera: camera(&positions, size, &caption, &fonts),
        selected,
        hovered: None,
        selected_edge: None,
        edge_label: &|_| None,
        theme: &theme,
        fonts: &fonts,
        caption: Some(caption),
    })
}

/// The camera that shows all of the network above the caption.
fn camera(positions: &[layout::Point], size: [f32; 2], caption: &Caption, fonts: &Fonts) -> Camera {
    let above = [size[0], size[1] - scene::caption_height(caption, size, fonts)];
    Camera { size, ..scene::fit(positions, above) }
}

fn size(text: &str) -> Result<[u32; 2], String> {
    let side = |word: &str| word.parse::<u32>().ok().filter(|side| (64..=32_768).contains(side));
    let sides = text.split_once(['x', 'X', '×']).and_then(|(w, h)| Some([side(w)?, side(h)?]));
    sides.ok_or_else(|| "a size like 1600x1000 is needed, each side 64 to 32768".into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_nonsense_is_refused() {
        assert_eq!(size("1600x1000"), Ok([1600, 1000]));
        for text in ["1600", "x", "-5x10", "1600x1000x2", "63x100", "99999x100"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
