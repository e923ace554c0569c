//! Names that stand in no table: `㈜X`, quoted names, names with a telling suffix, names after "스타트업 …", names in
//! a list of companies, names between a person and a title. One good place is enough for the whole article.

use super::{
    EntityKind, boundary, define,
    doc::{Doc, Mention, is_quote},
    lexicon::{Case, is_hangul},
};
use crate::text::{Span, dictionary::Tokenizer};

/// Suffixes that make a name even after an ordinary word (하늘파트너스); others need a stem that is no word.
const STRONG_SUFFIX_CHARS: usize = 3;

/// Adds the unknown names of the article to `doc` as forms of new entities.
pub fn find(doc: &mut Doc, tokenizer: &Tokenizer) {
    let mut found: Vec<(String, EntityKind)> = Vec::new();
    for (line, _) in doc.lines.clone() {
        quoted(doc, line, &mut found);
        let words = words(doc, line);
        for (i, word) in words.iter().enumerate() {
            if let Some(kind) = by_shape(doc, tokenizer, word).or_else(|| by_neighbours(doc, tokenizer, &words, i)) {
                found.push((word.stem.to_owned(), kind));
            }
        }
        corporate_marks(line.of(doc.text), &mut found);
    }
    for (form, kind) in found {
        if let Some(hit) = doc.lexicon.hits(&form).iter().find(|h| h.start == 0 && h.end == form.len()) {
            doc.known(hit.entry); // an ambiguous form, now confirmed
        } else {
            doc.named(&form, kind);
        }
    }
    bracket_aliases(doc);
}

/// A word (eojeol) outside of known mentions.
struct Word<'a> {
    span: Span,
    stem: &'a str,
    case: Case,
    /// The text between this word and the next is a list separator.
    before_separator: bool,
    after_separator: bool,
    is_known_org: bool,
    kind: EntityKind,
}

fn words<'a>(doc: &Doc<'a>, line: Span) -> Vec<Word<'a>> {
    let text: &'a str = line.of(doc.text);
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '&' | '+' | '-');
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or("");
        let Some(c) = rest.chars().next() else { break };
        let here = line.start + at;
        let mention = doc.mentions.iter().find(|m| m.span.start <= here && here < m.span.end);
        let (end, is_known_org, stem, case) = if let Some(m) = mention {
            let after = doc.text.get(m.span.end..line.end).unwrap_or("");
            let case = boundary::particle(doc.lexicon, after).map_or(Case::Bare, |(case, _)| case);
            let tail = boundary::particle(doc.lexicon, after).map_or(0, |(_, length)| length);
            (m.span.end - line.start + tail, doc.is_organisation(m.entity), m.span.of(doc.text), case)
        } else if is_part(c) {
            let length = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
            let length = doc
                .mentions
                .iter()
                .find(|m| m.span.start > here && m.span.start < here + length)
                .map_or(length, |m| m.span.start - here);
            let (stem, case) = boundary::split(doc.lexicon, rest.get(..length).unwrap_or(""));
            (at + length, false, stem, case.unwrap_or(Case::Bare))
        } else {
            at += c.len_utf8();
            continue;
        };
        let gap_before = text.get(..at).unwrap_or("").chars().next_back();
        let after = text.get(end..).unwrap_or("");
        let is_separator = |c: char| matches!(c, '·' | 'ㆍ' | '∙' | ',' | '‧');
        let before = text.get(..at).unwrap_or("").trim_end();
        out.push(Word {
            span: Span::new(here, line.start + end),
            stem,
            case,
            before_separator: gap_before.is_some() && before.chars().next_back().is_some_and(is_separator),
            after_separator: after.chars().next().is_some_and(is_separator),
            is_known_org,
            kind: mention.map_or(EntityKind::Company, |m| doc.kind(m.entity)),
        });
        at = end.max(at + 1);
    }
    out
}

