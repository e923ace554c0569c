//! Deals with a giving and a receiving side: who is the subject, and by which particle the other side stands.

use super::{BARE, Clause, Reading, unique};
use crate::{
    extract::{
        DealType, Role,
        deals::{trigger::Frame, unit::Unit},
        lexicon::{Case, Class},
        values::percents,
    },
    text::Span,
};

/// Where a frame finds its two sides.
struct Plan {
    /// The subject gives (invests, takes over, supplies).
    subject_gives: bool,
    /// The particles of the other side, the surest first.
    other: &'static [Case],
}

impl Frame {
    fn plan(self) -> Plan {
        let (subject_gives, other): (bool, &'static [Case]) = match self {
            Self::Receive => (false, &[Case::From, Case::To, Case::Of]),
            Self::Passive => (false, &[Case::To, Case::Of]),
            Self::Buy => (false, &[Case::From, Case::With, Case::OfWith, Case::Of]),
            Self::Order => (true, &[Case::From, Case::With, Case::OfWith, Case::To, Case::Of]),
            Self::Take | Self::Merge | Self::Sell => (true, &[Case::Object]),
            _ => (true, &[Case::To]),
        };
        Plan { subject_gives, other }
    }
}

impl<'a> Clause<'a> {
    /// The parties of a frame that has a [`Plan`].
    pub(super) fn sided(&self) -> Option<Reading> {
        let plan = self.trigger.frame.plan();
        let Some((unit, certainty)) = self.other_side(&plan) else { return self.around_head(&plan) };
        let mut others = self.companies(unit);
        if plan.subject_gives {
            others.extend(self.more_receivers(unit));
        }
        let (subject, sure) = self.counterpart(unit, &others)?;
        self.sides(&plan, &subject, &others, certainty.min(sure))
    }

    /// The unit whose particle makes it the other side.
    fn other_side(&self, plan: &Plan) -> Option<(&'a Unit, f32)> {
        for (rank, case) in plan.other.iter().enumerate() {
            if let Some(unit) = self.last(&[*case]).filter(|u| !u.describes) {
                return Some((unit, if rank == 0 { 1.0 } else { 0.85 }));
            }
        }
        let by_contract = || self.last(&[Case::With, Case::OfWith]).filter(|_| self.is_contract());
        let open = || self.before().rev().find(|u| u.is_open && u.case != Case::Subject);
        let beside = || self.bare().filter(|u| !matches!(u.case, Case::Topic | Case::Subject));
        let other = by_contract().or_else(open).map(|u| (u, 0.8));
        other.or_else(|| beside().map(|u| (u, BARE)))
    }

    /// "A가 투자한 B는": the noun after an adnominal predicate is the side that is missing.
    fn around_head(&self, plan: &Plan) -> Option<Reading> {
        let head = self.head()?;
        let subject = self.last(&[Case::Subject])?;
        self.sides(plan, &self.companies(subject), &self.companies(head), 0.85)
    }

    /// The side that the subject plays: the noun after an adnominal predicate without a subject of its own
    /// ("B에 투자한 A는"), the owner of the deed ("A의 B 인수"), or the subject.
    fn counterpart(&self, other: &Unit, others: &[usize]) -> Option<(Vec<usize>, f32)> {
        let subject = self.last(&[Case::Subject]).filter(|s| s.span != other.span);
        if subject.is_none()
            && let Some(head) = self.head()
        {
            let companies: Vec<usize> = self.companies(head).into_iter().filter(|e| !others.contains(e)).collect();
            if !companies.is_empty() {
                return Some((companies, 0.9));
            }
        }
        let owner = self.before().rev().find(|u| u.span.end < other.span.start);
        let owner = owner.filter(|u| u.case == Case::Of && u.span.end + 1 == other.span.start && !u.describes);
        match owner.filter(|_| other.case == Case::Bare) {
            Some(owner) => Some((self.companies(owner), 0.9)),
            None => self.subject_but(others),
        }
    }

