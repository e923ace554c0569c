//! What earlier sentences leave for later ones: the topic that an elided subject takes up, groups for 양사 and 이들,
//! the alliance that 여기에 means.

use super::{frame::unique, pronoun::Found, unit::Unit};
use crate::{
    extract::{
        EntityKind,
        doc::Doc,
        lexicon::{Case, Means},
    },
    text::Span,
};
use std::collections::{BTreeMap, BTreeSet};

/// The state after the sentences read so far.
#[derive(Debug, Clone, Default)]
pub struct Discourse {
    /// The organisations last spoken of as topic.
    pub topic: Vec<usize>,
    /// The alliance last named.
    pub alliance: Option<usize>,
    /// Who was last told to receive an investment.
    pub receiver: Option<usize>,
    /// The company that the article names most often, the first of several.
    pub protagonist: Option<usize>,
    /// How often the article names each company.
    counts: BTreeMap<usize, usize>,
    groups: Vec<Vec<usize>>,
    /// The organisations that the article anywhere gives a name with an ending that is a pronoun too (그룹).
    firms: BTreeMap<String, BTreeSet<usize>>,
}

/// A company named so many times as often as the topic is what an elided subject means.
const PROMINENT: usize = 3;
/// How many groups back a pronoun can reach.
const REACH: usize = 12;

impl Discourse {
    /// The state before the first sentence.
    pub fn new(doc: &Doc) -> Self {
        let endings = doc.lexicon.pronouns.iter().filter(|p| p.means == Means::Firm).map(|p| p.form.clone());
        let firms = endings.map(|ending| {
            let so = doc.mentions.iter().filter(|m| m.span.of(doc.text).ends_with(&ending));
            let firms = so.map(|m| m.entity).filter(|e| doc.is_organisation(*e)).collect();
            (ending, firms)
        });
        let counts = counts(doc);
        Self { firms: firms.collect(), protagonist: protagonist(doc, &counts), counts, ..Self::default() }
    }

    /// Before a sentence without a subject: the topic gives way to the company that the article is about, if that is
    /// named far more often ("A는 …. B는 …인 회사다. 지난해에는 C에도 투자했다").
    pub fn settle(&mut self, units: &[Unit]) {
        let has_subject = units.iter().any(|u| matches!(u.case, Case::Topic | Case::Subject));
        let Some(main) = self.protagonist.filter(|_| !has_subject) else { return };
        let count = |e: &usize| self.counts.get(e).copied().unwrap_or(0);
        let most = self.topic.iter().map(count).max().unwrap_or(0);
        let is_named = units.iter().any(|u| u.entities.contains(&main));
        if !is_named && count(&main) >= PROMINENT * most {
            self.topic = vec![main];
        }
    }

    /// Remembers a group of parties, the latest last.
    pub fn remember(&mut self, group: &[usize]) {
        if group.len() >= 2 {
            self.groups.retain(|g| g != group);
            self.groups.push(group.to_vec());
            let surplus = self.groups.len().saturating_sub(REACH);
            self.groups.drain(..surplus);
        }
    }

    /// Takes up what a sentence leaves behind.
    pub fn after(&mut self, doc: &Doc, sentence: Span, units: &[Unit]) {
        let first = |case: Case| units.iter().find(|u| u.case == case);
        let subject = units.iter().enumerate().find(|(at, u)| {
            let next = units.get(at + 1).map_or(sentence.end, |n| n.span.start);
            u.case == Case::Subject && !has_relative(Span::new(u.span.end, next).of(doc.text))
        });
        let owner = units.iter().enumerate().find(|(at, u)| {
            let next = units.get(at + 1).map_or(sentence.end, |n| n.span.start);
            u.case == Case::Of && owns_topic(Span::new(u.span.end, next).of(doc.text))
        });
        let topic = first(Case::Topic).or(subject.or(owner).map(|(_, unit)| unit));
        // Who only comments on the story does not become its topic.
        let comments = sentence.of(doc.text).contains(['“', '"']) && !self.topic.is_empty();
        let all: Vec<usize> = units.iter().filter(|u| !u.describes).flat_map(|u| u.entities.iter().copied()).collect();
        let named: Vec<usize> = unique(&all).into_iter().filter(|e| doc.kind(*e) != EntityKind::Alliance).collect();
        if named.len() == 2 {
            self.remember(&named); // two that stand in one sentence can be 양사 of the next
        }
        for unit in units {
            let organisations: Vec<usize> =
                unit.entities.iter().copied().filter(|e| doc.kind(*e) != EntityKind::Alliance).collect();
            if organisations.len() >= 2 {
                self.remember(&organisations);
            }
            if let Some(alliance) = unit.entities.iter().find(|e| doc.kind(**e) == EntityKind::Alliance) {
                self.alliance = Some(*alliance);
            }
        }
        if let Some(topic) = topic.filter(|t| !t.has_alliance(doc) && !comments) {
            self.topic = topic.entities.clone();
        }
    }

