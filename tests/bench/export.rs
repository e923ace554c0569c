//! How long exports take: every data format for 10,000 nodes and 20,000 edges, and a 4× PNG of the samples.
//!
//! Run with `cargo bench --no-default-features --bench export`. Nothing is asserted: machines differ.

use hapjong::{
    article::{Article, ArticleId, Meta},
    export::{
        data::Format,
        png,
        rows::{Source, tables},
    },
    extract::{ArticleFacts, DealDate, DealType, EntityKind, Extractor, Role, Status, StatusGroup},
    layout::{self, Request},
    network::{Edge, Filter, Network, Node},
    pipeline::{Watch, derive, read_files},
    project::Project,
    resolve::{Deal, DealKey, DealParty, Entity, EntityKey, Place, Read, Resolved, Review},
    scene::{self, font::Fonts, theme::Theme},
    strings::Language,
    text::Span,
};
use std::{collections::BTreeSet, io::Write, ops::ControlFlow, path::Path, sync::Arc, time::Instant};

const N_NODES: usize = 10_000;
const N_EDGES: usize = 20_000;
const SENTENCE: &str = "SK텔레콤은 11일 인공지능 검색 기업 퍼플렉시티에 1000만달러를 투자했다고 밝혔다.";

fn main() {
    let (resolved, network, reads) = large();
    let positions: Vec<[f32; 2]> = (0..N_NODES).map(|i| [(i % 100) as f32 * 30.0, (i / 100) as f32 * 30.0]).collect();
    let source = Source { resolved: &resolved, network: &network, reads: &reads, positions: &positions };
    say(&format!("{N_NODES} nodes, {N_EDGES} edges"));
    let tables = timed("rows", || tables(&source));
    for (format, end) in Format::ALL {
        let bytes = timed(end, || format.bytes(&tables, Language::Korean).unwrap_or_default());
        say(&format!("    {:.1} MB", bytes.len() as f64 / 1e6));
    }
    picture();
}

fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let result = work();
    say(&format!("{what}: {} ms", begin.elapsed().as_millis()));
    result
}

/// A ring of companies, each with two deals, told by one article.
fn large() -> (Resolved, Network, Vec<Read>) {
    let key = |i: usize| EntityKey { kind: EntityKind::Company, name: format!("합종기업{i}") };
    let entity = |i: usize| Entity {
        key: key(i),
        name: key(i).name,
        kind: EntityKind::Company,
        aliases: vec![format!("기업 {i}")],
        title: None,
        org: None,
        about: None,
        mentions: vec![Place { article: 0, span: Span::new(0, 12) }],
    };
    let ends = |i: usize| (i / 2, (i / 2 + 1 + i % 2 * 7) % N_NODES);
    let edge = |i: usize| Edge {
        a: ends(i).0.min(ends(i).1),
        b: ends(i).0.max(ends(i).1),
        deals: vec![i],
        weight: 1.0,
        deal_type: Some(DealType::Investment),
        status: StatusGroup::InForce,
        arrow: None,
    };
    let node = |i: usize| Node { entity: i, kind: EntityKind::Company, degree: 4, n_deals: 4 };
    let deal = |i: usize| deal(i, [ends(i).0, ends(i).1], [key(ends(i).0), key(ends(i).1)]);
    let meta = Meta { title: Some("SKT, 퍼플렉시티에 투자".into()), ..Meta::default() };
    let article = Article {
        id: ArticleId::of(SENTENCE),
        file: "a.txt".into(),
        path: String::new(),
        text: SENTENCE.into(),
        meta,
        lines: Vec::new(),
    };
    let read = Read { article: Arc::new(article), facts: Arc::new(ArticleFacts::default()) };
    let resolved = Resolved {
        entities: (0..N_NODES).map(entity).collect(),
        deals: (0..N_EDGES).map(deal).collect(),
        links: Vec::new(),
    };
    let network = Network {
        nodes: (0..N_NODES).map(node).collect(),
        edges: (0..N_EDGES).map(edge).collect(),
        deals: (0..N_EDGES).collect(),
    };
    (resolved, network, vec![read])
}

fn deal(number: usize, entities: [usize; 2], keys: [EntityKey; 2]) -> Deal {
    let party = |(entity, role)| DealParty { entity, role };
    Deal {
        key: DealKey { deal_type: DealType::Investment, parties: keys.to_vec(), number: number as u32 },
        deal_type: DealType::Investment,
        status: Status::Completed,
        parties: entities.into_iter().zip([Role::Investor, Role::Investee]).map(party).collect(),
        date: DealDate { text: Some("11일".into()), value: "2024-10-11".parse().ok() },
        amount: None,
        stakes: Vec::new(),
        evidence: vec![Place { article: 0, span: Span::new(0, SENTENCE.len()) }],
        confidence: 0.9,
        tellings: Vec::new(),
        disagreements: Vec::new(),
        review: Review::Automatic,
    }
}

/// The samples at 1,600 × 1,000 points, four pixels a point.
fn picture() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let extractor = Extractor::load().0;
    let mut project = Project::default();
    project.add(read_files(&[seeds], &extractor, &Watch { progress: &|_, _| (), cancelled: &|| false }).0);
    let derived = derive(&project, &extractor, &Filter::default());
    say("4× PNG of 1,600 × 1,000 points");
    let request = Request::of(&derived.network);
    let positions = timed("layout", || layout::layout(&request, &mut |_| ControlFlow::Continue(())));
    let scene = timed("scene", || {
        scene::build(&scene::Input {
            resolved: &derived.resolved,
            network: &derived.network,
            positions: &positions,
            camera: scene::fit(&positions, [1600.0, 1000.0]),
            bleed: 0.0,
            selected: &BTreeSet::new(),
            hovered: None,
            trail: &BTreeSet::new(),
            selected_edge: None,
            edge_label: &|_| None,
            theme: &Theme::light(),
            fonts: Fonts::bundled(),
            caption: None,
        })
    });
    let image = timed("pixels", || png::image(&scene, 4.0));
    timed("PNG", || image.and_then(|image| png::encode(&image, 384.0)).map(|bytes| bytes.len()).ok());
}
