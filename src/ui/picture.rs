//! Pictures of the network: what is asked for, the caption in the user's language, and the drawing, which runs in
//! the background.

use super::{
    facets::Counts,
    model::{Model, edge_label},
    state::{CaptionChoice, PictureOptions},
    strings::{self, Language},
};
use crate::{
    Error,
    export::{file, png},
    extract::{EntityKind, StatusGroup},
    layout::Point,
    pipeline::Derived,
    scene::{
        self, Camera, Caption,
        font::Fonts,
        theme::{Family, Theme},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::Arc,
};

/// Where a picture goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A PNG file.
    File(PathBuf),
    /// The clipboard.
    Clipboard,
}

/// All that a picture is made of.
pub struct Order {
    /// Where it goes.
    pub target: Target,
    /// Scale and caption.
    pub options: PictureOptions,
    /// What is drawn.
    pub derived: Arc<Derived>,
    /// One point a node.
    pub points: Vec<Point>,
    /// The view as it is on the screen.
    pub camera: Camera,
    /// Selected nodes.
    pub selected: BTreeSet<usize>,
    /// Edges of the selected paths.
    pub trail: BTreeSet<usize>,
    /// Selected edge.
    pub selected_edge: Option<usize>,
    /// Title, legend and notes.
    pub caption: Option<Caption>,
    /// Colours.
    pub theme: Theme,
    /// Language of the labels on edges.
    pub language: Language,
}

/// How it went.
pub enum Outcome {
    /// The file that was written.
    Saved(PathBuf),
    /// On the clipboard; it stays there as long as this handle lives.
    Copied(Box<arboard::Clipboard>),
    /// What went wrong.
    Failed(String),
}

/// The order for a picture of what is on the screen.
pub fn order(model: &Model, camera: Camera, target: Target) -> Order {
    let options = model.state.picture;
    Order {
        target,
        options,
        derived: Arc::clone(&model.derived),
        points: model.places.points.clone(),
        camera,
        selected: model.selected.lit_nodes(),
        trail: model.selected.trail(),
        selected_edge: model.selected_edge(),
        caption: (options.caption == CaptionChoice::Printed).then(|| caption(model)),
        theme: model.theme.clone(),
        language: model.lang(),
    }
}

/// Draws an order and brings it to its target.
pub fn draw(order: Order) -> Outcome {
    draw_or_fail(order).unwrap_or_else(|error| Outcome::Failed(error.to_string()))
}

fn draw_or_fail(order: Order) -> Result<Outcome, Error> {
    let scale = f32::from(order.options.scale);
    // The caption stands below what the window shows, and takes nothing of it.
    let [width, height] = order.camera.size;
    let below = order.caption.as_ref().map_or(0.0, |c| scene::caption_height(c, [width, height], Fonts::bundled()));
    let camera = Camera { size: [width, height + below], ..order.camera };
    let scene = scene::build(&scene::Input {
        resolved: &order.derived.resolved,
        network: &order.derived.network,
        positions: &order.points,
        camera,
        bleed: 0.0,
        selected: &order.selected,
        hovered: None,
        trail: &order.trail,
        selected_edge: order.selected_edge,
        edge_label: &|edge| edge_label(&order.derived, order.language, edge),
        theme: &order.theme,
        fonts: Fonts::bundled(),
        caption: order.caption,
    });
    let image = png::image(&scene, scale)?;
    match order.target {
        Target::File(path) => {
            file::write(&path, &png::encode(&image, scale * scene::POINTS_PER_INCH)?)?;
            Ok(Outcome::Saved(path))
        }
        Target::Clipboard => copy(image).map_err(|e| Error::Picture(e.to_string())),
    }
}

fn copy(image: png::Image) -> Result<Outcome, arboard::Error> {
    let mut clipboard = arboard::Clipboard::new()?;
    clipboard.set_image(arboard::ImageData {
        width: image.width as usize,
        height: image.height as usize,
        bytes: image.rgba.into(),
    })?;
    Ok(Outcome::Copied(Box::new(clipboard)))
}

/// Title, legend of what is drawn, and notes: filter, number of articles, today's date.
fn caption(model: &Model) -> Caption {
    let lang = model.lang();
    let network = &model.derived.network;
    let kinds: BTreeSet<EntityKind> = network.nodes.iter().map(|n| n.kind).collect();
    let families: BTreeSet<Family> = network.edges.iter().filter_map(|e| e.deal_type).map(Family::of).collect();
    let groups: BTreeMap<StatusGroup, ()> = network.edges.iter().map(|e| (e.status, ())).collect();
    let names = model.selected_entities().iter().map(|&e| model.name(e)).collect::<Vec<_>>().join(", ");
    let title = if names.is_empty() { lang.t("picture.title").to_owned() } else { names };
    let mut notes =
        vec![lang.fill("picture.counts", &[&model.project.reads.len(), &network.nodes.len(), &network.deals.len()])];
    notes.extend(filter_note(model));
    notes.push(lang.fill("picture.date", &[&today()]));
    Caption {
        title,
        notes,
        kinds: kinds.into_iter().map(|k| (k, lang.kind(k).to_owned())).collect(),
        families: families.into_iter().map(|f| (f, lang.family(f).to_owned())).collect(),
        statuses: (groups.into_keys())
            .filter(|g| *g != StatusGroup::InForce)
            .map(|g| (g, lang.status_group(g).to_owned()))
            .collect(),
    }
}

/// The filter in words, if it leaves anything out.
fn filter_note(model: &Model) -> Option<String> {
    let (lang, filter) = (model.lang(), &model.state.filter);
    let mut parts = Vec::new();
    for key in Counts::narrowing(filter) {
        let values: Vec<String> = match key {
            "legend.kinds" => filter.kinds.iter().map(|k| lang.kind(*k).to_owned()).collect(),
            "legend.deals" => filter.types.iter().map(|t| lang.deal_type(*t).to_owned()).collect(),
            "legend.status" => filter.statuses.iter().map(|s| lang.status(*s).to_owned()).collect(),
            "legend.around" => vec![around(model)],
            "legend.confidence" => vec![format!("≥ {:.2}", filter.min_confidence)],
            _ => vec![period(model)],
        };
        parts.push(format!("{} {}", lang.t(key), values.join(", ")));
    }
    (!parts.is_empty()).then(|| lang.fill("picture.filter", &[&parts.join(" · ")]))
}

fn around(model: &Model) -> String {
    let Some(around) = &model.state.filter.around else { return String::new() };
    let names = around.entities.iter().map(|key| key.name.as_str()).collect::<Vec<_>>().join(", ");
    format!("{names}, {}", model.lang().steps(around.steps))
}

fn period(model: &Model) -> String {
    let end = |date: &Option<crate::text::PartialDate>| date.as_ref().map(strings::date).unwrap_or_default();
    format!("{}–{}", end(&model.state.filter.from), end(&model.state.filter.to))
}

fn today() -> String {
    jiff::Zoned::now().date().to_string()
}
