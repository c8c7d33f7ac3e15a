use std::borrow::Cow;

use csv::{Position, ReaderBuilder, StringRecord};
use domain::directory::Format;
use formats::{
    Limits,
    problem::Reason,
    recognise::recognise,
    sheet::{self, layout},
    text::{Doubling, bare, doubling, header as header_of, is_a_day, spoiled, tidy},
};

use super::{
    super::{FileKind, RowRefusal},
    decode::{Lines, decode},
    refusals::Refusals,
};

/// The most characters that a value may have.
const MAX_CHARS: usize = 200;
/// How many bytes say which table a file is.
const START: usize = 64 << 10;
/// Rows between two calls of `tick`.
const TICK: u32 = 4_096;

/// One line of a table, its values in the order of the wanted columns, trimmed.
pub(super) struct TableRow<'r, const N: usize> {
    pub(super) line: u64,
    file: FileKind,
    columns: &'static [&'static str; N],
    values: [&'r str; N],
    refusals: &'r mut Refusals,
}

impl<'r, const N: usize> TableRow<'r, N> {
    /// The value, which may be empty; `None` when it is refused.
    pub(super) fn text(&mut self, column: usize) -> Option<&'r str> {
        let value = self.values[column];
        if value.chars().any(char::is_control) {
            self.refuse(column, RowRefusal::ControlCharacter);
            return None;
        }
        if value.len() > MAX_CHARS {
            let found = value.chars().count();
            if found > MAX_CHARS {
                self.refuse(column, RowRefusal::TooLong { max: MAX_CHARS as u64, found: found as u64 });
                return None;
            }
        }
        if let Some(reason) = spoiled(value) {
            self.refuse(column, RowRefusal::Delivery(reason));
            return None;
        }
        Some(value)
    }

    /// What a level, a class or the like is called, which may be empty; `None` when it is refused.
    pub(super) fn name(&mut self, column: usize) -> Option<&'r str> {
        let value = self.text(column)?;
        if is_a_day(value) {
            let reason = Reason::Converted { value: RowRefusal::quote(value) };
            self.refuse(column, RowRefusal::Delivery(reason));
            return None;
        }
        Some(value)
    }

    /// The value; `None` when it is refused, or empty, which is refused too.
    pub(super) fn required(&mut self, column: usize) -> Option<&'r str> {
        let value = self.text(column)?;
        self.filled(column, value)
    }

    /// Who somebody is: as [`Self::required`], and no day that a spreadsheet made of it.
    pub(super) fn identifier(&mut self, column: usize) -> Option<&'r str> {
        let value = self.name(column)?;
        self.filled(column, value)
    }

    fn filled(&mut self, column: usize, value: &'r str) -> Option<&'r str> {
        if value.is_empty() {
            self.refuse(column, RowRefusal::Empty);
            return None;
        }
        Some(value)
    }

    pub(super) fn refuse(&mut self, column: usize, refusal: RowRefusal) {
        self.refusals.add(self.file, Some(self.line), Some(self.columns[column]), refusal);
    }
}

/// The columns of a table; the first ones must be there. One that is missing is empty in each row.
#[derive(Clone, Copy)]
pub(super) struct Columns<const N: usize> {
    pub(super) names: &'static [&'static str; N],
    pub(super) required: usize,
}

impl<const N: usize> Columns<N> {
    pub(super) const fn all(names: &'static [&'static str; N]) -> Self {
        Self { names, required: N }
    }
}

