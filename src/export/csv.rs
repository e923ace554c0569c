//! Tables as CSV: UTF-8 with a byte order mark, so that Excel reads Korean; RFC 4180, lines end in CR LF.
//!
//! A spreadsheet runs a text that begins with `=`, `+`, `-` or `@` as a formula. Such a text (also one that begins
//! with a tab, a line break or the wide forms `＝＋－＠`) is written with an apostrophe before it; so is one in which
//! apostrophes come before such a beginning. Dropping one apostrophe before such a beginning gives back the text.

use super::rows::{Cell, Table, Tables};
use crate::Error;
use std::{
    borrow::Cow,
    io::{Cursor, Write},
};

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// One table with its keys as header.
///
/// # Errors
/// None but those of memory: writing goes there.
pub fn csv(table: &Table) -> Result<Vec<u8>, Error> {
    let header: Vec<Cow<str>> = table.columns.iter().map(|column| Cow::Borrowed(column.key)).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(plain).collect());
    lines(BYTE_ORDER_MARK, std::iter::once(header).chain(rows))
}

/// Nodes, edges, deals and evidence as CSV, in a zip archive.
///
/// # Errors
/// As [`csv()`].
pub fn archive(tables: &Tables) -> Result<Vec<u8>, Error> {
    zip(&[
        ("nodes.csv", csv(&tables.nodes)?),
        ("edges.csv", csv(&tables.edges)?),
        ("deals.csv", csv(&tables.deals)?),
        ("evidence.csv", csv(&tables.evidence)?),
    ])
}

/// Lines of CSV after `start`.
pub(super) fn lines<'t>(start: &[u8], lines: impl Iterator<Item = Vec<Cow<'t, str>>>) -> Result<Vec<u8>, Error> {
    let mut writer =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).flexible(true).from_writer(start.to_vec());
    for line in lines {
        writer.write_record(line.iter().map(|cell| cell.as_bytes())).map_err(|e| Error::Data(e.to_string()))?;
    }
    writer.into_inner().map_err(|e| Error::Data(e.to_string()))
}

/// A cell as CSV has it, before quoting.
pub(super) fn plain(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Text(words) => harmless(words),
        other => Cow::Owned(other.to_string()),
    }
}

/// `text` as no spreadsheet runs it; see the module.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let first = text.trim_start_matches('\'').chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            Cow::Owned(format!("'{text}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// An archive of small files. Holds no time, so that the same tables give the same bytes.
pub(super) fn zip(files: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, Error> {
    let failed = |e: ::zip::result::ZipError| Error::Data(e.to_string());
    let mut archive = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = ::zip::write::SimpleFileOptions::default()
        .compression_method(::zip::CompressionMethod::Deflated)
        .last_modified_time(::zip::DateTime::default());
    for (name, bytes) in files {
        archive.start_file(*name, options).map_err(failed)?;
        archive.write_all(bytes).map_err(|e| Error::Data(e.to_string()))?;
    }
    Ok(archive.finish().map_err(failed)?.into_inner())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_gets_an_apostrophe() {
        for text in ["=cmd|' /C calc'!A0", "+82", "-1.6%", "@이름", "\t=1", "＝1", "'=1", "''@"] {
            assert_eq!(harmless(text), format!("'{text}"), "{text}");
        }
        for text in ["", "투자 = 동맹", "'인용'", " =1", "1-2", "‘=’"] {
            assert_eq!(harmless(text), text, "{text}");
        }
    }

    #[test]
    fn negative_numbers_stay_numbers() {
        assert_eq!(plain(&Cell::Number(-1.5)), "-1.5");
    }

    #[test]
    fn the_same_files_give_the_same_archive() {
        let archive = || zip(&[("a.csv", b"1".to_vec()), ("b.csv", Vec::new())]).unwrap();
        assert_eq!(archive(), archive());
    }
}
