//! Joint ventures: who founds a firm together, and which firm it is.

use super::{BARE, Clause, ELIDED, Reading, unique};
use crate::{
    extract::{
        DealType, EntityKind, Role, boundary,
        deals::{discourse::is_adnominal, trigger::Frame, unit::Unit},
        lexicon::{Case, Class},
        values::percents,
    },
    text::{
        Span,
        form::{is_quote, without_brackets},
    },
};

/// Nouns after an adnominal verb that are no firm: "세운 뒤".
const EVENTS: [&str; 7] = ["뒤", "후", "데", "것", "바", "이후", "채"];
/// How far after the verb the firm's name may stand, in characters.
const MAX_HEAD: usize = 36;

/// How far from the word for the firm its name may stand, in characters.
const BESIDE: usize = 14;
/// How far after its name a parent's share may stand, in bytes.
const SHARE: usize = 30;

impl<'a> Clause<'a> {
    /// "X와 Y의 합작법인 Z", "X는 Y와 Z를 세웠다", "X와 Y가 함께 세운 Z", "Z는 X와 Y가 출자해 만든 회사다".
    pub(super) fn venture(&self) -> Option<Reading> {
        let firm = self.firm();
        let is_founding = self.trigger.frame == Frame::Found || firm.is_some() || self.names_firm();
        if !is_founding || self.trigger.frame == Frame::Establish && !self.is_joint(firm) {
            return None;
        }
        let (parents, certainty) = self.parents(firm)?;
        let parents = parents.into_iter().map(|e| (e, Role::JvParent));
        let parties = parents.chain(firm.map(|e| (e, Role::Jv))).collect();
        Some(Reading { parties, deal_type: DealType::JointVenture, certainty, is_shared: false })
    }

    /// The firm that is founded, where the clause names it.
    fn firm(&self) -> Option<usize> {
        let is_made = self.trigger.frame == Frame::Establish;
        let is_funded = self.trigger.span.of(self.doc.text).ends_with("출자");
        let object = || self.last(&[Case::Object]).filter(|u| (is_made || is_funded) && !self.is_spent(u));
        let object = || object().and_then(|u| self.last_of(u));
        let is_told = (is_made || is_funded) && !self.has_other_founder();
        let head = || self.founded_head().filter(|_| is_told).and_then(|u| self.last_of(u));
        let named = self.called().or_else(|| self.beside()).or_else(object).or_else(head);
        named.or_else(|| self.defined()).filter(|e| self.is_company(*e))
    }

    /// The only name of a unit, or the last of those that 와 links: "Y와 Z를 세웠다".
    fn last_of(&self, unit: &Unit) -> Option<usize> {
        let last = self.doc.mentions_in(unit.span).iter().rev().find(|m| unit.entities.last() == Some(&m.entity))?;
        let before = Span::new(unit.span.start, last.span.start).of(self.doc.text);
        let before = before.trim_end_matches(|c: char| is_quote(c) || c == ' ');
        let names_firm = || [Class::FirmWord, Class::OrgNoun].iter().any(|c| self.doc.lexicon.ends(*c, before));
        let links = before.ends_with(['와', '과']) || names_firm();
        (unit.entities.len() == 1 || links).then_some(last.entity)
    }

    /// "합작법인 ‘Z’", "합작사인 Z": the name right after the word for a firm.
    fn beside(&self) -> Option<usize> {
        let words = self.doc.lexicon.places(Class::FirmWord, self.text());
        words.into_iter().find_map(|(at, word)| {
            let end = self.trigger.clause.start + at + word.len();
            let next = self.doc.mentions_in(Span::new(end, self.sentence.end)).first()?;
            let gap = Span::new(end, next.span.start).of(self.doc.text);
            let (gap, _) = without_brackets(gap);
            let gap = gap.trim_start_matches("인").trim_matches(|c: char| is_quote(c) || c == ' ');
            let is_partner = self.units.iter().any(|u| u.case == Case::With && u.span.overlaps(next.span));
            (gap.is_empty() && !is_partner).then_some(next.entity)
        })
    }

    /// "Z라는 (이름의) 합작법인".
    fn called(&self) -> Option<usize> {
        let called = |u: &&Unit| {
            let rest = Span::new(u.span.end, self.sentence.end).of(self.doc.text);
            u.span.of(self.doc.text).ends_with("라는") && self.doc.lexicon.occurs(Class::FirmWord, near(rest, 40))
        };
        let unit = self.units.iter().filter(|u| self.trigger.clause.contains(u.span)).find(called)?;
        unit.entities.first().copied()
    }

