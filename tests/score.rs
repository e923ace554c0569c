//! Extraction against gold labels: the most important figures, each with a floor that may only rise.
//!
//! All figures, and what differs, are printed by the example `score` (tests/gold/README.md).

use crate::{
    extract::EXTRACTOR,
    scorer::{Score, add_all, count::Count, fact::Facts, found, gold, table},
};
use hapjong::extract::{DealType, LEAST_CONFIDENCE};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn score(texts: &Path, folder: &Path) -> Score {
    let (found, warnings) = found(texts, &EXTRACTOR, LEAST_CONFIDENCE);
    assert_eq!(warnings, []);
    let mut score = Score::default();
    add_all(&mut score, &gold(folder), &found, texts);
    score
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Fails with all figures, so that one sees what else moved.
fn assert_floors(what: &str, score: &Score, figures: &[(&str, Option<f64>, f64)]) {
    let below = figures.iter().filter(|(_, got, floor)| got.is_none_or(|got| got < *floor));
    let below: Vec<String> =
        below.map(|(name, got, floor)| format!("{name} {}, at least {floor}", table::ratio(*got))).collect();
    assert!(below.is_empty(), "{what}: below the floor: {}\n{}", below.join("; "), table::figures(score));
}

#[test]
fn articles_that_rules_were_made_on_keep_their_figures() {
    let folder = here("tests/gold/train");
    let score = score(&folder, &folder);
    assert!(score.n_articles >= 24);
    assert_floors(
        "train",
        &score,
        &[
            ("entities F1", score.entities.f1(), 0.95),
            ("kinds", score.kind.ratio(), 0.97),
            ("typed pairs F1", score.typed.f1(), 0.83),
            ("typed pairs precision", score.typed.precision(), 0.95),
            ("statuses", score.status.ratio(), 0.9),
            ("evidence verbatim", score.verbatim.ratio(), 1.0),
            ("amounts precision", score.amounts.precision(), 0.84),
            ("amounts recall", score.amounts.recall(), 0.33),
            ("published", score.meta["published"].share.ratio(), 0.89),
        ],
    );
}

#[test]
fn articles_of_everyday_press_keep_their_figures() {
    let folder = here("tests/gold/press");
    let score = score(&folder, &folder);
    assert!(score.n_articles >= 127);
    assert_floors(
        "press",
        &score,
        &[
            ("entities F1", score.entities.f1(), 0.94),
            ("typed pairs F1", score.typed.f1(), 0.7),
            ("typed pairs precision", score.typed.precision(), 0.9),
            ("statuses", score.status.ratio(), 0.8),
            ("evidence verbatim", score.verbatim.ratio(), 1.0),
        ],
    );
}

#[test]
fn articles_kept_apart_keep_their_figures() {
    let folder = here("tests/gold/dev");
    let score = score(&folder, &folder);
    assert_floors(
        "dev",
        &score,
        &[
            ("entities F1", score.entities.f1(), 0.92),
            ("typed pairs F1", score.typed.f1(), 0.64),
            ("typed pairs precision", score.typed.precision(), 0.84),
            ("evidence verbatim", score.verbatim.ratio(), 1.0),
        ],
    );
}

#[test]
fn real_articles_keep_their_figures() {
    let (texts, gold) = (here("../shared/seeds"), here("../shared/gold"));
    if !texts.is_dir() || !gold.is_dir() {
        println!("left out: {} and {} are not both there", texts.display(), gold.display());
        return;
    }
    let score = score(&texts, &gold);
    assert_floors(
        "real articles",
        &score,
        &[
            ("entities F1", score.entities.f1(), 0.96),
            ("kinds", score.kind.ratio(), 0.98),
            ("typed pairs F1", score.typed.f1(), 0.92),
            ("statuses", score.status.ratio(), 0.88),
            ("evidence verbatim", score.verbatim.ratio(), 1.0),
            ("amounts F1", score.amounts.f1(), 1.0),
            ("published", score.meta["published"].share.ratio(), 1.0),
        ],
    );
}

fn company(name: &str) -> Value {
    json!({"name": name, "kind": "company", "aliases": []})
}

fn deal(kind: &str, parties: [(&str, &str); 2]) -> Value {
    json!({"type": kind, "status": "signed", "evidence": ["끝."], "amount": null, "stakes": [],
        "date": {"text": null, "value": null},
        "parties": (parties.map(|(name, role)| json!({"name": name, "role": role})))})
}

fn facts(entities: &[Value], deals: &[Value]) -> Facts {
    serde_json::from_value(json!({"file": "a.txt", "entities": entities, "deals": deals})).unwrap()
}

fn scored(gold: &Facts, found: &Facts) -> Score {
    let mut score = Score::default();
    score.add(gold, found, Some("글의 끝."));
    score
}

const PARTNERS: [(&str, &str); 2] = [("KT", "partner"), ("SKT", "partner")];

#[test]
fn what_is_missed_and_what_is_false_both_cost() {
    let gold = facts(
        &["KT", "SKT", "네이버"].map(company),
        &[deal("mou", PARTNERS), deal("mou", [("KT", "partner"), ("네이버", "partner")])],
    );
    let found = facts(
        &["KT", "S K T", "바다"].map(company),
        &[deal("mou", PARTNERS), deal("mou", [("KT", "partner"), ("바다", "partner")])],
    );
    let score = scored(&gold, &found);
    assert_eq!(score.entities, Count { right: 2, gold: 3, found: 3 });
    assert_eq!(score.typed, Count { right: 1, gold: 2, found: 2 });
    assert_eq!(score.typed.f1(), Some(0.5));
    assert_eq!(score.verbatim.ratio(), Some(1.0));
    let listed = table::differences(&score);
    for line in ["entity missed company 네이버", "entity false  company 바다", "mou KT × 네이버 (signed), no 네이버"]
    {
        assert!(listed.contains(line), "{line} is not in {listed}");
    }
}

#[test]
fn another_type_or_direction_costs() {
    let entities = ["KT", "SKT"].map(company);
    let gold = facts(&entities, &[deal("supply", [("KT", "supplier"), ("SKT", "customer")])]);
    let turned = scored(&gold, &facts(&entities, &[deal("supply", [("KT", "customer"), ("SKT", "supplier")])]));
    assert_eq!((turned.typed.f1(), turned.direction.ratio()), (Some(1.0), Some(0.0)));
    let other = scored(&gold, &facts(&entities, &[deal("mou", PARTNERS)]));
    assert_eq!((other.pairs.f1(), other.typed.f1()), (Some(1.0), Some(0.0)));
    assert_eq!(other.types[&DealType::Mou], Count { right: 0, gold: 0, found: 1 });
}

#[test]
fn what_is_optional_costs_nothing() {
    let entities = ["KT", "SKT"].map(company);
    let mut maybe = deal("mou", PARTNERS);
    maybe["optional"] = true.into();
    let gold = facts(&entities, &[maybe]);
    for deals in [vec![], vec![deal("mou", PARTNERS)]] {
        assert_eq!(scored(&gold, &facts(&entities, &deals)).typed, Count::default());
    }
}

#[test]
fn amounts_are_compared_record_by_record() {
    let entities = ["KT", "SKT", "네이버"].map(company);
    let of = |parties, won: Option<u64>| {
        let mut deal = deal("mou", parties);
        deal["amount"] = won.map_or(Value::Null, |won| json!({"text": "원", "value": won, "currency": "KRW"}));
        deal
    };
    let others = [("KT", "partner"), ("네이버", "partner")];
    let gold = facts(&entities, &[of(PARTNERS, Some(100)), of(others, None)]);
    let score = scored(&gold, &facts(&entities, &[of(PARTNERS, Some(100)), of(others, Some(7))]));
    assert_eq!(score.amounts, Count { right: 1, gold: 1, found: 2 });
    assert_eq!(score.n_spurious_amounts, 1);
    let score = scored(&gold, &facts(&entities, &[of(PARTNERS, Some(200))]));
    assert_eq!(score.amounts, Count { right: 0, gold: 1, found: 1 });
    assert_eq!(score.amount.ratio(), Some(0.0));
}
