//! One deal for its tellings in many articles.
//!
//! Every article's record starts as a deal with one telling; [`fold`] joins those that are the same. It also serves
//! after the user has merged entities, when deals of the two may have become equal.

use super::{
    Deal, DealKey, DealParty, DealStake, Entity, Place, Read, Review, Telling,
    join::{join, stage, unite_parties},
};
use crate::{
    extract::{Amount, DealFact, DealType, Role},
    text::PartialDate,
};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Every record of every article as a deal with one telling, in order. `index_of` maps each article's entities.
pub fn tell(reads: &[Read], index_of: &[Vec<usize>]) -> Vec<Deal> {
    let mut deals = Vec::new();
    for (article, (read, index_of)) in reads.iter().zip(index_of).enumerate() {
        let published = read.article.meta.published;
        deals.extend(read.facts.deals.iter().map(|fact| one_telling(article, published, fact, index_of)));
    }
    deals
}

fn one_telling(article: usize, published: Option<PartialDate>, fact: &DealFact, index_of: &[usize]) -> Deal {
    let entity = |i: usize| index_of.get(i).copied();
    let party = |p: &crate::extract::Party| Some(DealParty { entity: entity(p.entity)?, role: p.role });
    let stake = |s: &crate::extract::Stake| {
        Some(DealStake { holder: entity(s.holder)?, of: entity(s.of)?, text: s.text.clone(), value: s.value })
    };
    Deal {
        key: DealKey { deal_type: fact.deal_type, parties: Vec::new(), number: 0 },
        deal_type: fact.deal_type,
        status: fact.status,
        parties: fact.parties.iter().filter_map(party).collect(),
        date: fact.date.clone(),
        amount: fact.amount.clone(),
        stakes: fact.stakes.iter().filter_map(stake).collect(),
        evidence: fact.evidence.iter().map(|&span| Place { article, span }).collect(),
        confidence: fact.confidence,
        tellings: vec![Telling {
            article,
            published,
            status: fact.status,
            date: fact.date.clone(),
            amount: fact.amount.clone(),
        }],
        disagreements: Vec::new(),
        review: Review::Automatic,
    }
}

/// Joins deals that are the same, drops those with fewer than two different parties, and gives each its key.
/// Sorted by key. Whatever the order of `deals`, the outcome is the same.
pub fn fold(deals: Vec<Deal>, entities: &[Entity]) -> Vec<Deal> {
    let mut buckets: BTreeMap<(DealType, Vec<usize>), Vec<Deal>> = BTreeMap::new();
    for mut deal in deals {
        unite_parties(&mut deal.parties);
        if deal.parties.len() >= 2 {
            buckets.entry((deal.deal_type, core(&deal))).or_default().push(deal);
        }
    }
    let joined = buckets.into_values().flat_map(join_bucket).collect();
    let mut deals = join_same_day(joined);
    give_keys(&mut deals, entities);
    deals
}

/// The entities that tellings of one deal have in common: the target of a takeover (who else bids, and who sells, is
/// often left out), the parents of a joint venture (often still without a name), else all parties.
fn core(deal: &Deal) -> Vec<usize> {
    let role = match deal.deal_type {
        DealType::Acquisition => Some(Role::Target),
        DealType::JointVenture => Some(Role::JvParent),
        _ => None,
    };
    let with = |role: Role| deal.parties.iter().filter(move |p| p.role == role).map(|p| p.entity);
    let mut core: Vec<usize> = role.map(|role| with(role).collect()).unwrap_or_default();
    if core.is_empty() || deal.deal_type == DealType::JointVenture && core.len() < 2 {
        core = deal.parties.iter().map(|p| p.entity).collect();
    }
    core.sort_unstable();
    core
}

