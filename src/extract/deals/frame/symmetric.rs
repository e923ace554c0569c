//! Deals whose parties are equals: X와 Y.

use super::{BARE, Clause, ELIDED, Reading, unique};
use crate::{
    extract::{DealType, Role, deals::unit::Unit, lexicon::Case},
    text::Span,
};

impl Clause<'_> {
    /// X와 Y; X는 Y와; X와 Y의.
    pub(super) fn symmetric(&self) -> Option<Reading> {
        if let Some(reading) = self.around_adnominal() {
            return Some(reading);
        }
        let after = || self.units.iter().find(|u| self.follows(u));
        let partner = self.last(&[Case::With, Case::OfWith]).or_else(after).or_else(|| {
            let share = self.before().rev().find(|u| matches!(u.case, Case::Bare | Case::Of) && !u.describes);
            share.filter(|_| self.trigger.deal_type == DealType::EquitySwap)
        });
        let (parties, certainty) = if let Some(partner) = partner {
            let with = self.companies(partner);
            let subject = self.before().rev().find(|u| {
                matches!(u.case, Case::Topic | Case::Subject) && u.span != partner.span && !self.is_alliance(u)
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
        self.equals(&parties, certainty)
    }

    fn equals(&self, parties: &[usize], certainty: f32) -> Option<Reading> {
        let role = match self.trigger.deal_type {
            DealType::JointVenture => Role::JvParent,
            _ => Role::Partner,
        };
        let parties = unique(parties);
        (parties.len() >= 2).then(|| Reading {
            parties: parties.iter().map(|p| (*p, role)).collect(),
            deal_type: self.trigger.deal_type,
            certainty,
            is_shared: false,
        })
    }

    /// "B와 협약을 맺은 A는", "A가 협약을 맺은 B는": the noun after the predicate is the side that is missing.
    fn around_adnominal(&self) -> Option<Reading> {
        let head = self.head().filter(|h| !self.is_alliance(h))?;
        let named = |cases: &[Case]| self.before().rev().find(|u| cases.contains(&u.case)).map(|u| self.companies(u));
        let (with, subject) = (named(&[Case::With]), named(&[Case::Subject, Case::Topic]));
        let known = match (with, subject) {
            (Some(with), None) => with,
            (None, Some(subject)) if subject.len() == 1 => subject,
            _ => return None,
        };
        self.equals(&[known, self.companies(head)].concat(), 0.9)
    }

    /// "양해각서를 보잉과 체결했다": the partner between the trigger and its verb.
    fn follows(&self, unit: &Unit) -> bool {
        let gap = Span::new(self.trigger.span.end, unit.span.start.max(self.trigger.span.end)).of(self.doc.text);
        let is_near = unit.span.start >= self.trigger.span.end && gap.chars().count() <= 4 && !gap.contains(',');
        is_near && unit.case == Case::With && unit.span.end <= self.trigger.clause.end
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
        if self.trigger.deal_type == DealType::EquitySwap {
            let subjects = self.units.iter().filter(|u| matches!(u.case, Case::Topic | Case::Subject));
            let both = unique(&subjects.flat_map(|u| self.companies(u)).collect::<Vec<_>>());
            if both.len() == 2 {
                return Some((both, 0.85));
            }
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
}
