//! Persons: a name beside an organisation and a title (유영상 SK텔레콤 대표, SK텔레콤 유영상 대표), or a Korean name
//! before a title alone. A surname with a title (유 대표) is another name of the person introduced before.

use super::{
    EntityKind, boundary,
    doc::{Doc, Draft, Mention},
    lexicon::is_hangul,
    unknown::{is_common, is_korean_name},
};
use crate::text::{Span, dictionary::Tokenizer};

/// A title at the start of a text: its length, without the particle after it.
pub fn title_at(doc: &Doc, text: &str) -> Option<usize> {
    let mut length = title_word(doc, text)?;
    loop {
        let rest = text.get(length..).unwrap_or("");
        if let Some(inner) = rest.strip_prefix('(') {
            let Some(close) = inner.find(')') else { break };
            let word = inner.get(..close).unwrap_or("");
            let is_title = doc.lexicon.title_class(word).is_some() || title_word(doc, word) == Some(word.len());
            let is_code = (2..=6).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase());
            if !is_title && !is_code {
                break;
            }
            length += close + 2;
            continue;
        }
        let step = [" 겸 ", " "].iter().find_map(|gap| {
            let next = rest.strip_prefix(gap)?;
            let word_length = title_word(doc, next)?;
            (next.get(..word_length).is_some_and(|w| doc.lexicon.title_class(w).is_some()))
                .then_some(gap.len() + word_length)
        });
        match step {
            Some(more) => length += more,
            None => break,
        }
    }
    Some(length)
}

/// A word that is a title or ends in one (글로벌AI테크사업부장): its length without a particle.
fn title_word(doc: &Doc, text: &str) -> Option<usize> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '/' | '&' | '·'))).unwrap_or(text.len());
    let word = text.get(..end)?;
    let mut cuts: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(1).collect();
    cuts.push(word.len());
    for cut in cuts.into_iter().rev() {
        let (stem, tail) = word.split_at(cut);
        if !tail.is_empty() && doc.lexicon.particle(tail).is_none() {
            continue;
        }
        if doc.lexicon.title_class(stem).is_some() {
            return Some(cut);
        }
        let suffixed = stem.char_indices().skip(1).map(|(at, _)| stem.get(at..).unwrap_or(""));
        let mut suffixed = suffixed.filter(|s| s.chars().count() >= 2 && s.ends_with('장'));
        if suffixed.any(|s| doc.lexicon.title_class(s).is_some()) {
            return Some(cut);
        }
    }
    None
}

/// Adds the article's persons and their mentions.
pub fn find(doc: &mut Doc, tokenizer: &Tokenizer) {
    let mut found = Vec::new();
    for mention in doc.mentions.clone() {
        if doc.is_organisation(mention.entity) {
            found.extend(before_org(doc, tokenizer, mention));
            found.extend(after_org(doc, tokenizer, mention));
        }
    }
    for (line, _) in doc.lines.clone() {
        found.extend(alone(doc, tokenizer, line));
    }
    found.sort_by_key(|f| (f.name.start, f.org.is_none()));
    for person in &found {
        add(doc, person);
    }
    let people: Vec<usize> = (0..doc.entities.len()).filter(|e| doc.kind(*e) == EntityKind::Person).collect();
    for entity in people {
        everywhere(doc, entity);
    }
    employers(doc);
    short_forms(doc);
    doc.mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let mut end = 0;
    doc.mentions.retain(|m| {
        let free = m.span.start >= end;
        if free {
            end = m.span.end;
        }
        free
    });
}

struct Found {
    name: Span,
    title: Option<Span>,
    org: Option<usize>,
}

/// `NAME [기업] ORG TITLE`.
fn before_org(doc: &Doc, tokenizer: &Tokenizer, mention: Mention) -> Option<Found> {
    let after = doc.text.get(mention.span.end..)?;
    let gap = after.len() - after.trim_start_matches(['의', ' ']).len();
    let after_bracket = after.strip_prefix('(').and_then(|t| t.find(')')).map(|close| close + 2);
    let gap = after_bracket.map_or(gap, |b| b + usize::from(after.get(b..).is_some_and(|t| t.starts_with(' '))));
    if gap > 40 {
        return None;
    }
    let title_start = mention.span.end + gap;
    let length = title_at(doc, doc.text.get(title_start..)?)?;
    let line = doc.text.get(..mention.span.start)?.rfind('\n').map_or(0, |n| n + 1);
    let before = doc.text.get(line..mention.span.start)?;
    let name = name_before(doc, tokenizer, before, line)?;
    Some(Found {
        name: Span::new(line + name.start, line + name.end),
        title: Some(Span::new(title_start, title_start + length)),
        org: Some(mention.entity),
    })
}

