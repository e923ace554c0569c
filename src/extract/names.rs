//! Stage 3: mentions. Known names first, then the article's own definitions, then unknown names; what was found
//! once with good evidence is found everywhere in the article.

use super::{
    EntityKind, boundary, define,
    doc::{Doc, Mention},
    generic,
    lexicon::{Case, Class, Hit, TitleClass},
    tagger::Tagger,
    unknown,
};
use crate::text::{
    Span,
    dictionary::Tokenizer,
    form::{bracket_length, bracketed, first_run, is_quote, last_run, without_brackets},
};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::HashSet;

/// The longest gap, in bytes, that a list separator with a bracket before it fills.
const MAX_GAP: usize = 60;

/// Fills `doc.entities` and `doc.mentions` with everything but persons. Returns the likely names of persons.
pub fn find(doc: &mut Doc, tokenizer: &Tokenizer, tagger: &Tagger) -> Vec<String> {
    let hits = known(doc);
    let people = unknown::find(doc, tokenizer, tagger);
    // An ambiguous form counts as well once a definition or an unknown name's rule has confirmed it.
    let entries: HashSet<usize> = doc.entities.iter().filter_map(|e| e.entry).collect();
    let confirmed: Vec<Hit> = hits.into_iter().filter(|h| entries.contains(&h.entry)).collect();
    place(doc, &confirmed);
    generic::alliances(doc);
    generic::groups(doc);
    people
}

/// Known names and the article's own definitions. Returns the lexicon's hits, the doubtful ones too.
pub fn known(doc: &mut Doc) -> Vec<Hit> {
    let hits = lexicon_hits(doc);
    let sure = certain(doc, &hits);
    for hit in &sure {
        doc.known(hit.entry);
    }
    place(doc, &sure);
    define::brackets(doc);
    place(doc, &sure);
    hits
}

/// Lexicon hits of every line, in text offsets, in order. A name with a bracket inside (이앤(e&)그룹) is found without
/// it. The article's own newspaper is no entity.
fn lexicon_hits(doc: &Doc) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (line, _) in &doc.lines {
        let text = line.of(doc.text);
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
        hits.extend(found.into_iter().map(|h| Hit { start: h.start + line.start, end: h.end + line.start, ..h }));
    }
    hits.sort_by_key(|h| h.start);
    let outlet = doc.article.meta.outlet.as_deref();
    hits.retain(|h| outlet.is_none() || doc.text.get(h.start..h.end) != outlet);
    hits
}

/// Hits that need no more evidence: unambiguous ones, and ambiguous ones in a context that names something.
fn certain(doc: &Doc, hits: &[Hit]) -> Vec<Hit> {
    let mut named: HashSet<usize> = hits.iter().filter(|h| !h.is_ambiguous).map(|h| h.entry).collect();
    for (at, hit) in hits.iter().enumerate() {
        if !named.contains(&hit.entry) && speaks_of_a_name(doc, hits, at, hit) {
            named.insert(hit.entry);
        }
    }
    hits.iter().filter(|h| named.contains(&h.entry)).copied().collect()
}

/// Evidence around the ambiguous form `hits[at]`: a name beside it in a list, an appositive (기업 람다), a title after
/// it, a ㈜, quotation marks, or a Latin bracket after it.
fn speaks_of_a_name(doc: &Doc, hits: &[Hit], at: usize, hit: &Hit) -> bool {
    let (before, after) = (doc.line_before(hit.start), doc.text.get(hit.end..).unwrap_or(""));
    let kind = doc.lexicon.entries.get(hit.entry).map_or(EntityKind::Company, |e| e.kind);
    let form = doc.text.get(hit.start..hit.end).unwrap_or("");
    if matches!(kind, EntityKind::Product | EntityKind::Event | EntityKind::Alliance) {
        let quoted = before.ends_with(is_quote) && after.starts_with(is_quote);
        return quoted || follows(doc, before, Class::ProductNoun) && !after.starts_with('·');
    }
    let capitals = form.chars().filter(char::is_ascii_uppercase).count();
    before.ends_with('㈜')
        || before.ends_with("(주)")
        || after.starts_with('㈜')
        || after.starts_with("그룹")
        || capitals >= 2 && form.is_ascii() && !doc.lexicon.is(Class::Gloss, form)
        || follows(doc, before, Class::OrgNoun)
        || kind == EntityKind::Institution && acts(doc, form, after)
        || !doc.lexicon.is(Class::Place, form)
            && (is_listed(doc, hits, at, hit) || is_titled(doc, after) || is_explained(doc, after))
}

