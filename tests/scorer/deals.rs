//! Deals: records become pairs of organisations; what is said of a right pair is compared record by record.

use super::{
    Difference, Score,
    entities::{Id, Matched, Side},
    fact::{Amount, Deal, Facts, overlap},
};
use hapjong::extract::{DealType, Role};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// Two organisations, the smaller id first.
pub type Pair = [Id; 2];

/// A deal with what its parties mean.
pub struct Record<'a> {
    pub deal: &'a Deal,
    pub parties: Vec<(Id, Role)>,
    pub pairs: BTreeSet<Pair>,
}

/// The roles on the giving and on the receiving side; `None` for types without sides.
fn sides(deal_type: DealType) -> Option<(Role, &'static [Role])> {
    Some(match deal_type {
        DealType::Investment => (Role::Investor, &[Role::Investee]),
        DealType::Acquisition => (Role::Acquirer, &[Role::Target]),
        DealType::Supply => (Role::Supplier, &[Role::Customer]),
        DealType::Membership => (Role::Alliance, &[Role::Lead, Role::Member]),
        DealType::Subsidiary => (Role::Parent, &[Role::Subsidiary]),
        DealType::JointVenture => (Role::JvParent, &[Role::Jv]),
        _ => return None,
    })
}

fn is_sided(deal_type: DealType) -> bool {
    sides(deal_type).is_some()
}

impl<'a> Record<'a> {
    fn new(deal: &'a Deal, id: impl Fn(&str) -> Id) -> Self {
        let parties: Vec<(Id, Role)> = deal.parties.iter().map(|party| (id(&party.name), party.role)).collect();
        let mut all = BTreeMap::new();
        for (at, (a, role)) in parties.iter().enumerate() {
            for (b, other) in parties[at + 1..].iter().filter(|(b, _)| a != b) {
                let pair = if a < b { [a.clone(), b.clone()] } else { [b.clone(), a.clone()] };
                *all.entry(pair).or_insert(false) |= is_joined(deal.deal_type, *role, *other);
            }
        }
        // A joint venture is left out only with itself; a directed deal without its two sides joins everyone.
        let has_joined = all.values().any(|joined| *joined);
        let pairs = all.into_iter().filter(|(_, joined)| *joined || !has_joined).map(|(pair, _)| pair).collect();
        Self { deal, parties, pairs }
    }

    /// The roles of both of a pair.
    fn roles(&self, pair: &Pair) -> [BTreeSet<Role>; 2] {
        let roles = |id: &Id| self.parties.iter().filter(|(party, _)| party == id).map(|(_, role)| *role).collect();
        [roles(&pair[0]), roles(&pair[1])]
    }

    /// The sides of both of a pair: giving, receiving, or neither.
    fn sides(&self, pair: &Pair) -> [BTreeSet<Option<bool>>; 2] {
        let side = |role: &Role| {
            let (left, right) = sides(self.deal.deal_type)?;
            (*role == left).then_some(true).or(right.contains(role).then_some(false))
        };
        self.roles(pair).map(|roles| roles.iter().map(side).collect())
    }

    fn is_directed(&self, pair: &Pair) -> bool {
        let [a, b] = self.sides(pair);
        is_sided(self.deal.deal_type) && a != b
    }

    fn date(&self) -> Option<&str> {
        self.deal.date.value.as_deref()
    }

    /// The amount, if it is a number.
    fn amount(&self) -> Option<&Amount> {
        self.deal.amount.as_ref().filter(|amount| amount.value.is_some())
    }

    fn first_evidence(&self) -> &str {
        self.deal.evidence.first().map_or("", String::as_str)
    }
}

fn is_joined(deal_type: DealType, role: Role, other: Role) -> bool {
    match sides(deal_type) {
        _ if deal_type == DealType::JointVenture => (role, other) != (Role::Jv, Role::Jv),
        Some((left, right)) => (role == left && right.contains(&other)) || (other == left && right.contains(&role)),
        None => true,
    }
}

/// The deals of one article, both sides.
struct Deals<'a> {
    gold: Vec<Record<'a>>,
    optional: Vec<Record<'a>>,
    found: Vec<Record<'a>>,
    matched: &'a Matched<'a>,
}

type Typed = (DealType, Pair);

fn pairs<'r>(records: impl IntoIterator<Item = &'r Record<'r>>) -> BTreeSet<Pair> {
    records.into_iter().flat_map(|record| record.pairs.iter().cloned()).collect()
}

