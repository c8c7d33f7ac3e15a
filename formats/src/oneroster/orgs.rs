use std::collections::{BTreeMap, BTreeSet};

use super::{CsvRow, Package, Table, package::text};
use crate::{Place, Problem, Problems, Reason, problem::shortened, record::is_uai};

/// UAI and name of the school that an organisation is, or is part of, by its identifier.
pub(super) type Schools = BTreeMap<String, (String, String)>;

/// How many departments may be inside each other.
const DEPTH: usize = 8;

impl Package {
    /// The UAI of every school of the package.
    pub fn uais(&self) -> BTreeSet<String> {
        self.schools(&mut Problems::default()).into_values().map(|(uai, _)| uai).collect()
    }

    /// Why none of its schools is known: what the first one has in the place of a UAI, if it has something.
    pub fn without_uai(&self) -> Problem {
        let mut problems = Problems::default();
        self.schools(&mut problems);
        let is_written = |problem: &&Problem| problem.reason != Reason::NotAUai(String::new());
        if let Some(Problem { place, reason, .. }) = problems.kept().iter().find(is_written) {
            return Problem::stops(place.clone(), reason.clone());
        }
        Problem::stops(Place::file(Table::Orgs.file_name()).element("identifier"), Reason::Missing)
    }

    /// A school is known by its UAI alone. Who is in a department is in its school.
    pub(super) fn schools(&self, problems: &mut Problems) -> Schools {
        let mut schools = Schools::new();
        for (id, org) in self.rows(Table::Orgs) {
            if !text(org, "type").eq_ignore_ascii_case("school") {
                continue;
            }
            // Some programs have the UAI as their own identifier alone.
            let identifier = text(org, "identifier");
            let named = if identifier.is_empty() && is_uai(id) { id.as_str() } else { identifier };
            let uai = named.to_ascii_uppercase();
            if is_uai(&uai) {
                schools.insert(id.clone(), (uai, text(org, "name").to_owned()));
            } else {
                let place = Place::file(Table::Orgs.file_name()).record(id).element("identifier");
                problems.add(Problem::skips(place, Reason::NotAUai(shortened(&uai))));
            }
        }
        let departments = self.rows(Table::Orgs).filter(|(_, org)| is_department(org));
        let inside: Schools =
            departments.filter_map(|(id, org)| Some((id.clone(), self.school_of(org, &schools)?))).collect();
        schools.extend(inside);
        schools
    }

    fn school_of(&self, department: &CsvRow, schools: &Schools) -> Option<(String, String)> {
        let mut above = text(department, "parentSourcedId");
        for _ in 0..DEPTH {
            if let Some(school) = schools.get(above) {
                return Some(school.clone());
            }
            above = text(self.row(Table::Orgs, above).filter(|org| is_department(org))?, "parentSourcedId");
        }
        None
    }
}

fn is_department(org: &CsvRow) -> bool {
    text(org, "type").eq_ignore_ascii_case("department")
}
