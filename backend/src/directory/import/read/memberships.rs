use std::collections::{HashMap, HashSet};

use domain::directory::{HEAD_OF_ESTABLISHMENT, Profile};
use formats::text::{fold, header};

use super::{
    super::{FileKind, RowRefusal, profile_names::parse_profile},
    cohorts::{CohortKey, Cohorts, School},
    establishments::parse_uai,
    people::People,
    refusals::Refusals,
    table::{Columns, TableRow, for_each_row},
};

/// A file without *classe* and *groupe* is one in which nobody has any.
const COLUMNS: [&str; 9] =
    ["identifiant", "uai", "profil", "niveau", "sous_niveau", "fonction", "discipline", "classe", "groupe"];
const IDENTIFIER: usize = 0;
const UAI: usize = 1;
const PROFILE: usize = 2;
const LEVEL: usize = 3;
const SUB_LEVEL: usize = 4;
const FUNCTION: usize = 5;
const SUBJECT: usize = 6;
const CLASS: usize = 7;
const GROUP: usize = 8;
/// The first columns, which must be there.
const REQUIRED: usize = 7;
/// How many spellings of profiles are remembered.
const KNOWN_PROFILES: usize = 100;

/// What the lines may refer to; `None` when a broken file leaves it unknown.
#[derive(Clone, Copy)]
pub(super) struct Known<'k> {
    pub(super) people: Option<&'k People>,
    pub(super) schools: Option<&'k HashMap<String, School>>,
}

#[derive(Debug, Default)]
pub(super) struct Memberships {
    /// (person, cohort), sorted, each once.
    pub(super) pairs: Vec<(u32, u32)>,
    pub(super) cohorts: Cohorts,
    /// Of level, sub-level, function and subject.
    spellings: [Spellings; 4],
    /// Of the classes and groups of each school: another school may write its own differently.
    of_schools: HashMap<School, [Spellings; 2]>,
    /// By person: whether any line, valid or refused, says élève.
    pub(super) students: Vec<bool>,
}

/// `None`: the file is not a table.
pub(super) fn read(
    bytes: &[u8],
    known: Known<'_>,
    refusals: &mut Refusals,
    tick: &dyn Fn(usize),
) -> Option<Memberships> {
    let mut memberships = Memberships::default();
    // Remembers the results: the same few texts come a million times.
    let mut profiles: HashMap<String, Option<Profile>> = HashMap::new();
    memberships.students.resize(known.people.map_or(0, People::len), false);
    let columns = Columns { names: &COLUMNS, required: REQUIRED };
    let readable = for_each_row(FileKind::Memberships, bytes, columns, refusals, tick, |row| {
        let person = person(row, known.people);
        let school = school(row, known.schools);
        let profile = profile(row, &mut profiles);
        if let (Some(person), Some(Profile::Student)) = (person, profile)
            && let Some(student) = memberships.students.get_mut(person as usize)
        {
            *student = true;
        }
        let names = names(row, profile, &mut memberships.spellings);
        let classes = classes(row, profile, school, &mut memberships.of_schools);
        if let (Some(person), Some(school), Some(profile), Some(names), Some(classes)) =
            (person, school, profile, names, classes)
        {
            let cohorts = &mut memberships.cohorts;
            let [level, sub_level, function, subject] = names.map(|name| cohorts.name(name));
            let [class, group] = classes.map(|name| cohorts.name(name));
            let key = CohortKey { school, profile, level, sub_level, function, subject, class, group };
            let cohort = cohorts.intern(key);
            memberships.pairs.push((person, cohort));
        }
    });
    memberships.pairs.sort_unstable();
    memberships.pairs.dedup();
    readable.then_some(memberships)
}

fn person(row: &mut TableRow<'_, 9>, people: Option<&People>) -> Option<u32> {
    let value = row.identifier(IDENTIFIER)?;
    let person = people?.find(value);
    if person.is_none() {
        row.refuse(IDENTIFIER, RowRefusal::UnknownPerson(RowRefusal::quote(value)));
    }
    person
}

fn school(row: &mut TableRow<'_, 9>, schools: Option<&HashMap<String, School>>) -> Option<School> {
    let value = row.required(UAI)?;
    let schools = schools?;
    let school = schools.get(value).or_else(|| schools.get(&parse_uai(value)?)).copied();
    if school.is_none() {
        row.refuse(UAI, RowRefusal::UnknownEstablishment(RowRefusal::quote(value)));
    }
    school
}

