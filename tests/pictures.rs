//! `hapjong render`: sizes, formats, paper, pages.

use hapjong::{
    export::{pdf, png, svg},
    scene::{Mark, Scene, font::Weight},
};
use resvg::{tiny_skia, usvg};
use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// Calls `hapjong render` on the samples.
fn render(out: &Path, options: &str) -> Output {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut call = Command::new(env!("CARGO_BIN_EXE_hapjong"));
    call.arg("render").arg(seeds).arg("-o").arg(out).args(options.split_whitespace()).output().unwrap()
}

fn rendered(name: &str, options: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join(name);
    let output = render(&out, options);
    assert!(output.status.success(), "{options}: {output:?}");
    std::fs::read(out).unwrap()
}

#[test]
fn paper_has_the_pixels_of_its_resolution() {
    for (options, size) in [
        ("--size A4 --dpi 96", (794, 1122)),
        ("--size A4-landscape --dpi 150", (1754, 1240)),
        ("--size 16:9 --dpi 96", (960, 540)),
        ("--size 800x600 --scale 3", (2400, 1800)),
        ("--size 800x600 --dpi 192", (1600, 1200)),
    ] {
        let picture = image::load_from_memory(&rendered("a.png", options)).unwrap();
        assert_eq!((picture.width(), picture.height()), size, "{options}");
    }
}

#[test]
fn the_ground_can_be_left_out() {
    let corner = |options: &str| image::load_from_memory(&rendered("a.png", options)).unwrap().to_rgba8()[(1, 1)].0[3];
    assert_eq!((corner("--size 400x300"), corner("--size 400x300 --transparent")), (255, 0));
}

#[test]
fn an_ego_view_shows_the_surroundings_and_no_more() {
    let labels = |options: &str| {
        let svg = String::from_utf8(rendered("a.svg", options)).unwrap();
        (svg.contains(">네이버<"), svg.contains(">포시마크<"), svg.contains(">왓챠<"))
    };
    assert_eq!(labels("--size 3000x2000"), (true, true, true));
    assert_eq!(labels("--size 3000x2000 --ego 네이버"), (true, true, false));
}

#[test]
fn pages_and_pdf_are_the_same_every_time() {
    for (name, options) in [("p.pdf", "--profile SKT"), ("d.pdf", "--deals --filter type=mou"), ("n.pdf", "--size A5")]
    {
        let bytes = rendered(name, options);
        assert!(bytes.starts_with(b"%PDF-"));
        assert!(bytes == rendered(name, options), "{options}");
    }
}

#[test]
fn a_profile_tells_deals_with_evidence_and_source() {
    let svg = String::from_utf8(rendered("p.svg", "--profile 네이버")).unwrap();
    let text: String = usvg::roxmltree::Document::parse(&svg).unwrap().descendants().filter_map(|n| n.text()).collect();
    for words in ["035420", "왓패드", "6억달러", "온누리데일리", "네이버는"] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn wrong_calls_write_nothing_and_say_why() {
    let folder = tempfile::tempdir().unwrap();
    for (name, options, why) in [
        ("a.png", "--dpi 100 --scale 2", "cannot be used with"),
        ("a.png", "--profile KT --deals", "cannot be used with"),
        ("a.png", "--steps 2", "--ego"),
        ("a.gif", "", ".png, .svg or .pdf"),
        ("a.png", "--size A9", "A4-landscape"),
        ("a.png", "--size A2 --dpi 1200", "too large"),
        ("a.pdf", "--profile 없는회사", "없는회사"),
    ] {
        let out: PathBuf = folder.path().join(name);
        let output = render(&out, options);
        assert_eq!(output.status.code(), Some(2), "{options}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(why), "{options}: {output:?}");
        assert!(!out.exists(), "{options}");
    }
}

/// Mean difference of two pictures, of 255.
fn difference(a: &[u8], b: &[u8]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / a.len() as f64
}

#[test]
fn outlines_look_as_the_text_does() {
    let mark = |text: &str, y: f32, weight| Mark::Text {
        baseline_left: [10.0, y],
        text: text.into(),
        size: 20.0,
        weight,
        color: [0, 0, 0, 255],
        halo: Some([255, 200, 0, 255]),
    };
    let marks = vec![mark("합종 AT&T 韓國", 30.0, Weight::Regular), mark("얼라이언스", 60.0, Weight::SemiBold)];
    let scene = Scene { size: [240.0, 80.0], background: [255; 4], caption: marks, ..Scene::default() };
    let outlined = svg::outlined(&scene, 96.0).unwrap();
    assert!(!outlined.contains("<text"));
    let tree = usvg::Tree::from_str(&outlined, &usvg::Options::default()).unwrap();
    let mut drawn = tiny_skia::Pixmap::new(480, 160).unwrap();
    resvg::render(&tree, tiny_skia::Transform::from_scale(2.0, 2.0), &mut drawn.as_mut());
    let blank = difference(&png::image(&scene, 2.0).unwrap().rgba, &[255; 480 * 160 * 4]);
    let differs = difference(&png::image(&scene, 2.0).unwrap().rgba, drawn.data());
    assert!(differs < 0.5 && blank > 5.0, "{differs} of 255, {blank} from blank paper");
}

#[test]
fn a_pdf_needs_a_size() {
    assert!(pdf::pdf(&Scene::default(), 96.0, "").is_err());
}
