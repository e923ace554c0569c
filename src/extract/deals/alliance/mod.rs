//! Membership: organisations that found, join, lead, make up or leave an alliance.
//!
//! Sentence → telling words → for each the alliance it speaks of (`host`) and the organisations (`members`).

mod host;
mod members;
mod roster;
mod telling;

use super::{discourse::Discourse, unit::Unit};
use crate::{
    extract::{EntityKind, Role, doc::Doc, lexicon::Class},
    text::Span,
};
use telling::{Tells, Word};

/// A membership: the alliance, the organisation, its part, the words that tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// Entity index.
    pub alliance: usize,
    /// Entity index.
    pub member: usize,
    /// Lead or member.
    pub role: Role,
    /// The words tell that it leaves.
    pub leaves: bool,
    /// The telling word with its predicate, in text offsets.
    pub predicate: Span,
    /// 0 to 1.
    pub certainty: f32,
}

/// What a sentence offers to its telling words.
struct Scene<'a> {
    doc: &'a Doc<'a>,
    sentence: Span,
    /// The sentence's units, and words that point back to an alliance.
    units: &'a [Unit],
    discourse: &'a Discourse,
    words: &'a [Word],
}

/// The memberships a sentence tells.
pub fn memberships(doc: &Doc, sentence: Span, units: &[Unit], discourse: &Discourse) -> Vec<Joined> {
    let units = host::with_pointers(doc, sentence, units, discourse);
    let words = telling::words(doc, sentence);
    let scene = Scene { doc, sentence, units: &units, discourse, words: &words };
    let mut out: Vec<Joined> = words.iter().flat_map(|word| scene.read(word)).collect();
    if out.is_empty() {
        out = roster::listed(doc, sentence, &units, discourse);
    }
    out
}

impl Scene<'_> {
    fn read(&self, word: &Word) -> Vec<Joined> {
        let predicate = Span::new(word.span.start, self.predicate_end(word));
        let after = predicate.of(self.doc.text);
        if self.doc.lexicon.occurs(Class::InviteWord, after) || telling::is_negated(after) {
            return Vec::new();
        }
        let Some(host) = self.host(word) else { return Vec::new() };
        let (members, certainty) = match word.tells {
            Tells::Found => self.founders(word, &host),
            Tells::Join | Tells::Leave => self.joiners(word, &host),
            Tells::Lead => self.leaders(word, &host),
        };
        let role = if word.tells == Tells::Lead { Role::Lead } else { Role::Member };
        let joined = |member| Joined {
            alliance: host.alliance,
            member,
            role,
            leaves: word.tells == Tells::Leave,
            predicate,
            certainty,
        };
        organisations(self.doc, &members).into_iter().map(joined).collect()
    }

    /// Where the predicate of a word ends: with its clause, or before the name that it describes.
    fn predicate_end(&self, word: &Word) -> usize {
        let end = telling::clause_end(self.doc, word, self.sentence);
        let next = self.units.iter().find(|u| u.span.start >= word.span.end);
        let described = next.map(|u| u.span.start).filter(|start| {
            let gap = self.text(word.span.end, *start);
            telling::link(word.span.of(self.doc.text), gap, word.is_noun) == telling::Link::Adnominal
        });
        described.map_or(end, |start| start.min(end))
    }

    /// The text between two places of the sentence.
    fn text(&self, start: usize, end: usize) -> &str {
        Span::new(start, end).of(self.doc.text)
    }
}

/// Those that can be members, each once.
fn organisations(doc: &Doc, entities: &[usize]) -> Vec<usize> {
    let can = |e: &usize| matches!(doc.kind(*e), EntityKind::Company | EntityKind::Institution);
    super::frame::unique(&entities.iter().copied().filter(can).collect::<Vec<_>>())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
