//! What the tagger sees of each token: its stem as such, what the stem does elsewhere in the article, and its place.

use crate::{
    article::LineRole,
    extract::{
        EntityKind, boundary,
        doc::Doc,
        lexicon::{Case, Class},
        person::is_korean_name,
        unknown::{reads_common, word::Word},
    },
    text::{
        Span,
        dictionary::{Token, Tokenizer},
        form::is_quote,
    },
};

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
/// Small numbers as values of features.
const NUMBERS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// A stem as such, wherever it stands.
#[derive(Debug, Clone, Default)]
pub struct Stem {
    /// Features of a token with this stem.
    pub own: Vec<u32>,
    /// Features that its neighbours see.
    pub outer: Vec<u32>,
    /// What is needed of it elsewhere.
    pub traits: Traits,
}

/// What the surroundings need to know of a stem.
#[derive(Debug, Clone, Copy, Default)]
pub struct Traits {
    /// Made of words of the dictionary.
    pub is_common: bool,
    /// A noun that a name follows: 스타트업.
    pub is_head: bool,
    /// A title of a person.
    pub is_title: bool,
}

/// A word of a line with its traits.
#[derive(Clone, Copy)]
pub struct Place<'w, 'a> {
    /// The word.
    pub word: &'w Word<'a>,
    /// Those of its stem.
    pub traits: Traits,
    /// What stands before it.
    pub before: Gap,
}

/// What a stem does in an article.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    /// How often it stands there.
    pub count: usize,
    /// What was seen, as bits.
    seen: u32,
    cases: u32,
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

impl Gap {
    fn word(self) -> &'static str {
        NUMBERS.get(self as usize).copied().unwrap_or("")
    }
}

