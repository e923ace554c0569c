//! Status, date, amount and stakes of a deal, from the words of its clause.

use super::{
    frame::{Clause, Reading},
    trigger::{Frame, Trigger, Triggers},
    unit::Unit,
};
use crate::{
    extract::{Amount, DealDate, DealType, Role, Status, doc::Doc, values},
    text::{PartialDate, Span},
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

/// The status a predicate states; without a word of modality, done for money deals and announced for agreements.
pub fn status(triggers: &Triggers, deal_type: DealType, predicate: &str) -> Status {
    let stated = triggers.status(predicate);
    let is_progressive = ["고 있다", "고 있는", "중이다", "온 바", "한 바 있", "해왔", "해 왔", "해온"]
        .iter()
        .any(|w| predicate.contains(w));
    let is_past = [
        "했다",
        "했고",
        "했으며",
        "됐다",
        "였다",
        "았다",
        "었다",
        "한 데 이어",
        "했던",
        "마쳤",
        "마무리",
        "한 것",
        "한 바",
        "렸다",
        "은 데",
    ]
    .iter()
    .any(|w| predicate.contains(w));
    match stated {
        Some(Status::Planned | Status::Exploring) if is_progressive && predicate.contains("진행하고 있") => {
            Status::Completed
        }
        Some(Status::Announced) if is_progressive => Status::Completed,
        Some(Status::Signed) if matches!(deal_type, DealType::Investment) && is_past && predicate.contains("완료") => {
            Status::Completed
        }
        Some(stated) => stated,
        None if is_progressive => Status::Completed,
        None => match deal_type {
            DealType::Partnership | DealType::Mou => {
                if is_past && predicate.contains("구축") {
                    Status::Completed
                } else {
                    Status::Announced
                }
            }
            DealType::Supply | DealType::CoDevelopment | DealType::JointVenture if !is_past => Status::Announced,
            DealType::Investment | DealType::Acquisition if !is_past => Status::Announced,
            _ => Status::Completed,
        },
    }
}

/// The status of a membership: in force unless it is still ahead or over.
pub fn membership_status(triggers: &Triggers, predicate: &str) -> Status {
    match triggers.status(predicate) {
        Some(Status::Planned) if predicate.contains("하게 된다") => Status::Signed,
        Some(
            status @ (Status::Planned
            | Status::Exploring
            | Status::Ended
            | Status::Denied
            | Status::Signed
            | Status::Rumoured),
        ) => status,
        Some(Status::Announced) => Status::Announced,
        _ => Status::Completed,
    }
}

/// False for what only sounds like a deal: general talk, wishes, a joint venture spoken of but not founded.
pub fn is_deal(clause: &Clause, reading: &Reading, status: Status) -> bool {
    let text = clause.text();
    let predicate = clause.predicate();
    let general = ["필요", "경쟁", "중요하", "필수", "기대된", "기대를", "기대하", "강조", "대응하"];
    if general.iter().any(|w| predicate.contains(w))
        && !matches!(status, Status::Signed | Status::Ended | Status::Denied)
    {
        return false;
    }
    match clause.trigger.frame {
        Frame::Found => {
            let founding = [
                "설립",
                "세우",
                "세웠",
                "세운",
                "출범",
                "체결",
                "계약",
                "만들",
                "합의",
                "짓",
                "지어",
                "추진",
                "출자",
                "문을 열",
                "맺",
                "철회",
                "무산",
                "청산",
            ];
            founding.iter().any(|w| clause.sentence.of(clause.doc.text).contains(w))
                && !text.contains("합작법인을 통해")
        }
        Frame::With if reading.deal_type == DealType::Partnership => {
            !["협력사", "협력업체", "협약식장"].iter().any(|w| predicate.starts_with(w))
        }
        _ => true,
    }
}

/// Date, amount and stakes of a trigger's clause.
pub fn of(
    doc: &Doc,
    sentence: Span,
    trigger: &Trigger,
    deal_type: DealType,
    parties: &[(usize, Role)],
    day: Option<PartialDate>,
) -> Attributes {
    Attributes {
        date: date(doc, sentence, Span::new(trigger.clause.start, trigger.clause.end), day),
        amount: amount(doc, trigger, deal_type, parties),
        stakes: Vec::new(),
    }
}

/// The date of a clause: its own, else the last one before it in the sentence.
pub fn date(doc: &Doc, sentence: Span, clause: Span, day: Option<PartialDate>) -> DealDate {
    let found = values::when::dates(sentence.of(doc.text), doc.article.meta.published, day);
    let place = |w: &values::when::When| Span::new(w.span.start + sentence.start, w.span.end + sentence.start);
    let own = found.iter().find(|w| clause.contains(place(w)));
    let before = found.iter().rev().find(|w| place(w).end <= clause.start);
    own.or(before).map_or_else(DealDate::default, |w| DealDate { text: Some(w.text.clone()), value: w.value })
}

/// The deal's own sum: the one nearest before the trigger in its clause. A total over several deals is none's.
fn amount(doc: &Doc, trigger: &Trigger, deal_type: DealType, parties: &[(usize, Role)]) -> Option<Amount> {
    let carries = matches!(
        deal_type,
        DealType::Investment | DealType::Acquisition | DealType::EquitySwap | DealType::JointVenture | DealType::Supply
    );
    let clause = trigger.clause.of(doc.text);
    let several = parties.iter().filter(|p| matches!(p.1, Role::Investee | Role::Target | Role::Customer)).count() > 1;
    if !carries
        || several
        || ["올해만", "누적", "총액", "합치면", "기업가치", "몸값"].iter().any(|w| clause.contains(w))
    {
        return None;
    }
    let at = trigger.span.start - trigger.clause.start;
    let sums = values::money::money(clause);
    let before = sums.iter().rev().find(|m| m.span.end <= at + 1);
    let chosen = before.or_else(|| sums.iter().find(|m| m.span.start >= at))?;
    Some(Amount { text: chosen.text.clone(), value: chosen.value, currency: chosen.currency.clone() })
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
