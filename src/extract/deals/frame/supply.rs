//! Who uses whose product: adoption, selection, products in use.

use super::{Clause, Reading};
use crate::{
    extract::{
        EntityKind, Role,
        deals::unit::Unit,
        lexicon::{Case, Class},
    },
    text::Span,
};

impl<'a> Clause<'a> {
    /// "X는 Y의 솔루션을 도입했다": a seller by its particle, else the maker of the product that is taken into use.
    pub(super) fn buys(&self) -> Option<Reading> {
        let plan = self.trigger.frame.plan();
        let is_purchase = self.doc.lexicon.occurs(Class::PurchaseWord, self.trigger.span.of(self.doc.text));
        let seller = self.last(&[Case::From]).filter(|u| !u.describes && is_purchase);
        let maker = || self.before().rev().find(|u| self.makes(u));
        let unit = seller.or_else(maker)?;
        let others = self.companies(unit);
        let (subject, sure) = self.counterpart(unit, &others)?;
        self.sides(&plan, &subject, &others, sure.min(if seller.is_some() { 0.9 } else { 0.8 }))
    }

    /// True for a firm whose product stands between it and the trigger: "Y의 솔루션을", "Y ‘제품’으로".
    fn makes(&self, unit: &Unit) -> bool {
        let gap = Span::new(unit.span.end, self.trigger.span.end);
        let product = || self.doc.mentions_in(gap).iter().any(|m| self.doc.kind(m.entity) == EntityKind::Product);
        let is_firm = unit.entities.iter().all(|e| self.doc.kind(*e) == EntityKind::Company);
        let stands = matches!(unit.case, Case::Of | Case::Bare | Case::Toward);
        stands
            && is_firm
            && !unit.describes
            && (unit.case == Case::Toward
                || product()
                || self.doc.lexicon.occurs(Class::ProductNoun, gap.of(self.doc.text)))
    }

    /// "Y의 제품이 X에 쓰인다": the maker stands first, the user with 에, or bare before its own noun.
    pub(super) fn used(&self) -> Option<Reading> {
        let maker = self.before().find(|u| matches!(u.case, Case::Of | Case::Bare | Case::Subject) && !u.describes)?;
        let others = self.companies(maker);
        let after = |u: &&Unit| {
            u.span.start >= maker.span.end && matches!(u.case, Case::To | Case::Of | Case::Bare | Case::From)
        };
        let before = |u: &&Unit| u.span.end <= maker.span.start && matches!(u.case, Case::To | Case::Topic | Case::Of);
        let user = self.before().rev().find(after).or_else(|| self.before().rev().find(before));
        let (users, certainty) = match user {
            Some(user) => (self.companies(user), 0.8),
            None => self.subject().filter(|(s, _)| !s.iter().any(|e| others.contains(e)))?,
        };
        self.directed(&others, Role::Supplier, &users, Role::Customer, certainty.min(0.8))
    }

    /// "X는 공급사로 Y를 골랐다": the firm chosen stands as object, before the words of choosing or among them.
    pub(super) fn chooses(&self) -> Option<Reading> {
        let chosen = self.last(&[Case::Object]).or_else(|| self.within(&[Case::Object]))?;
        let others = self.companies(chosen);
        let (subject, sure) = self.counterpart(chosen, &others)?;
        self.sides(&self.trigger.frame.plan(), &subject, &others, sure.min(0.9))
    }
}
