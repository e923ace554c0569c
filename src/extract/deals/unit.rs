//! A sentence as units: organisations, lists of them and words that stand for them, each with the case its particle
//! gives.

use super::{discourse::Discourse, pronoun};
use crate::{
    extract::{
        EntityKind, boundary,
        doc::{Doc, Mention},
        lexicon::{Case, Class},
        title::title_at,
    },
    text::{
        Span,
        form::{bracket_length, first_run, is_hangul, is_quote, without_brackets},
    },
};

/// One noun phrase that names organisations.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Indexes into the document's entities, in order, each once.
    pub entities: Vec<usize>,
    /// From the first name to the end of the particle.
    pub span: Span,
    /// What the particle says.
    pub case: Case,
    /// The list is open: "… 등".
    pub is_open: bool,
    /// A pronoun (양사, 이들) or a person who speaks for the organisation.
    pub is_indirect: bool,
    /// "A를 비롯해": joins the list after it.
    includes: bool,
    /// "A 자회사 B": only describes the next name.
    pub describes: bool,
}

/// Words that may stand before a name in a list.
const DESCRIBING: [Class; 5] = [Class::Generic, Class::Gloss, Class::OrgNoun, Class::Place, Class::ProductNoun];
/// What stands in the place of a particle: "A 역시 투자했다", and in lists of filings "▲ A = …".
const TOO: [&str; 3] = [" 역시 ", " 또한 ", " = "];
/// Endings of verbs and of nouns with a particle that a description has not.
const VERBAL: [char; 16] =
    ['고', '해', '며', '는', '은', '을', '를', '이', '가', '에', '로', '서', '다', '와', '과', '한'];
/// Brackets between a name and its particle that are longer than this, in bytes, end the phrase.
const MAX_BRACKET: usize = 90;

impl Unit {
    /// A unit of names with one particle.
    pub fn new(entities: Vec<usize>, span: Span, case: Case) -> Self {
        Self { entities, span, case, is_open: false, is_indirect: false, includes: false, describes: false }
    }

    /// True if any of its entities is an alliance.
    pub fn has_alliance(&self, doc: &Doc) -> bool {
        self.entities.iter().any(|e| doc.kind(*e) == EntityKind::Alliance)
    }
}

/// The units of a sentence, in order.
pub fn units(doc: &Doc, sentence: Span, discourse: &Discourse) -> Vec<Unit> {
    let mut items = named(doc, sentence);
    items.extend(pronouns(doc, sentence, discourse, &items));
    items.sort_by_key(|u| u.span.start);
    join(doc, items, sentence)
}

/// Mentions of organisations, and persons standing for theirs.
fn named(doc: &Doc, sentence: Span) -> Vec<Unit> {
    let mut items: Vec<Unit> = Vec::new();
    for mention in doc.mentions_in(sentence) {
        let is_person = doc.kind(mention.entity) == EntityKind::Person;
        let Some(entity) = organisation(doc, mention) else { continue };
        if items.last().is_some_and(|last| last.span.contains(mention.span)) {
            continue; // in the bracket after a name
        }
        let goes_on = items.last().is_some_and(|last| {
            let gap = Span::new(last.span.end, mention.span.start).of(doc.text);
            let is_near = gap.chars().count() <= 18 && !gap.contains([',', '.', '”', '"']);
            is_near && last.entities == [entity] && (is_person || last.is_indirect)
        });
        let titled = if is_person || goes_on { title_ending(doc, mention.span.end, sentence) } else { None };
        let (end, case) = titled.unwrap_or_else(|| particle_after(doc, mention.span.end, sentence));
        match items.last_mut().filter(|_| goes_on) {
            Some(last) => {
                (last.span.end, last.case, last.is_indirect) = (end, case, true);
            }
            None => {
                let mut unit = Unit::new(vec![entity], Span::new(mention.span.start, end), case);
                unit.is_indirect = is_person;
                unit.describes = describes(doc, &unit, sentence);
                if unit.describes {
                    unit.case = Case::Of;
                }
                items.push(unit);
            }
        }
    }
    items
}

/// The organisation that a mention speaks of: itself, or a person's.
fn organisation(doc: &Doc, mention: &Mention) -> Option<usize> {
    let draft = doc.entities.get(mention.entity)?;
    if draft.kind == EntityKind::Person {
        draft.org
    } else {
        Some(mention.entity).filter(|_| draft.kind.is_organisation())
    }
}

/// "A 자회사 B", "A 산하 B": A only describes B.
fn describes(doc: &Doc, unit: &Unit, sentence: Span) -> bool {
    let rest = Span::new(unit.span.end, sentence.end).of(doc.text).trim_start();
    matches!(unit.case, Case::Bare | Case::Of)
        && [Class::ChildWord, Class::AffiliateWord, Class::ParentWord]
            .iter()
            .any(|class| doc.lexicon.begins(*class, rest))
}

