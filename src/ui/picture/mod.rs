//! Pictures from the window: the order, its drawing in the background, and the small picture shown beforehand.

mod dialog;
mod options;

pub use dialog::{PictureDialog, can_show, of_subject};
pub use options::{CaptionChoice, Ground, PictureOptions, Size, Subject, Turn};

use super::{
    model::{Model, edge_label},
    state::Selection,
    strings::Language,
    theme::scene_theme,
};
use crate::{
    Error,
    export::{
        caption::{About, caption},
        file, page,
        picture::{self, Content, Measures, Shown},
        png,
    },
    layout::Point,
    network::{Filter, Network, part},
    pipeline::Derived,
    resolve::Read,
    scene::{self, Camera, Caption, Looks, Scene, caption::MAX_SHARE, font::Fonts},
};
use jiff::civil::Date;
use std::{borrow::Cow, collections::BTreeSet, ops::ControlFlow, path::PathBuf, sync::Arc};

/// Where a picture goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A file.
    File(PathBuf),
    /// The clipboard.
    Clipboard,
}

/// All that a picture is made of.
pub struct Order {
    /// How it is made.
    pub options: PictureOptions,
    derived: Arc<Derived>,
    reads: Vec<Read>,
    filter: Filter,
    /// One point a node.
    points: Vec<Point>,
    /// The view as it is on the screen.
    camera: Camera,
    /// Selected nodes, and those with their neighbours.
    selected: BTreeSet<usize>,
    near: BTreeSet<usize>,
    /// Nodes that stand out, and edges of the selected paths.
    lit: BTreeSet<usize>,
    trail: BTreeSet<usize>,
    selected_edge: Option<usize>,
    selected_deal: Option<usize>,
    /// What size and colour of nodes say; of the network on the screen.
    looks: Arc<Looks>,
    /// What is selected, in words.
    names: String,
    language: Language,
    drawn: Date,
}

/// All that a preview depends on: if it is the same, so is the preview.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    options: PictureOptions,
    revision: u64,
    places: u64,
    camera: Camera,
    selection: Selection,
    language: Language,
}

/// The picture as it would be, small.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Its pixels.
    pub image: png::Image,
    /// What would stand in the caption: title, and notes one a line. Empty for pages.
    pub words: [String; 2],
    /// How large the picture would be.
    pub measures: Measures,
}

/// How it went.
pub enum Outcome {
    /// The file that was written.
    Saved(PathBuf),
    /// On the clipboard; it stays there as long as this handle lives.
    Copied(Box<arboard::Clipboard>),
    /// It was cancelled; nothing was written.
    Cancelled,
    /// What went wrong.
    Failed(Error),
}

/// Hears how much of how much is drawn; may end it.
pub type Watch<'w> = &'w mut dyn FnMut(usize, usize) -> ControlFlow<()>;

/// The longest side of a preview, in pixels.
const PREVIEW_SIDE: f32 = 1200.0;

/// The order for a picture of what the model holds, as the options say.
pub fn order(model: &Model, camera: Camera) -> Order {
    let network = &model.derived.network;
    let selected = model.selected.nodes.clone();
    Order {
        options: model.state.picture.clone(),
        derived: Arc::clone(&model.derived),
        reads: model.project.reads.clone(),
        filter: model.state.filter.clone(),
        points: model.places.points.clone(),
        camera,
        near: part::around(network, &selected, 1),
        lit: model.selected.lit_nodes(),
        trail: model.selected.trail(),
        selected,
        selected_edge: model.selected_edge(),
        selected_deal: model.selected_deal(),
        looks: Arc::clone(&model.looks),
        names: model.selected_entities().iter().map(|&e| model.name(e)).collect::<Vec<_>>().join(", "),
        language: model.lang(),
        drawn: jiff::Zoned::now().date(),
    }
}

/// What a preview of the model would depend on.
pub fn wish(model: &Model, camera: Camera) -> Wish {
    Wish {
        options: model.state.picture.clone(),
        revision: model.revision,
        places: model.places.version,
        camera,
        selection: model.selection().clone(),
        language: model.lang(),
    }
}

/// Draws an order small.
///
/// # Errors
/// [`Error::Picture`] if its measures are no possible size.
pub fn preview(order: &Order) -> Result<Preview, Error> {
    let (scene, measures) = order.scene();
    let scale = (PREVIEW_SIDE / scene.size[0].max(scene.size[1])).min(measures.scale);
    let words = match order.options.subject.content() {
        Content::Network => {
            let Caption { title, notes, .. } = order.caption(&order.network().0);
            [title, notes.join("\n")]
        }
        Content::Page => Default::default(),
    };
    Ok(Preview { image: png::image(&scene, scale)?, words, measures })
}

/// Draws an order and brings it to its target.
pub fn draw(order: &Order, target: &Target, watch: Watch) -> Outcome {
    let done = match target {
        Target::File(path) => save(order, path, watch),
        Target::Clipboard => copy(order, watch),
    };
    done.unwrap_or_else(Outcome::Failed)
}

