//! The scene and its pictures, on a hand-made network of real names.

mod world;

use hapjong::{
    export::{png, svg},
    extract::{EntityKind, StatusGroup},
    layout::Point,
    network::Network,
    resolve::Resolved,
    scene::{self, Camera, Caption, Input, Label, Mark, Scene, font::Fonts, theme::Family, theme::Theme},
};
use std::collections::{BTreeMap, BTreeSet};
use world::{World, world};

static NO_TRAIL: BTreeSet<usize> = BTreeSet::new();

impl World {
    fn node(&self, name: &str) -> usize {
        self.resolved.entities.iter().position(|e| e.name == name).unwrap()
    }

    fn edge(&self, a: &str, b: &str) -> usize {
        let (a, b) = (self.node(a).min(self.node(b)), self.node(a).max(self.node(b)));
        self.network.edges.iter().position(|e| (e.a, e.b) == (a, b)).unwrap()
    }

    fn view<'a>(&'a self, camera: Camera, theme: &'a Theme, selected: &'a BTreeSet<usize>) -> Input<'a> {
        Input {
            resolved: &self.resolved,
            network: &self.network,
            positions: &self.positions,
            camera,
            bleed: 0.0,
            selected,
            hovered: None,
            trail: &NO_TRAIL,
            selected_edge: None,
            edge_label: &|_| None,
            theme,
            fonts: Fonts::bundled(),
            caption: None,
        }
    }

    fn scene(&self, camera: Camera, select: &[&str]) -> Scene {
        let selected = select.iter().map(|n| self.node(n)).collect();
        scene::build(&self.view(camera, &Theme::light(), &selected))
    }

    fn fit(&self, size: [f32; 2]) -> Camera {
        scene::fit(&self.positions, size)
    }

    fn zoomed(&self, by: f32) -> Camera {
        let camera = self.fit([1600.0, 1000.0]);
        Camera { zoom: camera.zoom * by, ..camera }
    }
}

fn caption() -> Caption {
    let named = |k: EntityKind, n: &str| (k, n.to_owned());
    let family = |f: Family, n: &str| (f, n.to_owned());
    Caption {
        title: "국내 인공지능 얼라이언스 네트워크".into(),
        notes: vec![
            "기사 24건 · 거래 92건 · 2018-06–2025-03 · 신뢰도 0.5 이상".into(),
            "노드 크기는 상대 수, 선 굵기는 거래 수. 합종 0.1.0, 2025-06-30 작성".into(),
        ],
        kinds: vec![
            named(EntityKind::Company, "기업 52"),
            named(EntityKind::Institution, "기관 6"),
            named(EntityKind::Alliance, "얼라이언스 3"),
        ],
        families: vec![
            family(Family::Capital, "자본"),
            family(Family::Agreement, "협약"),
            family(Family::JointWork, "공동작업"),
            family(Family::JointVenture, "합작"),
            family(Family::Membership, "회원"),
        ],
        statuses: vec![(StatusGroup::Ahead, "예정·논의".into()), (StatusGroup::Over, "종료·부인".into())],
    }
}

fn overlap(a: &Label, b: &Label) -> bool {
    [0, 1].iter().all(|&i| a.min[i] < b.max[i] && a.max[i] > b.min[i])
}

fn text(mark: &Mark) -> &str {
    match mark {
        Mark::Text { text, .. } => text,
        _ => "",
    }
}

/// Nodes painted with colours of full alpha.
fn vivid(scene: &Scene) -> BTreeSet<usize> {
    let is_vivid = |mark: Option<&Mark>| match mark {
        Some(Mark::Circle { stroke: Some(s), .. } | Mark::Polygon { stroke: Some(s), .. }) => s.color[3] == 255,
        _ => false,
    };
    scene.nodes.iter().filter(|n| is_vivid(n.marks.last())).map(|n| n.node).collect()
}

#[test]
fn labels_overlap_no_label_and_only_those_of_hubs_smaller_nodes() {
    let world = world();
    let degrees: Vec<usize> = world.network.nodes.iter().map(|n| n.degree).collect();
    let most = degrees.iter().copied().max().unwrap_or(0);
    for by in [0.4, 0.7, 1.0, 1.8, 4.0] {
        let scene = world.scene(world.zoomed(by), &[]);
        for (i, a) in scene.labels.iter().enumerate() {
            for b in &scene.labels[i + 1..] {
                assert!(!overlap(a, b), "×{by}: {} on {}", text(&a.mark), text(&b.mark));
            }
            for n in &scene.nodes {
                let near = [0, 1].map(|k| n.center[k].clamp(a.min[k], a.max[k]) - n.center[k]);
                let is_hubs = degrees[a.node] * 4 >= most && degrees[a.node] > degrees[n.node];
                let is_clear = near[0].hypot(near[1]) >= n.radius;
                assert!(is_clear || is_hubs, "×{by}: {} on node {}", text(&a.mark), n.node);
            }
        }
    }
}