fn typed<'r>(records: impl IntoIterator<Item = &'r Record<'r>>) -> BTreeSet<Typed> {
    let typed = |record: &'r Record<'r>| record.pairs.iter().map(|pair| (record.deal.deal_type, pair.clone()));
    records.into_iter().flat_map(typed).collect()
}

fn holding<'r, 'a>(records: &'r [Record<'a>], (deal_type, pair): &Typed) -> Vec<&'r Record<'a>> {
    records.iter().filter(|record| record.deal.deal_type == *deal_type && record.pairs.contains(pair)).collect()
}

/// Counts deals, what is said of them, and their evidence.
pub fn add(score: &mut Score, gold: &Facts, found: &Facts, matched: &Matched, says: &mut Vec<Difference>) {
    let record = |side| move |deal| Record::new(deal, |name| matched.id(side, name));
    let (optional, required) = gold.deals.iter().map(record(Side::Gold)).partition(|record| record.deal.optional);
    let found: Vec<Record> = found.deals.iter().map(record(Side::Found)).collect();
    let deals = Deals { gold: required, optional, found, matched };
    score.records[0] += deals.gold.len();
    score.records[1] += deals.found.len();
    deals.add_pairs(score, says);
    deals.add_attributes(score, says);
    deals.add_amounts(score, says);
    deals.add_stakes(score, says);
    deals.add_evidence(score, says);
}

