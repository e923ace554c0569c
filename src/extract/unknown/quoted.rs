//! Quoted names: ‘… 얼라이언스’, 서비스 ‘…’, ‘… 서밋 2024’.

use crate::{
    extract::{EntityKind, doc::Doc, lexicon::Class},
    text::{Span, dictionary::Tokenizer, form::is_quote},
};

/// Endings of quoted words that name no product: laws, trends, sayings.
const NO_PRODUCT: [char; 9] = ['법', '론', '화', '설', '적', '다', '요', '자', '기'];

/// What is said after the name of an alliance only.
const ALLIANCE_AFTER: [&str; 16] = [
    " 창립총회",
    " 발족",
    " 결성",
    "이 결성",
    "가 결성",
    "을 결성",
    "를 결성",
    "이 발족",
    "가 발족",
    "을 발족",
    "를 발족",
    " 회원사",
    " 멤버사",
    " 의장사",
    "의 회원사",
    "의 의장사",
];

/// What stands between quotation marks, and what is around it.
struct Quoted<'a> {
    inner: &'a str,
    /// `inner` without a bracket.
    bare: &'a str,
    n_words: usize,
    /// The text of the line before the opening mark.
    before: &'a str,
    /// Where `before` ends in the article.
    place: usize,
    /// The text of the line after the closing mark.
    after: &'a str,
}

/// Adds the quoted names of a line with their kinds.
pub fn find(doc: &Doc, tokenizer: &Tokenizer, line: Span, found: &mut Vec<(String, EntityKind)>) {
    let text = line.of(doc.text);
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices().filter(|(_, c)| is_quote(*c)) {
        let Some(start) = open.replace(at + c.len_utf8()) else { continue };
        let inner = text.get(start..at).unwrap_or("");
        let inner = inner.strip_suffix(')').and_then(|i| i.rsplit_once('(')).map_or(inner, |(name, _)| name);
        if !could_be_name(doc, inner) {
            continue;
        }
        let bare = inner.split('(').next().unwrap_or(inner).trim_end();
        let before = text.get(..start).unwrap_or("").trim_end_matches(is_quote);
        let after = text.get(at + c.len_utf8()..).unwrap_or("");
        let n_words = bare.split(' ').count();
        let quoted = Quoted { inner, bare, n_words, before, place: line.start + before.len(), after };
        if let Some(kind) = quoted.kind(doc, tokenizer) {
            found.push((inner.to_owned(), kind));
        }
    }
}

/// False for what is too long, has marks of a sentence or is known already.
fn could_be_name(doc: &Doc, inner: &str) -> bool {
    (2..=30).contains(&inner.chars().count())
        && inner.trim() == inner
        && !inner.contains([',', '?', '!', '…'])
        && doc.lexicon.form(inner).is_none_or(|f| f.is_ambiguous)
}

