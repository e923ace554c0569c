//! What edits do, one by one; any sequence of them is tried in `tests/edits.rs`.

use super::*;
use crate::{
    error::Reason,
    extract::{DealType, DealType::*, EntityKind, Role::*, Status::*},
    project::{EditLog, correct, edit::*},
    resolve::{Deal, FIRST_ADDED, Field, Read, Review, resolve, sample::story},
};

fn reads() -> Vec<Read> {
    vec![
        story("1", "2024-10-11")
            .person("유영상", "대표", "SK텔레콤")
            .deal(Investment, Completed, &[("SK텔레콤", Investor), ("퍼플렉시티", Investee)], "2024-06")
            .read(),
        story("2", "2024-10-12")
            .deal(Investment, Completed, &[("에스케이텔레콤", Investor), ("퍼플렉시티", Investee)], "2024-06-13")
            .deal(Mou, Signed, &[("SK텔레콤", Partner), ("에스케이텔레콤", Partner)], "")
            .read(),
    ]
}

fn resolved() -> Resolved {
    resolve(&reads(), &|_| None)
}

fn folded(edits: &[Edit]) -> (Resolved, Marks, Vec<Warning>) {
    fold(resolved(), &reads(), edits)
}

/// The agreement is of the firm with its other name: no fold keeps it once they are merged.
fn investment(resolved: &Resolved) -> &Deal {
    resolved
        .deals
        .iter()
        .find(|deal| deal.key.deal_type == Investment && deal.key.parties[1].name == "퍼플렉시티")
        .unwrap()
}

fn of(resolved: &Resolved) -> DealTarget {
    correct::target(investment(resolved), &reads())
}

fn company(name: &str) -> EntityKey {
    EntityKey { kind: EntityKind::Company, name: name.into() }
}

fn names(resolved: &Resolved) -> Vec<&str> {
    resolved.entities.iter().map(|e| e.name.as_str()).collect()
}

#[test]
fn renaming_keeps_the_key_and_the_old_name_as_alias() {
    let (folded, _, warnings) = folded(&[Edit::Rename { entity: company("SK텔레콤"), name: "SKT".into() }]);
    let entity = folded.entities.iter().find(|e| e.name == "SKT").unwrap();
    assert_eq!((entity.key.clone(), entity.aliases.clone()), (company("SK텔레콤"), vec!["SK텔레콤".to_owned()]));
    assert!(warnings.is_empty());
}

#[test]
fn merging_moves_mentions_and_folds_deals() {
    let edit = Edit::Merge { from: company("에스케이텔레콤"), into: company("SK텔레콤") };
    let (folded, _, warnings) = folded(&[edit]);
    assert_eq!(names(&folded), ["SK텔레콤", "퍼플렉시티", "유영상"]);
    assert_eq!(folded.entities[0].aliases, ["에스케이텔레콤"]);
    assert_eq!(folded.entities[2].org, Some(0));
    assert_eq!(folded.deals.len(), 1, "the investment is one, the agreement with itself is gone");
    let deal = &folded.deals[0];
    assert_eq!((deal.tellings.len(), deal.evidence.len()), (2, 2));
    assert_eq!(deal.key.parties, [company("SK텔레콤"), company("퍼플렉시티")]);
    assert!(warnings.is_empty());
}

#[test]
fn a_merge_lets_go_of_hides_and_pins() {
    let edits = [
        Edit::Hide { entity: company("에스케이텔레콤") },
        Edit::Pin { entity: company("에스케이텔레콤"), x: 1.0, y: 2.0 },
        Edit::Pin { entity: company("퍼플렉시티"), x: 3.0, y: 4.0 },
        Edit::Merge { from: company("에스케이텔레콤"), into: company("SK텔레콤") },
    ];
    let (_, marks, _) = folded(&edits);
    assert!(marks.hidden.is_empty());
    assert_eq!(marks.pins, [(company("퍼플렉시티"), [3.0, 4.0])].into());
}

#[test]
fn hides_and_pins_are_taken_back() {
    let edits = [
        Edit::Hide { entity: company("SK텔레콤") },
        Edit::Pin { entity: company("SK텔레콤"), x: 1.0, y: 2.0 },
        Edit::ShowAll,
        Edit::Unpin { entity: company("SK텔레콤") },
    ];
    assert_eq!(folded(&edits[..2]).1.hidden.len(), 1);
    assert_eq!(folded(&edits).1, Marks::default());
}

