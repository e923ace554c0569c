//! Small readings of running text: kinds of characters, brackets, last words.

/// A bracket longer than this, in bytes, is no bracket but one that was never closed.
const MAX_BRACKET: usize = 300;

/// True for a Hangul syllable.
pub fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// True for the quotation marks Korean pages use, opening, closing, straight or reversed by mistake.
pub fn is_quote(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '\'' | '"' | '`' | '「' | '」' | '『' | '』' | '《' | '》' | '<' | '>')
}

/// What stands in the bracket that opens at the start of `text`; its closing bracket follows.
pub fn bracketed(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(')?;
    let near = inner.get(..inner.floor_char_boundary(MAX_BRACKET))?;
    near.get(..near.find(')')?)
}

/// The length of the bracket that opens at the start of `text`, with both its marks; 0 if none opens there.
pub fn bracket_length(text: &str) -> usize {
    bracketed(text).map_or(0, |inner| inner.len() + 2)
}

/// `text` without bracketed parts, and for each byte of the result its byte in `text` (one more for the end). Linear.
pub fn without_brackets(text: &str) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() + 1);
    let mut rest = 0;
    while let Some(open) = text.get(rest..).and_then(|t| t.find('(')).map(|at| at + rest) {
        let Some(close) = text.get(open..).and_then(|t| t.find(')')).map(|at| at + open + 1) else { break };
        out.push_str(text.get(rest..open).unwrap_or(""));
        places.extend(rest..open);
        rest = close;
    }
    out.push_str(text.get(rest..).unwrap_or(""));
    places.extend(rest..=text.len());
    (out, places)
}

/// The run at the end of `text` in which every character is `part`: its last word, where `part` tells words.
pub fn last_run(text: &str, part: impl Fn(char) -> bool) -> &str {
    text.get(text.trim_end_matches(part).len()..).unwrap_or("")
}

/// The run at the start of `text` in which every character is `part`.
pub fn first_run(text: &str, part: impl Fn(char) -> bool) -> &str {
    text.get(..text.len() - text.trim_start_matches(part).len()).unwrap_or("")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn bracketed_parts_leave_and_places_stay() {
        let text = "이앤(e&)그룹은";
        let (bare, places) = without_brackets(text);
        assert_eq!(bare, "이앤그룹은");
        let end = bare.find("은").unwrap();
        assert_eq!(&text[places[0]..places[end]], "이앤(e&)그룹");
    }

    #[test]
    fn a_bracket_that_is_never_closed_is_none() {
        assert_eq!(without_brackets("KT(케이티 는").0, "KT(케이티 는");
        assert_eq!(bracketed("(케이티 는"), None);
        assert_eq!(bracketed(&format!("({})", "가".repeat(500))), None);
    }

    #[test]
    fn a_bracket_is_measured_with_its_marks() {
        assert_eq!(bracketed("(SKT)는"), Some("SKT"));
        assert_eq!(bracket_length("(SKT)는"), 5);
        assert_eq!(bracket_length("SKT"), 0);
    }

    #[test]
    fn runs_at_both_ends_are_words() {
        assert_eq!(last_run("SK텔레콤 유영상", is_hangul), "유영상");
        assert_eq!(first_run("대표, 사장", is_hangul), "대표");
        assert_eq!(last_run("끝.", is_hangul), "");
    }
}
