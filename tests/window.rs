//! The window, driven as a user would: by pointer and keyboard, on the sample articles, without a display.

mod canvas;
mod correct;
mod export;
mod look;
mod palette;
mod project;
mod work;

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};
use hapjong::{
    extract::EntityKind,
    project::Edit,
    resolve::EntityKey,
    ui::{
        App, Options,
        action::{Action, Save},
        model::Notice,
        panels::Pane,
        state::{Selection, UiState},
        strings::Language,
    },
};
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// Background work of a test must end within this.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn window(paths: Vec<PathBuf>) -> Harness<'static, App> {
    let state = UiState { language: Language::Korean, ..UiState::default() };
    let mut harness = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_max_steps(64)
        .build_eframe(move |cc| App::new(&cc.egui_ctx, Options { state: Some(state), paths, ..Options::default() }));
    settle(&mut harness);
    harness
}

/// Steps until background work and animations have ended.
pub(crate) fn settle(harness: &mut Harness<'_, App>) {
    let started = Instant::now();
    loop {
        harness.step();
        if !harness.state().is_busy() {
            break;
        }
        assert!(started.elapsed() < PATIENCE, "background work does not end");
        std::thread::sleep(Duration::from_millis(5));
    }
    harness.run();
}

pub(crate) fn act(harness: &mut Harness<'_, App>, action: Action) {
    harness.state_mut().push(action);
    settle(harness);
}

pub(crate) fn company(name: &str) -> EntityKey {
    EntityKey { kind: EntityKind::Company, name: name.into() }
}

/// Where a node is on the screen, and the number of its deals, from what a screen reader is told.
pub(crate) fn node(harness: &Harness<'_, App>, name: &str) -> (Pos2, usize) {
    let model = harness.state().model();
    let entity = model.find_entity(&company(name)).expect("a company of the samples");
    let n_deals = model.index.deals_of[entity].len();
    let label = format!("{name}, 기업, 거래 {n_deals}");
    (harness.get_by_label(&label).rect().center(), n_deals)
}

pub(crate) fn click(harness: &mut Harness<'_, App>, pos: Pos2, button: PointerButton, modifiers: Modifiers) {
    harness.hover_at(pos);
    harness.run();
    for pressed in [true, false] {
        harness.event_modifiers(Event::PointerButton { pos, button, pressed, modifiers }, modifiers);
        harness.step();
    }
    settle(harness);
}

pub(crate) fn click_node(harness: &mut Harness<'_, App>, name: &str) -> usize {
    let (pos, n_deals) = node(harness, name);
    click(harness, pos, PointerButton::Primary, Modifiers::NONE);
    n_deals
}

/// Clicks the first table row whose text holds `part`.
pub(crate) fn click_row(harness: &mut Harness<'_, App>, part: &str) {
    let is_row = |label: Option<String>| label.is_some_and(|l| l.contains(part));
    let mut rows = harness.query_all_by_role(Role::Button);
    rows.find(|n| is_row(n.accesskit_node().label())).expect("a row").click();
    drop(rows);
    settle(harness);
}

#[test]
fn clicking_a_company_filters_the_table_of_deals() {
    let mut harness = window(Vec::new());
    let all = harness.state().model().derived.network.deals.len();
    harness.get_by_label(&format!("거래 {all}"));
    let few = click_node(&mut harness, "SK텔레콤");
    assert!(0 < few && few < all, "{few} of {all}");
    assert_eq!(harness.state().model().deals_in_scope().len(), few);
    harness.get_by_role_and_label(Role::Button, &format!("거래 {few}"));
}

#[test]
fn shift_adds_and_a_click_on_empty_paper_clears() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "SK텔레콤");
    let (pos, _) = node(&harness, "KT");
    click(&mut harness, pos, PointerButton::Primary, Modifiers::SHIFT);
    assert_eq!(harness.state().model().selection().entities.len(), 2);
    harness.key_press(Key::Escape);
    settle(&mut harness);
    assert!(harness.state().model().selection().is_empty());
}

#[test]
fn clicking_a_deal_opens_its_article_at_the_evidence() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "SK텔레콤");
    let model = harness.state().model();
    let deal = model.deal(model.deals_in_scope()[0]).expect("a deal");
    let row = format!("{}  {}", model.lang().deal_type(deal.deal_type), model.parties(deal));
    click_row(&mut harness, &row);
    let model = harness.state().model();
    let reading = model.state.reading.as_ref().expect("an open article");
    let (_, article) = model.project.article(&reading.article).expect("a loaded article");
    let evidence = reading.highlight.expect("a highlight").of(&article.text);
    let shown = harness.get_by_label(&format!("근거: {evidence}")).rect();
    let panel = harness.ctx.content_rect();
    assert!(shown.is_positive() && panel.contains(shown.center()), "{shown:?}");
}

