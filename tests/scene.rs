//! The scene and its pictures, on a hand-made network of real names.

use hapjong::{
    export::{png, svg},
    extract::{DealType, EntityKind, StatusGroup},
    layout::Point,
    network::{Arrow, Edge, Network, Node},
    resolve::{Entity, EntityKey, Resolved},
    scene::{self, Camera, Caption, Input, Label, Mark, Scene, font::Fonts, theme::Family, theme::Theme},
};
use std::collections::{BTreeMap, BTreeSet};

/// Each line: giver or one side, type, number of deals, status (+ in force, ? ahead, x over), the others.
const DEALS: &str = "
SK텔레콤 membership 1 + 글로벌 텔코 AI 얼라이언스
도이치텔레콤 membership 1 + 글로벌 텔코 AI 얼라이언스
이앤(e&)그룹 membership 1 + 글로벌 텔코 AI 얼라이언스
싱텔 membership 1 + 글로벌 텔코 AI 얼라이언스
소프트뱅크 membership 1 + 글로벌 텔코 AI 얼라이언스, AI-RAN 얼라이언스
SK텔레콤 membership 1 + K-AI 얼라이언스
래블업 membership 1 + K-AI 얼라이언스
몰로코 membership 1 + K-AI 얼라이언스
베스핀글로벌 membership 1 + K-AI 얼라이언스
코난테크놀로지 membership 1 + K-AI 얼라이언스
스캐터랩 membership 1 + K-AI 얼라이언스
씨메스 membership 1 + K-AI 얼라이언스
마키나락스 membership 1 + K-AI 얼라이언스
올거나이즈코리아 membership 1 + K-AI 얼라이언스
엔비디아 membership 1 + AI-RAN 얼라이언스
삼성전자 membership 1 + AI-RAN 얼라이언스
에릭슨 membership 1 + AI-RAN 얼라이언스
SK텔레콤 investment 2 + 앤트로픽, 코난테크놀로지, 스캐터랩
SK텔레콤 investment 1 + 퍼플렉시티, 래블업, 몰로코, 베스핀글로벌, 씨메스, 조비 에비에이션, 람다
SK텔레콤 joint_venture 2 + 도이치텔레콤, 이앤(e&)그룹, 싱텔, 소프트뱅크
SK텔레콤 equity_swap 1 x 카카오
SK텔레콤 subsidiary 1 + SK브로드밴드, 리벨리온
SK텔레콤 mou 3 + 삼성전자, 서울대학교, 한국전력공사
SK텔레콤 co_development 2 ? 오픈AI, 엔비디아
KT partnership 6 + 마이크로소프트
KT investment 1 + 업스테이지, 콴다, 리벨리온, 메가존클라우드
KT equity_swap 1 + 현대자동차, 신한금융지주
KT mou 2 + 한국과학기술원(KAIST), 한국전자통신연구원, 과학기술정보통신부, 현대건설
KT acquisition 1 x 에픽게임즈코리아
KT verification 1 ? 노키아, 에릭슨
KT supply 3 + 우리은행, 한국투자증권
네이버 investment 1 + 업스테이지, 퓨리오사AI, 포시마크
네이버 acquisition 2 + 왓패드
네이버 equity_swap 2 + CJ대한통운, 이마트, 미래에셋증권
네이버 joint_venture 3 + 소프트뱅크
네이버 supply 4 + 한국은행, 삼성전자, 사우디 데이터인공지능청
네이버 co_development 3 x 인텔
네이버 mou 2 + 엔비디아, 서울대학교, 한국수력원자력
카카오 partnership 4 + 오픈AI
카카오 subsidiary 2 + 카카오엔터테인먼트, SM엔터테인먼트
카카오 mou 1 + 구글
LG유플러스 mou 2 + 아마존웹서비스(AWS), 구글, 마이크로소프트
LG유플러스 investment 1 + 포티투마루
LG유플러스 acquisition 1 ? 왓챠
삼성전자 investment 1 + 레인보우로보틱스
삼성전자 supply 5 + 엔비디아, 테슬라
현대자동차 joint_venture 1 + 앱티브
앱티브 joint_venture 1 + 모셔널
현대자동차 joint_venture 1 + 모셔널
현대자동차 acquisition 1 + 보스턴다이내믹스
현대자동차 supply 2 + 엔비디아
리벨리온 acquisition 1 + 사피온코리아
마이크로소프트 investment 5 + 오픈AI
아마존웹서비스(AWS) investment 2 + 앤트로픽
구글 investment 1 + 앤트로픽
소프트뱅크 investment 2 ? 오픈AI
";

struct World {
    resolved: Resolved,
    network: Network,
    positions: Vec<Point>,
}

fn kind(name: &str) -> EntityKind {
    let institutions = ["대학교", "기술원", "연구원", "통신부", "지능청", "한국은행"];
    match name {
        n if n.contains("얼라이언스") => EntityKind::Alliance,
        n if institutions.iter().any(|i| n.contains(i)) => EntityKind::Institution,
        _ => EntityKind::Company,
    }
}

