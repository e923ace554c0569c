//! Splits a paragraph into sentences. A sentence ends at `.`, `?`, `!` or `…` before white space or the end, but not
//! inside a quotation that the paragraph closes, nor after a number or a capital letter. A run of several kilobytes
//! without an end is cut, so that what reads a sentence is never given a whole page.

use super::Span;

/// The longest sentence in bytes; those of news have a tenth of it.
const MAX_SENTENCE: usize = 4000;

/// The sentences of `text[line]`, in order, without surrounding white space. Linear.
pub fn sentences(text: &str, line: Span) -> Vec<Span> {
    let body = line.of(text);
    let balanced = is_balanced(body);
    let mut out = Vec::new();
    let (mut start, mut depth, mut straight) = (0, 0usize, false);
    let mut chars = body.char_indices().peekable();
    let mut previous = ' ';
    while let Some((at, c)) = chars.next() {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            '"' => straight = !straight,
            _ => {}
        }
        let quoted = balanced && (depth > 0 || straight);
        let next = chars.peek().map(|(_, n)| *n);
        let ends = matches!(c, '.' | '?' | '!') && !quoted && next.is_none_or(char::is_whitespace);
        let closes = matches!(c, '”' | '"' | '’' | '\'' | ')')
            && !quoted
            && matches!(previous, '.' | '?' | '!')
            && next.is_none_or(char::is_whitespace);
        let abbreviates = c == '.' && (previous.is_ascii_digit() || previous.is_ascii_uppercase()) && next.is_some();
        if (ends && !abbreviates) || closes {
            push(&mut out, body, line.start, start, at + c.len_utf8());
            start = at + c.len_utf8();
        }
        previous = c;
    }
    push(&mut out, body, line.start, start, body.len());
    out
}

fn is_balanced(body: &str) -> bool {
    let count = |c: char| body.matches(c).count();
    count('“') == count('”') && count('"').is_multiple_of(2)
}

fn push(out: &mut Vec<Span>, body: &str, offset: usize, start: usize, end: usize) {
    let mut start = start;
    while end - start > MAX_SENTENCE {
        let room = body.get(start..body.floor_char_boundary(start + MAX_SENTENCE)).unwrap_or("");
        let cut = room.trim_end_matches(|c: char| !c.is_whitespace()).len();
        let cut = if cut == 0 { room.len() } else { cut };
        push_trimmed(out, body, offset, start, start + cut);
        start += cut;
    }
    push_trimmed(out, body, offset, start, end);
}

fn push_trimmed(out: &mut Vec<Span>, body: &str, offset: usize, start: usize, end: usize) {
    let part = body.get(start..end).unwrap_or("");
    let lead = part.len() - part.trim_start().len();
    let trimmed = part.trim();
    if !trimmed.is_empty() {
        let start = offset + start + lead;
        out.push(Span::new(start, start + trimmed.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = sentences(text, Span::new(0, text.len())).iter().map(|s| s.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn full_stops_end_sentences() {
        check("KT는 1일 밝혔다. 양사는 협력한다.", &["KT는 1일 밝혔다.", "양사는 협력한다."]);
    }

    #[test]
    fn quotations_stay_whole() {
        check("그는 “된다. 간다”고 했다. 끝.", &["그는 “된다. 간다”고 했다.", "끝."]);
    }

    #[test]
    fn a_quotation_that_is_never_closed_does_not_swallow_the_rest() {
        check("그는 “된다. 간다고 했다. 끝.", &["그는 “된다.", "간다고 했다.", "끝."]);
    }

    #[test]
    fn dates_and_decimals_do_not_end_sentences() {
        check("2024. 7. 14. 공개한 3.5 버전이다.", &["2024. 7. 14. 공개한 3.5 버전이다."]);
    }

    #[test]
    fn what_never_ends_is_cut_between_words() {
        let text = "가나 ".repeat(2000);
        let found = sentences(&text, Span::new(0, text.len()));
        assert!(found.len() > 1 && found.iter().all(|s| s.len() <= MAX_SENTENCE));
        let joined: Vec<_> = found.iter().map(|s| s.of(&text)).collect();
        assert_eq!(joined.join(" "), text.trim());
        let word = "가".repeat(4000);
        let found = sentences(&word, Span::new(0, word.len()));
        assert_eq!(found.iter().map(|s| s.of(&word)).collect::<String>(), word);
    }
}
