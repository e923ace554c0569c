//! Names that may mean the same: pairs of entities with the reasons why, for the user to merge or to leave alone.
//! Nothing is merged by itself.

use crate::{
    network::Network,
    resolve::{Entity, Resolved, normal_name},
};
use std::collections::{BTreeMap, BTreeSet};

/// An entity that may be the same as another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Likely {
    /// Its index.
    pub entity: usize,
    /// 0 to 1.
    pub score: f32,
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
}

/// Why two entities may be the same.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// Both are called so.
    Alias(String),
    /// Their names are spelt alike, to this degree from 0 to 1.
    Spelling(f32),
    /// The name of one is the beginning or the end of the other's.
    Part,
    /// They have so many partners in common.
    Partners(usize),
}

/// The least score that is worth a question.
const MIN_SCORE: f32 = 0.45;
/// From here on two spellings are alike.
const MIN_SPELLING: f32 = 0.78;
/// Shorter names are parts of many others by chance.
const MIN_PART: usize = 2;
/// Partners beyond these say no more.
const MAX_PARTNERS: usize = 4;
/// Two syllables that more names than these share say nothing.
const MAX_SHARING: usize = 60;

/// What comparing takes, made once for all entities.
pub struct Names<'a> {
    resolved: &'a Resolved,
    /// By entity: every form, without what does not tell it apart.
    forms: Vec<Vec<String>>,
    /// By entity: those with whom it has deals.
    partners: Vec<BTreeSet<usize>>,
    /// Entities by two letters in a row of a form.
    pairs: BTreeMap<[char; 2], Vec<usize>>,
}

impl<'a> Names<'a> {
    /// O(names + edges).
    pub fn of(resolved: &'a Resolved, network: &Network) -> Self {
        let forms: Vec<Vec<String>> = resolved.entities.iter().map(forms).collect();
        let mut partners = vec![BTreeSet::new(); resolved.entities.len()];
        let entity = |node: usize| network.nodes.get(node).map(|n| n.entity);
        for (a, b) in network.edges.iter().filter_map(|e| entity(e.a).zip(entity(e.b))) {
            for (from, to) in [(a, b), (b, a)] {
                partners.get_mut(from).into_iter().for_each(|p| _ = p.insert(to));
            }
        }
        let mut pairs: BTreeMap<[char; 2], Vec<usize>> = BTreeMap::new();
        for (i, forms) in forms.iter().enumerate() {
            for pair in forms.iter().flat_map(|form| letter_pairs(form)).collect::<BTreeSet<_>>() {
                pairs.entry(pair).or_default().push(i);
            }
        }
        Self { resolved, forms, partners, pairs }
    }

    /// Who may be the same as `entity`, the most likely first. O(names that share two letters with it).
    pub fn like(&self, entity: usize) -> Vec<Likely> {
        let own = self.forms.get(entity).map(Vec::as_slice).unwrap_or_default();
        let sharing = own.iter().flat_map(|form| letter_pairs(form)).filter_map(|pair| self.pairs.get(&pair));
        let near: BTreeSet<usize> = sharing.filter(|all| all.len() <= MAX_SHARING).flatten().copied().collect();
        let mut found: Vec<Likely> = near.into_iter().filter_map(|other| self.compare(entity, other)).collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
        found
    }

    fn compare(&self, a: usize, b: usize) -> Option<Likely> {
        let (one, two) = (self.resolved.entities.get(a)?, self.resolved.entities.get(b)?);
        let is_comparable = one.kind == two.kind || (one.kind.is_organisation() && two.kind.is_organisation());
        // The lexicon keeps apart what it knows.
        let are_known = one.about.is_some() && two.about.is_some();
        if a == b || !is_comparable || are_known || self.are_parties_of_one(a, b) {
            return None;
        }
        let (mine, other) = (self.forms.get(a)?, self.forms.get(b)?);
        let mut reasons: Vec<(f32, Reason)> = Vec::new();
        if let Some(alias) = mine.iter().find(|form| other.contains(form)) {
            reasons.push((0.6, Reason::Alias(alias.clone())));
        }
        let pairs = || mine.iter().flat_map(|x| other.iter().map(move |y| (x, y)));
        let spelling = pairs().map(|(x, y)| alike(x, y)).fold(0.0, f32::max);
        if (MIN_SPELLING..1.0).contains(&spelling) {
            reasons.push(((spelling - 0.5) * 1.5, Reason::Spelling(spelling)));
        } else if pairs().any(|(x, y)| is_part(x, y) || is_part(y, x)) {
            reasons.push((0.4, Reason::Part));
        }
        let n_partners = self.partners.get(a)?.intersection(self.partners.get(b)?).count();
        if n_partners > 0 && !reasons.is_empty() {
            reasons.push((0.06 * n_partners.min(MAX_PARTNERS) as f32, Reason::Partners(n_partners)));
        }
        let score = reasons.iter().map(|(score, _)| score).sum::<f32>().min(1.0);
        reasons.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let reasons = reasons.into_iter().map(|(_, reason)| reason).collect();
        (score >= MIN_SCORE).then_some(Likely { entity: b, score, reasons })
    }

