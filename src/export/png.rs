//! A scene as pixels, without display or GPU, through resvg.

use super::svg;
use crate::{Error, scene::Scene};
use resvg::tiny_skia;
use std::ops::ControlFlow;

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

/// Largest picture, in pixels: 1 GB of memory.
const MAX_PIXELS: f64 = 256.0 * 1024.0 * 1024.0;
/// Largest side, in pixels: what the rasteriser's fixed-point numbers hold.
const MAX_SIDE: f64 = 32_000.0;
const METRES_PER_INCH: f32 = 0.0254;
/// Pixels that are drawn between two looks at the watch, at least.
const BAND_PIXELS: u32 = 8 * 1024 * 1024;

/// Pixels across and down of a picture of that size in points, at `scale` pixels a point.
///
/// # Errors
/// [`Error::Picture`] if it is no size, or over 256 million pixels or 32,000 a side.
pub fn pixels(size: [f32; 2], scale: f32) -> Result<[u32; 2], Error> {
    let [width, height] = size.map(|side| (f64::from(side) * f64::from(scale)).round());
    let is_size = |side: f64| (1.0..=MAX_SIDE).contains(&side);
    if !is_size(width) || !is_size(height) || width * height > MAX_PIXELS {
        return Err(Error::Picture(format!("{width} × {height} pixels is not a possible size")));
    }
    Ok([width as u32, height as u32])
}

/// Draws `scene` at `scale` pixels a point, onto its own paper: every pixel is opaque, unless the background's alpha
/// is 0; then there is no paper.
///
/// # Errors
/// As [`pixels`].
pub fn image(scene: &Scene, scale: f32) -> Result<Image, Error> {
    let drawn = watched_image(scene, scale, &mut |_, _| ControlFlow::Continue(()))?;
    drawn.ok_or_else(|| Error::Picture("cancelled".into()))
}

