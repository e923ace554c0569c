//! Ownership stated as a fact: X의 자회사 Y, Y의 모회사 X, X가 지분 60%를 가진 Y; and firms whose owners are listed.

mod share;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;

use super::{
    discourse::{Discourse, is_adnominal},
    unit::Unit,
};
use crate::{
    extract::{
        EntityKind,
        doc::Doc,
        lexicon::{Case, Class},
    },
    text::{
        Span,
        form::{is_quote, without_brackets},
    },
};

/// A firm and who owns it: one parent, or the parents of a joint venture.
#[derive(Debug, Clone, PartialEq)]
pub struct Owned {
    /// Entity indexes, in order of mention.
    pub parents: Vec<usize>,
    /// Entity index.
    pub child: usize,
    /// 0 to 1.
    pub certainty: f32,
}

/// Longest way, in characters, from an owner without a particle to the word for its firm.
const BARE: usize = 14;
/// Longest way, in characters, from an owner with a particle.
const FAR: usize = 60;
/// How many first letters two names of one group share.
const ALIKE: usize = 2;
/// From this share on the largest shareholder owns a firm.
const LARGEST: f64 = 30.0;

/// Who owns whom, as a sentence states it.
pub fn ownerships(doc: &Doc, sentence: Span, units: &[Unit], discourse: &Discourse) -> Vec<Owned> {
    let scene = Scene { doc, sentence, units, topic: &discourse.topic, protagonist: discourse.protagonist };
    let text = sentence.of(doc.text);
    let mut out = Vec::new();
    for (class, is_child) in [(Class::ChildWord, true), (Class::ParentWord, false)] {
        for (at, word) in doc.lexicon.places(class, text) {
            let word = Span::new(sentence.start + at, sentence.start + at + word.len());
            let found = if is_child { scene.by_child(word) } else { scene.by_parent(word) };
            out.extend(found.map(|(parent, child, certainty)| Owned { parents: vec![parent], child, certainty }));
        }
    }
    for (at, word) in doc.lexicon.places(Class::AffiliateWord, text) {
        let word = Span::new(sentence.start + at, sentence.start + at + word.len());
        out.extend(scene.by_affiliate(word));
    }
    out.extend(scene.by_keeping());
    out.extend(scene.by_share());
    out.extend(scene.by_list());
    let is_firm = |e: usize| doc.kind(e) == EntityKind::Company;
    out.retain(|o| is_firm(o.child) && !o.parents.contains(&o.child));
    out.retain(|o| o.parents.len() > 1 || o.parents.iter().all(|p| is_firm(*p)));
    out
}

/// What a sentence offers to words of ownership.
struct Scene<'a> {
    doc: &'a Doc<'a>,
    sentence: Span,
    units: &'a [Unit],
    topic: &'a [usize],
    /// The company that the article names most often.
    protagonist: Option<usize>,
}

/// How an owner stands before the word for its firm.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// "X의 자회사", "X 자회사".
    Possessor,
    /// "X가 세운 자회사".
    Doer,
}

impl<'a> Scene<'a> {
    /// 자회사: of whom, and which firm it is.
    fn by_child(&self, word: Span) -> Option<(usize, usize, f32)> {
        let owner = self.owner(word.start);
        let rest = self.text(word.end, self.sentence.end);
        if let Some(child) = self.apposed(word.end) {
            if let Some((parent, _)) = owner {
                return Some((parent, child, 0.95));
            }
            let parent = self.elided_parent(word, child)?;
            return Some((parent, child, 0.75));
        }
        if let Some(kept) = self.kept(word, rest) {
            return Some(kept);
        }
        let (parent, way) = owner?;
        if rest.starts_with("가 ") || rest.starts_with("는 ") {
            let next = self.units.iter().find(|u| u.span.start >= word.end && u.case == Case::Copula);
            let named = next.filter(|u| self.text(word.end, u.span.start).trim_matches(is_quote).chars().count() <= 3);
            if let Some(unit) = named {
                return Some((parent, *unit.entities.first()?, 0.9));
            }
        }
        let predicate =
            ["다.", "다", "이다", "로 편입", "가 됐다", "가 된 ", "가 돼", "로, ", "로 ", "이며", "이자", "로서", "였"];
        let is_ahead =
            rest.starts_with("로 편입된다") || rest.starts_with("로 편입될") || rest.starts_with("로 편입할");
        if is_ahead || !predicate.iter().any(|p| rest.starts_with(p)) {
            return None;
        }
        let topic = self.topic_before(word.start, parent);
        let elided = || (way == Way::Possessor && rest.starts_with("가 됐")).then(|| self.kin(parent)).flatten();
        Some((parent, topic.or_else(elided)?, 0.9))
    }