/// Where the phrase of a name that ends at `from` ends, past brackets, a closing quote and the particle; and its case.
fn particle_after(doc: &Doc, from: usize, sentence: Span) -> (usize, Case) {
    let mut at = from;
    loop {
        let rest = Span::new(at, sentence.end).of(doc.text);
        let next = rest.chars().next();
        if next == Some('(') {
            match bracket_length(rest) {
                0 => return (from, Case::Bare),
                length if length > MAX_BRACKET => return (from, Case::Bare),
                length => at += length,
            }
        } else if let Some(quote) = next.filter(|c| is_quote(*c)) {
            at += quote.len_utf8();
        } else {
            let (case, length) = boundary::particle(doc.lexicon, rest).unwrap_or((Case::Bare, 0));
            let also = TOO.iter().find(|w| case == Case::Bare && rest.starts_with(**w));
            return also.map_or((at + length, case), |word| (at + word.len(), Case::Topic));
        }
    }
}

/// `… 대표는`: the title after a name and its particle.
fn title_ending(doc: &Doc, from: usize, sentence: Span) -> Option<(usize, Case)> {
    let rest = Span::new(from, sentence.end).of(doc.text);
    let skipped = rest.len() - rest.trim_start_matches([' ', '의']).len();
    let length = title_at(doc, rest.get(skipped..)?)?;
    Some(particle_after(doc, from + skipped + length, sentence))
}

/// 양사, 3사, 5개사, 이들, 이 회사: resolved by what was told before.
fn pronouns(doc: &Doc, sentence: Span, discourse: &Discourse, items: &[Unit]) -> Vec<Unit> {
    let mut out = Vec::new();
    for found in pronoun::find(doc.lexicon, sentence.of(doc.text)) {
        let word = Span::new(sentence.start + found.span.start, sentence.start + found.span.end);
        if items.iter().any(|u| u.span.start <= word.start && word.start < u.span.end) {
            continue;
        }
        let (end, case) = particle_after(doc, word.end, sentence);
        let followed = doc.text.get(word.end..).and_then(|t| t.chars().next());
        if end == word.end && followed.is_some_and(is_hangul) {
            continue;
        }
        let entities = discourse.group(doc, &found, sentence.start);
        if !entities.is_empty() {
            out.push(Unit { is_indirect: true, ..Unit::new(entities, Span::new(word.start, end), case) });
        }
    }
    out
}

/// Joins neighbours that a separator links into lists, and gives each list the particle at its end.
fn join(doc: &Doc, items: Vec<Unit>, sentence: Span) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::new();
    let mut described: Vec<Unit> = Vec::new();
    for item in items {
        if item.describes {
            described.push(item);
            continue;
        }
        let linked = out.last().is_some_and(|last| links(doc, last, &item, &described));
        match out.last_mut() {
            Some(last) if linked => {
                for entity in &item.entities {
                    if !last.entities.contains(entity) {
                        last.entities.push(*entity);
                    }
                }
                last.span.end = item.span.end;
                last.case = item.case;
                last.is_indirect |= item.is_indirect;
                last.includes = false;
            }
            _ => out.push(item),
        }
        if let Some(last) = out.last_mut() {
            tail(doc, last, sentence);
        }
    }
    out.extend(described);
    out.sort_by_key(|u| u.span.start);
    out
}

fn links(doc: &Doc, last: &Unit, item: &Unit, described: &[Unit]) -> bool {
    let between = Span::new(last.span.end, item.span.start);
    let mut gap = between.of(doc.text).to_owned();
    for unit in described.iter().filter(|u| between.contains(u.span)) {
        gap = gap.replacen(unit.span.of(doc.text), "", 1);
    }
    let gap = gap.as_str();
    if last.includes {
        return gap.chars().count() <= 14;
    }
    if last.is_open || gap.chars().count() > 40 || last.has_alliance(doc) != item.has_alliance(doc) {
        return false;
    }
    let (gap, _) = without_brackets(gap);
    let separator = gap.trim_start_matches(is_quote).trim_start();
    let rest = ["·", ",", "ㆍ", "∙", "‧", "/", "및 ", "그리고 ", "-"].iter().find_map(|s| separator.strip_prefix(s));
    match (last.case, rest) {
        (Case::Bare, Some(rest)) => only_descriptions(doc, rest),
        (Case::With, None) => gap.starts_with(' ') && only_descriptions(doc, &gap) && !modifies(doc, item),
        (Case::With, Some(rest)) => separator.starts_with(',') && only_descriptions(doc, rest),
        _ => false,
    }
}