/// Hash of a feature (FNV-1a): its name and its values.
pub fn hash(name: &str, values: &[&str]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in std::iter::once(&name).chain(values) {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
    (hash ^ (hash >> 32)) as u32
}

/// The hash of a neighbour's feature seen from a distance.
pub fn shifted(feature: u32, distance: isize) -> u32 {
    let mixed = (u64::from(feature) << 8 | (distance + 8) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32
}

/// What stands between two words that follow each other.
pub fn gap(doc: &Doc, previous: &Word, word: &Word) -> Gap {
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

/// The features of a known name.
pub fn known(kind: EntityKind) -> Stem {
    let known = hash("known", &[kind.word()]);
    Stem { own: vec![known], outer: vec![known], traits: Traits::default() }
}

/// The features of a stem as such. `n_ordinary` says in how many other articles it is no name.
pub fn stem(doc: &Doc, tokenizer: &Tokenizer, text: &str, n_ordinary: usize) -> Stem {
    let mut stem = Stem { outer: vec![hash("w", &[text])], ..Stem::default() };
    let tokens = tokenizer.tokens(text);
    stem.traits = Traits {
        is_common: reads_common(&tokens, text),
        is_head: doc.lexicon.ends(Class::OrgNoun, text.strip_suffix('인').unwrap_or(text)),
        is_title: doc.lexicon.title(text).is_some(),
    };
    let common = common(stem.traits.is_common);
    let ordinary = NUMBERS[n_ordinary.min(5)];
    letters(text, common, &mut stem);
    morphemes(&tokens, text, common, ordinary, &mut stem);
    classes(doc, text, common, &mut stem);
    stem.own.push(hash("common", &[common]));
    stem.own.push(hash("ordinary", &[ordinary]));
    stem.own.push(hash("ordinary", &[ordinary, common]));
    stem.outer.push(hash("ordinary", &[ordinary]));
    stem
}

fn common(is_common: bool) -> &'static str {
    if is_common { "common" } else { "rare" }
}

/// Its beginnings, endings, kinds of letters and length.
fn letters(text: &str, common: &str, stem: &mut Stem) {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let length = starts.len();
    for n in 1..length.min(5) {
        let (head, tail) = (text.get(..starts[n]).unwrap_or(""), text.get(starts[length - n]..).unwrap_or(""));
        stem.own.push(hash("suffix", &[tail]));
        if n <= 3 {
            stem.own.push(hash("prefix", &[head]));
        }
        if n == 2 {
            stem.outer.push(hash("suffix", &[tail]));
        }
    }
    let (shape, size) = (shape(text), NUMBERS[length.min(8)]);
    stem.own.push(hash("shape", &[&shape]));
    stem.own.push(hash("size", &[size]));
    stem.own.push(hash("size", &[size, &shape]));
    stem.own.push(hash("size", &[size, common]));
    stem.outer.push(hash("shape", &[&shape]));
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

/// What the dictionary makes of it: foreign letters and proper nouns, verbs, single syllables, and how it ends.
fn morphemes(tokens: &[Token], text: &str, common: &str, ordinary: &str, stem: &mut Stem) {
    let has = |wanted: &dyn Fn(&str) -> bool| {
        if tokens.iter().any(|t| t.tag.split('+').any(wanted)) { "1" } else { "0" }
    };
    let tag = |token: Option<&Token>| token.map_or("", |t| t.tag.rsplit('+').next().unwrap_or("")).to_owned();
    let (first, last) = (tag(tokens.first()), tag(tokens.last()));
    let n_single = NUMBERS[tokens.iter().filter(|t| t.span.of(text).chars().count() == 1).count().min(3)];
    let n = NUMBERS[tokens.len().min(5)];
    let verb = has(&|tag| tag.starts_with('V') || tag.starts_with('E'));
    let particle = has(&|tag| tag.starts_with('J'));
    let proper = has(&|tag| tag == "NNP");
    let strange = has(&|tag| matches!(tag, "UNKNOWN" | "UNK" | "?" | "NA" | "SL"));
    let tags = if tokens.len() > 4 {
        "many".to_owned()
    } else {
        tokens.iter().map(|t| t.tag.as_str()).collect::<Vec<_>>().join(" ")
    };
    stem.own.extend([
        hash("tags", &[&tags]),
        hash("tags", &[&tags, ordinary]),
        hash("last tag", &[&last]),
        hash("first tag", &[&first]),
        hash("end tags", &[&first, &last, common]),
        hash("singles", &[n_single, n]),
        hash("verb", &[verb, common]),
        hash("particle", &[particle, common]),
        hash("nature", &[verb, particle, proper, strange, n_single]),
        hash("proper", &[proper, n]),
    ]);
    stem.outer.push(hash("tags", &[&tags]));
    if let [first, .., last] = tokens {
        let word = last.span.of(text);
        stem.own.push(hash("first", &[first.span.of(text)]));
        stem.own.push(hash("last", &[word]));
        stem.own.push(hash("last", &[word, &last.tag]));
        stem.outer.push(hash("last", &[word]));
    }
}

/// What the lexicon's tables say of it.
fn classes(doc: &Doc, text: &str, common: &str, stem: &mut Stem) {
    for class in WHOLE.iter().filter(|c| doc.lexicon.is(**c, text)) {
        stem.own.push(hash("is", &[class.word()]));
        stem.outer.push(hash("is", &[class.word()]));
    }
    for class in ENDING.iter().filter(|c| doc.lexicon.ends(**c, text)) {
        let is_whole = if doc.lexicon.is(*class, text) { "1" } else { "0" };
        stem.own.push(hash("ends", &[class.word()]));
        stem.own.push(hash("ends", &[class.word(), common, is_whole]));
        stem.outer.push(hash("ends", &[class.word()]));
    }
    if let Some(title) = doc.lexicon.title(text) {
        stem.own.push(hash("title", &[title.word()]));
        stem.outer.push(hash("title", &[title.word()]));
        stem.outer.push(hash("title", &[]));
    }
    if is_korean_name(doc, text) {
        let size = NUMBERS[text.chars().count().min(8)];
        stem.own.push(hash("person", &[size]));
        stem.own.push(hash("person", &[size, common]));
        stem.outer.push(hash("person", &[size]));
    }
    if let Some(form) = doc.lexicon.form(text) {
        let kind = doc.lexicon.entries.get(form.entry).map_or("", |e| e.kind.word());
        stem.own.push(hash("doubtful", &[kind]));
    }
    if boundary::split(doc.lexicon, text).1.is_some() {
        stem.own.push(hash("could be shorter", &[]));
    }
}

impl Usage {
    /// Takes note of one place of the stem: `line[at]`.
    pub fn add(&mut self, line: &[Place], at: usize, role: LineRole) {
        let Some(place) = line.get(at) else { return };
        let previous = at.checked_sub(1).and_then(|i| line.get(i));
        let next = line.get(at + 1);
        let (before, after) = (place.before, next.map_or(Gap::Edge, |n| n.before));
        let is_org = |p: &&Place| p.word.is_organisation();
        let is_list = |gap: Gap| matches!(gap, Gap::Dot | Gap::Comma);
        let is_head = |p: &&Place| p.traits.is_head && matches!(p.word.case, Case::Bare | Case::Copula);
        let bits = [
            previous.filter(is_head).is_some() && matches!(before, Gap::Space | Gap::Open),
            next.is_some_and(|n| place.word.case == Case::Bare && n.traits.is_title),
            before == Gap::Quote && after == Gap::Quote,
            after == Gap::Open,
            is_list(before) && previous.filter(is_org).is_some() || is_list(after) && next.filter(is_org).is_some(),
            previous.filter(is_org).is_some_and(|p| p.word.case == Case::With),
            next.filter(is_org).is_some() && place.word.case == Case::With,
            matches!(role, LineRole::Headline | LineRole::Subheadline),
            at == 0 || before == Gap::Stop,
        ];
        self.count += 1;
        self.cases |= 1 << place.word.case as u32;
        self.seen |= bits.iter().enumerate().map(|(i, bit)| u32::from(*bit) << i).sum::<u32>();
    }

    /// The features of a token whose stem is used so. `rule` says what the rules take it for.
    pub fn features(&self, is_common: bool, rule: Option<EntityKind>) -> Vec<u32> {
        let common = common(is_common);
        let mut out = vec![
            hash("count", &[NUMBERS[self.count.min(5)], common]),
            hash("cases", &[NUMBERS[self.cases.count_ones().min(4) as usize], common]),
        ];
        for case in Case::ALL.iter().filter(|c| self.cases & (1 << **c as u32) != 0) {
            out.push(hash("some case", &[case.word(), common]));
        }
        for bit in (0..NUMBERS.len()).filter(|bit| self.seen & (1 << bit) != 0) {
            out.push(hash("seen", &[NUMBERS[bit]]));
            out.push(hash("seen", &[NUMBERS[bit], common]));
        }
        if let Some(kind) = rule {
            out.push(hash("rule", &[kind.word()]));
            out.push(hash("rule", &[kind.word(), common]));
        }
        out
    }
}

/// Features of the place `line[at]`: particles, gaps, and names known beside it.
pub fn local(line: &[Place], at: usize, role: LineRole) -> Vec<u32> {
    let Some(place) = line.get(at) else { return Vec::new() };
    let next = line.get(at + 1);
    let (before, after) = (place.before.word(), next.map_or(Gap::Edge, |n| n.before).word());
    let case = place.word.case.word();
    let kind = |word: &Word| word.known.map_or("", EntityKind::word);
    let mut out = vec![
        hash("any", &[]),
        hash("role", &[if role == LineRole::Body { "body" } else { "head" }]),
        hash("before", &[before]),
        hash("after", &[after]),
        hash("between", &[before, after]),
        hash("case", &[case]),
        hash("case", &[case, after]),
    ];
    if let Some(Place { word, traits, .. }) = at.checked_sub(1).and_then(|i| line.get(i)) {
        let case = word.case.word();
        out.push(hash("previous case", &[case]));
        out.push(hash("previous case", &[case, before]));
        out.push(hash("previous known", &[kind(word), case, before]));
        out.push(hash("previous head", &[if traits.is_head { "1" } else { "0" }, case, before]));
    }
    if let Some(Place { word, traits, .. }) = next {
        out.push(hash("next case", &[word.case.word()]));
        out.push(hash("next known", &[kind(word), case, after]));
        out.push(hash("next title", &[if traits.is_title { "1" } else { "0" }, case, after]));
    }
    out
}