/// The person's name at the end of `before`, past at most four appositive words.
fn name_before(doc: &Doc, tokenizer: &Tokenizer, before: &str, line: usize) -> Option<Span> {
    let mut end = before.strip_suffix(' ')?.len();
    let mut skipped = 0;
    loop {
        let head = before.get(..end)?;
        let employer = doc.mention_ending(line + end).filter(|m| m.span.start > line && skipped > 0);
        if let Some(employer) = employer {
            end = before.get(..employer.span.start - line)?.strip_suffix(' ')?.len();
            continue;
        }
        let start = head
            .rfind([' ', ',', '(', '‘', '“', '"', '\'', '·', '[', '△', '▲', ')', '”', '’'])
            .map_or(0, |at| at + head.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
        let word = head.get(start..)?;
        let next_end = head.get(..start)?.strip_suffix(' ').map(str::len);
        let is_filler =
            ["org_noun", "generic", "gloss", "product_noun"].iter().any(|class| doc.lexicon.is(class, word))
                || matches!(word, "및" | "겸" | "전" | "신임" | "현" | "前")
                || doc.lexicon.hits(word).iter().any(|h| h.end == word.len() && h.start == 0)
                || doc.lexicon.title_class(word).is_some()
                || word.ends_with("업체")
                || word.ends_with("기업")
                || skipped > 0 && is_common(tokenizer, word);
        if is_korean_name(doc, word) && !is_filler && !is_word(tokenizer, word) {
            return Some(Span::new(start, end));
        }
        if is_filler && skipped < 5 {
            skipped += 1;
            end = next_end?;
            continue;
        }
        return foreign_name(doc, tokenizer, before, start, end);
    }
}

/// True if the dictionary knows `word` as one common word; a name of three syllables may be two of them.
fn is_word(tokenizer: &Tokenizer, word: &str) -> bool {
    tokenizer.tokens(word).len() == 1 && is_common(tokenizer, word)
}

/// Two or three Hangul words without particles, after a boundary.
fn foreign_name(doc: &Doc, tokenizer: &Tokenizer, before: &str, last_start: usize, end: usize) -> Option<Span> {
    let is_part = |w: &str, is_last: bool| {
        let n = w.chars().count();
        (1..=7).contains(&n)
            && w.chars().all(is_hangul)
            && (n == 1 && doc.lexicon.particle(w).is_none() || n > 1 && (!is_last || !is_common(tokenizer, w)))
            && (n == 1
                || !w.ends_with([
                    '는', '의', '를', '을', '께', '한', '된', '와', '과', '며', '고', '서', '면', '던', '할', '은',
                    '같',
                ]))
            && !doc.lexicon.is("place", w)
            && (n == 1 || !doc.lexicon.is("generic", w))
            && doc.lexicon.title_class(w).is_none()
            && doc.lexicon.particle(w).is_none()
            && doc.mentions.iter().all(|m| m.span.of(doc.text) != w)
    };
    if !is_part(before.get(last_start..end)?, true) {
        return None;
    }
    let mut start = last_start;
    let mut n_words = 1;
    while n_words < 3 {
        let Some(head) = before.get(..start).and_then(|h| h.strip_suffix(' ')) else { break };
        let word_start = head
            .rfind(|c: char| !is_hangul(c))
            .map_or(0, |at| at + head.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
        if !is_part(head.get(word_start..)?, false) {
            break;
        }
        start = word_start;
        n_words += 1;
    }
    (n_words >= 2).then_some(Span::new(start, end))
}

/// `ORG NAME TITLE`.
fn after_org(doc: &Doc, tokenizer: &Tokenizer, mention: Mention) -> Option<Found> {
    let after = doc.text.get(mention.span.end..)?;
    let mut at = after.strip_prefix('(').and_then(|t| t.find(')')).map_or(0, |close| close + 2);
    let rest = after.get(at..)?;
    at += rest.len() - rest.strip_prefix('의').unwrap_or(rest).strip_prefix(' ')?.len();
    let rest = after.get(at..)?;
    let words: Vec<&str> = rest.splitn(5, ' ').collect();
    let name_length = match words.as_slice() {
        [one, next, ..] if is_korean_name(doc, one) && !is_word(tokenizer, one) && title_at(doc, next).is_some() => {
            one.len()
        }
        [first, second, third, ..]
            if !(is_common(tokenizer, first) && is_common(tokenizer, second))
                && [first, second].iter().all(|w| {
                    w.chars().all(is_hangul)
                        && doc.lexicon.title_class(w).is_none()
                        && !w.is_empty()
                        && w.chars().count() <= 7
                })
                && title_at(doc, third).is_some()
                && !is_korean_name(doc, first)
                && boundary::split(doc.lexicon, first).1.is_none() =>
        {
            first.len() + 1 + second.len()
        }
        _ => return None,
    };
    let start = mention.span.end + at;
    let title_start = start + name_length + 1;
    let length = title_at(doc, doc.text.get(title_start..)?)?;
    Some(Found {
        name: Span::new(start, start + name_length),
        title: Some(Span::new(title_start, title_start + length)),
        org: Some(mention.entity),
    })
}

/// `NAME TITLE` with a Korean name, where the title is one of office.
fn alone(doc: &Doc, tokenizer: &Tokenizer, line: Span) -> Vec<Found> {
    let text = line.of(doc.text);
    let mut out = Vec::new();
    for (space, _) in text.match_indices(' ') {
        let head = text.get(..space).unwrap_or("");
        let start = head
            .rfind(|c: char| !is_hangul(c))
            .map_or(0, |at| at + head.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
        let word = head.get(start..).unwrap_or("");
        let rest = text.get(space + 1..).unwrap_or("");
        if word.chars().count() != 3 || !is_korean_name(doc, word) || is_common(tokenizer, word) {
            continue;
        }
        if ["generic", "place", "org_noun", "product_noun"].iter().any(|class| doc.lexicon.is(class, word)) {
            continue;
        }
        let Some(length) = title_at(doc, rest) else { continue };
        let title = rest.get(..length).unwrap_or("");
        let is_office = doc.lexicon.title_class(title).is_none_or(|class| matches!(class, "exec" | "official"));
        if is_office && !title.ends_with("기자") {
            let at = line.start + start;
            let title_at = line.start + space + 1;
            out.push(Found {
                name: Span::new(at, at + word.len()),
                title: Some(Span::new(title_at, title_at + length)),
                org: None,
            });
        }
    }
    out
}

fn add(doc: &mut Doc, found: &Found) {
    // A company's name that is only the beginning of a person's (한진 in 한진만) is none.
    let begins = |m: &Mention| m.span.start == found.name.start && m.span.end < found.name.end;
    doc.mentions.retain(|m| !begins(m));
    if doc.mentions.iter().any(|m| m.span.overlaps(found.name) && doc.kind(m.entity) != EntityKind::Person) {
        return;
    }
    let name = found.name.of(doc.text).to_owned();
    if doc.article.meta.reporter.as_deref() == Some(name.as_str()) {
        return;
    }
    let title = found.title.map(|t| t.of(doc.text).to_owned());
    let surname_of = doc
        .local_forms()
        .into_iter()
        .find(|(form, e)| doc.kind(*e) == EntityKind::Person && form.rsplit(' ').next() == Some(&name) && *form != name)
        .map(|(_, e)| e);
    if let Some(person) = surname_of {
        doc.alias(&name, person);
    }
    let entity = doc.named(&name, EntityKind::Person);
    let org = found.org;
    if let Some(draft) = doc.entities.get_mut(entity).filter(|d| d.kind == EntityKind::Person) {
        let Draft { title: old_title, org: old_org, .. } = draft;
        if old_org.is_none() && org.is_some() {
            *old_org = org;
        }
        if old_title.is_none() {
            *old_title = title;
        }
        doc.mentions.push(Mention { span: found.name, entity });
    }
}

/// The full name wherever it stands.
fn everywhere(doc: &mut Doc, entity: usize) {
    let Some(name) = doc.mentions.iter().find(|m| m.entity == entity).map(|m| m.span.of(doc.text)) else { return };
    let mut more = Vec::new();
    for (line, _) in &doc.lines {
        for (at, _) in line.of(doc.text).match_indices(name) {
            let span = Span::new(line.start + at, line.start + at + name.len());
            if boundary::is_whole(doc.lexicon, line.of(doc.text), at, at + name.len()) {
                more.push(Mention { span, entity });
            }
        }
    }
    let taken = doc.mentions.clone();
    doc.mentions.extend(more.into_iter().filter(|m| !taken.iter().any(|t| t.span.overlaps(m.span))));
}

/// `유 대표`: a surname and a title of a person named before.
fn short_forms(doc: &mut Doc) {
    let people: Vec<(usize, &str, usize)> = doc
        .mentions
        .iter()
        .filter(|m| doc.kind(m.entity) == EntityKind::Person)
        .map(|m| (m.entity, surname(m.span.of(doc.text)), m.span.end))
        .collect();
    let mut more = Vec::new();
    for (line, _) in &doc.lines {
        let text = line.of(doc.text);
        for (space, _) in text.match_indices(' ') {
            let head = text.get(..space).unwrap_or("");
            let from = head
                .rfind(|c: char| !is_hangul(c))
                .map_or(0, |at| at + head.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
            let word = head.get(from..).unwrap_or("");
            let rest = text.get(space + 1..).unwrap_or("");
            let Some(length) = short_title(doc, rest).filter(|_| !word.is_empty()) else { continue };
            let start = line.start + from;
            let title = rest.get(..length).unwrap_or("");
            let has_title = |entity: usize| {
                doc.entities.get(entity).and_then(|e| e.title.as_deref()).is_some_and(|t| t.contains(title))
            };
            let owner = people
                .iter()
                .filter(|(_, surname, end)| *surname == word && *end <= start)
                .max_by_key(|(entity, _, end)| (has_title(*entity), *end));
            if let Some((entity, ..)) = owner {
                more.push(Mention { span: Span::new(start, line.start + space + 1 + length), entity: *entity });
            }
        }
    }
    let taken = doc.mentions.clone();
    doc.mentions.extend(more.into_iter().filter(|m| !taken.iter().any(|t| t.span.overlaps(m.span))));
}

/// The part of a name that stands before a title: a Korean surname, or the last word of a foreign name.
fn surname(name: &str) -> &str {
    let first = name.chars().next().map_or(0, char::len_utf8);
    let (head, is_korean) = (name.get(..first).unwrap_or(""), name.chars().count() == 3 && !name.contains(' '));
    if is_korean { head } else { name.rsplit_once(' ').map_or("", |(_, last)| last) }
}

fn short_title(doc: &Doc, text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let word = text.get(..end)?;
    if doc.lexicon.title_class(word).is_some() {
        return Some(end);
    }
    if word.chars().all(|c| c.is_ascii_uppercase()) && word.len() >= 3 {
        return Some(end);
    }
    let (stem, case) = boundary::split(doc.lexicon, word);
    let latin = word
        .find(is_hangul)
        .filter(|at| *at >= 3 && word.get(..*at).is_some_and(|w| w.chars().all(|c| c.is_ascii_uppercase())));
    latin.or_else(|| (case.is_some() && doc.lexicon.title_class(stem).is_some()).then_some(stem.len()))
}

/// A person whom the article gives no organisation works for the company named last in the same paragraph.
fn employers(doc: &mut Doc) {
    let mut found = Vec::new();
    for mention in &doc.mentions {
        let is_free = doc.entities.get(mention.entity).is_some_and(|e| e.kind == EntityKind::Person && e.org.is_none());
        let line = doc.lines.iter().find(|(line, _)| line.contains(mention.span));
        let Some((line, _)) = line.filter(|_| is_free) else { continue };
        let before = Span::new(line.start, mention.span.start);
        let company =
            doc.mentions.iter().rev().find(|m| before.contains(m.span) && doc.kind(m.entity) == EntityKind::Company);
        found.extend(company.map(|m| (mention.entity, m.entity)));
    }
    for (person, company) in found {
        if let Some(draft) = doc.entities.get_mut(person).filter(|d| d.org.is_none()) {
            draft.org = Some(company);
        }
    }
}
