use domain::directory::{HEAD_OF_ESTABLISHMENT, Profile};

use super::{
    attributes::Attr,
    raw::Raw,
    reader::Reader,
    values::{ClassRef, class_ref, parts},
};
use crate::{
    Reason, Record,
    problem::shortened,
    record::{ClassKind, Membership, PersonKind, Teaching},
    tables::sentence_case,
};

impl Reader<'_> {
    pub(super) fn staff(&mut self, raw: &Raw) {
        let Some(person) = self.person(raw, PersonKind::Staff) else { return };
        let key = person.key.clone();
        let teaching = self.teaching(raw, &key);
        let mut memberships = self.functions(raw, &key);
        self.heads(raw, &key, &mut memberships);
        self.teachers(raw, &key, &teaching, &mut memberships);
        memberships.sort();
        memberships.dedup();
        (self.sink)(Record::Person(person));
        for membership in memberships {
            (self.sink)(Record::Membership(membership));
        }
        for teaching in teaching {
            (self.sink)(Record::Teaching(teaching));
        }
    }

    fn school_of_staff(&mut self, raw: &Raw, attribute: Attr, structure: &str) -> Option<String> {
        match self.school(structure, false) {
            Ok(school) => Some(school),
            Err(why) => {
                self.no_school(raw, attribute, structure, why);
                None
            }
        }
    }

    /// One membership for each function: where and as what somebody works.
    fn functions(&mut self, raw: &Raw, key: &str) -> Vec<Membership> {
        let mut memberships = Vec::new();
        for value in raw.all(Attr::Functions) {
            let parts = parts(value);
            let [structure, code, label, discipline, discipline_label @ ..] = parts.as_slice() else {
                let expected = "struct$fonction$libellé$discipline$libellé".to_owned();
                self.warn(
                    raw,
                    Attr::Functions.name(),
                    Reason::WrongParts { value: shortened(value), expected },
                );
                continue;
            };
            let subject = discipline_label.join("$");
            let role = self.options.functions.role(code, label, discipline, &subject);
            let Some(school) = self.school_of_staff(raw, Attr::Functions, structure) else { continue };
            let (mut profile, function) = match role {
                Some(role) => {
                    if role.fallback {
                        self.problems.unknown(&format!("{} {code}", Attr::Functions.name()));
                    }
                    (role.profile, role.function)
                }
                // First degree: `-` is somebody who works there without a function of their own.
                None => (Profile::AdminTechnical, String::new()),
            };
            profile = corrected(profile, &function, raw.first(Attr::IsTeacher));
            let subject =
                if profile == Profile::Teacher { Self::subject(raw, &subject) } else { String::new() };
            let function = if profile == Profile::Teacher { String::new() } else { function };
            memberships.push(membership(key, school, profile, function, subject));
        }
        memberships
    }

    /// *Discipline de poste*: of the function, else of the post, where the label comes first.
    fn subject(raw: &Raw, of_function: &str) -> String {
        let of_post = raw.first(Attr::PostSubject).and_then(|value| value.split('$').next());
        let named = [Some(of_function), of_post].into_iter().flatten();
        named.map(sentence_case).find(|label| !label.is_empty() && label != "Sans objet").unwrap_or_default()
    }

    /// Heads of schools of the first degree are named apart. Newer files of the second degree name
    /// everybody of the direction there, such as the *gestionnaire*, so a function that is known already
    /// says more: heads administer the rights of their school.
    fn heads(&mut self, raw: &Raw, key: &str, memberships: &mut Vec<Membership>) {
        for structure in raw.all(Attr::HeadOf) {
            let structure = structure.split('$').next().unwrap_or(structure);
            let Some(school) = self.school_of_staff(raw, Attr::HeadOf, structure) else { continue };
            let known = |row: &Membership| {
                row.school == school && (row.profile == Profile::Management || !row.function.is_empty())
            };
            if !memberships.iter().any(known) {
                let function = HEAD_OF_ESTABLISHMENT.to_owned();
                memberships.push(membership(key, school, Profile::Management, function, String::new()));
            }
        }
    }

    /// Who has classes in a school without a role there is a teacher, also besides directing it.
    fn teachers(&mut self, raw: &Raw, key: &str, teaching: &[Teaching], memberships: &mut Vec<Membership>) {
        let not_a_teacher = raw.first(Attr::IsTeacher) == Some("N");
        // First degree: somebody without a function of their own who has a class.
        let is_open = |row: &Membership| row.profile == Profile::AdminTechnical && row.function.is_empty();
        for row in memberships.iter_mut().filter(|row| is_open(row) && !not_a_teacher) {
            if teaching.iter().any(|taught| taught.school == row.school) {
                row.profile = Profile::Teacher;
                row.subject = Self::subject(raw, "");
            }
        }
        for taught in teaching {
            let has_role =
                |row: &Membership| row.school == taught.school && row.profile != Profile::Management;
            if memberships.iter().any(has_role) {
                continue;
            }
            if !not_a_teacher {
                let subject = Self::subject(raw, "");
                memberships.push(membership(
                    key,
                    taught.school.clone(),
                    Profile::Teacher,
                    String::new(),
                    subject,
                ));
            }
        }
        let faces_pupils = raw.first(Attr::IsTeacher).or_else(|| raw.first(Attr::FacesPupils)) == Some("O");
        if memberships.is_empty()
            && faces_pupils
            && let Some(structure) = raw.first(Attr::Attached)
            && let Ok(school) = self.school(structure, false)
        {
            let subject = Self::subject(raw, "");
            memberships.push(membership(key, school, Profile::Teacher, String::new(), subject));
        }
    }

    /// Classes and groups, with their subjects where the file has them.
    fn teaching(&mut self, raw: &Raw, key: &str) -> Vec<Teaching> {
        let mut teaching: Vec<Teaching> = Vec::new();
        let sources = [
            (Attr::TaughtClassSubjects, ClassKind::Class),
            (Attr::TaughtGroupSubjects, ClassKind::Group),
            (Attr::TaughtClasses, ClassKind::Class),
            (Attr::TaughtGroups, ClassKind::Group),
            (Attr::PrincipalOf, ClassKind::Class),
        ];
        for (attribute, kind) in sources {
            for value in raw.all(attribute) {
                let Some((class, subject)) = taught(value) else {
                    let expected = "struct$classe$matière".to_owned();
                    self.warn(
                        raw,
                        attribute.name(),
                        Reason::WrongParts { value: shortened(value), expected },
                    );
                    continue;
                };
                let Some(school) = self.school_of_staff(raw, attribute, &class.structure) else { continue };
                self.named_class(&school, kind, &class);
                let mut same = teaching
                    .iter_mut()
                    .filter(|row| row.school == school && row.kind == kind && row.code == class.code);
                if attribute == Attr::PrincipalOf
                    && let Some(known) = same.next()
                {
                    known.principal = true;
                    continue;
                }
                let subject = self.structures.subject(&subject).to_owned();
                if same.any(|row| subject.is_empty() || row.subject == subject) {
                    continue;
                }
                let principal = attribute == Attr::PrincipalOf;
                teaching.push(Teaching {
                    person: key.to_owned(),
                    school,
                    kind,
                    code: class.code,
                    subject,
                    principal,
                });
            }
        }
        teaching
    }
}

/// `struct$classe` or `struct$classe$matière`; in the first degree the class has five parts.
fn taught(value: &str) -> Option<(ClassRef, String)> {
    let parts = parts(value);
    match parts.as_slice() {
        [structure, code, subject] => {
            class_ref(&format!("{structure}${code}")).map(|class| (class, subject.clone()))
        }
        _ => class_ref(value).map(|class| (class, String::new())),
    }
}

/// *Catégorie enseignant* wins over the code of the function. Librarians and heads are teachers
/// for the Ministry and keep their own profile.
fn corrected(profile: Profile, function: &str, is_teacher: Option<&str>) -> Profile {
    match (profile, is_teacher) {
        (Profile::Teacher, Some("N")) => Profile::AdminTechnical,
        (Profile::AdminTechnical, Some("O")) if function.is_empty() => Profile::Teacher,
        _ => profile,
    }
}

fn membership(key: &str, school: String, profile: Profile, function: String, subject: String) -> Membership {
    let person = key.to_owned();
    Membership { person, school, profile, level: String::new(), sub_level: String::new(), function, subject }
}
