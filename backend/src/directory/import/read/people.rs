use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    hash::{BuildHasher as _, RandomState},
    sync::Arc,
};

use super::{
    super::{FileKind, RowRefusal},
    refusals::Refusals,
    table::{Columns, TableRow, for_each_row},
};

const COLUMNS: [&str; 4] = ["identifiant", "nom", "prenom", "courriel"];
const IDENTIFIER: usize = 0;
const LAST_NAME: usize = 1;
const FIRST_NAME: usize = 2;
const EMAIL: usize = 3;
/// How many identifiers that differ only by case are named: each is searched for among all people.
const NAMED_TWINS: u32 = 50;

/// A person as the line describes them. There may be a million, so each has only two allocations.
#[derive(Debug)]
pub(in super::super) struct PersonRow {
    pub(in super::super) external_id: Arc<str>,
    /// Last name, first name, e-mail.
    texts: Box<str>,
    last_name_end: u16,
    first_name_end: u16,
}

impl PersonRow {
    /// `None` when the names are longer than the checks allow.
    pub(in super::super) fn new(
        external_id: Arc<str>,
        last_name: &str,
        first_name: &str,
        email: &str,
    ) -> Option<Self> {
        let last_name_end = u16::try_from(last_name.len()).ok()?;
        let first_name_end = u16::try_from(last_name.len() + first_name.len()).ok()?;
        let texts = [last_name, first_name, email].concat().into_boxed_str();
        Some(Self { external_id, texts, last_name_end, first_name_end })
    }

    pub(in super::super) fn last_name(&self) -> &str {
        &self.texts[..self.last_name_end.into()]
    }

    pub(in super::super) fn first_name(&self) -> &str {
        &self.texts[self.last_name_end.into()..self.first_name_end.into()]
    }

    pub(in super::super) fn email(&self) -> &str {
        &self.texts[self.first_name_end.into()..]
    }
}

/// The people of the file, found by identifier; a person is identified by the position in `rows`.
#[derive(Debug, Default)]
pub(in super::super) struct People {
    pub(in super::super) rows: Vec<PersonRow>,
    positions: HashMap<Arc<str>, u32>,
}

impl People {
    /// Adds somebody who is not known yet.
    pub(in super::super) fn add(&mut self, row: PersonRow) {
        if let Ok(position) = u32::try_from(self.rows.len()) {
            self.positions.insert(row.external_id.clone(), position);
            self.rows.push(row);
        }
    }

    pub(in super::super) fn find(&self, external_id: &str) -> Option<u32> {
        self.positions.get(external_id).copied()
    }
}

/// `None`: the file is not a table. A line refused because of its names still makes its person
/// known, so that lines of other files that name this person are not refused as well.
pub(super) fn read(bytes: &[u8], refusals: &mut Refusals, tick: &dyn Fn(usize)) -> Option<People> {
    let mut people = People::default();
    let mut lines: Vec<u64> = Vec::new();
    // Hashes only: there may be a million identifiers.
    let state = RandomState::new();
    let mut any_case: HashSet<u64> = HashSet::new();
    let mut twins = 0;
    let readable = for_each_row(FileKind::People, bytes, Columns::all(&COLUMNS), refusals, tick, |row| {
        let external_id = row.required(IDENTIFIER).map(Arc::<str>::from);
        let texts = texts(row);
        let Some(external_id) = external_id else { return };
        match people.positions.entry(external_id.clone()) {
            Entry::Occupied(first) => {
                let value = RowRefusal::quote(&external_id);
                let first_line = lines.get(*first.get() as usize).copied().unwrap_or_default();
                row.refuse(IDENTIFIER, RowRefusal::Duplicate { value, first_line });
            }
            Entry::Vacant(free) => {
                let [last_name, first_name, email] = texts.unwrap_or_default();
                let Some(person) = PersonRow::new(external_id, last_name, first_name, email) else { return };
                let Ok(position) = u32::try_from(people.rows.len()) else { return };
                if !any_case.insert(state.hash_one(person.external_id.to_lowercase()))
                    && twins < NAMED_TWINS
                    && let Some(other) = in_another_case(&people.rows, &person.external_id)
                {
                    twins += 1;
                    let (value, other) = (RowRefusal::quote(&person.external_id), RowRefusal::quote(other));
                    row.refuse(IDENTIFIER, RowRefusal::Twin { value, other });
                }
                free.insert(position);
                people.rows.push(person);
                lines.push(row.line);
            }
        }
    });
    readable.then_some(people)
}

/// Another spelling of an identifier: the same person would come twice.
fn in_another_case<'p>(rows: &'p [PersonRow], external_id: &str) -> Option<&'p str> {
    let wanted = external_id.to_lowercase();
    rows.iter().map(|row| &*row.external_id).find(|known| known.to_lowercase() == wanted)
}

fn texts<'r>(row: &mut TableRow<'r, 4>) -> Option<[&'r str; 3]> {
    let last_name = row.required(LAST_NAME);
    let first_name = row.required(FIRST_NAME);
    let email = row.text(EMAIL).filter(|value| {
        let sound = value.is_empty() || is_email(value);
        if !sound {
            row.refuse(EMAIL, RowRefusal::NotAnEmail(RowRefusal::quote(value)));
        }
        sound
    });
    Some([last_name?, first_name?, email?])
}

/// Some text, one `@`, and a domain that contains a dot; no white space.
pub(in super::super) fn is_email(value: &str) -> bool {
    let Some((local, domain)) = value.split_once('@') else { return false };
    !local.is_empty()
        && !value.contains(char::is_whitespace)
        && !domain.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
}
