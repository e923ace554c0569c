//! What a word is about (buying, founding, denying …), by how it begins: the rows of `senses.tsv`. It lets the learned
//! reader take a word that it has not seen for one that it has.

use aho_corasick::{AhoCorasick, MatchKind};

/// The stems with their senses.
#[derive(Clone, Default)]
pub(super) struct Senses {
    automaton: Option<AhoCorasick>,
    /// The sense of each pattern.
    of: Vec<String>,
}

impl Senses {
    /// `rows` are senses and stems.
    pub(super) fn new(rows: Vec<(String, String)>) -> Self {
        let (of, stems): (Vec<String>, Vec<String>) = rows.into_iter().unzip();
        Self { automaton: AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(stems).ok(), of }
    }

    /// The senses of the words of `text`, each with the byte at which its word begins; longer stems win.
    pub(super) fn find(&self, text: &str) -> Vec<(usize, &str)> {
        let begins = |at: usize| !text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        let found = self.automaton.iter().flat_map(|a| a.find_iter(text)).filter(|m| begins(m.start()));
        found.filter_map(|m| Some((m.start(), self.of.get(m.pattern().as_usize())?.as_str()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::lexicon::Lexicon;

    #[test]
    fn a_word_has_the_sense_of_its_longest_stem() {
        let (lexicon, _) = Lexicon::load();
        assert_eq!(lexicon.senses("지분을 사들여 손에 넣었다"), [(0, "hold"), (10, "buy"), (20, "buy")]);
    }
}
