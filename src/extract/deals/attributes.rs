//! Date, amount and stakes of a deal, from the words of its clause.

use super::{
    date::{self, Told},
    frame::{Clause, Reading},
    status::Stated,
    sum,
    trigger::{Frame, Trigger},
    unit::Unit,
};
use crate::{
    extract::{Amount, DealDate, DealType, Role, Status, doc::Doc, lexicon::Class},
    text::Span,
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
            lexicon.occurs(Class::FoundingWord, clause.sentence.of(clause.doc.text))
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
        let mut units = self.units.iter().filter(|u| u.entities.iter().any(is_receiver));
        units.find(|u| reading.is_shared && u.entities.len() == 1 && u.span.end <= self.trigger.span.start)
    }
}

/// The founded company, where the clause names it after 합작법인, becomes the party `jv`.
pub fn name_joint_venture(doc: &Doc, units: &[Unit], trigger: &Trigger, parties: &mut Vec<(usize, Role)>) {
    let named = units.iter().find(|u| u.span.start >= trigger.span.end).filter(|u| {
        let gap = Span::new(trigger.span.end, u.span.start).of(doc.text);
        gap.chars().count() <= 8 && !gap.contains(',')
    });
    let Some(unit) = named.filter(|u| u.entities.len() == 1) else { return };
    for entity in &unit.entities {
        parties.retain(|p| p.0 != *entity);
        if parties.len() >= 2 {
            parties.push((*entity, Role::Jv));
        }
    }
}
