//! What leaves the window: pictures with their preview, pages, data, text on the clipboard; and places that cannot
//! be written to.

use super::{act, click_node, click_row, settle, window};
use egui::{Key, Modifiers, OutputCommand, accesskit::Role};
use egui_kittest::{Harness, kittest::Queryable};
use hapjong::{
    export::{data, picture::Format},
    ui::{
        App,
        action::{Action, Save},
        data::{DataOptions, Scope},
        model::Notice,
        picture::{CaptionChoice, PictureOptions, Preview, Size, Subject},
        state::{Selection, ThemeChoice},
    },
};
use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

/// The preview, once it is drawn.
fn preview(harness: &Harness<'_, App>) -> Arc<Preview> {
    harness.state().model().preview.clone().expect("a preview").expect("a possible picture")
}

fn options(harness: &mut Harness<'_, App>, change: impl FnOnce(&mut PictureOptions)) {
    let mut options = harness.state().model().state.picture.clone();
    change(&mut options);
    act(harness, Action::SetPicture(Box::new(options)));
}

/// Clicks the choice with that label.
fn choose(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_label(label).click();
    settle(harness);
}

fn saved(harness: &mut Harness<'_, App>, save: Save, name: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    act(harness, Action::Save(save, path.clone()));
    assert_eq!(harness.state().model().notices.last(), Some(&Notice::Saved(path.clone())));
    std::fs::read(path).unwrap()
}

#[test]
fn the_preview_follows_every_choice() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "SK텔레콤");
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    settle(&mut harness);
    let mut before = preview(&harness);
    for label in [
        "네트워크 전체",
        "선택한 것과 이웃",
        "어둡게",
        "배경 없이",
        "제목·범례·설명 넣기",
        "1×",
        "픽셀",
        "A3",
        "세로",
        "16:9",
        "기업 소개 한 장",
        "거래표 한 장",
    ] {
        choose(&mut harness, label);
        let now = preview(&harness);
        assert!(now.image != before.image, "{label}");
        before = now;
    }
    let [w, h] = [before.image.width, before.image.height];
    harness.get_by_role_and_label(Role::Image, &format!("미리보기 {w} × {h}"));
}

#[test]
fn a_typed_title_is_printed_and_can_be_taken_back() {
    let mut harness = window(Vec::new());
    act(&mut harness, Action::PictureDialog);
    let before = preview(&harness);
    let field = harness.get_by_role_and_label(Role::TextInput, "제목");
    field.focus();
    field.type_text("2025년 ");
    settle(&mut harness);
    let typed = preview(&harness);
    assert!(typed.image != before.image && typed.words[0].contains("2025년"), "{:?}", typed.words);
    choose(&mut harness, "처음 글로");
    assert_eq!(preview(&harness).words, before.words);
}

#[test]
fn the_saved_picture_has_the_chosen_size() {
    let mut harness = window(Vec::new());
    act(&mut harness, Action::PictureDialog);
    choose(&mut harness, "픽셀");
    options(&mut harness, |o| o.pixels = [1000, 700]);
    harness.get_by_label("1000 × 700 픽셀");
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).map(|p| (p.width(), p.height())).unwrap();
    assert_eq!(pixels(&saved(&mut harness, Save::Picture, "a.png")), (1000, 700));
    options(&mut harness, |o| (o.size, o.dpi) = (Size::A4, 100));
    assert_eq!(pixels(&saved(&mut harness, Save::Picture, "a.png")), (1169, 827));
    options(&mut harness, |o| (o.size, o.scale, o.caption) = (Size::Screen, 3, CaptionChoice::LeftOut));
    settle(&mut harness);
    let view = preview(&harness).measures.size.map(|side| (side * 3.0).round() as u32);
    assert_eq!(pixels(&saved(&mut harness, Save::Picture, "a.png")), (view[0], view[1]));
}

#[test]
fn svg_and_pdf_carry_text() {
    let mut harness = window(Vec::new());
    options(&mut harness, |o| (o.format, o.subject, o.colours) = (Format::Svg, Subject::Network, ThemeChoice::Dark));
    let svg = String::from_utf8(saved(&mut harness, Save::Picture, "a.svg")).unwrap();
    assert!(svg.contains(">SK텔레콤<") && svg.contains("#181a1d"));
    act(&mut harness, Action::Select(Selection::of(super::company("SK텔레콤"))));
    options(&mut harness, |o| (o.format, o.subject) = (Format::Pdf, Subject::Profile));
    assert!(saved(&mut harness, Save::Picture, "a.pdf").starts_with(b"%PDF"));
}

#[test]
fn data_leaves_whole_filtered_or_selected() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "네이버");
    let mut rows_of = |scope| {
        let options = DataOptions { scope, format: data::Format::Csv };
        act(&mut harness, Action::SetData(options));
        let bytes = saved(&mut harness, Save::Data, "a.csv");
        csv::Reader::from_reader(&bytes[3..]).records().count()
    };
    let [all, shown, selected] = [Scope::Whole, Scope::Shown, Scope::Selected].map(&mut rows_of);
    assert_eq!(shown, harness.state().model().derived.network.deals.len());
    assert!(0 < selected && selected < shown && shown <= all, "{selected} {shown} {all}");
}