/// True if the name of an area stands as one who acts: "하남시는", "완주군과".
fn acts(doc: &Doc, form: &str, after: &str) -> bool {
    let case = boundary::particle(doc.lexicon, after).map(|(case, _)| case);
    form.chars().count() >= 3
        && form.ends_with(['시', '군', '구', '도'])
        && matches!(case, Some(Case::Topic | Case::Subject | Case::With))
}

/// True if a form that is a name for sure stands beside it in a list.
fn is_listed(doc: &Doc, hits: &[Hit], at: usize, hit: &Hit) -> bool {
    let sure = |h: &&Hit| !h.is_ambiguous && h.entry != hit.entry;
    let before = hits.get(..at).unwrap_or(&[]).iter().rev().take_while(|h| h.end + MAX_GAP >= hit.start);
    let after = hits.get(at + 1..).unwrap_or(&[]).iter().take_while(|h| h.start <= hit.end + MAX_GAP);
    before.filter(sure).any(|h| joins(doc, h.end, hit.start))
        || after.filter(sure).any(|h| joins(doc, hit.end, h.start))
}

/// True if nothing but a list separator (·, comma, 와/과, 및, brackets) lies between two places.
fn joins(doc: &Doc, from: usize, to: usize) -> bool {
    let Some(gap) = doc.text.get(from..to).filter(|gap| gap.len() <= MAX_GAP) else { return false };
    let (bare, _) = without_brackets(gap);
    let bare = bare.trim_matches(is_quote);
    matches!(bare.trim(), "·" | "," | "와" | "과" | "및" | "ㆍ" | "/" | "와," | "‧" | "∙" | "•" | "-")
}

/// True if the last word before the name ends in a word of that class, or in such a word with 인.
fn follows(doc: &Doc, before: &str, class: Class) -> bool {
    let before = before.trim_end_matches(is_quote);
    let word = last_run(before.trim_end(), |c| !matches!(c, ' ' | '·' | ','));
    before.ends_with(' ') && doc.lexicon.ends(class, word.strip_suffix('인').unwrap_or(word))
}

/// True if a title of management follows.
fn is_titled(doc: &Doc, after: &str) -> bool {
    let word = first_run(after.strip_prefix(' ').unwrap_or(""), char::is_alphanumeric);
    let (stem, _) = boundary::split(doc.lexicon, word);
    [word, stem].iter().any(|w| doc.lexicon.title(w) == Some(TitleClass::Exec))
}

/// True if a bracket with the Latin name or a gloss follows.
fn is_explained(doc: &Doc, after: &str) -> bool {
    bracketed(after).is_some_and(|inner| {
        let latin = inner.chars().filter(char::is_ascii_alphabetic).count();
        latin >= 2 && inner.chars().all(|c| c.is_ascii() && c != '%') || doc.lexicon.is(Class::Gloss, inner)
    })
}

/// Writes `doc.mentions`: the given lexicon hits together with the article's own forms, the longer one first.
fn place(doc: &mut Doc, hits: &[Hit]) {
    let mut found: Vec<Mention> = Vec::new();
    for hit in hits {
        let entity = doc.known(hit.entry);
        found.push(Mention { span: extended(doc, Span::new(hit.start, hit.end), entity), entity });
    }
    let own = occurrences(doc, &doc.local_forms());
    found.extend(own.into_iter().map(|m| Mention { span: extended(doc, m.span, m.entity), ..m }));
    // What the article itself defines goes before what the lexicon says of the same form.
    let is_own = |m: &Mention| doc.local(m.span.of(doc.text)) == Some(m.entity);
    found.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), !is_own(m), m.entity));
    let mut kept: Vec<Mention> = Vec::with_capacity(found.len());
    for mention in found {
        match kept.last_mut() {
            Some(last) if last.span.overlaps(mention.span) => {
                if mention.span.len() > last.span.len() {
                    *last = mention;
                }
            }
            _ => kept.push(mention),
        }
    }
    doc.mentions = kept;
}