fn save(order: &Order, path: &std::path::Path, watch: Watch) -> Result<Outcome, Error> {
    let (scene, measures) = order.scene();
    let formats = (order.options.format, order.options.letters);
    let title = order.caption(&order.network().0).title;
    let bytes = picture::bytes(&scene, formats, &measures, &title, watch)?;
    let Some(bytes) = bytes.filter(|_| watch(1, 1).is_continue()) else { return Ok(Outcome::Cancelled) };
    file::write(path, &bytes)?;
    Ok(Outcome::Saved(path.to_owned()))
}

fn copy(order: &Order, watch: Watch) -> Result<Outcome, Error> {
    let (scene, measures) = order.scene();
    let Some(image) = png::watched_image(&scene, measures.scale, watch)? else { return Ok(Outcome::Cancelled) };
    let put = || {
        let mut clipboard = arboard::Clipboard::new()?;
        let (width, height) = (image.width as usize, image.height as usize);
        clipboard.set_image(arboard::ImageData { width, height, bytes: image.rgba.into() })?;
        Ok(Outcome::Copied(Box::new(clipboard)))
    };
    put().map_err(|e: arboard::Error| Error::Picture(e.to_string()))
}

impl Order {
    /// What is drawn of the network, and where its nodes are.
    fn network(&self) -> (Cow<'_, Network>, Vec<Point>) {
        if self.options.subject != Subject::Selection {
            return (Cow::Borrowed(&self.derived.network), self.points.clone());
        }
        let points = self.near.iter().filter_map(|&node| self.points.get(node)).copied().collect();
        (Cow::Owned(part::of(&self.derived.network, &self.near)), points)
    }

    /// The picture's marks, and how large it is.
    fn scene(&self) -> (Scene, Measures) {
        let measures = self.options.measures(self.camera.size);
        let (mut scene, measures) = match self.options.subject.content() {
            Content::Network => self.network_scene(measures),
            Content::Page => (self.page(measures.size), measures),
        };
        if self.options.ground == Ground::Clear {
            scene.remove_paper();
        }
        (scene, measures)
    }

    fn network_scene(&self, mut measures: Measures) -> (Scene, Measures) {
        let Self { derived, options, .. } = self;
        let (network, points) = self.network();
        let caption = (options.caption == CaptionChoice::Printed).then(|| self.caption(&network));
        if options.size == Size::Screen {
            // The caption stands below what the window shows, and takes nothing of it.
            measures.size[1] += caption.as_ref().map_or(0.0, |c| below(c, measures.size));
        }
        let is_view = options.subject == Subject::View;
        let own = |node: &usize| self.near.iter().position(|near| near == node);
        let selected = match options.subject {
            Subject::View => self.lit.clone(),
            Subject::Selection => self.selected.iter().filter_map(own).collect(),
            _ => BTreeSet::new(),
        };
        // Measures and communities are those of the whole network, by its nodes.
        let (is_part, plain) = (options.subject == Subject::Selection, Looks::default());
        let no_trail = BTreeSet::new();
        let label =
            |edge: usize, deal: Option<usize>| edge_label(&derived.resolved, &network, self.language, (edge, deal));
        let shown = Shown {
            resolved: &derived.resolved,
            network: &network,
            positions: &points,
            camera: is_view.then_some(self.camera),
            selected: &selected,
            trail: if is_view { &self.trail } else { &no_trail },
            selected_edge: self.selected_edge.filter(|_| is_view),
            selected_deal: self.selected_deal.filter(|_| is_view),
            edge_label: &label,
            theme: &scene_theme(options.colours),
            looks: if is_part { &plain } else { &self.looks },
            size: measures.size,
            caption,
        };
        (shown.scene(), measures)
    }

    fn page(&self, size: [f32; 2]) -> Scene {
        let input = page::Input {
            derived: &self.derived,
            reads: &self.reads,
            filter: &self.filter,
            size,
            theme: &scene_theme(self.options.colours),
            language: self.language,
            drawn: self.drawn,
        };
        match (self.options.subject, self.selected.first()) {
            (Subject::Profile, Some(&node)) => page::profile(&input, node),
            _ => page::deals(&input),
        }
    }

    /// Title, legend and notes; title and notes as typed, if they were.
    fn caption(&self, network: &Network) -> Caption {
        let usual = caption(&About {
            network,
            reads: &self.reads,
            filter: &self.filter,
            drawn: self.drawn,
            language: self.language,
        });
        let title = match self.options.subject {
            Subject::Deals => self.language.t("page.deals").to_owned(),
            Subject::Network => usual.title,
            _ if self.names.is_empty() => usual.title,
            _ => self.names.clone(),
        };
        let typed = |notes: &String| notes.lines().map(str::to_owned).collect();
        Caption {
            title: self.options.title.clone().unwrap_or(title),
            notes: self.options.notes.as_ref().map_or(usual.notes, typed),
            ..usual
        }
    }
}

/// The height of a caption that stands below a network of this size, within the share it may have of both together.
fn below(caption: &Caption, [width, height]: [f32; 2]) -> f32 {
    scene::caption_height(caption, [width, height / (1.0 - MAX_SHARE)], Fonts::bundled())
}