    /// The subject, leaving out units that play the other part.
    fn subject_but(&self, others: &[usize]) -> Option<(Vec<usize>, f32)> {
        let (subject, certainty) = self.subject()?;
        let all = unique(&[subject, self.helpers()].concat());
        let left: Vec<usize> = all.into_iter().filter(|e| !others.contains(e)).collect();
        (!left.is_empty()).then_some((left, certainty))
    }

    /// "A에 이어 B에", "A에 10억원을, B에 20억원을", "A와 B에 각각": others that receive as well.
    fn more_receivers(&self, unit: &Unit) -> Vec<usize> {
        let earlier = self.before().filter(|u| u.span.end <= unit.span.start);
        let receives = |u: &&Unit| {
            let gap = Span::new(u.span.end, unit.span.start).of(self.doc.text);
            let follows =
                gap.trim() == "이어" || gap.contains(['원', '달']) && (gap.contains("을,") || gap.contains("를,"));
            u.case == Case::To && follows || u.case == Case::With && self.text().contains("각각")
        };
        earlier.filter(receives).flat_map(|u| self.companies(u)).collect()
    }

    /// True if the clause speaks of a contract, so that the other side can stand with 와/과.
    fn is_contract(&self) -> bool {
        self.doc.lexicon.occurs(Class::ContractWord, self.text())
    }

    fn sides(&self, plan: &Plan, subject: &[usize], others: &[usize], certainty: f32) -> Option<Reading> {
        let (giver, receiver) = match self.trigger.deal_type {
            DealType::Supply => (Role::Supplier, Role::Customer),
            DealType::Acquisition => (Role::Acquirer, Role::Target),
            DealType::Subsidiary => (Role::Parent, Role::Subsidiary),
            _ => (Role::Investor, Role::Investee),
        };
        let (left, right) = if plan.subject_gives { (subject, others) } else { (others, subject) };
        self.directed(left, giver, right, receiver, certainty)
    }

    fn directed(&self, left: &[usize], giver: Role, right: &[usize], taker: Role, certainty: f32) -> Option<Reading> {
        let right: Vec<usize> = right.iter().copied().filter(|e| !left.contains(e)).collect();
        if left.is_empty() || right.is_empty() {
            return None;
        }
        let mut parties: Vec<(usize, Role)> = left.iter().map(|e| (*e, giver)).collect();
        parties.extend(right.iter().map(|e| (*e, taker)));
        let deal_type = match giver {
            Role::Investor => DealType::Investment,
            Role::Acquirer => DealType::Acquisition,
            _ => self.trigger.deal_type,
        };
        Some(Reading { parties, deal_type, certainty, is_shared: false })
    }

    /// A share of a firm: an investment, or a takeover where it is all, a majority or the control.
    pub(super) fn stake(&self) -> Option<Reading> {
        let owned =
            |u: &&Unit| matches!(u.case, Case::Bare | Case::Of | Case::To) && !u.describes && !u.has_alliance(self.doc);
        let unit = self.before().rev().find(owned).or_else(|| self.within(&[Case::Bare, Case::Of]))?;
        let others = self.companies(unit);
        let (subject, certainty) = self.counterpart(unit, &others)?;
        let (giver, taker) = self.share_roles();
        let reading = self.directed(&subject, giver, &others, taker, certainty)?;
        Some(self.with_seller(reading))
    }