#[test]
fn every_format_of_data_is_offered_and_written() {
    let mut harness = window(Vec::new());
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    settle(&mut harness);
    for (format, ending) in data::Format::ALL {
        act(&mut harness, Action::SetData(DataOptions { scope: Scope::Shown, format: *format }));
        let bytes = saved(&mut harness, Save::Data, &format!("합종{ending}"));
        assert!(bytes.len() > 1000, "{ending}: {}", bytes.len());
    }
}

#[test]
fn a_file_that_is_there_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("기사.txt");
    std::fs::write(&article, "SK텔레콤은 2024년 2월 람다에 2000만달러를 투자했다고 밝혔다.\n").unwrap();
    let old = folder.path().join("합종.png");
    std::fs::write(&old, "old").unwrap();
    let mut harness = window(Vec::new());
    act(&mut harness, Action::Open(vec![article]));
    act(&mut harness, Action::ChoosePath(Save::Picture));
    choose(&mut harness, "저장");
    harness.get_by_label("덮어쓰기");
    assert_eq!(std::fs::read(&old).unwrap(), b"old");
    choose(&mut harness, "덮어쓰기");
    super::assert_picture(&old);
}

#[test]
fn a_cancelled_picture_leaves_nothing() {
    let mut harness = window(Vec::new());
    options(&mut harness, |o| (o.size, o.dpi) = (Size::A3, 300));
    let folder = tempfile::tempdir().unwrap();
    harness.state_mut().push(Action::Save(Save::Picture, folder.path().join("a.png")));
    act(&mut harness, Action::Cancel);
    assert_eq!(harness.state().model().notices.last(), Some(&Notice::Cancelled));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// A file system of 64 KiB, unmounted at the end.
struct Small(PathBuf, #[allow(dead_code, reason = "kept until the end")] tempfile::TempDir);

impl Small {
    /// `None`, and says so, where none can be mounted: not on Linux, or not as root.
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        let done = mount(&["-t", "tmpfs", "-o", "size=64k", "tmpfs"], &path);
        if !done {
            say("skipped: no small file system can be mounted here");
        }
        done.then_some(Self(path, folder))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        _ = Command::new("umount").arg(&self.0).status();
    }
}

fn mount(options: &[&str], path: &Path) -> bool {
    Command::new("mount").args(options).arg(path).output().is_ok_and(|output| output.status.success())
}

fn say(line: &str) {
    use std::io::Write;
    _ = writeln!(std::io::stderr(), "{line}");
}

#[test]
fn a_full_disk_and_a_read_only_place_are_told_and_the_old_file_stays() {
    let Some(small) = Small::mount() else { return };
    let mut harness = window(Vec::new());
    let path = small.0.join("a.png");
    std::fs::write(&path, "old").unwrap();
    for (readying, words) in [(None, "디스크에 빈자리가 없습니다"), (Some("remount,ro"), "읽기만 할 수 있는 곳")]
    {
        assert!(readying.is_none_or(|options| mount(&["-o", options], &small.0)));
        act(&mut harness, Action::Save(Save::Picture, path.clone()));
        let notices = &harness.state().model().notices;
        assert!(matches!(notices.last(), Some(Notice::NotWritten(at, ..)) if *at == path), "{notices:?}");
        let is_told = |label: Option<String>| label.is_some_and(|l| l.contains(words) && l.contains("그대로"));
        let labels = harness.query_all_by_role(Role::Label);
        use egui_kittest::kittest::NodeT;
        assert!(labels.into_iter().any(|n| is_told(n.accesskit_node().value())), "{words}");
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(&small.0).unwrap().count(), 1);
    }
}

/// What is put on the clipboard as text within the next frames.
fn copied(harness: &mut Harness<'_, App>) -> String {
    let mut copied = || {
        harness.step();
        let commands = &harness.output().platform_output.commands;
        commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    };
    (0..4).find_map(|_| copied()).expect("a copied text")
}

#[test]
fn a_row_is_copied_with_its_header_and_a_deal_as_citation() {
    let mut harness = window(Vec::new());
    click_node(&mut harness, "SK텔레콤");
    click_row(&mut harness, "SK텔레콤 →");
    harness.event(egui::Event::Copy);
    let text = copied(&mut harness);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.len() == 2 && lines[0].starts_with("유형\t당사자\t") && lines[1].contains("SK텔레콤 →"), "{text}");
    harness.get_all_by_label("인용 복사").next().expect("a citation").click_accesskit();
    let text = copied(&mut harness);
    assert!(text.starts_with('“') && text.ends_with(')'), "{text}");
}
