use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::directory::Profile;

use super::{
    CsvRow, Package, Table, Version,
    orgs::Schools,
    package::text,
    roles::{Role, role},
};
use crate::{
    Place, Problem, Problems, Reason, Record,
    problem::shortened,
    record::{
        Class, ClassKind, Enrolment, FamilyLink, Membership, Person, PersonKind, Relation, School, Teaching,
    },
    tables::level,
};

/// How a package is read.
#[derive(Clone, Debug)]
pub struct Options {
    /// Before every identifier, such as `0570051W-or-`.
    pub prefix: String,
    pub today: NaiveDate,
}

/// What a user is, and where.
type Roles = BTreeMap<String, Vec<(Role, String)>>;

impl Package {
    /// The records of the whole package.
    pub fn records(&self, options: &Options, problems: &mut Problems, sink: &mut dyn FnMut(Record)) {
        let reader = Reader::new(self, options, self.schools(problems));
        for (uai, name) in reader.schools.values() {
            sink(Record::School(School { uai: uai.clone(), name: name.clone(), town: String::new() }));
        }
        reader.dates(problems);
        reader.classes(sink);
        let roles = reader.roles(problems);
        for (id, user) in self.rows(Table::Users) {
            reader.user(id, user, roles.get(id).map_or(&[][..], Vec::as_slice), problems, sink);
        }
        reader.enrollments(&roles, problems, sink);
        reader.families(&roles, sink);
    }
}

struct Reader<'p> {
    package: &'p Package,
    options: &'p Options,
    schools: Schools,
    /// Classes of terms that are over or have not begun.
    over: BTreeSet<&'p str>,
    /// By user, from the enrolments that are current.
    classes_of: HashMap<&'p str, Vec<&'p CsvRow>>,
}

impl<'p> Reader<'p> {
    fn new(package: &'p Package, options: &'p Options, schools: Schools) -> Self {
        let over = BTreeSet::new();
        let mut reader = Self { package, options, schools, over, classes_of: HashMap::new() };
        reader.over = reader.classes_over();
        let mut classes_of: HashMap<&str, Vec<&CsvRow>> = HashMap::new();
        for (_, row) in package.rows(Table::Enrollments).filter(|(_, row)| reader.is_current(row)) {
            let class = package.row(Table::Classes, text(row, "classSourcedId"));
            classes_of.entry(text(row, "userSourcedId")).or_default().extend(class);
        }
        reader.classes_of = classes_of;
        reader
    }

    fn key(&self, id: &str) -> String {
        format!("{}{id}", self.options.prefix)
    }

    fn uai(&self, org: &str) -> Option<&str> {
        self.schools.get(org).map(|(uai, _)| uai.as_str())
    }

    /// Dates in no form that can be read without guessing: they count as none.
    fn dates(&self, problems: &mut Problems) {
        for table in [Table::Roles, Table::Enrollments] {
            for (id, row) in self.package.rows(table) {
                for column in ["beginDate", "endDate"] {
                    let written = text(row, column);
                    if !written.is_empty() && day(written).is_none() {
                        let place = Place::file(table.file_name()).record(id).element(column);
                        problems.add(Problem::warns(place, Reason::NotADate(shortened(written))));
                    }
                }
            }
        }
    }

    /// The first day is included, the last one is not. Who is enrolled in a class that is over is so no more.
    fn is_current(&self, row: &CsvRow) -> bool {
        self.includes_today(text(row, "beginDate"), text(row, "endDate"))
            && !self.over.contains(text(row, "classSourcedId"))
    }

    fn includes_today(&self, begin: &str, end: &str) -> bool {
        let today = self.options.today;
        day(begin).is_none_or(|begin| begin <= today) && day(end).is_none_or(|end| today < end)
    }

