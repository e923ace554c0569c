//! Working with the network: selecting by area and by shape, surroundings, paths, each by pointer and by keyboard.

use super::*;
use hapjong::ui::state::{Step, Tool};

fn n_nodes(harness: &Harness<'_, App>) -> usize {
    harness.state().model().derived.network.nodes.len()
}

fn n_selected(harness: &Harness<'_, App>) -> usize {
    harness.state().model().selection().entities.len()
}

fn press(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

/// Presses at the first point, moves along the others, releases at the last.
fn draw(harness: &mut Harness<'_, App>, points: &[Pos2], modifiers: Modifiers) {
    let button = |pos: Pos2, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
    let (first, last) = (points[0], points[points.len() - 1]);
    harness.hover_at(first);
    harness.run();
    let moves = points.iter().map(|&point| Event::PointerMoved(point));
    let events = [Event::ModifiersChanged(modifiers), button(first, true)].into_iter().chain(moves);
    for event in events.chain([button(last, false), Event::ModifiersChanged(Modifiers::NONE)]) {
        harness.event(event);
        harness.step();
    }
    settle(harness);
}

/// A box around a node that begins and ends on empty paper as far as may be.
fn around(pos: Pos2) -> [Pos2; 2] {
    [pos - egui::vec2(26.0, 26.0), pos + egui::vec2(26.0, 26.0)]
}

#[test]
fn a_box_selects_what_lies_in_it_and_shift_adds() {
    let mut harness = window(Vec::new());
    press(&mut harness, Modifiers::NONE, Key::B);
    harness.get_by_label_contains("끌어서 네모 안을 고릅니다");
    let (pos, _) = node(&harness, "SK텔레콤");
    draw(&mut harness, &around(pos), Modifiers::NONE);
    assert!(harness.state().model().selection().entities.contains(&company("SK텔레콤")));
    let before = n_selected(&harness);
    let (pos, _) = node(&harness, "KT");
    draw(&mut harness, &around(pos), Modifiers::SHIFT);
    let keys = &harness.state().model().selection().entities;
    assert!(keys.contains(&company("SK텔레콤")) && keys.contains(&company("KT")) && keys.len() > before);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(harness.state().model().tool, Tool::Move, "Escape leaves the tool first");
    assert!(n_selected(&harness) > before);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(n_selected(&harness), 0);
}

#[test]
fn shift_on_empty_paper_draws_a_box_without_a_tool() {
    let mut harness = window(Vec::new());
    let all = harness.get_by_label_contains("화살표로 이웃으로").rect().shrink(10.0);
    draw(&mut harness, &[all.left_top(), all.right_bottom()], Modifiers::SHIFT);
    assert_eq!(n_selected(&harness), n_nodes(&harness));
}

#[test]
fn a_lasso_selects_what_it_goes_around() {
    let mut harness = window(Vec::new());
    harness.get_by_label("올가미로 고르기").click();
    settle(&mut harness);
    let (pos, _) = node(&harness, "SK텔레콤");
    let ring: Vec<Pos2> = (0..=12).map(|i| pos + 24.0 * egui::Vec2::angled(i as f32 * 0.5)).collect();
    draw(&mut harness, &ring, Modifiers::NONE);
    assert!(harness.state().model().selection().entities.contains(&company("SK텔레콤")));
    assert!(n_selected(&harness) < n_nodes(&harness) / 4);
}

#[test]
fn selections_are_inverted_and_grown() {
    let mut harness = window(Vec::new());
    let n = n_nodes(&harness);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    assert_eq!(n_selected(&harness), n);
    press(&mut harness, Modifiers::COMMAND, Key::I);
    assert_eq!(n_selected(&harness), 0);
    click_node(&mut harness, "SK텔레콤");
    let model = harness.state().model();
    let node = *model.selected.nodes.first().expect("a node");
    let degree = model.derived.network.nodes[node].degree;
    press(&mut harness, Modifiers::COMMAND, Key::B);
    assert_eq!(n_selected(&harness), 1 + degree);
    press(&mut harness, Modifiers::COMMAND, Key::I);
    assert_eq!(n_selected(&harness), n - 1 - degree);
}

#[test]
fn menus_offer_the_same() {
    let mut harness = window(Vec::new());
    harness.get_by_role_and_label(Role::Button, "선택").click();
    settle(&mut harness);
    harness.get_by_label_contains("모두 선택").click();
    settle(&mut harness);
    assert_eq!(n_selected(&harness), n_nodes(&harness));
    act(&mut harness, Action::ClearSelection);
    let (pos, _) = node(&harness, "네이버");
    click(&mut harness, pos, PointerButton::Secondary, Modifiers::NONE);
    harness.get_by_label_contains("주변만 보기: 1단계").click();
    settle(&mut harness);
    harness.get_by_label("네이버 주변");
    harness.get_by_role_and_label(Role::Button, "보기").click();
    settle(&mut harness);
    harness.get_by_label_contains("주변만 보기 끝내기").click();
    settle(&mut harness);
    assert!(harness.query_by_label("네이버 주변").is_none());
}

#[test]
fn hiding_the_others_is_one_edit() {
    let mut harness = window(Vec::new());
    let n = n_nodes(&harness);
    click_node(&mut harness, "SK텔레콤");
    press(&mut harness, Modifiers::COMMAND, Key::B);
    let kept = n_selected(&harness);
    press(&mut harness, Modifiers::SHIFT, Key::Delete);
    assert_eq!(n_nodes(&harness), kept);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(n_nodes(&harness), n);
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    assert_eq!(n_nodes(&harness), n);
}

#[test]
fn surroundings_are_entered_by_key_widened_by_click_and_left() {
    let mut harness = window(Vec::new());
    let n = n_nodes(&harness);
    click_node(&mut harness, "네이버");
    let degree = {
        let model = harness.state().model();
        model.derived.network.nodes[*model.selected.nodes.first().expect("a node")].degree
    };
    press(&mut harness, Modifiers::COMMAND, Key::Num1);
    assert_eq!(n_nodes(&harness), 1 + degree);
    harness.get_by_label("네이버 주변");
    harness.get_by_label("2단계").click();
    settle(&mut harness);
    assert!(n_nodes(&harness) > 1 + degree);
    harness.get_by_label("나가기").click();
    settle(&mut harness);
    assert_eq!(n_nodes(&harness), n);
    assert!(harness.query_by_label("네이버 주변").is_none());
}

#[test]
fn a_filter_that_takes_the_middle_away_says_so() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "네이버");
    press(&mut harness, Modifiers::COMMAND, Key::Num2);
    let mut filter = harness.state().model().state.filter.clone();
    filter.kinds.remove(&EntityKind::Company);
    act(&mut harness, Action::SetFilter(filter));
    assert_eq!(n_nodes(&harness), 0);
    harness.get_by_label("주변만 보기 끝내기").click();
    settle(&mut harness);
    assert!(harness.state().model().state.filter.around.is_none());
}

