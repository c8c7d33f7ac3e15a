//! The directory of a delivery as rows: checked as the lines of our own tables are.

use std::collections::{HashMap, HashSet};

use domain::directory::{Profile, RowRefusal};
use formats::{
    Place, Problem, Reason,
    model::{Directory, PersonInSchool},
    text::fold,
};
use words::Language;

use super::{
    super::{
        FileName, RefusedRow,
        read::{CohortKey, EstablishmentRow, Name, School, Wanted, as_head, is_email, parse_uai, zone_of},
    },
    Known, Said,
};

/// The most characters that a value may have.
const MAX_CHARS: u64 = 200;

/// The address of somebody who is taken over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Email {
    /// Or none.
    Sound,
    Unusable,
}

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
        builder.note(Problem::warns(Place::default().record(&key), reason));
    }
    builder.schools(table.unwrap_or_default(), said.directory.schools.values());
    let users = builder.users(&mut said.directory);
    builder.spellings();
    let (memberships, links) = builder.pairs(&said.directory, &users);
    builder.wanted.memberships = memberships;
    builder.wanted.links = Some(links);
    builder.wanted.people = said.directory.into_roll(&users).into();
    builder.wanted
}

/// Pairs of positions: (person, cohort), (parent, child).
type Pairs = Vec<(u32, u32)>;
/// The position of somebody who is not taken over.
const NOBODY: u32 = u32::MAX;

fn sorted(mut pairs: Pairs) -> Pairs {
    pairs.sort_unstable();
    pairs.dedup();
    pairs.shrink_to_fit();
    pairs
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
                time_zone: zone_of(&uai).name(),
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

    /// The positions in the delivery of those who are taken over, in the order of their identifiers.
    fn users(&mut self, directory: &mut Directory) -> Vec<u32> {
        let mut users = directory.users_in_order();
        users.retain(|position| {
            let (key, names) = (directory.roll().key(*position), directory.roll().names(*position));
            let takes = self.takes(key, names);
            if takes == Some(Email::Unusable) {
                directory.forget_email(*position);
            }
            takes.is_some()
        });
        users.shrink_to_fit();
        users
    }

    /// Whether somebody can be stored.
    fn takes(&mut self, key: &str, [last_name, first_name, email]: [&str; 3]) -> Option<Email> {
        let unusable = [("nom", last_name), ("prenom", first_name), ("identifiant", key)]
            .into_iter()
            .find_map(|(column, value)| Some((column, unsound(value)?)));
        if let Some((column, reason)) = unusable {
            self.note(Problem::skips(Place::default().record(key).element(column), reason));
            return None;
        }
        if !email.is_empty() && (!is_email(email) || unsound(email).is_some()) {
            let reason = Reason::NotAnEmail(RowRefusal::quote(email));
            self.note(Problem::warns(Place::default().record(key), reason));
            return Some(Email::Unusable);
        }
        Some(Email::Sound)
    }

    /// Who is in which cohort, and whose parent. The first of `users` has position 0 from now on.
    fn pairs(&mut self, directory: &Directory, users: &[u32]) -> (Pairs, Pairs) {
        let mut places = vec![NOBODY; directory.roll().len()];
        for (place, position) in (0..).zip(users) {
            places[*position as usize] = place;
        }
        let (mut memberships, mut is_pupil) = (Vec::new(), vec![false; users.len()]);
        directory.each_own_row(users, |position, row| {
            let person = places[position as usize];
            if row.profile != Profile::Parent
                && let Some(cohort) = self.cohort(&row)
            {
                is_pupil[person as usize] |= row.profile == Profile::Student;
                memberships.push((person, cohort));
            }
        });
        let all = directory.each_link();
        let all = all.map(|(parent, child)| (places[parent as usize], places[child as usize]));
        let of_pupil = |child: u32| is_pupil.get(child as usize) == Some(&true);
        let links = all.filter(|(parent, child)| *parent != NOBODY && of_pupil(*child)).collect();
        (sorted(memberships), sorted(links))
    }

    /// A name that is stored already keeps its spelling, so that no level appears twice.
    fn spellings(&mut self) {
        for (known, names) in self.spellings.iter_mut().zip(&self.known.names) {
            for name in names {
                known.entry(fold(name)).or_insert_with(|| name.clone());
            }
        }
        for (uai, names) in &self.known.of_schools {
            let Some(school) = self.schools.get(uai) else { continue };
            let known = self.of_schools.entry(*school).or_default();
            for (known, names) in known.iter_mut().zip(names) {
                // The first one counts.
                known.extend(names.iter().rev().map(|name| (fold(name), name.clone())));
            }
        }
    }

    /// `None` in a school that is not known.
    fn cohort(&mut self, row: &PersonInSchool) -> Option<u32> {
        let Some(school) = self.schools.get(&row.school).copied() else {
            let place = Place::default().record(&row.person);
            self.note(Problem::warns(place, Reason::UnknownSchool(RowRefusal::quote(&row.school))));
            return None;
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
        let [level, sub_level, function, subject] = names;
        let [class, group] = classes;
        let key = CohortKey { school, profile, level, sub_level, function, subject, class, group };
        Some(self.wanted.cohorts.intern(key))
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