/// "A와 B 제품을": a bare name before a noun only describes that noun, so that A and B are no list.
fn modifies(doc: &Doc, item: &Unit) -> bool {
    let rest = doc.text.get(item.span.end..).unwrap_or("");
    let goes_on = [" 등", " 간", " 사이", " 양사", " 두 ", " 세 ", " 모두", " 측", " 그리고", " 및"]
        .iter()
        .any(|w| rest.starts_with(w));
    item.case == Case::Bare && rest.starts_with(' ') && !goes_on && !starts_with_count(rest)
}

/// " 3사가", " 5개 기관은".
fn starts_with_count(rest: &str) -> bool {
    rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// True if only words that describe the next name stand here (미국 AI 기업): known ones, or any without a particle
/// before a noun for organisations.
fn only_descriptions(doc: &Doc, text: &str) -> bool {
    let text = text.trim_matches(|c: char| is_quote(c) || c.is_whitespace());
    let words: Vec<&str> = text.split([' ', '·']).map(|w| w.trim_matches(is_quote)).filter(|w| !w.is_empty()).collect();
    let describes = |word: &&str| {
        doc.lexicon.is_any(&DESCRIBING, word)
            || doc.lexicon.ends(Class::OrgNoun, word)
            || matches!(*word, "그리고" | "및")
    };
    let is_plain = |word: &&str| !word.ends_with(VERBAL) && !word.contains([',', '.', '(', ')']);
    let is_headed = words
        .last()
        .is_some_and(|last| doc.lexicon.ends(Class::OrgNoun, last) || doc.lexicon.is(Class::ProductNoun, last));
    words.len() <= 5 && (words.iter().all(describes) || is_headed && words.iter().all(is_plain))
}

/// "등 글로벌 통신사들과", "등 15개사가": the case stands at the end of the phrase. "를 비롯해" opens a list.
fn tail(doc: &Doc, unit: &mut Unit, sentence: Span) {
    let rest = doc.text.get(unit.span.end..sentence.end).unwrap_or("");
    let opened = rest.trim_start_matches(is_quote).trim_start();
    if unit.case == Case::Object && ["비롯", "포함"].iter().any(|w| opened.starts_with(w)) {
        unit.includes = true;
        return;
    }
    if let Some((case, end)) = body_of(doc, unit, sentence) {
        (unit.case, unit.span.end) = (case, end);
        return;
    }
    if unit.case != Case::Bare {
        return;
    }
    let Some(after) = opened.strip_prefix('등') else { return };
    unit.is_open = true;
    let offset = unit.span.end + (rest.len() - after.len());
    if let Some((case, length)) = boundary::particle(doc.lexicon, after) {
        unit.case = case;
        unit.span.end = offset + length;
        return;
    }
    let mut at = offset;
    for word in after.split_inclusive(' ').take(6) {
        let start = at;
        at += word.len();
        let clean = word.trim_end().trim_end_matches(',');
        if doc.mentions_over(Span::new(start, at)).iter().any(|m| m.span.start >= start) {
            return;
        }
        let (stem, case) = counted(doc, clean).unwrap_or_else(|| boundary::split(doc.lexicon, clean));
        let is_noun = !stem.ends_with(['하', '되', '던', '인']);
        let case = case.filter(|_| is_noun && !clean.is_empty());
        if let Some(case) = case.filter(|c| !matches!(c, Case::Other | Case::Copula | Case::Toward)) {
            unit.case = case;
            unit.span.end = start + clean.len();
            return;
        }
    }
}

/// "곳은", "사가": a counter of one syllable with its particle.
fn counted<'w>(doc: &Doc, word: &'w str) -> Option<(&'w str, Option<Case>)> {
    let rest = ["곳", "사"].iter().find_map(|counter| word.strip_prefix(counter))?;
    let case = doc.lexicon.particle(rest)?;
    Some((word.strip_suffix(rest)?, Some(case)))
}

/// "A 연구진과", "A의 연구조직은": a body of A that acts for it, with the case of that word.
fn body_of(doc: &Doc, unit: &Unit, sentence: Span) -> Option<(Case, usize)> {
    let rest = Span::new(unit.span.end, sentence.end).of(doc.text).strip_prefix(' ')?;
    let word = first_run(rest, |c| c != ' ').trim_end_matches(',');
    let place = Span::new(unit.span.end + 1, unit.span.end + 1 + word.len());
    if !matches!(unit.case, Case::Bare | Case::Of) || !doc.mentions_over(place).is_empty() {
        return None;
    }
    let (stem, case) = boundary::split(doc.lexicon, word);
    let ends_list = rest.get(word.len()..).is_some_and(|t| t.starts_with(','));
    let case = case.or(ends_list.then_some(Case::Bare))?;
    let fits = !matches!(case, Case::Other | Case::Copula | Case::Of);
    (fits && doc.lexicon.ends(Class::BodyWord, stem)).then_some((case, place.end))
}