/// Joins within a bucket. The most exact come first, so that a vague telling finds the deal it fits best.
fn join_bucket(mut deals: Vec<Deal>) -> Vec<Deal> {
    deals.sort_by_cached_key(|d| {
        let precision = d.date.value.map(|date| date.precision());
        (
            Reverse(precision),
            d.amount.is_none(),
            d.date.value,
            d.evidence.clone(),
            d.tellings.first().map(|t| t.article),
        )
    });
    let mut clusters: Vec<Vec<Deal>> = Vec::new();
    for deal in deals {
        let fits = |cluster: &&mut Vec<Deal>| cluster.iter().all(|other| is_same(other, &deal));
        let nearness = |cluster: &&mut Vec<Deal>| {
            let same_date =
                cluster.iter().any(|other| other.date.value.is_some() && other.date.value == deal.date.value);
            let same_amount = cluster.iter().any(|other| is_equal_amount(other, &deal));
            (same_date, same_amount, cluster.iter().map(|other| other.date.value).max())
        };
        match clusters.iter_mut().filter(fits).max_by_key(nearness) {
            Some(cluster) => cluster.push(deal),
            None => clusters.push(vec![deal]),
        }
    }
    clusters.into_iter().filter_map(join).collect()
}

/// True if two deals of a bucket are one.
fn is_same(a: &Deal, b: &Deal) -> bool {
    if !is_same_side(a, b) {
        return false;
    }
    let fits_amount = fits(a.amount.as_ref(), b.amount.as_ref());
    match a.deal_type {
        DealType::Membership | DealType::Subsidiary => true,
        DealType::JointVenture => is_same_or_unnamed(a, b, Role::Jv) && (is_same_time(a, b) || is_next_stage(a, b)),
        // Nobody takes over the same firm twice in two years.
        DealType::Acquisition => shares(a, b, Role::Acquirer) && fits_amount && is_within(a, b, 731),
        DealType::Investment => fits_amount && (is_same_time(a, b) || is_equal_amount(a, b) && is_within(a, b, 366)),
        DealType::EquitySwap => is_same_time(a, b) || is_next_stage(a, b),
        _ => is_same_time(a, b),
    }
}

/// False if one entity gives in one telling and receives in the other.
fn is_same_side(a: &Deal, b: &Deal) -> bool {
    let is_opposed = |p: &DealParty, q: &DealParty| {
        p.entity == q.entity
            && p.role != Role::Partner
            && q.role != Role::Partner
            && p.role.is_giver() != q.role.is_giver()
    };
    !a.deal_type.is_directed() || !a.parties.iter().any(|p| b.parties.iter().any(|q| is_opposed(p, q)))
}

fn with_role(deal: &Deal, role: Role) -> BTreeSet<usize> {
    deal.parties.iter().filter(|p| p.role == role).map(|p| p.entity).collect()
}

fn is_same_or_unnamed(a: &Deal, b: &Deal, role: Role) -> bool {
    let (a, b) = (with_role(a, role), with_role(b, role));
    a.is_empty() || b.is_empty() || a == b
}

fn shares(a: &Deal, b: &Deal, role: Role) -> bool {
    let (a, b) = (with_role(a, role), with_role(b, role));
    a.is_empty() && b.is_empty() || !a.is_disjoint(&b)
}

/// Same currency and within a tenth (articles round), or one is not stated, or they cannot be compared.
fn fits(a: Option<&Amount>, b: Option<&Amount>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) if a.currency == b.currency => {
            (a.value - b.value).abs() <= 0.1 * a.value.abs().max(b.value.abs())
        }
        _ => true,
    }
}

fn is_equal_amount(a: &Deal, b: &Deal) -> bool {
    let amounts = a.amount.as_ref().zip(b.amount.as_ref());
    amounts.is_some_and(|(a, b)| a.currency == b.currency && a.value == b.value)
}

/// Equal dates, one that holds the other, one missing, or no more than a week apart (signed, then reported).
fn is_same_time(a: &Deal, b: &Deal) -> bool {
    match (a.date.value, b.date.value) {
        (Some(x), Some(y)) => x.holds(&y) || y.holds(&x) || is_within(a, b, 7),
        _ => true,
    }
}

/// True if the two dates come within `days` of each other.
fn is_within(a: &Deal, b: &Deal, days: i32) -> bool {
    let Some((x, y)) = a.date.value.zip(b.date.value) else { return true };
    let (early, late) = if x.first_day() <= y.first_day() { (x, y) } else { (y, x) };
    early.last_day().until(late.first_day()).is_ok_and(|gap| gap.get_days() <= days)
}

