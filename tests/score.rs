//! Extraction against gold labels: the most important figures, each with a floor that may only rise.
//!
//! Counts as the project's fact format says: deals expand to pairs of organisations, names compare without case,
//! spaces and signs, records marked optional are neither missed nor spurious.

use crate::extract::EXTRACTOR;
use hapjong::{article::load, export::jsonl, extract::extract, resolve::Read};
use serde_json::Value;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Right, in gold, found.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    right: usize,
    gold: usize,
    found: usize,
}

impl Count {
    fn add(&mut self, right: usize, gold: usize, found: usize) {
        *self = Self { right: self.right + right, gold: self.gold + gold, found: self.found + found };
    }

    fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    fn recall(self) -> f64 {
        self.right as f64 / self.gold.max(1) as f64
    }

    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

/// The figures of a set of articles.
#[derive(Debug, Default)]
struct Score {
    n_articles: usize,
    entities: Count,
    kinds: Count,
    pairs: Count,
    statuses: Count,
    verbatim: Count,
    /// Of records with an amount in gold, those found with the same.
    amounts: Count,
    spurious_amounts: usize,
    meta: Count,
}

/// Without case, spaces and signs; `&` and `+` stay.
fn normal(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric() || matches!(c, '&' | '+')).flat_map(char::to_lowercase).collect()
}

/// The normal form, and that without bracketed parts.
fn keys(name: &str) -> BTreeSet<String> {
    let bare = hapjong::text::form::without_brackets(name).0;
    [normal(name), normal(&bare)].into_iter().filter(|key| !key.is_empty()).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn is_optional(value: &Value) -> bool {
    value["optional"] == true
}

fn forms(entity: &Value) -> BTreeSet<String> {
    list(&entity["aliases"]).iter().chain([&entity["name"]]).flat_map(|form| keys(text(form))).collect()
}

/// A type of deal and two organisations.
type Pair = (String, BTreeSet<usize>);
/// How well they fit (same name, same kind, forms in common; the best first), a found entity, one of gold.
type Likely = (Reverse<(bool, bool, usize)>, usize, usize);

/// What each name means: an index of gold's entities; strangers come after them.
struct Names {
    by_name: BTreeMap<String, usize>,
}

impl Names {
    fn party(&self, name: &str) -> usize {
        keys(name).iter().find_map(|key| self.by_name.get(key)).copied().unwrap_or(usize::MAX)
    }

    /// The type of a deal with each pair of organisations that it joins.
    fn pairs(&self, deal: &Value) -> Vec<Pair> {
        let kind = text(&deal["type"]);
        let (left, right): (&[&str], &[&str]) = match kind {
            "investment" => (&["investor"], &["investee"]),
            "acquisition" => (&["acquirer"], &["target"]),
            "supply" => (&["supplier"], &["customer"]),
            "membership" => (&["alliance"], &["lead", "member"]),
            "subsidiary" => (&["parent"], &["subsidiary"]),
            _ => (&[], &[]),
        };
        let parties = list(&deal["parties"]);
        let mut pairs = Vec::new();
        for (i, a) in parties.iter().enumerate() {
            for b in &parties[i + 1..] {
                let [role, other] = [a, b].map(|party| text(&party["role"]));
                let are_sides = |x: &str, y: &str| left.contains(&x) && right.contains(&y);
                let joins = left.is_empty() || are_sides(role, other) || are_sides(other, role);
                let ids = BTreeSet::from([a, b].map(|party| self.party(text(&party["name"]))));
                if joins && (role, other) != ("jv", "jv") && ids.len() == 2 {
                    pairs.push((kind.to_owned(), ids));
                }
            }
        }
        pairs
    }

    fn all_pairs<'a>(&self, deals: impl IntoIterator<Item = &'a Value>) -> BTreeSet<Pair> {
        deals.into_iter().flat_map(|deal| self.pairs(deal)).collect()
    }
}

impl Score {
    fn add(&mut self, gold: &Value, found: &Value, article: &str) {
        self.n_articles += 1;
        for field in ["title", "outlet", "reporter", "published"] {
            let [wanted, got] = [gold, found].map(|side| side[field].as_str().map(normal));
            self.meta.add(usize::from(wanted == got), 1, 1);
        }
        let names = self.add_entities(list(&gold["entities"]), list(&found["entities"]));
        self.add_deals(list(&gold["deals"]), list(&found["deals"]), &names);
        for evidence in list(&found["deals"]).iter().flat_map(|deal| list(&deal["evidence"])) {
            let evidence = text(evidence);
            self.verbatim.add(usize::from(!evidence.is_empty() && article.contains(evidence)), 1, 1);
        }
    }

