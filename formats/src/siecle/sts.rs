use std::collections::HashMap;

use domain::directory::Profile;

use super::{
    collect::{Employee, School, Service},
    person::named,
};
use crate::{
    Problem, Problems, Reason, Record,
    record::{ClassKind, Membership, Person, PersonKind, Teaching},
    tables::sentence_case,
    text::day as date,
};

impl School<'_> {
    pub(super) fn staff(&self, problems: &mut Problems, sink: &mut dyn FnMut(Record)) {
        let mut services: HashMap<&str, Vec<&Service>> = HashMap::new();
        for service in &self.services {
            services.entry(service.teacher.as_str()).or_default().push(service);
        }
        for (id, employee) in &self.employees {
            if !employee.entry.has_id(id, "ID", problems) {
                continue;
            }
            let key = self.key('P', id);
            let Some(person) = named(&key, PersonKind::Staff, &employee.entry, problems) else {
                continue;
            };
            sink(Record::Person(Person { email: String::new(), ..person }));
            let own = services.get(id.as_str()).map_or(&[][..], Vec::as_slice);
            let teachings = self.teachings(own, &key, employee);
            let mut membership = self.role(&key, employee, problems);
            if membership.profile == Profile::AdminTechnical
                && membership.function.is_empty()
                && !teachings.is_empty()
            {
                membership.profile = Profile::Teacher;
            }
            if employee.entry.fields.get(&["FONCTION"]).is_empty() && teachings.is_empty() {
                let place = employee.entry.place(id).element("FONCTION");
                problems.add(Problem::warns(place, Reason::Missing));
            }
            sink(Record::Membership(membership));
            for teaching in teachings {
                sink(Record::Teaching(teaching));
            }
        }
    }

    fn role(&self, key: &str, employee: &Employee, problems: &mut Problems) -> Membership {
        let (code, label) = employee.disciplines.first().map_or(("", ""), |(code, label)| (code, label));
        let function = employee.entry.fields.get(&["FONCTION"]);
        let role = self.options.functions.role(function, function, code, label);
        if role.as_ref().is_some_and(|role| role.fallback) {
            problems.unknown(&format!("FONCTION {function}"));
        }
        let (profile, function) =
            role.map_or((Profile::AdminTechnical, String::new()), |role| (role.profile, role.function));
        let subject = if profile == Profile::Teacher { sentence_case(label) } else { String::new() };
        let (person, school) = (key.to_owned(), self.uai.clone());
        Membership {
            person,
            school,
            profile,
            level: String::new(),
            sub_level: String::new(),
            function,
            subject,
        }
    }

    fn teachings(&self, services: &[&Service], key: &str, employee: &Employee) -> Vec<Teaching> {
        let mut teachings: Vec<Teaching> = Vec::new();
        for service in services {
            let subject = self.subjects.get(&service.subject).map_or_else(String::new, |fields| {
                sentence_case(fields.get(&["LIBELLE_EDITION", "LIBELLE_LONG", "LIBELLE_COURT"]))
            });
            let kind = if service.is_group { ClassKind::Group } else { ClassKind::Class };
            teachings.push(Teaching {
                person: key.to_owned(),
                school: self.uai.clone(),
                kind,
                code: service.structure.clone(),
                subject,
                principal: false,
            });
        }
        let today = self.options.today;
        for principal in &employee.principal {
            let begun = date(principal.get(&["DATE_DEBUT"])).is_none_or(|day| day <= today);
            let ended = date(principal.get(&["DATE_FIN"])).is_some_and(|day| day < today);
            let code = principal.get(&["CODE_STRUCTURE"]);
            if !begun || ended || code.is_empty() {
                continue;
            }
            let known = teachings.iter_mut().find(|row| row.code == code && row.kind == ClassKind::Class);
            if let Some(known) = known {
                known.principal = true;
            } else {
                teachings.push(Teaching {
                    person: key.to_owned(),
                    school: self.uai.clone(),
                    kind: ClassKind::Class,
                    code: code.to_owned(),
                    subject: String::new(),
                    principal: true,
                });
            }
        }
        teachings.sort();
        teachings.dedup();
        teachings
    }
}
