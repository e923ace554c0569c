//! Date, amount and stakes of a deal, from the words of its clause.

use super::{
    date::{self, Told},
    frame::{Clause, Reading},
    status::Stated,
    sum,
    trigger::Frame,
    unit::Unit,
};
use crate::extract::{
    Amount, DealDate, DealType, Role, Status,
    lexicon::{Case, Class},
};

/// What a deal carries besides its parties.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attributes {
    /// When.
    pub date: DealDate,
    /// How much.
    pub amount: Option<Amount>,
    /// (holder, of, words, per cent); entity indexes are the document's.
    pub stakes: Vec<(usize, usize, String, f64)>,
}

/// False for what only sounds like a deal: general talk, wishes, a joint venture spoken of but not founded.
pub fn is_deal(clause: &Clause, reading: &Reading, status: Status) -> bool {
    let predicate = clause.predicate();
    let lexicon = clause.doc.lexicon;
    if lexicon.occurs(Class::GeneralWord, predicate)
        && !matches!(status, Status::Signed | Status::Ended | Status::Denied)
    {
        return false;
    }
    match clause.trigger.frame {
        Frame::Found => {
            let is_named = reading.parties.iter().any(|p| p.1 == Role::Jv);
            (is_named || lexicon.occurs(Class::FoundingWord, clause.sentence.of(clause.doc.text)))
                && !clause.text().contains("합작법인을 통해")
        }
        Frame::With if reading.deal_type == DealType::Partnership => !lexicon.begins(Class::PartnerNoun, predicate),
        _ => true,
    }
}

/// Date and amount of a clause; stakes are read by [`super::stake`].
pub fn of(told: &Told, clause: &Clause, reading: &Reading, stated: &Stated) -> Attributes {
    let receiver = clause.receiving(reading);
    let at = Stated { at: receiver.map_or(stated.at, |u| u.span.start), ..*stated };
    Attributes {
        date: date::of_clause(told, clause.units, clause.trigger.clause, &at),
        amount: sum::of_clause(clause, reading, receiver),
        stakes: Vec::new(),
    }
}

impl<'a> Clause<'a> {
    /// Where one of several receivers is named: its date and sum stand beside it ("A에 748억원을, B에 1550억원을").
    fn receiving(&self, reading: &Reading) -> Option<&'a Unit> {
        let is_receiver = |e: &usize| reading.parties.iter().any(|p| p.0 == *e && !p.1.is_giver());
        let beside = |u: &&Unit| !matches!(u.case, Case::Topic | Case::Subject);
        let mut units = self.units.iter().filter(|u| u.entities.iter().any(is_receiver)).filter(beside);
        units.find(|u| reading.is_shared && u.entities.len() == 1 && u.span.end <= self.trigger.span.start)
    }
}
