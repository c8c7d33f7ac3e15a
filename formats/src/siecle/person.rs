use super::collect::Entry;
use crate::{
    Place, Problem, Problems, Reason,
    record::{Person, PersonKind},
    text::day as date,
};

/// A person under the name in use.
pub(super) fn named(key: &str, kind: PersonKind, entry: &Entry, problems: &mut Problems) -> Option<Person> {
    let fields = &entry.fields;
    let last_name = fields.get(&["NOM_USAGE", "NOM_DE_FAMILLE", "NOM", "NOM_PATRONYMIQUE"]);
    let first_name = fields.get(&["PRENOM"]);
    for (element, value) in [("NOM_DE_FAMILLE", last_name), ("PRENOM", first_name)] {
        if value.is_empty() {
            problems.add(Problem::skips(entry.place(key).element(element), Reason::Missing));
            return None;
        }
    }
    Some(Person {
        key: key.to_owned(),
        kind,
        last_name: last_name.to_owned(),
        first_name: first_name.to_owned(),
        email: fields.get(&["MEL"]).to_owned(),
        born: date(fields.get(&["DATE_NAISS", "DATE_NAISSANCE"])),
        modified: false,
    })
}

impl Entry {
    /// Whether it has an identifier, `element`. All who have none would be one person.
    pub(super) fn has_id(&self, id: &str, element: &str, problems: &mut Problems) -> bool {
        if id.is_empty() {
            let place = Place::file(&self.file).line(self.line).element(element);
            problems.add(Problem::skips(place, Reason::Missing));
        }
        !id.is_empty()
    }
}
