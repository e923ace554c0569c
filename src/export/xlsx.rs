//! The tables as a spreadsheet: companies, deals, evidence and articles, with headings and words in the reader's
//! language, real dates and numbers, and links to pages. Texts are texts, whatever they begin with.

use super::rows::{Cell, Column, Kind, Table, Tables};
use crate::{Error, strings::Language, text::date::Precision};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// The most characters that a cell holds; what is longer is cut off with `…`.
const MAX_CHARS: usize = 32_767;
/// The longest address that a link can have.
const MAX_ADDRESS: usize = 2_000;

/// The whole file. Holds no time, so that the same tables give the same bytes.
///
/// # Errors
/// [`Error::Data`] if a table has more rows than a sheet (1,048,575).
pub fn xlsx(tables: &Tables, language: Language) -> Result<Vec<u8>, Error> {
    let sheets = [
        ("sheet.companies", &tables.nodes),
        ("sheet.deals", &tables.deals),
        ("sheet.evidence", &tables.evidence),
        ("sheet.articles", &tables.articles),
    ];
    let write = || {
        let mut workbook = Workbook::new();
        let born = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_author("Hapjong").set_creation_datetime(&born));
        for (name, table) in sheets {
            let sheet = workbook.add_worksheet().set_name(language.t(name))?;
            Writer { language, looks: Looks::new() }.sheet(sheet, table)?;
        }
        workbook.save_to_buffer()
    };
    write().map_err(|e: XlsxError| Error::Data(e.to_string()))
}

struct Looks {
    header: Format,
    day: Format,
    whole: Format,
    measure: Format,
    long: Format,
}

impl Looks {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            header: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0x00EE_F1F5))
                .set_border_bottom(FormatBorder::Thin),
            day: top().set_num_format("yyyy-mm-dd"),
            whole: top().set_num_format("#,##0"),
            measure: top().set_num_format("#,##0.####"),
            long: top().set_text_wrap(),
        }
    }
}

struct Writer {
    language: Language,
    looks: Looks,
}

impl Writer {
    fn sheet(&self, sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
        sheet.set_freeze_panes(1, 1)?;
        let order = reading_order(&table.columns);
        let columns = || order.iter().filter_map(|&at| table.columns.get(at));
        for (column, number) in columns().zip(0_u16..) {
            let heading = self.language.t(&format!("column.{}", column.key));
            sheet.write_with_format(0, number, heading, &self.looks.header)?;
            sheet.set_column_width(number, width(column))?;
        }
        for (row, at) in table.rows.iter().zip(1_u32..) {
            let cells = order.iter().filter_map(|&at| row.get(at));
            for ((column, cell), number) in columns().zip(cells).zip(0_u16..) {
                self.cell(sheet, (at, number), column, cell)?;
            }
        }
        let (last_row, last_column) = (table.rows.len(), order.len().saturating_sub(1));
        if let (Ok(row @ 1..), Ok(column)) = (u32::try_from(last_row), u16::try_from(last_column)) {
            sheet.autofilter(0, 0, row, column)?;
        }
        Ok(())
    }

    fn cell(
        &self,
        sheet: &mut Worksheet,
        (row, number): (u32, u16),
        column: &Column,
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => Ok(()),
            Cell::Text(words) if column.kind == Kind::Link => link(sheet, (row, number), words),
            Cell::Text(words) => {
                let words = self.in_language(column.key, words);
                sheet.write_with_format(row, number, short(&words), &self.looks.long).map(|_| ())
            }
            Cell::Whole(count) => sheet.write_with_format(row, number, *count as f64, &self.looks.whole).map(|_| ()),
            Cell::Number(value) => {
                let is_whole = value.fract() == 0.0;
                let look = if is_whole { &self.looks.whole } else { &self.looks.measure };
                sheet.write_with_format(row, number, *value, look).map(|_| ())
            }
            Cell::Flag(flag) => sheet.write(row, number, *flag).map(|_| ()),
            Cell::Date(date) => {
                let first = date.first_day();
                let year = u16::try_from(first.year()).ok().filter(|_| date.precision() == Precision::Day);
                let day = year.map(|y| ExcelDateTime::from_ymd(y, first.month() as u8, first.day() as u8));
                match day {
                    Some(Ok(day)) => sheet.write_with_format(row, number, &day, &self.looks.day).map(|_| ()),
                    _ => sheet.write_with_format(row, number, date.to_string(), &self.looks.long).map(|_| ()),
                }
            }
        }
    }

    /// Words of the fact format as the window shows them; other texts as they are.
    fn in_language(&self, key: &str, words: &str) -> String {
        let group = match key {
            "kind" => "kind",
            "type" => "type",
            "status" => "status",
            "roles" => "role",
            "country" => "country",
            "sector" => "sector",
            "review" | "date_precision" => "word",
            _ => return words.to_owned(),
        };
        words.split("; ").map(|word| self.language.name_or(group, word)).collect::<Vec<_>>().join("; ")
    }
}

/// Which columns a sheet has: those for drawing are left out, ids come last.
fn reading_order(columns: &[Column]) -> Vec<usize> {
    let is_any = |at: &usize, keys: &[&str]| columns.get(*at).is_some_and(|column| keys.contains(&column.key));
    let shown = (0..columns.len()).filter(|at| !is_any(at, &["x", "y", "size", "color"]));
    let (ids, others): (Vec<usize>, Vec<usize>) = shown.partition(|at| is_any(at, &["id", "deal", "article"]));
    [others, ids].concat()
}

/// Column width in characters.
fn width(column: &Column) -> f64 {
    match (column.key, column.kind) {
        ("evidence", _) => 70.0,
        ("title" | "parties", _) => 40.0,
        ("name" | "aliases" | "stakes", _) => 24.0,
        ("id" | "deal" | "article", _) => 14.0,
        (_, Kind::Link) => 32.0,
        _ => 13.0,
    }
}

/// Only pages become links: what else an address could start is nobody's wish.
fn link(sheet: &mut Worksheet, (row, number): (u32, u16), address: &str) -> Result<(), XlsxError> {
    let is_page = address.starts_with("https://") || address.starts_with("http://");
    if is_page && address.chars().count() <= MAX_ADDRESS && sheet.write_url(row, number, address).is_ok() {
        return Ok(());
    }
    sheet.write_string(row, number, short(address)).map(|_| ())
}

fn short(words: &str) -> String {
    match words.chars().count() {
        0..=MAX_CHARS => words.to_owned(),
        _ => words.chars().take(MAX_CHARS - 1).chain(['…']).collect(),
    }
}