impl Quoted<'_> {
    fn kind(&self, doc: &Doc, tokenizer: &Tokenizer) -> Option<EntityKind> {
        let is_sentence = self.bare.ends_with(['다', '요', '자', '라', '까']) && self.n_words > 1;
        if is_sentence || self.n_words > 6 {
            return None;
        }
        if (self.ends(doc, Class::AllianceWord) || self.ends(doc, Class::AllianceTail)) && self.n_words > 1 {
            return Some(EntityKind::Alliance);
        }
        if self.is_headed(doc, Class::AllianceNoun) || ALLIANCE_AFTER.iter().any(|w| self.after.starts_with(w)) {
            return Some(EntityKind::Alliance);
        }
        if self.is_event(doc) {
            return Some(EntityKind::Event);
        }
        if self.is_institution(doc) {
            return Some(EntityKind::Institution);
        }
        let is_firm = self.ends(doc, Class::CompanySuffix) && self.n_words <= 5;
        if doc.lexicon.is_any(&[Class::Generic, Class::Gloss], self.bare) || self.n_words > 3 && !is_firm {
            return None;
        }
        if self.is_headed(doc, Class::OrgNoun) {
            return Some(EntityKind::Company);
        }
        (self.is_product(doc) || self.is_coined(doc, tokenizer)).then_some(EntityKind::Product)
    }

    /// True if the name ends in a word of the class, with something before it.
    fn ends(&self, doc: &Doc, class: Class) -> bool {
        doc.lexicon.class(class).iter().any(|word| self.bare.ends_with(word) && self.bare != word)
    }

    /// The last word before the quotation, without 인.
    fn head(&self) -> &str {
        let head = self.before.trim_end().rsplit([' ', '·', ',', '(']).next().unwrap_or("");
        head.strip_suffix('인').unwrap_or(head)
    }

    fn is_headed(&self, doc: &Doc, class: Class) -> bool {
        self.before.ends_with(' ') && doc.lexicon.ends(class, self.head())
    }

    fn is_event(&self, doc: &Doc) -> bool {
        let last = self.bare.rsplit(' ').next().unwrap_or("");
        let has_year = last.len() == 4 && last.starts_with("20") && last.bytes().all(|b| b.is_ascii_digit());
        let is_called_one = self.after.starts_with(" 행사") || self.head().ends_with("행사");
        (has_year || self.ends(doc, Class::EventWord)) && self.n_words > 1
            || is_called_one
            || self.is_headed(doc, Class::EventWord)
    }

    fn is_institution(&self, doc: &Doc) -> bool {
        let length = self.inner.chars().count();
        let is_centre =
            self.bare.ends_with("센터") && !self.bare.ends_with("데이터센터") && self.n_words <= 4 && length <= 16;
        is_centre && self.after.starts_with(['를', '가', '는', '에', ' '])
            || self.ends(doc, Class::InstitutionSuffix)
                && length >= 5
                && !doc.lexicon.is(Class::Generic, self.bare)
                && (self.n_words == 1 || self.is_headed(doc, Class::OrgNoun))
    }

    /// "서비스 ‘…’", "‘…’을 출시", "‘…’ 서비스", "KT ‘X’".
    fn is_product(&self, doc: &Doc) -> bool {
        let told = self.after.trim_start_matches(['을', '를', '은', '는', '도', ' ']);
        let is_offered = told.len() < self.after.len() && doc.lexicon.begins(Class::OfferWord, told);
        let is_described = self.after.strip_prefix(' ').is_some_and(|t| doc.lexicon.begins(Class::ProductNoun, t));
        let owner = doc.mention_ending(self.place - (self.before.len() - self.before.trim_end().len()));
        let is_owned = owner.is_some_and(|m| doc.kind(m.entity) == EntityKind::Company) && self.before.ends_with(' ');
        let is_coined = self.inner.chars().any(|c| c.is_ascii_alphabetic());
        self.is_headed(doc, Class::ProductNoun)
            || (is_offered || is_described) && self.n_words <= 3
            || is_owned && is_coined && self.n_words <= 2
    }

    /// A short name with a word that no dictionary has: most such quotations are products.
    fn is_coined(&self, doc: &Doc, tokenizer: &Tokenizer) -> bool {
        let is_new = |word: &str| {
            let shortest = if word.is_ascii() { 4 } else { 2 };
            word.chars().count() >= shortest
                && word.chars().all(char::is_alphanumeric)
                && !doc.lexicon.is_any(&[Class::Generic, Class::Gloss, Class::Place, Class::ProductNoun], word)
                && doc.lexicon.form(word).is_none()
                && !tokenizer.is_common(word)
        };
        let is_named = |word: &str| doc.lexicon.form(word).is_some();
        let words = || self.bare.split(' ');
        self.n_words <= 3
            && words().filter(|word| is_new(word)).count() >= self.n_words.min(2)
            && !words().any(is_named)
            && !self.bare.ends_with(NO_PRODUCT)
            && !self.after.starts_with(['이', '라']) // ‘…’이라고 하는
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use crate::extract::{EntityKind, sample::kind};

    fn check(text: &str, name: &str, expected: Option<EntityKind>) {
        assert_eq!(kind(text, name), expected, "{text}");
    }

    #[test]
    fn the_last_word_of_a_quoted_name_tells_what_it_is() {
        check("KT는 ‘푸른하늘 얼라이언스’에 참여한다.", "푸른하늘 얼라이언스", Some(EntityKind::Alliance));
        check("KT는 ‘푸른하늘 서밋 2024’를 열었다.", "푸른하늘 서밋 2024", Some(EntityKind::Event));
    }

    #[test]
    fn the_word_before_a_quoted_name_tells_what_it_is() {
        check("KT는 서비스 ‘푸른별이’를 알렸다.", "푸른별이", Some(EntityKind::Product));
        check("KT는 스타트업 ‘푸른별이’를 알렸다.", "푸른별이", Some(EntityKind::Company));
    }

    #[test]
    fn what_is_launched_is_a_product() {
        check("KT는 ‘푸른별이’를 출시했다.", "푸른별이", Some(EntityKind::Product));
    }

    #[test]
    fn a_quoted_sentence_is_no_name() {
        check("KT는 ‘모두 함께 간다’고 했다.", "모두 함께 간다", None);
    }
}
