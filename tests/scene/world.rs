//! A hand-made network of real names, laid out by plain forces.

use hapjong::{
    extract::{DealType, EntityKind, StatusGroup},
    layout::Point,
    network::{Arrow, Edge, Network, Node},
    resolve::{Entity, EntityKey, Resolved},
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

/// A network with its layout.
pub struct World {
    pub resolved: Resolved,
    pub network: Network,
    pub positions: Vec<Point>,
}

fn kind(name: &str) -> EntityKind {
    let institutions = ["대학교", "기술원", "연구원", "통신부", "지능청", "한국은행"];
    match name {
        n if n.contains("얼라이언스") => EntityKind::Alliance,
        n if institutions.iter().any(|i| n.contains(i)) => EntityKind::Institution,
        _ => EntityKind::Company,
    }
}

/// Two alliances, three hubs with many partners, investments, joint ventures, plans and ended deals.
pub fn world() -> World {
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
            weight: n as f32,
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
        resolved: Resolved { entities, deals: Vec::new(), links: Vec::new() },
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