#[test]
fn the_language_changes_at_once() {
    let mut harness = window(Vec::new());
    harness.get_by_label("English").click();
    settle(&mut harness);
    assert_eq!(harness.state().model().lang(), Language::English);
    harness.get_by_label("Legend & filter");
    harness.get_by_label("한국어");
}

#[test]
fn a_bad_file_becomes_a_notice_and_the_rest_loads() {
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("깨진.txt");
    std::fs::write(&bad, [0_u8, 159, 146, 150, 0, 0, 1, 2]).unwrap();
    let good = folder.path().join("기사.txt");
    std::fs::write(
        &good,
        "SK텔레콤이 람다에 투자했다.\n\nSK텔레콤은 2024년 2월 람다에 2000만달러를 투자했다고 밝혔다.\n",
    )
    .unwrap();
    let harness = window(vec![folder.path().to_owned()]);
    let model = harness.state().model();
    assert_eq!(model.project.reads.len(), 1);
    assert!(matches!(&model.notices[..], [Notice::Skipped(w)] if w.about.contains("깨진.txt")));
    harness.get_by_label("알림 1");
}

#[test]
fn a_picture_is_written_and_not_blank() {
    let mut harness = window(Vec::new());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("network.png");
    act(&mut harness, Action::Save(Save::Picture, path.clone()));
    assert!(harness.state().model().notices.contains(&Notice::Saved(path.clone())));
    assert_picture(&path);
}

pub(crate) fn assert_picture(path: &Path) {
    let picture = image::open(path).expect("a PNG file").to_rgb8();
    assert!(picture.width() > 800 && picture.height() > 600, "{:?}", picture.dimensions());
    let paper = picture.get_pixel(0, 0);
    let n_inked = picture.pixels().filter(|p| *p != paper).count();
    assert!(n_inked > 2000, "{n_inked} pixels differ from the paper");
}

#[test]
fn hiding_is_undone_and_redone() {
    let mut harness = window(Vec::new());
    let n_nodes = harness.state().model().derived.network.nodes.len();
    click_node(&mut harness, "SK텔레콤");
    harness.key_press(Key::Delete);
    settle(&mut harness);
    assert!(harness.state().model().derived.network.nodes.len() < n_nodes);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    assert_eq!(harness.state().model().derived.network.nodes.len(), n_nodes);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    settle(&mut harness);
    assert!(harness.state().model().derived.network.nodes.len() < n_nodes);
}

#[test]
fn a_dragged_node_is_pinned_where_it_was_dropped() {
    let mut harness = window(Vec::new());
    let (from, _) = node(&harness, "SK텔레콤");
    let to = from + egui::vec2(90.0, 60.0);
    harness.hover_at(from);
    harness.run();
    harness.drag_at(from);
    harness.run();
    harness.hover_at(to);
    harness.run();
    harness.drop_at(to);
    settle(&mut harness);
    assert!(harness.state().model().derived.marks.pins.contains_key(&company("SK텔레콤")));
    let (now, _) = node(&harness, "SK텔레콤");
    assert!(now.distance(to) < 4.0, "{now:?} is not {to:?}");
    act(&mut harness, Action::Undo);
    assert!(harness.state().model().derived.marks.pins.is_empty());
}

#[test]
fn search_finds_from_one_syllable_and_focuses() {
    let mut harness = window(Vec::new());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    settle(&mut harness);
    harness.get_by_role_and_label(Role::TextInput, "찾기").type_text("네이");
    harness.run();
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert_eq!(harness.state().model().selection(), &Selection::of(company("네이버")));
}

#[test]
fn the_wheel_zooms_without_ctrl() {
    let mut harness = window(Vec::new());
    let gap = |harness: &Harness<'_, App>| node(harness, "SK텔레콤").0.distance(node(harness, "KT").0);
    let (before, at) = (gap(&harness), node(&harness, "SK텔레콤").0);
    harness.hover_at(at);
    harness.run();
    let (unit, phase) = (egui::MouseWheelUnit::Line, egui::TouchPhase::Move);
    harness.event(Event::MouseWheel { unit, delta: egui::vec2(0.0, 1.0), modifiers: Modifiers::NONE, phase });
    settle(&mut harness);
    assert!(gap(&harness) > before * 1.02);
    assert!(node(&harness, "SK텔레콤").0.distance(at) < 2.0, "the point under the pointer stays");
}

#[test]
fn a_kind_is_switched_off_by_its_legend() {
    let mut harness = window(Vec::new());
    let count = harness.state().model().counts.kinds[&EntityKind::Company];
    harness.get_by_label(&format!("기업 {count}")).click();
    settle(&mut harness);
    let model = harness.state().model();
    assert!(model.derived.network.nodes.iter().all(|n| n.kind != EntityKind::Company));
}

