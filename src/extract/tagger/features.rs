//! What the tagger sees of each token: itself, what its stem does elsewhere in the article, and its neighbours.

use crate::{
    article::LineRole,
    extract::{
        EntityKind, boundary,
        doc::Doc,
        lexicon::{Case, Class},
        person::is_korean_name,
        unknown::{is_common, word::Word},
    },
    text::{
        Span,
        dictionary::{Token, Tokenizer},
        form::is_quote,
    },
};
use std::collections::HashMap;

/// How far neighbours are seen.
pub const REACH: [isize; 4] = [-2, -1, 1, 2];
/// Classes of words that the whole stem may be in.
const WHOLE: [Class; 7] = [
    Class::Generic,
    Class::Gloss,
    Class::Place,
    Class::Country,
    Class::StateBody,
    Class::NameTail,
    Class::PersonFiller,
];
/// Classes of words that the stem may end in.
const ENDING: [Class; 6] = [
    Class::OrgNoun,
    Class::CompanySuffix,
    Class::InstitutionSuffix,
    Class::AllianceWord,
    Class::EventWord,
    Class::ProductNoun,
];

/// A line as the tagger reads it.
pub struct Line<'a> {
    /// Its words, known names as one.
    pub words: Vec<Word<'a>>,
    /// For each word the index of its stem in [`Stems`].
    pub stems: Vec<usize>,
    /// What kind of line it is.
    pub role: LineRole,
}

/// What is known of a stem from the whole article, as features.
#[derive(Default)]
pub struct Stem {
    /// Features of a token with this stem.
    pub own: Vec<u32>,
    /// Features of its neighbours.
    pub outer: Vec<u32>,
    /// How often it stands in the article.
    pub count: usize,
}

/// What a stem does in the article.
#[derive(Default)]
struct Usage {
    count: usize,
    known: Option<EntityKind>,
    /// What was seen, as bits.
    seen: u32,
    cases: u32,
}

