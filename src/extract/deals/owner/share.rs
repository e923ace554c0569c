//! Ownership by shares: "X가 지분 60%를 가진 Y", "Y 주식 81%를 보유한 X", "Y의 주주는 A(51%)와 B(49%)다".

use super::{Owned, Scene, only};
use crate::{
    extract::{
        deals::{frame::unique, unit::Unit},
        lexicon::{Case, Class},
        values::{self, Percent},
    },
    text::Span,
};

/// A share above this is a majority.
const MAJORITY: f64 = 50.0;
/// How far after a share its verb may stand, in characters.
const VERB: usize = 14;
/// How far before its share a holder may stand in a list, in characters.
const BESIDE: usize = 12;
/// How far after a firm's name its shares are named in a list, in bytes.
const OPENING: usize = 24;
/// Words that mean all shares.
const WHOLE: [&str; 6] = ["지분 전부", "주식 전부", "지분 전량", "주식 전량", "지분 모두", "지분 전체"];

impl Scene<'_> {
    pub(super) fn percents(&self) -> Vec<Percent> {
        values::percents(self.sentence.of(self.doc.text))
    }

    /// A majority that somebody holds.
    pub(super) fn by_share(&self) -> Vec<Owned> {
        let text = self.sentence.of(self.doc.text);
        let is_largest = text.contains("최대주주");
        let is_share = |p: &Percent| {
            let before = text.get(..p.span.start).unwrap_or("");
            let near = before.char_indices().rev().nth(5).map_or(before, |(at, _)| before.get(at..).unwrap_or(before));
            let named = self.doc.lexicon.occurs(Class::ShareWord, near)
                || text.get(p.span.end..).is_some_and(|t| t.starts_with(" 지분"));
            named && (p.value > MAJORITY || is_largest && p.value >= super::LARGEST)
        };
        let percents = self.percents();
        let stated = percents.iter().filter(|p| is_share(p)).map(|p| p.span);
        let whole = WHOLE.iter().flat_map(|w| text.match_indices(w)).map(|(at, w)| Span::new(at, at + w.len()));
        let held = stated.chain(whole).filter_map(|share| {
            self.held(Span::new(self.sentence.start + share.start, self.sentence.start + share.end))
        });
        let founded =
            percents.iter().filter(|p| p.value >= 100.0).filter_map(|p| self.founded(self.sentence.start + p.span.end));
        held.chain(founded).collect()
    }

    /// Holder and held of a share that the words after it say is held.
    fn held(&self, share: Span) -> Option<Owned> {
        let rest = self.text(share.end, self.sentence.end);
        let (at, word) = self.doc.lexicon.places(Class::OwnWord, rest).first().copied()?;
        let verb = rest.get(at..)?;
        let gap = rest.get(..at)?;
        let is_result = ["하게", "게 "].iter().any(|e| verb.get(word.len()..).is_some_and(|t| t.starts_with(e)));
        if gap.chars().count() > VERB || gap.contains([',', '.']) || is_result {
            return None;
        }
        let before = || self.units.iter().rev().filter(|u| u.span.end <= share.start && !u.describes);
        let named = before().next().filter(|u| {
            let gap = self.text(u.span.end, share.start);
            matches!(u.case, Case::Bare | Case::Of) && gap.chars().count() <= 14 && !gap.contains(',')
        });
        let head = self.head(share.end + at, verb).filter(|u| u.case != Case::Of || named.is_none());
        let doer =
            before().find(|u| matches!(u.case, Case::Subject | Case::Topic) && Some(u.span) != named.map(|n| n.span));
        let (holder, held) = match (named, head, doer) {
            (Some(named), Some(head), _) => (head, named),
            (Some(named), None, Some(doer)) => (doer, named),
            (None, Some(head), Some(doer)) if doer.case == Case::Subject => (doer, head),
            (None, None, Some(doer)) if doer.case == Case::Subject => (doer, self.topic_unit(doer)?),
            (None, Some(head), None) => (head, self.units.first().filter(|u| u.case == Case::Of)?),
            _ => return None,
        };
        Some(Owned { parents: vec![only(holder)?], child: only(held)?, certainty: 0.85 })
    }

    /// "Y는 X가 100% 출자해 세웠다", "X가 100% 출자한 Y".
    fn founded(&self, end: usize) -> Option<Owned> {
        let rest = self.text(end, self.sentence.end);
        if !rest.trim_start_matches(['를', '을', ' ']).starts_with("출자") {
            return None;
        }
        let doer = self.units.iter().rev().find(|u| u.span.end <= end && u.case == Case::Subject)?;
        let head = self.head(end, rest).filter(|u| u.case != Case::To);
        let child = head.or_else(|| self.topic_unit(doer))?;
        Some(Owned { parents: vec![only(doer)?], child: only(child)?, certainty: 0.85 })
    }

    fn topic_unit(&self, before: &Unit) -> Option<&Unit> {
        self.units.iter().find(|u| u.span.end <= before.span.start && u.case == Case::Topic && u.entities.len() == 1)
    }

    /// "Y의 지분은 A 60%, B 40%다": owners whose shares sum to the whole.
    pub(super) fn by_list(&self) -> Option<Owned> {
        let child = self.units.first().filter(|u| matches!(u.case, Case::Of | Case::Topic | Case::Bare))?;
        let rest = self.text(child.span.end, self.sentence.end);
        let opening = rest.get(..rest.floor_char_boundary(OPENING)).unwrap_or(rest);
        let is_shared = self.doc.lexicon.occurs(Class::ShareWord, opening) || opening.contains("주주");
        let percents = self.percents();
        let sum: f64 = percents.iter().map(|p| p.value).sum();
        if !is_shared || !(99.0..=101.0).contains(&sum) {
            return None;
        }
        let holder = |p: &Percent| {
            let at = self.sentence.start + p.span.start;
            let mention = self.doc.mentions_in(Span::new(child.span.end, at)).last()?;
            (self.text(mention.span.end, at).chars().count() <= BESIDE).then_some(mention.entity)
        };
        let parents: Option<Vec<usize>> = percents.iter().map(holder).collect();
        let parents = unique(&parents?);
        (parents.len() >= 2 && parents.len() == percents.len()).then_some(Owned {
            parents,
            child: only(child)?,
            certainty: 0.85,
        })
    }
}
