//! Which organisations a telling word makes members, leaders or former members.

use super::{
    Scene,
    host::{Host, Place},
    telling::{self, Link, Word},
};
use crate::{
    extract::{
        boundary,
        deals::{discourse::has_relative, frame::unique, unit::Unit},
        lexicon::{Case, Class},
    },
    text::Span,
};

/// Nouns after an adnominal verb that are no organisation: 참여한 뒤, 합류한 데.
const EVENTS: [&str; 9] = ["뒤", "후", "데", "것", "바", "이후", "적", "채", "만큼"];
/// Nouns of what is still ahead: 참여하는 방안, 가입할 예정.
const PLANS: [&str; 5] = ["방안", "예정", "계획", "방침", "전망"];
/// Words after a partner that make it act with the subject.
const TOGETHER: [&str; 6] = ["함께", "더불어", "나란히", "손잡고", "같이", "의기투합해"];
/// Verbs that add what stands with 에 to what they are told of: A에 B를 더해.
const ADDING: [&str; 5] = ["더해", "더하", "보태", "합쳐", "묶"];

impl<'a> Scene<'a> {
    /// Subjects and partners of a founding, or what the alliance is made of.
    pub(super) fn founders(&self, word: &Word, host: &Host) -> (Vec<usize>, f32) {
        if let Place::Before(at, Case::Topic | Case::Subject | Case::To) = host.place {
            let listed = self.listed(word, at);
            if !listed.is_empty() {
                return (listed, 0.9);
            }
        }
        let before = self.before(word, host);
        let partners = entities(before.iter().filter(|u| u.case == Case::With));
        let own = |u: &&&Unit| {
            matches!(u.case, Case::Topic | Case::Subject) && (host.place == Place::After || !self.is_relative(u, word))
        };
        let last = before.iter().rposition(|u| own(&u)).unwrap_or(0);
        let in_list = |(at, u): &(usize, &&Unit)| {
            let goes_on = u.case == Case::Bare && self.text(u.span.end, self.sentence.end).starts_with([',', '·']);
            own(u) || *at < last && goes_on && !u.describes
        };
        let subjects = entities(before.iter().enumerate().filter(in_list).map(|(_, u)| u));
        let is_passive = matches!(host.place, Place::Before(_, Case::Topic | Case::Subject));
        let elided = subjects.is_empty() && !is_passive && !self.has_other_subject(word);
        let (subjects, certainty) = if elided { (self.discourse.topic.clone(), 0.75) } else { (subjects, 0.95) };
        let all = unique(&[subjects, partners.clone()].concat());
        let single = all.len() == 1 && !is_passive;
        if !partners.is_empty() || all.len() >= 2 {
            (all, certainty)
        } else if single {
            (all, certainty - 0.1)
        } else {
            (Vec::new(), 0.0)
        }
    }

    /// Who joins, belongs or leaves.
    pub(super) fn joiners(&self, word: &Word, host: &Host) -> (Vec<usize>, f32) {
        if let Some(head) = self.head(word).filter(|_| host.place != Place::After) {
            return (head, 0.9);
        }
        if self.is_roster(word) {
            return (self.rest_after(word), 0.85);
        }
        if word.is_noun && !self.is_predicate(word) {
            return (Vec::new(), 0.0);
        }
        if let Place::Before(at, Case::To | Case::Topic) = host.place {
            let listed = self.listed(word, at);
            if !listed.is_empty() {
                let beside = if self.is_only_partners(word, at) { self.subjects(word, host).0 } else { Vec::new() };
                return (unique(&[beside, listed].concat()), 0.9);
            }
        }
        self.subjects(word, host)
    }

    /// "A가 주도하는 X", "A는 X를 이끌고 있다", "A를 축으로 한 X", "X의 의장사는 A다".
    pub(super) fn leaders(&self, word: &Word, host: &Host) -> (Vec<usize>, f32) {
        let none = (Vec::new(), 0.0);
        if word.is_noun {
            let head = self.head(word).filter(|_| host.place != Place::After);
            let beside = || self.units.iter().find(|u| u.case == Case::Object && u.span.end + 1 == word.span.start);
            let own = head.or_else(|| self.next(word)).or_else(|| beside().map(|u| u.entities.clone()));
            let before = || self.is_predicate(word).then(|| self.subjects(word, host).0);
            return own.or_else(before).map_or(none, |leaders| (leaders, 0.85));
        }
        let before = self.before(word, host);
        let is_beside = |u: &&&&Unit| self.text(u.span.end, word.span.start).trim().is_empty();
        let is_subject = |u: &&&Unit| matches!(u.case, Case::Subject | Case::Topic);
        let fits = before.last().filter(|u| is_beside(&u)).or_else(|| before.iter().rev().find(is_subject));
        fits.map_or(none, |u| (u.entities.clone(), 0.9))
    }

