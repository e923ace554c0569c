//! One entity for all facts that mean the same: its name, kind, aliases, title and mentions.

use super::{
    Entity, EntityKey, Place, Read,
    names::full_names,
    same::{Item, Items, roots},
};
use crate::extract::{About, EntityKind};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Joins all entity facts. Returns the entities sorted by key, and for each article the index of the entity that each
/// of its facts became.
pub fn join(reads: &[Read], about: &dyn Fn(&str) -> Option<About>) -> (Vec<Entity>, Vec<Vec<usize>>) {
    let items = Items::new(reads);
    let roots = roots(&items);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, &root) in roots.iter().enumerate() {
        members.entry(root).or_default().push(i);
    }
    let mut built: Vec<(usize, Entity)> =
        members.iter().map(|(&root, members)| (root, entity(reads, &items, members, about))).collect();
    // The root of a person's organisation stands in `org` until all entities have their place.
    built.iter_mut().for_each(|(_, e)| e.org = e.org.and_then(|item| roots.get(item).copied()));
    separate_namesakes(&mut built);
    built.sort_by(|a, b| a.1.key.cmp(&b.1.key));
    let index: BTreeMap<usize, usize> = built.iter().enumerate().map(|(i, (root, _))| (*root, i)).collect();
    let mut entities: Vec<Entity> = built.into_iter().map(|(_, e)| e).collect();
    entities.iter_mut().for_each(|e| e.org = e.org.and_then(|root| index.get(&root).copied()));
    let mut of_facts: Vec<Vec<usize>> = vec![Vec::new(); reads.len()];
    for (item, root) in items.all.iter().zip(&roots) {
        of_facts[item.article].push(index[root]);
    }
    (entities, of_facts)
}

/// Joins the facts of one entity; `org` is left as an index into `items.all`.
fn entity(reads: &[Read], items: &Items, members: &[usize], about: &dyn Fn(&str) -> Option<About>) -> Entity {
    let facts: Vec<&Item> = members.iter().map(|&i| &items.all[i]).collect();
    let lexicon = facts.iter().find_map(|item| item.fact.lexicon.as_deref());
    let name = lexicon.map_or_else(|| most_used_name(&facts), str::to_owned);
    let kind = kind(&facts);
    let mut by_date = facts.clone();
    by_date.sort_by_key(|item| reads[item.article].article.meta.published);
    let mut mentions: Vec<Place> = facts
        .iter()
        .flat_map(|item| item.fact.mentions.iter().map(|&span| Place { article: item.article, span }))
        .collect();
    mentions.sort();
    mentions.dedup();
    Entity {
        key: EntityKey { kind, name: name.clone() },
        aliases: aliases(reads, &facts, &mentions, &name),
        title: by_date.iter().rev().find_map(|item| item.fact.title.clone()),
        org: by_date.iter().rev().find_map(|item| items.org(item)),
        about: lexicon.and_then(about),
        name,
        kind,
        mentions,
    }
}

/// The name most articles use; among equals the longest, then the first in order.
fn most_used_name(facts: &[&Item]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in facts {
        let is_person = item.fact.kind == EntityKind::Person;
        let names = if is_person { full_names(item.fact) } else { vec![item.fact.name.as_str()] };
        names.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    let best = counts.iter().max_by_key(|&(name, &n)| (n, name.chars().count(), Reverse(*name)));
    best.map(|(name, _)| (*name).to_owned()).unwrap_or_default()
}

/// The kind most articles see; what is party to a deal is an organisation.
fn kind(facts: &[&Item]) -> EntityKind {
    let is_party = facts.iter().any(|item| item.is_party && item.fact.kind.is_organisation());
    let mut counts: BTreeMap<EntityKind, usize> = BTreeMap::new();
    for item in facts.iter().filter(|item| !is_party || item.fact.kind.is_organisation()) {
        *counts.entry(item.fact.kind).or_default() += 1;
    }
    let best = counts.iter().max_by_key(|&(&kind, &n)| (n, Reverse(kind)));
    best.map_or(EntityKind::Company, |(&kind, _)| kind)
}

/// Every form but the name: most mentions first, then in order.
fn aliases(reads: &[Read], facts: &[&Item], mentions: &[Place], name: &str) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in facts {
        counts.entry(&item.fact.name).or_default();
        item.fact.aliases.iter().for_each(|alias| *counts.entry(alias).or_default() += 0);
    }
    for place in mentions {
        *counts.entry(place.span.of(&reads[place.article].article.text)).or_default() += 1;
    }
    let mut forms: Vec<(&str, usize)> =
        counts.into_iter().filter(|(form, _)| !form.is_empty() && *form != name).collect();
    forms.sort_by_key(|&(form, n)| (Reverse(n), form));
    forms.into_iter().map(|(form, _)| form.to_owned()).collect()
}

