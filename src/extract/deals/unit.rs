//! A sentence as units: organisations, lists of them and words that stand for them, each with the case its particle
//! gives.

use super::discourse::Discourse;
use crate::{
    extract::{
        EntityKind, boundary,
        doc::{Doc, Mention, is_quote, without_brackets},
        lexicon::{Case, is_hangul},
        person::title_at,
    },
    text::Span,
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

impl Unit {
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
        let org = doc.entities.get(mention.entity).and_then(|e| e.org);
        let entity = match (is_person, org) {
            (true, Some(org)) => org,
            (true, None) => continue,
            _ if doc.is_organisation(mention.entity) => mention.entity,
            _ => continue,
        };
        if items.last().is_some_and(|last| last.span.contains(mention.span)) {
            continue; // in the bracket after a name
        }
        let gap = items.last().map(|last| doc.text.get(last.span.end..mention.span.start).unwrap_or(""));
        let same_phrase = gap.is_some_and(|g| g.chars().count() <= 18 && !g.contains([',', '.', '”', '"']))
            && items.last().is_some_and(|last| last.entities == [entity] && (is_person || last.is_indirect));
        let (mut end, mut case) = ending(doc, mention, sentence);
        if is_person || same_phrase {
            (end, case) = title_ending(doc, mention.span.end, sentence).unwrap_or((end, case));
        }
        if same_phrase {
            if let Some(last) = items.last_mut() {
                last.span.end = end;
                last.case = case;
                last.is_indirect = true;
            }
            continue;
        }
        let span = Span::new(mention.span.start, end);
        let rest = doc.text.get(end..sentence.end).unwrap_or("").trim_start();
        let describes = matches!(case, Case::Bare | Case::Of)
            && ["자회사", "계열사", "계열", "산하", "완전자회사", "손자회사", "관계사"]
                .iter()
                .any(|w| rest.starts_with(w));
        let case = if describes { Case::Of } else { case };
        items.push(Unit {
            entities: vec![entity],
            span,
            case,
            is_open: false,
            is_indirect: is_person,
            includes: false,
            describes,
        });
    }
    items
}

/// Where a mention's phrase ends: past brackets, a closing quote and the particle.
fn ending(doc: &Doc, mention: &Mention, sentence: Span) -> (usize, Case) {
    particle_after(doc, mention.span.end, sentence)
}

fn particle_after(doc: &Doc, from: usize, sentence: Span) -> (usize, Case) {
    let mut at = from;
    loop {
        let rest = doc.text.get(at..sentence.end).unwrap_or("");
        let next = rest.chars().next();
        if rest.starts_with('(') {
            match rest.find(')') {
                Some(close) if close < 90 => at += close + 1,
                _ => return (from, Case::Bare),
            }
        } else if next.is_some_and(is_quote) {
            at += next.map_or(1, char::len_utf8);
        } else {
            return match boundary::particle(doc.lexicon, rest) {
                Some((case, length)) => (at + length, case),
                None => (at, Case::Bare),
            };
        }
    }
}

/// `… 대표는`: the title after a name and its particle.
fn title_ending(doc: &Doc, from: usize, sentence: Span) -> Option<(usize, Case)> {
    let rest = doc.text.get(from..sentence.end)?;
    let skipped = rest.len() - rest.trim_start_matches([' ', '의']).len();
    let length = title_at(doc, rest.get(skipped..)?)?;
    Some(particle_after(doc, from + skipped + length, sentence))
}

/// 양사, 3사, 5개사, 이들, 이 회사: resolved by what was told before.
fn pronouns(doc: &Doc, sentence: Span, discourse: &Discourse, items: &[Unit]) -> Vec<Unit> {
    let text = sentence.of(doc.text);
    let mut out = Vec::new();
    for (at, length, wanted) in group_words(text) {
        let start = sentence.start + at;
        if items.iter().any(|u| u.span.start <= start && start < u.span.end) {
            continue;
        }
        let (end, case) = particle_after(doc, start + length, sentence);
        let followed = doc.text.get(start + length..).and_then(|t| t.chars().next());
        if end == start + length && followed.is_some_and(is_hangul) {
            continue;
        }
        let entities = discourse.group(doc, wanted, sentence.start);
        if !entities.is_empty() {
            let span = Span::new(start, end);
            out.push(Unit {
                entities,
                span,
                case,
                is_open: false,
                is_indirect: true,
                includes: false,
                describes: false,
            });
        }
    }
    out
}

/// What a pronoun asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Exactly so many organisations.
    Count(usize),
    /// The last group of two or more.
    Group,
    /// The last single company.
    One,
    /// The company last spoken of.
    Topic,
    /// The last one whose name ends so.
    Firm(&'static str),
}