/// Hash of a feature (FNV-1a).
pub fn hash(template: &str, value: &str) -> u32 {
    let bytes = template.bytes().chain([b'=']).chain(value.bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    (hash ^ (hash >> 32)) as u32
}

/// The hash of a neighbour's feature seen from a distance.
pub fn shifted(feature: u32, distance: isize) -> u32 {
    let mixed = (u64::from(feature) << 8 | (distance + 8) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32
}

/// The stems of the article, with their features. `rules` says what the rules take a stem for.
pub fn stems(
    doc: &Doc,
    tokenizer: &Tokenizer,
    lines: &mut [Line],
    rules: &HashMap<String, EntityKind>,
    ordinary: &dyn Fn(&str) -> usize,
) -> Vec<Stem> {
    let mut index: HashMap<(&str, Option<EntityKind>), usize> = HashMap::new();
    let mut usages: Vec<(&str, Usage)> = Vec::new();
    for line in lines.iter_mut() {
        for (at, word) in line.words.iter().enumerate() {
            let key = if word.known.is_some() { ("", word.known) } else { (word.stem, None) };
            let id = *index.entry(key).or_insert_with(|| {
                usages.push((key.0, Usage { known: word.known, ..Usage::default() }));
                usages.len() - 1
            });
            line.stems.push(id);
            if let Some((_, usage)) = usages.get_mut(id) {
                usage.count += 1;
                usage.cases |= 1 << word.case as u32;
                usage.seen |= seen(doc, &line.words, at, line.role);
            }
        }
    }
    usages
        .iter()
        .map(|(text, usage)| stem(doc, tokenizer, text, usage, rules.get(*text).copied(), ordinary(text)))
        .collect()
}

/// What is seen at one place of a stem, as bits.
fn seen(doc: &Doc, words: &[Word], at: usize, role: LineRole) -> u32 {
    let Some(word) = words.get(at) else { return 0 };
    let previous = at.checked_sub(1).and_then(|i| words.get(i));
    let next = words.get(at + 1);
    let (before, after) = (gap_before(doc, words, at), gap_before(doc, words, at + 1));
    let is_head = |w: &&Word| {
        matches!(w.case, Case::Bare | Case::Copula)
            && doc.lexicon.ends(Class::OrgNoun, w.stem.strip_suffix('인').unwrap_or(w.stem))
    };
    let is_org = |w: &&Word| w.is_organisation();
    let is_list = |gap: Gap| matches!(gap, Gap::Dot | Gap::Comma);
    let bits = [
        previous.filter(is_head).is_some() && matches!(before, Gap::Space | Gap::Open),
        next.is_some_and(|n| word.case == Case::Bare && doc.lexicon.title(n.stem).is_some()),
        matches!(before, Gap::Quote) && matches!(after, Gap::Quote),
        matches!(after, Gap::Open),
        is_list(before) && previous.filter(is_org).is_some() || is_list(after) && next.filter(is_org).is_some(),
        previous.filter(is_org).is_some_and(|w| w.case == Case::With),
        next.filter(is_org).is_some() && word.case == Case::With,
        matches!(role, LineRole::Headline | LineRole::Subheadline),
        at == 0 || matches!(before, Gap::Stop),
    ];
    bits.iter().enumerate().map(|(i, bit)| u32::from(*bit) << i).sum()
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Beginning or end of the line.
    Edge,
    /// One space.
    Space,
    /// Nothing.
    None,
    /// A middle dot.
    Dot,
    /// A comma.
    Comma,
    /// A quotation mark.
    Quote,
    /// A bracket that opens.
    Open,
    /// A bracket that closes.
    Close,
    /// The end of a sentence.
    Stop,
    /// Anything else.
    Other,
}

/// What stands before the word at `at`.
pub fn gap_before(doc: &Doc, words: &[Word], at: usize) -> Gap {
    let (Some(previous), Some(word)) = (at.checked_sub(1).and_then(|i| words.get(i)), words.get(at)) else {
        return Gap::Edge;
    };
    let text = Span::new(previous.span.end, word.span.start).of(doc.text);
    let has = |wanted: &[char]| text.contains(wanted);
    match text {
        "" => Gap::None,
        " " => Gap::Space,
        _ if has(&['.', '!', '?', '…']) => Gap::Stop,
        _ if has(&['(', '[']) => Gap::Open,
        _ if has(&[')', ']']) => Gap::Close,
        _ if text.contains(is_quote) => Gap::Quote,
        _ if has(&['·', 'ㆍ', '∙', '‧', '/']) => Gap::Dot,
        _ if has(&[',']) => Gap::Comma,
        _ => Gap::Other,
    }
}

fn stem(
    doc: &Doc,
    tokenizer: &Tokenizer,
    text: &str,
    usage: &Usage,
    rule: Option<EntityKind>,
    ordinary: usize,
) -> Stem {
    if let Some(kind) = usage.known {
        let known = hash("known", kind.word());
        return Stem { own: vec![known], outer: vec![known], count: usage.count };
    }
    let identity = hash("w", text);
    let (mut own, mut outer) = (Vec::new(), vec![identity]);
    let length = text.chars().count();
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    for n in 1..=4 {
        if n < length {
            let (head, tail) = (ends[n], ends[length - n]);
            own.push(hash(["", "s1", "s2", "s3", "s4"][n], text.get(tail..).unwrap_or("")));
            if n <= 3 {
                own.push(hash(["", "p1", "p2", "p3", ""][n], text.get(..head).unwrap_or("")));
            }
            if n == 2 {
                outer.push(hash("s2", text.get(tail..).unwrap_or("")));
            }
        }
    }
    let shape = shape(text);
    let size = ["0", "1", "2", "3", "4", "5", "6", "7", "8"][length.min(8)];
    own.push(hash("shape", &shape));
    own.push(hash("size", size));
    own.push(hash("shape+size", &format!("{shape}{size}")));
    outer.push(hash("shape", &shape));
    let tokens = tokenizer.tokens(text);
    let tags: Vec<&str> = tokens.iter().map(|t| t.tag.as_str()).collect();
    let tags = if tags.len() > 4 { "many".to_owned() } else { tags.join(" ") };
    let common = if is_common(tokenizer, text) { "common" } else { "rare" };
    own.push(hash("tags", &tags));
    outer.push(hash("tags", &tags));
    own.push(hash("common", common));
    let ordinary = ["0", "1", "2", "3", "3", "5"][ordinary.min(5)];
    own.push(hash("ordinary", ordinary));
    own.push(hash("ordinary+common", &format!("{ordinary} {common}")));
    own.push(hash("ordinary+tags", &format!("{ordinary} {tags}")));
    outer.push(hash("ordinary", ordinary));
    own.push(hash("common+size", &format!("{common}{size}")));
    if let [first, .., last] = tokens.as_slice() {
        own.push(hash("first", first.span.of(text)));
        own.push(hash("last", last.span.of(text)));
        own.push(hash("last+tag", &format!("{} {}", last.span.of(text), last.tag)));
        outer.push(hash("last", last.span.of(text)));
    }
    for feature in morphemes(&tokens, text, common) {
        own.push(feature);
    }
    for class in WHOLE.iter().filter(|c| doc.lexicon.is(**c, text)) {
        own.push(hash("is", class.word()));
        outer.push(hash("is", class.word()));
    }
    for class in ENDING.iter().filter(|c| doc.lexicon.ends(**c, text)) {
        own.push(hash("ends", class.word()));
        outer.push(hash("ends", class.word()));
        let is_whole = doc.lexicon.is(*class, text);
        own.push(hash("ends+common", &format!("{} {common} {is_whole}", class.word())));
    }
    if let Some(title) = doc.lexicon.title(text) {
        own.push(hash("title", title.word()));
        outer.push(hash("title", title.word()));
        outer.push(hash("title", ""));
    }
    if is_korean_name(doc, text) {
        own.push(hash("person", size));
        own.push(hash("person+common", &format!("{size}{common}")));
        outer.push(hash("person", size));
    }
    if let Some(form) = doc.lexicon.form(text) {
        let kind = doc.lexicon.entries.get(form.entry).map_or("", |e| e.kind.word());
        own.push(hash("doubtful", kind));
    }
    if boundary::split(doc.lexicon, text).1.is_some() {
        own.push(hash("particle", ""));
    }
    let count = ["0", "1", "2", "3", "3", "5"][usage.count.min(5)];
    own.push(hash("count+common", &format!("{count}{common}")));
    let cases = usage.cases.count_ones().min(4);
    own.push(hash("cases+common", &format!("{cases}{common}")));
    for case in Case::ALL.iter().filter(|c| usage.cases & (1 << **c as u32) != 0) {
        own.push(hash("case+common", &format!("{} {common}", case.word())));
    }
    for bit in (0..9).filter(|bit| usage.seen & (1 << bit) != 0) {
        own.push(hash("seen", ["0", "1", "2", "3", "4", "5", "6", "7", "8"][bit]));
        own.push(hash("seen+common", &format!("{bit}{common}")));
    }
    if let Some(kind) = rule {
        own.push(hash("rule", kind.word()));
        own.push(hash("rule+common", &format!("{} {common}", kind.word())));
        outer.push(hash("rule", kind.word()));
    }
    Stem { own, outer, count: usage.count }
}

/// What the dictionary makes of a stem: foreign letters and proper nouns, verbs, single syllables, and how it ends.
fn morphemes(tokens: &[Token], text: &str, common: &str) -> Vec<u32> {
    let has = |wanted: &dyn Fn(&str) -> bool| tokens.iter().any(|t| t.tag.split('+').any(wanted));
    let (first, last) = (tokens.first(), tokens.last());
    let tag = |token: Option<&Token>| token.map_or("", |t| t.tag.rsplit('+').next().unwrap_or("")).to_owned();
    let n_single = tokens.iter().filter(|t| t.span.of(text).chars().count() == 1).count().min(3);
    let n = tokens.len().min(5);
    let verb = has(&|tag| tag.starts_with('V') || tag.starts_with('E'));
    let particle = has(&|tag| tag.starts_with('J'));
    let proper = has(&|tag| tag == "NNP");
    let strange = has(&|tag| matches!(tag, "UNKNOWN" | "UNK" | "?" | "NA" | "SL"));
    vec![
        hash("last_tag", &tag(last)),
        hash("first_tag", &tag(first)),
        hash("ends_tags", &format!("{} {} {common}", tag(first), tag(last))),
        hash("n_single", &format!("{n_single} {n}")),
        hash("verb", &format!("{verb} {common}")),
        hash("josa", &format!("{particle} {common}")),
        hash("nature", &format!("{verb} {particle} {proper} {strange} {n_single}")),
        hash("proper", &format!("{proper} {n}")),
    ]
}

/// Kinds of characters in a row: A capital, a small, H Hangul, 0 digit, others themselves.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars() {
        let kind = match c {
            'A'..='Z' => 'A',
            'a'..='z' => 'a',
            '0'..='9' => '0',
            '가'..='힣' => 'H',
            _ => c,
        };
        if !shape.ends_with(kind) {
            shape.push(kind);
        }
    }
    shape
}