/// True if the later date, within a year, tells no earlier stage: planned in autumn, completed in spring.
fn is_next_stage(a: &Deal, b: &Deal) -> bool {
    let Some((x, y)) = a.date.value.zip(b.date.value) else { return true };
    let (early, late) = if x.first_day() <= y.first_day() { (a, b) } else { (b, a) };
    is_within(a, b, 366) && stage(early.status) <= stage(late.status)
}

/// Symmetric deals of one type and day, where one telling names some of the other's parties, are one.
fn join_same_day(deals: Vec<Deal>) -> Vec<Deal> {
    let mut by_day: BTreeMap<(DealType, PartialDate), Vec<Deal>> = BTreeMap::new();
    let mut done = Vec::new();
    for deal in deals {
        match deal.date.value.filter(|date| date.get_day().is_some() && is_symmetric(&deal)) {
            Some(day) => by_day.entry((deal.deal_type, day)).or_default().push(deal),
            None => done.push(deal),
        }
    }
    for mut same_day in by_day.into_values() {
        same_day.sort_by_cached_key(|d| (Reverse(d.parties.len()), core(d), d.evidence.clone()));
        let mut clusters: Vec<Vec<Deal>> = Vec::new();
        for deal in same_day {
            let holds = |cluster: &&mut Vec<Deal>| cluster.first().is_some_and(|whole| names_all(whole, &deal));
            match clusters.iter_mut().find(holds) {
                Some(cluster) => cluster.push(deal),
                None => clusters.push(vec![deal]),
            }
        }
        done.extend(clusters.into_iter().filter_map(join));
    }
    done
}

fn is_symmetric(deal: &Deal) -> bool {
    deal.parties.iter().all(|p| p.role == Role::Partner)
}

fn names_all(whole: &Deal, part: &Deal) -> bool {
    part.parties.len() < whole.parties.len()
        && part.parties.iter().all(|p| whole.parties.iter().any(|q| q.entity == p.entity))
}