    /// "(X와 Y가) 세운 전기차 회사 Z": the name after the adnominal verb.
    fn founded_head(&self) -> Option<&'a Unit> {
        let after = self.units.iter().find(|u| u.span.start >= self.trigger.span.end && !u.describes)?;
        let told = Span::new(self.trigger.span.start, after.span.start).of(self.doc.text);
        let mut words = told.get(told.floor_char_boundary(self.trigger.span.len())..)?.split(' ');
        let ending = words.next().unwrap_or("");
        let verb = if ending.is_empty() { self.trigger.span.of(self.doc.text).trim_end() } else { ending };
        let is_noun = |w: &str| !EVENTS.contains(&w) && boundary::split(self.doc.lexicon, w).1.is_none();
        let is_near = told.chars().count() <= MAX_HEAD && !told.contains([',', '.']);
        let is_near = is_near && after.case != Case::Of;
        (is_near && is_adnominal(verb) && words.filter(|w| !w.is_empty()).all(is_noun)).then_some(after)
    }

    /// "Z는 X와 Y가 세운 합작사다".
    fn defined(&self) -> Option<usize> {
        let rest = Span::new(self.trigger.span.start, self.sentence.end).of(self.doc.text);
        let (at, word) = self.doc.lexicon.places(Class::FirmWord, rest).first().copied()?;
        let noun = rest.get(at + word.len()..)?;
        let predicate = ["다", "이다", "였다", "로 ", "로,", "으로 ", "으로,", "이며", "이고", "."];
        let is_predicate = predicate.iter().any(|p| noun.starts_with(p));
        let first = self.units.iter().find(|u| !u.describes)?;
        let topic = Some(first).filter(|u| is_predicate && u.case == Case::Topic && u.entities.len() == 1);
        topic.and_then(|u| u.entities.first().copied())
    }

    /// True if what stands with 을 is what is put in, not what is founded: "…를 출자해".
    fn is_spent(&self, unit: &Unit) -> bool {
        let gap = Span::new(unit.span.end, self.trigger.span.start).of(self.doc.text);
        gap.chars().count() > BESIDE
    }

    /// True if somebody who is no organisation founds: "빌 게이츠가 세운 Z".
    fn has_other_founder(&self) -> bool {
        let start = self.before().next_back().map_or(self.trigger.clause.start, |u| u.span.end);
        let words = Span::new(start, self.trigger.span.start).of(self.doc.text).split(' ');
        { words }.any(|w| boundary::split(self.doc.lexicon, w).1 == Some(Case::Subject))
    }

    fn names_firm(&self) -> bool {
        let until = self.trigger.clause.end.min(self.trigger.span.end + SHARE);
        let text = Span::new(self.trigger.clause.start, until).of(self.doc.text);
        self.doc.lexicon.occurs(Class::FirmWord, text)
    }

    /// True if the clause says that several found it.
    fn is_joint(&self, firm: Option<usize>) -> bool {
        let lists_firm =
            || firm.is_some_and(|f| self.units.iter().any(|u| u.entities.len() > 1 && u.entities.contains(&f)));
        let several = || firm.is_some() && self.last(&[Case::Subject]).is_some_and(|u| self.companies(u).len() > 1);
        let partner = || self.last(&[Case::With]).is_some_and(|u| !self.companies(u).is_empty());
        let with = || partner() || lists_firm() || several() || !self.helpers().is_empty();
        with() || self.doc.lexicon.occurs(Class::TogetherWord, self.text()) || self.shareholders().len() >= 2
    }

    /// Partners and subjects that are not the firm itself.
    fn parents(&self, firm: Option<usize>) -> Option<(Vec<usize>, f32)> {
        let but_firm = |all: Vec<usize>| unique(&all).into_iter().filter(|e| Some(*e) != firm).collect::<Vec<_>>();
        let shareholders = but_firm(self.shareholders());
        if shareholders.len() >= 2 {
            return Some((shareholders, 0.9));
        }
        let lists_firm = |u: &&Unit| {
            u.span.start >= self.trigger.clause.start
                && firm.is_some_and(|f| u.entities.contains(&f))
                && u.case != Case::Topic
        };
        let partners = self.before().filter(|u| matches!(u.case, Case::With | Case::OfWith));
        let partners = partners.chain(self.units.iter().filter(lists_firm));
        let with = but_firm(partners.flat_map(|u| self.companies(u)).chain(self.helpers()).collect());
        let owners = || self.last(&[Case::Of, Case::Bare]).map(|u| but_firm(self.companies(u)));
        let own = self.subjects(firm);
        let own = own.or_else(|| (with.len() < 2).then(|| self.subject()).flatten());
        let (own, certainty) = own.unwrap_or((Vec::new(), BARE));
        let all = but_firm([own, with.clone()].concat());
        if all.len() >= 2 {
            return Some((all, certainty.min(0.9)));
        }
        let together = owners().filter(|o| o.len() >= 2).map(|o| (o, 0.8));
        let carried = || self.topic.len() >= 2 && self.before().next().is_none();
        together.or_else(|| carried().then(|| (but_firm(self.topic.to_vec()), ELIDED))).filter(|(p, _)| p.len() >= 2)
    }

    /// The subjects of the clause that are not the firm; of several, those before the verb.
    fn subjects(&self, firm: Option<usize>) -> Option<(Vec<usize>, f32)> {
        let own = |u: &&Unit| {
            matches!(u.case, Case::Subject | Case::Topic)
                && !self.is_alliance(u)
                && firm.is_none_or(|f| !u.entities.contains(&f))
        };
        let subject =
            self.before().rev().find(|u| own(u) && u.case == Case::Subject).or_else(|| self.before().rev().find(own));
        subject.map(|u| (self.companies(u), 1.0))
    }

    /// "X가 60%, Y가 40%를 출자해 세운": subjects with a share each.
    fn shareholders(&self) -> Vec<usize> {
        let holds = |u: &&Unit| {
            let rest = Span::new(u.span.end, self.trigger.clause.end).of(self.doc.text);
            matches!(u.case, Case::Subject | Case::Topic) && !percents(near(rest, SHARE)).is_empty()
        };
        unique(&self.before().filter(holds).flat_map(|u| self.companies(u)).collect::<Vec<_>>())
    }

    fn is_company(&self, entity: usize) -> bool {
        self.doc.kind(entity) == EntityKind::Company
    }
}

/// The first bytes of a text, on a character boundary.
fn near(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}