impl Deals<'_> {
    fn label(&self, pair: &Pair) -> String {
        let mut names = pair.each_ref().map(|id| self.matched.label(id));
        names.sort_unstable();
        names.join(" × ")
    }

    /// A line about a typed pair, with the evidence of the first of `records` that holds it.
    fn say(&self, what: &'static str, of: &Typed, records: &[Record], more: &str) -> Difference {
        let record = holding(records, of)[0];
        let about = format!("{} {} ({}){more}", of.0.word(), self.label(&of.1), record.deal.status.word());
        Difference::new(what, about, record.first_evidence())
    }

    fn add_pairs(&self, score: &mut Score, says: &mut Vec<Difference>) {
        // A second annotation marks records optional, too.
        let optional = || self.optional.iter().chain(self.found.iter().filter(|record| record.deal.optional));
        let (gold, gold_typed) = (pairs(&self.gold), typed(&self.gold));
        let allowed = &pairs(optional()) - &gold;
        let found = &pairs(&self.found) - &allowed;
        let allowed = &typed(optional()) - &gold_typed;
        let found_typed = &typed(&self.found) - &allowed;
        score.pairs.add((&gold & &found).len(), gold.len(), found.len());
        score.typed.add((&gold_typed & &found_typed).len(), gold_typed.len(), found_typed.len());
        for deal_type in DealType::ALL {
            let of_type = |pair: &&Typed| pair.0 == *deal_type;
            let n_right = gold_typed.intersection(&found_typed).filter(of_type).count();
            let [n_gold, n_found] = [&gold_typed, &found_typed].map(|pairs| pairs.iter().filter(of_type).count());
            score.types.entry(*deal_type).or_default().add(n_right, n_gold, n_found);
        }
        if self.gold.is_empty() {
            score.no_deal.n_articles += 1;
            score.no_deal.n_pairs += found.len();
        }
        for pair in &gold_typed - &found_typed {
            let why = self.why_missed(&pair.1);
            says.push(self.say("deal missed", &pair, &self.gold, &why));
        }
        for pair in &found_typed - &gold_typed {
            let others = types(&self.gold, &pair.1);
            let why = if others.is_empty() { String::new() } else { format!(", is {others}") };
            says.push(self.say("deal false", &pair, &self.found, &why));
        }
    }

    /// What stands in the way of a pair: a party not found, or another type.
    fn why_missed(&self, pair: &Pair) -> String {
        let mut why = String::new();
        for id in pair.iter().filter(|id| !self.matched.is_found(id)) {
            why += &format!(", no {}", self.matched.label(id));
        }
        let others = types(&self.found, pair);
        if !others.is_empty() {
            why += &format!(", found as {others}");
        }
        why
    }

    fn add_attributes(&self, score: &mut Score, says: &mut Vec<Difference>) {
        for of in typed(&self.gold) {
            let (gold, found) = (holding(&self.gold, &of), holding(&self.found, &of));
            for record in &gold {
                score.status.gold += 1;
                score.status_group.gold += 1;
                score.direction.gold += usize::from(record.is_directed(&of.1));
                score.roles.gold += usize::from(is_sided(of.0));
                score.date.gold += usize::from(record.date().is_some());
                score.month.gold += usize::from(record.date().is_some());
                score.amount.gold += usize::from(record.amount().is_some());
            }
            for (gold, found) in best_pairing(&gold, &found, &of.1) {
                let mut wrong = Vec::new();
                add_status_and_sides(score, gold, found, &of.1, &mut wrong);
                add_date_and_amount(score, gold, found, &mut wrong);
                if !wrong.is_empty() {
                    let about = format!("{} {}: {}", of.0.word(), self.label(&of.1), wrong.join("; "));
                    says.push(Difference::new("deal wrong", about, gold.first_evidence()));
                }
            }
        }
    }

    /// Records with an amount, matched where they share a pair, those with the same amount first. One without a
    /// partner in gold is spurious; one whose partner is optional or gives words only is not counted.
    fn add_amounts(&self, score: &mut Score, says: &mut Vec<Difference>) {
        let has_amount = |record: &&Record| record.deal.amount.is_some();
        let mut free: Vec<&Record> = self.gold.iter().chain(&self.optional).filter(has_amount).collect();
        let counts = |gold: &Record| gold.amount().is_some() && !gold.deal.optional;
        let n_gold = free.iter().filter(|gold| counts(gold)).count();
        let share = |a: &Record, b: &Record| !a.pairs.is_disjoint(&b.pairs);
        let fit = |a: &Record, b: &Record| (has_same_amount(a, b), a.deal.deal_type == b.deal.deal_type);
        let mut found: Vec<&Record> = self.found.iter().filter(has_amount).collect();
        let best = |found: &Record| free.iter().filter(|gold| share(found, gold)).map(|gold| fit(found, gold)).max();
        found.sort_by_key(|found| Reverse(best(found)));
        let (mut n_right, mut n_found) = (0, 0);
        for found in found {
            let near = free.iter().enumerate().filter(|(_, gold)| share(found, gold));
            if let Some((at, _)) = near.min_by_key(|(_, gold)| Reverse(fit(found, gold))) {
                let gold = free.remove(at);
                n_found += usize::from(counts(gold));
                n_right += usize::from(counts(gold) && has_same_amount(gold, found));
                continue;
            }
            n_found += 1;
            score.n_spurious_amounts += 1;
            let names: Vec<&str> = found.parties.iter().map(|(id, _)| self.matched.label(id)).collect();
            let about = format!("{} {}: {}", found.deal.deal_type.word(), names.join(" × "), sum(found));
            says.push(Difference::new("amount false", about, found.first_evidence()));
        }
        score.amounts.add(n_right, n_gold, n_found);
    }

    fn add_stakes(&self, score: &mut Score, says: &mut Vec<Difference>) {
        let (gold, optional) = (self.stakes(&self.gold, Side::Gold), self.stakes(&self.optional, Side::Gold));
        let mut found = self.stakes(&self.found, Side::Found);
        found.retain(|key, _| gold.contains_key(key) || !optional.contains_key(key));
        let n_right = gold.keys().filter(|key| found.contains_key(key)).count();
        score.stakes.add(n_right, gold.len(), found.len());
        for (_, about) in gold.iter().filter(|(key, _)| !found.contains_key(*key)) {
            says.push(Difference::new("stake missed", about.0.clone(), about.1));
        }
        for (_, about) in found.iter().filter(|(key, _)| !gold.contains_key(*key)) {
            says.push(Difference::new("stake false", about.0.clone(), about.1));
        }
    }

    /// Each share once (holder, of, bits of the value), with words about it and its deal's evidence.
    fn stakes<'r>(&self, records: &'r [Record], side: Side) -> BTreeMap<(Id, Id, Option<u64>), (String, &'r str)> {
        let stakes = records.iter().flat_map(|record| record.deal.stakes.iter().map(move |stake| (record, stake)));
        let keyed = |(record, stake): (&'r Record, &super::fact::Stake)| {
            let [holder, of] = [&stake.holder, &stake.of].map(|name| self.matched.id(side, name));
            let about = format!("{} {} of {}", self.matched.label(&holder), stake.text, self.matched.label(&of));
            ((holder, of, stake.value.map(f64::to_bits)), (about, record.first_evidence()))
        };
        stakes.map(keyed).collect()
    }

    fn add_evidence(&self, score: &mut Score, says: &mut Vec<Difference>) {
        let (gold, found) = (pairs(&self.gold), pairs(&self.found));
        score.evidence_hit.gold += gold.len();
        let of = |records: &'_ [Record<'_>], pair: &Pair| -> Vec<String> {
            let holding = records.iter().filter(|record| record.pairs.contains(pair));
            holding.flat_map(|record| record.deal.evidence.clone()).collect()
        };
        for pair in &gold & &found {
            let (wanted, got) = (of(&self.gold, &pair), of(&self.found, &pair));
            let is_hit = wanted.iter().any(|a| got.iter().any(|b| overlap(a, b)));
            score.evidence_hit.add(is_hit);
            if !is_hit {
                let about = format!("{}: found {}", self.label(&pair), got.join(" / "));
                says.push(Difference::new("evidence", about, wanted.first().map_or("", String::as_str)));
            }
        }
        for (side, records) in [&self.gold, &self.found].into_iter().enumerate() {
            for evidence in records.iter().flat_map(|record| &record.deal.evidence) {
                score.evidence_length[side].0 += evidence.chars().count();
                score.evidence_length[side].1 += 1;
            }
        }
    }
}

