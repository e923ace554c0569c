//! The Korean dictionary (mecab-ko-dic) for lindera, unpacked from the program itself.

use super::memo::Memo;
use lindera::{mode::Mode, segmenter::Segmenter};
use lindera_dictionary::dictionary::{
    Dictionary, character_definition::CharacterDefinition, connection_cost_matrix::ConnectionCostMatrix,
    metadata::Metadata, prefix_dictionary::PrefixDictionary, unknown_dictionary::UnknownDictionary,
};
use std::{borrow::Cow, sync::Arc};

static PACKED: &[u8] = include_bytes!("../../assets/ko-dic/ko-dic.zst");
/// Room for the unpacked dictionary; it takes 61 MB.
const UNPACKED_MAX: usize = 128 << 20;
const N_PARTS: usize = 9;
/// How many words are remembered as common or not; about 60 bytes each.
const MAX_WORDS: usize = 1 << 16;

/// Splits Korean text into tokens with part-of-speech tags. Shared by threads.
pub struct Tokenizer {
    segmenter: Option<Segmenter>,
    common: Memo<bool>,
}

/// A token: its text and its tag of the Sejong set (NNP, JX, VV+EC, …).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Half-open byte range in the text given.
    pub span: super::Span,
    /// The tag; `?` where the dictionary gives none.
    pub tag: String,
}

impl Tokenizer {
    /// Unpacks the dictionary; about 0.15 s and 70 MB. `Err` tells what was wrong with the bytes; the tokenizer
    /// then finds no tokens, and names rest on the lexicon alone.
    pub fn load() -> (Self, Option<String>) {
        match dictionary() {
            Ok(dictionary) => (Self::new(Some(Segmenter::new(Mode::Normal, dictionary, None))), None),
            Err(why) => (Self::new(None), Some(why)),
        }
    }

    fn new(segmenter: Option<Segmenter>) -> Self {
        Self { segmenter, common: Memo::new(MAX_WORDS) }
    }

    /// True if the dictionary reads `word` wholly as common words: no proper noun, no foreign letters, no guess.
    pub fn is_common(&self, word: &str) -> bool {
        self.common.get(word, || reads_common(&self.tokens(word), word))
    }

    /// The tokens of `text`, in order. Linear in its length.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let Some(Ok(mut tokens)) = self.segmenter.as_ref().map(|s| s.segment(Cow::Borrowed(text))) else {
            return Vec::new();
        };
        tokens
            .iter_mut()
            .map(|t| Token {
                span: super::Span::new(t.byte_start, t.byte_end),
                tag: t.get("part_of_speech_tag").unwrap_or("?").to_owned(),
            })
            .collect()
    }
}

/// True if `tokens`, those of `word`, are common words.
pub fn reads_common(tokens: &[Token], word: &str) -> bool {
    const KNOWN: [&str; 12] = ["NNG", "NNB", "NNBC", "NP", "NR", "MAG", "MAJ", "MM", "IC", "XPN", "XSN", "SN"];
    let known = |tag: &str| KNOWN.contains(&tag);
    let is_verb = |tag: &str| tag.starts_with('V') || tag.starts_with('E') || tag.starts_with("XS");
    let length = |span: super::Span| span.of(word).chars().count();
    match tokens {
        [] => false,
        [one] => known(&one.tag) || one.tag.contains('+'),
        many => {
            many.iter().all(|t| known(&t.tag) && length(t.span) >= 2)
                || many.len() == 2
                    && many.iter().all(|t| known(&t.tag) || is_verb(&t.tag))
                    && many.iter().any(|t| known(&t.tag) && length(t.span) >= 2)
        }
    }
}

/// Rebuilds lindera's dictionary from one zstd frame: nine little-endian lengths, then the nine files.
fn dictionary() -> Result<Dictionary, String> {
    let raw = zstd::bulk::decompress(PACKED, UNPACKED_MAX).map_err(|e| e.to_string())?;
    let mut at = N_PARTS * 4;
    let mut parts = Vec::with_capacity(N_PARTS);
    for length in raw.get(..at).ok_or("no header")?.chunks_exact(4) {
        let length = length.try_into().map(u32::from_le_bytes).map_err(|_| "header")? as usize;
        parts.push(raw.get(at..at + length).ok_or("cut off")?);
        at += length;
    }
    let [metadata, characters, unknown, matrix, trie, values_index, values, words_index, words] = parts[..] else {
        return Err("wrong number of parts".into());
    };
    let metadata = Metadata::load(metadata).map_err(|e| e.to_string())?;
    metadata.validate_format_version().map_err(|e| e.to_string())?;
    Ok(Dictionary {
        character_definition: Arc::new(CharacterDefinition::load(characters).map_err(|e| e.to_string())?),
        unknown_dictionary: Arc::new(UnknownDictionary::load(unknown).map_err(|e| e.to_string())?),
        connection_cost_matrix: Arc::new(ConnectionCostMatrix::load(matrix.to_vec()).map_err(|e| e.to_string())?),
        prefix_dictionary: Arc::new(
            PrefixDictionary::load(
                trie.to_vec(),
                values_index.to_vec(),
                values.to_vec(),
                words_index.to_vec(),
                words.to_vec(),
            )
            .map_err(|e| e.to_string())?,
        ),
        metadata: Arc::new(metadata),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn tokens_carry_their_place_and_tag() {
        let (tokenizer, trouble) = Tokenizer::load();
        assert_eq!(trouble, None);
        let text = "유영상 대표는 말했다.";
        let tokens = tokenizer.tokens(text);
        let found: Vec<_> = tokens.iter().map(|t| (t.span.of(text), t.tag.as_str())).collect();
        assert!(found.contains(&("대표", "NNG")) && found.contains(&("는", "JX")), "{found:?}");
    }
}