#[test]
fn arrow_keys_walk_the_table() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "SK텔레콤");
    let label = "SK텔레콤 →";
    click_row(&mut harness, label);
    let before = harness.state().model().selection().deal.clone();
    harness.key_press(Key::ArrowDown);
    settle(&mut harness);
    let after = harness.state().model().selection().deal.clone();
    assert!(before.is_some() && after.is_some() && before != after);
}

#[test]
fn an_empty_window_says_how_to_start() {
    let mut harness = window(Vec::new());
    act(&mut harness, Action::NewProject);
    harness.get_by_label("기사를 열어 보세요");
    harness.get_by_label("예시 기사 열기").click();
    settle(&mut harness);
    assert!(harness.state().model().has_articles());
}

#[test]
fn a_filter_that_hides_all_is_cleared_with_one_click() {
    let mut harness = window(Vec::new());
    let mut filter = harness.state().model().state.filter.clone();
    filter.kinds.clear();
    act(&mut harness, Action::SetFilter(filter));
    harness.get_all_by_label("필터에 맞는 것이 없습니다").next().expect("the reason");
    harness.get_all_by_label("필터 지우기").next().expect("a way out").click();
    settle(&mut harness);
    assert!(!harness.state().model().derived.network.nodes.is_empty());
}

#[test]
fn a_pasted_article_is_read() {
    let mut harness = window(Vec::new());
    let before = harness.state().model().project.reads.len();
    let text = "KT는 2024년 9월 마이크로소프트와 전략적 파트너십을 체결했다고 밝혔다.".to_owned();
    let (outlet, published) = (Some("한빛경제".to_owned()), "2024-09-30".parse().ok());
    act(&mut harness, Action::OpenText { text, outlet, published });
    let reads = &harness.state().model().project.reads;
    assert_eq!(reads.len(), before + 1);
    assert!(
        reads
            .iter()
            .any(|r| r.article.meta.outlet.as_deref() == Some("한빛경제") && r.article.meta.published == published)
    );
}

#[test]
fn a_panel_switched_off_comes_back_when_needed() {
    let mut harness = window(Vec::new());
    act(&mut harness, Action::TogglePanel(Pane::Article));
    act(&mut harness, Action::TogglePanel(Pane::Details));
    click_node(&mut harness, "SK텔레콤");
    harness.get_by_label("상세");
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|e| e.to_string())
    }
}

#[test]
fn a_dropped_file_is_added() {
    let mut harness = window(Vec::new());
    let before = harness.state().model().project.reads.len();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("새 기사.txt");
    let text = "한빛전자, 새벽로봇에 투자\n\n한빛전자가 새벽로봇에 300억원을 투자했다고 11일 밝혔다.\n";
    hapjong::export::file::write(&path, text.as_bytes()).unwrap();
    harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path)));
    settle(&mut harness);
    settle(&mut harness);
    assert_eq!(harness.state().model().project.reads.len(), before + 1);
}

#[test]
fn an_idle_window_asks_for_no_frame() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "SK텔레콤");
    harness.remove_cursor();
    settle(&mut harness);
    harness.step();
    let repaint = &harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert!(*repaint > Duration::from_secs(1), "{repaint:?}");
}

#[test]
fn an_article_is_dated_by_hand() {
    let mut harness = window(Vec::new());
    let article = harness.state().model().project.reads[0].article.clone();
    let published = "2019-03-02".parse().ok();
    act(&mut harness, Action::Edit(Edit::SetMeta { article: article.id.clone(), outlet: None, published }));
    let (_, now) = harness.state().model().project.article(&article.id).expect("the article");
    assert_eq!(now.meta.published, published);
    assert_eq!(now.meta.outlet, article.meta.outlet);
    act(&mut harness, Action::Undo);
    let (_, now) = harness.state().model().project.article(&article.id).expect("the article");
    assert_eq!(now.meta, article.meta);
}

#[test]
fn every_dialog_opens_in_both_languages() {
    let mut harness = window(Vec::new());
    let dialogs = [
        Action::PasteText,
        Action::PictureDialog,
        Action::DataDialog,
        Action::Shortcuts,
        Action::Notices,
        Action::About,
        Action::OpenFiles,
        Action::OpenFolder,
        Action::ChoosePath(Save::Picture),
    ];
    for dialog in dialogs.into_iter().flat_map(|dialog| [dialog.clone(), dialog]) {
        act(&mut harness, dialog.clone());
        let close =
            if harness.state().model().lang() == Language::Korean { ["닫기", "취소"] } else { ["Close", "Cancel"] };
        let n_ways_out = close.map(|label| harness.query_all_by_label(label).count()).iter().sum::<usize>();
        assert!(n_ways_out > 0, "{dialog:?}");
        harness.key_press(Key::Escape);
        settle(&mut harness);
        act(&mut harness, Action::SwitchLanguage);
    }
}