    /// Packages may hold the classes of last year, or of the next one, beside those of this year. Where none of
    /// a school is of today, as in summer, all of them stay.
    fn classes_over(&self) -> BTreeSet<&'p str> {
        let (mut over, mut running) = (Vec::new(), BTreeSet::new());
        for (id, class) in self.package.rows(Table::Classes) {
            let terms = list(text(class, "termSourcedIds"));
            let terms: Vec<_> = terms.filter_map(|term| self.package.session(term)).collect();
            let org = text(class, "schoolSourcedId");
            let school = self.uai(org).unwrap_or(org);
            if terms.iter().any(|[begin, end]| self.includes_today(begin, end)) {
                running.insert(school);
            } else if !terms.is_empty() {
                over.push((id.as_str(), school));
            }
        }
        over.into_iter().filter(|(_, school)| running.contains(school)).map(|(id, _)| id).collect()
    }

    fn roles(&self, problems: &mut Problems) -> Roles {
        let mut roles = Roles::new();
        let mut add = |user: &str, name: &str, org: &str, problems: &mut Problems| match role(name) {
            Some(role) => roles.entry(user.to_owned()).or_default().push((role, org.to_owned())),
            None => problems.unknown(&format!("role {name}")),
        };
        if self.package.version == Version::V1_1 {
            for (id, user) in self.package.rows(Table::Users) {
                let (role, mut orgs) = (text(user, "role"), list(text(user, "orgSourcedIds")).peekable());
                // Guardians are often in no school but those of their children.
                if orgs.peek().is_none() {
                    add(id, role, "", problems);
                }
                for org in orgs {
                    add(id, role, org, problems);
                }
            }
        }
        for (_, row) in self.package.rows(Table::Roles).filter(|(_, row)| self.is_current(row)) {
            add(text(row, "userSourcedId"), text(row, "role"), text(row, "orgSourcedId"), problems);
        }
        roles
    }

    fn classes(&self, sink: &mut dyn FnMut(Record)) {
        for (id, class) in self.package.rows(Table::Classes) {
            let Some(school) = self.uai(text(class, "schoolSourcedId")) else { continue };
            sink(Record::Class(Class {
                school: school.to_owned(),
                kind: kind(class),
                code: id.clone(),
                name: text(class, "title").to_owned(),
                levels: list(text(class, "grades")).map(level).collect(),
                of_classes: Vec::new(),
            }));
        }
    }

    fn user(
        &self,
        id: &str,
        user: &CsvRow,
        roles: &[(Role, String)],
        problems: &mut Problems,
        sink: &mut dyn FnMut(Record),
    ) {
        if is(text(user, "enabledUser"), NO) {
            return;
        }
        let place = || Place::file(Table::Users.file_name()).record(id);
        let last_name = first(user, &["preferredFamilyName", "familyName"]);
        let first_name = first(user, &["preferredGivenName", "givenName"]);
        for (column, value) in [("familyName", last_name), ("givenName", first_name)] {
            if value.is_empty() {
                return problems.add(Problem::skips(place().element(column), Reason::Missing));
            }
        }
        sink(Record::Person(Person {
            key: self.key(id),
            kind: kind_of(roles),
            last_name: last_name.to_owned(),
            first_name: first_name.to_owned(),
            email: text(user, "email").to_owned(),
            born: None,
            modified: false,
        }));
        self.memberships(id, user, roles, problems, sink);
    }

    fn memberships(
        &self,
        id: &str,
        user: &CsvRow,
        roles: &[(Role, String)],
        problems: &mut Problems,
        sink: &mut dyn FnMut(Record),
    ) {
        let mut told = BTreeSet::new();
        for (role, org) in roles {
            let (profile, function) = match role {
                Role::Student => (Profile::Student, ""),
                Role::Staff(profile, function) => (*profile, *function),
                Role::Guardian | Role::Relative => continue,
            };
            let Some(school) = self.uai(org) else {
                let place = Place::file(Table::Users.file_name()).record(id);
                let problem = if org.is_empty() {
                    Problem::warns(place.element("orgSourcedId"), Reason::Missing)
                } else {
                    Problem::warns(place, Reason::UnknownSchool(shortened(org)))
                };
                problems.add(problem);
                continue;
            };
            let level = if *role == Role::Student { self.level_of(id, user) } else { String::new() };
            let membership = Membership {
                person: self.key(id),
                school: school.to_owned(),
                profile,
                level,
                sub_level: String::new(),
                function: function.to_owned(),
                subject: if profile == Profile::Teacher { self.subject_of(id) } else { String::new() },
            };
            if told.insert(membership.clone()) {
                sink(Record::Membership(membership));
            }
        }
    }

    /// Of the pupil, else of the class that is their own.
    fn level_of(&self, id: &str, user: &CsvRow) -> String {
        if let Some(grade) = list(text(user, "grades")).next() {
            return level(grade);
        }
        let of_class = self.enrolled(id).filter(|class| kind(class) == ClassKind::Class);
        of_class.filter_map(|class| list(text(class, "grades")).next()).map(level).next().unwrap_or_default()
    }

    fn subject_of(&self, id: &str) -> String {
        let mut taught =
            self.enrolled(id).map(|class| self.subject(class)).filter(|subject| !subject.is_empty());
        taught.next().unwrap_or_default()
    }

    fn subject(&self, class: &CsvRow) -> String {
        let own = list(text(class, "subjects")).next();
        let course = self.package.row(Table::Courses, text(class, "courseSourcedId"));
        own.or_else(|| list(text(course?, "subjects")).next()).unwrap_or_default().to_owned()
    }

    /// The classes of a user.
    fn enrolled(&self, id: &str) -> impl Iterator<Item = &CsvRow> {
        self.classes_of.get(id).into_iter().flatten().copied()
    }

    fn enrollments(&self, roles: &Roles, problems: &mut Problems, sink: &mut dyn FnMut(Record)) {
        for (id, row) in self.package.rows(Table::Enrollments).filter(|(_, row)| self.is_current(row)) {
            let (user, code) = (text(row, "userSourcedId"), text(row, "classSourcedId"));
            let Some(class) = self.package.row(Table::Classes, code) else {
                let place = Place::file(Table::Enrollments.file_name()).record(id).element("classSourcedId");
                problems.add(Problem::warns(place, Reason::UnknownClass(shortened(code))));
                continue;
            };
            let Some(school) = self.uai(text(class, "schoolSourcedId")) else { continue };
            if !roles.contains_key(user) {
                continue;
            }
            let (person, school, code, kind) =
                (self.key(user), school.to_owned(), code.to_owned(), kind(class));
            match role(text(row, "role")) {
                Some(Role::Student) => sink(Record::Enrolment(Enrolment { person, school, kind, code })),
                Some(Role::Staff(Profile::Teacher, _)) => {
                    let principal = kind == ClassKind::Class && is(text(row, "primary"), YES);
                    let subject = self.subject(class);
                    sink(Record::Teaching(Teaching { person, school, kind, code, subject, principal }));
                }
                _ => {}
            }
        }
    }

    /// Either side may name the other; a link needs a pupil at one end and a guardian at the other.
    fn families(&self, roles: &Roles, sink: &mut dyn FnMut(Record)) {
        let has = |id: &str, wanted: Role| {
            roles.get(id).is_some_and(|roles| roles.iter().any(|(role, _)| *role == wanted))
        };
        let mut links = BTreeSet::new();
        for (id, user) in self.package.rows(Table::Users) {
            for agent in list(text(user, "agentSourcedIds")) {
                for (parent, child) in [(agent, id.as_str()), (id.as_str(), agent)] {
                    if has(parent, Role::Guardian) && has(child, Role::Student) && parent != child {
                        links.insert((self.key(parent), self.key(child)));
                    }
                }
            }
        }
        for (parent, child) in links {
            sink(Record::FamilyLink(FamilyLink { parent, child, relation: Relation::Guardian }));
        }
    }
}

