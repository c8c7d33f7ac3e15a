//! What is wrong with a delivery, and where. Reasons are data: `words` puts them into sentences.

use std::collections::BTreeMap;

use chrono::NaiveDate;
pub use domain::directory::{Container, Reason};
use serde::{Deserialize, Serialize};

/// How many problems of a weight are kept one by one; the others are counted.
pub const KEPT: usize = 1_000;
/// How many names of unknown attributes and functions are kept.
const NAMES: usize = 200;

/// What follows from a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Nothing of the delivery may be used.
    Stops,
    /// One record is left out.
    Skips,
    /// Everything is used; somebody should look.
    Warns,
}

/// Pupils whose day of entry is still to come. Before a school year they may be all of a file, which would look
/// as if nobody were in it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NotYet {
    pupils: u64,
    from: Option<NaiveDate>,
}

impl NotYet {
    pub(crate) fn add(&mut self, day: NaiveDate) {
        self.pupils += 1;
        self.from = Some(self.from.map_or(day, |from| from.min(day)));
    }

    pub(crate) fn tell(self, problems: &mut Problems) {
        if let Self { pupils, from: Some(from) } = self {
            problems.add(Problem::warns(Place::default(), Reason::NotYet { pupils, from }));
        }
    }
}

/// Where a problem is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file's name, with the name of the archive that holds it.
    pub file: String,
    /// Counted as an editor does, from 1.
    pub line: Option<u64>,
    /// The identifier of the record.
    pub record: Option<String>,
    /// The column, attribute or element.
    pub element: Option<String>,
}

impl Place {
    pub fn file(name: &str) -> Self {
        Self { file: name.to_owned(), ..Self::default() }
    }

    #[must_use]
    pub fn line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }

    #[must_use]
    pub fn record(self, record: &str) -> Self {
        Self { record: Some(shortened(record)), ..self }
    }

    #[must_use]
    pub fn element(self, element: &str) -> Self {
        Self { element: Some(shortened(element)), ..self }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub place: Place,
    pub weight: Weight,
    pub reason: Reason,
}

impl Problem {
    pub const fn stops(place: Place, reason: Reason) -> Self {
        Self { place, weight: Weight::Stops, reason }
    }

    pub const fn skips(place: Place, reason: Reason) -> Self {
        Self { place, weight: Weight::Skips, reason }
    }

    pub const fn warns(place: Place, reason: Reason) -> Self {
        Self { place, weight: Weight::Warns, reason }
    }
}

/// All problems of a delivery: all are counted, and the first ones of each weight are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    kept: Vec<Problem>,
    totals: [u64; 3],
    unknown: BTreeMap<String, u64>,
    mended: u64,
}

impl Problems {
    pub fn add(&mut self, problem: Problem) {
        let total = &mut self.totals[problem.weight as usize];
        *total += 1;
        if *total <= KEPT as u64 {
            self.kept.push(problem);
        }
    }

    /// Takes over what was found by reading a part.
    pub fn take(&mut self, part: &Self) {
        for problem in &part.kept {
            self.add(problem.clone());
        }
        for (weight, total) in self.totals.iter_mut().enumerate() {
            let kept = part.kept.iter().filter(|problem| problem.weight as usize == weight).count();
            *total += part.totals[weight] - kept as u64;
        }
        self.mended += part.mended;
        for (name, count) in &part.unknown {
            self.count_unknown(name, *count);
        }
    }

    /// How many are counted, and not kept.
    pub fn not_kept(&self) -> u64 {
        self.totals.iter().sum::<u64>() - self.kept.len() as u64
    }

    /// An attribute, column or code that is not known; it is only counted.
    pub fn unknown(&mut self, name: &str) {
        self.count_unknown(name, 1);
    }

    fn count_unknown(&mut self, name: &str, times: u64) {
        if let Some(count) = self.unknown.get_mut(name) {
            *count += times;
        } else if self.unknown.len() < NAMES {
            *self.unknown.entry(shortened(name)).or_default() += times;
        }
    }

    /// By name, how often each unknown attribute, column or code was met.
    pub const fn unknown_names(&self) -> &BTreeMap<String, u64> {
        &self.unknown
    }

    /// The kept ones, in the order in which they were found.
    pub fn kept(&self) -> &[Problem] {
        &self.kept
    }

    pub const fn total(&self, weight: Weight) -> u64 {
        self.totals[weight as usize]
    }

    /// Whether nothing of the delivery may be used.
    pub const fn stops(&self) -> bool {
        self.total(Weight::Stops) > 0
    }

    /// A value with doubled accents was mended: the first is named, all are counted.
    pub fn mended(&mut self, place: Place, value: &str) {
        self.mended += 1;
        if self.mended == 1 {
            self.add(Problem::warns(place, Reason::Mended { value: shortened(value) }));
        }
    }

    pub const fn mended_total(&self) -> u64 {
        self.mended
    }
}

/// A wrong value as a problem repeats it: without control characters, at most 60 characters.
pub fn shortened(value: &str) -> String {
    domain::directory::RowRefusal::quote(value)
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Place, Problem, Problems, Reason, Weight};

    #[test]
    fn what_is_not_kept_is_counted_on_the_way() {
        let mut part = Problems::default();
        for _ in 0..KEPT + 5 {
            part.add(Problem::warns(Place::default(), Reason::NoDate));
        }
        let mut whole = Problems::default();
        whole.add(Problem::skips(Place::default(), Reason::Missing));
        part.unknown("ENTNouveau");
        part.unknown("ENTNouveau");
        whole.unknown("ENTNouveau");
        whole.take(&part);
        assert_eq!(whole.unknown_names().get("ENTNouveau"), Some(&3));
        assert_eq!((whole.total(Weight::Warns), whole.total(Weight::Skips)), (KEPT as u64 + 5, 1));
        assert_eq!((whole.kept().len(), whole.not_kept()), (KEPT + 1, 5));
        whole.take(&part);
        assert_eq!(whole.total(Weight::Warns), 2 * (KEPT as u64 + 5));
        assert_eq!((whole.kept().len(), whole.not_kept()), (KEPT + 1, KEPT as u64 + 10));
    }
}
