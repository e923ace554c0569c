//! The drawn network: large ones, dragging, pause, what size and colour say, the map.

use super::*;
use hapjong::{
    layout::Point,
    resolve::{Entity, Link, Resolved},
    scene::looks::{ColorBy, SizeBy},
};
use std::sync::Arc;

/// A window with a ring of so many companies.
fn ring(n: usize) -> Harness<'static, App> {
    let entity = |i: usize| Entity {
        key: company(&format!("고리{i:04}")),
        name: format!("고리{i:04}"),
        kind: EntityKind::Company,
        aliases: Vec::new(),
        title: None,
        org: None,
        about: None,
        mentions: Vec::new(),
    };
    let links = (0..n).map(|i| Link { a: i, b: (i + 1) % n, weight: 1.0 }).collect();
    let given = Arc::new(Resolved { entities: (0..n).map(entity).collect(), deals: Vec::new(), links });
    let state = UiState { language: Language::Korean, ..UiState::default() };
    let options = Options { state: Some(state), given: Some(given), ..Options::default() };
    let mut harness = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_max_steps(64)
        .build_eframe(move |cc| App::new(&cc.egui_ctx, options));
    settle(&mut harness);
    harness
}

fn place(harness: &Harness<'_, App>, name: &str) -> Point {
    let model = harness.state().model();
    let node = model.index.node_of[model.find_entity(&company(name)).unwrap()].unwrap();
    model.places.points[node]
}

fn button(harness: &mut Harness<'_, App>, pos: Pos2, pressed: bool) {
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    harness.event(Event::PointerButton { pos, button, pressed, modifiers });
    harness.step();
}

/// Drags a node by `by`, and holds it there until `is_done` or for a second at most.
fn drag(harness: &mut Harness<'_, App>, name: &str, by: Vec2, is_done: impl Fn(&Harness<'_, App>) -> bool) {
    let (from, _) = node(harness, name);
    harness.hover_at(from);
    harness.run();
    button(harness, from, true);
    for i in 1..=5 {
        harness.event(Event::PointerMoved(from + by * i as f32 / 5.0));
        harness.step();
    }
    let started = Instant::now();
    while !is_done(harness) && started.elapsed() < Duration::from_secs(1) {
        std::thread::sleep(Duration::from_millis(10));
        harness.step();
    }
    button(harness, from + by, false);
    settle(harness);
}

fn distance(a: Point, b: Point) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

#[test]
fn a_large_network_is_drawn_in_the_background_and_its_nodes_are_clicked() {
    let mut harness = ring(800);
    assert_eq!(harness.state().model().derived.network.edges.len(), 800);
    act(&mut harness, Action::FocusOn(company("고리0007")));
    act(&mut harness, Action::ClearSelection);
    assert_eq!(click_node(&mut harness, "고리0007"), 0);
    assert_eq!(harness.state().model().selection().entities, [company("고리0007")].into());
}

#[test]
fn a_dragged_node_takes_its_neighbours_along_and_stays() {
    let mut harness = ring(24);
    let before = ["고리0003", "고리0004", "고리0015"].map(|name| place(&harness, name));
    let moved = move |h: &Harness<'_, App>| distance(place(h, "고리0004"), before[1]) > 10.0;
    drag(&mut harness, "고리0003", Vec2::new(120.0, 60.0), moved);
    let after = ["고리0003", "고리0004", "고리0015"].map(|name| place(&harness, name));
    let ways: Vec<f32> = before.iter().zip(after).map(|(a, b)| distance(*a, b)).collect();
    assert!(ways[0] > ways[1] && ways[1] > 10.0 && ways[2] < ways[1], "{ways:?}");
    assert!(harness.state().model().derived.marks.pins.contains_key(&company("고리0003")));
}

#[test]
fn in_a_paused_layout_only_what_is_dragged_moves() {
    let mut harness = ring(24);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    settle(&mut harness);
    assert!(harness.state().model().is_layout_paused);
    let before = [place(&harness, "고리0003"), place(&harness, "고리0004")];
    drag(&mut harness, "고리0003", Vec2::new(90.0, 30.0), |_| false);
    assert!(distance(place(&harness, "고리0003"), before[0]) > 10.0);
    assert_eq!(place(&harness, "고리0004"), before[1]);
}

#[test]
fn size_and_colour_say_what_is_asked_of_them() {
    let mut harness = window(Vec::new());
    harness.get_by_label("보이는 방식").click();
    harness.run();
    harness.get_by_role_and_label(Role::RadioButton, "중개자 (매개 중심성)").click();
    harness.run();
    harness.get_by_role_and_label(Role::RadioButton, "무리").click();
    settle(&mut harness);
    let looks = harness.state().model().state.looks;
    assert_eq!((looks.size, looks.color, looks.has_hulls), (SizeBy::Betweenness, ColorBy::Community, false));
    harness.key_press(Key::Escape);
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    settle(&mut harness);
    assert!(harness.state().model().state.looks.has_hulls);
}

#[test]
fn a_press_on_the_map_moves_the_view() {
    let mut harness = window(Vec::new());
    assert!(harness.query_by_label_contains("전체 지도").is_none(), "all is in view");
    for _ in 0..4 {
        act(&mut harness, Action::ZoomIn);
    }
    let (before, _) = node(&harness, "SK텔레콤");
    let map = harness.get_by_label_contains("전체 지도").rect();
    click(&mut harness, map.center() + Vec2::new(-12.0, 0.0), PointerButton::Primary, Modifiers::NONE);
    let label = harness.query_by_label_contains("SK텔레콤, 기업");
    assert!(label.is_none_or(|n| n.rect().center().distance(before) > 5.0), "it has moved");
}
