use super::{
    super::{FileKind, RowRefusal},
    people::People,
    refusals::Refusals,
    table::{Columns, TableRow, for_each_row},
};

const COLUMNS: [&str; 2] = ["parent", "enfant"];
const PARENT: usize = 0;
const CHILD: usize = 1;

/// (parent, child), sorted, each once. `students` says for each person whether they are a pupil;
/// `None` when a broken file leaves people or pupils unknown.
pub(super) fn read(
    bytes: &[u8],
    people: Option<&People>,
    students: Option<&[bool]>,
    refusals: &mut Refusals,
    tick: &dyn Fn(usize),
) -> Vec<(u32, u32)> {
    let mut links = Vec::new();
    for_each_row(FileKind::Families, bytes, Columns::all(&COLUMNS), refusals, tick, |row| {
        let parent = person(row, PARENT, people);
        let child = person(row, CHILD, people);
        let Some((child, name)) = child else { return };
        if parent.is_some_and(|(parent, _)| parent == child) {
            row.refuse(CHILD, RowRefusal::OwnParent);
            return;
        }
        if students.is_some_and(|students| !students.get(child as usize).is_some_and(|student| *student)) {
            row.refuse(CHILD, RowRefusal::NotAStudent(RowRefusal::quote(name)));
            return;
        }
        links.extend(parent.map(|(parent, _)| (parent, child)));
    });
    links.sort_unstable();
    links.dedup();
    links
}

fn person<'r>(row: &mut TableRow<'r, 2>, column: usize, people: Option<&People>) -> Option<(u32, &'r str)> {
    let value = row.identifier(column)?;
    let person = people?.find(value);
    if person.is_none() {
        row.refuse(column, RowRefusal::UnknownPerson(RowRefusal::quote(value)));
    }
    person.map(|person| (person, value))
}