    /// "X 계열 Y", "X 산하의 Y": only with both names at hand.
    fn by_affiliate(&self, word: Span) -> Option<Owned> {
        let (parent, way) = self.owner(word.start)?;
        let child = self.apposed(word.end).filter(|_| way == Way::Possessor)?;
        Some(Owned { parents: vec![parent], child, certainty: 0.85 })
    }

    /// 모회사, 최대주주: of which firm, and who it is.
    fn by_parent(&self, word: Span) -> Option<(usize, usize, f32)> {
        let is_holder = word.of(self.doc.text).contains("주주");
        if is_holder && !self.percents().iter().any(|p| p.value >= LARGEST) {
            return None;
        }
        let child = self.owner(word.start).filter(|(_, way)| *way == Way::Possessor).map(|(e, _)| e);
        let rest = self.text(word.end, self.sentence.end);
        if let Some(parent) = self.apposed(word.end) {
            let is_mother = word.of(self.doc.text).starts_with("모");
            let elided = || self.kin(parent).filter(|_| is_mother);
            return Some((parent, child.or_else(elided)?, if child.is_some() { 0.95 } else { 0.75 }));
        }
        let child = child?;
        if rest.starts_with("는 ") || rest.starts_with("은 ") {
            let last = self.units.iter().rev().find(|u| u.span.start >= word.end && u.case == Case::Copula)?;
            return Some((*last.entities.first()?, child, 0.9));
        }
        let is_predicate = ["다", "이다", "로 ", "로서", "이자", "이며"].iter().any(|p| rest.starts_with(p));
        is_predicate.then(|| self.topic_before(word.start, child)).flatten().map(|parent| (parent, child, 0.9))
    }

    /// "X는 Y를 자회사로 두고 있다", "X가 자회사로 둔 Y", "Y는 X가 자회사로 둔 회사다".
    fn kept(&self, word: Span, rest: &str) -> Option<(usize, usize, f32)> {
        let is_kept = ["로 두", "로 둔", "로 뒀", "로 거느", "로 보유", "로 갖", "로 삼", "로 품"]
            .iter()
            .any(|p| rest.starts_with(p));
        if !is_kept {
            return None;
        }
        let before = || self.units.iter().rev().filter(|u| u.span.end <= word.start && !u.describes);
        let parent = before().find(|u| u.case == Case::Subject).or_else(|| before().find(|u| u.case == Case::Topic))?;
        let object = before().find(|u| u.case == Case::Object).or_else(|| self.head(word.end, rest));
        let topic = || before().find(|u| u.case == Case::Topic && parent.case == Case::Subject);
        let child = object.or_else(topic)?;
        Some((only(parent)?, *child.entities.first()?, 0.9))
    }

    /// "X는 Y와 Z를 거느리고 있다", "X가 거느린 Y".
    fn by_keeping(&self) -> Vec<Owned> {
        let text = self.sentence.of(self.doc.text);
        let found = self.doc.lexicon.places(Class::KeepWord, text).into_iter().filter_map(|(at, word)| {
            let word = Span::new(self.sentence.start + at, self.sentence.start + at + word.len());
            let mut before = self.units.iter().rev().filter(|u| u.span.end <= word.start && !u.describes);
            let head =
                self.head(word.start, self.text(word.start, self.sentence.end)).filter(|u| u.entities.len() == 1);
            let object = before.clone().next().filter(|u| u.case == Case::Object);
            let kept = object.filter(|u| self.text(u.span.end, word.start).chars().count() <= 8);
            let doer = before.find(|u| u.case == Case::Subject || u.case == Case::Topic && kept.is_some())?;
            Some((only(doer)?, kept.or(head)?.entities.clone()))
        });
        let each = |(parent, children): (usize, Vec<usize>)| {
            children.into_iter().map(move |child| Owned { parents: vec![parent], child, certainty: 0.9 })
        };
        found.flat_map(each).collect()
    }

