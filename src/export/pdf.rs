//! A scene as one page of PDF, with the bundled fonts inside as far as they are used: its Korean text can be selected
//! and searched.

use super::svg;
use crate::{Error, scene::Scene};
use krilla::{Document, geom::Size, geom::Transform, metadata::Metadata, page::PageSettings};
use krilla_svg::{SurfaceExt, SvgSettings};

/// PDF's unit, a point, is 1/72 inch.
const UNITS_PER_INCH: f32 = 72.0;

/// The file, its page as large as `scene` on paper. Holds no time, so that the same scene gives the same bytes.
///
/// # Errors
/// [`Error::Picture`] if the scene has no size.
pub fn pdf(scene: &Scene, points_per_inch: f32, title: &str) -> Result<Vec<u8>, Error> {
    let [width, height] = scene.size;
    let unit = UNITS_PER_INCH / points_per_inch;
    let no_size = || Error::Picture(format!("{width} × {height} is not a possible size"));
    let size = Size::from_wh(width, height).ok_or_else(no_size)?;
    let settings = PageSettings::from_wh(width * unit, height * unit).ok_or_else(no_size)?;
    let tree = svg::tree(scene)?;
    let mut document = Document::new();
    let metadata = Metadata::new().title(title.to_owned()).creator("Hapjong".to_owned());
    document.set_metadata(metadata);
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    surface.push_transform(&Transform::from_scale(unit, unit));
    surface.draw_svg(&tree, size, SvgSettings::default());
    surface.pop();
    surface.finish();
    page.finish();
    document.finish().map_err(|e| Error::Picture(format!("{e:?}")))
}
