//! One article while it is being read: its sentences, the entities found so far and where they are named.

use super::{EntityKind, lexicon::Lexicon};
use crate::{
    article::{Article, LineRole},
    text::{Span, sentence},
};
use std::collections::{BTreeMap, HashMap};

/// The article with what has been found in it.
pub struct Doc<'a> {
    /// The decoded original.
    pub text: &'a str,
    /// The article as loaded.
    pub article: &'a Article,
    /// Known names and word tables.
    pub lexicon: &'a Lexicon,
    /// Lines that can carry facts, in order.
    pub lines: Vec<(Span, LineRole)>,
    /// Their sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Entities in order of discovery.
    pub entities: Vec<Draft>,
    /// Sorted, disjoint.
    pub mentions: Vec<Mention>,
    by_entry: HashMap<usize, usize>,
    by_form: BTreeMap<String, usize>,
}

/// A sentence and the kind of line it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Sentence {
    /// Where.
    pub span: Span,
    /// Headline, caption, body, …
    pub role: LineRole,
}

/// A span that names an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// Index into [`Doc::entities`].
    pub entity: usize,
}

/// An entity being gathered.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What it is.
    pub kind: EntityKind,
    /// Index into the lexicon's entries, if it stands there.
    pub entry: Option<usize>,
    /// A consortium named in the article only, which bids, buys and sells as a firm does.
    pub bids: bool,
    /// The canonical name that the user gave it.
    pub taught: Option<String>,
    /// A person's title.
    pub title: Option<String>,
    /// A person's organisation.
    pub org: Option<usize>,
}

impl<'a> Doc<'a> {
    /// The article's lines and sentences, with nothing found yet.
    pub fn new(article: &'a Article, lexicon: &'a Lexicon) -> Self {
        let text = article.text.as_str();
        let lines: Vec<_> = article
            .lines
            .iter()
            .filter(|l| !matches!(l.role, LineRole::Byline | LineRole::Boilerplate | LineRole::Repeated))
            .map(|l| (l.span, l.role))
            .collect();
        let sentences = lines
            .iter()
            .flat_map(|(span, role)| {
                sentence::sentences(text, *span).into_iter().map(|span| Sentence { span, role: *role })
            })
            .collect();
        Self {
            text,
            article,
            lexicon,
            lines,
            sentences,
            entities: Vec::new(),
            mentions: Vec::new(),
            by_entry: HashMap::new(),
            by_form: BTreeMap::new(),
        }
    }

    /// The entity of a lexicon entry, added on first call.
    pub fn known(&mut self, entry: usize) -> usize {
        if let Some(found) = self.by_entry.get(&entry) {
            return *found;
        }
        let kind = self.lexicon.entries.get(entry).map_or(EntityKind::Company, |e| e.kind);
        let index = self.add(kind, Some(entry));
        self.by_entry.insert(entry, index);
        index
    }

    /// The entity that a form names in this article, added as `kind` on first call.
    pub fn named(&mut self, form: &str, kind: EntityKind) -> usize {
        if let Some(found) = self.by_form.get(form) {
            return *found;
        }
        let index = self.add(kind, None);
        if let Some(draft) = self.entities.get_mut(index) {
            draft.bids = kind == EntityKind::Alliance && form.ends_with("컨소시엄");
        }
        self.by_form.insert(form.to_owned(), index);
        index
    }

    /// A new entity that `form` names from now on, whatever it named before.
    pub fn named_anew(&mut self, form: &str, kind: EntityKind) -> usize {
        let index = self.add(kind, None);
        self.by_form.insert(form.to_owned(), index);
        index
    }

    /// Makes `form` another name of `entity` in this article, unless it already names something.
    pub fn alias(&mut self, form: &str, entity: usize) {
        self.by_form.entry(form.to_owned()).or_insert(entity);
    }

    /// Forms defined by this article itself, with their entities, in order of the forms.
    pub fn local_forms(&self) -> Vec<(&str, usize)> {
        self.by_form.iter().map(|(form, entity)| (form.as_str(), *entity)).collect()
    }

