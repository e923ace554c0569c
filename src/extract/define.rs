//! The article's own definitions: `X(Y)` and `이하 Y`. A bracket can also hold a gloss (GPU), a place (독일), a
//! ticker (017670) or a date; those are no names.

use super::{
    EntityKind,
    doc::{Doc, is_quote},
    lexicon::is_hangul,
};

/// Reads every bracket that follows a mention and makes the names in it aliases of that mention's entity.
pub fn brackets(doc: &mut Doc) {
    let mut found = Vec::new();
    for (line, _) in &doc.lines {
        let text = line.of(doc.text);
        for (open, _) in text.match_indices('(') {
            let Some(close) = text.get(open..).and_then(|t| t.find(')')) else { continue };
            let inner = text.get(open + 1..open + close).unwrap_or("");
            let before = text.get(..open).unwrap_or("").trim_end_matches(is_quote).trim_end();
            let Some(left) = doc.mention_ending(line.start + before.len()) else { continue };
            for part in inner.split([',', ';', '·']) {
                if let Some(form) = alias_in(doc, left.span.of(doc.text), doc.kind(left.entity), part) {
                    found.push((form, left.entity));
                }
            }
        }
    }
    for (form, entity) in found {
        doc.alias(&form, entity);
    }
}

/// The alias that a part of a bracket gives to `name`, if it is one.
pub fn alias_in(doc: &Doc, name: &str, kind: EntityKind, part: &str) -> Option<String> {
    let part = part.trim();
    let (is_declared, part) = match part.strip_prefix("이하") {
        Some(rest) => (true, rest),
        None => (false, part),
    };
    let former = ["옛 ", "구 ", "舊 ", "前 ", "현 "].iter().find_map(|p| part.strip_prefix(p));
    let form = former.unwrap_or(part).trim_matches(|c: char| is_quote(c) || c.is_whitespace());
    let length = form.chars().count();
    if !(2..=40).contains(&length) || form == name || doc.local(form).is_some() {
        return None;
    }
    if doc.lexicon.is("place", form) || doc.lexicon.is("gloss", form) || doc.lexicon.title_class(form).is_some() {
        return None;
    }
    let latin = form.chars().filter(char::is_ascii_alphabetic).count();
    let is_latin = latin >= 1
        && form.starts_with(|c: char| c.is_ascii_alphanumeric())
        && form.chars().all(|c| c.is_ascii_alphanumeric() || " &+.-'/".contains(c))
        && form.chars().any(|c| c.is_ascii_uppercase() || c == '&');
    let known = doc.lexicon.hits(form).first().is_some_and(|h| h.start == 0 && h.end == form.len());
    let is_other = known && doc.lexicon.hits(form).first().is_some_and(|h| Some(h.entry) != entry_of(doc, name));
    let is_acronym = length <= 6 && form.chars().all(|c| c.is_ascii_uppercase()) && entry_of(doc, name).is_none();
    if is_other && !is_declared && former.is_none() && !is_acronym {
        return None;
    }
    let is_part = form.chars().all(|c| is_hangul(c) || c == ' ') && name.contains(form);
    let fits = kind != EntityKind::Company || latin < 30;
    (is_declared || former.is_some() || (is_latin && fits) || is_part).then(|| form.to_owned())
}

fn entry_of(doc: &Doc, name: &str) -> Option<usize> {
    doc.lexicon.hits(name).iter().find(|h| h.start == 0 && h.end == name.len()).map(|h| h.entry)
}
