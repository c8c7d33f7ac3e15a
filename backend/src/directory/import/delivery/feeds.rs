//! Each format, read into one directory in memory.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::directory::Format;
use formats::{
    Place, Problem, Problems, Reason,
    aaf::{self, Degree, Delivery as AafDelivery},
    archive::Source,
    model::{Directory, Note},
    onde,
    oneroster::{self, Table},
    record::{ClassKind, Feed},
    siecle,
    tables::Functions,
    text::fold,
};

use super::{super::report::Dated, Known, Said, known::code, matching::matched};

/// The newest complete delivery, and the deltas after it; of both degrees, if both are there.
pub(super) fn aaf(source: &mut Source, known: &Known, in_charge: bool) -> Said {
    let mut said = Said::default();
    let deliveries = match aaf::deliveries(source) {
        Ok(deliveries) => deliveries,
        Err(problem) => return said.stopped(problem),
    };
    if deliveries.is_empty() {
        return said.stopped(Problem::stops(Place::default(), Reason::NothingKnown));
    }
    let of =
        |degree: Degree| deliveries.iter().filter(|delivery| delivery.degree == degree).collect::<Vec<_>>();
    let files = |degree: Degree| of(degree).iter().map(|delivery| delivery.parts.len() as u64).sum::<u64>();
    let (first, second) = (files(Degree::First), files(Degree::Second));
    if first > 0 && second > 0 {
        said.problems.add(Problem::warns(Place::default(), Reason::BothDegrees { first, second }));
    }
    for degree in Degree::ALL {
        let of_degree = of(degree);
        if let (Some(complete), false) = (of_degree.first(), said.problems.stops()) {
            said.degree(source, (known, in_charge), complete, &of_degree);
        }
    }
    let Said { directory, problems, .. } = &mut said;
    for link in directory.dangling() {
        let place = Place::default().record(&link.child);
        problems.add(Problem::warns(place, Reason::UnknownPerson(link.parent)));
    }
    said
}

fn first_file(delivery: &AafDelivery) -> Place {
    Place::file(delivery.parts.first().map_or("", |part| part.entry.path.as_str()))
}

fn about(note: Note, place: Place) -> Problem {
    match note {
        Note::LeftUnknown(key) | Note::ModifiedUnknown(key) => {
            Problem::warns(place.record(&key), Reason::UnknownPerson(key))
        }
        Note::Repeated(key) => Problem::warns(place.record(&key), Reason::Duplicate { value: key }),
    }
}

/// The school of the files. Pupils must come together with their guardians, or families would lose
/// them; STS alone is enough for the staff.
pub(super) fn siecle(source: &mut Source, known: &Known, in_charge: bool) -> Said {
    let mut said = Said::default();
    let options = siecle::Options { in_charge, today: known.today, functions: Functions::default() };
    let directory = &mut said.directory;
    let outcome = siecle::read(source, &options, &mut |record| {
        directory.apply(Feed::Complete, record);
    });
    said.take(&outcome.problems);
    let has = |format| outcome.found.contains(&format);
    let uai = &outcome.uai;
    if !has(Format::SieclePupils) {
        call_as_pupils(&mut said.directory, uai, known);
    }
    if has(Format::SieclePupils) {
        said.prefixes.extend([format!("{uai}-E"), format!("{uai}-R")]);
        if !has(Format::SiecleGuardians) {
            said.lacks("ResponsablesAvecAdresses.xml");
        }
    }
    if has(Format::Sts) {
        said.prefixes.push(format!("{uai}-P"));
    }
    // The other files of the school are about other people, and are imported separately.
    said.kin.extend(["E", "R", "P"].map(|kind| format!("{uai}-{kind}")));
    said.about_somebody()
}

