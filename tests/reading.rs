//! What makes a network legible: names that do not lie on each other, deals drawn apart from near, hulls around
//! alliances.

use hapjong::{
    article::load,
    extract::{DealType, EntityKind, Extractor, StatusGroup},
    layout::{self, Point, Request},
    network::{Edge, Filter, Network, Node},
    pipeline::{self, Derived, Watch},
    project::Project,
    resolve::{Entity, EntityKey, Resolved},
    scene::{self, Camera, Looks, Mark, Scene, font::Fonts, looks::LooksChoice, theme::Theme},
};
use std::{collections::BTreeSet, ops::ControlFlow, sync::LazyLock};

/// The network's panel in a window of 1280×800, and a picture of that size.
const SIZES: [[f32; 2]; 2] = [[738.0, 466.0], [1280.0, 800.0]];
const ZOOMS: [f32; 5] = [0.4, 0.7, 1.0, 2.0, 5.0];

static SAMPLES: LazyLock<Derived> = LazyLock::new(|| {
    let (extractor, _) = Extractor::load();
    let watch = Watch { progress: &|_, _| (), cancelled: &|| false };
    let mut project = Project::default();
    project.add(pipeline::read_articles(load::samples().0, &extractor, &watch));
    pipeline::derive(&project, &extractor, &Filter::default())
});

/// 300 companies with names of two to nine syllables, each with deals with up to three earlier ones.
fn large() -> Derived {
    let syllables: Vec<char> =
        "한국삼성전자네이버카카오케이티엘지유플러스솔루션텍바이오메디컬로보틱스".chars().collect();
    let mut state = 7_u64;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let mut name = |i: usize| {
        let letters: String = (0..2 + below(8)).map(|_| syllables[below(syllables.len())]).collect();
        format!("{letters}{i}")
    };
    let names: Vec<String> = (0..300).map(&mut name).collect();
    let mut ends: BTreeSet<(usize, usize)> = BTreeSet::new();
    for i in 1..300 {
        (0..1 + below(3)).for_each(|_| _ = ends.insert((below(i).min(below(i)), i)));
    }
    let edge = |&(a, b): &(usize, usize)| Edge {
        a,
        b,
        deals: Vec::new(),
        weight: 1.0,
        deal_type: Some(DealType::Mou),
        status: StatusGroup::InForce,
        arrow: None,
    };
    let degree = |i: usize| ends.iter().filter(|(a, b)| *a == i || *b == i).count();
    let node = |i: usize| Node { entity: i, kind: EntityKind::Company, degree: degree(i), n_deals: 1 };
    let entity = |name: &String| Entity {
        key: EntityKey { kind: EntityKind::Company, name: name.clone() },
        name: name.clone(),
        kind: EntityKind::Company,
        aliases: Vec::new(),
        title: None,
        org: None,
        about: None,
        mentions: Vec::new(),
    };
    Derived {
        network: Network { nodes: (0..300).map(node).collect(), edges: ends.iter().map(edge).collect(), deals: vec![] },
        resolved: Resolved { entities: names.iter().map(entity).collect(), ..Resolved::default() },
        ..Derived::default()
    }
}

fn positions(derived: &Derived) -> Vec<Point> {
    layout::layout(&Request::of(&derived.network), &mut |_| ControlFlow::Continue(()))
}

fn draw(derived: &Derived, positions: &[Point], camera: Camera, looks: &Looks) -> Scene {
    scene::build(&scene::Input {
        resolved: &derived.resolved,
        network: &derived.network,
        positions,
        camera,
        bleed: 0.0,
        selected: &BTreeSet::new(),
        hovered: None,
        trail: &BTreeSet::new(),
        selected_edge: None,
        selected_deal: None,
        edge_label: &|edge, _| Some(format!("업무협약 {edge}억원 2024")),
        theme: &Theme::light(),
        looks,
        fonts: Fonts::bundled(),
        caption: None,
    })
}

/// The scene at `zoom` times fit, of each size.
fn scenes(derived: &Derived, zoom: f32) -> Vec<Scene> {
    let positions = positions(derived);
    let at_size = |size: [f32; 2]| {
        let fit = scene::fit(&positions, size);
        draw(derived, &positions, Camera { zoom: fit.zoom * zoom, ..fit }, &Looks::default())
    };
    SIZES.into_iter().map(at_size).collect()
}

