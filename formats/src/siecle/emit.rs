use std::collections::BTreeSet;

use domain::directory::Profile;

use super::{collect::School, person::named};
use crate::{
    Place, Problem, Problems, Reason, Record,
    links::{self, Standing},
    problem::NotYet,
    record::{self, Class, ClassKind, Enrolment, FamilyLink, Membership, PersonKind},
    tables::{level, level_of_mef, sentence_case},
    text::day as date,
};

impl School<'_> {
    /// Passes on what all files together say.
    pub(super) fn emit(&self, problems: &mut Problems, sink: &mut dyn FnMut(Record)) {
        let details = |names: &[&str]| self.details.get(names).to_owned();
        let main = details(&["DENOM_PRINC", "SIGLE"]);
        let name = format!("{main} {}", details(&["DENOM_COMPL"])).trim().to_owned();
        let name = if name.is_empty() { self.uai.clone() } else { name };
        sink(Record::School(record::School { uai: self.uai.clone(), name, town: details(&["COMMUNE"]) }));
        for ((is_group, code), division) in &self.divisions {
            let mut levels: Vec<String> = division.mefs.iter().filter_map(|mef| self.level(mef)).collect();
            levels.sort();
            levels.dedup();
            sink(Record::Class(Class {
                school: self.uai.clone(),
                kind: kind(*is_group),
                code: code.clone(),
                name: if division.name.is_empty() { code.clone() } else { division.name.clone() },
                levels,
                of_classes: division.divisions.clone(),
            }));
        }
        let there = self.pupils(problems, sink);
        self.families(&there, problems, sink);
        self.staff(problems, sink);
    }

    pub(super) fn key(&self, kind: char, id: &str) -> String {
        format!("{}-{kind}{id}", self.uai)
    }

    fn level(&self, mef: &str) -> Option<String> {
        let of_nomenclature = self.mefs.get(mef).map(|fields| {
            let formation = level(fields.get(&["FORMATION"]));
            let label = fields.get(&["LIBELLE_LONG", "LIBELLE_EDITION", "FORMATION"]);
            if formation.is_empty() { level(label) } else { formation }
        });
        let named = of_nomenclature.filter(|level| !level.is_empty());
        named.or_else(|| level_of_mef(mef).map(str::to_owned))
    }

    /// The identifiers of those who are there.
    fn pupils(&self, problems: &mut Problems, sink: &mut dyn FnMut(Record)) -> BTreeSet<String> {
        let (mut there, mut has_unknown) = (BTreeSet::new(), false);
        let mut not_yet = NotYet::default();
        let today = self.options.today;
        for (id, pupil) in &self.pupils {
            if !pupil.has_id(id, "ELEVE_ID", problems) {
                continue;
            }
            let fields = &pupil.fields;
            let left = date(fields.get(&["DATE_SORTIE"]))
                .map_or(!fields.get(&["CODE_MOTIF_SORTIE"]).is_empty(), |day| day < today);
            if left {
                continue;
            }
            if let Some(day) = date(fields.get(&["DATE_ENTREE"])).filter(|day| *day > today) {
                not_yet.add(day);
                continue;
            }
            let key = self.key('E', id);
            let Some(person) = named(&key, PersonKind::Pupil, pupil, problems) else {
                continue;
            };
            there.insert(id.clone());
            sink(Record::Person(person));
            let mef = fields.get(&["CODE_MEF"]);
            let sub_level = self.mefs.get(mef).map_or_else(String::new, |fields| {
                sentence_case(fields.get(&["LIBELLE_EDITION", "LIBELLE_LONG", "FORMATION"]))
            });
            let level = self.level(mef).unwrap_or_default();
            has_unknown |= level.is_empty() && !mef.is_empty();
            sink(Record::Membership(Membership {
                person: key.clone(),
                school: self.uai.clone(),
                profile: Profile::Student,
                level,
                sub_level,
                function: String::new(),
                subject: String::new(),
            }));
            for (code, is_group) in self.enrolments.get(id).into_iter().flatten() {
                let (person, school) = (key.clone(), self.uai.clone());
                sink(Record::Enrolment(Enrolment {
                    person,
                    school,
                    kind: kind(*is_group),
                    code: code.clone(),
                }));
            }
        }
        not_yet.tell(problems);
        // Without it, targets of a level reach none of them.
        if has_unknown && self.mefs.is_empty() {
            let name = "Nomenclature.xml".to_owned();
            problems.add(Problem::warns(Place::default(), Reason::MissingFile { name }));
        }
        there
    }

    /// Only adults who are somebody's parent come along.
    fn families(&self, there: &BTreeSet<String>, problems: &mut Problems, sink: &mut dyn FnMut(Record)) {
        let mut parents = BTreeSet::new();
        let mut family = Vec::new();
        if let Some(adult) = self.adults.get("") {
            adult.has_id("", "PERSONNE_ID", problems);
        }
        for link in &self.links {
            let fields = &link.fields;
            let (child, adult) = (fields.get(&["ELEVE_ID"]), fields.get(&["PERSONNE_ID"]));
            if !there.contains(child) {
                if !self.pupils.contains_key(child) {
                    let reason = Reason::UnknownPerson(crate::problem::shortened(child));
                    problems.add(Problem::warns(link.place(adult).element("ELEVE_ID"), reason));
                }
                continue;
            }
            let relation = fields.number("CODE_PARENTE").unwrap_or_default();
            let (level, legal) = (fields.number("NIVEAU_RESPONSABILITE"), fields.number("RESP_LEGAL"));
            let standing = links::siecle(relation, level, legal, self.options.in_charge);
            let Standing::Parent(relation) = standing else { continue };
            if !link.has_id(adult, "PERSONNE_ID", problems) {
                continue;
            }
            if !self.adults.contains_key(adult) {
                let reason = Reason::UnknownPerson(crate::problem::shortened(adult));
                problems.add(Problem::warns(link.place(child).element("PERSONNE_ID"), reason));
                continue;
            }
            parents.insert(adult);
            family.push(FamilyLink { parent: self.key('R', adult), child: self.key('E', child), relation });
        }
        for id in parents {
            let Some(adult) = self.adults.get(id) else { continue };
            let key = self.key('R', id);
            if let Some(person) = named(&key, PersonKind::Relative, adult, problems) {
                sink(Record::Person(person));
            }
        }
        for link in family {
            sink(Record::FamilyLink(link));
        }
    }
}

const fn kind(is_group: bool) -> ClassKind {
    if is_group { ClassKind::Group } else { ClassKind::Class }
}
