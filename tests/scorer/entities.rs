//! Entities: which found one is which of gold, and what their names then mean as parties of deals.

use super::{
    Difference, Score,
    fact::{Entity, Facts, bare, keys, normal},
};
use hapjong::extract::EntityKind;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Id {
    /// An entity of gold, by index.
    Gold(usize),
    /// Something gold does not have, by its comparable name.
    Stranger(String),
}

/// Which side a name stands on.
#[derive(Debug, Clone, Copy)]
pub enum Side {
    Gold,
    Found,
}

/// The entities of both sides, matched.
pub struct Matched<'a> {
    gold: &'a [Entity],
    found: &'a [Entity],
    gold_names: BTreeMap<String, usize>,
    found_names: BTreeMap<String, usize>,
    /// For each entity of gold the found one, one to one.
    of_gold: BTreeMap<usize, usize>,
    /// For each found entity the one of gold that it stands for; several may stand for one.
    meaning: BTreeMap<usize, usize>,
}

impl<'a> Matched<'a> {
    /// Matches one to one on any common form: those with the same name first, then those whose name is a form of
    /// the other, of the same kind, with most forms in common.
    pub fn new(gold: &'a [Entity], found: &'a [Entity]) -> Self {
        let [gold_keys, found_keys] = [gold, found].map(|side| side.iter().map(Entity::keys).collect::<Vec<_>>());
        let mut likely = Vec::new();
        for (f, forms) in found_keys.iter().enumerate() {
            for (g, wanted) in gold_keys.iter().enumerate() {
                let common = forms.intersection(wanted).count();
                if common > 0 {
                    let (own, other) = (keys(&found[f].name), keys(&gold[g].name));
                    let is_form = !own.is_disjoint(wanted) || !other.is_disjoint(forms);
                    let same_kind = found[f].kind == gold[g].kind;
                    likely.push((Reverse((!own.is_disjoint(&other), is_form, same_kind, common)), f, g));
                }
            }
        }
        likely.sort_unstable();
        let (mut of_found, mut of_gold, mut meaning) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (_, f, g) in likely {
            meaning.entry(f).or_insert(g);
            if !of_found.contains_key(&f) && !of_gold.contains_key(&g) {
                of_found.insert(f, g);
                of_gold.insert(g, f);
            }
        }
        meaning.extend(of_found);
        let (gold_names, found_names) = (names(gold), names(found));
        Self { gold, found, gold_names, found_names, of_gold, meaning }
    }

    /// What `name` means in the facts of `side`.
    pub fn id(&self, side: Side, name: &str) -> Id {
        let of =
            |names: &BTreeMap<String, usize>| [normal(name), bare(name)].iter().find_map(|key| names.get(key)).copied();
        let own = match side {
            Side::Gold => None,
            Side::Found => of(&self.found_names),
        };
        let meant = own.and_then(|f| self.meaning.get(&f)).copied().or_else(|| of(&self.gold_names));
        meant.map_or_else(|| Id::Stranger(normal(own.map_or(name, |f| &self.found[f].name))), Id::Gold)
    }

    /// The name that is shown for `id`.
    pub fn label<'i>(&'i self, id: &'i Id) -> &'i str {
        match id {
            Id::Gold(g) => &self.gold[*g].name,
            Id::Stranger(name) => name,
        }
    }

    /// True for an entity of gold that something found stands for.
    pub fn is_found(&self, id: &Id) -> bool {
        matches!(id, Id::Gold(g) if self.meaning.values().any(|meant| meant == g))
    }

    fn is_optional(&self, found: usize) -> bool {
        self.meaning.get(&found).is_some_and(|g| self.gold[*g].optional)
    }

    /// The matches that count, as (of gold, found).
    fn pairs(&self) -> impl Iterator<Item = (&Entity, &Entity)> {
        self.of_gold.iter().map(|(g, f)| (&self.gold[*g], &self.found[*f])).filter(|(gold, _)| !gold.optional)
    }
}

/// From each form to its entity: own names first, then the forms of the first entity that has them.
fn names(entities: &[Entity]) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for (at, entity) in entities.iter().enumerate() {
        for key in entity.keys() {
            names.entry(key).or_insert(at);
        }
    }
    for (at, entity) in entities.iter().enumerate() {
        names.extend(keys(&entity.name).into_iter().map(|key| (key, at)));
    }
    names
}