    /// The entity this article's own definitions give a form.
    pub fn local(&self, form: &str) -> Option<usize> {
        self.by_form.get(form).copied()
    }

    /// The kind of an entity.
    pub fn kind(&self, entity: usize) -> EntityKind {
        self.entities.get(entity).map_or(EntityKind::Company, |e| e.kind)
    }

    /// True for companies, institutions and alliances.
    pub fn is_organisation(&self, entity: usize) -> bool {
        self.kind(entity).is_organisation()
    }

    /// The mentions inside `span`, in order.
    pub fn mentions_in(&self, span: Span) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        let to = self.mentions.partition_point(|m| m.span.end <= span.end);
        self.mentions.get(from..to).unwrap_or(&[])
    }

    /// The mentions that share a byte with `span`, in order.
    pub fn mentions_over(&self, span: Span) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.span.end <= span.start);
        let to = self.mentions.partition_point(|m| m.span.start < span.end);
        self.mentions.get(from..to).unwrap_or(&[])
    }

    /// The mentions that end at or before `place`, in order.
    pub fn mentions_before(&self, place: usize) -> &[Mention] {
        let to = self.mentions.partition_point(|m| m.span.end <= place);
        self.mentions.get(..to).unwrap_or(&[])
    }

    /// The mention that covers the byte at `place`, if any.
    pub fn mention_at(&self, place: usize) -> Option<Mention> {
        self.mentions_over(Span::new(place, place + 1)).first().copied()
    }

    /// The mention that ends at `end`, if any.
    pub fn mention_ending(&self, end: usize) -> Option<Mention> {
        self.mentions_before(end).last().filter(|m| m.span.end == end).copied()
    }

    /// Adds mentions; of two that overlap the one that starts first stays, then the longer, then the one that was
    /// there.
    pub fn add_mentions(&mut self, more: impl IntoIterator<Item = Mention>) {
        self.mentions.extend(more);
        self.mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        let mut end = 0;
        self.mentions.retain(|m| {
            let is_free = m.span.start >= end;
            if is_free {
                end = m.span.end;
            }
            is_free
        });
    }

    /// The line in which the byte at `place` stands, if it can carry facts.
    pub fn line_at(&self, place: usize) -> Option<(Span, LineRole)> {
        let at = self.lines.partition_point(|(line, _)| line.end <= place);
        self.lines.get(at).filter(|(line, _)| line.start <= place).copied()
    }

    /// The text of the line before `place`.
    pub fn line_before(&self, place: usize) -> &'a str {
        self.line_at(place).map_or("", |(line, _)| Span::new(line.start, place).of(self.text))
    }

    fn add(&mut self, kind: EntityKind, entry: Option<usize>) -> usize {
        self.entities.push(Draft { kind, entry, bids: false, taught: None, title: None, org: None });
        self.entities.len() - 1
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::extract::sample::with_doc;

    #[test]
    fn mentions_are_found_by_place() {
        with_doc("KT와 SK텔레콤은 협력한다.", |doc| {
            let spans = |found: &[Mention]| found.iter().map(|m| m.span.of(doc.text).to_owned()).collect::<Vec<_>>();
            let at = |word: &str| doc.text.find(word).unwrap();
            assert_eq!(spans(doc.mentions_in(Span::new(0, doc.text.len()))), ["KT", "SK텔레콤"]);
            assert_eq!(spans(doc.mentions_over(Span::new(at("T와"), at("K텔")))), ["KT", "SK텔레콤"]);
            assert_eq!(spans(doc.mentions_before(at("K텔"))), ["KT"]);
            assert_eq!(doc.mention_at(at("와")), None);
            assert_eq!(doc.mention_ending(at("와")).map(|m| m.span.of(doc.text)), Some("KT"));
        });
    }

    #[test]
    fn of_two_mentions_the_first_and_longer_stays() {
        with_doc("SK텔레콤은 협력한다.", |doc| {
            let before = doc.mentions.clone();
            let start = before[0].span.start;
            doc.add_mentions([Mention { span: Span::new(start, start + 2), entity: 0 }]);
            assert_eq!(doc.mentions, before);
        });
    }
}
