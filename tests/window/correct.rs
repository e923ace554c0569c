//! Corrections as a user makes them: merge, reject, add by selecting text, review by keys, find by initials.

use super::{act, click_node, company, node, settle, window};
use egui::{Key, Modifiers, Pos2, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};
use hapjong::{
    extract::EntityKind,
    project::Edit,
    resolve::{DealKey, Review},
    ui::{
        App,
        action::{Action, Save},
        correct::Correct,
        model::{Model, Notice},
        state::{Reading, Selection},
    },
};
use std::path::PathBuf;

/// A folder with one article, opened; the folder goes when it is dropped.
fn opened(text: &str) -> (Harness<'static, App>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("기사.txt"), text).unwrap();
    (window(vec![folder.path().to_owned()]), folder)
}

fn model<'h>(harness: &'h Harness<'_, App>) -> &'h Model {
    harness.state().model()
}

fn press(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).click();
    settle(harness);
}

fn n_deals(harness: &Harness<'_, App>, name: &str) -> usize {
    let entity = model(harness).find_entity(&company(name)).expect("a company");
    model(harness).index.deals_of[entity].len()
}

#[test]
fn two_companies_become_one_node_with_all_deals_and_part_again() {
    let mut harness = window(Vec::new());
    let (skt, kt) = (n_deals(&harness, "SK텔레콤"), n_deals(&harness, "KT"));
    let n_nodes = model(&harness).derived.network.nodes.len();
    click_node(&mut harness, "KT");
    let (pos, _) = node(&harness, "SK텔레콤");
    super::click(&mut harness, pos, egui::PointerButton::Primary, Modifiers::SHIFT);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::M);
    settle(&mut harness);
    harness.get_by_label("하나로 합치기");
    let is_outcome = |label: Option<String>| label.is_some_and(|l| l.starts_with("합치면: 2곳이 하나로"));
    assert!(harness.query_all_by_role(Role::Label).any(|n| is_outcome(n.accesskit_node().value())));
    press(&mut harness, "합치기");
    let merged: Vec<&str> = ["SK텔레콤", "KT"].into_iter().filter(|n| is_own(&harness, n)).collect();
    assert_eq!(merged.len(), 1);
    assert_eq!(model(&harness).derived.network.nodes.len(), n_nodes - 1);
    let joined = n_deals(&harness, merged[0]);
    assert!(joined > skt.max(kt) && joined <= skt + kt, "{joined} of {skt} and {kt}");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    assert_eq!((n_deals(&harness, "SK텔레콤"), n_deals(&harness, "KT")), (skt, kt));
}

/// True if an entity has that key, and none was merged into another.
fn is_own(harness: &Harness<'_, App>, name: &str) -> bool {
    model(harness).derived.resolved.entities.iter().any(|e| e.key == company(name))
}

#[test]
fn likely_duplicates_are_suggested_with_reasons() {
    let agreed = "KT는 인공지능 기업 퍼플렉서티와 업무협약을 체결했다고 12일 밝혔다. 퍼플렉서티는 미국 스타트업이다.";
    let text = &format!("{INVESTED}\n{agreed}\n");
    let (mut harness, _folder) = opened(text);
    let key =
        model(&harness).derived.resolved.entities.iter().find(|e| e.name.starts_with("퍼플렉")).unwrap().key.clone();
    act(&mut harness, Action::Correct(Correct::Merge(vec![key])));
    let is_offer = |label: Option<String>| label.is_some_and(|l| l.starts_with("퍼플렉") && l.ends_with("더하기"));
    let offers = harness.query_all_by_role(Role::Button).filter(|n| is_offer(n.accesskit_node().label())).count();
    assert_eq!(offers, 1);
}

#[test]
fn a_rejected_deal_loses_its_edge_and_can_be_taken_back() {
    let (mut harness, _folder) = opened(INVESTED);
    assert_eq!(model(&harness).derived.network.edges.len(), 1);
    let deal = model(&harness).derived.resolved.deals[0].key.clone();
    act(&mut harness, Action::SelectDeal(Some(deal)));
    press(&mut harness, "거래 아님");
    assert!(model(&harness).derived.network.edges.is_empty());
    act(&mut harness, Action::Undo);
    assert_eq!(model(&harness).derived.network.edges.len(), 1);
}

const INVESTED: &str = "SK텔레콤이 퍼플렉시티에 1000만달러를 투자했다고 11일 밝혔다.\n";

/// Presses at `from`, moves to `to`, releases.
fn drag(harness: &mut Harness<'_, App>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.run();
    harness.drag_at(from);
    harness.run();
    for step in 1..=4 {
        harness.hover_at(from + (to - from) * (step as f32 / 4.0));
        harness.run();
    }
    harness.drop_at(to);
    settle(harness);
}

/// Selects a line of the open article from its first letter to its last.
fn select_line(harness: &mut Harness<'_, App>, part: &str) {
    let is_line = |label: Option<String>| label.is_some_and(|l| l.contains(part));
    let lines = harness.query_all_by_role(Role::Label);
    let line = lines.into_iter().find(|n| is_line(n.accesskit_node().value())).expect("a line").rect();
    let corner = egui::vec2(0.5, 10.0);
    drag(harness, line.left_top() + corner, line.right_bottom() - corner);
}

