//! Deals with a giving and a receiving side: who is the subject, and by which particle the other side stands.

use super::{BARE, Clause, Reading, unique};
use crate::{
    extract::{
        DealType, Role,
        deals::{trigger::Frame, unit::Unit},
        lexicon::{Case, Class},
        values::{money::money, percents},
    },
    text::Span,
};

/// Where a frame finds its two sides.
pub(super) struct Plan {
    /// The subject gives (invests, takes over, supplies).
    subject_gives: bool,
    /// The particles of the other side, the surest first.
    other: &'static [Case],
}

impl Frame {
    pub(super) fn plan(self) -> Plan {
        let (subject_gives, other): (bool, &'static [Case]) = match self {
            Self::Receive => (false, &[Case::From, Case::To, Case::Of]),
            Self::Passive => (false, &[Case::To, Case::Toward, Case::Of]),
            Self::Buy => (false, &[Case::From, Case::With, Case::OfWith, Case::Of, Case::Toward]),
            Self::Choose | Self::Offer => (false, &[Case::Object]),
            Self::Contract => (true, &[Case::With, Case::OfWith, Case::From, Case::To, Case::Of]),
            Self::Serve => (true, &[Case::From, Case::Of, Case::To]),
            Self::Order => (true, &[Case::From, Case::With, Case::OfWith, Case::To, Case::Of]),
            Self::Take | Self::Merge | Self::Sell | Self::Price => (true, &[Case::Object]),
            _ => (true, &[Case::To]),
        };
        Plan { subject_gives, other }
    }
}

impl<'a> Clause<'a> {
    /// The parties of a frame that has a [`Plan`].
    pub(super) fn sided(&self) -> Option<Reading> {
        let plan = self.trigger.frame.plan();
        let Some((unit, certainty)) = self.other_side(&plan) else {
            return self.around_head(&plan).or_else(|| self.between(&plan));
        };
        let mut others = self.companies(unit);
        if plan.subject_gives {
            others.extend(self.more_receivers(unit));
        }
        others = unique(&[others, self.parallel(unit)].concat());
        let (subject, sure) = self.counterpart(unit, &others)?;
        self.sides(&plan, &subject, &others, certainty.min(sure))
    }

    /// The unit whose particle makes it the other side.
    pub(super) fn other_side(&self, plan: &Plan) -> Option<(&'a Unit, f32)> {
        for (rank, case) in plan.other.iter().enumerate() {
            if let Some(unit) = self.last(&[*case]).filter(|u| !u.describes) {
                return Some((unit, if rank == 0 { 1.0 } else { 0.85 }));
            }
        }
        if self.trigger.frame == Frame::Serve {
            return None;
        }
        if let Some(unit) = self.also_taken().filter(|_| plan.other.contains(&Case::Object)) {
            return Some((unit, 0.85));
        }
        let at_plant = || self.before().rev().find(|u| self.is_owner_of_plant(u)).filter(|_| plan.subject_gives);
        let by_contract = || self.last(&[Case::With, Case::OfWith]).filter(|_| self.is_contract());
        let open = || self.before().rev().find(|u| u.is_open && !matches!(u.case, Case::Subject | Case::From));
        let beside = || self.bare().filter(|u| !matches!(u.case, Case::Topic | Case::Subject));
        let other = at_plant().or_else(by_contract).or_else(open).map(|u| (u, 0.8));
        other.or_else(|| beside().map(|u| (u, BARE)))
    }

    /// "A가 투자한 B는": the noun after an adnominal predicate is the side that is missing.
    fn around_head(&self, plan: &Plan) -> Option<Reading> {
        let head = self.head()?;
        let subject = self.last(&[Case::Subject])?;
        self.sides(plan, &self.companies(subject), &self.companies(head), 0.85)
    }

    /// "A와 B는 공급 계약을 맺었다", "A와 B 간 공급 계약": the first named supplies.
    fn between(&self, plan: &Plan) -> Option<Reading> {
        let pair = |u: &&Unit| self.companies(u).len() == 2 && !matches!(u.case, Case::Object | Case::To | Case::From);
        let unit = self.before().rev().find(pair).filter(|_| self.is_contract() && self.is_supply())?;
        let companies = self.companies(unit);
        let (first, second) = companies.split_at(1);
        self.sides(plan, first, second, BARE)
    }

