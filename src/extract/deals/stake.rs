//! Stated shares: "X는 Y 지분 N%를", "Y 지분은 A가 60%, B가 40%", "50대 50으로 출자", "N원을 투자해 N%를 확보했다".

use super::{Record, date::Told, unit::Unit};
use crate::{
    extract::{
        DealType, Role,
        lexicon::{Case, Class},
        values::{self, Percent},
    },
    text::Span,
};

/// Longest way, in characters, from a holder's name to its share.
const BESIDE: usize = 10;
/// Longest way, in characters, from the name of what is held to the share.
const HELD: usize = 24;
/// How many sentences after a deal its shares may be told.
const REACH: usize = 3;

/// A share that the text gives to `holder`, of what it names or of what the deal is about.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Claim {
    holder: Option<usize>,
    of: Option<usize>,
}

/// What the shares of a sentence can belong to.
pub struct Deals<'a> {
    /// Those of the sentence itself.
    pub here: &'a mut [Record],
    /// Those told before.
    pub before: &'a mut [Record],
    /// For each of those, how many sentences ago.
    pub ages: &'a [usize],
}

/// Reads the shares of a sentence and gives each to the deal that it belongs to: one of the same sentence, else the
/// last one told before, which then counts the sentence as evidence.
pub fn attach(told: &Told, units: &[Unit], topic: &[usize], deals: &mut Deals) {
    let text = told.text();
    let percents = values::percents(text);
    let list_begins = percents.first().map_or(0, |p| p.span.start);
    for percent in percents.iter().filter(|p| is_share(told, p, list_begins)) {
        let sentence = Sentence { told, units, topic };
        for claim in sentence.claims(percent) {
            give(told, claim, percent, deals);
        }
    }
}

/// True if the percentage is of a firm: a word of shares stands beside it, or it opens or goes on in a list of them.
fn is_share(told: &Told, percent: &Percent, list_begins: usize) -> bool {
    let lexicon = told.doc.lexicon;
    let text = told.text();
    let after = text.get(percent.span.end..).unwrap_or("");
    let before = text.get(..percent.span.start).unwrap_or("");
    let near = |text: &str, length: usize| text.char_indices().nth(length).map_or(text.len(), |(at, _)| at);
    let next = after.get(..near(after, 16)).unwrap_or(after);
    let header = text.get(..list_begins).unwrap_or("");
    let is_told = lexicon.occurs(Class::ShareWord, before)
        || lexicon.occurs(Class::ShareWord, header)
        || lexicon.occurs(Class::HoldWord, next)
        || percent.part.is_some() && text.contains("출자")
        || text.contains("출자 비율")
        || percent.text.ends_with("씩") && text.contains("출자");
    is_told
        && !lexicon.begins(Class::ChangeWord, after.trim_start_matches(['가', '이', '나', '를', '을', '로', ' ', '의']))
}

struct Sentence<'a> {
    told: &'a Told<'a>,
    units: &'a [Unit],
    topic: &'a [usize],
}