#[test]
fn a_verdict_stays_with_the_deal_through_a_merge() {
    let start = resolved();
    let deal = start.deals.iter().find(|d| d.key.parties.contains(&company("에스케이텔레콤"))).unwrap();
    let deal = correct::target(deal, &reads());
    let edits = [
        Edit::ReviewDeal { deal, review: Review::Confirmed },
        Edit::Merge { from: company("에스케이텔레콤"), into: company("SK텔레콤") },
    ];
    let (folded, _, warnings) = fold(start, &reads(), &edits);
    assert_eq!((folded.deals[0].review, warnings.len()), (Review::Confirmed, 0));
}

#[test]
fn an_edit_without_its_target_is_a_warning() {
    let gone = company("없는회사");
    let key = DealKey { deal_type: Mou, parties: vec![gone.clone()], number: 0 };
    let deal = DealTarget { key, said: None };
    let edits = [
        Edit::Rename { entity: gone.clone(), name: "새이름".into() },
        Edit::Merge { from: gone.clone(), into: company("SK텔레콤") },
        Edit::Hide { entity: gone.clone() },
        Edit::Pin { entity: gone.clone(), x: 0.0, y: 0.0 },
        Edit::ReviewDeal { deal, review: Review::Rejected },
    ];
    let (folded, marks, warnings) = folded(&edits);
    assert_eq!((folded.entities, folded.deals, marks), (resolved().entities, resolved().deals, Marks::default()));
    assert_eq!(warnings.len(), edits.len());
    assert!(warnings.iter().all(|w| w.about == "없는회사"));
}

#[test]
fn n_edits_then_n_undos_is_the_start() {
    let start = folded(&[]);
    let deal = correct::target(&start.0.deals[0], &reads());
    let mut log = EditLog::default();
    let edits = [
        Edit::Rename { entity: company("SK텔레콤"), name: "SKT".into() },
        Edit::ReviewDeal { deal, review: Review::Rejected },
        Edit::Merge { from: company("에스케이텔레콤"), into: company("SK텔레콤") },
        Edit::Hide { entity: company("퍼플렉시티") },
        Edit::Pin { entity: company("SK텔레콤"), x: 5.0, y: 6.0 },
    ];
    let n = edits.len();
    edits.into_iter().for_each(|edit| log.push(edit, None));
    let edited = fold(resolved(), &reads(), log.active());
    assert_ne!(edited.0.deals, start.0.deals);
    (0..n).for_each(|_| assert!(log.undo().is_some()));
    assert!(log.undo().is_none());
    let undone = fold(resolved(), &reads(), log.active());
    assert_eq!((undone.0.entities, undone.0.deals, undone.1), (start.0.entities, start.0.deals, start.1));
    (0..n).for_each(|_| assert!(log.redo().is_some()));
    assert_eq!(fold(resolved(), &reads(), log.active()).0.deals, edited.0.deals);
}

#[test]
fn a_word_said_before_a_merge_is_found_after_it_though_numbers_changed() {
    let merge = Edit::Merge { from: company("에스케이텔레콤"), into: company("SK텔레콤") };
    let start = resolved();
    let review = Edit::ReviewDeal { deal: of(&start), review: Review::Rejected };
    let before = folded(&[review.clone(), merge.clone()]);
    let after = folded(&[merge, review]);
    assert_eq!(before.0.deals[0].review, Review::Rejected);
    assert_eq!((before.0.deals, before.2), (after.0.deals, after.2));
}

#[test]
fn a_deal_is_found_by_its_sentence_when_an_earlier_one_takes_its_number() {
    let start = resolved();
    let review = Edit::ReviewDeal { deal: of(&start), review: Review::Rejected };
    let mut more = reads();
    let parties = [("SK텔레콤", Investor), ("퍼플렉시티", Investee)];
    more.push(story("3", "2023-01-02").deal(Investment, Completed, &parties, "2022-03").won(1e9).read());
    let (folded, _, warnings) = fold(resolve(&more, &|_| None), &more, &[review]);
    let reviews: Vec<(u32, Review)> = folded
        .deals
        .iter()
        .filter(|d| d.key.parties == [company("SK텔레콤"), company("퍼플렉시티")])
        .map(|d| (d.key.number, d.review))
        .collect();
    assert_eq!(reviews, [(0, Review::Automatic), (1, Review::Rejected)]);
    assert!(warnings.is_empty());
}