    /// The last unit inside the trigger's own words ("지분 일부를 _에 …").
    fn within(&self, cases: &[Case]) -> Option<&'a Unit> {
        let inside = |u: &&&Unit| self.trigger.span.contains(u.span);
        self.units.iter().filter(|u| inside(&u)).rfind(|u| cases.contains(&u.case) && !u.has_alliance(self.doc))
    }

    fn share_roles(&self) -> (Role, Role) {
        let is_whole = percents(self.text()).iter().any(|p| p.value > 50.0)
            || self.doc.lexicon.occurs(Class::ControlWord, self.text());
        if is_whole { (Role::Acquirer, Role::Target) } else { (Role::Investor, Role::Investee) }
    }

    /// A takeover; of a part of the shares, an investment.
    pub(super) fn take(&self) -> Option<Reading> {
        let reading = self.sided()?;
        let target = reading.parties.iter().find(|p| p.1 == Role::Target)?.0;
        let unit = self.before().rev().find(|u| u.entities.contains(&target));
        let gap = unit.map_or("", |u| Span::new(u.span.end, self.trigger.span.start).of(self.doc.text));
        let is_share = self.doc.lexicon.occurs(Class::ShareWord, gap);
        if is_share && self.share_roles().0 == Role::Investor {
            let parties = reading.parties.into_iter().map(|(e, role)| match role {
                Role::Acquirer => (e, Role::Investor),
                Role::Target => (e, Role::Investee),
                other => (e, other),
            });
            return Some(Reading { parties: parties.collect(), deal_type: DealType::Investment, ..reading });
        }
        Some(self.with_seller(reading))
    }

    /// "X가 Y를 N원에 …": only with a firm or its shares as the object.
    pub(super) fn priced(&self) -> Option<Reading> {
        let object = self.last(&[Case::Object]).filter(|u| self.companies(u).len() == 1);
        let share = || self.before().rev().find(|u| self.names_shares(u));
        if self.doc.lexicon.occurs(Class::SellWord, self.predicate()) {
            return None;
        }
        if object.is_some() { self.take() } else { share().and_then(|_| self.stake()) }
    }

    /// "X가 Y에 N원을 …": only with a firm that the money goes to and a subject of the clause itself.
    pub(super) fn paid(&self) -> Option<Reading> {
        let is_payment = self.doc.lexicon.occurs(Class::PayWord, self.predicate());
        let to = self.last(&[Case::To]).filter(|_| is_payment)?;
        let others = self.companies(to);
        let (subject, sure) = self.counterpart(to, &others)?;
        self.directed(&subject, Role::Investor, &others, Role::Investee, sure.min(0.8))
    }

    /// True if a word of share capital follows the unit at once: "Y 지분", "Y의 주식".
    fn names_shares(&self, unit: &Unit) -> bool {
        let rest = Span::new(unit.span.end, self.trigger.span.end).of(self.doc.text);
        let near = rest.get(..rest.floor_char_boundary(16)).unwrap_or(rest);
        matches!(unit.case, Case::Bare | Case::Of) && self.doc.lexicon.occurs(Class::ShareWord, near)
    }

    /// Adds who sells: "…로부터", "… 보유 지분".
    fn with_seller(&self, mut reading: Reading) -> Reading {
        if reading.deal_type == DealType::Acquisition
            && let Some(seller) = self.last(&[Case::From])
        {
            let new: Vec<usize> =
                self.companies(seller).into_iter().filter(|e| reading.parties.iter().all(|p| p.0 != *e)).collect();
            reading.parties.extend(new.into_iter().map(|e| (e, Role::Partner)));
        }
        reading
    }

    /// "X가 Y를 Z에 매각": Z takes over Y, X sells.
    pub(super) fn sell(&self) -> Option<Reading> {
        let buyer = self.last(&[Case::To])?;
        let target = self.last(&[Case::Object]).or_else(|| self.bare()).filter(|t| t.span != buyer.span)?;
        let (giver, taker) = (Role::Acquirer, Role::Target);
        let mut reading = self.directed(&self.companies(buyer), giver, &self.companies(target), taker, 0.85)?;
        if let Some((seller, _)) = self.subject_but(&[&buyer.entities[..], &target.entities[..]].concat()) {
            reading.parties.extend(seller.into_iter().map(|e| (e, Role::Partner)));
        }
        Some(reading)
    }
}
