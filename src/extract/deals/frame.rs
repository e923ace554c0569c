//! Who plays which part: a trigger's parties from the units of its clause.

use super::{
    trigger::{Frame, Trigger},
    unit::Unit,
};
use crate::{
    extract::{
        DealType, EntityKind, Role,
        doc::Doc,
        lexicon::{Case, Class},
        values::percents,
    },
    text::Span,
};

/// Parties with roles, and how sure the reading is (0 to 1).
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// At least two, each once a role.
    pub parties: Vec<(usize, Role)>,
    /// What the trigger finally tells; a partial stake is an investment.
    pub deal_type: DealType,
    /// 0 to 1.
    pub certainty: f32,
    /// One of several deals that the same words tell; a sum in them is none's own.
    pub is_shared: bool,
}

/// What a clause offers to a trigger.
pub struct Clause<'a> {
    /// The document.
    pub doc: &'a Doc<'a>,
    /// All units of the sentence.
    pub units: &'a [Unit],
    /// The trigger.
    pub trigger: Trigger,
    /// The topic of earlier clauses or sentences, for an elided subject.
    pub topic: &'a [usize],
    /// The sentence.
    pub sentence: Span,
}

/// Certainty of a reading whose subject is taken from before.
const ELIDED: f32 = 0.75;
/// Certainty of a reading that rests on a bare noun beside the trigger.
const BARE: f32 = 0.7;

