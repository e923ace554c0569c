//! Who pays whom: shares, takeovers, sales, rounds of funding.

use super::{BARE, Clause, Reading, unique};
use crate::{
    extract::{
        DealType, Role,
        deals::unit::Unit,
        lexicon::{Case, Class},
        values::{self, percents},
    },
    text::Span,
};

impl<'a> Clause<'a> {
    /// A share of a firm: an investment, or a takeover where it is all, a majority or the control.
    pub(super) fn stake(&self) -> Option<Reading> {
        let owned =
            |u: &&Unit| matches!(u.case, Case::Bare | Case::Of | Case::To) && !u.describes && !self.is_alliance(u);
        let shares = self.before().rev().find(|u| self.names_shares(u));
        let unit = shares
            .or_else(|| self.before().rev().find(owned))
            .or_else(|| self.within(&[Case::Bare, Case::Of]))
            .or_else(|| self.bought_topic())?;
        let others = unique(&[self.companies(unit), self.parallel(unit)].concat());
        let (subject, certainty) = self.counterpart(unit, &others)?;
        let (giver, taker) = self.share_roles();
        let reading = self.directed(&subject, giver, &others, taker, certainty)?;
        Some(self.with_seller(reading))
    }

    /// "Y는 X가 지분 51%를 인수하면서": the topic whose shares another buys.
    fn bought_topic(&self) -> Option<&'a Unit> {
        let buyer = self.last(&[Case::Subject])?;
        let rest = Span::new(buyer.span.end, self.trigger.span.end).of(self.doc.text);
        let shares =
            self.doc.lexicon.occurs(Class::ShareWord, rest) || self.doc.lexicon.occurs(Class::ControlWord, rest);
        self.before().rev().find(|u| u.case == Case::Topic && u.span.end < buyer.span.start).filter(|_| shares)
    }

    /// All, a majority, the control, or 인수 (takeover) makes it an acquisition.
    fn share_roles(&self) -> (Role, Role) {
        let text = self.text();
        let is_new_stock = self.doc.lexicon.occurs(Class::NewStockWord, text);
        let is_whole = percents(text).iter().any(|p| p.value > 50.0)
            || self.doc.lexicon.occurs(Class::ControlWord, text)
            || ["인수", "공개"].iter().any(|w| self.trigger.span.of(self.doc.text).contains(w)) && !is_new_stock;
        if is_whole { (Role::Acquirer, Role::Target) } else { (Role::Investor, Role::Investee) }
    }

    /// A takeover; of a part of the shares, an investment.
    pub(super) fn take(&self) -> Option<Reading> {
        if let Some(unit) = self.before().rev().find(|u| self.names_shares(u)) {
            return self.stake().filter(|r| r.parties.iter().any(|p| unit.entities.contains(&p.0)));
        }
        let offered = self.last(&[Case::To]).filter(|_| self.doc.lexicon.occurs(Class::OfferingWord, self.predicate()));
        if let Some(offered) = offered.filter(|_| self.last(&[Case::Object]).is_none()) {
            let others = self.companies(offered);
            let (subject, sure) = self.counterpart(offered, &others)?;
            return self.directed(&subject, Role::Acquirer, &others, Role::Target, sure.min(0.85));
        }
        Some(self.with_seller(self.sided()?))
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

    /// True if a word of share capital follows the unit at once: "Y 지분", "Y의 주식", "Y가 발행한 주식".
    fn names_shares(&self, unit: &Unit) -> bool {
        let rest = Span::new(unit.span.end, self.trigger.span.end).of(self.doc.text);
        let near = rest.get(..rest.floor_char_boundary(18)).unwrap_or(rest);
        let shares = self.doc.lexicon.occurs(Class::ShareWord, near) || near.contains("경영권");
        let issues = unit.case == Case::Subject && self.doc.lexicon.occurs(Class::IssueWord, near);
        matches!(unit.case, Case::Bare | Case::Of) && shares || issues
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

    /// "X가 Y를 Z에 매각": Z takes over Y, X sells. Shares sold to nobody named end an investment.
    pub(super) fn sell(&self) -> Option<Reading> {
        let shares = self.before().rev().find(|u| self.names_shares(u));
        let firm = || self.last(&[Case::Object]).or_else(|| self.bare());
        let Some(target) = shares.or_else(firm) else { return self.sells_part() };
        let buyer = self.last(&[Case::To, Case::Toward]).filter(|b| b.span != target.span);
        let Some(buyer) = buyer else { return shares.and_then(|s| self.leave(s)) };
        let (others, buyers) = (self.companies(target), self.companies(buyer));
        let mut reading = self.directed(&buyers, Role::Acquirer, &others, Role::Target, 0.85)?;
        if let Some((seller, _)) = self.subject_but(&[&buyers[..], &others[..]].concat()) {
            reading.parties.extend(seller.into_iter().map(|e| (e, Role::Partner)));
        }
        Some(reading)
    }

    /// "X가 사업부를 Z에 매각": Z takes over a part of X.
    fn sells_part(&self) -> Option<Reading> {
        let buyers = self.companies(self.last(&[Case::To, Case::Toward])?);
        let before = Span::new(self.trigger.clause.start, self.trigger.span.start).of(self.doc.text);
        let is_part = |word: &str| {
            let noun = word.strip_suffix('을').or_else(|| word.strip_suffix('를'));
            noun.is_some_and(|n| self.doc.lexicon.ends(Class::PartWord, n))
        };
        if !before.split(' ').any(is_part) {
            return None;
        }
        let (seller, sure) = self.subject_but(&buyers)?;
        self.directed(&buyers, Role::Acquirer, &seller, Role::Target, sure.min(0.7))
    }

    /// "X는 Y 지분을 팔았다": the investment of X in Y, which it ends.
    fn leave(&self, shares: &Unit) -> Option<Reading> {
        let others = self.companies(shares);
        let (subject, sure) = self.subject_but(&others)?;
        self.directed(&subject, Role::Investor, &others, Role::Investee, sure.min(0.8))
    }

    /// "Y의 시리즈C 라운드에는 X가 참여했다", "X는 Y의 투자자로 합류했다".
    pub(super) fn joins_round(&self) -> Option<Reading> {
        let (start, end) = (self.trigger.span.start, self.trigger.span.end);
        let stands = |u: &&Unit| matches!(u.case, Case::Of | Case::Bare | Case::To) && !u.describes;
        let receiver = self.before().rev().find(stands).filter(|u| !u.is_open && u.entities.len() == 1);
        let before = || self.receiver.map(|e| vec![e]);
        let of = receiver.map(|u| self.companies(u)).or_else(before).or_else(|| self.spoken_of()).unwrap_or_default();
        let inside = |u: &&Unit| u.span.start >= start && u.span.end <= end;
        let named =
            self.units.iter().filter(inside).filter(|u| !matches!(u.case, Case::Object | Case::From | Case::To));
        let investors: Vec<usize> = unique(&named.flat_map(|u| self.companies(u)).collect::<Vec<_>>());
        let (investors, certainty) = if investors.is_empty() { self.subject_but(&of)? } else { (investors, 0.9) };
        let certainty = if receiver.is_some() { certainty } else { certainty.min(0.7) };
        self.directed(&investors, Role::Investor, &of, Role::Investee, certainty)
    }

    /// "이 회사는 …. X가 10억원을 넣었다": the firm spoken of before gets the money.
    pub(super) fn give(&self) -> Option<Reading> {
        if let Some(reading) = self.sided() {
            return Some(reading);
        }
        let is_paid = !values::money::money(self.text()).is_empty();
        let subject = self.last(&[Case::Subject, Case::Topic]).filter(|_| is_paid)?;
        let gap = Span::new(subject.span.end, self.trigger.span.start).of(self.doc.text);
        if gap.split(' ').any(|word| word.ends_with('에')) {
            return None; // the money goes to a place or a plan
        }
        let of = self.spoken_of().filter(|of| of.iter().all(|e| !subject.entities.contains(e)))?;
        self.directed(&self.companies(subject), Role::Investor, &of, Role::Investee, BARE)
    }

    /// The firm that the talk is of: the topic, else the last that received an investment.
    fn spoken_of(&self) -> Option<Vec<usize>> {
        let topic = (self.topic.len() == 1).then(|| self.topic.to_vec());
        topic.or_else(|| self.receiver.map(|e| vec![e]))
    }
}