#[test]
fn hidden_labels_are_counted_and_come_back_when_zoomed_in() {
    let world = world();
    let far = world.scene(world.zoomed(0.4), &[]);
    assert_eq!(far.labels.len() + far.n_hidden_labels, far.nodes.len());
    assert!(far.n_hidden_labels > 0);
    assert_eq!(world.scene(world.zoomed(1.5), &[]).n_hidden_labels, 0);
}

#[test]
fn at_fit_everything_is_inside() {
    let world = world();
    for size in [[1600.0, 1000.0], [1280.0, 800.0], [640.0, 480.0], [300.0, 200.0]] {
        let scene = world.scene(world.fit(size), &[]);
        assert_eq!(scene.nodes.len(), world.network.nodes.len());
        let boxes = scene.labels.iter().map(|l| (l.min, l.max));
        let discs = scene.nodes.iter().map(|n| (n.center.map(|v| v - n.radius), n.center.map(|v| v + n.radius)));
        for (min, max) in boxes.chain(discs) {
            assert!(
                min[0] >= 0.0 && min[1] >= 0.0 && max[0] <= size[0] && max[1] <= size[1],
                "{size:?}: {min:?} {max:?}"
            );
        }
    }
}

#[test]
fn panning_moves_labels_with_their_nodes() {
    let world = world();
    let camera = world.zoomed(1.5);
    let [a, b] = [[0.0, 0.0], [37.3, -11.9]].map(|by| {
        let center = [camera.center[0] + by[0], camera.center[1] + by[1]];
        let scene = world.scene(Camera { center, ..camera }, &[]);
        let centers: BTreeMap<usize, Point> = scene.nodes.iter().map(|n| (n.node, n.center)).collect();
        let offset = |l: &Label| [0, 1].map(|k| (l.min[k] - centers[&l.node][k]).round() as i32);
        scene.labels.iter().map(|l| (l.node, offset(l))).collect::<BTreeMap<_, _>>()
    });
    let common: Vec<_> = a.iter().filter(|(node, _)| b.contains_key(node)).collect();
    assert!(common.len() > 30);
    assert!(common.into_iter().all(|(node, offset)| b[node] == *offset));
}

#[test]
fn selecting_fades_what_is_no_neighbour() {
    let world = world();
    let scene = world.scene(world.fit([1600.0, 1000.0]), &["카카오"]);
    let near = ["카카오", "SK텔레콤", "오픈AI", "카카오엔터테인먼트", "SM엔터테인먼트", "구글"].map(|n| world.node(n));
    assert_eq!(vivid(&scene), BTreeSet::from(near));
    let labelled: BTreeSet<usize> = scene.labels.iter().map(|l| l.node).collect();
    assert_eq!(labelled, BTreeSet::from(near), "faded nodes have no labels, neighbours all");
    assert_eq!(scene.nodes.last().unwrap().node, near[0], "the selected node is on top");
    assert_eq!(vivid(&world.scene(world.fit([1600.0, 1000.0]), &[])).len(), world.network.nodes.len());
}

#[test]
fn a_path_fades_all_that_is_not_on_it() {
    let world = world();
    let (theme, none) = (Theme::light(), BTreeSet::new());
    let trail = BTreeSet::from([world.edge("카카오", "SK텔레콤"), world.edge("카카오", "오픈AI")]);
    let scene = scene::build(&Input { trail: &trail, ..world.view(world.fit([1600.0, 1000.0]), &theme, &none) });
    assert_eq!(vivid(&scene), BTreeSet::from(["카카오", "SK텔레콤", "오픈AI"].map(|n| world.node(n))));
    let top: BTreeSet<usize> = scene.edges.iter().rev().take(2).map(|e| e.edge).collect();
    assert_eq!(top, trail, "the path lies on top");
}

#[test]
fn faded_edges_lie_below() {
    let world = world();
    let scene = world.scene(world.fit([1600.0, 1000.0]), &["카카오"]);
    let touches = |e: usize| [world.network.edges[e].a, world.network.edges[e].b].contains(&world.node("카카오"));
    let order: Vec<bool> = scene.edges.iter().map(|e| touches(e.edge)).collect();
    assert!(order.is_sorted() && order.contains(&true) && order.contains(&false));
}

#[test]
fn the_hovered_node_is_always_labelled() {
    let world = world();
    let (theme, none) = (Theme::light(), BTreeSet::new());
    let plain = world.view(world.zoomed(0.3), &theme, &none);
    let labelled: BTreeSet<usize> = scene::build(&plain).labels.iter().map(|l| l.node).collect();
    let hidden = (0..world.network.nodes.len()).filter(|n| !labelled.contains(n));
    for node in hidden.take(10) {
        let scene = scene::build(&Input { hovered: Some(node), ..world.view(world.zoomed(0.3), &theme, &none) });
        let at = scene.labels.iter().position(|l| l.node == node).unwrap();
        assert!(scene.labels.iter().enumerate().all(|(i, l)| i == at || !overlap(l, &scene.labels[at])));
    }
}