/// As [`image`], band by band: `watch` hears how many rows of how many are done, and may end it; then there is none.
///
/// # Errors
/// As [`pixels`].
pub fn watched_image(
    scene: &Scene,
    scale: f32,
    watch: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Option<Image>, Error> {
    let [width, height] = pixels(scene.size, scale)?;
    let tree = svg::tree(scene)?;
    let [r, g, b, a] = scene.background;
    let n_rows = (BAND_PIXELS / width).clamp(64, height.max(64));
    let mut rgba = Vec::with_capacity(width as usize * height as usize * 4);
    for top in (0..height).step_by(n_rows as usize) {
        if watch(top as usize, height as usize).is_break() {
            return Ok(None);
        }
        let no_memory = || Error::Picture("not enough memory".into());
        let mut band = tiny_skia::Pixmap::new(width, n_rows.min(height - top)).ok_or_else(no_memory)?;
        // The paper goes up to the last pixel even where the scaled size was rounded up.
        if a > 0 {
            band.fill(tiny_skia::Color::from_rgba8(r, g, b, 255));
        }
        let place = tiny_skia::Transform::from_scale(scale, scale).post_translate(0.0, -(top as f32));
        resvg::render(&tree, place, &mut band.as_mut());
        // On opaque paper, premultiplied and straight alpha are the same.
        if a == 0 {
            straighten(&mut band);
        }
        rgba.extend_from_slice(band.data());
    }
    Ok(Some(Image { width, height, rgba }))
}

/// From premultiplied to straight alpha.
fn straighten(pixels: &mut tiny_skia::Pixmap) {
    for pixel in pixels.data_mut().as_chunks_mut::<4>().0 {
        let [r, g, b, a] = *pixel;
        if let Some(straight) = tiny_skia::PremultipliedColorU8::from_rgba(r, g, b, a).map(|p| p.demultiply()) {
            *pixel = [straight.red(), straight.green(), straight.blue(), straight.alpha()];
        }
    }
}

/// `image` encoded as PNG, with its resolution noted.
///
/// # Errors
/// [`Error::Picture`] if `image.rgba` does not have the stated size.
pub fn encode(image: &Image, pixels_per_inch: f32) -> Result<Vec<u8>, Error> {
    let failed = |e: png::EncodingError| Error::Picture(e.to_string());
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, image.width, image.height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let density = (pixels_per_inch / METRES_PER_INCH).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: density, yppu: density, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&image.rgba).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::scene::{
        Mark,
        font::{Fonts, Weight},
    };

    fn scene(text: &str, weight: Weight) -> Scene {
        let mark = Mark::Text {
            baseline_left: [20.0, 60.0],
            text: text.into(),
            size: 40.0,
            weight,
            color: [0, 0, 0, 255],
            halo: None,
        };
        Scene { size: [700.0, 80.0], background: [255; 4], caption: vec![mark], ..Scene::default() }
    }

    /// First and last column with ink.
    fn ink(image: &Image) -> Option<(usize, usize)> {
        let dark = |(i, p): (usize, &[u8])| (p[0] < 128).then_some(i % image.width as usize);
        let columns: Vec<usize> = image.rgba.chunks(4).enumerate().filter_map(dark).collect();
        Some((*columns.iter().min()?, *columns.iter().max()?))
    }

    #[test]
    fn a_text_is_as_wide_as_measured() {
        for text in
            ["삼성전자한전", "LG유플러스N", "AWSAT&TN", "韓㈜카카오國", "Microsoft Tata TelecomN", "이앤(e&)그룹"]
        {
            for weight in [Weight::Regular, Weight::SemiBold] {
                let (_, last) = ink(&image(&scene(text, weight), 1.0).unwrap()).unwrap();
                let end = 20.0 + Fonts::bundled().width(text, 40.0, weight);
                // The last glyph's right side bearing is at most 0.1 em.
                assert!((end - 5.0..=end + 1.0).contains(&(last as f32 + 1.0)), "{text}: {last} instead of {end}");
            }
        }
    }

    #[test]
    fn the_image_has_the_scaled_size_and_is_opaque() {
        let image = image(&scene("합종", Weight::Regular), 1.5).unwrap();
        assert_eq!((image.width, image.height), (1050, 120));
        assert!(image.rgba.chunks(4).all(|p| p[3] == 255));
    }

    #[test]
    fn without_paper_only_ink_is_opaque() {
        let mut scene = scene("합종", Weight::SemiBold);
        scene.background[3] = 0;
        let image = image(&scene, 1.0).unwrap();
        let pixels: Vec<&[u8]> = image.rgba.chunks(4).collect();
        assert!(pixels[0][3] == 0 && pixels.iter().any(|p| p[3] == 255));
        assert!(pixels.iter().all(|p| p[3] == 0 || p[..3] == [0, 0, 0]), "edges of letters are as black as the rest");
    }

    #[test]
    fn the_resolution_is_noted() {
        let image = Image { width: 1, height: 1, rgba: vec![255; 4] };
        let bytes = encode(&image, 192.0).unwrap();
        let at = bytes.windows(4).position(|w| w == b"pHYs").unwrap();
        assert_eq!(bytes[at + 4..at + 13], [0, 0, 0x1D, 0x87, 0, 0, 0x1D, 0x87, 1], "7559 pixels a metre: 192 dpi");
    }

    #[test]
    fn bands_join_without_a_seam() {
        let mark = Mark::Circle { center: [2_000.0, 2_500.0], radius: 1_900.0, fill: [0, 0, 0, 255], stroke: None };
        let tall = Scene { size: [4_000.0, 5_000.0], background: [255; 4], caption: vec![mark], ..Scene::default() };
        let mut rows = Vec::new();
        let drawn = watched_image(&tall, 1.0, &mut |done, _| {
            rows.push(done);
            ControlFlow::Continue(())
        });
        let drawn = drawn.unwrap().unwrap();
        assert!(rows.len() > 2, "{rows:?}");
        let row = |y: usize| drawn.rgba[y * 16_000..(y + 1) * 16_000].iter().filter(|&&byte| byte == 0).count();
        for seam in &rows[1..] {
            let (above, below) = (row(seam - 1) as f64, row(*seam) as f64);
            assert!((above - below).abs() < 60.0, "{above} {below} at {seam}");
        }
        assert_eq!((drawn.width, drawn.height, drawn.rgba.len()), (4_000, 5_000, 80_000_000));
    }

    #[test]
    fn a_cancelled_picture_is_none() {
        let drawn = watched_image(&scene("합종", Weight::Regular), 1.0, &mut |_, _| ControlFlow::Break(()));
        assert_eq!(drawn.unwrap(), None);
    }

    #[test]
    fn impossible_sizes_are_refused() {
        for (size, scale) in [([0.0, 10.0], 1.0), ([100.0, 100.0], 0.0), ([1e9, 10.0], 1.0), ([f32::NAN, 1.0], 1.0)] {
            let scene = Scene { size, ..Scene::default() };
            assert!(matches!(image(&scene, scale), Err(Error::Picture(_))), "{size:?} × {scale}");
        }
        assert!(matches!(encode(&Image { width: 2, height: 2, rgba: vec![0; 3] }, 96.0), Err(Error::Picture(_))));
    }
}