/// Pronouns of a text: place, length in bytes, what they ask for.
fn group_words(text: &str) -> Vec<(usize, usize, Wanted)> {
    const WORDS: &[(&str, Wanted)] = &[
        ("양사", Wanted::Count(2)),
        ("두 회사", Wanted::Count(2)),
        ("세 회사", Wanted::Count(3)),
        ("네 회사", Wanted::Count(4)),
        ("세 기업", Wanted::Count(3)),
        ("이들 두 회사", Wanted::Count(2)),
        ("두 기업", Wanted::Count(2)),
        ("두 기관", Wanted::Count(2)),
        ("양측", Wanted::Count(2)),
        ("양 기관", Wanted::Count(2)),
        ("이들 기업", Wanted::Group),
        ("이들 회사", Wanted::Group),
        ("이들 업체", Wanted::Group),
        ("이들", Wanted::Group),
        ("이 회사", Wanted::One),
        ("같은 회사", Wanted::One),
        ("해당 회사", Wanted::One),
        ("회사는", Wanted::Topic),
        ("회사가", Wanted::Topic),
        ("회사 측은", Wanted::Topic),
        ("그룹은", Wanted::Firm("그룹")),
        ("그룹이", Wanted::Firm("그룹")),
    ];
    let mut out: Vec<(usize, usize, Wanted)> = Vec::new();
    for (word, wanted) in WORDS {
        for (at, _) in text.match_indices(word) {
            let counted = *word == "이들"
                && text.get(at + word.len()..).is_some_and(|t| {
                    t.starts_with(" ") && t.get(1..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()))
                });
            if counted {
                continue;
            }
            let joined = text.get(..at).and_then(|t| t.chars().next_back()).is_some_and(char::is_alphanumeric);
            if !joined && !out.iter().any(|(a, l, _)| *a <= at && at < a + l) {
                // A particle that is part of the word is left for the case.
                let particle =
                    word.ends_with(['는', '가', '은', '이']) && matches!(wanted, Wanted::Topic | Wanted::Firm(_));
                out.push((at, word.len() - if particle { '는'.len_utf8() } else { 0 }, *wanted));
            }
        }
    }
    counted(text, &mut out);
    out.sort_by_key(|w| w.0);
    out
}

/// 3사, 5개사, 5개 멤버사.
fn counted(text: &str, out: &mut Vec<(usize, usize, Wanted)>) {
    for (at, _) in text.match_indices('사') {
        let head = text.get(..at).unwrap_or("");
        let stem = ["개 멤버", "개 회원", "개 참여", "개", ""]
            .iter()
            .find_map(|s| head.strip_suffix(s).filter(|h| h.ends_with(|c: char| c.is_ascii_digit())));
        let Some(stem) = stem else { continue };
        let digits = stem.len() - stem.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let start = stem.len() - digits;
        let count = stem.get(start..).and_then(|d| d.parse::<usize>().ok()).unwrap_or(0);
        let joined = stem.get(..start).and_then(|t| t.chars().next_back()).is_some_and(char::is_alphanumeric);
        if (2..=30).contains(&count) && !joined {
            out.push((start, at + '사'.len_utf8() - start, Wanted::Count(count)));
        }
    }
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
    if last.is_open || gap.chars().count() > 40 {
        return false;
    }
    let (gap, _) = without_brackets(gap);
    let separator = gap.trim_start_matches(is_quote).trim_start();
    let rest = ["·", ",", "ㆍ", "∙", "‧", "/", "및 ", "그리고 ", "-"].iter().find_map(|s| separator.strip_prefix(s));
    match (last.case, rest) {
        (Case::Bare, Some(rest)) => only_descriptions(doc, rest),
        (Case::With, None) => gap.starts_with(' ') && only_descriptions(doc, &gap),
        (Case::With, Some(rest)) => separator.starts_with(',') && only_descriptions(doc, rest),
        _ => false,
    }
}

/// True if only words that describe the next name stand here (미국 AI 기업).
fn only_descriptions(doc: &Doc, text: &str) -> bool {
    let text = text.trim_matches(|c: char| is_quote(c) || c.is_whitespace());
    text.split(' ').filter(|w| !w.is_empty()).count() <= 4
        && text.split([' ', '·']).filter(|w| !w.is_empty()).all(|word| {
            let word = word.trim_matches(is_quote);
            let classes = ["generic", "gloss", "org_noun", "place", "product_noun"];
            classes.iter().any(|class| doc.lexicon.is(class, word))
                || doc.lexicon.class("org_noun").iter().any(|n| word.ends_with(n))
                || matches!(word, "그리고" | "및")
        })
}

/// "등 글로벌 통신사들과", "등 15개사가": the case stands at the end of the phrase. "를 비롯해" opens a list.
fn tail(doc: &Doc, unit: &mut Unit, sentence: Span) {
    let rest = doc.text.get(unit.span.end..sentence.end).unwrap_or("");
    let opened = rest.trim_start_matches(is_quote).trim_start();
    if unit.case == Case::Object && ["비롯", "포함"].iter().any(|w| opened.starts_with(w)) {
        unit.includes = true;
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
        if doc.mentions.iter().any(|m| m.span.start >= start && m.span.start < at) {
            return;
        }
        let (stem, case) = boundary::split(doc.lexicon, clean);
        let is_noun = !stem.ends_with(['하', '되', '던', '인']);
        let case = case.filter(|_| is_noun && !clean.is_empty());
        if let Some(case) = case.filter(|c| !matches!(c, Case::Other | Case::Copula | Case::Toward)) {
            unit.case = case;
            unit.span.end = start + clean.len();
            return;
        }
    }
}
