//! Search over the text of articles: sentences that hold every word, whatever the case of its Latin letters.

use super::{Group, TextFind};
use crate::{
    article::{Article, Line, LineRole},
    resolve::{Place, Read},
    text::{Span, sentence::sentences},
};
use aho_corasick::AhoCorasick;
use rayon::prelude::*;
use std::cmp::Reverse;

/// A word that is looked for.
enum Word<'w> {
    /// As it stands.
    Plain(&'w str),
    /// Whatever the case of its Latin letters.
    Folded(AhoCorasick),
}

/// Sentences with all of `words`, the latest article first; at most `limit`, and the number of articles that have
/// the first word at all. Linear in the text, in parallel.
pub(super) fn find(reads: &[Read], words: &[&str], limit: usize) -> Group<TextFind> {
    let words: Option<Vec<Word>> = words.iter().map(|word| Word::new(word)).collect();
    let Some((first, rest)) = words.as_ref().and_then(|words| words.split_first()) else { return Group::default() };
    let has_all =
        |read: &Read| first.is_match(&read.article.text) && rest.iter().all(|w| w.is_match(&read.article.text));
    let mut holding: Vec<usize> =
        (0..reads.len()).into_par_iter().filter(|&i| reads.get(i).is_some_and(has_all)).collect();
    holding.sort_unstable_by_key(|&i| (Reverse(reads.get(i).and_then(|r| r.article.meta.published)), i));
    let mut finds = Vec::new();
    let mut n_articles = 0;
    for article in holding {
        let Some(read) = reads.get(article) else { continue };
        let found = match finds.len() < limit || !rest.is_empty() {
            true => in_article(&read.article, first, rest, limit),
            // One word in an article is in one of its sentences.
            false => Vec::new(),
        };
        n_articles += usize::from(rest.is_empty() || !found.is_empty());
        finds.extend(found.into_iter().map(|(span, sentence)| TextFind { place: Place { article, span }, sentence }));
    }
    finds.truncate(limit);
    Group { first: finds, n: n_articles }
}

impl<'w> Word<'w> {
    fn new(word: &'w str) -> Option<Self> {
        if !word.contains(|c: char| c.is_ascii_alphabetic()) {
            return Some(Self::Plain(word));
        }
        AhoCorasick::builder().ascii_case_insensitive(true).build([word]).ok().map(Self::Folded)
    }

    fn is_match(&self, text: &str) -> bool {
        match self {
            Self::Plain(word) => text.contains(word),
            Self::Folded(word) => word.is_match(text),
        }
    }

    /// First byte and the byte after.
    fn find(&self, text: &str) -> Option<(usize, usize)> {
        match self {
            Self::Plain(word) => text.find(word).map(|start| (start, start + word.len())),
            Self::Folded(word) => word.find(text).map(|found| (found.start(), found.end())),
        }
    }
}

/// The first match in each sentence that has all words, with that sentence.
fn in_article(article: &Article, first: &Word, rest: &[Word], limit: usize) -> Vec<(Span, Span)> {
    let told = |line: &&Line| !matches!(line.role, LineRole::Boilerplate | LineRole::Repeated);
    let lines = article.lines.iter().filter(told).filter(|line| first.is_match(line.span.of(&article.text)));
    let all = lines.flat_map(|line| sentences(&article.text, line.span));
    let find_in = |sentence: Span| {
        let text = sentence.of(&article.text);
        let (start, end) = first.find(text)?;
        let place = Span::new(sentence.start + start, sentence.start + end);
        rest.iter().all(|word| word.is_match(text)).then_some((place, sentence))
    };
    all.filter_map(find_in).take(limit).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{article::load, extract::ArticleFacts};
    use std::sync::Arc;

    fn check(text: &str, words: &[&str], expected: &[&str]) {
        let (article, _) = load::from_bytes("a.txt", "", text.as_bytes()).unwrap();
        let reads = [Read { article: Arc::new(article), facts: Arc::new(ArticleFacts::default()) }];
        let found = find(&reads, words, 10);
        let sentences: Vec<&str> = found.first.iter().map(|f| f.sentence.of(&reads[0].article.text)).collect();
        assert_eq!(sentences, expected);
    }

    const TEXT: &str = "KT가 투자했다. LG는 아니다.\n\nKT와 MS가 손잡았다. 인공지능(AI) 때문이다.\n";

    #[test]
    fn each_sentence_with_the_word_is_found() {
        check(TEXT, &["kt"], &["KT가 투자했다.", "KT와 MS가 손잡았다."]);
        check(TEXT, &["("], &["인공지능(AI) 때문이다."]);
    }

    #[test]
    fn all_words_must_be_in_one_sentence() {
        check(TEXT, &["KT", "MS"], &["KT와 MS가 손잡았다."]);
        check(TEXT, &["KT", "LG"], &[]);
    }
}