    /// Two parties of one deal are not the same.
    fn are_parties_of_one(&self, a: usize, b: usize) -> bool {
        self.partners.get(a).is_some_and(|partners| partners.contains(&b))
    }
}

fn forms(entity: &Entity) -> Vec<String> {
    let all = std::iter::once(&entity.name).chain(&entity.aliases).map(|form| normal_name(form));
    all.filter(|form| form.chars().count() >= 2).collect::<BTreeSet<_>>().into_iter().collect()
}

fn letter_pairs(form: &str) -> Vec<[char; 2]> {
    form.chars().zip(form.chars().skip(1)).map(|(a, b)| [a, b]).collect()
}

fn is_part(short: &str, long: &str) -> bool {
    short.chars().count() >= MIN_PART && short.len() < long.len() && (long.starts_with(short) || long.ends_with(short))
}

/// How alike two names are spelt, 0 to 1: twice the shared pairs of letters, by all pairs (Dice's coefficient), of the
/// names taken apart into consonants and vowels, so that 네이버 and 네이벼 differ by little.
fn alike(a: &str, b: &str) -> f32 {
    let (mut a, b) = (letter_pairs(&apart(a)), letter_pairs(&apart(b)));
    let n_all = a.len() + b.len();
    let n_shared = b.iter().filter(|pair| a.iter().position(|x| x == *pair).map(|at| a.swap_remove(at)).is_some());
    2.0 * n_shared.count() as f32 / (n_all.max(1)) as f32
}

/// Syllables as consonants and vowels.
fn apart(name: &str) -> String {
    icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(name).into_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{
        extract::{DealType, EntityKind, Role, Status},
        network::Filter,
        resolve::{Read, resolve, sample::story},
    };

    /// Names like `name`, with the reasons.
    fn check(reads: &[Read], name: &str, expected: &[&str]) {
        let resolved = resolve(reads, &|_| None);
        let network = crate::network::build(&resolved, &Default::default(), reads, &Filter::default());
        let names = Names::of(&resolved, &network);
        let entity = resolved.entities.iter().position(|e| e.name == name).unwrap();
        let found = names.like(entity);
        let found: Vec<&str> = found.iter().map(|l| resolved.entities[l.entity].name.as_str()).collect();
        assert_eq!(found, expected, "{name}");
    }

    fn deal(file: &str, a: &str, b: &str) -> Read {
        let parties = [(a, Role::Partner), (b, Role::Partner)];
        story(file, "2024-01-02").deal(DealType::Mou, Status::Signed, &parties, "").read()
    }

    #[test]
    fn names_spelt_alike_are_suggested() {
        let reads = [deal("1", "퍼플렉시티", "한빛전자"), deal("2", "퍼플렉서티", "KT"), deal("3", "카카오", "KT")];
        check(&reads, "퍼플렉시티", &["퍼플렉서티"]);
        check(&reads, "카카오", &[]);
    }

    #[test]
    fn a_part_counts_with_a_common_partner() {
        let reads = [deal("1", "새벽로봇", "KT"), deal("2", "새벽로봇코리아", "KT"), deal("3", "한빛", "LG")];
        check(&reads, "새벽로봇", &["새벽로봇코리아"]);
    }

    #[test]
    fn a_shared_alias_is_a_reason() {
        let told = |file: &str, name: &str| {
            let parties = [(name, Role::Partner), ("KT", Role::Partner)];
            let story = story(file, "").entity(EntityKind::Company, name, "합종사");
            story.deal(DealType::Mou, Status::Signed, &parties, "").read()
        };
        let reads = [told("1", "합종산업"), told("2", "연횡물산")];
        let resolved = resolve(&reads, &|_| None);
        let is_one = !resolved.entities.iter().any(|e| e.name == "연횡물산");
        if !is_one {
            check(&reads, "합종산업", &["연횡물산"]);
        }
    }

    #[test]
    fn parties_of_one_deal_are_not_the_same() {
        check(&[deal("1", "퍼플렉시티", "퍼플렉서티")], "퍼플렉시티", &[]);
    }
}
