//! Names that stand in no table: `㈜X`, quoted names, names with a telling suffix, names after "스타트업 …", names in
//! a list of companies, names between a person and a title. One good place is enough for the whole article.

mod compound;
mod quoted;
pub mod word;

use super::{
    EntityKind, boundary, define,
    doc::Doc,
    lexicon::{Case, Class, TitleClass},
    names::occurrences,
    person::is_korean_name,
    tagger::{self, Guess, Line, Tagger},
};
use crate::text::{
    Span,
    dictionary::{Token, Tokenizer},
    form::{bracketed, first_run, is_hangul, is_quote},
};
use std::collections::{HashMap, HashSet};
use word::Word;

/// No name without a space is longer, in bytes.
const MAX_NAME: usize = 90;
/// From this probability on the tagger's word counts without a rule.
const SURE: f64 = 0.6;
/// The same for companies named with common words.
const SURE_COMMON: f64 = 0.8;
/// The same for other kinds.
const SURE_OTHER: f64 = 0.5;
/// The same for companies that stand where a name is expected: "GPU 임대업체 X와", "미국 X는".
const SURE_EXPECTED: f64 = 0.3;
/// Words that are no names.
const ORDINARY: [Class; 5] = [Class::Generic, Class::Gloss, Class::OrgNoun, Class::CompanySuffix, Class::ProductNoun];
/// Endings of verbs and of nouns with a particle that the tables do not tell from a name.
const NO_NAME: [char; 11] = ['한', '된', '할', '운', '은', '는', '던', '다', '을', '를', '이'];

/// Adds the unknown names of the article to `doc` as forms of new entities. Returns the likely names of persons.
pub fn find(doc: &mut Doc, tokenizer: &Tokenizer, tagger: &Tagger) -> Vec<String> {
    let lines = tagger::lines(doc);
    let found = by_rules(doc, tokenizer, &lines);
    let guesses = tagger.guesses(doc, tokenizer, &lines, &rules(&found));
    let is_person = |g: &&Guess| g.kind == EntityKind::Person && g.probability >= SURE_OTHER;
    let people = guesses.iter().filter(is_person).map(|g| g.form.clone()).collect();
    // What first stands in a bracket can be another name of what stands before it.
    let names = chosen(doc, tokenizer, found, guesses, &expected(doc, &lines));
    let (inner, outer): (Vec<_>, Vec<_>) = names.into_iter().partition(|(form, _)| is_bracketed(doc, form));
    add(doc, outer);
    bracket_aliases(doc);
    add(doc, inner);
    people
}

fn add(doc: &mut Doc, names: Vec<(String, EntityKind)>) {
    for (form, kind) in names {
        match doc.lexicon.form(&form) {
            Some(known) => doc.known(known.entry), // an ambiguous form, now confirmed
            None => doc.named(&form, kind),
        };
    }
}

/// True if the form stands in a bracket where it stands first.
fn is_bracketed(doc: &Doc, form: &str) -> bool {
    doc.text.find(form).and_then(|at| doc.text.get(..at)).is_some_and(|before| before.ends_with('('))
}

/// What the rules take each form for; of two rules the first counts.
pub fn rules(found: &[(String, EntityKind)]) -> HashMap<&str, EntityKind> {
    found.iter().rev().map(|(form, kind)| (form.as_str(), *kind)).collect()
}

/// The names that the rules find.
pub fn by_rules(doc: &Doc, tokenizer: &Tokenizer, lines: &[Line]) -> Vec<(String, EntityKind)> {
    let mut found = Vec::new();
    for ((line, _), Line { words, .. }) in doc.lines.iter().zip(lines) {
        quoted::find(doc, tokenizer, *line, &mut found);
        models(doc, *line, &mut found);
        found.extend(compound::find(doc, tokenizer, words));
        for (at, word) in words.iter().enumerate() {
            if let Some(kind) = by_shape(doc, tokenizer, word).or_else(|| by_neighbours(doc, tokenizer, words, at)) {
                found.push((word.stem.to_owned(), kind));
            }
        }
        corporate_marks(doc, *line, &mut found);
    }
    found
}

