//! A line as words (eojeol): known names, and what stands between them.

use crate::{
    extract::{
        EntityKind, boundary,
        doc::{Doc, Mention},
        lexicon::Case,
    },
    text::{Span, form::first_run},
};
use std::collections::{HashMap, HashSet};

/// A word of a line.
pub struct Word<'a> {
    /// With its particle.
    pub span: Span,
    /// Without its particle; of a known name the name.
    pub stem: &'a str,
    /// What the particle says.
    pub case: Case,
    /// A list separator stands before it.
    pub is_after_separator: bool,
    /// A list separator stands right after it.
    pub is_before_separator: bool,
    /// What it is, if it is a name found before.
    pub known: Option<EntityKind>,
}

impl Word<'_> {
    /// True for a known organisation.
    pub fn is_organisation(&self) -> bool {
        self.known.is_some_and(EntityKind::is_organisation)
    }
}

/// The words of a line, in order. Linear.
pub fn words<'a>(doc: &Doc<'a>, line: Span) -> Vec<Word<'a>> {
    let text: &'a str = line.of(doc.text);
    let mut mentions = doc.mentions_over(line).iter().copied().peekable();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|t| t.chars().next()) {
        let place = line.start + at;
        while mentions.next_if(|m| m.span.end <= place).is_some() {}
        let next = mentions.peek().copied();
        let word = match next.filter(|m| m.span.start <= place) {
            Some(mention) => known(doc, line, place, mention),
            None if is_part(c) => {
                let end = next.map_or(line.end, |m| m.span.start.min(line.end));
                plain(doc, Span::new(place, end))
            }
            None => {
                at += c.len_utf8();
                continue;
            }
        };
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(word.span.end - line.start..).unwrap_or(""));
        at = word.span.end - line.start;
        let is_after_separator = before.trim_end().ends_with(is_separator);
        out.push(Word { is_after_separator, is_before_separator: after.starts_with(is_separator), ..word });
    }
    out
}

/// The word that begins with a known name.
fn known<'a>(doc: &Doc<'a>, line: Span, place: usize, mention: Mention) -> Word<'a> {
    let after = Span::new(mention.span.end, line.end).of(doc.text);
    let (case, length) = boundary::particle(doc.lexicon, after).unwrap_or((Case::Bare, 0));
    let known = Some(doc.kind(mention.entity));
    let (span, stem) = (Span::new(place, mention.span.end + length), mention.span.of(doc.text));
    Word { span, stem, case, is_after_separator: false, is_before_separator: false, known }
}

/// The word that begins at the start of `room`.
fn plain<'a>(doc: &Doc<'a>, room: Span) -> Word<'a> {
    let word = first_run(room.of(doc.text), is_part);
    let (stem, case) = boundary::split(doc.lexicon, word);
    let (span, case) = (Span::new(room.start, room.start + word.len()), case.unwrap_or(Case::Bare));
    Word { span, stem, case, is_after_separator: false, is_before_separator: false, known: None }
}

/// Where a word can end in several particles (다인라인: 다인라 + 인) takes the stem that the article uses with most of
/// them. Linear.
pub fn settle<'a>(doc: &Doc<'a>, lines: &mut [Vec<Word<'a>>]) {
    let mut seen: HashSet<(&str, &str)> = HashSet::new();
    let mut n_endings: HashMap<&str, usize> = HashMap::new();
    for word in lines.iter().flatten().filter(|w| w.known.is_none()) {
        for (stem, particle) in stems(doc, word) {
            if seen.insert((stem, particle)) {
                *n_endings.entry(stem).or_default() += 1;
            }
        }
    }
    for words in lines.iter_mut() {
        for at in 0..words.len() {
            let is_before_title = is_before_title(doc, words, at);
            let Some(word) = words.get_mut(at).filter(|w| w.known.is_none() && w.case != Case::Bare) else { continue };
            let n_endings = |stem: &str| n_endings.get(stem).copied().unwrap_or(0);
            let mut best = n_endings(word.stem);
            for (stem, particle) in stems(doc, word) {
                let is_whole =
                    particle.is_empty() && is_before_title && matches!(word.case, Case::Copula | Case::Other);
                if n_endings(stem) > best || is_whole {
                    best = n_endings(stem);
                    word.stem = stem;
                    word.case = doc.lexicon.particle(particle).unwrap_or(Case::Bare);
                }
            }
        }
    }
}

/// True if a title, or a known organisation and a title, follow.
fn is_before_title(doc: &Doc, words: &[Word], at: usize) -> bool {
    let touches = |at: usize| {
        let (Some(word), Some(next)) = (words.get(at), words.get(at + 1)) else { return false };
        Span::new(word.span.end, next.span.start).of(doc.text) == " "
    };
    let is_title = |at: usize| words.get(at).is_some_and(|w| doc.lexicon.title(w.stem).is_some());
    let is_org = words.get(at + 1).is_some_and(|w| w.is_organisation() && w.case == Case::Bare);
    touches(at) && (is_title(at + 1) || is_org && touches(at + 1) && is_title(at + 2))
}

/// The ways to part a word into stem and particle, the shortest stem first, the whole word last.
fn stems<'a>(doc: &Doc<'a>, word: &Word) -> Vec<(&'a str, &'a str)> {
    let text: &'a str = word.span.of(doc.text);
    let from = text.len().saturating_sub(doc.lexicon.longest_particle());
    let cuts = text.char_indices().skip(2).map(|(at, _)| at).filter(|at| *at >= from);
    let parts = cuts
        .map(|at| text.split_at(at))
        .filter(|(stem, tail)| doc.lexicon.particle(tail).is_some() && boundary::agrees(stem, tail));
    parts.chain([(text, "")]).collect()
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() && !('①'..='⓿').contains(&c) || matches!(c, '&' | '+' | '-')
}

fn is_separator(c: char) -> bool {
    matches!(c, '·' | 'ㆍ' | '∙' | ',' | '‧')
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::extract::sample::with_doc;

    #[test]
    fn words_know_their_stem_case_and_separators() {
        with_doc("KT·하늘과 협력", |doc| {
            let line = doc.lines[0].0;
            let found = words(doc, line);
            let stems: Vec<_> = found.iter().map(|w| (w.stem, w.case, w.is_organisation())).collect();
            assert_eq!(stems, [("KT", Case::Bare, true), ("하늘", Case::With, false), ("협력", Case::Bare, false)]);
            let separators: Vec<_> = found.iter().map(|w| (w.is_after_separator, w.is_before_separator)).collect();
            assert_eq!(separators, [(false, true), (true, false), (false, false)]);
        });
    }
}