    /// Units before the word but the alliance's own.
    fn before(&self, word: &Word, host: &Host) -> Vec<&'a Unit> {
        let own = |u: &&Unit| u.span.end <= word.span.start && !u.entities.contains(&host.alliance);
        self.units.iter().filter(own).collect()
    }

    /// The organisations between the alliance at `host` and the word: "X에는 A, B가 참여", "X는 A와 B로 짜였다".
    fn listed(&self, word: &Word, host: Span) -> Vec<usize> {
        entities(self.between(word, host).iter())
    }

    fn between(&self, word: &Word, host: Span) -> Vec<&'a Unit> {
        let from = host.end.max(telling::clause_start(self.doc, word, self.sentence));
        let adds = |u: &Unit| ADDING.iter().any(|w| self.text(u.span.end, word.span.start).contains(w));
        let fits = |u: &&Unit| match u.case {
            Case::From | Case::Of | Case::OfWith => false,
            Case::To => adds(u),
            _ => !u.describes && !self.is_relative(u, word),
        };
        let inside = self.units.iter().filter(|u| u.span.start >= from && u.span.end <= word.span.start);
        inside.filter(fits).collect()
    }

    fn is_only_partners(&self, word: &Word, host: Span) -> bool {
        self.between(word, host).iter().all(|u| u.case == Case::With)
    }

    /// Subjects of the word's clause, else of the sentence, else the topic carried over; with partners 함께.
    fn subjects(&self, word: &Word, host: &Host) -> (Vec<usize>, f32) {
        let start = telling::clause_start(self.doc, word, self.sentence);
        let before = self.before(word, host);
        let (inside, outside): (Vec<&Unit>, Vec<&Unit>) = before.iter().partition(|u| u.span.start >= start);
        let subject = self.subject(&inside, word, host).or_else(|| self.subject(&outside, word, host));
        let with = |u: &&&Unit| u.case == Case::With && u.span.end <= word.span.start && self.acts_with(u);
        let Some(subject) = subject else {
            let elided = before.iter().all(|u| with(&u)) && host.place != Place::After && !self.has_other_subject(word);
            let elided = elided && !self.describes_other(word);
            let all = [self.discourse.topic.clone(), entities(before.iter())].concat();
            return if elided { (unique(&all), 0.7) } else { (Vec::new(), 0.0) };
        };
        let is_earlier = |u: &Unit| u.span.end < subject.span.start && !u.describes && host.place != Place::After;
        let also = |u: &Unit| u.case == Case::Subject && self.text(u.span.end, word.span.start).starts_with(',');
        let joins_list = |u: &&&Unit| is_earlier(u) && (u.is_open || u.case == Case::Bare || also(u));
        let beside = inside.iter().filter(joins_list).chain(inside.iter().filter(with));
        (unique(&[entities(beside), subject.entities.clone()].concat()), 0.95)
    }

    fn subject<'u>(&self, units: &[&'u Unit], word: &Word, host: &Host) -> Option<&'u Unit> {
        let nearest = |case: Case| units.iter().rev().find(|u| u.case == case).copied();
        let open = units.iter().rev().find(|u| u.is_open || u.entities.len() > 1).copied();
        if host.place == Place::After {
            return nearest(Case::Subject).or_else(|| open.filter(|u| u.case == Case::Bare));
        }
        let own = units.iter().rev().find(|u| u.case == Case::Subject && !self.is_relative(u, word)).copied();
        let open = || open.filter(|u| matches!(u.case, Case::Bare | Case::Other));
        own.or_else(|| nearest(Case::Topic)).or_else(open).or_else(|| nearest(Case::Subject))
    }

    /// True if an adnominal word describes a noun that is neither an organisation nor a plan: 이름을 올린 관계자는.
    fn describes_other(&self, word: &Word) -> bool {
        let rest = self.text(word.span.end, self.sentence.end);
        let mut parts = rest.split(' ');
        let verb = parts.next().unwrap_or("");
        let noun = parts.next().unwrap_or("");
        let is_plan = EVENTS.iter().chain(&PLANS).any(|n| noun.starts_with(n));
        !word.is_noun
            && verb.ends_with(['한', '는', '할', '던', '린', '된', '온', '운', '른', '탄', '진'])
            && !noun.is_empty()
            && !is_plan
    }

    fn acts_with(&self, unit: &Unit) -> bool {
        let rest = self.text(unit.span.end, self.sentence.end).trim_start();
        TOGETHER.iter().any(|w| rest.starts_with(w))
    }

    /// True if an adnominal verb takes the unit as its own before the next name or the word.
    fn is_relative(&self, unit: &Unit, word: &Word) -> bool {
        let next = self.units.iter().find(|n| n.span.start >= unit.span.end);
        let end = next.map_or(word.span.start, |n| n.span.start.min(word.span.start));
        matches!(unit.case, Case::Subject | Case::Topic | Case::Object)
            && has_relative(self.text(unit.span.end, end))
            && !self.text(unit.span.end, end).contains("포함한")
    }

    /// The organisation that an adnominal word describes: "X에 참여한 A는", "X 회원사인 A는".
    fn head(&self, word: &Word) -> Option<Vec<usize>> {
        let unit = self.units.iter().find(|u| u.span.start >= word.span.end).filter(|u| !u.has_alliance(self.doc))?;
        let gap = self.text(word.span.end, unit.span.start);
        let is_head = telling::link(word.span.of(self.doc.text), gap, word.is_noun) == Link::Adnominal;
        let describes = |w: &str| {
            let is_noun = !EVENTS.contains(&w) && boundary::split(self.doc.lexicon, w).1.is_none();
            is_noun || w.ends_with(['는', '한', '던', '온'])
        };
        (is_head && gap.split(' ').skip(1).filter(|w| !w.is_empty()).all(describes)).then(|| unit.entities.clone())
    }

    /// True if a list follows: "회원사는 A, B다", "X에 참여한 기업은 A, B다".
    fn is_roster(&self, word: &Word) -> bool {
        let rest = self.text(word.span.end, self.sentence.end);
        let roster = ["으로는 ", "로는 ", "으론 ", "론 ", "은 ", "는 ", "에는 ", ": ", " : "];
        if word.is_noun {
            return roster.iter().any(|p| rest.starts_with(p)) && !self.has_own_subject(word);
        }
        let mut parts = rest.split(' ');
        let verb = parts.next().unwrap_or("");
        let noun = if matches!(verb, "하고" | "해" | "하기로") { parts.nth(1) } else { parts.next() };
        let (stem, case) = boundary::split(self.doc.lexicon, noun.unwrap_or(""));
        let names_firms = self.doc.lexicon.ends(Class::OrgNoun, stem) || self.doc.lexicon.ends(Class::MemberNoun, stem);
        verb.ends_with(['한', '는', '할', '던'])
            && case == Some(Case::Topic)
            && (names_firms || stem.ends_with(['곳', '사', '관']))
    }

    /// The organisations after the word, to the end of its clause.
    fn rest_after(&self, word: &Word) -> Vec<usize> {
        let end = telling::clause_end(self.doc, word, self.sentence);
        let listed = self.units.iter().filter(|u| u.span.start >= word.span.end && u.span.end <= end);
        let listed: Vec<&Unit> =
            listed.filter(|u| !u.describes && !matches!(u.case, Case::From | Case::To | Case::Of)).collect();
        entities(listed.iter())
    }

    fn has_own_subject(&self, word: &Word) -> bool {
        self.units.iter().any(|u| {
            u.span.end <= word.span.start && matches!(u.case, Case::Topic | Case::Subject) && !u.has_alliance(self.doc)
        })
    }

    /// True if a noun says what its subject is: 회원사다, 멤버로, 일원이 됐다, 의장을 맡았다.
    fn is_predicate(&self, word: &Word) -> bool {
        let rest = self.text(word.span.end, self.sentence.end);
        let endings = [
            "다",
            "이다",
            "로 ",
            "으로 ",
            "로,",
            "로서",
            "으로서",
            "이며",
            "며,",
            "며 ",
            "이자",
            "이고",
            "가 ",
            "이 ",
            "인 ",
            "였",
            "이었",
            "를 맡",
            "을 맡",
            "직을",
            " 역할",
            " 자격",
            " 지위",
            " 명단",
            "를 지내",
            "을 지내",
            "라는",
            "이라는",
        ];
        endings.iter().any(|e| rest.starts_with(e))
    }

    /// What stands after the noun as topic: "의장사는 A다", "좌장은 A가 맡는다", "의장사가 A다".
    fn next(&self, word: &Word) -> Option<Vec<usize>> {
        let unit = self.units.iter().find(|u| u.span.start >= word.span.end).filter(|u| !u.has_alliance(self.doc))?;
        let rest = self.text(word.span.end, self.sentence.end);
        let is_topic = ["는 ", "은 ", "로는 ", "으로는 ", "에는 ", "직은 "].iter().any(|p| rest.starts_with(p));
        let is_named = ["가 ", "이 "].iter().any(|p| rest.starts_with(p)) && unit.case == Case::Copula;
        (is_topic || is_named).then(|| unit.entities.clone())
    }

    /// True if a subject that names no organisation stands before the word: "통신사들도 X에 참여".
    fn has_other_subject(&self, word: &Word) -> bool {
        let mut at = self.sentence.start;
        self.text(self.sentence.start, word.span.start).split_inclusive(' ').any(|part| {
            let span = Span::new(at, at + part.trim_end().len());
            at += part.len();
            let is_named = self.units.iter().any(|u| u.span.overlaps(span)) || !self.doc.mentions_over(span).is_empty();
            let (stem, case) = boundary::split(self.doc.lexicon, span.of(self.doc.text));
            let is_subject = matches!(case, Some(Case::Topic | Case::Subject));
            is_subject
                && !is_named
                && !stem.ends_with(['하', '되', '있', '없', '않'])
                && !self.doc.lexicon.ends(Class::TimeNoun, stem)
        })
    }
}

fn entities<'u>(units: impl Iterator<Item = &'u &'u Unit>) -> Vec<usize> {
    let all: Vec<usize> = units.flat_map(|u| u.entities.iter().copied()).collect();
    unique(&all)
}