/// What the rules find, and what the tagger is sure of.
fn chosen(
    doc: &Doc,
    tokenizer: &Tokenizer,
    found: Vec<(String, EntityKind)>,
    guesses: Vec<Guess>,
    expected: &HashSet<&str>,
) -> Vec<(String, EntityKind)> {
    let enough = |g: &Guess| match g.kind {
        EntityKind::Person => f64::INFINITY,
        EntityKind::Company if tokenizer.is_common(&g.form) => SURE_COMMON,
        EntityKind::Company if expected.contains(g.form.as_str()) => SURE_EXPECTED,
        EntityKind::Company => SURE,
        _ => SURE_OTHER,
    };
    let sure = guesses.into_iter().filter(|g| g.probability >= enough(g) && is_possible(doc, tokenizer, &g.form));
    let kind = |g: &Guess| if g.form.ends_with("컨소시엄") { EntityKind::Alliance } else { g.kind };
    found.into_iter().chain(sure.map(|g| (g.form.clone(), kind(&g)))).collect()
}

/// The words that stand where a name is expected: with a particle after a noun for firms or a country.
fn expected<'a>(doc: &Doc, lines: &[Line<'a>]) -> HashSet<&'a str> {
    let pairs = lines.iter().flat_map(|line| line.words.windows(2));
    let stands = |pair: &[Word]| match pair {
        [before, word] => {
            let gap = Span::new(before.span.end, word.span.start).of(doc.text);
            let is_country = before.case == Case::Bare && doc.lexicon.is(Class::Country, before.stem);
            gap.trim().chars().all(is_quote) && word.case != Case::Bare && (is_country || is_head(doc, before))
        }
        _ => false,
    };
    pairs.filter(|pair| stands(pair)).filter_map(|pair| Some(pair.last()?.stem)).collect()
}

/// Endings of plurals, ages and processes, which the tagger has not seen enough of: 테크기업들, AI시대, 솔루션화.
const COMMON_ENDINGS: [&str; 4] = ["들", "시대", "션화", "업체"];

/// False for words that are known to be no names.
fn is_possible(doc: &Doc, tokenizer: &Tokenizer, form: &str) -> bool {
    !is_verb(tokenizer, form)
        && !COMMON_ENDINGS.iter().any(|ending| form.ends_with(ending))
        && !doc.lexicon.is_any(&ORDINARY, form)
        && !doc.lexicon.is(Class::Place, form)
        && doc.lexicon.title(form).is_none()
        && doc.article.meta.outlet.as_deref() != Some(form)
        && doc.local(form).is_none()
}

/// A word whose own ending tells what it is.
fn by_shape(doc: &Doc, tokenizer: &Tokenizer, word: &Word) -> Option<EntityKind> {
    let stem = word.stem;
    let could_be_name =
        stem.len() <= MAX_NAME && !stem.contains('-') && !stem.starts_with(|c: char| c.is_ascii_digit());
    if word.is_organisation() || !could_be_name || stem.chars().count() < 4 {
        return None;
    }
    let rules = [(Class::InstitutionSuffix, EntityKind::Institution), (Class::CompanySuffix, EntityKind::Company)];
    for (class, kind) in rules {
        let suffix = doc.lexicon.class(class).iter().find(|s| stem.ends_with(s.as_str()));
        let Some((prefix, suffix)) = suffix.and_then(|s| Some((stem.strip_suffix(s.as_str())?, s))) else { continue };
        let is_firm = kind == EntityKind::Institution && doc.lexicon.ends(Class::OrgNoun, stem); // 저비용항공사
        if is_firm
            || prefix.chars().count() < 2
            || doc.lexicon.is_any(&ORDINARY, prefix)
            || doc.lexicon.is(Class::Generic, stem)
        {
            continue;
        }
        let (n_suffix, is_place) = (suffix.chars().count(), doc.lexicon.is(Class::Place, prefix));
        let is_word = || tokenizer.is_common(prefix) || tokenizer.is_common(stem);
        let fits = match kind {
            EntityKind::Institution => n_suffix >= 2 && (is_place || !is_word()),
            _ => !is_place && !is_word(),
        };
        if fits && is_free(doc, word) {
            return Some(kind);
        }
    }
    None
}

