use std::collections::BTreeMap;

use super::options::Options;
use crate::{
    Place, Reason,
    text::{mend, tidy},
    xml::{Attributes, Handler, Path},
};

/// How many people of each kind one school may have.
const PEOPLE: usize = 50_000;

#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) fields: Fields,
    pub(super) file: String,
    pub(super) line: u64,
}

impl Entry {
    pub(super) fn place(&self, record: &str) -> Place {
        Place::file(&self.file).line(self.line).record(record)
    }
}

/// Somebody who works in the school.
#[derive(Debug, Default)]
pub(super) struct Employee {
    pub(super) entry: Entry,
    /// Code and label.
    pub(super) disciplines: Vec<(String, String)>,
    pub(super) principal: Vec<Fields>,
}

/// The texts of a record, by the name of their element.
#[derive(Debug, Default)]
pub(super) struct Fields(BTreeMap<String, String>);

impl Fields {
    /// The first of these elements that is there and not empty.
    pub(super) fn get(&self, names: &[&str]) -> &str {
        names
            .iter()
            .find_map(|name| self.0.get(*name).filter(|text| !text.is_empty()))
            .map_or("", String::as_str)
    }

    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.0.get(name)?.parse().ok()
    }

    fn set(&mut self, name: &str, text: &str) {
        let text = mend(text).map_or_else(|| tidy(text).into_owned(), |mended| tidy(&mended).into_owned());
        self.0.insert(name.to_owned(), text);
    }
}

#[derive(Debug, Default)]
pub(super) struct Division {
    pub(super) is_group: bool,
    pub(super) name: String,
    pub(super) mefs: Vec<String>,
    pub(super) divisions: Vec<String>,
}

/// A service: somebody teaches a subject to a division or group.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) is_group: bool,
    pub(super) structure: String,
    pub(super) subject: String,
    pub(super) teacher: String,
}

/// Everything that the files of a school say.
pub(super) struct School<'o> {
    pub(super) options: &'o Options,
    pub(super) uai: String,
    pub(super) details: Fields,
    pub(super) pupils: BTreeMap<String, Entry>,
    /// By pupil: the structures and whether each is a group.
    pub(super) enrolments: BTreeMap<String, Vec<(String, bool)>>,
    pub(super) adults: BTreeMap<String, Entry>,
    pub(super) links: Vec<Entry>,
    pub(super) divisions: BTreeMap<(bool, String), Division>,
    /// Level label by MEF.
    pub(super) mefs: BTreeMap<String, Fields>,
    pub(super) subjects: BTreeMap<String, Fields>,
    pub(super) employees: BTreeMap<String, Employee>,
    pub(super) services: Vec<Service>,
    /// The school year, such as `2024-2025`; empty as long as no file says it.
    year: String,
    file: String,
    key: String,
    structure: String,
    subject: String,
    kind: String,
}

impl<'o> School<'o> {
    pub(super) fn new(options: &'o Options) -> Self {
        Self {
            options,
            uai: String::new(),
            details: Fields::default(),
            pupils: BTreeMap::new(),
            enrolments: BTreeMap::new(),
            adults: BTreeMap::new(),
            links: Vec::new(),
            divisions: BTreeMap::new(),
            mefs: BTreeMap::new(),
            subjects: BTreeMap::new(),
            employees: BTreeMap::new(),
            services: Vec::new(),
            year: String::new(),
            file: String::new(),
            key: String::new(),
            structure: String::new(),
            subject: String::new(),
            kind: String::new(),
        }
    }

    pub(super) fn begin(&mut self, file: &str) {
        file.clone_into(&mut self.file);
    }

    /// Remembers which school the file is about, and refuses a second school.
    fn about(&mut self, uai: &str) -> Result<(), Reason> {
        let uai = uai.trim().to_ascii_uppercase();
        if self.uai.is_empty() {
            self.uai.clone_from(&uai);
        }
        if self.uai != uai {
            return Err(Reason::WrongSchool { expected: self.uai.clone(), found: uai });
        }
        Ok(())
    }

