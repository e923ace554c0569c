//! Where an article introduces a person: name, title and mostly organisation side by side.

use super::{Introduced, is_korean_name};
use crate::{
    extract::{
        boundary,
        doc::{Doc, Mention},
        lexicon::{Class, TitleClass},
        title::title_at,
    },
    text::{
        Span,
        dictionary::Tokenizer,
        form::{bracket_length, is_hangul, last_run},
    },
};
use std::collections::HashSet;

/// What no word of a name follows without a space.
const BEFORE_NAME: [char; 14] = [' ', ',', '(', '‘', '“', '"', '\'', '·', '[', '△', '▲', ')', '”', '’'];
/// The words between a name and its organisation, at most.
const MAX_FILLERS: usize = 5;
/// Words that describe what follows.
const DESCRIBING: [Class; 4] = [Class::OrgNoun, Class::Generic, Class::Gloss, Class::ProductNoun];
/// Endings that no word of a foreign name has.
const NO_NAME: [char; 17] =
    ['는', '의', '를', '을', '께', '한', '된', '와', '과', '며', '고', '서', '면', '던', '할', '은', '같'];

/// What is needed to tell names from words.
struct Reader<'a> {
    doc: &'a Doc<'a>,
    tokenizer: &'a Tokenizer,
    /// All surface forms of mentions.
    forms: HashSet<&'a str>,
}

/// The introductions in the article, by place; of one name the one with an organisation first.
pub fn find(doc: &Doc, tokenizer: &Tokenizer) -> Vec<Introduced> {
    let forms = doc.mentions.iter().map(|m| m.span.of(doc.text)).collect();
    let reader = Reader { doc, tokenizer, forms };
    let mut found = Vec::new();
    for mention in doc.mentions.iter().filter(|m| doc.is_organisation(m.entity)) {
        found.extend(reader.before_org(*mention));
        found.extend(reader.after_org(*mention));
    }
    for (line, _) in &doc.lines {
        reader.without_org(*line, &mut found);
    }
    found.sort_by_key(|f| (f.name, f.org.is_none()));
    found
}