    /// The organisations that a pronoun stands for in the sentence that begins at `place`; empty if nothing fits.
    pub fn group(&self, doc: &Doc, pronoun: &Found, place: usize) -> Vec<usize> {
        let before = || doc.mentions_before(place).iter().rev().map(|m| m.entity);
        match pronoun.means {
            Means::Count(count) => self.groups.iter().rev().find(|g| g.len() == count).cloned().unwrap_or_default(),
            Means::Group => self.groups.last().cloned().unwrap_or_default(),
            Means::Topic => self.topic.clone(),
            Means::Company => before().find(|e| doc.kind(*e) == EntityKind::Company).into_iter().collect(),
            Means::Firm => {
                let firms = self.firms.get(pronoun.word).filter(|firms| !firms.is_empty());
                firms.and_then(|firms| before().find(|e| firms.contains(e))).into_iter().collect()
            }
        }
    }
}

/// "A의 발걸음도", "A의 사정은": within a few words the noun that A owns is the topic.
fn owns_topic(gap: &str) -> bool {
    gap.split(' ')
        .filter(|w| !w.is_empty())
        .take(2)
        .any(|w| w.chars().count() >= 2 && w.ends_with(['은', '는', '도', '이', '가']))
}

fn counts(doc: &Doc) -> BTreeMap<usize, usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for mention in doc.mentions.iter().filter(|m| doc.kind(m.entity) == EntityKind::Company) {
        *counts.entry(mention.entity).or_default() += 1;
    }
    counts
}

fn protagonist(doc: &Doc, counts: &BTreeMap<usize, usize>) -> Option<usize> {
    let most = counts.values().max().copied()?;
    doc.mentions.iter().map(|m| m.entity).find(|e| counts.get(e) == Some(&most))
}

/// True if a word looks like an adnominal verb (관형형), so that a subject before it is that verb's alone.
pub fn has_relative(gap: &str) -> bool {
    let endings = ["는", "한", "둔", "던", "진", "은", "된", "운", "온", "든", "단"];
    let is_verb = |w: &str| endings.iter().any(|e| w.ends_with(e)) && !ADJECTIVES.iter().any(|a| w.ends_with(a));
    gap.split(' ').any(|w| w.chars().count() >= 2 && is_verb(w) || w == "둔" || w == "온")
}

/// Adnominal words without a subject of their own.
const ADJECTIVES: [&str; 18] = [
    "위한",
    "대한",
    "관한",
    "통한",
    "인한",
    "의한",
    "향한",
    "비롯한",
    "포함한",
    "새로운",
    "다양한",
    "필요한",
    "유명한",
    "특화한",
    "기반한",
    "주요한",
    "가능한",
    "관련한",
];

/// True if a word ends as an adnominal verb does, in a syllable closed by ㄴ or ㄹ: 한, 세운, 하는, 할.
pub fn is_adnominal(word: &str) -> bool {
    let last = word.chars().next_back();
    last.is_some_and(|c| ('가'..='힣').contains(&c) && matches!((c as u32 - '가' as u32) % 28, 4 | 8))
}
