//! Any sequence of corrections: undo brings back what was, redo what came of it, a saved project is the same project,
//! and names that are read anew lose no correction.

use crate::{extract::EXTRACTOR, shapes::random::Random};
use hapjong::{
    article::load::samples,
    extract::{Amount, DealType, EntityKind, Role, Status, taught::Row, taught::Says},
    network::Filter,
    pipeline::{Derived, Watch, derive, read_articles, refresh},
    project::{
        Edit, Project, correct,
        edit::{DealChange, NewDeal, NoteTarget, PartyOf, Said, StakeOf},
        file,
    },
    resolve::{Deal, Entity, Review},
};
use std::sync::LazyLock;

const QUIET: Watch = Watch { progress: &|_, _| (), cancelled: &|| false };
const N_SEQUENCES: usize = 4;
const N_EDITS: usize = 20;

static SAMPLES: LazyLock<Project> = LazyLock::new(|| {
    let mut project = Project::default();
    project.add(read_articles(samples().0, &EXTRACTOR, &QUIET));
    refresh(&mut project, &EXTRACTOR);
    project
});

fn derived(project: &mut Project) -> Derived {
    refresh(project, &EXTRACTOR);
    derive(project, &EXTRACTOR, &Filter::default())
}

/// All that is derived, and the facts it is derived from, letter by letter.
fn state(project: &mut Project) -> String {
    let derived = derived(project);
    format!("{derived:?} {:?}", project.reads)
}

fn pick<'a, T>(random: &mut Random, all: &'a [T]) -> &'a T {
    &all[random.below(all.len())]
}

fn change(random: &mut Random, entities: &[Entity]) -> DealChange {
    let mut key = || pick(random, entities).key.clone();
    let (a, b, c) = (key(), key(), key());
    match random.below(6) {
        0 => DealChange::Type(*pick(random, DealType::ALL)),
        1 => DealChange::Status(*pick(random, Status::ALL)),
        2 => DealChange::Date("2024-06".parse().ok().filter(|_| random.below(2) == 0)),
        3 => DealChange::Amount(Some(Amount { text: "10억원".into(), value: 1e9, currency: "KRW".into() })),
        4 => DealChange::Stakes(vec![StakeOf { holder: a, of: b, text: "3%".into(), value: 3.0 }]),
        _ => {
            let party = |entity| PartyOf { entity, role: *pick(random, Role::ALL) };
            DealChange::Parties([a, b, c].map(party).into())
        }
    }
}

fn entity_edit(random: &mut Random, project: &Project, derived: &Derived) -> Edit {
    let resolved = &derived.resolved;
    let e = pick(random, &resolved.entities);
    let other = pick(random, &resolved.entities);
    let article = pick(random, &project.reads).article.clone();
    let (entity, alias) = (e.key.clone(), e.aliases.first().unwrap_or(&e.name).clone());
    let word = article.text.split_whitespace().nth(random.below(60)).unwrap_or("이름").to_owned();
    match random.below(13) {
        0 => correct::rename(resolved, e, &format!("{} 새 이름", e.name)),
        1 => correct::change_kind(resolved, e, *pick(random, EntityKind::ALL)),
        2 | 3 => correct::merge(std::slice::from_ref(&other.key), &entity),
        4 => Edit::SplitAlias { entity, alias },
        5 => Edit::AddAlias { entity, alias: word },
        6 => correct::not_a_name(e, None),
        7 => correct::not_a_name(e, e.mentions.first().map(|place| project.reads[place.article].article.id.clone())),
        8 => Edit::Hide { entity },
        9 => [Edit::Show { entity }, Edit::ShowAll][random.below(2)].clone(),
        10 => Edit::Pin { entity, x: random.below(100) as f32, y: -0.5 },
        11 => Edit::Note { on: NoteTarget::Entity(entity), text: word },
        _ => {
            let said = Said { article: article.id.clone(), span: article.lines[0].span };
            Edit::AddEntity { said, form: word.clone(), name: word, kind: *pick(random, EntityKind::ALL) }
        }
    }
}