    /// Matches entities one to one, those with equal names first, then those with most forms in common.
    fn add_entities(&mut self, gold: &[Value], found: &[Value]) -> Names {
        let (wanted, got): (Vec<_>, Vec<_>) = (gold.iter().map(forms).collect(), found.iter().map(forms).collect());
        let mut likely: Vec<Likely> = Vec::new();
        for (f, forms) in got.iter().enumerate() {
            for (g, wanted) in wanted.iter().enumerate() {
                let common = forms.intersection(wanted).count();
                let same_name = !keys(text(&found[f]["name"])).is_disjoint(&keys(text(&gold[g]["name"])));
                let same_kind = found[f]["kind"] == gold[g]["kind"];
                if common > 0 {
                    likely.push((Reverse((same_name, same_kind, common)), f, g));
                }
            }
        }
        likely.sort_unstable();
        let mut of_found: BTreeMap<usize, usize> = BTreeMap::new();
        let mut of_gold: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, f, g) in &likely {
            if !of_found.contains_key(f) && !of_gold.contains_key(g) {
                of_found.insert(*f, *g);
                of_gold.insert(*g, *f);
            }
        }
        let pairs: Vec<_> = of_found.iter().filter(|(_, g)| !is_optional(&gold[**g])).collect();
        let n_gold = gold.iter().filter(|entity| !is_optional(entity)).count();
        let maybe = |f: &usize| likely.iter().any(|(_, other, g)| other == f && is_optional(&gold[*g]));
        let n_found =
            (0..found.len()).filter(|f| of_found.get(f).map_or(!maybe(f), |g| !is_optional(&gold[*g]))).count();
        self.entities.add(pairs.len(), n_gold, n_found);
        let n_kinds = pairs.iter().filter(|(f, g)| found[**f]["kind"] == gold[**g]["kind"]).count();
        self.kinds.add(n_kinds, pairs.len(), pairs.len());
        names(gold, found, &likely, &of_found)
    }

    fn add_deals(&mut self, gold: &[Value], found: &[Value], names: &Names) {
        let wanted = names.all_pairs(gold.iter().filter(|deal| !is_optional(deal)));
        let optional = names.all_pairs(gold.iter().filter(|deal| is_optional(deal)));
        let got: BTreeSet<Pair> = names
            .all_pairs(found)
            .into_iter()
            .filter(|pair| wanted.contains(pair) || !optional.contains(pair))
            .collect();
        self.pairs.add(wanted.intersection(&got).count(), wanted.len(), got.len());
        let of_pair = |deals: &[Value], pair: &Pair, field: &str| -> Vec<Value> {
            let holding = deals.iter().filter(|deal| names.pairs(deal).contains(pair));
            holding.map(|deal| deal[field].clone()).filter(|value| !value.is_null()).collect()
        };
        for pair in wanted.intersection(&got) {
            let [wanted, got] = [gold, found].map(|deals| of_pair(deals, pair, "status"));
            self.statuses.add(usize::from(wanted.iter().any(|status| got.contains(status))), 1, 1);
            let [wanted, got] = [gold, found].map(|deals| of_pair(deals, pair, "amount"));
            let same =
                |a: &Value, b: &Value| a["value"].as_f64() == b["value"].as_f64() && a["currency"] == b["currency"];
            if wanted.iter().any(|amount| !amount["value"].is_null()) {
                self.amounts.add(usize::from(wanted.iter().any(|a| got.iter().any(|b| same(a, b)))), 1, got.len());
            }
        }
        for deal in found.iter().filter(|deal| !deal["amount"].is_null()) {
            let pairs = names.pairs(deal);
            let has_gold = |other: &Value| {
                !other["amount"].is_null()
                    && names.pairs(other).iter().any(|(_, ids)| pairs.iter().any(|(_, own)| own == ids))
            };
            self.spurious_amounts += usize::from(!gold.iter().any(has_gold));
        }
    }
}