/// Features of the place itself: particles, gaps, and names known beside it.
pub fn local(doc: &Doc, line: &Line, at: usize) -> Vec<u32> {
    let words = &line.words;
    let Some(word) = words.get(at) else { return Vec::new() };
    let gap = |at: usize| format!("{:?}", gap_before(doc, words, at));
    let (before, after) = (gap(at), gap(at + 1));
    let case = word.case.word();
    let role = if line.role == LineRole::Body { "body" } else { "head" };
    let mut out = vec![
        hash("bias", ""),
        hash("role", role),
        hash("before", &before),
        hash("after", &after),
        hash("before+after", &format!("{before} {after}")),
        hash("case", case),
        hash("case+after", &format!("{case} {after}")),
    ];
    if let Some(previous) = at.checked_sub(1).and_then(|i| words.get(i)) {
        let (case, known) = (previous.case.word(), previous.known.map_or("", EntityKind::word));
        out.push(hash("case-1", case));
        out.push(hash("case-1+before", &format!("{case} {before}")));
        out.push(hash("known-1+before", &format!("{known} {case} {before}")));
        let is_head = doc.lexicon.ends(Class::OrgNoun, previous.stem);
        out.push(hash("head+before", &format!("{is_head} {case} {before}")));
    }
    if let Some(next) = words.get(at + 1) {
        let known = next.known.map_or("", EntityKind::word);
        out.push(hash("case+1", next.case.word()));
        out.push(hash("known+1+after", &format!("{known} {case} {after}")));
        let is_title = doc.lexicon.title(next.stem).is_some();
        out.push(hash("title+1", &format!("{is_title} {case} {after}")));
    }
    out
}