/// Every place in the article at which one of the forms stands as a whole name; those of a line in order. Linear.
pub fn occurrences(doc: &Doc, forms: &[(&str, usize)]) -> Vec<Mention> {
    let mut found = Vec::new();
    let patterns = forms.iter().map(|(form, _)| *form);
    // Built for one article: the kind that is built fastest.
    let kind = Some(AhoCorasickKind::NoncontiguousNFA);
    let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).kind(kind).build(patterns).ok();
    let Some(automaton) = automaton.filter(|_| !forms.is_empty()) else { return found };
    for (line, _) in &doc.lines {
        let text = line.of(doc.text);
        for m in automaton.find_overlapping_iter(text) {
            let Some((_, entity)) = forms.get(m.pattern().as_usize()) else { continue };
            if boundary::is_whole(doc.lexicon, text, m.start(), m.end()) {
                let span = Span::new(line.start + m.start(), line.start + m.end());
                found.push(Mention { span, entity: *entity });
            }
        }
    }
    found
}

/// Events take the year after them and the ordinal before them (2차 …, CES 2020), products a version number.
fn extended(doc: &Doc, span: Span, entity: usize) -> Span {
    let after = doc.text.get(span.end..).unwrap_or("");
    match doc.kind(entity) {
        EntityKind::Event => {
            let before = doc.text.get(..span.start).unwrap_or("");
            Span::new(span.start - ordinal_length(before), span.end + year_length(after))
        }
        EntityKind::Product => {
            let version = first_run(after.strip_prefix(' ').unwrap_or(""), |c| c.is_ascii_digit() || c == '.');
            let is_version = version.contains('.') && !version.ends_with('.') && version.len() <= 4;
            Span::new(span.start, span.end + if is_version { 1 + version.len() } else { 0 })
        }
        _ => span,
    }
}

/// The length of a bracket and a year of this century at the start of `after`: ` 2024`, `(MWC) 2024`.
fn year_length(after: &str) -> usize {
    let rest = after.get(bracket_length(after)..).unwrap_or("");
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let year = first_run(rest, |c| c.is_ascii_digit());
    let is_year = year.len() == 4 && year.starts_with("20") && !rest.get(4..).is_some_and(|r| r.starts_with('년'));
    if is_year { after.len() - rest.len() + 4 } else { 0 }
}

/// The length of an ordinal and its space at the end of `before`: `제2회 `.
fn ordinal_length(before: &str) -> usize {
    let word = last_run(before.trim_end_matches(' '), char::is_alphanumeric);
    let ordinal = word.trim_start_matches('제');
    let is_ordinal = ordinal.ends_with(['차', '회']) && ordinal.starts_with(|c: char| c.is_ascii_digit());
    if is_ordinal && before.ends_with(' ') { word.len() + 1 } else { 0 }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use crate::extract::{
        EntityKind,
        sample::{aliases, entity, kind, names},
    };

    #[test]
    fn all_forms_of_a_known_name_are_one_entity() {
        assert_eq!(aliases("SK텔레콤은 1일 밝혔다. SKT는 커졌다.", "SK텔레콤"), ["SKT"]);
    }

    #[test]
    fn particles_are_no_part_of_a_name() {
        assert_eq!(names("카카오와의 협력을 네이버에서도 KT가 맡는다."), ["카카오", "네이버", "KT"]);
    }

    #[test]
    fn a_name_in_another_word_is_none() {
        assert_eq!(names("KTX를 타고 간다."), [""; 0]);
    }

    #[test]
    fn an_ambiguous_name_needs_evidence() {
        assert_eq!(names("람다 함수를 썼다."), [""; 0]);
        assert_eq!(names("클라우드 기업 람다는 나섰다."), ["람다"]);
    }

    #[test]
    fn a_name_with_a_bracket_inside_is_one() {
        assert_eq!(names("이앤(e&)그룹은 나섰다."), ["이앤그룹"]);
    }

    #[test]
    fn events_take_their_year_and_products_their_version() {
        assert_eq!(names("삼성전자는 CES 2024에 나왔다."), ["삼성전자", "CES 2024"]);
        assert_eq!(kind("삼성전자는 CES 2024에 나왔다.", "CES 2024"), Some(EntityKind::Event));
    }

    #[test]
    fn mentions_are_sorted_and_apart() {
        let text = "KT는 KT와 SK텔레콤(SKT)을 알렸다. KT는 컸다.";
        let spans: Vec<_> = entity(text, "KT").mentions.iter().map(|s| s.of(text)).collect();
        assert_eq!(spans, ["KT", "KT", "KT"]);
    }
}
