//! A scene as pixels, without display or GPU, through resvg.

use crate::{Error, scene::Scene};

/// Pixels, row by row, RGBA with straight alpha.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// `width * height * 4` bytes.
    pub rgba: Vec<u8>,
}

/// Draws `scene` at `scale` pixels a point.
pub fn image(_scene: &Scene, _scale: f32) -> Result<Image, Error> {
    Err(Error::Picture("nothing".into()))
}

/// `image` encoded as PNG, with its resolution (72 dpi × scale) noted.
pub fn encode(_image: &Image, _scale: f32) -> Result<Vec<u8>, Error> {
    Err(Error::Picture("nothing".into()))
}