fn profile(row: &mut TableRow<'_, 9>, known: &mut HashMap<String, Option<Profile>>) -> Option<Profile> {
    let value = row.required(PROFILE)?;
    let profile = known.get(value).copied().unwrap_or_else(|| {
        let profile = parse_profile(value);
        if known.len() < KNOWN_PROFILES {
            known.insert(value.to_owned(), profile);
        }
        profile
    });
    if profile.is_none() {
        row.refuse(PROFILE, RowRefusal::UnknownProfile(RowRefusal::quote(value)));
    }
    profile
}

/// Level, sub-level, function and subject, where the profile can have them.
fn names<'r>(
    row: &mut TableRow<'r, 9>,
    profile: Option<Profile>,
    spellings: &mut [Spellings; 4],
) -> Option<[&'r str; 4]> {
    let values = [LEVEL, SUB_LEVEL, FUNCTION, SUBJECT].map(|column| (column, row.name(column)));
    let mut sound = true;
    if let Some(profile) = profile {
        for (column, value) in values {
            let makes_sense = match column {
                LEVEL | SUB_LEVEL => profile.has_level(),
                FUNCTION => profile.has_function(),
                _ => profile.has_subject(),
            };
            if !makes_sense && value.is_some_and(|value| !value.is_empty()) {
                row.refuse(column, RowRefusal::MakesNoSense(profile));
                sound = false;
            }
        }
    }
    for ((column, value), known) in values.into_iter().zip(spellings) {
        if let Some(value) = value.map(|value| if column == FUNCTION { as_head(value) } else { value }) {
            sound &= known.keep(row, column, value);
        }
    }
    let [(_, level), (_, sub_level), (_, function), (_, subject)] = values;
    sound.then_some([level?, sub_level?, as_head(function?), subject?])
}

/// Class and group, where the profile can have them.
fn classes<'r>(
    row: &mut TableRow<'r, 9>,
    profile: Option<Profile>,
    school: Option<School>,
    spellings: &mut HashMap<School, [Spellings; 2]>,
) -> Option<[&'r str; 2]> {
    let values = [row.name(CLASS), row.name(GROUP)];
    let [class, group] = values;
    let mut sound = true;
    if class.is_none_or(str::is_empty) && group.is_none_or(str::is_empty) {
        return Some([class?, group?]);
    }
    for (column, value) in [CLASS, GROUP].into_iter().zip(values) {
        let is_named = value.is_some_and(|value| !value.is_empty());
        if let Some(profile) = profile.filter(|profile| is_named && !profile.has_class()) {
            row.refuse(column, RowRefusal::MakesNoSense(profile));
            sound = false;
        }
    }
    if let Some(school) = school {
        let known = spellings.entry(school).or_default();
        for ((column, value), known) in [CLASS, GROUP].into_iter().zip(values).zip(known) {
            sound &= value.is_none_or(|value| known.keep(row, column, value));
        }
    }
    sound.then_some([class?, group?])
}

/// The spellings of one column. Two that differ only by case or accents would make two levels of
/// one, and a target would reach half of the people.
#[derive(Debug, Default)]
struct Spellings {
    known: HashSet<String>,
    by_fold: HashMap<String, String>,
}

impl Spellings {
    /// Refuses a value that came before in another spelling; returns `false` then.
    fn keep(&mut self, row: &mut TableRow<'_, 9>, column: usize, value: &str) -> bool {
        let Some(other) = self.twin(value) else { return true };
        let (value, other) = (RowRefusal::quote(value), RowRefusal::quote(&other));
        row.refuse(column, RowRefusal::Twin { value, other });
        false
    }

    /// Another spelling that came before.
    fn twin(&mut self, value: &str) -> Option<String> {
        if value.is_empty() || self.known.contains(value) {
            return None;
        }
        let first = self.by_fold.entry(fold(value)).or_insert_with(|| value.to_owned());
        if first != value {
            return Some(first.clone());
        }
        self.known.insert(value.to_owned());
        None
    }
}

/// *Cheffe d'établissement* and other spellings are the same function, which gives the rights.
pub(in super::super) fn as_head(function: &str) -> &str {
    if function == HEAD_OF_ESTABLISHMENT || !function.starts_with(['c', 'C']) {
        return function;
    }
    match header(function).as_str() {
        "chefdetablissement" | "cheffedetablissement" | "chefetablissement" | "cheffeetablissement" => {
            HEAD_OF_ESTABLISHMENT
        }
        _ => function,
    }
}