/// A word whose own ending tells what it is.
fn by_shape(doc: &Doc, tokenizer: &Tokenizer, word: &Word) -> Option<EntityKind> {
    let is_outlet = doc.article.meta.outlet.as_deref() == Some(word.stem);
    if word.is_known_org || is_outlet || !is_free(doc, word) || word.stem.chars().count() < 4 {
        return None;
    }
    if word.stem.chars().any(|c| matches!(c, '-')) || word.stem.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let rules = [("institution_suffix", EntityKind::Institution), ("company_suffix", EntityKind::Company)];
    for (class, kind) in rules {
        let Some(suffix) = doc.lexicon.class(class).into_iter().find(|s| word.stem.ends_with(s)) else { continue };
        let prefix = word.stem.strip_suffix(suffix).unwrap_or("");
        let length = prefix.chars().count();
        if length < 2 || is_ordinary(doc, prefix) || doc.lexicon.is("generic", word.stem) {
            continue;
        }
        let is_strong = kind == EntityKind::Company && suffix.chars().count() >= STRONG_SUFFIX_CHARS;
        let is_place = doc.lexicon.is("place", prefix);
        let is_word = is_common(tokenizer, prefix) || is_common(tokenizer, word.stem);
        let short_suffix = suffix.chars().count() < 2;
        if (kind == EntityKind::Institution && !short_suffix && (is_place || !is_word))
            || (kind == EntityKind::Company && !is_word && !is_place && (is_strong || length >= 2))
        {
            return Some(kind);
        }
    }
    None
}

/// A word that its neighbours make a name: after "스타트업", inside a list of organisations, before a title.
fn by_neighbours(doc: &Doc, tokenizer: &Tokenizer, words: &[Word], i: usize) -> Option<EntityKind> {
    let word = words.get(i)?;
    if word.is_known_org || !is_free(doc, word) || !looks_like_name(doc, tokenizer, word.stem) {
        return None;
    }
    let previous = i.checked_sub(1).and_then(|p| words.get(p));
    let next = words.get(i + 1);
    let gap = previous.map_or("", |p| doc.text.get(p.span.end..word.span.start).unwrap_or(""));
    let touches = gap == " " || gap.trim().chars().all(is_quote) && !gap.is_empty() && gap.len() < 6;
    let appositive = previous.is_some_and(|p| {
        let head = p.stem.strip_suffix('인').unwrap_or(p.stem);
        let is_head = doc.lexicon.class("org_noun").iter().any(|n| head.ends_with(n));
        is_head && touches && (p.case == Case::Bare || p.case == Case::Copula)
    });
    let is_argument = word.case != Case::Bare
        || word.before_separator
        || word.after_separator
        || next.is_some_and(|n| is_title(doc, n));
    if appositive
        && is_argument
        && !word.stem.ends_with(['한', '된', '할', '운', '은', '는', '던', '다', '을', '를', '이'])
    {
        return Some(EntityKind::Company);
    }
    let list_left = word.before_separator && previous.is_some_and(|p| p.is_known_org && p.case == Case::Bare);
    let list_right = word.after_separator && next.is_some_and(|n| n.is_known_org);
    let closes = doc.text.get(word.span.end..).is_some_and(|t| t.starts_with(" 등"));
    if list_left && (list_right || closes) && word.case == Case::Bare {
        return previous.map(|p| p.kind);
    }
    let person = previous.is_some_and(|p| {
        touches && p.case == Case::Bare && is_korean_name(doc, p.stem) && !is_common(tokenizer, p.stem)
    });
    if person && word.case == Case::Bare && next.is_some_and(|n| is_title(doc, n)) && !is_title(doc, word) {
        return Some(EntityKind::Company);
    }
    None
}

fn is_title(doc: &Doc, word: &Word) -> bool {
    doc.lexicon.title_class(word.stem).is_some_and(|class| class == "exec")
}

/// Not a place, title, gloss or word of the trade.
fn is_free(doc: &Doc, word: &Word) -> bool {
    let stem = word.stem;
    let ends_in_title = stem
        .char_indices()
        .any(|(at, _)| doc.lexicon.title_class(stem.get(at..).unwrap_or("")).is_some_and(|c| c == "exec"));
    !is_ordinary(doc, stem) && !ends_in_title && doc.lexicon.title_class(stem).is_none() && doc.local(stem).is_none()
}