#[test]
fn facts_of_a_deal_are_corrected_and_stay_so_through_a_merge() {
    let deal = of(&resolved());
    let change = |change| Edit::CorrectDeal { deal: deal.clone(), change };
    let edits = [
        change(DealChange::Status(Ended)),
        change(DealChange::Date("2024-07".parse().ok())),
        change(DealChange::Type(Acquisition)),
        Edit::Merge { from: company("에스케이텔레콤"), into: company("SK텔레콤") },
    ];
    let (folded, _, warnings) = folded(&edits);
    let deal = investment(&folded);
    assert_eq!((deal.deal_type, deal.status, deal.review), (Acquisition, Ended, Review::Corrected));
    assert_eq!(deal.date.value.map(|d| d.to_string()).as_deref(), Some("2024-07"));
    assert_eq!(deal.parties.iter().map(|p| p.role).collect::<Vec<_>>(), [Acquirer, Target]);
    assert!(warnings.is_empty() && !deal.disagreements.iter().any(|d| d.field == Field::Date));
}

#[test]
fn parties_are_corrected_by_content_and_a_verdict_taken_back_leaves_them() {
    let deal = of(&resolved());
    let parties = vec![
        PartyOf { entity: company("에스케이텔레콤"), role: Investor },
        PartyOf { entity: company("퍼플렉시티"), role: Investee },
    ];
    let gone = PartyOf { entity: company("없는회사"), role: Investor };
    let edits = [
        Edit::CorrectDeal { deal: deal.clone(), change: DealChange::Parties(parties) },
        Edit::CorrectDeal { deal: deal.clone(), change: DealChange::Parties(vec![gone]) },
        Edit::ReviewDeal { deal: deal.clone(), review: Review::Rejected },
        Edit::ReviewDeal { deal: deal.clone(), review: Review::Automatic },
    ];
    let (folded, _, warnings) = folded(&edits);
    let deal = folded.deals.iter().find(|d| d.key == deal.key).unwrap();
    let names: Vec<&str> = deal.parties.iter().map(|p| folded.entities[p.entity].name.as_str()).collect();
    assert_eq!((names, deal.review, warnings.len()), (vec!["에스케이텔레콤", "퍼플렉시티"], Review::Corrected, 1));
}

fn new_deal(deal_type: DealType) -> NewDeal {
    let read = &reads()[0];
    let said = Said { article: read.article.id.clone(), span: crate::text::Span::new(0, 5) };
    let party = |name: &str, role| PartyOf { entity: company(name), role };
    let parties = vec![party("SK텔레콤", Supplier), party("퍼플렉시티", Customer)];
    let date = "2024".parse().ok();
    NewDeal { said: Some(said), deal_type, status: Signed, parties, date, amount: None, stakes: Vec::new() }
}

#[test]
fn an_added_deal_has_its_evidence_and_a_key_of_its_own() {
    let (folded, _, warnings) = folded(&[Edit::AddDeal(new_deal(Supply)), Edit::AddDeal(new_deal(Supply))]);
    let added: Vec<&Deal> = folded.deals.iter().filter(|d| d.is_added()).collect();
    assert_eq!(added.iter().map(|d| d.key.number).collect::<Vec<_>>(), [FIRST_ADDED + 1, FIRST_ADDED + 2]);
    assert_eq!((added[0].review, added[0].evidence.len(), added[0].tellings.len()), (Review::Confirmed, 1, 1));
    assert!(warnings.is_empty() && folded.deals.is_sorted_by(|a, b| a.key < b.key));
}

