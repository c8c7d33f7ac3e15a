use std::collections::HashMap;

use domain::directory::Profile;

use super::{
    super::{FileKind, Refusal, profile_names::parse_profile},
    cohorts::{CohortKey, Cohorts, School},
    establishments::parse_uai,
    people::People,
    refusals::Refusals,
    table::{Row, for_each_row},
};

const COLUMNS: [&str; 7] =
    ["identifiant", "uai", "profil", "niveau", "sous_niveau", "fonction", "discipline"];
const IDENTIFIER: usize = 0;
const UAI: usize = 1;
const PROFILE: usize = 2;
const LEVEL: usize = 3;
const SUB_LEVEL: usize = 4;
const FUNCTION: usize = 5;
const SUBJECT: usize = 6;

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
    memberships.students.resize(known.people.map_or(0, |people| people.rows.len()), false);
    let readable = for_each_row(FileKind::Memberships, bytes, &COLUMNS, refusals, tick, |row| {
        let person = person(row, known.people);
        let school = school(row, known.schools);
        let profile = profile(row);
        if let (Some(person), Some(Profile::Student)) = (person, profile)
            && let Some(student) = memberships.students.get_mut(person as usize)
        {
            *student = true;
        }
        let names = names(row, profile);
        if let (Some(person), Some(school), Some(profile), Some(names)) = (person, school, profile, names) {
            let cohorts = &mut memberships.cohorts;
            let [level, sub_level, function, subject] = names.map(|name| cohorts.name(name));
            let cohort = cohorts.intern(CohortKey { school, profile, level, sub_level, function, subject });
            memberships.pairs.push((person, cohort));
        }
    });
    memberships.pairs.sort_unstable();
    memberships.pairs.dedup();
    readable.then_some(memberships)
}

fn person(row: &mut Row<'_, 7>, people: Option<&People>) -> Option<u32> {
    let value = row.required(IDENTIFIER)?;
    let person = people?.find(value);
    if person.is_none() {
        row.refuse(IDENTIFIER, Refusal::UnknownPerson(Refusal::quote(value)));
    }
    person
}

fn school(row: &mut Row<'_, 7>, schools: Option<&HashMap<String, School>>) -> Option<School> {
    let value = row.required(UAI)?;
    let schools = schools?;
    let school = schools.get(value).or_else(|| schools.get(&parse_uai(value)?)).copied();
    if school.is_none() {
        row.refuse(UAI, Refusal::UnknownEstablishment(Refusal::quote(value)));
    }
    school
}

fn profile(row: &mut Row<'_, 7>) -> Option<Profile> {
    let value = row.required(PROFILE)?;
    let profile = parse_profile(value);
    if profile.is_none() {
        row.refuse(PROFILE, Refusal::UnknownProfile(Refusal::quote(value)));
    }
    profile
}

/// Level, sub-level, function and subject, where the profile can have them.
fn names<'r>(row: &mut Row<'r, 7>, profile: Option<Profile>) -> Option<[&'r str; 4]> {
    let values = [LEVEL, SUB_LEVEL, FUNCTION, SUBJECT].map(|column| (column, row.text(column)));
    let mut sound = true;
    if let Some(profile) = profile {
        for (column, value) in values {
            let makes_sense = match column {
                LEVEL | SUB_LEVEL => profile.has_level(),
                FUNCTION => profile.has_function(),
                _ => profile.has_subject(),
            };
            if !makes_sense && value.is_some_and(|value| !value.is_empty()) {
                row.refuse(column, Refusal::MakesNoSense(profile));
                sound = false;
            }
        }
    }
    let [(_, level), (_, sub_level), (_, function), (_, subject)] = values;
    sound.then_some([level?, sub_level?, function?, subject?])
}