fn world() -> World {
    let mut edges: BTreeMap<(&str, &str), (DealType, usize, StatusGroup, bool)> = BTreeMap::new();
    for line in DEALS.lines().filter(|l| !l.is_empty()) {
        let words: Vec<&str> = line.split(' ').collect();
        let at = words.iter().position(|w| w.parse::<DealType>().is_ok()).unwrap();
        let deal_type: DealType = words[at].parse().unwrap();
        let status = match words[at + 2] {
            "?" => StatusGroup::Ahead,
            "x" => StatusGroup::Over,
            _ => StatusGroup::InForce,
        };
        let head: usize = words[..at + 3].iter().map(|w| w.len() + 1).sum();
        let left = words[0];
        for right in line[head..].split(", ") {
            let (key, forward) = if left < right { ((left, right), true) } else { ((right, left), false) };
            edges.insert(key, (deal_type, words[at + 1].parse().unwrap(), status, forward));
        }
    }
    let names: BTreeSet<&str> = edges.keys().flat_map(|(a, b)| [*a, *b]).collect();
    let index: BTreeMap<&str, usize> = names.iter().enumerate().map(|(i, n)| (*n, i)).collect();
    let edges: Vec<Edge> = edges
        .into_iter()
        .map(|((a, b), (deal_type, n, status, forward))| Edge {
            a: index[a],
            b: index[b],
            deals: (0..n).collect(),
            deal_type: Some(deal_type),
            status,
            arrow: deal_type.is_directed().then_some(if forward { Arrow::AtoB } else { Arrow::BtoA }),
        })
        .collect();
    let node = |(i, name): (usize, &&str)| {
        let degree = edges.iter().filter(|e| e.a == i || e.b == i).count();
        Node { entity: i, kind: kind(name), degree, n_deals: degree }
    };
    let nodes: Vec<Node> = names.iter().enumerate().map(node).collect();
    let entities = names.iter().map(|n| entity(n)).collect();
    let positions = spread(nodes.len(), &edges);
    World {
        resolved: Resolved { entities, deals: Vec::new() },
        network: Network { nodes, edges, deals: Vec::new() },
        positions,
    }
}

fn entity(name: &str) -> Entity {
    Entity {
        key: EntityKey { kind: kind(name), name: name.into() },
        name: name.into(),
        kind: kind(name),
        aliases: Vec::new(),
        title: None,
        org: None,
        about: None,
        mentions: Vec::new(),
    }
}

/// A plain force layout: springs along edges, repulsion everywhere, from a spiral.
fn spread(n: usize, edges: &[Edge]) -> Vec<Point> {
    let mut points: Vec<Point> = (0..n)
        .map(|i| (i as f32 * 2.4, 30.0 * (i as f32).sqrt()))
        .map(|(a, r)| [r * a.cos() * 1.5, r * a.sin()])
        .collect();
    for step in 0..600 {
        let mut force = vec![[0.0_f32; 2]; n];
        let mut act = |i: usize, j: usize, pull: &dyn Fn(f32) -> f32| {
            let d = [points[j][0] - points[i][0], points[j][1] - points[i][1]];
            let length = d[0].hypot(d[1]).max(1.0);
            for axis in [0, 1] {
                force[i][axis] += d[axis] / length * pull(length);
                force[j][axis] -= d[axis] / length * pull(length);
            }
        };
        for i in 0..n {
            (0..i).for_each(|j| act(i, j, &|d| -9000.0 / d.powf(1.15)));
        }
        edges.iter().for_each(|e| act(e.a, e.b, &|d| d * d / 260.0));
        let heat = 30.0 * (1.0 - step as f32 / 600.0);
        for (p, f) in points.iter_mut().zip(force) {
            let length = f[0].hypot(f[1]).max(1.0);
            let by = length.min(heat) / length;
            *p = [p[0] + (f[0] - p[0] * 2.0) * by, p[1] + (f[1] - p[1] * 4.0) * by];
        }
    }
    points
}

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
            selected,
            hovered: None,
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
fn labels_overlap_neither_labels_nor_nodes() {
    let world = world();
    for by in [0.4, 0.7, 1.0, 1.8, 4.0] {
        let scene = world.scene(world.zoomed(by), &[]);
        for (i, a) in scene.labels.iter().enumerate() {
            for b in &scene.labels[i + 1..] {
                assert!(!overlap(a, b), "×{by}: {} on {}", text(&a.mark), text(&b.mark));
            }
            for n in &scene.nodes {
                let near = [0, 1].map(|k| n.center[k].clamp(a.min[k], a.max[k]) - n.center[k]);
                assert!(near[0].hypot(near[1]) >= n.radius, "×{by}: {} on node {}", text(&a.mark), n.node);
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
    let draw = || svg::svg(&world.scene(world.fit([1280.0, 800.0]), &["KT"]));
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
            let bytes = png::encode(&png::image(&scene, scale).unwrap(), scale).unwrap();
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
