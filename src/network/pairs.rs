//! A deal as pairs of organisations, as the fact format expands it.

use crate::{
    extract::{DealType, Role},
    resolve::{Deal, DealParty},
};

/// One pair of a deal: two different parties.
pub type Pair = (DealParty, DealParty);

/// The pairs of a deal: investor×investee, acquirer×target, supplier×customer, alliance×member, parent×subsidiary;
/// of a joint venture its parents among themselves and each with the venture; of any other all parties among
/// themselves. A takeover between equals is symmetric; a seller gets no pair. O(parties²).
pub fn pairs(deal: &Deal) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (i, &a) in deal.parties.iter().enumerate() {
        pairs.extend(deal.parties.iter().skip(i + 1).filter(|b| is_pair(deal, a, **b)).map(|&b| (a, b)));
    }
    pairs
}

fn is_pair(deal: &Deal, a: DealParty, b: DealParty) -> bool {
    let are = |x: Role, y: Role| a.role == x && b.role == y || a.role == y && b.role == x;
    let is_merger = || deal.parties.iter().all(|p| p.role == Role::Partner);
    match deal.deal_type {
        DealType::Investment => are(Role::Investor, Role::Investee) || is_merger(),
        DealType::Acquisition => are(Role::Acquirer, Role::Target) || is_merger(),
        DealType::Supply => are(Role::Supplier, Role::Customer) || is_merger(),
        DealType::Membership => are(Role::Alliance, Role::Member) || are(Role::Alliance, Role::Lead),
        DealType::Subsidiary => are(Role::Parent, Role::Subsidiary),
        DealType::JointVenture => are(Role::JvParent, Role::JvParent) || are(Role::JvParent, Role::Jv),
        _ => true,
    }
}
