//! What edits say of deals.

use super::{
    Edit,
    entities::{Entities, note},
};
use crate::{
    Warning,
    article::ArticleId,
    error::Reason,
    extract::{DealDate, DealType, EntityKind, Role},
    project::edit::{DealChange, DealTarget, NewDeal, NoteTarget, PartyOf, Said, StakeOf},
    resolve::{
        Deal, DealKey, DealParty, DealStake, EntityKey, FIRST_ADDED, Field, Place, Read, Review, Telling, fold_deals,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// The deals between two edits.
pub struct Deals<'a> {
    /// Sorted by key; edits change no key.
    pub list: Vec<Deal>,
    reads: &'a [Read],
    articles: BTreeMap<&'a ArticleId, usize>,
    corrected: BTreeSet<DealKey>,
    n_added: u32,
}

impl<'a> Deals<'a> {
    /// Deals of entities that were merged join where they have become equal; without two parties left they go.
    pub fn new(mut list: Vec<Deal>, entities: &Entities, reads: &'a [Read]) -> Self {
        let is_changed = entities.is_changed();
        if list.iter().any(|deal| deal.parties.iter().any(|p| is_changed(p.entity))) {
            let (mut touched, rest): (Vec<Deal>, Vec<Deal>) =
                list.into_iter().partition(|deal| deal.parties.iter().any(|p| is_changed(p.entity)));
            touched.iter_mut().for_each(|deal| follow(deal, entities));
            list = rest;
            list.extend(fold_deals(touched, &entities.list));
            list.sort_by(|a, b| a.key.cmp(&b.key));
        }
        let articles = reads.iter().enumerate().map(|(i, read)| (&read.article.id, i)).collect();
        Self { list, reads, articles, corrected: BTreeSet::new(), n_added: 0 }
    }

    /// Carries out an edit, if it is about deals.
    pub fn apply(&mut self, edit: &Edit, entities: &mut Entities) -> Result<(), Warning> {
        match edit {
            Edit::ReviewDeal { deal, review } => {
                let key = self.find(deal, entities, "review")?.key.clone();
                let is_corrected = *review == Review::Automatic && self.corrected.contains(&key);
                let deal = self.find(deal, entities, "review")?;
                deal.review = if is_corrected { Review::Corrected } else { *review };
            }
            Edit::CorrectDeal { deal, change } => {
                let parties = match change {
                    DealChange::Parties(parties) => places(parties, entities)?,
                    _ => Vec::new(),
                };
                let deal = self.find(deal, entities, "correct")?;
                correct(deal, change, parties, entities);
                deal.review = Review::Corrected;
                let key = deal.key.clone();
                self.corrected.insert(key);
            }
            Edit::AddDeal(new) => self.add(new, entities)?,
            Edit::Note { on: NoteTarget::Deal(deal), text } => {
                let key = self.find(deal, entities, "note")?.key.clone();
                note(&mut entities.marks.notes.deals, key, text);
            }
            _ => {}
        }
        Ok(())
    }

    fn find(&mut self, target: &DealTarget, entities: &Entities, what: &str) -> Result<&mut Deal, Warning> {
        let found = self.position(target, entities).and_then(|i| self.list.get_mut(i));
        let names = || target.key.parties.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(" · ");
        found.ok_or_else(|| Warning { about: names(), reason: Reason::EditTargetGone(what.into()) })
    }

    /// Of the deals of that type and those parties the one its sentence tells; without a sentence, or where none is
    /// told by it any more, the one of that number. Where the parties are others now, the only deal of that type that
    /// the sentence tells of some of them.
    fn position(&self, target: &DealTarget, entities: &Entities) -> Option<usize> {
        let mut parties: Vec<EntityKey> = target.key.parties.iter().map(|key| entities.current(key)).collect();
        parties.sort();
        parties.dedup();
        let (deal_type, number) = (target.key.deal_type, target.key.number);
        let start = self.list.partition_point(|d| (d.key.deal_type, &d.key.parties) < (deal_type, &parties));
        let same: Vec<usize> = (start..self.list.len())
            .take_while(|&i| {
                self.list.get(i).is_some_and(|d| (d.key.deal_type, &d.key.parties) == (deal_type, &parties))
            })
            .collect();
        let is_told = |i: &usize| self.list.get(*i).is_some_and(|d| self.tells(d, target.said.as_ref()));
        let is_numbered = |i: &usize| self.list.get(*i).is_some_and(|d| d.key.number == number);
        let mut told = same.iter().copied().filter(is_told);
        if let Some(first) = told.next() {
            return Some(told.find(is_numbered).filter(|_| !is_numbered(&first)).unwrap_or(first));
        }
        if let Some(numbered) = same.iter().copied().find(is_numbered) {
            return Some(numbered);
        }
        let shares = |d: &Deal| d.key.deal_type == deal_type && d.key.parties.iter().any(|p| parties.contains(p));
        let mut others = (0..self.list.len()).filter(|i| self.list.get(*i).is_some_and(shares)).filter(is_told);
        others.next().filter(|_| others.next().is_none())
    }

    fn tells(&self, deal: &Deal, said: Option<&Said>) -> bool {
        let place = said.and_then(|said| Some((*self.articles.get(&said.article)?, said.span)));
        place.is_some_and(|(article, span)| {
            deal.evidence.iter().any(|place| place.article == article && place.span.overlaps(span))
        })
    }

    /// Adds a deal. One of an article that is not there is left out; [`crate::project::Project`] tells of it.
    fn add(&mut self, new: &NewDeal, entities: &Entities) -> Result<(), Warning> {
        self.n_added += 1;
        let parties = places(&new.parties, entities)?;
        let place = match &new.said {
            Some(said) => match self.articles.get(&said.article) {
                Some(&article) => Some(Place { article, span: said.span }),
                None => return Ok(()),
            },
            None => None,
        };
        let mut keys: Vec<EntityKey> =
            parties.iter().filter_map(|p| entities.list.get(p.entity)).map(|e| e.key.clone()).collect();
        keys.sort();
        let date = DealDate { text: None, value: new.date };
        let telling = |place: &Place| Telling {
            article: place.article,
            published: self.reads.get(place.article).and_then(|read| read.article.meta.published),
            status: new.status,
            date: date.clone(),
            amount: new.amount.clone(),
        };
        let deal = Deal {
            key: DealKey { deal_type: new.deal_type, parties: keys, number: FIRST_ADDED + self.n_added },
            deal_type: new.deal_type,
            status: new.status,
            parties,
            stakes: stakes(&new.stakes, entities),
            evidence: place.into_iter().collect(),
            confidence: 1.0,
            tellings: place.iter().map(telling).collect(),
            disagreements: Vec::new(),
            review: Review::Confirmed,
            amount: new.amount.clone(),
            date,
        };
        let at = self.list.partition_point(|d| d.key < deal.key);
        self.list.insert(at, deal);
        Ok(())
    }
}

/// Points a deal at the entities that its parties have become.
fn follow(deal: &mut Deal, entities: &Entities) {
    let moved = |party: &DealParty| Some(DealParty { entity: entities.moved(party.entity)?, ..*party });
    deal.parties = deal.parties.iter().filter_map(moved).collect();
    let moved = |stake: &DealStake| {
        let (holder, of) = (entities.moved(stake.holder)?, entities.moved(stake.of)?);
        Some(DealStake { holder, of, ..stake.clone() }).filter(|_| holder != of)
    };
    deal.stakes = deal.stakes.iter().filter_map(moved).collect();
}

fn correct(deal: &mut Deal, change: &DealChange, parties: Vec<DealParty>, entities: &Entities) {
    let settled = match change {
        DealChange::Type(deal_type) => {
            deal.deal_type = *deal_type;
            fit_roles(deal, entities);
            None
        }
        DealChange::Parties(_) => {
            deal.parties = parties;
            None
        }
        DealChange::Stakes(told) => {
            deal.stakes = stakes(told, entities);
            None
        }
        DealChange::Status(status) => {
            deal.status = *status;
            Some(Field::Status)
        }
        DealChange::Date(value) => {
            deal.date = DealDate { text: None, value: *value };
            Some(Field::Date)
        }
        DealChange::Amount(amount) => {
            deal.amount.clone_from(amount);
            Some(Field::Amount)
        }
    };
    deal.disagreements.retain(|d| Some(d.field) != settled);
}

/// The parties' entities, each once; an error if one is gone or there are not two.
fn places(parties: &[PartyOf], entities: &Entities) -> Result<Vec<DealParty>, Warning> {
    let mut found: Vec<DealParty> = Vec::new();
    let gone = |about: &str| Warning { about: about.into(), reason: Reason::EditTargetGone("party".into()) };
    for party in parties {
        let entity = entities.place(&party.entity).ok_or_else(|| gone(&party.entity.name))?;
        if !found.iter().any(|known| known.entity == entity) {
            found.push(DealParty { entity, role: party.role });
        }
    }
    if found.len() < 2 {
        return Err(gone(parties.first().map_or("", |p| p.entity.name.as_str())));
    }
    Ok(found)
}

fn stakes(told: &[StakeOf], entities: &Entities) -> Vec<DealStake> {
    let stake = |s: &StakeOf| {
        let (holder, of) = (entities.place(&s.holder)?, entities.place(&s.of)?);
        Some(DealStake { holder, of, text: s.text.clone(), value: s.value })
    };
    told.iter().filter_map(stake).collect()
}

/// Gives the parties the roles of the deal's type: who gave gives; where nobody did, the first one named does.
fn fit_roles(deal: &mut Deal, entities: &Entities) {
    let has_giver = deal.parties.iter().any(|p| p.role.is_giver());
    for (i, party) in deal.parties.iter_mut().enumerate() {
        let gives = if has_giver { party.role.is_giver() } else { i == 0 };
        let is_alliance = entities.list.get(party.entity).is_some_and(|e| e.kind == EntityKind::Alliance);
        party.role = match (deal.deal_type, gives) {
            (DealType::Investment, true) => Role::Investor,
            (DealType::Investment, false) => Role::Investee,
            (DealType::Acquisition, true) => Role::Acquirer,
            (DealType::Acquisition, false) => Role::Target,
            (DealType::Supply, true) => Role::Supplier,
            (DealType::Supply, false) => Role::Customer,
            (DealType::Subsidiary, true) => Role::Parent,
            (DealType::Subsidiary, false) => Role::Subsidiary,
            (DealType::JointVenture, false) if has_giver => Role::Jv,
            (DealType::JointVenture, _) => Role::JvParent,
            (DealType::Membership, _) if is_alliance => Role::Alliance,
            (DealType::Membership, _) => Role::Member,
            _ => Role::Partner,
        };
    }
}
