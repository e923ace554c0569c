//! `hapjong render`: the network, a profile or the table of deals as a picture, without a display.

use super::view::{View, ViewArgs, find, positions};
use crate::{
    Error,
    export::{
        caption::{About, caption},
        file, page, pdf, png,
        sheet::{POINTS_PER_INCH_OF_PAPER, Sheet},
        svg,
    },
    layout::Point,
    scene::{self, Camera, Caption, POINTS_PER_INCH, Scene, font::Fonts, theme::Theme},
    strings::Language,
};
use clap::{Args, ValueEnum};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// Most pixels of a picture: about 1 GB of memory while it is drawn.
const MAX_PIXELS: f64 = 200_000_000.0;
/// Dots an inch of paper unless told otherwise.
const PRINT_DPI: f32 = 300.0;

/// What `render` takes.
#[derive(Args)]
pub struct RenderArgs {
    #[command(flatten)]
    pub(super) view: ViewArgs,
    /// Picture to write: .png, .svg or .pdf
    #[arg(short, long, value_name = "FILE", value_parser = target)]
    output: Target,
    /// Width and height in points, or A2 to A5, A4-landscape, 16:9; 1600x1000 unless told otherwise, and
    /// A4 for pages
    #[arg(long, value_name = "SIZE")]
    size: Option<Sheet>,
    /// Pixels a point, 1 to 8
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=8))]
    scale: Option<u8>,
    /// Pixels an inch, 36 to 1200; 300 on paper unless told otherwise
    #[arg(long, value_name = "N", conflicts_with = "scale", value_parser = clap::value_parser!(u16).range(36..=1200))]
    dpi: Option<u16>,
    /// Select the organisation of this name or alias; what is not its neighbour fades
    #[arg(long, value_name = "NAME")]
    select: Option<String>,
    /// A page about the organisation of this name or alias, instead of the network
    #[arg(long, value_name = "NAME", conflicts_with_all = ["select", "deals"])]
    profile: Option<String>,
    /// A page with the table of deals, instead of the network
    #[arg(long, conflicts_with = "select")]
    deals: bool,
    /// Colours
    #[arg(long, value_enum, default_value_t = Colours::Light)]
    theme: Colours,
    /// Without paper: what is not drawn can be seen through
    #[arg(long)]
    transparent: bool,
    /// Title of the caption
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Leave out title, legend and notes
    #[arg(long, conflicts_with = "title")]
    no_caption: bool,
    /// Letters of an SVG as outlines: they need no font, but are text no more
    #[arg(long)]
    outlines: bool,
}

/// The themes of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colours {
    Light,
    Dark,
}

/// The formats of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Png,
    Svg,
    Pdf,
}

/// A file and its format.
#[derive(Debug, Clone)]
struct Target {
    path: PathBuf,
    format: Format,
}

/// Reads, derives, lays out and writes the picture.
pub fn render(args: &RenderArgs) -> Result<(), Error> {
    let Measures { size, points_per_inch, scale } = measures(args);
    let n_pixels = size.iter().map(|side| f64::from(*side) * f64::from(scale)).product::<f64>();
    if args.output.format == Format::Png && n_pixels > MAX_PIXELS {
        return Err(Error::Usage(format!("a picture of {n_pixels:.0} pixels is too large; at most {MAX_PIXELS:.0}")));
    }
    let view = View::open(&args.view)?;
    let mut scene = draw(args, &view, size)?;
    if args.transparent {
        scene.remove_paper();
    }
    let bytes = match args.output.format {
        Format::Png => png::encode(&png::image(&scene, scale)?, scale * points_per_inch)?,
        Format::Svg if args.outlines => svg::outlined(&scene, points_per_inch)?.into_bytes(),
        Format::Svg => svg::svg(&scene, points_per_inch).into_bytes(),
        Format::Pdf => pdf::pdf(&scene, points_per_inch, &title(args, &view))?,
    };
    file::write(&args.output.path, &bytes)
}

/// How large a picture is.
struct Measures {
    /// In points.
    size: [f32; 2],
    points_per_inch: f32,
    /// Pixels a point.
    scale: f32,
}