/// Staff who are parents as well are staff.
fn kind_of(roles: &[(Role, String)]) -> PersonKind {
    let has = |wanted: fn(&Role) -> bool| roles.iter().any(|(role, _)| wanted(role));
    if has(|role| matches!(role, Role::Staff(..))) {
        PersonKind::Staff
    } else if has(|role| *role == Role::Student) {
        PersonKind::Pupil
    } else {
        PersonKind::Relative
    }
}

fn kind(class: &CsvRow) -> ClassKind {
    if text(class, "classType").eq_ignore_ascii_case("homeroom") {
        ClassKind::Class
    } else {
        ClassKind::Group
    }
}

/// Also as a French spreadsheet saves what it read as a truth value.
const YES: &[&str] = &["true", "vrai", "1"];
const NO: &[&str] = &["false", "faux", "0"];

fn is(value: &str, any: &[&str]) -> bool {
    any.iter().any(|known| value.eq_ignore_ascii_case(known))
}

fn first<'r>(row: &'r CsvRow, columns: &[&str]) -> &'r str {
    columns.iter().map(|column| text(row, column)).find(|value| !value.is_empty()).unwrap_or_default()
}

/// `AAAA-MM-JJ`, with or without a time. With slashes, day and month are told apart only where one of them
/// is above twelve, or where they are the same.
fn day(text: &str) -> Option<NaiveDate> {
    if let Some(day) = text.get(..10).and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()) {
        return Some(day);
    }
    let numbers: Vec<u32> = text.split('/').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let [one, other, year] = numbers.as_slice() else { return None };
    let (day, month) = match (*one, *other) {
        (day, month) if day > 12 || day == month => (day, month),
        (month, day) if day > 12 => (day, month),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(*year).ok().filter(|year| *year > 1_900)?, month, day)
}

/// The values of a list in one cell.
fn list(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|value| !value.is_empty())
}