    /// Refuses a second school year, which begins in `year`: last year's staff would have this year's classes.
    fn of_year(&mut self, year: &str) -> Result<(), Reason> {
        let Ok(year) = year.trim().parse::<u16>() else { return Ok(()) };
        let found = format!("{year}-{}", u32::from(year) + 1);
        if self.year.is_empty() {
            self.year.clone_from(&found);
        }
        if self.year != found {
            return Err(Reason::WrongYear { expected: self.year.clone(), found });
        }
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.pupils.len().max(self.adults.len()).max(self.employees.len()) > PEOPLE
            || self.links.len().max(self.services.len()) > 10 * PEOPLE
    }

    fn division(&mut self) -> &mut Division {
        let is_group = self.kind == "GROUPE";
        let division = self.divisions.entry((is_group, self.structure.clone())).or_default();
        division.is_group = is_group;
        division
    }

    fn opened(&mut self, path: &Path, attributes: &Attributes<'_>, line: u64) -> Result<(), Reason> {
        let code = |name| code(attributes, name);
        match (path.parent(), path.name()) {
            ("PARAMETRES", "UAJ") => {
                if let Some(uai) = attributes.get("CODE") {
                    self.about(&uai)?;
                }
            }
            ("PARAMETRES", "ANNEE_SCOLAIRE") => self.of_year(&code("ANNEE"))?,
            ("ELEVES", "ELEVE") => {
                self.key = code("ELEVE_ID");
                self.pupils
                    .insert(self.key.clone(), Entry { line, file: self.file.clone(), ..Entry::default() });
            }
            ("STRUCTURES", "STRUCTURES_ELEVE") => self.key = code("ELEVE_ID"),
            ("STRUCTURES_ELEVE", "STRUCTURE") => {
                self.structure.clear();
                self.kind.clear();
            }
            ("PERSONNES", "PERSONNE") => {
                self.key = code("PERSONNE_ID");
                self.adults
                    .insert(self.key.clone(), Entry { line, file: self.file.clone(), ..Entry::default() });
            }
            // Every child of RESPONSABLES is a link, whatever its name.
            ("RESPONSABLES", _) => {
                self.links.push(Entry { line, file: self.file.clone(), ..Entry::default() });
            }
            ("DIVISIONS", "DIVISION") | ("GROUPES", "GROUPE") => {
                path.name().clone_into(&mut self.kind);
                self.structure = first(&[code("CODE_STRUCTURE"), code("CODE")]);
                self.division();
            }
            ("MEFS", "MEF") => self.key = first(&[code("CODE_MEF"), code("CODE")]),
            ("MATIERES", "MATIERE") => self.key = first(&[code("CODE_MATIERE"), code("CODE")]),
            ("MEFS_APPARTENANCE", "MEF_APPARTENANCE") if !code("CODE").is_empty() => {
                self.division().mefs.push(code("CODE"));
            }
            ("DIVISIONS_APPARTENANCE", "DIVISION_APPARTENANCE") => {
                self.division().divisions.push(code("CODE"));
            }
            _ => self.opened_in_sts(path, attributes, line),
        }
        if self.is_full() { Err(Reason::TooManyRows { max: PEOPLE as u64 }) } else { Ok(()) }
    }

    fn opened_in_sts(&mut self, path: &Path, attributes: &Attributes<'_>, line: u64) {
        let code = |name| code(attributes, name);
        match (path.parent(), path.name()) {
            ("INDIVIDUS", "INDIVIDU") => {
                // An identifier is unique among people of one type only.
                self.key.clear();
                if !code("ID").is_empty() {
                    self.key = format!("{}{}", code("TYPE"), code("ID"));
                }
                self.employees.insert(
                    self.key.clone(),
                    Employee {
                        entry: Entry { line, file: self.file.clone(), ..Entry::default() },
                        ..Employee::default()
                    },
                );
            }
            ("DISCIPLINES", "DISCIPLINE") => {
                if let Some(employee) = self.employees.get_mut(&self.key) {
                    employee.disciplines.push((code("CODE"), String::new()));
                }
            }
            ("PROFS_PRINC", "PROF_PRINC") => {
                if let Some(employee) = self.employees.get_mut(&self.key) {
                    employee.principal.push(Fields::default());
                }
            }
            ("SERVICES", "SERVICE") => self.subject = code("CODE_MATIERE"),
            ("ENSEIGNANTS", "ENSEIGNANT") => self.services.push(Service {
                is_group: self.kind == "GROUPE",
                structure: self.structure.clone(),
                subject: self.subject.clone(),
                teacher: format!("{}{}", code("TYPE"), code("ID")),
            }),
            _ => {}
        }
    }

