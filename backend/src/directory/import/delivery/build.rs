//! The directory of a delivery as rows: checked as the lines of our own tables are.

use std::collections::{HashMap, HashSet};

use domain::directory::{Profile, RowRefusal};
use formats::{Place, Problem, Reason, model::PersonInSchool, record::Person, text::fold};
use words::Language;

use super::{
    super::{
        FileName, RefusedRow,
        read::{CohortKey, EstablishmentRow, Name, PersonRow, School, Wanted, as_head, is_email, parse_uai},
    },
    Known, Said, schools,
};

/// The most characters that a value may have.
const MAX_CHARS: u64 = 200;

struct Builder<'k> {
    wanted: Wanted,
    schools: HashMap<String, School>,
    /// One spelling for each name of the four columns, by its folded form.
    spellings: [HashMap<String, String>; 4],
    /// The same of the classes and groups of each school.
    of_schools: HashMap<School, [HashMap<String, String>; 2]>,
    known: &'k Known,
}

/// `table` are the schools of our own table beside the delivery, `notes` what reading found odd.
pub(super) fn build(
    mut said: Said,
    known: &Known,
    table: Option<Vec<EstablishmentRow>>,
    notes: Vec<RefusedRow>,
) -> Wanted {
    let mut builder = Builder {
        wanted: Wanted {
            kin: if said.kin.is_empty() { said.prefixes.clone() } else { said.kin },
            prefixes: said.prefixes,
            scope: said.scope,
            delivered: said.dates,
            matches: said.matches,
            ..Wanted::default()
        },
        schools: HashMap::new(),
        spellings: Default::default(),
        of_schools: HashMap::new(),
        known,
    };
    for note in notes {
        builder.wanted.remarks.add(note);
    }
    for doubt in &said.directory.doubts {
        let place = Place::file(&doubt.file).line(doubt.line);
        builder.note(Problem::warns(place, Reason::Doubtful(doubt.about.clone())));
    }
    for (key, most) in said.directory.crowded() {
        let reason = Reason::TooManyGroups { max: most as u64 };
        builder.note(Problem::warns(Place::default().record(key), reason));
    }
    builder.schools(table.unwrap_or_default(), said.directory.schools.values());
    for (key, person) in said.directory.each_user() {
        builder.person(key, person);
    }
    said.directory.forget_names();
    builder.spellings();
    let mut pupils = HashSet::new();
    said.directory.each_own_row(|row| {
        if row.profile != Profile::Parent {
            builder.membership(&row, &mut pupils);
        }
    });
    let people = &builder.wanted.people;
    let links = said.directory.each_link();
    let found = links.filter_map(|(parent, child)| Some((people.find(parent)?, people.find(child)?)));
    let mut links: Vec<(u32, u32)> = found.filter(|(_, child)| pupils.contains(child)).collect();
    links.sort_unstable();
    links.dedup();
    builder.wanted.links = Some(links);
    builder.wanted.memberships.sort_unstable();
    builder.wanted.memberships.dedup();
    builder.wanted
}

