use std::collections::{HashMap, hash_map::Entry};

use chrono_tz::Tz;

use super::{
    super::{FileKind, RowRefusal},
    refusals::Refusals,
    table::{Columns, TableRow, for_each_row},
    zones::zone_of,
};

const COLUMNS: [&str; 6] = ["uai", "nom", "ville", "fuseau", "collectivite", "cite_scolaire"];
const UAI: usize = 0;
const NAME: usize = 1;
const TOWN: usize = 2;
const TIME_ZONE: usize = 3;
const AUTHORITY: usize = 4;
const CAMPUS: usize = 5;

/// A school as its line describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct EstablishmentRow {
    pub(in super::super) uai: String,
    pub(in super::super) name: String,
    pub(in super::super) town: String,
    /// An IANA name that chrono-tz knows.
    pub(in super::super) time_zone: &'static str,
    pub(in super::super) authority: String,
    pub(in super::super) campus: Option<String>,
}

/// The valid lines, and every UAI in the file, including those of refused lines (so that one bad
/// line does not make every membership of its school refused). `None`: the file is not a table.
pub(in super::super) fn read(
    bytes: &[u8],
    refusals: &mut Refusals,
    tick: &dyn Fn(usize),
) -> Option<(Vec<EstablishmentRow>, Vec<String>)> {
    let mut rows = Vec::new();
    let mut first_lines: HashMap<String, u64> = HashMap::new();
    let mut uais = Vec::new();
    let readable =
        for_each_row(FileKind::Establishments, bytes, Columns::all(&COLUMNS), refusals, tick, |row| {
            let uai = uai(row);
            if let Some(uai) = &uai {
                match first_lines.entry(uai.clone()) {
                    Entry::Occupied(first) => {
                        let refusal = RowRefusal::Duplicate { value: uai.clone(), first_line: *first.get() };
                        row.refuse(UAI, refusal);
                    }
                    Entry::Vacant(free) => {
                        free.insert(row.line);
                        uais.push(uai.clone());
                    }
                }
            }
            rows.extend(parse(row, uai));
        });
    readable.then_some((rows, uais))
}

fn parse(row: &mut TableRow<'_, 6>, uai: Option<String>) -> Option<EstablishmentRow> {
    // Every column is read before any is required, so that a line reports all its errors at once.
    let name = row.required(NAME);
    let town = row.required(TOWN);
    let time_zone = time_zone(row, uai.as_deref().unwrap_or_default());
    let authority = row.required(AUTHORITY);
    let campus = row.text(CAMPUS);
    Some(EstablishmentRow {
        uai: uai?,
        name: name?.to_owned(),
        town: town?.to_owned(),
        time_zone: time_zone?.name(),
        authority: authority?.to_owned(),
        campus: campus.map(|campus| (!campus.is_empty()).then(|| campus.to_owned()))?,
    })
}

fn uai(row: &mut TableRow<'_, 6>) -> Option<String> {
    let value = row.required(UAI)?;
    let uai = parse_uai(value);
    if uai.is_none() {
        row.refuse(UAI, RowRefusal::NotAUai(RowRefusal::quote(value)));
    }
    uai
}

/// Seven digits and a letter; the letter is converted to a capital.
pub(in super::super) fn parse_uai(value: &str) -> Option<String> {
    let sound = value.len() == 8
        && value.bytes().take(7).all(|byte| byte.is_ascii_digit())
        && value.bytes().skip(7).all(|byte| byte.is_ascii_alphabetic());
    sound.then(|| value.to_ascii_uppercase())
}

/// That of its *département* where the line names none.
fn time_zone(row: &mut TableRow<'_, 6>, uai: &str) -> Option<Tz> {
    let value = row.text(TIME_ZONE)?;
    if value.is_empty() {
        return Some(zone_of(uai));
    }
    let zone = value.parse().ok();
    if zone.is_none() {
        row.refuse(TIME_ZONE, RowRefusal::UnknownTimeZone(RowRefusal::quote(value)));
    }
    zone
}
