use domain::directory::Profile;

use super::{
    attributes::Attr,
    raw::Raw,
    reader::Reader,
    structures::level_of_stat,
    values::{ClassRef, class_ref, date, parts},
};
use crate::{
    Feed, Reason, Record,
    problem::shortened,
    record::{ClassKind, Enrolment, Membership, PersonKind},
    tables::{level, sentence_case},
};

impl Reader<'_> {
    pub(super) fn pupil(&mut self, raw: &Raw) {
        let Some(person) = self.person(raw, PersonKind::Pupil) else { return };
        let key = person.key.clone();
        let mut schools: Vec<String> = Vec::new();
        let mut records = Vec::new();
        for (attribute, kind) in
            [(Attr::PupilClasses, ClassKind::Class), (Attr::PupilGroups, ClassKind::Group)]
        {
            for value in raw.all(attribute) {
                let Some(class) = self.pupil_class(raw, attribute, value) else { continue };
                let Some(school) = self.school_of_pupil(raw, attribute, &class.structure) else { continue };
                self.named_class(&school, kind, &class);
                let (person, code) = (key.clone(), class.code);
                if kind == ClassKind::Class && !schools.contains(&school) {
                    schools.push(school.clone());
                }
                records.push(Record::Enrolment(Enrolment { person, school, kind, code }));
            }
        }
        if schools.is_empty() {
            schools.extend(self.attached(raw));
        }
        if schools.is_empty() {
            return self.gone(raw, key);
        }
        let (level, sub_level) = self.levels(raw);
        (self.sink)(Record::Person(person));
        for school in schools {
            let (person, level, sub_level) = (key.clone(), level.clone(), sub_level.clone());
            let (function, subject) = (String::new(), String::new());
            let profile = Profile::Student;
            (self.sink)(Record::Membership(Membership {
                person,
                school,
                profile,
                level,
                sub_level,
                function,
                subject,
            }));
        }
        self.family(raw, &mut records);
        for record in records {
            (self.sink)(record);
        }
    }

    /// A pupil who is in no school (any more, or yet) is not in the directory.
    fn gone(&mut self, raw: &Raw, key: String) {
        if self.feed == Feed::Delta {
            (self.sink)(Record::Left(key));
        }
        let entries = raw.all(Attr::EntryDate).flat_map(parts);
        let to_come = entries.filter_map(|part| date(&part)).filter(|day| *day > self.options.today).min();
        if let Some(day) = to_come {
            self.not_yet.add(day);
        }
        if raw.first(Attr::ExitDate).is_none() && raw.first(Attr::EntryDate).is_none() {
            self.skip(raw, Attr::Attached.name(), Reason::Missing);
        }
    }

    fn pupil_class(&mut self, raw: &Raw, attribute: Attr, value: &str) -> Option<ClassRef> {
        let Some(class) = class_ref(value) else {
            let expected = "struct$code".to_owned();
            self.warn(raw, attribute.name(), Reason::WrongParts { value: shortened(value), expected });
            return None;
        };
        let dates = [(Attr::ClassEntryDate, false), (Attr::ClassExitDate, true)];
        let is_current = dates.iter().all(|(attribute, exit)| {
            let mut all = raw.all(*attribute).map(parts);
            let found = all
                .find(|parts| parts.first() == Some(&class.structure) && parts.last() == Some(&class.code));
            found.is_none_or(|parts| self.is_current(&parts, *exit))
        });
        is_current.then_some(class)
    }

    /// Whether a date of entry has come, or a date of exit has not passed. A value has the
    /// structure, the date and sometimes the class; without a date it says nothing.
    fn is_current(&self, parts: &[String], exit: bool) -> bool {
        let day = parts.iter().find_map(|part| date(part));
        day.is_none_or(|day| if exit { day >= self.options.today } else { day <= self.options.today })
    }

    fn school_of_pupil(&mut self, raw: &Raw, attribute: Attr, structure: &str) -> Option<String> {
        let dates = [(Attr::EntryDate, false), (Attr::ExitDate, true)];
        for (dated, exit) in dates {
            for value in raw.all(dated) {
                let parts = parts(value);
                let first = parts.first().map(String::as_str).unwrap_or_default();
                // Without a structure of its own the date is about the school of attachment.
                let about =
                    if date(first).is_some() { raw.first(Attr::Attached).unwrap_or_default() } else { first };
                if about == structure && !self.is_current(&parts, exit) {
                    return None;
                }
            }
        }
        match self.school(structure, true) {
            Ok(school) => Some(school),
            Err(why) => {
                self.no_school(raw, attribute, structure, why);
                None
            }
        }
    }

    fn attached(&mut self, raw: &Raw) -> Option<String> {
        let structure = raw.first(Attr::Attached)?;
        self.school_of_pupil(raw, Attr::Attached, structure)
    }

    /// Level and sub-level: the MEF decides, else the label of the level.
    fn levels(&self, raw: &Raw) -> (String, String) {
        let known = raw.first(Attr::PupilMef).and_then(|mef| self.structures.mef(mef));
        // First degree: `code$label`, where the label may be spelled out.
        let value = raw.first(Attr::PupilLevel);
        let of_code = value.and_then(|value| level_of_stat(value.split_once('$')?.0.trim()));
        let label = value.map(|value| value.rsplit('$').next().unwrap_or(value));
        let named = known.map(|(level, _)| level.clone()).filter(|level| !level.is_empty());
        let named = named.or_else(|| of_code.map(str::to_owned));
        let sub = raw.first(Attr::PupilMefLabel).map(sentence_case);
        let sub = sub.or_else(|| known.map(|(_, label)| label.clone())).unwrap_or_default();
        (named.or_else(|| label.map(level)).unwrap_or_default(), sub)
    }
}
