//! Words that tell of membership, and the clause each stands in.

use crate::{
    extract::{deals::discourse::is_adnominal, doc::Doc, lexicon::Class},
    text::{Span, form::is_quote},
};

/// What a word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tells {
    /// Its subjects and partners make the alliance.
    Found,
    /// Its subjects belong to it.
    Join,
    /// Its subjects leave it.
    Leave,
    /// Its subjects lead it.
    Lead,
}

/// A telling word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Where, in text offsets.
    pub span: Span,
    /// What it tells.
    pub tells: Tells,
    /// A noun (회원사, 의장사), which needs a particle or a name after it to say so.
    pub is_noun: bool,
}

const CLASSES: [(Class, Tells, bool); 6] = [
    (Class::FoundWord, Tells::Found, false),
    (Class::JoinWord, Tells::Join, false),
    (Class::LeaveWord, Tells::Leave, false),
    (Class::LeadWord, Tells::Lead, false),
    (Class::MemberNoun, Tells::Join, true),
    (Class::LeadNoun, Tells::Lead, true),
];
/// Endings after which the next clause begins.
const BREAKS: [&str; 21] = [
    "하고", "되고", "했고", "됐고", "섰고", "았고", "었고", "였고", "렸고", "맡고", "이고", "하며", "되며", "으며",
    "이며", "면서", "지만", "으나", "는데", "인데", "한편",
];
/// What after a word turns it round: 참여하지 않았다, 합류는 없다.
const NEGATIONS: [&str; 6] = ["하지 않", "지 않", "하지 못", "지 못", "없다", "안 한다"];

/// The telling words of a sentence outside names, in order; of two that overlap the longer.
pub(super) fn words(doc: &Doc, sentence: Span) -> Vec<Word> {
    let text = sentence.of(doc.text);
    let mut all: Vec<Word> = Vec::new();
    for (class, tells, is_noun) in CLASSES {
        let spans = doc.lexicon.places(class, text).into_iter().map(|(at, word)| {
            let start = sentence.start + at;
            Span::new(start, start + word.len())
        });
        let begins =
            |span: &Span| !is_noun || !doc.text.get(..span.start).is_some_and(|t| t.ends_with(char::is_alphanumeric));
        let free = spans.filter(|span| doc.mentions_over(*span).is_empty()).filter(begins);
        all.extend(free.map(|span| Word { span, tells, is_noun }));
    }
    all.sort_by_key(|w| (w.span.start, std::cmp::Reverse(w.span.end), w.tells));
    let mut end = 0;
    all.retain(|w| {
        let is_free = w.span.start >= end;
        if is_free {
            end = w.span.end;
        }
        is_free
    });
    all
}

/// Where the clause of a word ends.
pub(super) fn clause_end(doc: &Doc, word: &Word, sentence: Span) -> usize {
    let rest = Span::new(word.span.end, sentence.end).of(doc.text);
    word.span.end + breaks(rest).first().copied().unwrap_or(rest.len())
}

/// Where the clause of a word begins.
pub(super) fn clause_start(doc: &Doc, word: &Word, sentence: Span) -> usize {
    let before = Span::new(sentence.start, word.span.start).of(doc.text);
    sentence.start + breaks(before).last().copied().unwrap_or(0)
}

/// Offsets at which a new clause begins; 하고 있다 ends none.
fn breaks(text: &str) -> Vec<usize> {
    let mut at = 0;
    let mut out = Vec::new();
    for word in text.split_inclusive(' ') {
        at += word.len();
        let stem = word.trim_end_matches([' ', ',']);
        let goes_on = text.get(at..).is_some_and(|t| t.starts_with("있"));
        if stem.len() < word.len() && !goes_on && BREAKS.iter().any(|b| stem.ends_with(b)) {
            out.push(at);
        }
    }
    out
}

/// True if the predicate denies what its word says.
pub(super) fn is_negated(predicate: &str) -> bool {
    let near = predicate.get(..predicate.floor_char_boundary(40)).unwrap_or(predicate);
    NEGATIONS.iter().any(|n| near.contains(n))
}

/// How the words between a telling word and the name after it link the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// 참여한 X, 회원사인 X.
    Adnominal,
    /// 참여하면서 X는.
    Connective,
    /// Any other.
    None,
}

/// The link of a word to a name after `gap`.
pub(super) fn link(word: &str, gap: &str, is_noun: bool) -> Link {
    if gap.contains([',', '.', '”', '"']) || gap.chars().count() > 45 || !gap.contains(' ') && !gap.is_empty() {
        return Link::None;
    }
    let mut parts = gap.split(' ');
    let first = parts.next().unwrap_or("");
    if is_noun && matches!(first, "을" | "를" | "직을" | "으로" | "로") {
        let verb = parts.next().unwrap_or("");
        return if is_adnominal(verb) { Link::Adnominal } else { Link::None };
    }
    if is_noun {
        let plain = parts.filter(|p| !p.is_empty()).count() == 0;
        let is_apposed = first == "인" || first.is_empty() && plain && gap.starts_with(' ');
        return if is_apposed { Link::Adnominal } else { Link::None };
    }
    let verb = match parts.next() {
        Some(auxiliary) if !auxiliary.is_empty() && is_open_ended(word, first) => auxiliary,
        _ => first,
    };
    let ending = if verb.is_empty() { word } else { verb };
    if is_adnominal(ending.trim_end_matches(is_quote)) && !matches!(verb, "은" | "을") {
        Link::Adnominal
    } else if ["면서", "하며", "으며", "하자", "함에", "하고"].iter().any(|e| ending.ends_with(e)) {
        Link::Connective
    } else {
        Link::None
    }
}

/// True if a verb form goes on in the next word: 참여하고 있는, 몸담아 온, 합류하기로 한.
fn is_open_ended(word: &str, rest: &str) -> bool {
    let form = if rest.is_empty() { word } else { rest };
    ["고", "아", "어", "해", "돼", "기로", "게", "려"].iter().any(|e| form.ends_with(e))
}