fn add_status_and_sides(score: &mut Score, gold: &Record, found: &Record, pair: &Pair, wrong: &mut Vec<String>) {
    let (wanted, got) = (gold.deal.status, found.deal.status);
    score.status.add(wanted == got);
    score.status_group.add(wanted.group() == got.group());
    if wanted != got {
        wrong.push(format!("status {}, found {}", wanted.word(), got.word()));
    }
    if !is_sided(gold.deal.deal_type) {
        return;
    }
    let same_sides = gold.sides(pair) == found.sides(pair);
    if gold.is_directed(pair) {
        score.direction.add(same_sides);
        if !same_sides {
            wrong.push("direction".into());
        }
    }
    let same_roles = gold.roles(pair) == found.roles(pair);
    score.roles.add(same_roles);
    if same_sides && !same_roles {
        wrong.push("roles".into());
    }
}

fn add_date_and_amount(score: &mut Score, gold: &Record, found: &Record, wrong: &mut Vec<String>) {
    let (wanted, got) = (gold.date(), found.date());
    if wanted.is_some() {
        let month = |date: Option<&str>| date.map(|date| date.chars().take(7).collect::<String>());
        score.date.add(wanted == got);
        score.month.add(month(wanted) == month(got));
    } else if got.is_some() {
        score.n_spurious_dates += 1;
    }
    if wanted != got {
        wrong.push(format!("date {}, found {}", wanted.unwrap_or("none"), got.unwrap_or("none")));
    }
    if gold.amount().is_some() {
        let is_same = has_same_amount(gold, found);
        score.amount.add(is_same);
        if !is_same {
            wrong.push(format!("amount {}, found {}", sum(gold), sum(found)));
        }
    }
}

/// The types of the records that hold a pair.
fn types(records: &[Record], pair: &Pair) -> String {
    let holding = records.iter().filter(|record| record.pairs.contains(pair));
    let types: BTreeSet<DealType> = holding.map(|record| record.deal.deal_type).collect();
    types.iter().map(|deal_type| deal_type.word()).collect::<Vec<_>>().join(", ")
}

fn has_same_amount(a: &Record, b: &Record) -> bool {
    matches!((&a.deal.amount, &b.deal.amount), (Some(a), Some(b)) if a.is_same(b))
}

fn sum(record: &Record) -> String {
    record.deal.amount.as_ref().map_or("none".into(), |amount| amount.text.clone())
}

/// Records of one typed pair, one to one, the most alike first.
fn best_pairing<'r, 'a>(
    gold: &[&'r Record<'a>],
    found: &[&'r Record<'a>],
    pair: &Pair,
) -> Vec<(&'r Record<'a>, &'r Record<'a>)> {
    let mut likely = Vec::new();
    for (g, a) in gold.iter().enumerate() {
        likely.extend(found.iter().enumerate().map(|(f, b)| (Reverse(likeness(a, b, pair)), g, f)));
    }
    likely.sort_unstable();
    let (mut used, mut pairs) = ((BTreeSet::new(), BTreeSet::new()), Vec::new());
    for (_, g, f) in likely {
        if !used.0.contains(&g) && !used.1.contains(&f) {
            used.0.insert(g);
            used.1.insert(f);
            pairs.push((gold[g], found[f]));
        }
    }
    pairs
}

fn likeness(a: &Record, b: &Record, pair: &Pair) -> u8 {
    let shares_evidence = a.deal.evidence.iter().any(|x| b.deal.evidence.iter().any(|y| overlap(x, y)));
    let value = |record: &Record| record.deal.amount.as_ref().map(|amount| (amount.value, amount.currency.clone()));
    4 * u8::from(shares_evidence)
        + 2 * u8::from(a.date() == b.date())
        + 2 * u8::from(has_same_amount(a, b) || value(a) == value(b))
        + u8::from(a.deal.status == b.deal.status)
        + u8::from(is_sided(a.deal.deal_type) && a.sides(pair) == b.sides(pair))
}