/// Classes of staff who come alone are those of the pupils: what these have by its code keeps that name, because
/// exports of pupils without `Structures` have no other.
fn call_as_pupils(directory: &mut Directory, uai: &str, known: &Known) {
    let Some(names) = known.of_pupils.get(uai) else { return };
    let labels = directory.classes.values().filter(|class| fold(&class.name) != fold(&class.code));
    let labels: BTreeSet<(ClassKind, String)> = labels.map(|class| (class.kind, fold(&class.name))).collect();
    for class in directory.classes.values_mut() {
        let code = fold(&class.code);
        let stored = &names[usize::from(class.kind == ClassKind::Group)];
        if stored.iter().any(|name| fold(name) == code) && !labels.contains(&(class.kind, code)) {
            class.name.clone_from(&class.code);
        }
    }
}

/// The school is chosen first, and must be in the directory.
pub(super) fn onde(source: &mut Source, known: &Known, school: Option<&str>) -> Said {
    let mut said = Said::default();
    let uai = code(school.unwrap_or_default());
    if !uai.is_empty() && !known.uais.contains(&uai) {
        return said.stopped(Problem::stops(Place::default(), Reason::UnknownSchool(uai)));
    }
    let directory = &mut said.directory;
    let outcome = onde::read_knowing(source, &uai, &known.onde, &mut |record| {
        directory.apply(Feed::Complete, record);
    });
    said.take(&outcome.problems);
    if outcome.problems.stops() {
        return said;
    }
    said.prefixes.extend(["eleve", "ine", "resp"].map(|kind| format!("{uai}-{kind}-")));
    said.matches = Some((uai.clone(), matched(&mut said.directory, &known.decided)));
    if !outcome.found.contains(&Format::OndeGuardians) {
        said.lacks("CSVExtraction-responsables.csv");
    }
    if outcome.found.contains(&Format::OndeTeachers) {
        said.prefixes.push(format!("{uai}-ens-"));
    }
    said.kin.extend(["eleve", "ine", "resp", "ens"].map(|kind| format!("{uai}-{kind}-")));
    said
}

pub(super) fn oneroster(source: &mut Source, known: &Known) -> Said {
    let mut said = Said::default();
    let (package, problems) = oneroster::read(source);
    said.take(&problems);
    if package.has_changes() {
        let place = Place::file("manifest.csv");
        return said.stopped(Problem::stops(place, Reason::DeltaWithoutBase));
    }
    // A package without people would mean that everybody has left.
    if package.rows(Table::Users).next().is_none() && !said.problems.stops() {
        said.lacks(Table::Users.file_name());
    }
    if said.problems.stops() {
        return said;
    }
    let uais = package.uais();
    let prefix = match package_prefix(&uais, &known.packages) {
        Ok(Some(prefix)) => prefix,
        Ok(None) => return said.stopped(package.without_uai()),
        Err(names) => {
            let place = Place::file("manifest.csv");
            return said.stopped(Problem::stops(place, Reason::SeveralFeeds { names }));
        }
    };
    let options = oneroster::Options { prefix: prefix.clone(), today: known.today };
    let mut problems = Problems::default();
    let directory = &mut said.directory;
    package.records(&options, &mut problems, &mut |record| {
        directory.apply(Feed::Complete, record);
    });
    said.take(&problems);
    said.prefixes.push(prefix);
    said
}

/// How the identifiers of a package begin. It does not say where it comes from, but which schools it is
/// about: those whose people came from a package before belong to that one, whatever it is called. A
/// new one is called by its lowest UAI. `None` without a school, an error for the people of several.
fn package_prefix(
    uais: &BTreeSet<String>,
    stored: &BTreeMap<String, BTreeSet<String>>,
) -> Result<Option<String>, Vec<String>> {
    let own = stored.iter().filter(|(_, schools)| !schools.is_disjoint(uais));
    let mut own: Vec<String> = own.map(|(prefix, _)| prefix.clone()).collect();
    match own.len() {
        0 => Ok(uais.first().map(|uai| format!("{uai}-or-"))),
        1 => Ok(own.pop()),
        _ => Err(own),
    }
}

