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
        self.by_form.insert(form.to_owned(), index);
        index
    }

    /// Makes `form` another name of `entity` in this article, unless it already names something.
    pub fn alias(&mut self, form: &str, entity: usize) {
        self.by_form.entry(form.to_owned()).or_insert(entity);
    }

    /// Forms defined by this article itself, with their entities.
    pub fn local_forms(&self) -> Vec<(&str, usize)> {
        self.by_form.iter().map(|(f, e)| (f.as_str(), *e)).collect()
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
        self.mentions.get(from..to.max(from)).unwrap_or(&[])
    }

    /// The mention that ends at `end`, if any.
    pub fn mention_ending(&self, end: usize) -> Option<Mention> {
        self.mentions.iter().find(|m| m.span.end == end).copied()
    }

    fn add(&mut self, kind: EntityKind, entry: Option<usize>) -> usize {
        self.entities.push(Draft { kind, entry, title: None, org: None });
        self.entities.len() - 1
    }
}

/// True for the quotation marks Korean pages use, opening, closing, straight or reversed by mistake.
pub fn is_quote(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '\'' | '"' | '`' | '「' | '」' | '『' | '』' | '《' | '》' | '<' | '>')
}

/// `text` without bracketed parts, and for each byte of the result its byte in `text` (one more for the end).
pub fn without_brackets(text: &str) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() + 1);
    let mut rest = 0;
    while let Some(open) = text.get(rest..).and_then(|t| t.find('(')).map(|at| at + rest) {
        let Some(close) = text.get(open..).and_then(|t| t.find(')')).map(|at| at + open + 1) else { break };
        out.push_str(text.get(rest..open).unwrap_or(""));
        places.extend(rest..open);
        rest = close;
    }
    out.push_str(text.get(rest..).unwrap_or(""));
    places.extend(rest..=text.len());
    (out, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bracketed_parts_leave_and_places_stay() {
        let text = "이앤(e&)그룹은";
        let (bare, places) = without_brackets(text);
        assert_eq!(bare, "이앤그룹은");
        let end = bare.find("은").unwrap_or(0);
        assert_eq!(&text[places[0]..places[end]], "이앤(e&)그룹");
    }
}
