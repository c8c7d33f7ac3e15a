//! Each format, read into one directory in memory.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::directory::Format;
use formats::{
    Place, Problem, Problems, Reason,
    aaf::{self, Delivery as AafDelivery},
    archive::Source,
    model::Note,
    onde,
    oneroster::{self, Table},
    record::Feed,
    siecle,
    tables::Functions,
};

use super::{super::report::Dated, Known, Said, known::code, matching::matched};

/// The newest complete delivery, and the deltas after it.
pub(super) fn aaf(source: &mut Source, known: &Known, in_charge: bool) -> Said {
    let mut said = Said::default();
    let deliveries = match aaf::deliveries(source) {
        Ok(deliveries) => deliveries,
        Err(problem) => return said.stopped(problem),
    };
    let Some(first) = deliveries.first() else {
        return said.stopped(Problem::stops(Place::default(), Reason::NothingKnown));
    };
    if first.feed == Feed::Delta {
        return said.stopped(Problem::stops(first_file(first), Reason::DeltaWithoutBase));
    }
    // An adult who was a mere contact may become a parent in a delta.
    let all_relatives = deliveries.len() > 1;
    let options = aaf::Options { in_charge, all_relatives, ..aaf::Options::new(known.today) };
    for delivery in &deliveries {
        if said.problems.stops() {
            break;
        }
        let mut notes = Vec::new();
        let directory = &mut said.directory;
        let outcome = aaf::read(source, delivery, &options, &mut |record| {
            notes.extend(directory.apply(delivery.feed, record));
        });
        said.take(&outcome.problems);
        for note in notes {
            said.problems.add(about(note, first_file(delivery)));
        }
        let prefix = format!("{}-", outcome.academy);
        if said.prefixes.first().is_some_and(|known| *known != prefix) {
            let names = vec![said.prefixes[0].clone(), prefix.clone()];
            said.problems.add(Problem::stops(first_file(delivery), Reason::SeveralFeeds { names }));
        }
        said.prefixes = vec![prefix];
    }
    let newest = deliveries.iter().filter_map(|delivery| delivery.date).max();
    if let (Some(date), Some(prefix)) = (newest, said.prefixes.first().cloned()) {
        said.dated(prefix, date, known, first_file(first));
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

/// The school of the files. Pupils come with their guardians, or families would lose them; staff
/// come with STS alone.
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
    if has(Format::SieclePupils) {
        said.prefixes.extend([format!("{uai}-E"), format!("{uai}-R")]);
        if !has(Format::SiecleGuardians) {
            said.lacks("ResponsablesAvecAdresses.xml");
        }
    }
    if has(Format::Sts) {
        said.prefixes.push(format!("{uai}-P"));
    }
    // The other files of the school are about others, and come by themselves.
    said.kin.extend(["E", "R", "P"].map(|kind| format!("{uai}-{kind}")));
    said.about_somebody()
}

/// The school is chosen first, and must be in the directory.
pub(super) fn onde(source: &mut Source, known: &Known, school: Option<&str>) -> Said {
    let mut said = Said::default();
    let uai = code(school.unwrap_or_default());
    if !uai.is_empty() && !known.uais.contains(&uai) {
        return said.stopped(Problem::stops(Place::default(), Reason::UnknownSchool(uai)));
    }
    let directory = &mut said.directory;
    let outcome = onde::read(source, &uai, &mut |record| {
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
        Ok(None) => {
            let place = Place::file(Table::Orgs.file_name()).element("identifier");
            return said.stopped(Problem::stops(place, Reason::Missing));
        }
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

    /// Structures and nomenclatures alone are about nobody.
    fn about_somebody(self) -> Self {
        if self.prefixes.is_empty() && !self.problems.stops() {
            return self.stopped(Problem::stops(Place::default(), Reason::NothingKnown));
        }
        self
    }

    /// Refuses what is older than the last delivery of the same feed.
    fn dated(&mut self, prefix: String, date: NaiveDate, known: &Known, place: Place) {
        if let Some(last) = known.last.get(&prefix).copied().filter(|last| date < *last) {
            self.problems.add(Problem::stops(place, Reason::Older { date, last }));
        }
        self.dates.push(Dated { prefix, date });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::package_prefix;

    #[test]
    fn a_package_is_known_by_its_schools() {
        let uais = |uais: &[&str]| uais.iter().map(|uai| (*uai).to_owned()).collect::<BTreeSet<_>>();
        let stored = BTreeMap::from([
            ("or-".to_owned(), uais(&["0570051W", "0570052X"])),
            ("0540001A-or-".to_owned(), uais(&["0540001A"])),
        ]);
        let prefix = |schools: &[&str]| package_prefix(&uais(schools), &stored);
        assert_eq!(prefix(&["0570052X"]), Ok(Some("or-".to_owned())), "it came before");
        assert_eq!(prefix(&["0540001A", "0540000Z"]), Ok(Some("0540001A-or-".to_owned())), "one more school");
        assert_eq!(prefix(&["0880002B", "0880001A"]), Ok(Some("0880001A-or-".to_owned())), "a new one");
        assert_eq!(prefix(&["0540001A", "0570051W"]).map_err(|names| names.len()), Err(2));
        assert_eq!(prefix(&[]), Ok(None));
    }
}
