//! The cells of one sheet of a workbook, as text.

use std::{
    collections::{BTreeMap, HashMap},
    io::Cursor,
};

use calamine::{Data, DataRef, Dimensions, Style, Xlsx};

use crate::{Limits, Reason, problem::shortened};

/// What stands in a column in the place of what was typed, the first one of each.
pub(super) type Faults = BTreeMap<usize, Reason>;

/// A spreadsheet keeps so many digits of a number, and has zeros for the others.
const DIGITS: usize = 15;

/// The text of a sheet; it is empty for one that holds only a diagram.
pub(super) fn cells(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    limits: Limits,
    faults: &mut Faults,
) -> Result<String, Reason> {
    let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(String::new()) };
    let mut rows = Rows::with(&merged);
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| Reason::BrokenArchive)? {
        let (at_row, at_column) = cell.get_position();
        if u64::from(at_row) >= limits.rows {
            return Err(Reason::TooManyRows { max: limits.rows });
        }
        let style = cells.styles().get(style);
        let value = written(cell.get_value(), style);
        if let Some(reason) = fault(cell.get_value(), &value, style) {
            faults.entry(at_column as usize).or_insert(reason);
        }
        if value.is_empty() {
            continue;
        }
        if at_column as usize >= limits.columns {
            return Err(Reason::TooManyColumns { max: limits.columns as u64 });
        }
        // Cells come in the order of their rows; one that does not would change another row.
        if !rows.add((at_row, at_column), value) {
            return Err(Reason::BrokenArchive);
        }
        if rows.text.len() as u64 > limits.entry {
            return Err(Reason::FileTooLarge { max: limits.entry });
        }
    }
    Ok(rows.finish())
}

/// The rows of a sheet as they become text.
///
/// A cell that was merged over several rows means each of them, and files have it in the first one alone: a class
/// beside its pupils. It is written in each row that holds something else.
#[derive(Default)]
struct Rows {
    text: String,
    /// The row at which the text ends.
    written: u32,
    /// The row that is read, and what stands in its columns.
    row: u32,
    cells: BTreeMap<u32, String>,
    /// The last row of the merged cells, by the place of their first one.
    merged: HashMap<(u32, u32), u32>,
    /// Those that have begun, by column: their last row, and what stands in them.
    open: BTreeMap<u32, (u32, String)>,
}

impl Rows {
    fn with(merged: &[Dimensions]) -> Self {
        let over_rows = merged.iter().filter(|area| area.end.0 > area.start.0);
        Self { merged: over_rows.map(|area| (area.start, area.end.0)).collect(), ..Self::default() }
    }

    /// `false` for a cell that should have come earlier.
    fn add(&mut self, (row, column): (u32, u32), value: String) -> bool {
        let last = self.cells.last_key_value().map_or(0, |(column, _)| *column);
        if (row, column) < (self.row, last) {
            return false;
        }
        if row > self.row {
            self.end_row();
            self.row = row;
        }
        if let Some(end) = self.merged.get(&(row, column)) {
            self.open.insert(column, (*end, value.clone()));
        }
        self.cells.insert(column, value);
        true
    }

    fn end_row(&mut self) {
        let row = self.row;
        if self.cells.is_empty() {
            return;
        }
        self.open.retain(|_, (end, _)| *end >= row);
        for (column, (_, value)) in &self.open {
            self.cells.entry(*column).or_insert_with(|| value.clone());
        }
        while self.written < row {
            self.text.push('\n');
            self.written += 1;
        }
        let mut at = 0;
        for (column, value) in std::mem::take(&mut self.cells) {
            while at < column {
                self.text.push(';');
                at += 1;
            }
            self.text.push_str(&quoted(&value));
        }
    }

    fn finish(mut self) -> String {
        self.end_row();
        self.text.push('\n');
        self.text
    }
}

fn written(value: &DataRef<'_>, style: Option<&Style>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => padded(number.to_string(), style),
        // Identifiers are numbers for a spreadsheet: 1234567, and not 1234567.0.
        DataRef::Float(number) => padded(number.to_string(), style),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        // A day, as the other kind of date is written.
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or(text).to_owned(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is) => if *is { "oui" } else { "non" }.to_owned(),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(error) => Data::Error(error.clone()).to_string(),
    }
}

/// With the zeros that people see before a number: in the form `0000000` the number 12345 is the identifier
/// 0012345.
fn padded(number: String, style: Option<&Style>) -> String {
    let form = style.and_then(|style| style.number_format.as_ref());
    let form = form.map_or("", |form| form.format_code.as_str());
    let shows_zeros = form.len() > 1 && form.bytes().all(|sign| sign == b'0');
    if shows_zeros && number.bytes().all(|sign| sign.is_ascii_digit()) {
        format!("{number:0>width$}", width = form.len())
    } else {
        number
    }
}

/// Why a cell holds something else than what was typed.
fn fault(value: &DataRef<'_>, written: &str, style: Option<&Style>) -> Option<Reason> {
    match value {
        DataRef::Error(_) => Some(Reason::BadCell { value: shortened(written) }),
        DataRef::Float(_) if is_rounded(written) || style.is_some_and(is_scientific) => {
            Some(Reason::Converted { value: shortened(written) })
        }
        _ => None,
    }
}

/// A long identifier that was typed as a number has lost its last digits.
fn is_rounded(number: &str) -> bool {
    let digits = number.trim_start_matches(['-', '0']);
    digits.len() > DIGITS
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.len() > DIGITS + 1 || digits.ends_with('0'))
}

/// The form that a cell takes by itself when the class 6E3 is typed: it is the number 6000 then.
fn is_scientific(style: &Style) -> bool {
    style.number_format.as_ref().is_some_and(|format| format.format_code.contains("E+"))
}

fn quoted(value: &str) -> String {
    if value.contains([';', '"', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}