/// Passes every line of a file to `each`; `tick` is called now and then with the number of bytes
/// done.
///
/// `false` when the file cannot be read as a table (its encoding, a missing column). The refusals
/// then say why, and references from other files to it cannot be checked.
pub(super) fn for_each_row<const N: usize>(
    file: FileKind,
    bytes: &[u8],
    columns: Columns<N>,
    refusals: &mut Refusals,
    tick: &dyn Fn(usize),
    mut each: impl FnMut(&mut TableRow<'_, N>),
) -> bool {
    let names = columns.names;
    let Some(text) = text(file, bytes, names, refusals) else { return false };
    let layout = layout(&text, names);
    if layout.matched < columns.required
        && let Some(found) = another(&text, file)
    {
        let reason = Reason::WrongFile { expected: file.format(), found };
        refusals.add(file, None, None, RowRefusal::Delivery(reason));
        return false;
    }
    let mut reader = ReaderBuilder::new()
        .delimiter(layout.separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(&text.as_bytes()[layout.skip..]);
    let mut lines = Lines::new(text.as_bytes());
    let mut record = StringRecord::new();
    let Some(header) = next(&mut reader, &mut record, &mut lines, layout.skip) else {
        refusals.add(file, None, None, RowRefusal::EmptyFile);
        return false;
    };
    if layout.matched == 0 {
        let found = layout.cells.iter().take(20).map(|cell| RowRefusal::quote(cell)).collect();
        refusals.add(file, Some(header), None, RowRefusal::NoHeader(found));
        return false;
    }
    let Some(places) = places(file, header, &record, columns, refusals) else { return false };
    let width = record.len();
    let mut until_tick = TICK;
    while let Some(line) = next(&mut reader, &mut record, &mut lines, layout.skip) {
        until_tick -= 1;
        if until_tick == 0 {
            until_tick = TICK;
            tick(lines.offset());
        }
        // Spreadsheets leave empty lines at the end.
        if record.iter().all(|value| value.trim().is_empty()) {
            continue;
        }
        // They also leave out the empty cells at the end of a line, and may add some.
        if record.iter().skip(width).any(|value| !value.trim().is_empty()) {
            let refusal = RowRefusal::WrongFieldCount { found: record.len() as u64, expected: width as u64 };
            refusals.add(file, Some(line), None, refusal);
            continue;
        }
        let cells = places.map(|place| cell(place.and_then(|place| record.get(place)).unwrap_or_default()));
        let values = cells.each_ref().map(AsRef::as_ref);
        each(&mut TableRow { line, file, columns: names, values, refusals });
    }
    if !reader.is_done() || ends_inside_quotes(&text[lines.offset()..]) {
        // The unread lines must not be taken for missing ones.
        let line = lines.at(lines.offset());
        refusals.add(file, Some(line), None, RowRefusal::UnclosedQuote);
        return false;
    }
    true
}

/// The format of a file that was put in the place of another one.
fn another(text: &str, expected: FileKind) -> Option<Format> {
    let start = &text.as_bytes()[..text.len().min(START)];
    recognise(start).ok().filter(|found| *found != expected.format())
}

/// Whether a missing closing quote made the last record swallow the rest of the file.
fn ends_inside_quotes(last_record: &str) -> bool {
    let several_lines = last_record.trim_end().contains(['\r', '\n']);
    several_lines && last_record.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
}

/// Reads the next record and returns its line; `None` at the end.
fn next(
    reader: &mut csv::Reader<&[u8]>,
    record: &mut StringRecord,
    lines: &mut Lines<'_>,
    skipped: usize,
) -> Option<u64> {
    // Reading text from memory into a flexible record cannot fail.
    if !reader.read_record(record).unwrap_or(false) {
        return None;
    }
    let offset = record.position().map_or(0, Position::byte);
    Some(lines.at_next_text(usize::try_from(offset).unwrap_or(usize::MAX).saturating_add(skipped)))
}

/// The text of a file or of a workbook; `None` when it cannot be read, with the reason refused.
fn text<'b>(
    file: FileKind,
    bytes: &'b [u8],
    columns: &[&str],
    refusals: &mut Refusals,
) -> Option<Cow<'b, str>> {
    let text = match sheet::is_workbook(bytes) {
        Ok(false) => unpacked(bytes).map(|()| decode(bytes)),
        Ok(true) => sheet::as_text(bytes, columns, Limits::default()).map(|text| Ok(Cow::Owned(text))),
        Err(reason) => Err(reason),
    };
    let text = match text {
        Ok(text) => text,
        Err(reason) => {
            let broken = matches!(reason, Reason::BrokenArchive);
            let refusal = if broken { RowRefusal::NotATable } else { RowRefusal::Delivery(reason) };
            refusals.add(file, None, None, refusal);
            return None;
        }
    };
    let text = match text {
        Ok(text) => text,
        Err(lines) => {
            for line in lines {
                refusals.add(file, Some(line), None, RowRefusal::BrokenEncoding);
            }
            return None;
        }
    };
    if let Some((line, value)) = doubled(&text) {
        refusals.add(file, Some(line), None, RowRefusal::DoubledEncoding(RowRefusal::quote(value)));
        return None;
    }
    Some(text)
}

/// Refuses a document or an archive: its bytes are no text that anybody wrote.
fn unpacked(bytes: &[u8]) -> Result<(), Reason> {
    match recognise(&bytes[..bytes.len().min(START)]) {
        Err(reason @ Reason::Unsupported(_)) => Err(reason),
        _ => Ok(()),
    }
}

/// The first line whose accents were encoded twice. Such a file would rename people.
fn doubled(text: &str) -> Option<(u64, &str)> {
    if text.is_ascii() {
        return None;
    }
    (1..).zip(text.lines()).find(|(_, line)| !line.is_ascii() && doubling(line) != Doubling::None)
}

/// A value in the form in which names are compared. What has control characters stays as it is,
/// and is refused.
fn cell(value: &str) -> Cow<'_, str> {
    let value = bare(value);
    if value.chars().any(char::is_control) { Cow::Borrowed(value) } else { tidy(value) }
}

/// The position of each wanted column; `None` when a required one is missing, or one occurs twice.
fn places<const N: usize>(
    file: FileKind,
    line: u64,
    header: &StringRecord,
    columns: Columns<N>,
    refusals: &mut Refusals,
) -> Option<[Option<usize>; N]> {
    let mut sound = true;
    let mut required = columns.required;
    let places = columns.names.map(|column| {
        let must_be = required > 0;
        required = required.saturating_sub(1);
        let mut found = (0..).zip(header).filter(|(_, name)| header_of(name) == header_of(column));
        let place = found.next();
        let refusal = match place {
            None => must_be.then_some(RowRefusal::MissingColumn),
            Some(_) => found.next().map(|_| RowRefusal::RepeatedColumn),
        };
        if let Some(refusal) = refusal {
            refusals.add(file, Some(line), Some(column), refusal);
            sound = false;
        }
        place.map(|(place, _)| place)
    });
    sound.then_some(places)
}