    /// Who stands before a word for its firm: X의, X, X가 세운.
    fn owner(&self, place: usize) -> Option<(usize, Way)> {
        let mention = self.doc.mentions_in(Span::new(self.sentence.start, place)).iter().rev().find(|m| {
            let unit = self.units.iter().find(|u| u.span.start <= m.span.start && m.span.end <= u.span.end);
            unit.is_some_and(|u| u.entities.contains(&m.entity))
        })?;
        let gap = self.text(mention.span.end, place);
        let (gap, _) = without_brackets(gap);
        let gap = gap.trim_start_matches(is_quote);
        if gap.contains([',', '.', '·']) || gap.chars().count() > FAR {
            return None;
        }
        let words = gap.trim_end();
        let is_possessor =
            gap.starts_with("의 ") || words.is_empty() || gap.starts_with(' ') && gap.chars().count() <= BARE;
        let is_doer =
            (gap.starts_with("이 ") || gap.starts_with("가 ")) && words.rsplit(' ').next().is_some_and(is_adnominal);
        if is_possessor {
            Some((mention.entity, Way::Possessor))
        } else {
            is_doer.then_some((mention.entity, Way::Doer))
        }
    }

    /// The name right after a word: "자회사 Y", "자회사인 Y".
    fn apposed(&self, end: usize) -> Option<usize> {
        let next = self.doc.mentions_in(Span::new(end, self.sentence.end)).first()?;
        let gap = self.text(end, next.span.start);
        let gap = gap.strip_prefix("인").unwrap_or(gap);
        (gap.starts_with([' ', '‘', '\'']) && gap.trim_matches(|c: char| is_quote(c) || c == ' ').is_empty())
            .then_some(next.entity)
    }

    /// "…을 파는 자회사 Y" without an owner: the subject, or the topic carried over. A mere affiliate (계열사) belongs to
    /// the topic only where that is a group.
    fn elided_parent(&self, word: Span, child: usize) -> Option<usize> {
        let before = || self.units.iter().rev().filter(|u| u.span.end <= word.start && !u.describes);
        let topic = before().find(|u| u.case == Case::Topic).or_else(|| before().find(|u| u.case == Case::Subject));
        let parent = topic.map_or_else(|| self.kin(child), only)?;
        let is_group = || {
            let names = self.doc.mentions.iter().filter(|m| m.entity == parent).map(|m| m.span.of(self.doc.text));
            names.into_iter().any(|n| ["그룹", "홀딩스", "지주"].iter().any(|e| n.ends_with(e)))
        };
        let is_own = word.of(self.doc.text).contains("자회사") || is_group();
        (is_own && parent != child).then_some(parent)
    }

    fn topic_before(&self, place: usize, but: usize) -> Option<usize> {
        let topic =
            self.units.iter().find(|u| u.span.end <= place && u.case == Case::Topic && !u.entities.contains(&but));
        topic.and_then(only)
    }

    /// The firm that an elided name means: of the one the article is about and the one last spoken of the one that is
    /// called like `other`, else the first.
    fn kin(&self, other: usize) -> Option<usize> {
        let topic = self.topic.first().copied().filter(|_| self.topic.len() == 1);
        let known = [self.protagonist, topic].into_iter().flatten().filter(|e| *e != other);
        let is_alike = |e: &usize| {
            let names =
                |e: usize| self.doc.mentions.iter().filter(move |m| m.entity == e).map(|m| m.span.of(self.doc.text));
            names(*e)
                .any(|a| names(other).any(|b| a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count() >= ALIKE))
        };
        known.clone().find(is_alike).or_else(|| known.clone().next())
    }

    /// The unit that an adnominal verb at the start of `rest` describes.
    fn head(&self, start: usize, rest: &str) -> Option<&'a Unit> {
        let unit = self.units.iter().find(|u| u.span.start >= start && !u.describes)?;
        let gap = rest.get(..unit.span.start - start)?;
        let mut words = gap.split(' ').filter(|w| !w.is_empty());
        let is_verb = words.any(is_adnominal);
        (is_verb && gap.chars().count() <= FAR && !gap.contains([',', '.'])).then_some(unit)
    }

    fn text(&self, start: usize, end: usize) -> &'a str {
        Span::new(start, end).of(self.doc.text)
    }
}

/// The only entity of a unit.
fn only(unit: &Unit) -> Option<usize> {
    unit.entities.first().copied().filter(|_| unit.entities.len() == 1)
}