impl<'a> Sentence<'a> {
    /// Units before a place, the nearest first.
    fn before(&self, at: usize) -> impl Iterator<Item = &'a Unit> {
        self.units.iter().rev().filter(move |u| u.span.end <= at && !u.describes)
    }

    fn gap(&self, from: usize, to: usize) -> &'a str {
        Span::new(from, to).of(self.told.doc.text)
    }

    fn speaks_of_share(&self, text: &str) -> bool {
        self.told.doc.lexicon.occurs(Class::ShareWord, text)
    }

    /// Whose share it is; several where a list or 양사 holds as much each.
    fn claims(&self, percent: &Percent) -> Vec<Claim> {
        let at = self.told.sentence.start + percent.span.start;
        if let Some(part) = percent.part {
            return self.ratio(at, part);
        }
        if let Some(claim) = self.owner_after(percent) {
            return vec![claim];
        }
        let is_subject = |u: &&Unit| matches!(u.case, Case::Topic | Case::Subject);
        let Some(unit) = self.before(at).next() else { return vec![Claim::default()] };
        let gap = self.gap(unit.span.end, at);
        let is_near = |length: usize| gap.chars().count() <= length && !gap.contains([',', ';']);
        let subject = self.before(unit.span.start).find(is_subject);
        let one = |entities: &[usize]| entities.first().copied().filter(|_| entities.len() == 1);
        if self.speaks_of_share(gap) && is_near(HELD) && matches!(unit.case, Case::Bare | Case::Of) {
            let owner = self.before(unit.span.start).next().filter(|u| matches!(u.case, Case::Of | Case::To));
            let holders = owner.or(subject).map_or(self.topic, |u| &u.entities[..]);
            let of = one(&unit.entities);
            if unit.case == Case::Of && owner.or(subject).is_none() && gap.trim_start().starts_with("지분") {
                return vec![Claim { holder: of, of: None }];
            }
            return vec![Claim { holder: one(holders).filter(|h| Some(*h) != of), of }];
        }
        if is_near(BESIDE) && !self.speaks_of_share(gap) {
            let opened = subject.is_none_or(|s| self.is_list(s.span.end, unit.span.start));
            if unit.case == Case::Bare && !opened {
                return vec![Claim { holder: subject.and_then(|s| one(&s.entities)), of: one(&unit.entities) }];
            }
            if matches!(unit.case, Case::Bare | Case::Topic | Case::Subject | Case::To) {
                let of = self.held_in_list(unit.span.start);
                return unit.entities.iter().map(|h| Claim { holder: Some(*h), of }).collect();
            }
        }
        match Some(unit).filter(is_subject).or(subject) {
            Some(unit) if self.is_each(percent) => {
                unit.entities.iter().map(|h| Claim { holder: Some(*h), of: None }).collect()
            }
            Some(unit) => vec![Claim { holder: one(&unit.entities), of: None }],
            None => vec![Claim::default()],
        }
    }

    /// "3%씩", "절반씩": every one of the subjects has it.
    fn is_each(&self, percent: &Percent) -> bool {
        percent.text.ends_with('씩') || self.told.text().get(percent.span.end..).is_some_and(|t| t.starts_with('씩'))
    }

    /// "지분은", "지분율은 …": a list of holders begins.
    fn is_list(&self, from: usize, to: usize) -> bool {
        let gap = if from < to { self.gap(from, to) } else { "" };
        ["지분은", "지분율은", "비율은", "몫은", "지분 구조는", "지분을 각각", "지분율로", "지분이"]
            .iter()
            .any(|w| gap.contains(w))
    }

    /// What the holders of a list hold: the name right before 지분.
    fn held_in_list(&self, before: usize) -> Option<usize> {
        let held = self.before(before).find(|u| {
            let rest = self.gap(u.span.end, before);
            let head = rest.char_indices().nth(8).map_or(rest, |(at, _)| rest.get(..at).unwrap_or(rest));
            matches!(u.case, Case::Bare | Case::Of) && self.speaks_of_share(head)
        });
        held.filter(|u| u.entities.len() == 1).and_then(|u| u.entities.first().copied())
    }

    /// "60 대 40": the parts go to the names in their order.
    fn ratio(&self, at: usize, part: usize) -> Vec<Claim> {
        let list = self.before(at).find(|u| u.entities.len() == 2).map(|u| u.entities.clone());
        let pair = || {
            let mut names: Vec<usize> = self.before(at).flat_map(|u| u.entities.iter().copied()).collect();
            names.reverse();
            names
        };
        let names = list.unwrap_or_else(pair);
        names.get(part).map(|h| Claim { holder: Some(*h), of: None }).into_iter().collect()
    }

    /// "지분 N%를 가진 A", "N% 주주인 A"; "A의 100% 자회사 B".
    fn owner_after(&self, percent: &Percent) -> Option<Claim> {
        let end = self.told.sentence.start + percent.span.end;
        let unit = self.units.iter().find(|u| u.span.start >= end && !u.describes)?;
        let gap = self.gap(end, unit.span.start);
        let owns = self.told.doc.lexicon.occurs(Class::OwningWord, gap);
        let near = gap.chars().count() <= HELD && !gap.contains([',', '.']);
        let holder = unit.entities.first().copied().filter(|_| unit.entities.len() == 1 && near && owns)?;
        let held = self.before(self.told.sentence.start + percent.span.start).next();
        let of = held
            .filter(|u| u.entities.len() == 1 && u.entities.first() != Some(&holder))
            .and_then(|u| u.entities.first().copied());
        Some(Claim { holder: Some(holder), of })
    }
}