#[test]
fn no_label_lies_on_another() {
    for derived in [&*SAMPLES, &large()] {
        for (zoom, scene) in ZOOMS.iter().flat_map(|&zoom| scenes(derived, zoom).into_iter().map(move |s| (zoom, s))) {
            let nodes = scene.labels.iter().map(|l| (l.min, l.max));
            let boxes: Vec<_> = nodes.chain(scene.edge_labels.iter().map(|l| (l.min, l.max))).collect();
            assert!(!boxes.is_empty());
            for (i, a) in boxes.iter().enumerate() {
                let overlaps = |b: &&([f32; 2], [f32; 2])| (0..2).all(|k| a.0[k] < b.1[k] && a.1[k] > b.0[k]);
                assert_eq!(boxes[i + 1..].iter().filter(overlaps).count(), 0, "×{zoom} {:?}: {a:?}", scene.size);
            }
        }
    }
}

#[test]
fn most_of_the_samples_are_named_at_fit() {
    // In the smallest panel the names would take most of the paper; there only the better connected have one.
    for (scene, least) in scenes(&SAMPLES, 1.0).into_iter().zip([0.25, 0.7]) {
        let share = scene.labels.len() as f32 / scene.nodes.len() as f32;
        assert!(share >= least, "{share} of {} at {:?}", scene.nodes.len(), scene.size);
        assert_eq!(scene.labels.len() + scene.n_hidden_labels, scene.nodes.len());
    }
}

#[test]
fn deals_of_a_pair_fan_out_from_near_and_each_is_hit() {
    let derived = &*SAMPLES;
    let positions = positions(derived);
    let (index, edge) =
        derived.network.edges.iter().enumerate().find(|(_, e)| (2..=8).contains(&e.deals.len())).expect("a pair");
    let [a, b] = [positions[edge.a], positions[edge.b]];
    let center = [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0];
    let seen = |length: f32| {
        let zoom = length / (a[0] - b[0]).hypot(a[1] - b[1]);
        draw(derived, &positions, Camera { center, zoom, size: [1200.0, 900.0] }, &Looks::default())
    };
    let near = seen(600.0);
    let strands: Vec<_> = near.edges.iter().filter(|mark| mark.edge == index).collect();
    assert_eq!(strands.iter().filter_map(|mark| mark.deal).collect::<Vec<_>>(), edge.deals);
    for strand in strands {
        let middle = strand.line[strand.line.len() / 2];
        assert_eq!(scene::edge_at(&near, middle, 3.0), Some(strand));
    }
    let far = seen(60.0);
    assert_eq!(far.edges.iter().filter(|mark| mark.edge == index).map(|m| m.deal).collect::<Vec<_>>(), [None]);
}

#[test]
fn a_hull_holds_its_members_and_is_drawn_only_if_asked_for() {
    let derived = &*SAMPLES;
    let (positions, network) = (positions(derived), &derived.network);
    let camera = scene::fit(&positions, SIZES[1]);
    assert!(draw(derived, &positions, camera, &Looks::default()).hulls.is_empty());
    let looks = Looks::of(LooksChoice { has_hulls: true, ..LooksChoice::default() }, network);
    let scene = draw(derived, &positions, camera, &looks);
    assert!(!scene.hulls.is_empty());
    for hull in &scene.hulls {
        let Mark::Polygon { points, .. } = &hull.mark else { panic!("a polygon") };
        let member_of = |e: &Edge| match e.deal_type {
            Some(DealType::Membership) if e.a == hull.node => Some(e.b),
            Some(DealType::Membership) if e.b == hull.node => Some(e.a),
            _ => None,
        };
        for member in network.edges.iter().filter_map(member_of) {
            let center = camera.to_screen(positions[member]);
            let sides = points.iter().zip(points.iter().cycle().skip(1));
            let turns = sides.map(|(a, b)| (b[0] - a[0]) * (center[1] - a[1]) - (b[1] - a[1]) * (center[0] - a[0]));
            assert!(turns.clone().all(|turn| turn > 0.0) || turns.clone().all(|turn| turn < 0.0), "member {member}");
        }
    }
}