#[test]
fn the_selected_edge_is_labelled_and_on_top() {
    let world = world();
    let (theme, none) = (Theme::light(), BTreeSet::new());
    let edge = world.edge("KT", "마이크로소프트");
    let label = |e: usize| Some(format!("협약 {e}"));
    let input = world.view(world.fit([1600.0, 1000.0]), &theme, &none);
    let scene = scene::build(&Input { selected_edge: Some(edge), edge_label: &label, ..input });
    assert_eq!(scene.edges.last().unwrap().edge, edge);
    assert_eq!(scene.edge_labels.iter().map(|l| text(&l.marks[1])).collect::<Vec<_>>(), [format!("협약 {edge}")]);
}

#[test]
fn edges_speak_when_zoomed_in() {
    let world = world();
    let (theme, none) = (Theme::light(), BTreeSet::new());
    let label = |_| Some("투자 100억원 2024".to_owned());
    let count = |zoom: f32| {
        let camera = Camera { zoom, ..world.fit([1600.0, 1000.0]) };
        let input = Input { edge_label: &label, ..world.view(camera, &theme, &none) };
        scene::build(&input).edge_labels.len()
    };
    assert_eq!(count(1.5), 0);
    assert!(count(3.0) > 5);
}

#[test]
fn capital_deals_have_an_arrow_at_the_receiving_end() {
    let world = world();
    let scene = world.scene(world.fit([1600.0, 1000.0]), &[]);
    let edge = world.edge("SK텔레콤", "퍼플렉시티");
    let mark = scene.edges.iter().find(|e| e.edge == edge).unwrap();
    let Some(Mark::Polygon { points, .. }) = mark.marks.last() else { panic!("no arrow") };
    let target = scene.nodes.iter().find(|n| n.node == world.node("퍼플렉시티")).unwrap();
    let from_rim = (points[0][0] - target.center[0]).hypot(points[0][1] - target.center[1]) - target.radius;
    assert!((0.0..3.0).contains(&from_rim), "{from_rim}");
}

#[test]
fn what_is_drawn_is_hit() {
    let world = world();
    let scene = world.scene(world.fit([1600.0, 1000.0]), &[]);
    for n in &scene.nodes {
        assert!(scene::node_at(&scene, n.center, 0.0).is_some());
    }
    let edge = &scene.edges[5];
    let middle = [0, 1].map(|i| (edge.line[0][i] + edge.line[1][i]) / 2.0);
    assert_eq!(scene::edge_at(&scene, middle, 2.0), Some(edge.edge));
    assert_eq!(scene::node_at(&scene, [1.0, 1.0], 3.0), None);
}

#[test]
fn a_caption_keeps_the_size_and_lies_below_the_network() {
    let world = world();
    let (theme, none, size) = (Theme::light(), BTreeSet::new(), [1280.0, 800.0]);
    let height = scene::caption_height(&caption(), size, Fonts::bundled());
    let camera = Camera { size, ..world.fit([size[0], size[1] - height]) };
    let scene = scene::build(&Input { caption: Some(caption()), ..world.view(camera, &theme, &none) });
    assert_eq!(scene.size, size);
    assert!(height > 40.0 && !scene.caption.is_empty());
    assert!(scene.nodes.iter().all(|n| n.center[1] + n.radius <= size[1] - height));
    assert!(scene.labels.iter().all(|l| l.max[1] <= size[1] - height));
}

#[test]
fn odd_views_and_positions_are_survived() {
    let mut world = world();
    let (theme, selected) = (Theme::dark(), BTreeSet::from([0, 9999]));
    world.positions[3] = [f32::NAN, 0.0];
    world.positions[4] = [f32::INFINITY, 1e30];
    world.positions.truncate(40);
    for size in [[0.0, 0.0], [1.0, 1.0], [300.0, 200.0], [-5.0, f32::NAN]] {
        for zoom in [0.0, 1e-6, 1.0, 1e9, f32::NAN] {
            let camera = Camera { center: [0.0, 0.0], zoom, size };
            let input = world.view(camera, &theme, &selected);
            let input = Input { hovered: Some(7777), selected_edge: Some(9999), caption: Some(caption()), ..input };
            assert_eq!(scene::build(&input).size[0], size[0]);
        }
    }
    let empty = World { resolved: Resolved::default(), network: Network::default(), positions: Vec::new() };
    assert!(empty.scene(empty.fit([300.0, 200.0]), &[]).nodes.is_empty());
}