/// Gives entities that would share a key (people of one name in different houses) keys of their own: the one in most
/// mentions keeps the plain name.
fn separate_namesakes(built: &mut [(usize, Entity)]) {
    let names: BTreeMap<usize, String> = built.iter().map(|(root, e)| (*root, e.name.clone())).collect();
    built.sort_by_key(|(root, e)| (Reverse(e.mentions.len()), *root));
    let mut taken: BTreeSet<EntityKey> = BTreeSet::new();
    for (_, entity) in built {
        let plain = entity.name.clone();
        let org = entity.org.and_then(|root| names.get(&root));
        let by_org = org.map(|org| format!("{plain} ({org})"));
        let numbered = (2..).map(|n| format!("{plain} ({n})"));
        let mut keys = std::iter::once(plain.clone()).chain(by_org).chain(numbered);
        let free = keys.find(|name| !taken.contains(&EntityKey { kind: entity.kind, name: name.clone() }));
        entity.key.name = free.unwrap_or(plain);
        taken.insert(entity.key.clone());
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{
        extract::{EntityFact, EntityKind::*},
        resolve::sample::{Story, story},
    };

    /// Joins the articles and lists the entities as `kind name: aliases`.
    fn check(stories: Vec<Story>, expected: &[&str]) -> Vec<Entity> {
        let reads: Vec<Read> = stories.into_iter().map(Story::read).collect();
        let (entities, of_facts) = join(&reads, &|_| None);
        let shown: Vec<String> =
            entities.iter().map(|e| format!("{} {}: {}", e.kind.word(), e.key.name, e.aliases.join("|"))).collect();
        assert_eq!(shown, expected);
        let counts: Vec<usize> = reads.iter().map(|r| r.facts.entities.len()).collect();
        assert_eq!(of_facts.iter().map(Vec::len).collect::<Vec<_>>(), counts);
        entities
    }

    #[test]
    fn spellings_of_one_name_are_one_entity() {
        let entities = check(
            vec![
                story("1", "").entity(Company, "네이버클라우드", ""),
                story("2", "").entity(Company, "네이버 클라우드", ""),
                story("3", "").entity(Company, "네이버클라우드", ""),
            ],
            &["company 네이버클라우드: 네이버 클라우드"],
        );
        assert_eq!(entities[0].mentions.len(), 3);
    }

    #[test]
    fn the_lexicons_name_joins_and_is_shown() {
        check(
            vec![
                story("1", "").entity(Company, "현대자동차", "현대차").known_as("현대차"),
                story("2", "").entity(Company, "현대차", "").known_as("현대차"),
            ],
            &["company 현대차: 현대자동차"],
        );
    }

    #[test]
    fn an_alias_finds_the_entity_of_that_name_elsewhere() {
        check(
            vec![
                story("1", "").entity(Company, "사피온코리아", "사피온"),
                story("2", "").entity(Company, "사피온", ""),
            ],
            &["company 사피온코리아: 사피온"],
        );
    }

    #[test]
    fn an_alias_chain_joins_all() {
        check(
            vec![
                story("1", "").entity(Alliance, "글로벌 텔코 AI 얼라이언스", "GTAA"),
                story("2", "").entity(Alliance, "GTAA", "글로벌 통신사 연합"),
                story("3", "").entity(Alliance, "글로벌 통신사 연합", ""),
            ],
            &["alliance 글로벌 텔코 AI 얼라이언스: GTAA|글로벌 통신사 연합"],
        );
    }

    #[test]
    fn an_alias_of_two_entities_joins_neither() {
        check(
            vec![
                story("1", "").entity(Company, "하나기술", "HNT"),
                story("2", "").entity(Company, "한노테크", "HNT"),
                story("3", "").entity(Company, "HNT", ""),
            ],
            &["company HNT: ", "company 하나기술: HNT", "company 한노테크: HNT"],
        );
    }

    #[test]
    fn head_nouns_and_what_an_article_holds_apart_stay_apart() {
        check(
            vec![
                story("1", "").entity(Alliance, "AI-RAN 얼라이언스", "얼라이언스"),
                story("2", "").entity(Alliance, "얼라이언스", ""),
                story("3", "").entity(Company, "소프트뱅크그룹", "소프트뱅크").entity(Company, "소프트뱅크", ""),
            ],
            &[
                "company 소프트뱅크: ",
                "company 소프트뱅크그룹: 소프트뱅크",
                "alliance AI-RAN 얼라이언스: 얼라이언스",
                "alliance 얼라이언스: ",
            ],
        );
    }

    #[test]
    fn two_rows_of_the_lexicon_never_join() {
        check(
            vec![
                story("1", "").entity(Company, "소프트뱅크그룹", "소프트뱅크").known_as("소프트뱅크그룹"),
                story("2", "").entity(Company, "소프트뱅크", "").known_as("소프트뱅크"),
            ],
            &["company 소프트뱅크: ", "company 소프트뱅크그룹: 소프트뱅크"],
        );
    }

    #[test]
    fn most_articles_decide_the_kind() {
        check(
            vec![
                story("1", "").entity(Institution, "TM포럼", ""),
                story("2", "").entity(Alliance, "TM포럼", ""),
                story("3", "").entity(Institution, "TM포럼", ""),
                story("4", "").entity(Product, "티빙", ""),
                story("5", "").entity(Company, "티빙", ""),
            ],
            &["company 티빙: ", "institution TM포럼: ", "product 티빙: "],
        );
    }

    #[test]
    fn people_join_within_a_house_and_namesakes_stay_apart() {
        let entities = check(
            vec![
                story("1", "2023-01-02").person("김영섭", "사장", "LG CNS"),
                story("2", "2024-10-11").person("김영섭", "대표", "LG전자"),
                story("3", "2024-10-12").person("김영섭", "교수", "서울대"),
                story("4", "2024-10-13").person("김영섭", "대표", ""),
            ],
            &[
                "company LG CNS: ",
                "company LG전자: ",
                "company 서울대: ",
                "person 김영섭: ",
                "person 김영섭 (서울대): ",
            ],
        );
        assert_eq!((entities[3].title.as_deref(), entities[3].org), (Some("대표"), Some(1)));
        assert_eq!((entities[4].name.as_str(), entities[4].mentions.len()), ("김영섭", 1));
    }

    #[test]
    fn a_persons_short_form_is_no_name() {
        let mut reads = vec![
            story("1", "").person("김 대표", "대표", "KT").read(),
            story("2", "").person("김영섭", "대표", "KT").read(),
        ];
        let mut facts = (*reads[0].facts).clone();
        facts.entities[1].aliases = vec!["김영섭".into()];
        reads[0].facts = std::sync::Arc::new(facts);
        let (entities, _) = join(&reads, &|_| None);
        assert_eq!(entities.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["KT", "김영섭"]);
        assert_eq!(entities[1].aliases, ["김 대표"]);
    }

    #[test]
    fn a_broken_organisation_index_is_no_organisation() {
        let mut read = story("1", "").entity(Person, "유영상", "").read();
        let mut facts = (*read.facts).clone();
        facts.entities[0] = EntityFact { org: Some(9), ..facts.entities[0].clone() };
        read.facts = std::sync::Arc::new(facts);
        assert_eq!(join(&[read], &|_| None).0[0].org, None);
    }
}
