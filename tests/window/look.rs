//! What is looked at: back and forward, saved views, stepping through finds, and the network by keyboard.

use super::*;
use hapjong::ui::state::Tool;

fn press(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

fn selected(harness: &Harness<'_, App>) -> Selection {
    harness.state().model().selection().clone()
}

#[test]
fn back_and_forward_go_through_selections_and_filters() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "SK텔레콤");
    click_node(&mut harness, "네이버");
    press(&mut harness, Modifiers::COMMAND, Key::Num1);
    press(&mut harness, Modifiers::ALT, Key::ArrowLeft);
    assert!(harness.state().model().state.filter.around.is_none());
    assert_eq!(selected(&harness), Selection::of(company("네이버")));
    press(&mut harness, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(selected(&harness), Selection::of(company("SK텔레콤")));
    press(&mut harness, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(selected(&harness), Selection::of(company("네이버")));
    press(&mut harness, Modifiers::ALT, Key::ArrowRight);
    assert!(harness.state().model().state.filter.around.is_some());
    press(&mut harness, Modifiers::ALT, Key::ArrowRight);
    harness.get_by_label("앞으로 갈 화면이 없습니다");
}

#[test]
fn the_side_buttons_of_the_mouse_go_back_and_forward() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "SK텔레콤");
    let (pos, _) = node(&harness, "KT");
    click(&mut harness, pos, PointerButton::Extra1, Modifiers::NONE);
    assert!(selected(&harness).is_empty());
    click(&mut harness, pos, PointerButton::Extra2, Modifiers::NONE);
    assert_eq!(selected(&harness), Selection::of(company("SK텔레콤")));
}

#[test]
fn the_camera_goes_back_too() {
    let mut harness = window(Vec::new());
    let (before, _) = node(&harness, "KT");
    act(&mut harness, Action::FocusOn(company("KT")));
    let (focused, _) = node(&harness, "KT");
    assert!(focused.distance(before) > 4.0, "the view moved");
    harness.get_by_role_and_label(Role::Button, "뒤로").click();
    settle(&mut harness);
    assert!(node(&harness, "KT").0.distance(before) < 1.0);
}

#[test]
fn a_saved_view_comes_back_as_it_was() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "네이버");
    press(&mut harness, Modifiers::COMMAND, Key::Num2);
    let places = harness.state().model().places.points.clone();
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    harness.get_by_role_and_label(Role::TextInput, "보기 이름").type_text("네이버 쪽");
    harness.run();
    harness.get_by_role_and_label(Role::Button, "저장").click();
    settle(&mut harness);
    harness.get_by_label("보기를 저장했습니다");
    act(&mut harness, Action::LeaveAround);
    act(&mut harness, Action::Rearrange);
    act(&mut harness, Action::OpenView("네이버 쪽".into()));
    let model = harness.state().model();
    assert!(model.state.filter.around.is_some());
    let moved = model.places.points.iter().zip(&places).map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1]));
    assert!(moved.fold(0.0, f32::max) < 0.01);
    let text = serde_json::to_string(&model.state).expect("text");
    let back: UiState = serde_json::from_str(&text).expect("a state");
    assert_eq!(back.views, model.state.views);
}

#[test]
fn a_saved_view_is_found_in_the_palette_and_forgotten() {
    let mut harness = window(Vec::new());
    act(&mut harness, Action::SaveView("이웃".into()));
    press(&mut harness, Modifiers::COMMAND, Key::K);
    harness.get_by_role_and_label(Role::TextInput, "명령 찾기…").type_text("ㅂㄱㅇㅇ");
    harness.run();
    harness.get_by_role_and_label(Role::Button, "보기: 이웃").click();
    settle(&mut harness);
    act(&mut harness, Action::ViewsDialog);
    harness.get_by_label("‘이웃’ 지우기").click();
    settle(&mut harness);
    harness.get_by_label("저장한 보기가 없습니다");
}

#[test]
fn arrow_keys_walk_to_neighbours() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "SK텔레콤");
    let mut n_steps = 0;
    for key in [Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown] {
        click_node(&mut harness, "SK텔레콤");
        let from = *harness.state().model().selected.nodes.first().expect("a node");
        press(&mut harness, Modifiers::NONE, key);
        let model = harness.state().model();
        let to = *model.selected.nodes.first().expect("a node");
        if to != from {
            n_steps += 1;
            let ends = (from.min(to), from.max(to));
            assert!(model.derived.network.edges.iter().any(|e| (e.a, e.b) == ends), "{key:?} leads along an edge");
        }
        press(&mut harness, Modifiers::NONE, Key::Escape);
    }
    assert!(n_steps >= 3, "a hub has neighbours on most sides: {n_steps}");
}

#[test]
fn shift_and_an_arrow_add_a_neighbour() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "SK텔레콤");
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    let keys = selected(&harness).entities;
    assert!(keys.len() == 2 && keys.contains(&company("SK텔레콤")), "{keys:?}");
}

#[test]
fn a_screen_reader_focuses_and_presses_nodes() {
    let mut harness = window(Vec::new());
    let (_, n_deals) = node(&harness, "네이버");
    harness.get_by_label(&format!("네이버, 기업, 거래 {n_deals}")).click_accesskit();
    settle(&mut harness);
    assert_eq!(selected(&harness), Selection::of(company("네이버")));
    let (_, n_deals) = node(&harness, "KT");
    harness.get_by_label(&format!("KT, 기업, 거래 {n_deals}")).focus();
    settle(&mut harness);
    assert!(harness.get_by_label(&format!("KT, 기업, 거래 {n_deals}")).is_focused());
}

#[test]
fn enter_steps_through_finds_and_shift_enter_back() {
    let mut harness = window(Vec::new());
    press(&mut harness, Modifiers::COMMAND, Key::F);
    harness.get_by_role_and_label(Role::TextInput, "찾기").type_text("sk");
    harness.run();
    let mut seen = Vec::new();
    for _ in 0..3 {
        press(&mut harness, Modifiers::NONE, Key::Enter);
        seen.push(selected(&harness));
        assert!(harness.query_by_label_contains("3 / ").is_some() || seen.len() < 3, "the number of the find");
    }
    assert!(seen[0] != seen[1] && seen[1] != seen[2]);
    press(&mut harness, Modifiers::SHIFT, Key::Enter);
    assert_eq!(selected(&harness), seen[1]);
    assert_eq!(harness.state().model().tool, Tool::Move);
}

#[test]
fn names_are_found_by_initial_consonants() {
    let mut harness = window(Vec::new());
    press(&mut harness, Modifiers::COMMAND, Key::F);
    harness.get_by_role_and_label(Role::TextInput, "찾기").type_text("ㄴㅇㅂ");
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(selected(&harness), Selection::of(company("네이버")));
}