fn is_ordinary(doc: &Doc, word: &str) -> bool {
    ["generic", "gloss", "org_noun", "company_suffix", "product_noun"].iter().any(|class| doc.lexicon.is(class, word))
}

fn looks_like_name(doc: &Doc, tokenizer: &Tokenizer, stem: &str) -> bool {
    let length = stem.chars().count();
    (2..=12).contains(&length)
        && stem.chars().all(|c| is_hangul(c) || c.is_ascii_alphanumeric() || matches!(c, '&' | '+'))
        && !stem.chars().all(|c| c.is_ascii_digit())
        && !stem.starts_with(|c: char| c.is_ascii_digit())
        && !doc.lexicon.is("place", stem)
        && !is_common(tokenizer, stem)
        && !doc.lexicon.class("org_noun").iter().any(|n| stem.ends_with(n))
}

/// True if the dictionary reads `word` wholly as common words: no proper noun, no foreign letters, no guess.
pub fn is_common(tokenizer: &Tokenizer, word: &str) -> bool {
    let tokens = tokenizer.tokens(word);
    let known = |tag: &str| {
        matches!(tag, "NNG" | "NNB" | "NNBC" | "NP" | "NR" | "MAG" | "MAJ" | "MM" | "IC" | "XPN" | "XSN" | "SN")
    };
    let is_verb = |tag: &str| tag.starts_with('V') || tag.starts_with('E') || tag.starts_with("XS");
    match tokens.as_slice() {
        [] => false,
        [one] => known(&one.tag) || one.tag.contains('+'),
        many => {
            let shortest = many.iter().map(|t| t.span.of(word).chars().count()).min().unwrap_or(0);
            many.iter().all(|t| known(&t.tag)) && shortest >= 2
                || many.len() == 2
                    && many.iter().all(|t| known(&t.tag) || is_verb(&t.tag))
                    && many.iter().any(|t| t.span.of(word).chars().count() >= 2 && known(&t.tag))
        }
    }
}

/// A Korean personal name by its surname: two to four syllables.
pub fn is_korean_name(doc: &Doc, word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    if !(2..=4).contains(&chars.len()) || !chars.iter().all(|c| is_hangul(*c)) {
        return false;
    }
    let one: String = chars.iter().take(1).collect();
    let two: String = chars.iter().take(2).collect();
    if doc.lexicon.is("surname", &two) && chars.len() >= 3 {
        return true;
    }
    doc.lexicon.is("surname", &one) && chars.len() <= 3
}

/// `㈜X`, `(주)X`, `주식회사 X`.
fn corporate_marks(text: &str, found: &mut Vec<(String, EntityKind)>) {
    for mark in ["㈜", "(주)", "주식회사 "] {
        for (at, _) in text.match_indices(mark) {
            let rest = text.get(at + mark.len()..).unwrap_or("").trim_start();
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let name = rest.get(..end).unwrap_or("");
            if (2..=12).contains(&name.chars().count()) {
                found.push((name.to_owned(), EntityKind::Company));
            }
        }
    }
}

/// Quoted names: ‘… 얼라이언스’, 서비스 ‘…’, ‘… 서밋 2024’.
fn quoted(doc: &Doc, line: Span, found: &mut Vec<(String, EntityKind)>) {
    let text = line.of(doc.text);
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices().filter(|(_, c)| is_quote(*c)) {
        let Some(start) = open.replace(at + c.len_utf8()) else { continue };
        let inner = text.get(start..at).unwrap_or("");
        let inner = inner.strip_suffix(')').and_then(|i| i.rsplit_once('(')).map_or(inner, |(name, _)| name);
        let before = text.get(..start).unwrap_or("").trim_end_matches(is_quote);
        let after = text.get(at + c.len_utf8()..).unwrap_or("");
        if let Some(kind) = quoted_kind(doc, inner, before, after) {
            found.push((inner.to_owned(), kind));
        }
    }
}