fn measures(args: &RenderArgs) -> Measures {
    let usual = match () {
        () if args.profile.is_some() => "A4",
        () if args.deals => "A4-landscape",
        () => "1600x1000",
    };
    let sheet = args.size.or_else(|| usual.parse().ok()).unwrap_or(Sheet::Screen([1600.0, 1000.0]));
    let is_paper = matches!(sheet, Sheet::Paper(_));
    let is_network = args.profile.is_none() && !args.deals;
    let points_per_inch = if is_paper && is_network { POINTS_PER_INCH_OF_PAPER } else { POINTS_PER_INCH };
    let scale = match (args.dpi, args.scale) {
        (Some(dpi), _) => f32::from(dpi) / points_per_inch,
        (None, Some(scale)) => scale.into(),
        (None, None) if is_paper => PRINT_DPI / points_per_inch,
        (None, None) => 1.0,
    };
    Measures { size: sheet.points(points_per_inch), points_per_inch, scale }
}

/// What the picture is called: as asked for, by the organisation in its middle, or as any.
fn title(args: &RenderArgs, view: &View) -> String {
    let language = Language::Korean;
    match (&args.title, &args.profile, &view.ego) {
        (Some(title), ..) => title.clone(),
        (None, Some(name), _) => name.clone(),
        (None, None, Some(name)) => language.fill("caption.ego", &[name, &args.view.steps]),
        (None, None, None) => language.t(if args.deals { "page.deals" } else { "caption.title" }).to_owned(),
    }
}

fn draw(args: &RenderArgs, view: &View, size: [f32; 2]) -> Result<Scene, Error> {
    let theme = match args.theme {
        Colours::Light => Theme::light(),
        Colours::Dark => Theme::dark(),
    };
    let page = page::Input {
        derived: &view.derived,
        reads: &view.project.reads,
        filter: &view.filter,
        size,
        theme: &theme,
        language: Language::Korean,
        drawn: jiff::Zoned::now().date(),
    };
    match &args.profile {
        Some(name) => Ok(page::profile(&page, find(&view.derived, name)?)),
        None if args.deals => Ok(page::deals(&page)),
        None => network(args, &page, title(args, view)),
    }
}

fn network(args: &RenderArgs, page: &page::Input, title: String) -> Result<Scene, Error> {
    let page::Input { derived, reads, filter, size, theme, language, drawn } = *page;
    let selected = match &args.select {
        Some(name) => BTreeSet::from([find(derived, name)?]),
        None => BTreeSet::new(),
    };
    let network = &derived.network;
    let caption = || Caption { title, ..caption(&About { network, reads, filter, drawn, language }) };
    let caption = (!args.no_caption).then(caption);
    let below = caption.as_ref().map_or(0.0, |caption| scene::caption_height(caption, size, Fonts::bundled()));
    let above = [size[0], size[1] - below];
    let positions = along(positions(network), above);
    Ok(scene::build(&scene::Input {
        resolved: &derived.resolved,
        network,
        positions: &positions,
        camera: Camera { size, ..scene::fit(&positions, above) },
        bleed: 0.0,
        selected: &selected,
        hovered: None,
        trail: &BTreeSet::new(),
        selected_edge: None,
        edge_label: &|_| None,
        theme,
        fonts: Fonts::bundled(),
        caption,
    }))
}

/// A layout that is wide where the picture is high, or the other way round, is turned over its diagonal.
fn along(positions: Vec<Point>, size: [f32; 2]) -> Vec<Point> {
    let zoom = |points: &[Point]| scene::fit(points, size).zoom;
    let turned: Vec<Point> = positions.iter().map(|[x, y]| [*y, *x]).collect();
    if zoom(&turned) > zoom(&positions) { turned } else { positions }
}

fn target(text: &str) -> Result<Target, String> {
    let path = PathBuf::from(text);
    let ending = Path::new(text).extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    let format = match ending.as_deref() {
        Some("png") => Format::Png,
        Some("svg") => Format::Svg,
        Some("pdf") => Format::Pdf,
        _ => return Err("the name must end in .png, .svg or .pdf".into()),
    };
    Ok(Target { path, format })
}
