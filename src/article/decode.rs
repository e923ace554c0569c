//! Bytes to text: UTF-8, CP949 (which holds EUC-KR) and UTF-16 with a byte order mark.
//!
//! What is neither is refused with the reason; a file cut off inside its last character is kept.

use crate::error::Reason;
use encoding_rs::{EUC_KR, Encoding};

/// The text of `bytes` without byte order mark, and [`Reason::Truncated`] if the last character was cut off.
///
/// # Errors
/// [`Reason::Empty`], [`Reason::Binary`] or [`Reason::Encoding`].
pub fn decode(bytes: &[u8]) -> Result<(String, Option<Reason>), Reason> {
    let (text, flaw) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == encoding_rs::UTF_8 => utf8_or_cp949(&bytes[mark..])?,
        Some((utf16, mark)) => cut_tolerant(utf16, &bytes[mark..]).ok_or(Reason::Encoding)?,
        None if bytes.contains(&0) => return Err(Reason::Binary),
        None => utf8_or_cp949(bytes)?,
    };
    if text.trim().is_empty() {
        return Err(Reason::Empty);
    }
    if looks_binary(&text) { Err(Reason::Binary) } else { Ok((text, flaw)) }
}

fn utf8_or_cp949(bytes: &[u8]) -> Result<(String, Option<Reason>), Reason> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok((text.to_owned(), None)),
        Err(error) => error,
    };
    let valid = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
    if error.error_len().is_none() && !valid.is_empty() {
        return Ok((valid.to_owned(), Some(Reason::Truncated)));
    }
    // Three Korean syllables in good UTF-8 do not happen by chance in CP949: such a file is UTF-8 with damage.
    if valid.chars().filter(|c| is_syllable(*c)).take(3).count() == 3 {
        return Err(Reason::Encoding);
    }
    match cut_tolerant(EUC_KR, bytes) {
        Some((text, flaw)) if text.chars().any(is_syllable) => Ok((text, flaw)),
        _ if has_controls(bytes.iter().map(|byte| char::from(*byte))) => Err(Reason::Binary),
        _ => Err(Reason::Encoding),
    }
}

/// Decodes strictly, but drops a last character that is cut off: one byte, or up to three in UTF-16.
fn cut_tolerant(encoding: &'static Encoding, bytes: &[u8]) -> Option<(String, Option<Reason>)> {
    (0..=3.min(bytes.len())).find_map(|cut| {
        let kept = &bytes[..bytes.len() - cut];
        let text = encoding.decode_without_bom_handling_and_without_replacement(kept)?.into_owned();
        Some((text, (cut > 0).then_some(Reason::Truncated)))
    })
}

fn is_syllable(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

fn looks_binary(text: &str) -> bool {
    text.contains('\0') || has_controls(text.chars())
}

/// True if more than one character in a hundred is a control character that no text uses.
fn has_controls(chars: impl Iterator<Item = char>) -> bool {
    let (mut n_controls, mut n_chars) = (0_usize, 0_usize);
    for c in chars {
        n_chars += 1;
        n_controls += usize::from(c.is_ascii_control() && !c.is_ascii_whitespace() && c != '\x0b');
    }
    n_controls * 100 > n_chars
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<(&str, Option<Reason>), Reason>) {
        assert_eq!(decode(bytes), expected.map(|(text, flaw)| (text.to_owned(), flaw)));
    }

    fn utf16(text: &str) -> Vec<u8> {
        [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn utf8_is_read_with_and_without_mark() {
        check("합종".as_bytes(), Ok(("합종", None)));
        check(b"\xef\xbb\xbfKT", Ok(("KT", None)));
    }

    #[test]
    fn cp949_is_read_beyond_ksx1001() {
        let (bytes, ..) = EUC_KR.encode("‘펩시’가 햏자와 손잡았다");
        check(&bytes, Ok(("‘펩시’가 햏자와 손잡았다", None)));
    }

    #[test]
    fn utf16_with_mark_is_read() {
        check(&utf16("합종 KT"), Ok(("합종 KT", None)));
    }

    #[test]
    fn a_cut_last_character_is_dropped_with_a_warning() {
        check(&"합종".as_bytes()[..5], Ok(("합", Some(Reason::Truncated))));
        check(&EUC_KR.encode("합종연횡").0[..7], Ok(("합종연", Some(Reason::Truncated))));
        let wide = utf16("합종");
        check(&wide[..wide.len() - 1], Ok(("합", Some(Reason::Truncated))));
    }

    #[test]
    fn nothing_and_blanks_are_empty() {
        for bytes in [&b""[..], b"\xef\xbb\xbf", b" \r\n\t"] {
            check(bytes, Err(Reason::Empty));
        }
    }

    #[test]
    fn pictures_and_programs_are_binary() {
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Err(Reason::Binary));
        check(b"\x01\x02\x03\x04 \xff\xfe\xfd", Err(Reason::Binary));
        check(b"ab\x01\x02", Err(Reason::Binary));
    }

    #[test]
    fn damaged_and_foreign_encodings_are_refused() {
        check("합종연횡의 \u{fffd}".replace('\u{fffd}', "x").as_bytes(), Ok(("합종연횡의 x", None)));
        let mut damaged = "합종연횡의 시대가 왔다".as_bytes().to_vec();
        damaged[15] = 0xff;
        check(&damaged, Err(Reason::Encoding));
        check(b"caf\xe9 au lait", Err(Reason::Encoding));
        check(&encoding_rs::SHIFT_JIS.encode("ソフトバンクと提携した。").0, Err(Reason::Encoding));
    }
}
