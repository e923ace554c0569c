//! The palette of commands and the sheet of keys.

use super::*;

fn type_into_palette(harness: &mut Harness<'_, App>, text: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    settle(harness);
    harness.get_by_role_and_label(Role::TextInput, "명령 찾기…").type_text(text);
    harness.run();
}

#[test]
fn a_command_is_found_by_initial_consonants_and_run_by_enter() {
    let mut harness = window(Vec::new());
    type_into_palette(&mut harness, "ㄷㅊㅋ");
    harness.key_press(Key::Enter);
    settle(&mut harness);
    harness.get_by_label("마우스");
}

#[test]
fn a_command_is_found_by_its_english_name_and_run_by_a_click() {
    let mut harness = window(Vec::new());
    let motion = harness.state().model().state.motion;
    type_into_palette(&mut harness, "reduce");
    harness.get_by_role_and_label(Role::Button, "움직임 줄이기").click();
    settle(&mut harness);
    assert_ne!(harness.state().model().state.motion, motion);
    assert!(harness.query_by_role_and_label(Role::TextInput, "명령 찾기…").is_none(), "the palette closes");
}

#[test]
fn what_cannot_be_done_now_says_why() {
    let mut harness = window(Vec::new());
    type_into_palette(&mut harness, "숨기기");
    assert!(harness.query_all_by_label("먼저 이름을 고르세요").next().is_some());
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert!(harness.state().model().derived.marks.hidden.is_empty());
    harness.key_press(Key::Escape);
    settle(&mut harness);
    harness.key_press(Key::Delete);
    settle(&mut harness);
    harness.get_by_label("먼저 이름을 고르세요");
}

#[test]
fn a_letter_typed_into_the_palette_is_no_command() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "SK텔레콤");
    type_into_palette(&mut harness, "ㅋㅋㅋ");
    harness.key_press(Key::Delete);
    harness.run();
    harness.get_by_label("‘ㅋㅋㅋ’ 명령이 없습니다");
    harness.key_press(Key::Escape);
    settle(&mut harness);
    assert!(harness.state().model().derived.marks.hidden.is_empty());
    assert_eq!(
        harness.state().model().selection(),
        &Selection::of(company("SK텔레콤")),
        "Escape closed the palette only"
    );
}

#[test]
fn the_sheet_lists_every_key() {
    let mut harness = window(Vec::new());
    harness.key_press(Key::F1);
    settle(&mut harness);
    for command in hapjong::ui::commands::COMMANDS.iter().filter(|c| c.shortcut.is_some()) {
        let label = Language::Korean.t(command.key);
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
}
