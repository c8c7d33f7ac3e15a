//! Files as they come from elsewhere: AAF, SIECLE and STS, ONDE, OneRoster, or our own tables
//! under other names. They are told by their content, read by the crate `formats`, and turned into
//! the same [`Wanted`] as our four tables.

// An error ends the reading of a delivery, so its size costs nothing.
#![allow(clippy::result_large_err)]

mod build;
mod feeds;
mod known;
mod matching;
mod neighbours;
mod notes;
mod said;
mod schools;
mod sort;

use bytes::Bytes;
use formats::{Limits, Place, Problem, Problems, Reason, Weight, archive::Source};

use super::{
    Delivery, FileKind, Files, Origin, Phase, Progress,
    read::{self, Refusals, Wanted},
};
use build::build;
pub(super) use known::Known;
pub(super) use neighbours::neighbours;
pub(super) use notes::refused;
use said::{MAX_TABLE, Said};
use sort::{Family, sort};

/// How many names that no reader knows are listed.
const NAMED: usize = 20;

/// Reads and checks a delivery. Slow and blocking.
pub(super) fn read(delivery: &Delivery, known: Known, progress: &dyn Fn(Progress)) -> (Wanted, Refusals) {
    progress(Progress { phase: Phase::Reading, done: 0, total: 0 });
    let mut refusals = Refusals::default();
    match sorted(delivery) {
        Err(problems) => refuse(&problems, delivery, &mut refusals),
        Ok((mut source, family, mut unknown)) => {
            if family == Family::Own {
                match own(&mut source, &mut unknown) {
                    Ok(files) => {
                        let mut read = read::read(&files, known.uais, progress);
                        tell_strangers(&unknown, delivery, &mut read);
                        return read;
                    }
                    Err(problem) => refusals.push(refused(&problem, delivery)),
                }
            } else {
                return others(&mut source, family, &unknown, (delivery, &known));
            }
        }
    }
    (Wanted::default(), refusals)
}

/// Opens a delivery and tells what it is.
fn sorted(delivery: &Delivery) -> Result<(Source, Family, Problems), Problems> {
    let alone = |problem: Problem| {
        let mut problems = Problems::default();
        problems.add(problem);
        problems
    };
    let limits = Limits::default();
    let source = match &delivery.from {
        Origin::Path(path) if path.is_dir() => Source::folder(path, limits),
        Origin::Path(path) => Source::file(path, limits),
        Origin::Uploaded(files) => Source::memory(files.clone(), limits),
    };
    let mut source = source.map_err(alone)?;
    let (family, unknown) = sort(&mut source)?;
    Ok((source, family, unknown))
}

/// Our own tables, whatever they are called; each may be a file, or a sheet of a workbook. A copy of one that says
/// nothing else, such as the archive that they came in, is no second one.
fn own(source: &mut Source, unknown: &mut Problems) -> Result<Files, Problem> {
    let mut files = Files::default();
    for entry in source.entries().to_vec() {
        let mut kinds = sort::tables(source, &entry, unknown);
        if kinds.is_empty() {
            kinds.extend(FileKind::from_file_name(&entry.name));
        }
        if kinds.is_empty() {
            continue;
        }
        let bytes = Bytes::from(source.bytes(&entry, MAX_TABLE)?);
        let before = files.clone();
        for kind in kinds {
            if before.get(kind) == Some(&bytes) {
                continue;
            }
            if files.get(kind).is_some() {
                return Err(Problem::stops(Place::file(&entry.path), Reason::RepeatedFile));
            }
            files.set(kind, bytes.clone());
        }
    }
    Ok(files)
}

/// Files and sheets beside our tables that are none of them are left out, and named: one may be a table that
/// was saved in another form. Those that have the name of a table were read as such.
fn tell_strangers(unknown: &Problems, delivery: &Delivery, (wanted, refusals): &mut (Wanted, Refusals)) {
    let is_refused = !refusals.is_empty();
    for problem in unknown.kept() {
        let name = problem.place.file.rsplit('/').next().unwrap_or_default();
        match FileKind::from_file_name(name) {
            Some(_) => {}
            None if is_refused => refusals.push(refused(problem, delivery)),
            None => wanted.remarks.add(refused(problem, delivery)),
        }
    }
}

/// Another format, and the schools that our own table describes beside it.
fn others(
    source: &mut Source,
    family: Family,
    unknown: &Problems,
    (delivery, known): (&Delivery, &Known),
) -> (Wanted, Refusals) {
    let mut refusals = Refusals::default();
    let table = match schools::table(source, &mut refusals) {
        Ok(table) => table,
        Err(problem) => {
            refusals.push(refused(&problem, delivery));
            None
        }
    };
    let said = match family {
        Family::Aaf => feeds::aaf(source, known, delivery.in_charge),
        Family::Siecle => feeds::siecle(source, known, delivery.in_charge),
        Family::Onde => feeds::onde(source, known, delivery.school.as_deref()),
        Family::OneRoster | Family::Own => feeds::oneroster(source, known),
    };
    if said.problems.stops() {
        refuse(&said.problems, delivery, &mut refusals);
        // One of these may be what is missing.
        for problem in unknown.kept().iter().filter(|problem| sort::is_to_read(&problem.place.file)) {
            refusals.push(refused(problem, delivery));
        }
    }
    if !refusals.is_empty() {
        return (Wanted::default(), refusals);
    }
    let names = unknown_names(&said.problems, family);
    let notes = unknown.kept().iter().chain(said.problems.kept()).chain(&names);
    let notes = notes.map(|problem| refused(problem, delivery)).collect::<Vec<_>>();
    let unlisted = said.problems.not_kept();
    let mut wanted = build(said, known, table, notes);
    wanted.remarks.total += unlisted;
    (wanted, refusals)
}

/// What no reader knew, as one remark. Tables have many columns that nobody needs: of those, only roles.
fn unknown_names(problems: &Problems, family: Family) -> Option<Problem> {
    let is_told = |name: &str| match family {
        Family::Aaf | Family::Siecle => true,
        Family::OneRoster => name.starts_with("role "),
        Family::Onde | Family::Own => false,
    };
    let all: Vec<String> = problems
        .unknown_names()
        .iter()
        .filter(|(name, _)| is_told(name))
        .map(|(name, count)| format!("{name} ({count})"))
        .collect();
    let total = all.len() as u64;
    let names: Vec<String> = all.into_iter().take(NAMED).collect();
    (total > 0).then(|| Problem::warns(Place::default(), Reason::UnknownNames { names, total }))
}

/// Everything that stops the reading.
fn refuse(problems: &Problems, delivery: &Delivery, refusals: &mut Refusals) {
    for problem in problems.kept().iter().filter(|problem| problem.weight == Weight::Stops) {
        refusals.push(refused(problem, delivery));
    }
}