#[test]
fn paths_between_two_list_their_deals() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "SK텔레콤");
    press(&mut harness, Modifiers::COMMAND, Key::J);
    harness.get_by_label_contains("둘을 골라야 합니다");
    act(&mut harness, Action::ToggleSelected(company("넷플릭스")));
    press(&mut harness, Modifiers::COMMAND, Key::J);
    let model = harness.state().model();
    let paths = model.selected.paths.clone().expect("paths");
    assert!(paths.n_steps >= 2 && !paths.listed.is_empty());
    for (a, b) in paths.listed[0].iter().zip(paths.listed[0].iter().skip(1)) {
        let ends = (*a.min(b), *a.max(b));
        let edge = model.derived.network.edges.iter().position(|e| (e.a, e.b) == ends).expect("an edge a step");
        assert!(paths.edges.contains(&edge));
        let deal = model.deal(*model.derived.network.edges[edge].deals.first().expect("a deal")).expect("a deal");
        let row = format!("{} {}", model.lang().deal_type(deal.deal_type), model.parties(deal));
        assert!(harness.query_all_by_label(&row).next().is_some(), "{row}");
        assert!(model.deals_in_scope().len() < model.derived.network.deals.len());
    }
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.state().model().selection().is_empty());
}

#[test]
fn components_follow_each_other_largest_first() {
    let mut harness = window(Vec::new());
    press(&mut harness, Modifiers::NONE, Key::CloseBracket);
    let first = n_selected(&harness);
    press(&mut harness, Modifiers::NONE, Key::CloseBracket);
    let second = n_selected(&harness);
    assert!(first >= second && second > 0 && first < n_nodes(&harness));
    press(&mut harness, Modifiers::NONE, Key::OpenBracket);
    assert_eq!(n_selected(&harness), first);
    act(&mut harness, Action::Component(Step::Previous));
    assert!(n_selected(&harness) <= second);
}