#[test]
fn a_deal_is_added_by_selecting_its_sentence() {
    let (mut harness, _folder) = opened(INVESTED);
    let article = model(&harness).project.reads[0].article.id.clone();
    act(&mut harness, Action::Read(Reading { article, highlight: None }));
    let n_before = model(&harness).derived.network.deals.len();
    select_line(&mut harness, "퍼플렉시티에");
    press(&mut harness, "거래로 더하기…");
    press(&mut harness, "더하기");
    let added = model(&harness).derived.resolved.deals.iter().find(|deal| deal.is_added()).expect("the added deal");
    assert_eq!((added.parties.len(), added.review), (2, Review::Confirmed));
    assert_eq!(added.amount.as_ref().map(|a| a.text.as_str()), Some("1000만달러"));
    assert!(
        added.evidence[0].span.of(&model(&harness).project.reads[0].article.text).contains("퍼플렉시티에 1000만달러")
    );
    assert_eq!(model(&harness).derived.network.deals.len(), n_before + 1);
    act(&mut harness, Action::Undo);
    assert_eq!(model(&harness).derived.network.deals.len(), n_before);
}

#[test]
fn a_name_is_added_by_double_clicking_it() {
    let (mut harness, _folder) = opened("노을은 잘 알려지지 않았다.\n");
    assert!(model(&harness).derived.resolved.entities.is_empty());
    let article = model(&harness).project.reads[0].article.id.clone();
    let (id, text) = (article.clone(), model(&harness).project.reads[0].article.text.clone());
    act(&mut harness, Action::Read(Reading { article, highlight: None }));
    let at = text.find("노을").unwrap();
    let said = hapjong::project::edit::Said { article: id, span: hapjong::text::Span::new(at, at + "노을".len()) };
    act(&mut harness, Action::Correct(Correct::NewName(said)));
    press(&mut harness, "더하기");
    let names: Vec<&str> = model(&harness).derived.resolved.entities.iter().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["노을"]);
}

#[test]
fn a_deal_is_corrected_in_its_window_as_one_edit() {
    let (mut harness, _folder) = opened(INVESTED);
    let deal: DealKey = model(&harness).derived.resolved.deals[0].key.clone();
    act(&mut harness, Action::SelectDeal(Some(deal)));
    harness.key_press(Key::F2);
    settle(&mut harness);
    harness.get_by_label("거래 고치기");
    let date = harness.get_by_role_and_label(Role::TextInput, "날짜");
    date.focus();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.get_by_role_and_label(Role::TextInput, "날짜").type_text("2023-05");
    settle(&mut harness);
    press(&mut harness, "고치기");
    let deal = &model(&harness).derived.resolved.deals[0];
    assert_eq!(deal.date.value, "2023-05".parse().ok());
    assert_eq!(deal.review, Review::Corrected);
    act(&mut harness, Action::Undo);
    assert_eq!(model(&harness).derived.resolved.deals[0].review, Review::Automatic);
}

#[test]
fn the_review_is_worked_by_keys_alone() {
    let mut harness = window(Vec::new());
    harness.key_press(Key::F8);
    settle(&mut harness);
    let total = model(&harness).reviewing.as_ref().expect("a review").queue.len();
    assert!(total > 3);
    harness.get_by_label(&format!("검토 1 / {total}"));
    for key in [Key::Enter, Key::Delete, Key::ArrowRight, Key::ArrowLeft, Key::Enter] {
        harness.key_press(key);
        settle(&mut harness);
    }
    let reviewing = model(&harness).reviewing.as_ref().expect("a review");
    assert_eq!((reviewing.at, reviewing.n_judged), (3, 3));
    harness.key_press(Key::F2);
    settle(&mut harness);
    harness.get_by_label("취소").click();
    settle(&mut harness);
    assert_eq!(model(&harness).project.edits.cursor(), 3);
    harness.key_press(Key::Escape);
    settle(&mut harness);
    assert!(model(&harness).reviewing.is_none());
}

#[test]
fn initials_find_a_company_and_enter_selects_it() {
    let mut harness = window(Vec::new());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    settle(&mut harness);
    harness.get_by_role_and_label(Role::TextInput, "찾기").type_text("ㄴㅇㅂ");
    harness.run();
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert_eq!(model(&harness).selection(), &Selection::of(company("네이버")));
}

#[test]
fn deals_and_sentences_are_found_and_opened() {
    let mut harness = window(Vec::new());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    settle(&mut harness);
    harness.get_by_role_and_label(Role::TextInput, "찾기").type_text("네이버 투자");
    harness.run();
    harness.key_press(Key::Enter);
    settle(&mut harness);
    let selection = model(&harness).selection().clone();
    assert!(selection.deal.is_some() && selection.entities.contains(&company("네이버")), "{selection:?}");
    assert!(model(&harness).state.reading.is_some());
}

#[test]
fn a_lexicon_leaves_and_comes_back() {
    let mut harness = window(Vec::new());
    let rows = vec![hapjong::extract::taught::Row::name("노을산업", "노을산업", EntityKind::Company)];
    act(&mut harness, Action::Edit(Edit::Teach { rows: rows.clone() }));
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("사전.tsv");
    act(&mut harness, Action::Save(Save::Lexicon, path.clone()));
    assert!(std::fs::read_to_string(&path).unwrap().contains("노을산업\t노을산업\tcompany"));
    act(&mut harness, Action::NewProject);
    act(&mut harness, Action::OpenLexicon(path));
    assert!(model(&harness).notices.contains(&Notice::Taught(1)));
    assert_eq!(model(&harness).project.edits.next_undo(), Some(&Edit::Teach { rows }));
}
