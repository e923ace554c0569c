//! Stage 3: mentions. Known names first, then the article's own definitions, then unknown names; what was found
//! once with good evidence is found everywhere in the article.

use super::{
    EntityKind, boundary, define,
    doc::{Doc, Mention, is_quote, without_brackets},
    generic,
    lexicon::Hit,
    unknown,
};
use crate::text::{Span, dictionary::Tokenizer};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::HashSet;

/// Fills `doc.entities` and `doc.mentions` with everything but persons.
pub fn find(doc: &mut Doc, tokenizer: &Tokenizer) {
    let hits = lexicon_hits(doc);
    let sure = certain(doc, &hits);
    for hit in &sure {
        doc.known(hit.entry);
    }
    place(doc, &sure);
    define::brackets(doc);
    place(doc, &sure);
    unknown::find(doc, tokenizer);
    place(doc, &sure);
    let late = accept_late(doc, &hits, &sure);
    if late.len() > sure.len() {
        place(doc, &late);
    }
    generic::alliances(doc);
    generic::groups(doc);
}

/// Lexicon hits of every line, in text offsets. A name with a bracket inside (이앤(e&)그룹) is found without it.
fn lexicon_hits(doc: &Doc) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (line, _) in &doc.lines {
        let text = line.of(doc.text);
        let shift = |h: Hit| Hit { start: h.start + line.start, end: h.end + line.start, ..h };
        let mut found = doc.lexicon.hits(text);
        if text.contains('(') {
            let (bare, places) = without_brackets(text);
            for hit in doc.lexicon.hits(&bare) {
                let (Some(start), Some(last)) = (places.get(hit.start), places.get(hit.end - 1)) else { continue };
                let (start, end) = (*start, *last + 1);
                if end - start > hit.end - hit.start {
                    found.retain(|h| h.end <= start || h.start >= end);
                    found.push(Hit { start, end, ..hit });
                }
            }
        }
        hits.extend(found.into_iter().map(shift));
    }
    hits.sort_by_key(|h| h.start);
    hits.retain(|h| !is_own_outlet(doc, h));
    hits
}

/// The article's own newspaper is no entity.
fn is_own_outlet(doc: &Doc, hit: &Hit) -> bool {
    let name = doc.text.get(hit.start..hit.end);
    doc.article.meta.outlet.is_some() && doc.article.meta.outlet.as_deref() == name
}

/// Hits that need no more evidence: unambiguous ones, and ambiguous ones in a context that names something.
fn certain(doc: &Doc, hits: &[Hit]) -> Vec<Hit> {
    let clear: HashSet<usize> = hits.iter().filter(|h| !h.is_ambiguous).map(|h| h.entry).collect();
    let by_context = |h: &Hit| clear.contains(&h.entry) || speaks_of_a_name(doc, hits, h);
    let named: HashSet<usize> = hits.iter().filter(|h| h.is_ambiguous && by_context(h)).map(|h| h.entry).collect();
    hits.iter().filter(|h| !h.is_ambiguous || named.contains(&h.entry)).copied().collect()
}

/// Ambiguous hits whose form a definition or an unknown-name rule has since confirmed.
fn accept_late(doc: &Doc, hits: &[Hit], sure: &[Hit]) -> Vec<Hit> {
    let mut all = sure.to_vec();
    let entries: HashSet<usize> = doc.entities.iter().filter_map(|e| e.entry).collect();
    all.extend(hits.iter().filter(|h| h.is_ambiguous && entries.contains(&h.entry) && !sure.contains(h)));
    all.sort_by_key(|h| h.start);
    all
}

/// Evidence around an ambiguous form: a name beside it in a list, an appositive (기업 람다), a title after it,
/// a ㈜, quotation marks, or a Latin bracket after it.
fn speaks_of_a_name(doc: &Doc, hits: &[Hit], hit: &Hit) -> bool {
    let (before, after) = (doc.text.get(..hit.start).unwrap_or(""), doc.text.get(hit.end..).unwrap_or(""));
    let line_before = before.rsplit('\n').next().unwrap_or("");
    let kind = doc.lexicon.entries.get(hit.entry).map_or(EntityKind::Company, |e| e.kind);
    let form = doc.text.get(hit.start..hit.end).unwrap_or("");
    if matches!(kind, EntityKind::Product | EntityKind::Event | EntityKind::Alliance) {
        let quoted = line_before.ends_with(is_quote) && after.starts_with(is_quote);
        return quoted || follows(doc, line_before, "product_noun") && !after.starts_with('·');
    }
    if line_before.ends_with('㈜')
        || line_before.ends_with("(주)")
        || after.starts_with('㈜')
        || after.starts_with("그룹")
    {
        return true;
    }
    let is_place = doc.lexicon.is("place", form);
    let capitals = form.chars().filter(char::is_ascii_uppercase).count();
    if capitals >= 2 && form.is_ascii() && !doc.lexicon.is("gloss", form) {
        return true;
    }
    let listed = |h: &Hit| h.entry != hit.entry && (joins(doc, h.end, hit.start) || joins(doc, hit.end, h.start));
    if !is_place && hits.iter().filter(|h| !h.is_ambiguous).any(listed) {
        return true;
    }
    if follows(doc, line_before, "org_noun") {
        return true;
    }
    if titled(doc, after) && !is_place {
        return true;
    }
    after.strip_prefix('(').is_some_and(|inner| {
        let inner = inner.split(')').next().unwrap_or("");
        let latin = inner.chars().filter(char::is_ascii_alphabetic).count();
        latin >= 2 && inner.chars().all(|c| c.is_ascii() && c != '%') || doc.lexicon.is("gloss", inner)
    }) && !is_place
}