impl Said {
    /// Reads the deliveries of one degree: a complete one and the deltas after it. They are applied
    /// separately, because somebody whom one degree changes or removes may still be in the other one.
    fn degree(
        &mut self,
        source: &mut Source,
        (known, in_charge): (&Known, bool),
        complete: &AafDelivery,
        deliveries: &[&AafDelivery],
    ) {
        let begin = first_file(complete);
        if complete.feed == Feed::Delta {
            return self.problems.add(Problem::stops(begin, Reason::DeltaWithoutBase));
        }
        // A delta may make a parent of an adult who was only a contact.
        let all_relatives = deliveries.len() > 1;
        let mut options = aaf::Options { in_charge, all_relatives, ..aaf::Options::new(known.today) };
        let mut directory = Directory::default();
        for delivery in deliveries {
            if self.problems.stops() {
                return;
            }
            let (mut outcome, mut odd) = applied(source, delivery, &options, &mut directory);
            if delivery.feed == Feed::Complete && !outcome.problems.stops() {
                options.academy = academy_before(&known.delivered, &outcome, &directory.schools_of_pupils());
                if options.academy.is_some() {
                    directory = Directory::default();
                    (outcome, odd) = applied(source, delivery, &options, &mut directory);
                }
            }
            self.take(&outcome.problems);
            self.take(&odd);
            let prefix = format!("{}-", outcome.academy);
            if let Some(other) = self.prefixes.first().filter(|known| **known != prefix) {
                let names = vec![other.clone(), prefix.clone()];
                self.problems.add(Problem::stops(first_file(delivery), Reason::SeveralFeeds { names }));
            }
            self.prefixes = vec![prefix];
            options.base = outcome.base;
        }
        let newest = deliveries.iter().filter_map(|delivery| delivery.date).max();
        if let Some(prefix) = self.prefixes.first().cloned() {
            self.of_schools(&directory, prefix, newest, known, begin.clone());
        }
        for note in self.directory.beside(directory) {
            self.problems.add(about(note, begin.clone()));
        }
    }

    fn stopped(mut self, problem: Problem) -> Self {
        self.problems.add(problem);
        self
    }

    fn take(&mut self, problems: &Problems) {
        self.problems.take(problems);
    }

    fn lacks(&mut self, name: &str) {
        let reason = Reason::MissingFile { name: name.to_owned() };
        self.problems.add(Problem::stops(Place::default(), reason));
    }

    /// Structures and nomenclatures alone contain no people.
    fn about_somebody(self) -> Self {
        if self.prefixes.is_empty() && !self.problems.stops() {
            return self.stopped(Problem::stops(Place::default(), Reason::NothingKnown));
        }
        self
    }

    /// Tells which schools of the academy it speaks of, and refuses what is older than the last delivery
    /// of the same schools.
    fn of_schools(
        &mut self,
        directory: &Directory,
        prefix: String,
        date: Option<NaiveDate>,
        known: &Known,
        place: Place,
    ) {
        let schools = directory.schools_of_pupils();
        let (last, mut own) = before(&known.delivered, &prefix, &schools);
        if let (Some(date), Some(last)) = (date, last)
            && date < last
        {
            self.problems.add(Problem::stops(place, Reason::Older { date, last }));
        }
        own.extend(schools.iter().cloned());
        self.scope.get_or_insert_default().extend(own);
        self.dates.push(Dated { prefix, date, schools });
    }
}

/// Reads one delivery into the directory, and tells what its records say of nobody.
fn applied(
    source: &mut Source,
    delivery: &AafDelivery,
    options: &aaf::Options,
    directory: &mut Directory,
) -> (aaf::Outcome, Problems) {
    let mut odd = Problems::default();
    let outcome = aaf::read(source, delivery, options, &mut |record| {
        if let Some(note) = directory.apply(delivery.feed, record) {
            odd.add(about(note, first_file(delivery)));
        }
    });
    (outcome, odd)
}

/// The academy under which the people of these schools came before, if most structures are of another one by
/// now: with its code before their identifiers, all of them would be there twice.
fn academy_before(delivered: &[Dated], outcome: &aaf::Outcome, schools: &BTreeSet<String>) -> Option<String> {
    let is_of = |academy: &str| {
        let prefix = format!("{academy}-");
        delivered.iter().any(|one| one.prefix == prefix && !one.schools.is_empty() && goes_on(one, schools))
    };
    if is_of(&outcome.academy) {
        return None;
    }
    outcome.academies.iter().find(|academy| is_of(academy)).cloned()
}