impl<'a> Clause<'a> {
    /// Units of the clause before the trigger.
    fn before(&self) -> impl DoubleEndedIterator<Item = &'a Unit> {
        let (start, end) = (self.trigger.clause.start, self.trigger.span.start);
        self.units.iter().filter(move |u| u.span.start >= start && u.span.end <= end)
    }

    fn last(&self, cases: &[Case]) -> Option<&'a Unit> {
        self.before().rev().find(|u| cases.contains(&u.case) && !u.has_alliance(self.doc))
    }

    /// The text from the trigger to the end of its clause.
    pub fn predicate(&self) -> &'a str {
        Span::new(self.trigger.span.start, self.trigger.clause.end).of(self.doc.text)
    }

    /// The last clause of the sentence, whose tense holds for those that end in a connective.
    pub fn sentence_end(&self) -> &'a str {
        let text = Span::new(self.trigger.span.start, self.sentence.end).of(self.doc.text);
        text.rsplit([',']).next().unwrap_or(text)
    }

    /// The text of the whole clause.
    pub fn text(&self) -> &'a str {
        self.trigger.clause.of(self.doc.text)
    }

    /// The entity right after an adnominal predicate: "…에 투자한 A는".
    fn head(&self) -> Option<&'a Unit> {
        let after = self.units.iter().find(|u| u.span.start >= self.trigger.span.end)?;
        let gap = Span::new(self.trigger.span.end, after.span.start).of(self.doc.text);
        let verb = gap.trim_end().split(' ').next().unwrap_or("");
        let adnominal = ["한", "하는", "했던", "할", "해온", "하던", "받은", "된", "맺은", "잡은", "인", "온"];
        let near = gap.chars().count() <= 28 && !gap.contains([',', '.', '다']);
        (near && adnominal.iter().any(|a| verb.ends_with(a)) && gap.ends_with(' ')).then_some(after)
    }

    /// The subject: of the clause, else of an earlier clause of the sentence, else the topic carried over.
    fn subject(&self) -> Option<(Vec<usize>, f32)> {
        let inside = self.before().rev().find(|u| u.case == Case::Topic && !u.has_alliance(self.doc));
        let own = |s: &&Unit| inside.is_none_or(|t| t.span.start < s.span.start && !self.is_relative(s));
        let inside = self.last(&[Case::Subject]).filter(own).or(inside);
        if let Some(unit) = inside {
            return Some((self.companies(unit), 1.0));
        }
        let earlier = self.units.iter().filter(|u| u.span.end <= self.trigger.clause.start);
        let earlier = earlier.filter(|u| matches!(u.case, Case::Topic | Case::Subject) && !u.has_alliance(self.doc));
        let best = earlier.min_by_key(|u| (u.case != Case::Topic, std::cmp::Reverse(u.span.start)));
        if let Some(unit) = best {
            return Some((self.companies(unit), 0.9));
        }
        (!self.topic.is_empty() && !self.has_other_topic()).then(|| (self.topic.to_vec(), ELIDED))
    }

    /// True if a topic that names no organisation stands before the trigger ("컨소시엄은 …"): then none is elided.
    fn has_other_topic(&self) -> bool {
        let before = Span::new(self.sentence.start, self.trigger.span.start);
        let mut at = before.start;
        before.of(self.doc.text).split_inclusive(' ').any(|word| {
            let (start, clean) = (at, word.trim_end());
            at += word.len();
            let is_named = self.units.iter().any(|u| u.span.start < start + clean.len() && start < u.span.end)
                || !self.doc.mentions_over(Span::new(start, start + clean.len())).is_empty();
            let stem = clean.strip_suffix('은').or_else(|| clean.strip_suffix('는')).unwrap_or("");
            let is_verb = [
                "하", "되", "있", "없", "않", "같", "이", "라", "다", "에", "에서", "로", "으로", "까지", "부터",
                "에게",
            ]
            .iter()
            .any(|e| stem.ends_with(e));
            !is_named && stem.chars().count() >= 3 && !is_verb && !stem.chars().any(|c| c.is_ascii_digit())
        })
    }

    /// True if an adnominal verb follows a subject before the next name: "SKT가 실리콘밸리에 둔 자회사".
    fn is_relative(&self, unit: &Unit) -> bool {
        let next = self.units.iter().find(|u| u.span.start >= unit.span.end);
        let end = next.map_or(self.trigger.span.start, |u| u.span.start.min(self.trigger.span.start));
        let gap = Span::new(unit.span.end, end).of(self.doc.text);
        let verbs = ["는", "한", "둔", "던", "진", "은", "된", "운", "온", "든", "단"];
        gap.split(' ').any(|w| w.chars().count() >= 2 && verbs.iter().any(|v| w.ends_with(v)) || w == "둔")
    }

    /// "㈜LG와 함께 … 인수했다": partners of the subject.
    fn helpers(&self) -> Vec<usize> {
        let with = self.before().filter(|u| u.case == Case::With);
        let together = with.filter(|u| {
            self.doc.text.get(u.span.end..).is_some_and(|t| t.starts_with(" 함께") || t.starts_with(" 공동으로"))
        });
        together.flat_map(|u| self.companies(u)).collect()
    }

    fn companies(&self, unit: &Unit) -> Vec<usize> {
        unit.entities.iter().copied().filter(|e| self.doc.kind(*e) != EntityKind::Alliance).collect()
    }

    /// A unit that stands bare right before the trigger (퍼플렉시티 투자), with at most a few words between.
    fn bare(&self) -> Option<&'a Unit> {
        let unit = self
            .before()
            .next_back()
            .filter(|u| !u.describes && matches!(u.case, Case::Bare | Case::Of | Case::Other))?;
        let gap = Span::new(unit.span.end, self.trigger.span.start).of(self.doc.text);
        (gap.chars().count() <= 24 && !gap.contains(',')).then_some(unit)
    }

    /// Reads the trigger's parties; `None` where the clause does not name two.
    pub fn read(&self) -> Vec<Reading> {
        let reading = match self.trigger.frame {
            Frame::With | Frame::Found => self.symmetric(),
            Frame::Merge => self.symmetric().or_else(|| self.take()),
            Frame::Give => self.give(),
            Frame::Receive => self.receive(),
            Frame::Stake => self.stake(),
            Frame::Take => self.take(),
            Frame::Passive => self.passive(),
            Frame::Sell => self.sell(),
            Frame::Order => self.order(),
            Frame::Skip => None,
        };
        reading.map(|r| self.split(r)).unwrap_or_default()
    }

    /// "A, B 등과": an open list of partners shares no deal among itself, so each is a deal with the subject.
    fn split(&self, reading: Reading) -> Vec<Reading> {
        let receives = |p: &(usize, Role)| matches!(p.1, Role::Investee | Role::Target | Role::Customer);
        let (receivers, rest): (Vec<_>, Vec<_>) = reading.parties.iter().copied().partition(receives);
        if receivers.len() > 1 {
            let shared = !self.text().contains("각각");
            let one = |r: (usize, Role)| Reading {
                parties: [rest.clone(), vec![r]].concat(),
                is_shared: shared,
                ..reading.clone()
            };
            return receivers.into_iter().map(one).collect();
        }
        let partner = self
            .last(&[Case::With, Case::OfWith])
            .filter(|u| u.entities.len() >= 2 && (u.is_open || reading.deal_type == DealType::Partnership));
        let splits = matches!(
            reading.deal_type,
            DealType::Partnership | DealType::Mou | DealType::Verification | DealType::Supply
        );
        let Some(partner) = partner.filter(|_| splits) else { return vec![reading] };
        let (others, own): (Vec<_>, Vec<_>) = reading.parties.iter().partition(|p| partner.entities.contains(&p.0));
        if own.is_empty() || self.trigger.frame != Frame::With {
            return vec![reading];
        }
        let pair = |other: (usize, Role)| Reading { parties: [own.clone(), vec![other]].concat(), ..reading.clone() };
        others.into_iter().map(pair).collect()
    }

    /// X와 Y; X는 Y와; X와 Y의.
    fn symmetric(&self) -> Option<Reading> {
        let partner = self.last(&[Case::With, Case::OfWith]).or_else(|| {
            let share = self.before().rev().find(|u| matches!(u.case, Case::Bare | Case::Of) && !u.describes);
            share.filter(|_| self.trigger.deal_type == DealType::EquitySwap)
        });
        let (parties, certainty) = if let Some(partner) = partner {
            let with = self.companies(partner);
            let subject = self.before().rev().find(|u| {
                matches!(u.case, Case::Topic | Case::Subject) && u.span != partner.span && !u.has_alliance(self.doc)
            });
            let (subject, certainty) = match subject {
                Some(unit) => (self.companies(unit), 1.0),
                None => self
                    .subject()
                    .filter(|(s, _)| !with.iter().any(|w| s.contains(w)))
                    .or_else(|| (with.len() >= 2).then(|| (Vec::new(), BARE)))?,
            };
            ([subject, with].concat(), certainty)
        } else {
            self.symmetric_without_partner()?
        };
        let role = match self.trigger.deal_type {
            DealType::JointVenture => Role::JvParent,
            _ => Role::Partner,
        };
        let parties = unique(&parties);
        (parties.len() >= 2).then(|| Reading {
            parties: parties.iter().map(|p| (*p, role)).collect(),
            deal_type: self.trigger.deal_type,
            certainty,
            is_shared: false,
        })
    }

    /// "A와 B는 …", "A와 B 간 …", "메타를 만나 …".
    fn symmetric_without_partner(&self) -> Option<(Vec<usize>, f32)> {
        let many = self.before().rev().find(|u| {
            self.companies(u).len() >= 2 && matches!(u.case, Case::Topic | Case::Subject | Case::Of | Case::Other)
        });
        if many.is_some_and(|u| u.is_open && self.trigger.deal_type == DealType::Partnership) {
            return None; // examples of a trend, not a deal
        }
        if let Some(unit) = many {
            let together = unit.is_indirect || unit.case != Case::Of || unit.span.end + 40 >= self.trigger.span.start;
            return together.then(|| (self.companies(unit), if unit.is_open { 0.8 } else { 0.95 }));
        }
        if let Some(unit) = self.bare().filter(|u| self.companies(u).len() >= 2) {
            return Some((self.companies(unit), BARE));
        }
        let met = self.last(&[Case::Object]).filter(|u| {
            Span::new(u.span.end, self.trigger.span.start).of(self.doc.text).trim_start().starts_with("만나")
        });
        if let Some(unit) = met {
            let (subject, certainty) = self.subject()?;
            return Some(([subject, self.companies(unit)].concat(), certainty));
        }
        let together = !matches!(self.trigger.deal_type, DealType::Partnership | DealType::Supply);
        let earlier = |u: &&Unit| u.span.end <= self.trigger.clause.start && u.case == Case::Topic;
        if let Some(unit) =
            self.units.iter().rfind(earlier).filter(|u| together && !u.is_open && self.companies(u).len() >= 2)
        {
            return Some((self.companies(unit), 0.9));
        }
        let together = matches!(self.trigger.deal_type, DealType::CoDevelopment | DealType::JointVenture);
        let carried =
            || (self.topic.len() >= 2 && together && self.before().next().is_none()).then(|| self.topic.to_vec());
        let elided = self.elided_pair().or_else(carried)?;
        Some((elided, ELIDED))
    }

    /// "GAP에서 개발하는 검색 파트너로 협력한다": the place of work is the partner.
    fn elided_pair(&self) -> Option<Vec<usize>> {
        let place = self.last(&[Case::From]).filter(|_| self.trigger.deal_type == DealType::Partnership)?;
        let gap = Span::new(place.span.end, self.trigger.span.start).of(self.doc.text);
        let is_partner = gap.contains("파트너로");
        let (subject, _) = self.subject().filter(|_| is_partner)?;
        Some([subject, self.companies(place)].concat())
    }

    fn directed(
        &self,
        left: &[usize],
        left_role: Role,
        right: &[usize],
        right_role: Role,
        certainty: f32,
    ) -> Option<Reading> {
        let right: Vec<usize> = right.iter().copied().filter(|e| !left.contains(e)).collect();
        if left.is_empty() || right.is_empty() {
            return None;
        }
        let mut parties: Vec<(usize, Role)> = left.iter().map(|e| (*e, left_role)).collect();
        parties.extend(right.iter().map(|e| (*e, right_role)));
        let deal_type = match left_role {
            Role::Investor => DealType::Investment,
            Role::Acquirer => DealType::Acquisition,
            _ => self.trigger.deal_type,
        };
        Some(Reading { parties, deal_type, certainty, is_shared: false })
    }

    fn roles(&self) -> (Role, Role) {
        match self.trigger.deal_type {
            DealType::Supply => (Role::Supplier, Role::Customer),
            DealType::Acquisition => (Role::Acquirer, Role::Target),
            _ => (Role::Investor, Role::Investee),
        }
    }

    fn give(&self) -> Option<Reading> {
        let (giver, receiver) = self.roles();
        let to = self.last(&[Case::To]);
        let open = || self.before().rev().find(|u| u.is_open && !matches!(u.case, Case::Subject));
        let with = || {
            self.last(&[Case::With, Case::OfWith])
                .filter(|_| ["투자 협력", "투자 계약", "투자계약"].iter().any(|w| self.text().contains(w)))
        };
        let to = match to {
            Some(unit) => (unit, 1.0),
            None => match open().or_else(with) {
                Some(unit) => (unit, 0.8),
                None => (self.bare().filter(|u| u.case == Case::Bare)?, BARE),
            },
        };
        let (unit, certainty) = to;
        let mut right = self.companies(unit);
        if let Some(head) = self
            .head()
            .filter(|_| self.last(&[Case::Subject]).is_none() && self.trigger.deal_type == DealType::Investment)
        {
            return self.directed(&self.companies(head), giver, &right, receiver, certainty);
        }
        right.extend(self.followed_by_more(unit));
        let beside = self.before().rev().find(|u| u.span.end <= unit.span.start);
        if let Some(beside) = beside.filter(|u| u.case == Case::With && self.text().contains("각각")) {
            right.extend(self.companies(beside));
        }
        let (subject, sure) = self.subject_but(&right)?;
        self.directed(&subject, giver, &right, receiver, certainty.min(sure))
    }

    /// "A, B에 이어 C": the earlier ones receive as well.
    fn followed_by_more(&self, unit: &Unit) -> Vec<usize> {
        let earlier = self.before().filter(|u| u.span.end <= unit.span.start && u.case == Case::To);
        earlier
            .filter(|u| {
                let gap = Span::new(u.span.end, unit.span.start).of(self.doc.text);
                gap.trim() == "이어" || gap.contains(['원', '달']) && (gap.contains("을,") || gap.contains("를,"))
            })
            .flat_map(|u| self.companies(u))
            .collect()
    }

    /// The subject, leaving out units that play the other part.
    fn subject_but(&self, others: &[usize]) -> Option<(Vec<usize>, f32)> {
        let (subject, certainty) = self.subject()?;
        let left: Vec<usize> =
            unique(&[subject, self.helpers()].concat()).into_iter().filter(|e| !others.contains(e)).collect();
        (!left.is_empty()).then_some((left, certainty))
    }

    fn receive(&self) -> Option<Reading> {
        let (giver, receiver) = self.roles();
        let from = self.last(&[Case::From, Case::To]).or_else(|| self.before().rev().find(|u| u.case == Case::Of))?;
        if let Some(head) = self.head().filter(|_| self.last(&[Case::Subject, Case::Topic]).is_none()) {
            return self.directed(&self.companies(from), giver, &self.companies(head), receiver, 0.9);
        }
        let (subject, certainty) = self.subject_but(&from.entities)?;
        self.directed(
            &self.companies(from),
            giver,
            &subject,
            receiver,
            certainty.min(if from.case == Case::From { 1.0 } else { BARE }),
        )
    }

    /// A share of a firm: an investment, or a takeover where it is all, a majority or the control.
    fn stake(&self) -> Option<Reading> {
        let unit = self
            .before()
            .rev()
            .find(|u| matches!(u.case, Case::Bare | Case::Of | Case::To) && !u.has_alliance(self.doc))?;
        let (subject, certainty) = self.subject_but(&unit.entities)?;
        let roles = if self.is_control() { (Role::Acquirer, Role::Target) } else { (Role::Investor, Role::Investee) };
        self.directed(&subject, roles.0, &self.companies(unit), roles.1, certainty)
    }

    fn is_control(&self) -> bool {
        let text = self.text();
        let majority = percents(text).iter().any(|p| p.value > 50.0);
        majority || self.doc.lexicon.occurs(Class::ControlWord, text)
    }

    fn take(&self) -> Option<Reading> {
        let object = self.last(&[Case::Object]);
        let target = match object {
            Some(unit) => (unit, 1.0),
            None => (self.bare()?, BARE),
        };
        let (unit, certainty) = target;
        if let Some(head) = self.head().filter(|_| self.last(&[Case::Subject, Case::Topic]).is_none()) {
            return self.directed(&self.companies(head), Role::Acquirer, &self.companies(unit), Role::Target, 0.85);
        }
        let owner = self
            .before()
            .rev()
            .find(|u| u.span.end < unit.span.start)
            .filter(|u| u.case == Case::Of && unit.case == Case::Bare && u.span.end + 1 == unit.span.start);
        let (subject, sure) = match owner {
            Some(owner) => (self.companies(owner), 0.9),
            None => self.subject_but(&unit.entities)?,
        };
        let gap = Span::new(unit.span.end, self.trigger.span.start).of(self.doc.text);
        let partial = gap.contains("지분") && !self.is_control();
        let roles = if partial { (Role::Investor, Role::Investee) } else { (Role::Acquirer, Role::Target) };
        let mut reading = self.directed(&subject, roles.0, &self.companies(unit), roles.1, certainty.min(sure))?;
        if let Some(seller) = self.last(&[Case::From]).filter(|s| !partial && s.case == Case::From) {
            let known: Vec<usize> = reading.parties.iter().map(|p| p.0).collect();
            reading
                .parties
                .extend(self.companies(seller).into_iter().filter(|e| !known.contains(e)).map(|e| (e, Role::Partner)));
        }
        Some(reading)
    }

    fn passive(&self) -> Option<Reading> {
        let acquirer = self.last(&[Case::To, Case::Of])?;
        let (target, certainty) = self.subject_but(&acquirer.entities)?;
        self.directed(&self.companies(acquirer), Role::Acquirer, &target, Role::Target, certainty)
    }

    fn sell(&self) -> Option<Reading> {
        let target = self.last(&[Case::Object]).or_else(|| self.bare())?;
        let buyer = self.last(&[Case::To])?;
        let mut reading =
            self.directed(&self.companies(buyer), Role::Acquirer, &self.companies(target), Role::Target, 0.85)?;
        if let Some((seller, _)) = self.subject_but(&[&buyer.entities[..], &target.entities[..]].concat()) {
            reading.parties.extend(seller.into_iter().map(|e| (e, Role::Partner)));
        }
        Some(reading)
    }

    fn order(&self) -> Option<Reading> {
        let customer = self.last(&[Case::From, Case::Of])?;
        let (supplier, certainty) = self.subject_but(&customer.entities)?;
        self.directed(&supplier, Role::Supplier, &self.companies(customer), Role::Customer, certainty)
    }
}

/// Each once, in order.
pub fn unique(entities: &[usize]) -> Vec<usize> {
    let mut out = Vec::with_capacity(entities.len());
    for entity in entities {
        if !out.contains(entity) {
            out.push(*entity);
        }
    }
    out
}