impl Reader<'_> {
    /// `NAME [기업] ORG TITLE`.
    fn before_org(&self, mention: Mention) -> Option<Introduced> {
        let after = self.doc.text.get(mention.span.end..)?;
        let gap = match bracket_length(after) {
            0 => after.len() - after.trim_start_matches(['의', ' ']).len(),
            bracket => bracket + usize::from(after.get(bracket..).is_some_and(|t| t.starts_with(' '))),
        };
        let title_start = mention.span.end + gap;
        if gap > 40 {
            return None;
        }
        let length = title_at(self.doc, self.doc.text.get(title_start..)?)?;
        let before = self.doc.line_before(mention.span.start);
        let name = self.name_before(before, mention.span.start - before.len())?;
        Some(Introduced { name, title: Span::new(title_start, title_start + length), org: Some(mention.entity) })
    }

    /// The person's name at the end of `before`, past a few words of description. `line` is where `before` starts.
    fn name_before(&self, before: &str, line: usize) -> Option<Span> {
        let mut end = before.strip_suffix(' ')?.len();
        let mut skipped = 0;
        loop {
            let head = before.get(..end)?;
            let employer = self.doc.mention_ending(line + end).filter(|m| m.span.start > line && skipped > 0);
            if let Some(employer) = employer {
                end = before.get(..employer.span.start - line)?.strip_suffix(' ')?.len();
                continue;
            }
            let word = last_run(head, |c| !BEFORE_NAME.contains(&c));
            let start = end - word.len();
            let is_filler = self.is_filler(word) || skipped > 0 && self.tokenizer.is_common(word);
            if !is_filler && is_korean_name(self.doc, word) && !self.is_word(word) {
                return Some(Span::new(line + start, line + end));
            }
            if !is_filler || skipped >= MAX_FILLERS {
                return self.foreign_name(before, start, end).map(|s| Span::new(line + s.start, line + s.end));
            }
            skipped += 1;
            end = head.get(..start)?.strip_suffix(' ')?.len();
        }
    }

    /// True for a word that only describes the organisation or the person.
    fn is_filler(&self, word: &str) -> bool {
        let lexicon = self.doc.lexicon;
        lexicon.is_any(&DESCRIBING, word)
            || lexicon.is(Class::PersonFiller, word)
            || lexicon.form(word).is_some()
            || lexicon.title(word).is_some()
            || word.ends_with("업체")
            || word.ends_with("기업")
    }

    /// True if the dictionary knows `word` as one common word; a name of three syllables may be two of them.
    fn is_word(&self, word: &str) -> bool {
        self.tokenizer.tokens(word).len() == 1 && self.tokenizer.is_common(word)
    }

    /// Two or three Hangul words without particles, after a boundary.
    fn foreign_name(&self, before: &str, last_start: usize, end: usize) -> Option<Span> {
        let last = before.get(last_start..end)?;
        if !self.is_name_part(last) || last.chars().count() > 1 && self.tokenizer.is_common(last) {
            return None;
        }
        let mut start = last_start;
        let mut n_words = 1;
        while n_words < 3 {
            let Some(head) = before.get(..start).and_then(|h| h.strip_suffix(' ')) else { break };
            let word = last_run(head, is_hangul);
            if !self.is_name_part(word) {
                break;
            }
            start = head.len() - word.len();
            n_words += 1;
        }
        (n_words >= 2).then_some(Span::new(start, end))
    }

    fn is_name_part(&self, word: &str) -> bool {
        let lexicon = self.doc.lexicon;
        let length = word.chars().count();
        (1..=7).contains(&length)
            && word.chars().all(is_hangul)
            && (length == 1 || !word.ends_with(NO_NAME) && !lexicon.is(Class::Generic, word))
            && !lexicon.is(Class::Place, word)
            && lexicon.title(word).is_none()
            && lexicon.particle(word).is_none()
            && !self.forms.contains(word)
    }

    /// `ORG NAME TITLE`.
    fn after_org(&self, mention: Mention) -> Option<Introduced> {
        let after = self.doc.text.get(mention.span.end..)?;
        let rest = after.get(bracket_length(after)..)?;
        let rest = rest.strip_prefix('의').unwrap_or(rest).strip_prefix(' ')?;
        let mut words = rest.splitn(4, ' ');
        let (first, second) = (words.next()?, words.next()?);
        let is_name = is_korean_name(self.doc, first) && !self.is_word(first) && title_at(self.doc, second).is_some();
        let length = if is_name {
            first.len()
        } else {
            let third = words.next()?;
            let is_name = self.is_foreign_name(first, second) && title_at(self.doc, third).is_some();
            is_name.then_some(first.len() + 1 + second.len())?
        };
        let start = mention.span.end + after.len() - rest.len();
        let title_start = start + length + 1;
        let title_length = title_at(self.doc, rest.get(length + 1..)?)?;
        Some(Introduced {
            name: Span::new(start, start + length),
            title: Span::new(title_start, title_start + title_length),
            org: Some(mention.entity),
        })
    }

    /// Two words that may be a foreign name's and are not both common.
    fn is_foreign_name(&self, first: &str, second: &str) -> bool {
        self.is_name_part(first)
            && self.is_name_part(second)
            && !is_korean_name(self.doc, first)
            && boundary::split(self.doc.lexicon, first).1.is_none()
            && !(self.tokenizer.is_common(first) && self.tokenizer.is_common(second))
    }

    /// `NAME TITLE` with a Korean name, where the title is one of office.
    fn without_org(&self, line: Span, found: &mut Vec<Introduced>) {
        const NO_NAMES: [Class; 4] = [Class::Generic, Class::Place, Class::OrgNoun, Class::ProductNoun];
        let text = line.of(self.doc.text);
        for (space, _) in text.match_indices(' ') {
            let word = last_run(text.get(..space).unwrap_or(""), is_hangul);
            if word.chars().count() != 3
                || !is_korean_name(self.doc, word)
                || self.doc.lexicon.is_any(&NO_NAMES, word)
                || self.tokenizer.is_common(word)
            {
                continue;
            }
            let rest = text.get(space + 1..).unwrap_or("");
            let Some(length) = title_at(self.doc, rest) else { continue };
            let title = rest.get(..length).unwrap_or("");
            let class = self.doc.lexicon.title(title);
            let is_office = class.is_none_or(|c| matches!(c, TitleClass::Exec | TitleClass::Official));
            if is_office && !title.ends_with("기자") {
                let (end, title_start) = (line.start + space, line.start + space + 1);
                found.push(Introduced {
                    name: Span::new(end - word.len(), end),
                    title: Span::new(title_start, title_start + length),
                    org: None,
                });
            }
        }
    }
}