/// True if nothing but a list separator (·, comma, 와/과, 및, brackets) lies between two places.
fn joins(doc: &Doc, from: usize, to: usize) -> bool {
    let Some(gap) = doc.text.get(from..to) else { return false };
    if gap.len() > 60 {
        return false;
    }
    let (bare, _) = without_brackets(gap);
    let bare = bare.trim_matches(is_quote);
    matches!(bare.trim(), "·" | "," | "와" | "과" | "및" | "ㆍ" | "/" | "와," | "‧" | "∙" | "•" | "-")
}

/// True if the last word before the name is of that class, or is the class's word with 인.
fn follows(doc: &Doc, before: &str, class: &str) -> bool {
    let before = before.trim_end_matches(is_quote);
    if !before.ends_with(' ') {
        return false;
    }
    let word = before.trim_end().rsplit([' ', '·', ',']).next().unwrap_or("");
    let word = word.strip_suffix('인').unwrap_or(word);
    doc.lexicon.class(class).iter().any(|w| word.ends_with(w))
}

fn titled(doc: &Doc, after: &str) -> bool {
    let Some(rest) = after.strip_prefix(' ') else { return false };
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    let (stem, _) = boundary::split(doc.lexicon, &word);
    [word.as_str(), stem].iter().any(|w| doc.lexicon.title_class(w).is_some_and(|class| class == "exec"))
}

/// Writes `doc.mentions`: the given lexicon hits together with the article's own forms, the longer one first.
fn place(doc: &mut Doc, hits: &[Hit]) {
    let mut found: Vec<Mention> = Vec::new();
    for hit in hits {
        let entity = doc.known(hit.entry);
        found.push(Mention { span: extended(doc, Span::new(hit.start, hit.end), entity), entity });
    }
    let local = doc.local_forms();
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(local.iter().map(|(form, _)| *form))
        .ok()
        .filter(|_| !local.is_empty());
    for (line, _) in doc.lines.iter().filter(|_| automaton.is_some()) {
        let text = line.of(doc.text);
        for m in automaton.iter().flat_map(|a| a.find_overlapping_iter(text)) {
            let Some((_, entity)) = local.get(m.pattern().as_usize()) else { continue };
            if boundary::is_whole(doc.lexicon, text, m.start(), m.end()) {
                let span = Span::new(line.start + m.start(), line.start + m.end());
                found.push(Mention { span: extended(doc, span, *entity), entity: *entity });
            }
        }
    }
    // What the article itself defines goes before what the lexicon says of the same form.
    let is_own = |m: &Mention| doc.local(m.span.of(doc.text)) == Some(m.entity);
    found.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), !is_own(m), m.entity));
    let mut kept: Vec<Mention> = Vec::with_capacity(found.len());
    for mention in found {
        match kept.last() {
            Some(last) if last.span.overlaps(mention.span) => {
                if mention.span.len() > last.span.len() {
                    kept.pop();
                    kept.push(mention);
                }
            }
            _ => kept.push(mention),
        }
    }
    doc.mentions = kept;
}

/// Events take the year after them and the ordinal before them (2차 …, CES 2020), products a version number.
fn extended(doc: &Doc, span: Span, entity: usize) -> Span {
    let mut span = span;
    let after = doc.text.get(span.end..).unwrap_or("");
    match doc.kind(entity) {
        EntityKind::Event => {
            let bracket = after.strip_prefix('(').and_then(|t| t.find(')')).map_or(0, |close| close + 2);
            let rest = after.get(bracket..).unwrap_or("");
            let year = rest.strip_prefix(' ').unwrap_or(rest);
            let digits = year.chars().take_while(char::is_ascii_digit).count();
            if digits == 4 && year.starts_with("20") && !year.get(4..).is_some_and(|r| r.starts_with('년')) {
                span.end += after.len() - year.len() + 4;
            }
            let before = doc.text.get(..span.start).unwrap_or("");
            let word = before.trim_end_matches(' ').rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            let ordinal = word.trim_start_matches('제');
            if before.ends_with(' ')
                && ordinal.ends_with(['차', '회'])
                && ordinal.starts_with(|c: char| c.is_ascii_digit())
            {
                span.start -= word.len() + 1;
            }
        }
        EntityKind::Product => {
            let version = after.strip_prefix(' ').unwrap_or("");
            let digits = version.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect::<String>();
            if digits.contains('.') && !digits.ends_with('.') && digits.len() <= 4 {
                span.end += 1 + digits.len();
            }
        }
        _ => {}
    }
    span
}