/// Counts entities, kinds, aliases and what is said of people; returns what the names mean.
pub fn add<'a>(score: &mut Score, gold: &'a Facts, found: &'a Facts, says: &mut Vec<Difference>) -> Matched<'a> {
    let matched = Matched::new(&gold.entities, &found.entities);
    let wanted: Vec<&Entity> = gold.entities.iter().filter(|entity| !entity.optional).collect();
    let got: Vec<usize> = (0..found.entities.len()).filter(|f| !matched.is_optional(*f)).collect();
    score.entities.add(matched.pairs().count(), wanted.len(), got.len());
    for kind in EntityKind::ALL {
        let right = matched.pairs().filter(|(a, b)| a.kind == *kind && b.kind == *kind).count();
        let n_found = got.iter().filter(|f| found.entities[**f].kind == *kind).count();
        let n_gold = wanted.iter().filter(|entity| entity.kind == *kind).count();
        score.kinds.entry(*kind).or_default().add(right, n_gold, n_found);
    }
    score.kind.gold += wanted.len();
    for (gold, found) in matched.pairs() {
        score.kind.add(gold.kind == found.kind);
        if gold.kind != found.kind {
            let about = format!("{}: {}, found as {}", gold.name, gold.kind.word(), found.kind.word());
            says.push(Difference::new("kind", about, ""));
        }
    }
    for (g, entity) in gold.entities.iter().enumerate() {
        if !entity.optional && !matched.of_gold.contains_key(&g) {
            says.push(Difference::new("entity missed", format!("{} {}", entity.kind.word(), entity.name), ""));
        }
    }
    let one_to_one: BTreeSet<usize> = matched.of_gold.values().copied().collect();
    for f in got.into_iter().filter(|f| !one_to_one.contains(f)) {
        let entity = &found.entities[f];
        let twin = matched.meaning.get(&f).map(|g| format!(", a second {}", gold.entities[*g].name));
        let about = format!("{} {}{}", entity.kind.word(), entity.name, twin.unwrap_or_default());
        says.push(Difference::new("entity false", about, ""));
    }
    add_aliases(score, &wanted, &found.entities, says);
    add_people(score, &wanted, &matched, says);
    matched
}

/// Pairs of gold's forms that are one entity in gold, and in what was found.
fn add_aliases(score: &mut Score, wanted: &[&Entity], found: &[Entity], says: &mut Vec<Difference>) {
    let pairs = |forms: BTreeSet<String>| -> Vec<[String; 2]> {
        let pair = |a: &String| forms.range(a.clone()..).skip(1).map(|b| [a.clone(), b.clone()]).collect::<Vec<_>>();
        forms.iter().flat_map(pair).collect()
    };
    let bare_forms = |entity: &Entity| -> BTreeSet<String> { entity.forms().map(bare).collect() };
    let known: BTreeSet<String> = wanted.iter().flat_map(|entity| bare_forms(entity)).collect();
    let gold: BTreeSet<_> = wanted.iter().flat_map(|entity| pairs(bare_forms(entity))).collect();
    let found: BTreeSet<_> = found.iter().flat_map(|entity| pairs(&entity.keys() & &known)).collect();
    score.aliases.add(gold.intersection(&found).count(), gold.len(), found.len());
    says.extend(gold.difference(&found).map(|pair| Difference::new("alias split", pair.join(" | "), "")));
    says.extend(found.difference(&gold).map(|pair| Difference::new("alias merged", pair.join(" | "), "")));
}

fn add_people(score: &mut Score, wanted: &[&Entity], matched: &Matched, says: &mut Vec<Difference>) {
    let people: Vec<&&Entity> = wanted.iter().filter(|entity| entity.kind == EntityKind::Person).collect();
    score.person_title.gold += people.iter().filter(|person| person.title.is_some()).count();
    score.person_title_lenient.gold = score.person_title.gold;
    score.person_org.gold += people.iter().filter(|person| person.org.is_some()).count();
    for (gold, found) in matched.pairs().filter(|(gold, _)| gold.kind == EntityKind::Person) {
        let mut say = |what: &str, wanted: &str, got: &Option<String>| {
            let got = got.as_deref().unwrap_or("none");
            says.push(Difference::new("person", format!("{}: {what} {wanted}, found {got}", gold.name), ""));
        };
        if let Some(title) = &gold.title {
            let (wanted, got) = (keys(title), found.title.as_deref().map(keys).unwrap_or_default());
            let is_same = !wanted.is_disjoint(&got);
            let is_near = wanted.iter().any(|a| got.iter().any(|b| a.contains(b.as_str()) || b.contains(a.as_str())));
            score.person_title.add(is_same);
            score.person_title_lenient.add(is_near);
            if !is_same {
                say("title", title, &found.title);
            }
        }
        if let Some(org) = &gold.org {
            let got = found.org.as_deref().map(|org| matched.id(Side::Found, org));
            let is_same = got == Some(matched.id(Side::Gold, org));
            score.person_org.add(is_same);
            if !is_same {
                say("org", org, &found.org);
            }
        }
    }
}