impl Builder<'_> {
    fn note(&mut self, problem: Problem) {
        let Problem { place, reason, .. } = problem;
        self.wanted.remarks.add(RefusedRow {
            file: FileName::Delivered(place.file),
            line: place.line,
            column: place.record.or(place.element),
            refusal: RowRefusal::Delivery(reason),
        });
    }

    /// Schools that are known keep what the portal says of them: files of the Ministry have their
    /// names in capitals. New ones wait for the authority that runs them, which no file names.
    fn schools<'s>(
        &mut self,
        table: Vec<EstablishmentRow>,
        delivered: impl Iterator<Item = &'s formats::record::School>,
    ) {
        let stored: HashSet<&String> = self.known.uais.iter().collect();
        let mut rows = table;
        for school in delivered {
            let Some(uai) = parse_uai(&school.uai) else { continue };
            if stored.contains(&uai) || rows.iter().any(|row| row.uai == uai) {
                continue;
            }
            rows.push(EstablishmentRow {
                name: shortened(if school.name.is_empty() { &school.uai } else { &school.name }),
                town: shortened(&school.town),
                time_zone: schools::zone(&uai),
                authority: Language::default().words().directory.authority_unknown.to_owned(),
                campus: None,
                uai,
            });
        }
        for uai in rows.iter().map(|row| &row.uai).chain(&self.known.uais) {
            let next = u32::try_from(self.wanted.uais.len()).unwrap_or(u32::MAX);
            self.schools.entry(uai.clone()).or_insert_with_key(|uai| {
                self.wanted.uais.push(uai.clone());
                next
            });
        }
        self.wanted.establishments = rows;
    }

    fn person(&mut self, key: &str, person: &Person) {
        let sound =
            [("nom", &person.last_name), ("prenom", &person.first_name), ("identifiant", &person.key)]
                .into_iter()
                .find_map(|(column, value)| Some((column, unsound(value)?)));
        if let Some((column, reason)) = sound {
            return self.note(Problem::skips(Place::default().record(key).element(column), reason));
        }
        let mut email = person.email.as_str();
        if !email.is_empty() && (!is_email(email) || unsound(email).is_some()) {
            self.note(Problem::warns(
                Place::default().record(key),
                Reason::NotAnEmail(RowRefusal::quote(email)),
            ));
            email = "";
        }
        if let Some(row) = PersonRow::new(key.into(), &person.last_name, &person.first_name, email) {
            self.wanted.people.add(row);
        }
    }

    /// What is spelled in some way now keeps its spelling, so that no twin of a level appears.
    fn spellings(&mut self) {
        for (known, names) in self.spellings.iter_mut().zip(&self.known.names) {
            for name in names {
                known.entry(fold(name)).or_insert_with(|| name.clone());
            }
        }
    }

    fn membership(&mut self, row: &PersonInSchool, pupils: &mut HashSet<u32>) {
        let Some(person) = self.wanted.people.find(&row.person) else { return };
        let Some(school) = self.schools.get(&row.school).copied() else {
            let place = Place::default().record(&row.person);
            return self.note(Problem::warns(place, Reason::UnknownSchool(RowRefusal::quote(&row.school))));
        };
        let profile = row.profile;
        let level = profile.has_level();
        let texts = [
            (level, &row.level),
            (level, &row.sub_level),
            (profile.has_function(), &row.function),
            (profile.has_subject(), &row.subject),
        ];
        let mut names = [Name::default(); 4];
        for (at, (fits, text)) in texts.into_iter().enumerate() {
            if fits && self.is_sound(row, text) {
                let text = as_head(text);
                let spelled = self.spellings[at].entry(fold(text)).or_insert_with(|| text.to_owned());
                names[at] = self.wanted.cohorts.name(spelled);
            }
        }
        let mut classes = [Name::default(); 2];
        for (at, text) in [&row.class, &row.group].into_iter().enumerate() {
            if profile.has_class() && self.is_sound(row, text) {
                let known = &mut self.of_schools.entry(school).or_default()[at];
                let spelled = known.entry(fold(text)).or_insert_with(|| text.to_owned());
                classes[at] = self.wanted.cohorts.name(spelled);
            }
        }
        if profile == Profile::Student {
            pupils.insert(person);
        }
        let [level, sub_level, function, subject] = names;
        let [class, group] = classes;
        let key = CohortKey { school, profile, level, sub_level, function, subject, class, group };
        let cohort = self.wanted.cohorts.intern(key);
        self.wanted.memberships.push((person, cohort));
    }

    /// Whether there is something that can be stored.
    fn is_sound(&mut self, row: &PersonInSchool, text: &str) -> bool {
        let reason = unsound(text);
        let sound = reason.is_none();
        if let Some(reason) = reason.filter(|_| !text.is_empty()) {
            self.note(Problem::warns(Place::default().record(&row.person), reason));
        }
        sound
    }
}

/// Why a value cannot be stored.
fn unsound(value: &str) -> Option<Reason> {
    if value.is_empty() {
        Some(Reason::Missing)
    } else if value.chars().any(char::is_control) {
        Some(Reason::ControlCharacter)
    } else if value.chars().count() as u64 > MAX_CHARS {
        Some(Reason::TooLong { max: MAX_CHARS })
    } else {
        None
    }
}

/// The name of a school or town, for showing.
fn shortened(text: &str) -> String {
    let shown = text.chars().filter(|sign| !sign.is_control());
    shown.take(usize::try_from(MAX_CHARS).unwrap_or_default()).collect()
}