#[test]
fn the_same_input_gives_the_same_svg_and_valid_xml() {
    let world = world();
    let draw = || svg::svg(&world.scene(world.fit([1280.0, 800.0]), &["KT"]), 96.0);
    assert_eq!(draw(), draw());
    assert!(resvg::usvg::Tree::from_str(&draw(), &resvg::usvg::Options::default()).is_ok());
}

/// Writes pictures for people to look at, and decodes them with foreign eyes.
#[test]
fn pictures_decode_to_their_size_and_are_not_blank() {
    let world = world();
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    std::fs::create_dir_all(&folder).unwrap();
    let (none, one) = (BTreeSet::new(), BTreeSet::from([world.node("SK텔레콤")]));
    let label = |e: usize| {
        let edge = &world.network.edges[e];
        edge.deal_type.map(|t| format!("{} · {}건", t.word(), edge.deals.len()))
    };
    for (theme, shade) in [(Theme::light(), "light"), (Theme::dark(), "dark")] {
        let draw = |name: &str, size: [f32; 2], scale: f32, input: Input| {
            let scene = scene::build(&Input { edge_label: &label, ..input });
            let bytes = png::encode(&png::image(&scene, scale).unwrap(), 96.0 * scale).unwrap();
            std::fs::write(folder.join(format!("{name}-{shade}.png")), &bytes).unwrap();
            let decoded = image::load_from_memory(&bytes).unwrap().to_rgb8();
            assert_eq!((decoded.width(), decoded.height()), ((size[0] * scale) as u32, (size[1] * scale) as u32));
            let paper = *decoded.get_pixel(1, 1);
            let inked = decoded.pixels().filter(|p| **p != paper).count();
            assert!(inked * 100 > decoded.pixels().len(), "{name}-{shade}: {inked} pixels");
        };
        let captioned = |size: [f32; 2], selected| {
            let height = scene::caption_height(&caption(), size, Fonts::bundled());
            let camera = Camera { size, ..world.fit([size[0], size[1] - height]) };
            Input { caption: Some(caption()), ..world.view(camera, &theme, selected) }
        };
        draw("whole", [1600.0, 1000.0], 1.0, captioned([1600.0, 1000.0], &none));
        draw("small", [1280.0, 800.0], 1.0, captioned([1280.0, 800.0], &none));
        draw("selected", [1280.0, 800.0], 1.0, captioned([1280.0, 800.0], &one));
        let near = Camera { zoom: 2.2, center: world.positions[world.node("KT")], size: [1280.0, 800.0] };
        let hovered = Some(world.node("업스테이지"));
        draw("near", near.size, 1.0, Input { hovered, ..world.view(near, &theme, &none) });
        let picked = Some(world.edge("KT", "마이크로소프트"));
        let camera = world.fit([800.0, 600.0]);
        draw("edge", camera.size, 2.0, Input { selected_edge: picked, ..world.view(camera, &theme, &none) });
    }
}

/// The window's text layout agrees with the scene's measure, on which label boxes and hit areas rest.
#[cfg(feature = "gui")]
#[test]
fn egui_lays_text_out_as_measured() {
    use egui::{Color32, FontData, FontDefinitions, FontFamily, FontId};
    use hapjong::scene::font::{self, Weight};
    let mut fonts = FontDefinitions::empty();
    let all = [("regular", font::REGULAR), ("semibold", font::SEMIBOLD), ("fallback", font::FALLBACK)];
    for (name, bytes) in all {
        fonts.font_data.insert(name.into(), FontData::from_static(bytes).into());
    }
    let semibold = FontFamily::Name("semibold".into());
    fonts.families.insert(FontFamily::Proportional, vec!["regular".into(), "fallback".into()]);
    fonts.families.insert(FontFamily::Monospace, vec!["regular".into()]);
    fonts.families.insert(semibold.clone(), vec!["semibold".into(), "fallback".into()]);
    let context = egui::Context::default();
    context.set_fonts(fonts);
    let mut output = context.run_ui(egui::RawInput::default(), |ui| {
        for text in
            ["글로벌 텔코 AI 얼라이언스", "이앤(e&)그룹", "AT&T", "AWS", "㈜카카오 韓", "Tata Telecom", "LG유플러스"]
        {
            for (weight, family) in [(Weight::Regular, FontFamily::Proportional), (Weight::SemiBold, semibold.clone())]
            {
                let galley = ui.painter().layout_no_wrap(text.into(), FontId::new(13.0, family), Color32::BLACK);
                let measured = Fonts::bundled().width(text, 13.0, weight);
                assert!((galley.size().x / measured - 1.0).abs() < 0.02, "{text}: {} not {measured}", galley.size().x);
            }
        }
    });
    output.textures_delta.clear();
}