#[test]
fn what_is_no_name_goes_with_its_deals_until_it_is_added_again() {
    let entity = resolved().entities.into_iter().find(|e| e.name == "퍼플렉시티").unwrap();
    let none = correct::not_a_name(&entity, None);
    let (folded_once, _, _) = folded(std::slice::from_ref(&none));
    assert_eq!(names(&folded_once), ["SK텔레콤", "에스케이텔레콤", "유영상"]);
    assert_eq!(folded_once.deals.iter().map(|d| d.deal_type).collect::<Vec<_>>(), [Mou]);
    assert!(folded_once.deals[0].parties.iter().all(|p| p.entity < 2));
    let said = new_deal(Mou).said.unwrap();
    let name = "퍼플렉시티".to_owned();
    let again = Edit::AddEntity { said, form: name.clone(), name, kind: EntityKind::Company };
    assert_eq!(folded(&[none, again]).0.deals, resolved().deals);
}

#[test]
fn splitting_a_merged_name_off_takes_the_merge_back() {
    let merge = Edit::Merge { from: company("에스케이텔레콤"), into: company("SK텔레콤") };
    let split = Edit::SplitAlias { entity: company("SK텔레콤"), alias: "에스케이텔레콤".into() };
    assert_eq!(folded(&[merge, split]).0.entities, resolved().entities);
}

#[test]
fn notes_follow_a_merge_and_empty_ones_go() {
    let note = |on, text: &str| Edit::Note { on, text: text.into() };
    let start = resolved();
    let edits = [
        note(NoteTarget::Entity(company("에스케이텔레콤")), "SKT의 한글 이름"),
        note(NoteTarget::Deal(of(&start)), "다시 볼 것"),
        note(NoteTarget::Entity(company("퍼플렉시티")), "검색"),
        note(NoteTarget::Entity(company("퍼플렉시티")), " "),
        Edit::Merge { from: company("에스케이텔레콤"), into: company("SK텔레콤") },
    ];
    let (folded, marks, warnings) = folded(&edits);
    assert_eq!(marks.notes.entities, [(company("SK텔레콤"), "SKT의 한글 이름".to_owned())].into());
    assert_eq!(marks.notes.deals, [(folded.deals[0].key.clone(), "다시 볼 것".to_owned())].into());
    assert!(warnings.is_empty());
}

#[test]
fn an_entity_is_found_by_the_key_it_had_before_its_kind_changed() {
    let perplexity = company("퍼플렉시티");
    let edits = [
        Edit::Hide { entity: perplexity.clone() },
        Edit::ChangeKind {
            entity: perplexity.clone(),
            kind: EntityKind::Institution,
            forms: vec!["퍼플렉시티".into()],
        },
    ];
    // Once the kind is taught, extraction finds it so.
    let mut taught = reads();
    for read in &mut taught {
        let mut facts = (*read.facts).clone();
        let entity = facts.entities.iter_mut().find(|e| e.name == "퍼플렉시티").unwrap();
        entity.kind = EntityKind::Institution;
        read.facts = std::sync::Arc::new(facts);
    }
    let key = EntityKey { kind: EntityKind::Institution, ..perplexity };
    let (_, marks, warnings) = fold(resolve(&taught, &|_| None), &taught, &edits);
    assert_eq!((marks.hidden, warnings), ([key].into(), vec![]));
    let (before, _, warnings) = folded(&edits);
    assert!(before.entities.iter().any(|e| e.kind == EntityKind::Institution) && warnings.is_empty());
}

#[test]
fn what_is_gone_is_told_by_what_was_done() {
    let gone = company("없는회사");
    let edits = [
        Edit::ChangeKind { entity: gone.clone(), kind: EntityKind::Alliance, forms: Vec::new() },
        Edit::AddAlias { entity: gone.clone(), alias: "없는".into() },
        Edit::Note { on: NoteTarget::Entity(gone.clone()), text: "메모".into() },
        Edit::Several(vec![Edit::Show { entity: gone.clone() }, Edit::Hide { entity: company("SK텔레콤") }]),
    ];
    let (_, marks, warnings) = folded(&edits);
    let told: Vec<Reason> = warnings.into_iter().map(|w| w.reason).collect();
    assert_eq!(told, ["kind", "alias", "note", "show"].map(|what| Reason::EditTargetGone(what.into())));
    assert_eq!(marks.hidden.len(), 1, "the other part of several is carried out");
}