/// A word that its neighbours make a name: after "스타트업", inside a list of organisations, before a title.
fn by_neighbours(doc: &Doc, tokenizer: &Tokenizer, words: &[Word], at: usize) -> Option<EntityKind> {
    let word = words.get(at).filter(|w| !w.is_organisation())?;
    let previous = words.get(at.checked_sub(1)?)?;
    let next = words.get(at + 1);
    let before_title = next.is_some_and(|n| doc.lexicon.title(n.stem) == Some(TitleClass::Exec));
    let gap = Span::new(previous.span.end, word.span.start).of(doc.text);
    let touches = gap == " " || (1..6).contains(&gap.len()) && gap.trim().chars().all(is_quote);
    let is_marked = word.case != Case::Bare || word.is_after_separator || word.is_before_separator || before_title;
    let kind = if touches && is_marked && is_head(doc, previous) && !word.stem.ends_with(NO_NAME) {
        EntityKind::Company
    } else if is_listed(doc, previous, word, next) {
        previous.known?
    } else if touches
        && before_title
        && previous.case == Case::Bare
        && word.case == Case::Bare
        && is_korean_name(doc, previous.stem)
        && doc.lexicon.title(word.stem).is_none()
        && !tokenizer.is_common(previous.stem)
    {
        EntityKind::Company
    } else {
        return None;
    };
    (looks_like_name(doc, tokenizer, word.stem) && is_free(doc, word)).then_some(kind)
}

/// A noun that a name follows: 스타트업 …, 기업인 ….
fn is_head(doc: &Doc, word: &Word) -> bool {
    matches!(word.case, Case::Bare | Case::Copula)
        && doc.lexicon.ends(Class::OrgNoun, word.stem.strip_suffix('인').unwrap_or(word.stem))
}

/// Inside a list: a known organisation before, and one after or " 등".
fn is_listed(doc: &Doc, previous: &Word, word: &Word, next: Option<&Word>) -> bool {
    let goes_on = word.is_before_separator && next.is_some_and(Word::is_organisation);
    let closes = doc.text.get(word.span.end..).is_some_and(|t| t.starts_with(" 등"));
    word.case == Case::Bare
        && word.is_after_separator
        && previous.case == Case::Bare
        && previous.is_organisation()
        && (goes_on || closes)
}

/// Not a title, gloss or word of the trade, nor named by the article itself.
fn is_free(doc: &Doc, word: &Word) -> bool {
    let stem = word.stem;
    let mut endings = stem.char_indices().map(|(at, _)| stem.get(at..).unwrap_or(""));
    !doc.lexicon.is_any(&ORDINARY, stem)
        && doc.lexicon.title(stem).is_none()
        && !endings.any(|ending| doc.lexicon.title(ending) == Some(TitleClass::Exec))
        && doc.local(stem).is_none()
        && doc.article.meta.outlet.as_deref() != Some(stem)
}

fn looks_like_name(doc: &Doc, tokenizer: &Tokenizer, stem: &str) -> bool {
    (2..=12).contains(&stem.chars().count())
        && stem.chars().all(|c| is_hangul(c) || c.is_ascii_alphanumeric() || matches!(c, '&' | '+'))
        && !stem.starts_with(|c: char| c.is_ascii_digit())
        && !doc.lexicon.is(Class::Place, stem)
        && !doc.lexicon.ends(Class::OrgNoun, stem)
        && !tokenizer.is_common(stem)
        && !is_verb(tokenizer, stem)
}

/// True if the dictionary reads `word` as a verb or adjective with an ending.
fn is_verb(tokenizer: &Tokenizer, word: &str) -> bool {
    let tokens = tokenizer.tokens(word);
    let part = |tag: &str, wanted: [char; 2]| tag.split('+').any(|t| t.starts_with(wanted));
    // What only looks inflected by chance: 코/어리/지, 헬리오스/런/치.
    let is_made = |t: &Token| {
        ["하", "해", "한", "할", "했", "되", "된", "될", "돼", "됐", "시키"]
            .iter()
            .any(|v| t.span.of(word).starts_with(v))
    };
    let is_noun = tokens.first().is_some_and(|t| part(&t.tag, ['N', 'N']));
    if is_noun && !tokens.iter().skip(1).any(is_made) && !tokens.last().is_some_and(|t| t.tag.ends_with("ETN")) {
        return false;
    }
    tokens.last().is_some_and(|t| part(&t.tag, ['E', 'E'])) && tokens.iter().any(|t| part(&t.tag, ['V', 'X']))
}