/// What each name means: gold's own names first, then what the entities found are matched with.
fn names(gold: &[Value], found: &[Value], likely: &[Likely], of_found: &BTreeMap<usize, usize>) -> Names {
    let mut by_name = BTreeMap::new();
    for (g, entity) in gold.iter().enumerate() {
        by_name.extend(keys(text(&entity["name"])).into_iter().map(|key| (key, g)));
    }
    let entities = gold.iter().enumerate().flat_map(|(g, entity)| forms(entity).into_iter().map(move |key| (key, g)));
    for (key, g) in entities {
        by_name.entry(key).or_insert(g);
    }
    for (f, entity) in found.iter().enumerate() {
        let near = likely.iter().find(|(_, other, _)| *other == f).map(|(_, _, g)| *g);
        let id = of_found.get(&f).copied().or(near).unwrap_or(gold.len() + f);
        for key in keys(text(&entity["name"])) {
            by_name.entry(key).or_insert(id);
        }
    }
    Names { by_name }
}

/// The score over the articles of `texts` with the gold beside them in `gold`.
fn score(texts: &Path, gold: &Path) -> Score {
    let (files, warnings) = load::find(&[texts.to_owned()]);
    assert_eq!(warnings, []);
    let mut score = Score::default();
    for file in &files {
        let Ok(label) = fs::read(gold.join(file.file_stem().unwrap()).with_extension("json")) else { continue };
        let article = load::load(file).unwrap().0;
        let read = Read { facts: Arc::new(extract(&article, &EXTRACTOR)), article: Arc::new(article) };
        let found = serde_json::from_str(&jsonl::line(&read, 0.0)).unwrap();
        score.add(&serde_json::from_slice(&label).unwrap(), &found, &read.article.text);
    }
    score
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn assert_floors(what: &str, figures: &[(&str, f64, f64)]) {
    for (name, got, floor) in figures {
        println!("{what} {name} {got:.3}, at least {floor}");
    }
    let below: Vec<_> = figures.iter().filter(|(_, got, floor)| got < floor).collect();
    assert!(below.is_empty(), "{what}: below the floor: {below:?}");
}

#[test]
fn our_own_articles_keep_their_figures() {
    let score = score(&here("tests/gold/train"), &here("tests/gold/train"));
    assert!(score.n_articles >= 24);
    assert_floors(
        "tests/gold/train",
        &[
            ("entities F1", score.entities.f1(), 0.94),
            ("kinds", score.kinds.recall(), 0.98),
            ("deal pairs F1", score.pairs.f1(), 0.81),
            ("deal pairs precision", score.pairs.precision(), 0.95),
            ("statuses", score.statuses.recall(), 0.92),
            ("evidence verbatim", score.verbatim.recall(), 1.0),
            ("amounts", score.amounts.recall(), 0.65),
            ("title, outlet, reporter, published", score.meta.recall(), 1.0),
        ],
    );
    assert!(score.spurious_amounts <= 1, "{}", score.spurious_amounts);
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
        &[
            ("entities F1", score.entities.f1(), 0.98),
            ("kinds", score.kinds.recall(), 0.98),
            ("deal pairs F1", score.pairs.f1(), 0.97),
            ("statuses", score.statuses.recall(), 0.88),
            ("evidence verbatim", score.verbatim.recall(), 1.0),
            ("amounts", score.amounts.recall(), 1.0),
            ("title, outlet, reporter, published", score.meta.recall(), 1.0),
        ],
    );
    assert_eq!(score.spurious_amounts, 0);
}

/// The scorer itself: what is right counts, what is missed, spurious or of another kind does not.
#[test]
fn a_wrong_answer_costs() {
    let deal = |parties: [&str; 2], kind: &str| {
        serde_json::json!({"type": kind, "status": "signed", "evidence": ["끝."], "amount": null,
            "parties": (parties.map(|name| serde_json::json!({"name": name, "role": "partner"})))})
    };
    let company = |name: &str| serde_json::json!({"name": name, "kind": "company", "aliases": []});
    let gold = serde_json::json!({"entities": (["KT", "SKT", "네이버"].map(company)),
        "deals": ([deal(["KT", "SKT"], "mou"), deal(["KT", "네이버"], "mou")])});
    let found = serde_json::json!({"title": "다른 제목", "entities": (["KT", "S K T", "바다"].map(company)),
        "deals": ([deal(["KT", "SKT"], "mou"), deal(["KT", "바다"], "mou")])});
    let mut score = Score::default();
    score.add(&gold, &found, "다른 글");
    let shown = |count: Count| (count.right, count.gold, count.found);
    assert_eq!(shown(score.entities), (2, 3, 3));
    assert_eq!(shown(score.pairs), (1, 2, 2));
    assert_eq!(score.pairs.f1(), 0.5);
    assert_eq!(score.verbatim.recall(), 0.0);
    assert_eq!(shown(score.meta), (3, 4, 4));
}