/// Sorts by key; deals of the same type and parties are numbered by date, then first evidence.
fn give_keys(deals: &mut [Deal], entities: &[Entity]) {
    for deal in deals.iter_mut() {
        let mut parties: Vec<_> =
            deal.parties.iter().filter_map(|p| entities.get(p.entity)).map(|e| e.key.clone()).collect();
        parties.sort();
        deal.key = DealKey { deal_type: deal.deal_type, parties, number: 0 };
    }
    let order = |a: &Deal, b: &Deal| {
        let when = |d: &Deal| (d.date.value.is_none(), d.date.value);
        a.key.cmp(&b.key).then_with(|| when(a).cmp(&when(b))).then_with(|| a.evidence.cmp(&b.evidence))
    };
    deals.sort_by(order);
    for i in 1..deals.len() {
        let (done, rest) = deals.split_at_mut(i);
        if let (Some(before), Some(deal)) = (done.last(), rest.first_mut())
            && before.key.deal_type == deal.key.deal_type
            && before.key.parties == deal.key.parties
        {
            deal.key.number = before.key.number + 1;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use crate::extract::{DealType::*, Role::*, Status::*};
    use crate::resolve::{
        Field, Read, Resolved, resolve,
        sample::{Story, story},
    };

    /// Resolves the articles and lists the deals as `type status date amount number_of_tellings: parties`.
    fn check(stories: Vec<Story>, expected: &[&str]) -> Resolved {
        let reads: Vec<Read> = stories.into_iter().map(Story::read).collect();
        let resolved = resolve(&reads, &|_| None);
        let mut backward: Vec<Read> = reads.iter().rev().cloned().collect();
        backward.rotate_left(reads.len() / 2);
        assert_eq!(resolve(&backward, &|_| None).deals.len(), resolved.deals.len(), "the order of paths matters");
        let shown: Vec<String> = resolved
            .deals
            .iter()
            .map(|d| {
                let date = d.date.value.map_or("-".into(), |date| date.to_string());
                let amount = d.amount.as_ref().map_or("-", |amount| amount.text.as_str());
                let parties: Vec<String> = d
                    .parties
                    .iter()
                    .map(|p| format!("{} {}", p.role.word(), resolved.entities[p.entity].name))
                    .collect();
                let (deal_type, status) = (d.deal_type.word(), d.status.word());
                format!("{deal_type} {status} {date} {amount} {}: {}", d.tellings.len(), parties.join(", "))
            })
            .collect();
        assert_eq!(shown, expected);
        resolved
    }

    #[test]
    fn one_deal_told_by_two_articles_is_one_record() {
        let parties = [("SKT", Investor), ("앤트로픽", Investee)];
        let resolved = check(
            vec![
                story("1", "2023-08-14").deal(Investment, Completed, &parties, "2023-08").won(1e11),
                story("2", "2024-01-10").deal(Investment, Completed, &parties, "2023"),
            ],
            &["investment completed 2023-08 100000000000원 2: investor SKT, investee 앤트로픽"],
        );
        let deal = &resolved.deals[0];
        assert_eq!((deal.evidence.len(), deal.disagreements.len()), (2, 0));
        assert!(deal.confidence > 0.8 && deal.confidence < 1.0);
    }

    #[test]
    fn rounds_of_different_dates_or_amounts_stay_apart() {
        let parties = [("KT", Investor), ("리벨리온", Investee)];
        let resolved = check(
            vec![
                story("1", "2024-12-05")
                    .deal(Investment, Completed, &parties, "2022")
                    .won(335e8)
                    .deal(Investment, Completed, &parties, "2024-01")
                    .won(330e8),
                story("2", "2024-12-06").deal(Investment, Completed, &parties, "2024-01-15").won(330e8),
            ],
            &[
                "investment completed 2022 33500000000원 1: investor KT, investee 리벨리온",
                "investment completed 2024-01-15 33000000000원 2: investor KT, investee 리벨리온",
            ],
        );
        assert_eq!(resolved.deals.iter().map(|d| d.key.number).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn direction_tells_deals_apart() {
        check(
            vec![
                story("1", "").deal(Supply, Signed, &[("삼성", Supplier), ("네이버", Customer)], ""),
                story("2", "").deal(Supply, Signed, &[("네이버", Supplier), ("삼성", Customer)], ""),
            ],
            &[
                "supply signed - - 1: supplier 삼성, customer 네이버",
                "supply signed - - 1: supplier 네이버, customer 삼성",
            ],
        );
    }

    #[test]
    fn a_takeover_is_one_from_plan_to_end_whoever_sells() {
        let resolved = check(
            vec![
                story("1", "2020-09-14").deal(
                    Acquisition,
                    Planned,
                    &[("엔비디아", Acquirer), ("암", Target), ("소프트뱅크", Partner)],
                    "2020-09",
                ),
                story("2", "2022-02-08").deal(
                    Acquisition,
                    Ended,
                    &[("엔비디아", Acquirer), ("암", Target)],
                    "2022-02-08",
                ),
            ],
            &["acquisition ended 2022-02-08 - 2: acquirer 엔비디아, target 암, partner 소프트뱅크"],
        );
        assert_eq!(resolved.deals[0].disagreements.len(), 1, "two dates are told");
    }

    #[test]
    fn a_later_venture_of_the_same_parents_is_another_one() {
        let parents = [("LG엔솔", JvParent), ("현대차", JvParent)];
        check(
            vec![story("1", "2023-05-26").deal(JointVenture, Completed, &parents, "2021-09").deal(
                JointVenture,
                Signed,
                &parents,
                "2023-05",
            )],
            &[
                "joint_venture completed 2021-09 - 1: jv_parent LG엔솔, jv_parent 현대차",
                "joint_venture signed 2023-05 - 1: jv_parent LG엔솔, jv_parent 현대차",
            ],
        );
    }

    #[test]
    fn a_joint_venture_gets_its_name_later() {
        check(
            vec![
                story("1", "2019-09-23").deal(
                    JointVenture,
                    Planned,
                    &[("현대차", JvParent), ("앱티브", JvParent)],
                    "2019-09",
                ),
                story("2", "2020-08-11").deal(
                    JointVenture,
                    Completed,
                    &[("앱티브", JvParent), ("현대차", JvParent), ("모셔널", Jv)],
                    "2020-03",
                ),
            ],
            &["joint_venture completed 2020-03 - 2: jv_parent 현대차, jv_parent 앱티브, jv 모셔널"],
        );
    }

    #[test]
    fn membership_folds_and_the_lead_stays() {
        check(
            vec![
                story("1", "2023-07-27").deal(Membership, Signed, &[("GTAA", Alliance), ("SKT", Lead)], "2023-07"),
                story("2", "2024-02-26").deal(Membership, Completed, &[("GTAA", Alliance), ("SKT", Member)], "2024-02"),
            ],
            &["membership completed 2024-02 - 2: alliance GTAA, lead SKT"],
        );
    }

    #[test]
    fn part_of_the_parties_on_the_same_day_is_the_same_deal() {
        let all = [("KT", Partner), ("현대중공업", Partner), ("KAIST", Partner)];
        check(
            vec![
                story("1", "2020-02-20").deal(Mou, Signed, &all, "2020-02-20"),
                story("2", "2020-02-21").deal(Mou, Signed, &all[..2], "2020-02-20"),
                story("3", "2020-02-22").deal(Mou, Signed, &all[1..], "2020"),
            ],
            &[
                "mou signed 2020-02-20 - 2: partner KT, partner 현대중공업, partner KAIST",
                "mou signed 2020 - 1: partner 현대중공업, partner KAIST",
            ],
        );
    }

    #[test]
    fn what_articles_disagree_on_is_kept() {
        let parties = [("삼성", Partner), ("네이버", Partner)];
        let resolved = check(
            vec![
                story("1", "2022-12-06").deal(CoDevelopment, Signed, &parties, "2022-12-06").won(1e9),
                story("2", "2022-12-07").deal(CoDevelopment, Planned, &parties, "2022-12-05").won(2e9),
                story("3", "2024-04-09").deal(CoDevelopment, Ended, &parties, "2022-12").won(2e9),
            ],
            &["co_development ended 2022-12-05 2000000000원 3: partner 삼성, partner 네이버"],
        );
        let deal = &resolved.deals[0];
        let fields: Vec<Field> = deal.disagreements.iter().map(|d| d.field).collect();
        assert_eq!(fields, [Field::Date, Field::Amount, Field::Status]);
        assert_eq!(deal.disagreements[1].values[1], ("2000000000원".into(), vec![1, 2]));
    }

    #[test]
    fn progress_is_no_disagreement_and_a_late_plan_does_not_undo_what_is_done() {
        let parties = [("LG", JvParent), ("마그나", JvParent), ("LG마그나", Jv)];
        let resolved = check(
            vec![
                story("1", "2020-12-23").deal(JointVenture, Planned, &parties, ""),
                story("2", "2021-07-02").deal(JointVenture, Completed, &parties, ""),
            ],
            &["joint_venture completed - - 2: jv_parent LG, jv_parent 마그나, jv LG마그나"],
        );
        assert!(resolved.deals[0].disagreements.is_empty());
        check(
            vec![
                story("1", "2021-07-02").deal(JointVenture, Completed, &parties, ""),
                story("2", "2021-09-01").deal(JointVenture, Planned, &parties, ""),
            ],
            &["joint_venture completed - - 2: jv_parent LG, jv_parent 마그나, jv LG마그나"],
        );
    }

    #[test]
    fn stakes_and_indexes_beyond_the_facts_do_no_harm() {
        let resolved = check(
            vec![
                story("1", "")
                    .deal(EquitySwap, Signed, &[("KT", Partner), ("신한", Partner)], "")
                    .stake("KT", "신한", 2.08),
                story("2", "")
                    .deal(EquitySwap, Signed, &[("KT", Partner), ("신한", Partner)], "")
                    .stake("KT", "신한", 2.08),
            ],
            &["equity_swap signed - - 2: partner KT, partner 신한"],
        );
        assert_eq!(resolved.deals[0].stakes.len(), 1);
    }
}
