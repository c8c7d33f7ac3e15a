use std::collections::{BTreeMap, BTreeSet};

use domain::directory::Profile;

use super::directory::Directory;
use crate::record::{ClassKind, Membership, PersonKey, Uai};

/// One line of a person in a school, as targets select it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    pub person: PersonKey,
    pub school: Uai,
    pub profile: Profile,
    pub level: String,
    pub sub_level: String,
    pub function: String,
    pub subject: String,
}

/// The levels of each class and group.
type Levels<'d> = BTreeMap<(&'d str, ClassKind, &'d str), BTreeSet<&'d str>>;

impl Directory {
    /// Who is what in which school: pupils and staff as their records say, teachers at the levels of
    /// the classes they teach, parents where their children are.
    pub fn rows(&self) -> BTreeSet<Row> {
        let levels = self.levels();
        let mut rows = BTreeSet::new();
        for (key, known) in &self.people {
            for membership in &known.memberships {
                if membership.profile == Profile::Teacher {
                    self.teacher(key, membership, &levels, &mut rows);
                } else {
                    rows.insert(row(key, membership));
                }
            }
        }
        for (parent, child) in self.links() {
            let children = self.people.get(&child).into_iter().flat_map(|known| &known.memberships);
            for membership in children.filter(|membership| membership.profile == Profile::Student) {
                rows.insert(Row { profile: Profile::Parent, ..row(&parent, membership) });
            }
        }
        rows
    }

    /// What the files declare, and the levels of the pupils.
    fn levels(&self) -> Levels<'_> {
        let mut levels = Levels::new();
        for class in self.classes.values() {
            let own = levels.entry((&class.school, class.kind, &class.code)).or_default();
            own.extend(class.levels.iter().map(String::as_str));
        }
        for known in self.people.values() {
            for enrolment in &known.enrolments {
                let own = levels.entry((&enrolment.school, enrolment.kind, &enrolment.code)).or_default();
                let there =
                    known.memberships.iter().filter(|membership| membership.school == enrolment.school);
                own.extend(
                    there.map(|membership| membership.level.as_str()).filter(|level| !level.is_empty()),
                );
            }
        }
        for class in self.classes.values().filter(|class| class.kind == ClassKind::Group) {
            let of_classes: Vec<&str> = class
                .of_classes
                .iter()
                .filter_map(|code| levels.get(&(class.school.as_str(), ClassKind::Class, code.as_str())))
                .flatten()
                .copied()
                .collect();
            levels.entry((&class.school, ClassKind::Group, &class.code)).or_default().extend(of_classes);
        }
        levels
    }

    fn teacher(&self, key: &str, membership: &Membership, levels: &Levels<'_>, rows: &mut BTreeSet<Row>) {
        let taught = self.people.get(key).into_iter().flat_map(|known| &known.teachings);
        let mut at: BTreeSet<&str> = BTreeSet::new();
        for teaching in taught.filter(|teaching| teaching.school == membership.school) {
            at.extend(
                levels
                    .get(&(teaching.school.as_str(), teaching.kind, teaching.code.as_str()))
                    .into_iter()
                    .flatten(),
            );
        }
        if at.is_empty() {
            rows.insert(row(key, membership));
        }
        for level in at {
            rows.insert(Row { level: level.to_owned(), ..row(key, membership) });
        }
    }
}

fn row(key: &str, membership: &Membership) -> Row {
    let Membership { school, profile, level, sub_level, function, subject, .. } = membership.clone();
    Row { person: key.to_owned(), school, profile, level, sub_level, function, subject }
}
