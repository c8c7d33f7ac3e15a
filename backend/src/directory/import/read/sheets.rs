//! A workbook in the place of one table: the tables on its other sheets are read as well, so that none is
//! missed without a word.

use std::{collections::BTreeSet, fs::File, io::Read as _};

use bytes::Bytes;
use formats::{Reason, recognise::on_sheets, sheet::is_workbook};

use super::{
    super::{FileKind, FileName, Files, Progress, RefusedRow, RowRefusal},
    Refusals, Wanted, read,
};

/// How much of a file says whether it is a workbook.
const START: u64 = 4 << 10;

/// As [`read`], for files that somebody put in the place of one table each.
pub(in super::super) fn read_with_sheets(
    files: &Files,
    stored_uais: Vec<String>,
    progress: &dyn Fn(Progress),
) -> (Wanted, Refusals) {
    let Spread { files, books, repeated, strangers } = Spread::of(files);
    let (mut wanted, mut refusals) = read(&files, stored_uais, progress);
    for kind in repeated {
        refusals.add(kind, None, None, RowRefusal::Delivery(Reason::RepeatedFile));
    }
    for stranger in strangers {
        wanted.remarks.add(stranger);
    }
    for row in wanted.remarks.listed.iter_mut().chain(refusals.kept_mut()) {
        if let FileName::Table(kind) = row.file
            && books.contains(&kind)
        {
            row.file = FileName::Delivered(in_workbook(kind));
        }
    }
    (wanted, refusals)
}

/// `usagers (.xlsx)`: nobody looks for a table of this name that ends in `.csv`.
fn in_workbook(kind: FileKind) -> String {
    let name = kind.file_name();
    format!("{} (.xlsx)", name.strip_suffix(".csv").unwrap_or(name))
}

struct Spread {
    /// With the workbook in the place of each table that it holds.
    files: Files,
    /// Tables that stand in a workbook.
    books: BTreeSet<FileKind>,
    /// Tables that stand on a sheet and are another file too: nobody knows which of them is meant.
    repeated: BTreeSet<FileKind>,
    /// Sheets that are no table.
    strangers: Vec<RefusedRow>,
}

impl Spread {
    fn of(given: &Files) -> Self {
        let mut spread = Self {
            files: given.clone(),
            books: BTreeSet::new(),
            repeated: BTreeSet::new(),
            strangers: Vec::new(),
        };
        let mut seen: Vec<Bytes> = Vec::new();
        for kind in FileKind::ALL {
            let Some(book) = workbook(given, kind) else { continue };
            spread.books.insert(kind);
            if !seen.contains(&book) {
                spread.add(kind, &book);
                seen.push(book);
            }
        }
        spread
    }

    fn add(&mut self, kind: FileKind, book: &Bytes) {
        let sheets = on_sheets(book);
        let has = |kind: &FileKind| sheets.tables.contains(&kind.format());
        let others: Vec<FileKind> =
            FileKind::ALL.into_iter().filter(|other| *other != kind && has(other)).collect();
        // One that lacks its own table is refused as the wrong file.
        if others.is_empty() || !has(&kind) {
            return;
        }
        for other in others {
            if self.files.length(other).is_none() {
                self.files.set(other, book.clone());
                self.books.insert(other);
            } else if !self.files.table(other).is_ok_and(|there| there.as_ref() == Some(book)) {
                self.repeated.insert(other);
            }
        }
        let strangers = sheets.others.into_iter().map(|reason| RefusedRow {
            file: kind.into(),
            line: None,
            column: None,
            refusal: RowRefusal::Delivery(reason),
        });
        self.strangers.extend(strangers);
    }
}

/// The file in the place of a table, if it is a workbook. Of one that is not held, the beginning is read first.
fn workbook(files: &Files, kind: FileKind) -> Option<Bytes> {
    if let Some(bytes) = files.get(kind) {
        return (is_workbook(bytes) == Ok(true)).then(|| bytes.clone());
    }
    let mut start = Vec::new();
    File::open(files.place(kind)?).ok()?.take(START).read_to_end(&mut start).ok()?;
    if is_workbook(&start) != Ok(true) {
        return None;
    }
    files.table(kind).ok().flatten()
}
