use std::{
    collections::HashSet,
    hash::{BuildHasher as _, RandomState},
};

use formats::model::Roll;

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

/// A person as the line describes them.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct PersonRow<'p> {
    pub(in super::super) external_id: &'p str,
    pub(in super::super) last_name: &'p str,
    pub(in super::super) first_name: &'p str,
    pub(in super::super) email: &'p str,
}

/// The people of the file, by identifier; a person is identified by a position.
#[derive(Debug, Default)]
pub(in super::super) struct People(Roll);

impl From<Roll> for People {
    fn from(roll: Roll) -> Self {
        Self(roll)
    }
}

impl People {
    pub(in super::super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(in super::super) fn row(&self, position: u32) -> PersonRow<'_> {
        let [last_name, first_name, email] = self.0.names(position);
        PersonRow { external_id: self.0.key(position), last_name, first_name, email }
    }

    pub(in super::super) fn find(&self, external_id: &str) -> Option<u32> {
        self.0.find(external_id)
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
        let external_id = row.identifier(IDENTIFIER);
        let texts = texts(row);
        let Some(external_id) = external_id else { return };
        if let Some(first) = people.find(external_id) {
            let value = RowRefusal::quote(external_id);
            let first_line = lines.get(first as usize).copied().unwrap_or_default();
            return row.refuse(IDENTIFIER, RowRefusal::Duplicate { value, first_line });
        }
        if !any_case.insert(state.hash_one(external_id.to_lowercase()))
            && twins < NAMED_TWINS
            && let Some(other) = in_another_case(&people, external_id)
        {
            twins += 1;
            let (value, other) = (RowRefusal::quote(external_id), RowRefusal::quote(other));
            row.refuse(IDENTIFIER, RowRefusal::Twin { value, other });
        }
        if people.0.add(external_id, texts.unwrap_or_default()).is_some() {
            lines.push(row.line);
        }
    });
    readable.then_some(people)
}

/// Another spelling of an identifier: the same person would come twice.
fn in_another_case<'p>(people: &'p People, external_id: &str) -> Option<&'p str> {
    let wanted = external_id.to_lowercase();
    let mut all = (0..).take(people.len()).map(|position| people.0.key(position));
    all.find(|known| known.to_lowercase() == wanted)
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