    fn closed(&mut self, path: &Path, text: &str) -> Result<(), Reason> {
        let name = path.name();
        match (path.up(2), path.parent()) {
            (_, "PARAMETRES") if name == "UAJ" && !text.is_empty() => self.about(text)?,
            (_, "PARAMETRES") if name == "ANNEE_SCOLAIRE" => self.of_year(text)?,
            ("PARAMETRES", "UAJ") => self.details.set(name, text),
            ("ELEVES", "ELEVE") => {
                if let Some(pupil) = self.pupils.get_mut(&self.key) {
                    pupil.fields.set(name, text);
                }
            }
            ("STRUCTURES_ELEVE", "STRUCTURE") if name == "CODE_STRUCTURE" => {
                tidy(text).as_ref().clone_into(&mut self.structure);
            }
            ("STRUCTURES_ELEVE", "STRUCTURE") if name == "TYPE_STRUCTURE" => text.clone_into(&mut self.kind),
            ("STRUCTURES", "STRUCTURES_ELEVE") if name == "STRUCTURE" => {
                let structure = (std::mem::take(&mut self.structure), self.kind == "G");
                self.enrolments.entry(self.key.clone()).or_default().push(structure);
            }
            ("PERSONNES", "PERSONNE") => {
                if let Some(adult) = self.adults.get_mut(&self.key) {
                    adult.fields.set(name, text);
                }
            }
            ("RESPONSABLES", _) => {
                if let Some(link) = self.links.last_mut() {
                    link.fields.set(name, text);
                }
            }
            ("DIVISIONS", "DIVISION") | ("GROUPES", "GROUPE") if name == "LIBELLE_LONG" => {
                self.division().name = tidy(text).into_owned();
            }
            (_, "MEF_APPARTENANCE") if name == "CODE_MEF" => self.division().mefs.push(text.to_owned()),
            ("MEFS", "MEF") => self.mefs.entry(self.key.clone()).or_default().set(name, text),
            ("MATIERES", "MATIERE") => self.subjects.entry(self.key.clone()).or_default().set(name, text),
            ("INDIVIDUS", "INDIVIDU") => {
                if let Some(employee) = self.employees.get_mut(&self.key) {
                    employee.entry.fields.set(name, text);
                }
            }
            ("DISCIPLINES", "DISCIPLINE") if name == "LIBELLE_COURT" => {
                let employee = self.employees.get_mut(&self.key);
                if let Some(last) = employee.and_then(|employee| employee.disciplines.last_mut()) {
                    last.1 = tidy(text).into_owned();
                }
            }
            ("PROFS_PRINC", "PROF_PRINC") => {
                let employee = self.employees.get_mut(&self.key);
                if let Some(last) = employee.and_then(|employee| employee.principal.last_mut()) {
                    last.set(name, text);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// A code, in the form in which elements that name it are kept.
fn code(attributes: &Attributes<'_>, name: &str) -> String {
    attributes.get(name).map(|code| tidy(&code).into_owned()).unwrap_or_default()
}

fn first(texts: &[String]) -> String {
    texts.iter().find(|text| !text.is_empty()).cloned().unwrap_or_default()
}

impl Handler for School<'_> {
    fn open(&mut self, path: &Path, attributes: &Attributes<'_>, line: u64) -> Result<(), Reason> {
        self.opened(path, attributes, line)
    }

    fn close(&mut self, path: &Path, text: &str, _line: u64) -> Result<(), Reason> {
        self.closed(path, text)
    }
}