    fn is_supply(&self) -> bool {
        self.trigger.deal_type == DealType::Supply
    }

    /// The side that the subject plays: the noun after an adnominal predicate without a subject of its own
    /// ("B에 투자한 A는"), the owner of the deed ("A의 B 인수"), or the subject.
    pub(super) fn counterpart(&self, other: &Unit, others: &[usize]) -> Option<(Vec<usize>, f32)> {
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
    pub(super) fn subject_but(&self, others: &[usize]) -> Option<(Vec<usize>, f32)> {
        let (subject, certainty) = self.subject()?;
        let all = unique(&[subject, self.helpers(), self.more_subjects()].concat());
        let left: Vec<usize> = all.into_iter().filter(|e| !others.contains(e)).collect();
        (!left.is_empty()).then_some((left, certainty))
    }

    fn more_subjects(&self) -> Vec<usize> {
        self.last(&[Case::Subject]).map(|u| self.parallel(u)).unwrap_or_default()
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

    /// "A에서 10억원, B에서 20억원을", "A가 6억원, B가 4억원을": earlier units with a sum of their own that stand as `unit`
    /// does.
    pub(super) fn parallel(&self, unit: &Unit) -> Vec<usize> {
        let has_sum = |u: &&Unit| {
            let gap = Span::new(u.span.end, unit.span.start).of(self.doc.text);
            u.case == unit.case
                && gap.contains([',', '과', '와'])
                && (!money(gap).is_empty() || !percents(gap).is_empty())
        };
        let same = matches!(unit.case, Case::From | Case::Subject | Case::Bare);
        let earlier = self.before().filter(|u| u.span.end <= unit.span.start && same && !u.describes);
        earlier.filter(has_sum).flat_map(|u| self.companies(u)).collect()
    }

    /// "A는 B도 품었다": B, which its particle makes a topic as well.
    fn also_taken(&self) -> Option<&'a Unit> {
        let unit =
            self.before().next_back().filter(|u| u.case == Case::Topic && u.span.of(self.doc.text).ends_with('도'))?;
        let has_taker =
            self.before().any(|u| u.span.end < unit.span.start && matches!(u.case, Case::Topic | Case::Subject));
        has_taker.then_some(unit)
    }

    /// "Y의 북미 법인에", "Y 공장에": what of Y receives stands for Y.
    fn is_owner_of_plant(&self, unit: &Unit) -> bool {
        let gap = Span::new(unit.span.end, self.trigger.span.start).of(self.doc.text);
        let mut words = gap.split(' ').filter(|w| !w.is_empty()).take(4);
        let receives = words.any(|w| {
            let noun = w.strip_suffix("에").or_else(|| w.strip_suffix("에도")).or_else(|| w.strip_suffix("에는"));
            noun.is_some_and(|n| self.doc.lexicon.ends(Class::PlantWord, n))
        });
        receives && matches!(unit.case, Case::Of | Case::Bare) && !unit.describes
    }

    /// True if the clause speaks of a contract, so that the other side can stand with 와/과.
    fn is_contract(&self) -> bool {
        self.doc.lexicon.occurs(Class::ContractWord, self.text())
    }

    pub(super) fn sides(&self, plan: &Plan, subject: &[usize], others: &[usize], certainty: f32) -> Option<Reading> {
        let (giver, receiver) = match self.trigger.deal_type {
            DealType::Supply => (Role::Supplier, Role::Customer),
            DealType::Acquisition => (Role::Acquirer, Role::Target),
            DealType::Subsidiary => (Role::Parent, Role::Subsidiary),
            _ => (Role::Investor, Role::Investee),
        };
        let (left, right) = if plan.subject_gives { (subject, others) } else { (others, subject) };
        self.directed(left, giver, right, receiver, certainty)
    }

    pub(super) fn directed(
        &self,
        left: &[usize],
        giver: Role,
        right: &[usize],
        taker: Role,
        certainty: f32,
    ) -> Option<Reading> {
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

    /// The last unit inside the trigger's own words ("지분 일부를 _에 …").
    pub(super) fn within(&self, cases: &[Case]) -> Option<&'a Unit> {
        let inside = |u: &&&Unit| self.trigger.span.contains(u.span);
        self.units.iter().filter(|u| inside(&u)).rfind(|u| cases.contains(&u.case) && !self.is_alliance(u))
    }
}
