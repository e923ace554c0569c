//! Search over deals: by parties, type, status, date and amount.

use super::{Pattern, Scope};
use crate::{
    extract::{DealType, Status},
    resolve::{Deal, Review},
    strings::Language,
};
use std::cmp::Reverse;

/// How a word fits a deal; the better the smaller.
const BY_PARTY: u8 = 0;
const BY_FACT: u8 = 1;

/// One of the words, and what it fits.
struct Word<'w> {
    text: String,
    /// By index of the entity.
    names: Vec<bool>,
    types: Vec<DealType>,
    statuses: Vec<Status>,
    raw: &'w str,
}

/// Deals that every word fits, those by their parties first, the latest first. Rejected ones are left out.
pub(super) fn find(scope: &Scope, words: &[&str]) -> Vec<usize> {
    let words: Vec<Word> = words.iter().filter_map(|word| Word::new(scope, word)).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let deals = scope.resolved.deals.iter().enumerate().filter(|(_, deal)| deal.review != Review::Rejected);
    let mut found: Vec<_> = deals
        .filter_map(|(i, deal)| {
            let fits: Option<Vec<u8>> = words.iter().map(|word| word.fit(deal)).collect();
            Some(((fits?.into_iter().max(), Reverse(deal.date.value), i), i))
        })
        .collect();
    found.sort_unstable_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, i)| i).collect()
}

impl<'w> Word<'w> {
    fn new(scope: &Scope, raw: &'w str) -> Option<Self> {
        let pattern = Pattern::new(raw)?;
        let fits_all = |names: [&str; 2]| names.iter().any(|name| pattern.fit(name).is_some());
        let languages = [scope.language, scope.language.other()];
        let is_named = |name: &String| pattern.fit(name).is_some();
        Some(Self {
            text: raw.to_lowercase(),
            names: (scope.resolved.entities.iter())
                .map(|e| !scope.hidden.contains(&e.key) && (is_named(&e.name) || e.aliases.iter().any(is_named)))
                .collect(),
            types: (DealType::ALL.iter().copied())
                .filter(|t| fits_all(languages.map(|language: Language| language.deal_type(*t))))
                .collect(),
            statuses: (Status::ALL.iter().copied())
                .filter(|s| fits_all(languages.map(|language: Language| language.status(*s))))
                .collect(),
            raw,
        })
    }

    fn fit(&self, deal: &Deal) -> Option<u8> {
        if deal.parties.iter().any(|p| self.names.get(p.entity) == Some(&true)) {
            return Some(BY_PARTY);
        }
        let is_amount = || deal.amount.as_ref().is_some_and(|a| a.text.to_lowercase().contains(&self.text));
        let is_date = || {
            let said = deal.date.text.as_ref().is_some_and(|text| text.contains(self.raw));
            said || deal.date.value.is_some_and(|date| date.to_string().starts_with(self.raw))
        };
        let fits = self.types.contains(&deal.deal_type) || self.statuses.contains(&deal.status);
        (fits || is_amount() || is_date()).then_some(BY_FACT)
    }
}