/// Writes the share into the record that fits: of this sentence, the nearest kind first; else the latest before.
fn give(told: &Told, claim: Claim, percent: &Percent, deals: &mut Deals) {
    let text = told.text();
    let after = text.get(percent.span.end..).unwrap_or("");
    let is_ownership = told.doc.lexicon.begins(Class::ChildWord, after.trim_start_matches([' ', '를', '을']));
    let at = told.sentence.start + percent.span.start;
    let order = |r: &Record| {
        ((r.deal_type == DealType::Subsidiary) != is_ownership, !(r.clause.start <= at && at < r.clause.end))
    };
    let mut here: Vec<&mut Record> = deals.here.iter_mut().collect();
    here.sort_by_key(|r| order(r));
    for record in here {
        if let Some(sides) = sides(record, claim, is_ownership, true) {
            return push(record, sides, percent);
        }
    }
    for (record, age) in deals.before.iter_mut().zip(deals.ages).rev() {
        let both = claim.holder.is_some() && claim.of.is_some();
        let near = *age <= REACH && (claim.holder.is_some() || claim.of.is_some() || *age <= 1);
        if let Some(sides) = sides(record, claim, is_ownership, false).filter(|_| both || near) {
            if !record.evidence.contains(&told.sentence) {
                record.evidence.push(told.sentence);
            }
            return push(record, sides, percent);
        }
    }
}

fn push(record: &mut Record, (holder, of): (usize, usize), percent: &Percent) {
    if !record.attributes.stakes.iter().any(|s| (s.0, s.1) == (holder, of) && s.3 == percent.value) {
        record.attributes.stakes.push((holder, of, percent.text.clone(), percent.value));
    }
}

/// Holder and held, if the record can carry the claim. What a purchase takes is its buyer's, whoever held it before.
fn sides(record: &Record, claim: Claim, is_ownership: bool, is_here: bool) -> Option<(usize, usize)> {
    let is_held = |role: Role| matches!(role, Role::Investee | Role::Target | Role::Jv | Role::Subsidiary);
    let one = |is: &dyn Fn(Role) -> bool| {
        let mut found = record.parties.iter().filter(|p| is(p.1));
        found.next().filter(|_| found.next().is_none()).map(|p| p.0)
    };
    let giver = one(&|role| role.is_giver());
    let gives = |h: &usize| record.parties.iter().any(|p| p.0 == *h && p.1.is_giver());
    let target = one(&is_held);
    let of = claim.of.filter(|of| record.has(*of)).or(target.filter(|_| claim.of.is_none()));
    let (holder, of) = match record.deal_type {
        DealType::Subsidiary => (claim.holder.filter(gives).or(giver).filter(|_| is_ownership), of),
        DealType::Investment | DealType::Acquisition => {
            let is_seller = |h: &usize| !gives(h) && record.has(*h) && Some(*h) != target;
            let taken = claim.holder.is_none() || claim.holder.is_some_and(|h| is_seller(&h)) || claim.holder == target;
            let open = is_here || record.attributes.stakes.is_empty();
            (claim.holder.filter(gives).or(giver.filter(|_| taken && open)), of.filter(|o| Some(*o) == target))
        }
        DealType::EquitySwap => {
            let holder = claim.holder.filter(|h| record.has(*h));
            let other = record.parties.iter().find(|p| Some(p.0) != holder).map(|p| p.0);
            (
                holder,
                claim
                    .of
                    .filter(|of| record.has(*of))
                    .or(other.filter(|_| record.parties.len() == 2 && claim.of.is_none())),
            )
        }
        DealType::JointVenture => (claim.holder.filter(gives), of.filter(|o| Some(*o) == target)),
        _ => (None, None),
    };
    holder.zip(of).filter(|(holder, of)| holder != of)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use crate::extract::sample::facts;

    fn check(text: &str, expected: &[&str]) {
        let facts = facts(text);
        let name = |entity: usize| facts.entities[entity].name.as_str();
        let stakes = facts.deals.iter().flat_map(|d| &d.stakes);
        let found: Vec<String> = stakes.map(|s| format!("{} {} {}", name(s.holder), name(s.of), s.value)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_buyer_holds_what_it_paid_for() {
        check("KT는 업스테이지에 100억원을 투자해 지분 10%를 확보했다.", &["KT 업스테이지 10"]);
    }

    #[test]
    fn a_list_names_its_holders() {
        let text = "KT와 네이버는 합작법인 업스테이지를 설립했다. 지분은 KT가 51%, 네이버가 49%다.";
        check(text, &["KT 업스테이지 51", "네이버 업스테이지 49"]);
    }

    #[test]
    fn a_change_is_no_share() {
        check("KT는 업스테이지 지분을 시가보다 25% 높은 값에 사들였다.", &[]);
    }
}