/// Whether more than half of the schools of a delivery come again; of one by an earlier version nothing is known.
fn goes_on(delivery: &Dated, schools: &BTreeSet<String>) -> bool {
    let again = delivery.schools.intersection(schools).count();
    delivery.schools.is_empty() || 2 * again > delivery.schools.len()
}

/// What the last deliveries say about one of these schools: the date of the previous delivery of this
/// feed, and its schools that no other delivery has had since. A delivery is the previous one when more
/// than half of its schools come again: files do not say which degree or project they are of.
fn before(
    delivered: &[Dated],
    prefix: &str,
    schools: &BTreeSet<String>,
) -> (Option<NaiveDate>, BTreeSet<String>) {
    let (mut last, mut own) = (None, BTreeSet::new());
    let mut seen: BTreeSet<&String> = BTreeSet::new();
    for one in delivered.iter().filter(|one| one.prefix == prefix) {
        let is_before = goes_on(one, schools);
        if is_before {
            last = last.or(one.date);
        }
        for school in &one.schools {
            if seen.insert(school) && is_before {
                own.insert(school.clone());
            }
        }
    }
    (last, own)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use chrono::NaiveDate;

    use super::{Dated, before, package_prefix};

    fn set(uais: &[&str]) -> BTreeSet<String> {
        uais.iter().map(|uai| (*uai).to_owned()).collect()
    }

    fn delivered(day: u32, uais: &[&str]) -> Dated {
        let date = NaiveDate::from_ymd_opt(2026, 9, day);
        Dated { prefix: "12-".to_owned(), date, schools: set(uais) }
    }

    #[test]
    fn a_delivery_goes_on_where_one_of_its_schools_ended() {
        let (second, first) = (["A", "B", "C"], ["D", "E"]);
        let all = [delivered(14, &first), delivered(16, &second), delivered(9, &first)];
        let day = |day| NaiveDate::from_ymd_opt(2026, 9, day);
        let before = |schools: &[&str]| before(&all, "12-", &set(schools));
        assert_eq!(before(&second), (day(16), set(&second)), "the first degree has dates of its own");
        assert_eq!(before(&first), (day(14), set(&first)));
        assert_eq!(before(&["A", "B"]), (day(16), set(&second)), "a school has closed, and is still its own");
        assert_eq!(before(&["A", "B", "C", "D"]).1, set(&second), "half of another one is not enough");
        assert_eq!(before(&["A", "F"]), (None, set(&[])), "one school of three is a neighbour");
        assert_eq!(before(&["F"]), (None, set(&[])));
        assert_eq!(super::before(&all, "10-", &set(&second)), (None, set(&[])), "another academy");

        // A school that another delivery has taken over no longer belongs to this one.
        let moved = [delivered(17, &["C", "D", "E"]), delivered(16, &second)];
        assert_eq!(super::before(&moved, "12-", &set(&["A", "B"])), (day(16), set(&["A", "B"])));
        // An earlier version kept the date alone.
        assert_eq!(super::before(&[delivered(8, &[])], "12-", &set(&["A"])), (day(8), set(&[])));
    }

    #[test]
    fn a_package_is_known_by_its_schools() {
        let stored = BTreeMap::from([
            ("or-".to_owned(), set(&["0570051W", "0570052X"])),
            ("0540001A-or-".to_owned(), set(&["0540001A"])),
        ]);
        let prefix = |schools: &[&str]| package_prefix(&set(schools), &stored);
        assert_eq!(prefix(&["0570052X"]), Ok(Some("or-".to_owned())), "it came before");
        assert_eq!(prefix(&["0540001A", "0540000Z"]), Ok(Some("0540001A-or-".to_owned())), "one more school");
        assert_eq!(prefix(&["0880002B", "0880001A"]), Ok(Some("0880001A-or-".to_owned())), "a new one");
        assert_eq!(prefix(&["0540001A", "0570051W"]).map_err(|names| names.len()), Err(2));
        assert_eq!(prefix(&[]), Ok(None));
    }
}