fn deal_edit(random: &mut Random, project: &Project, derived: &Derived, deal: &Deal) -> Edit {
    let target = correct::target(deal, &project.reads);
    let entities = &derived.resolved.entities;
    match random.below(5) {
        0 => Edit::Note { on: NoteTarget::Deal(target), text: "다시 볼 것".into() },
        1 => {
            let review = *pick(random, &[Review::Automatic, Review::Confirmed, Review::Rejected]);
            Edit::ReviewDeal { deal: target, review }
        }
        2 => Edit::AddDeal(NewDeal {
            said: target.said.filter(|_| random.below(4) > 0),
            deal_type: *pick(random, DealType::ALL),
            status: Status::Signed,
            parties: (0..2)
                .map(|_| PartyOf { entity: pick(random, entities).key.clone(), role: Role::Partner })
                .collect(),
            date: "2024".parse().ok(),
            amount: None,
            stakes: Vec::new(),
        }),
        _ => Edit::CorrectDeal { deal: target, change: change(random, entities) },
    }
}

fn any_edit(random: &mut Random, project: &Project, derived: &Derived) -> Edit {
    let article = pick(random, &project.reads).article.id.clone();
    match random.below(8) {
        0 => Edit::SetMeta { article, outlet: Some("한빛경제".into()), published: "2024-03-05".parse().ok() },
        1 => Edit::Several((0..3).map(|_| entity_edit(random, project, derived)).collect()),
        2..5 if !derived.resolved.deals.is_empty() => {
            let deal = pick(random, &derived.resolved.deals);
            deal_edit(random, project, derived, deal)
        }
        _ => entity_edit(random, project, derived),
    }
}

/// A project with edits at random, and its state before each of them and after the last.
fn edited(random: &mut Random) -> (Project, Vec<String>) {
    let mut project = SAMPLES.clone();
    let mut states = vec![state(&mut project)];
    for at in 0..N_EDITS {
        let derived = derived(&mut project);
        project.edits.push(any_edit(random, &project, &derived), Some(at as i64));
        states.push(state(&mut project));
    }
    (project, states)
}

fn assert_same(what: &str, project: &mut Project, expected: &str) {
    assert!(state(project) == expected, "{what}: {:#?}", project.edits.active().last());
}

#[test]
fn undo_brings_back_every_state_and_redo_the_others() {
    let mut random = Random::default();
    for _ in 0..N_SEQUENCES {
        let (mut project, states) = edited(&mut random);
        for expected in states.iter().rev().skip(1) {
            assert!(project.edits.undo().is_some());
            assert_same("undone", &mut project, expected);
        }
        assert!(project.edits.undo().is_none());
        for expected in states.iter().skip(1) {
            assert!(project.edits.redo().is_some());
            assert_same("redone", &mut project, expected);
        }
        let at = random.below(states.len());
        project.edits.go_to(at);
        assert_same("gone to", &mut project, &states[at]);
    }
}

#[test]
fn a_saved_project_is_the_same_project() {
    let mut random = Random::default();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.hapjong");
    for _ in 0..3 {
        let (mut project, states) = edited(&mut random);
        project.edits.go_to(N_EDITS - 3);
        let mut saver = file::create(&path, &SAMPLES).unwrap();
        saver.save(&project).unwrap();
        drop(saver);
        let mut loaded = file::open(&path).unwrap().stored.into_project(&EXTRACTOR, &QUIET);
        assert_eq!(loaded.edits, project.edits);
        assert_same("loaded", &mut loaded, &states[N_EDITS - 3]);
        loaded.edits.go_to(N_EDITS);
        assert_same("redone after loading", &mut loaded, &states[N_EDITS]);
        assert!(file::open(&path).unwrap().stored.records == *project.edits.records());
    }
}

#[test]
fn edits_outlive_a_changed_lexicon_and_what_finds_no_target_is_told() {
    let mut random = Random::default();
    for _ in 0..N_SEQUENCES {
        let (mut project, states) = edited(&mut random);
        let log = project.edits.clone();
        let derived = derived(&mut project);
        let hidden = pick(&mut random, &derived.resolved.entities).clone();
        project.edits.push(Edit::Note { on: NoteTarget::Entity(hidden.key.clone()), text: "메모".into() }, None);
        let forms = std::iter::once(&hidden.key.name).chain([&hidden.name]).chain(&hidden.aliases);
        project.personal = forms.map(|f| Row { form: f.clone(), says: Says::Nothing, article: None }).collect();
        let changed = self::derived(&mut project);
        let is_there = changed.resolved.entities.iter().any(|e| e.key == hidden.key);
        let is_told = changed.warnings.iter().any(|w| w.about == hidden.key.name);
        assert!(is_there || is_told, "{:?}", hidden.key);
        assert_eq!(project.edits.active().len(), N_EDITS + 1, "no edit is lost");
        (project.personal, project.edits) = (Vec::new(), log);
        assert_same("back again", &mut project, &states[N_EDITS]);
    }
}
