//! Which of a deal's evidence sentences says most: it stands beside the deal where there is room for one.

use crate::resolve::{Deal, Entity, Read, Resolved};

/// Index into the deal's evidence of the sentence that names most of its parties, amount and date; of equal ones the
/// first. O(evidence · aliases of the parties).
pub fn lead(deal: &Deal, resolved: &Resolved, reads: &[Read]) -> usize {
    let parties: Vec<&Entity> = deal.parties.iter().filter_map(|p| resolved.entities.get(p.entity)).collect();
    let terms = [deal.amount.as_ref().map(|amount| &amount.text), deal.date.text.as_ref()];
    let score = |number: usize| {
        let place = deal.evidence.get(number)?;
        let sentence = place.span.of(&reads.get(place.article)?.article.text);
        let is_named = |e: &&&Entity| {
            sentence.contains(&e.name) || e.aliases.iter().any(|alias| sentence.contains(alias.as_str()))
        };
        let n_terms = terms.iter().flatten().filter(|term| sentence.contains(term.as_str())).count();
        Some(parties.iter().filter(is_named).count() + n_terms)
    };
    (0..deal.evidence.len()).max_by_key(|&number| (score(number), std::cmp::Reverse(number))).unwrap_or(0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{
        extract::{DealType, Role, Status},
        resolve::{Place, resolve, sample::story},
        text::Span,
    };

    #[test]
    fn the_sentence_that_names_the_parties_leads() {
        let parties = [("KT", Role::Investor), ("리벨리온", Role::Investee)];
        let reads = [story("1", "").deal(DealType::Investment, Status::Signed, &parties, "").read()];
        let mut resolved = resolve(&reads, &|_| None);
        let text = &reads[0].article.text;
        let place = |from: usize, to: usize| Place { article: 0, span: Span::new(from, to) };
        let first_line = text.find('\n').unwrap();
        resolved.deals[0].evidence = vec![place(0, first_line), place(0, text.len()), place(first_line, text.len())];
        assert_eq!(lead(&resolved.deals[0], &resolved, &reads), 1);
    }
}