/// Model numbers, which begin with a Latin capital and hold a digit: HBM4, FA-50, PzH2000.
fn models(doc: &Doc, line: Span, found: &mut Vec<(String, EntityKind)>) {
    let text = line.of(doc.text);
    let is_part = |c: char| c.is_alphanumeric() && !is_hangul(c) || c == '-';
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        let word = first_run(rest.get(at..).unwrap_or(""), |c| is_part(c) || c == '.' || c == '@' || c == '_');
        let start = text.len() - rest.len() + at;
        rest = rest.get(at + word.len()..).unwrap_or("");
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let letters = word.chars().take_while(char::is_ascii_alphabetic).count();
        let fits = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && digits >= 1
            && (1..=8).contains(&letters)
            && !word.ends_with('-');
        let is_free = doc.mentions_over(Span::new(line.start + start, line.start + start + word.len())).is_empty();
        if fits
            && is_free
            && !doc.lexicon.is(Class::Gloss, word)
            && boundary::is_whole(doc.lexicon, text, start, start + word.len())
        {
            found.push((word.to_owned(), EntityKind::Product));
        }
    }
}

/// `㈜X`, `(주)X`, `주식회사 X`.
fn corporate_marks(doc: &Doc, line: Span, found: &mut Vec<(String, EntityKind)>) {
    let text = line.of(doc.text);
    for mark in ["㈜", "(주)", "주식회사 "] {
        for (at, _) in text.match_indices(mark) {
            if text.get(..at).is_some_and(|t| t.ends_with(char::is_alphanumeric)) {
                continue; // the mark of the name before it (CJ㈜)
            }
            let rest = text.get(at + mark.len()..).unwrap_or("").trim_start();
            let (name, _) = boundary::split(doc.lexicon, first_run(rest, char::is_alphanumeric));
            if (2..=12).contains(&name.chars().count()) {
                found.push((name.to_owned(), EntityKind::Company));
            }
        }
    }
}

/// `X(Y)` where X has just been found.
fn bracket_aliases(doc: &mut Doc) {
    let mut found = Vec::new();
    for mention in occurrences(doc, &doc.local_forms()) {
        let after = doc.text.get(mention.span.end..).unwrap_or("").trim_start_matches(is_quote);
        let (form, kind) = (mention.span.of(doc.text), doc.kind(mention.entity));
        let parts = bracketed(after).into_iter().flat_map(|inner| inner.split(','));
        found.extend(parts.filter_map(|p| define::alias_in(doc, form, kind, p)).map(|alias| (alias, mention.entity)));
    }
    for (alias, entity) in found {
        doc.alias(&alias, entity);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::extract::sample::{EXTRACTOR, kind, names};

    fn check(text: &str, name: &str, expected: Option<EntityKind>) {
        assert_eq!(kind(text, name), expected, "{text}");
    }

    #[test]
    fn a_telling_suffix_makes_a_name() {
        check("KT는 푸르멜파트너스와 협력한다.", "푸르멜파트너스", Some(EntityKind::Company));
        check("KT는 한국푸르멜연구원과 협력한다.", "한국푸르멜연구원", Some(EntityKind::Institution));
    }

    #[test]
    fn an_apposition_makes_a_name() {
        check("KT는 AI 스타트업 푸르멜과 협력한다.", "푸르멜", Some(EntityKind::Company));
    }

    #[test]
    fn a_place_in_a_list_makes_a_name() {
        check("KT는 네이버·푸르멜·카카오와 협력한다.", "푸르멜", Some(EntityKind::Company));
    }

    #[test]
    fn a_corporate_mark_makes_a_name() {
        check("㈜푸르멜은 나섰다.", "푸르멜", Some(EntityKind::Company));
        check("푸르멜㈜ 경영전략총괄이 나섰다.", "경영전략총괄", None);
    }

    #[test]
    fn ordinary_words_are_no_names() {
        assert_eq!(names("국내 기업 협력과 기술 개발을 통해 시장을 넓힌다."), [""; 0]);
    }

    #[test]
    fn common_words_are_known_to_the_dictionary() {
        let found = ["협력", "기술개발", "래블업"].map(|word| EXTRACTOR.tokenizer.is_common(word));
        assert_eq!(found, [true, true, false]);
    }
}