fn quoted_kind(doc: &Doc, inner: &str, before: &str, after: &str) -> Option<EntityKind> {
    let length = inner.chars().count();
    if !(2..=30).contains(&length) || inner.trim() != inner || inner.contains([',', '?', '!', '…']) {
        return None;
    }
    if doc.lexicon.hits(inner).iter().any(|h| h.start == 0 && h.end == inner.len() && !h.is_ambiguous) {
        return None;
    }
    let bare = inner.split('(').next().unwrap_or(inner).trim_end();
    let n_words = bare.split(' ').count();
    let ends = |class: &str| doc.lexicon.class(class).iter().any(|w| bare.ends_with(w) && bare != *w);
    let last_head = before.trim_end().rsplit([' ', '·', ',', '(']).next().unwrap_or("");
    let head = last_head.strip_suffix('인').unwrap_or(last_head);
    let headed = |class: &str| before.ends_with(' ') && doc.lexicon.class(class).iter().any(|w| head.ends_with(w));
    let has_sentence = bare.ends_with(['다', '요', '자', '라', '까']) && n_words > 1;
    if has_sentence || n_words > 6 {
        return None;
    }
    let year = bare
        .rsplit(' ')
        .next()
        .is_some_and(|w| w.len() == 4 && w.starts_with("20") && w.chars().all(|c| c.is_ascii_digit()));
    let told_event = after.starts_with(" 행사") || headed("event_word") || head.ends_with("행사");
    if ends("alliance_word") && n_words > 1 {
        return Some(EntityKind::Alliance);
    }
    if told_event || n_words > 1 && (year || ends("event_word")) {
        return Some(EntityKind::Event);
    }
    if bare.ends_with("센터")
        && n_words <= 4
        && (2..=16).contains(&length)
        && after.starts_with(['를', '가', '는', '에', ' '])
    {
        return Some(EntityKind::Institution);
    }
    if ends("institution_suffix")
        && length >= 5
        && !doc.lexicon.is("generic", bare)
        && (headed("org_noun") || n_words == 1)
    {
        return Some(EntityKind::Institution);
    }
    let is_firm = ends("company_suffix") && n_words <= 5;
    let is_name = (n_words <= 3 || is_firm) && !doc.lexicon.is("generic", bare) && !doc.lexicon.is("gloss", bare);
    if is_name && headed("org_noun") {
        return Some(EntityKind::Company);
    }
    let product = headed("product_noun") || n_words <= 3 && is_product(doc, inner, before, after);
    (is_name && product).then_some(EntityKind::Product)
}

/// True for a quoted name that is offered (‘…’을 출시), described (‘…’ 서비스) or coined by the company before it.
fn is_product(doc: &Doc, inner: &str, before: &str, after: &str) -> bool {
    let is_company =
        |m: &&Mention| before.trim_end().ends_with(m.span.of(doc.text)) && doc.kind(m.entity) == EntityKind::Company;
    let owner = doc.mentions.iter().find(is_company).is_some();
    let is_coined = inner.chars().any(|c| c.is_ascii_alphabetic()) && inner.split(' ').count() <= 2;
    let told = after.trim_start_matches(['을', '를', '은', '는', '도', ' ']);
    let offered =
        ["내놓", "출시", "공개", "개발", "선보", "적용", "도입", "운영", "서비스"].iter().any(|w| told.starts_with(w))
            && after != told;
    let described =
        after.strip_prefix(' ').is_some_and(|t| doc.lexicon.class("product_noun").iter().any(|w| t.starts_with(w)));
    offered || described || owner && before.ends_with(' ') && is_coined
}

/// `X(Y)` where X has just been found.
fn bracket_aliases(doc: &mut Doc) {
    let mut found = Vec::new();
    for (form, entity) in doc.local_forms() {
        for (at, _) in doc.text.match_indices(form) {
            let after = doc.text.get(at + form.len()..).unwrap_or("").trim_start_matches(is_quote);
            let Some(inner) = after.strip_prefix('(').and_then(|t| t.split(')').next()) else { continue };
            found.extend(
                inner.split(',').filter_map(|p| define::alias_in(doc, form, doc.kind(entity), p)).map(|a| (a, entity)),
            );
        }
    }
    for (alias, entity) in found {
        doc.alias(&alias, entity);
    }
}
