//! Sums told after their deal: "계약 규모는 3000억원이다".

use super::{Record, attributes::Told};
use crate::extract::{Amount, DealType, lexicon::Class, values};

/// How many sentences after a deal its sum may be told.
const REACH: usize = 3;

/// Gives the sum of a sentence that tells no deal of its own to the last deal before it that has none. `age` is how
/// many sentences ago that was told.
pub fn attach(told: &Told, age: usize, record: &mut Record) {
    let text = told.sentence.of(told.doc.text);
    let carries = carries(record.deal_type) && record.attributes.amount.is_none() && age <= REACH;
    let Some(at) = told.doc.lexicon.places(Class::SumWord, text).first().map(|(at, _)| *at).filter(|_| carries) else {
        return;
    };
    if told.doc.lexicon.occurs(Class::TotalWord, text) {
        return;
    }
    let Some(sum) = values::money::money(text).into_iter().find(|m| m.span.start >= at) else { return };
    record.attributes.amount = Some(Amount { text: sum.text, value: sum.value, currency: sum.currency });
    if !record.evidence.contains(&told.sentence) {
        record.evidence.push(told.sentence);
    }
}

/// True for deals that have a sum.
pub fn carries(deal_type: DealType) -> bool {
    matches!(
        deal_type,
        DealType::Investment | DealType::Acquisition | DealType::EquitySwap | DealType::JointVenture | DealType::Supply
    )
}
