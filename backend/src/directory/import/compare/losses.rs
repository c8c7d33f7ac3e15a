use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap, HashSet},
};

use domain::{
    EstablishmentId,
    directory::{HEAD_OF_ESTABLISHMENT, Loss, LossKind, Profile},
    search::fold,
    targets::NameKind,
};

use super::{
    super::{
        LargeRemoval, Vanished,
        read::{CohortKey, Cohorts, School},
    },
    NEW, PairDiff, PeopleDiff,
    comers::{Comers, DETAILS, Details, details},
    fingerprint,
    mixed::mixed,
    much::Much,
};
use crate::entities::cohort;

/// How many schools and names a report lists.
const LISTED: usize = 200;

/// The cohorts of the database, and their schools by position.
#[derive(Debug)]
pub(super) struct StoredCohorts {
    pub(super) rows: Vec<cohort::Model>,
    pub(super) schools: HashMap<EstablishmentId, School>,
    pub(super) school_names: Vec<String>,
}

impl StoredCohorts {
    fn school(&self, row: &cohort::Model) -> Option<School> {
        self.schools.get(&row.establishment_id).copied()
    }

    pub(super) fn name(&self, school: School) -> String {
        self.school_names.get(school as usize).cloned().unwrap_or_default()
    }
}

/// What an import takes away, apart from what it replaces: somebody who moves to another level of
/// the same school loses nothing.
#[derive(Debug, Default)]
pub(in super::super) struct Losses {
    number: u64,
    /// Everything that goes or is renamed.
    lost: u64,
    /// The first ones, and how many there are; so for the other two.
    found: (Vec<Loss>, u64),
    pub(super) without_head: (Vec<String>, u64),
    pub(super) vanished: (Vec<Vanished>, u64),
}

impl Losses {
    /// `beside` is set when no school of the delivery is known: so many people of the same academy then stay.
    pub(super) fn find(
        stored: &StoredCohorts,
        wanted: &Cohorts,
        people: &PeopleDiff,
        memberships: &PairDiff,
        links: &PairDiff,
        (much, beside): (Much, Option<u64>),
    ) -> Self {
        let comers = Comers::of(wanted, people, memberships);
        let counts = Counts::of(stored, wanted, &comers, memberships);
        let lost: u64 = counts.lost.values().sum();
        let total: u64 = counts.stored.values().sum();
        let links_lost = links.gone.len() as u64;
        let removed = people.counts.removed;
        let heads_lost = counts.without_head.len() as u64;
        let (without, of_details) = details_lost(stored, &comers, memberships);
        let beyond = |kind, lost, out_of| Loss::beyond_a_tenth(kind, None, lost, out_of);
        let mut losses: Vec<Loss> = [
            beyond(LossKind::People, removed, people.stored()),
            much.addresses,
            beyond(LossKind::RoleHolders, people.holders_removed, people.holders),
            beyond(LossKind::Memberships, lost, total),
            much.links,
            beyond(LossKind::Heads, heads_lost, counts.schools_with_head),
            much.renamed,
            much.authorities,
        ]
        .into_iter()
        .flatten()
        .chain(of_details)
        .collect();
        let mut of_schools: Vec<Loss> = counts
            .lost
            .iter()
            .filter_map(|(school, lost)| {
                let out_of = counts.stored.get(school).copied().unwrap_or_default();
                Loss::beyond_a_tenth(LossKind::School, Some(stored.name(*school)), *lost, out_of)
            })
            .collect();
        of_schools.sort_by_cached_key(|loss| {
            (Reverse(loss.lost), loss.school.as_deref().map(fold), loss.school.clone())
        });
        let (mut of_schools, in_all) = first(of_schools);
        let cut = in_all - of_schools.len() as u64;
        losses.append(&mut of_schools);
        let come = beside.map(|there| Beside::new(there, stored, wanted, people, memberships));
        losses.extend(come.as_ref().map(|come| come.loss.clone()));
        let asked = come.map_or(0, |come| come.mark).wrapping_add(marks(&losses)).wrapping_add(much.moves);
        let losses_total = losses.len() as u64 + cut;
        let number = if losses.is_empty() {
            0
        } else {
            let come = coming(stored, wanted, people, memberships, links);
            fingerprint::number(people, memberships, links, [asked, come])
        };
        Self {
            number,
            lost: removed + people.renamed + people.readdressed + lost + links_lost + without,
            found: (losses, losses_total),
            without_head: first(counts.heads_missing(stored)),
            vanished: vanished(stored, wanted, memberships),
        }
    }

    /// What has to be confirmed; `None` when nothing is beyond a tenth.
    pub(in super::super) fn removal(&self) -> Option<LargeRemoval> {
        let (losses, losses_total) = &self.found;
        (!losses.is_empty()).then(|| LargeRemoval {
            number: self.number,
            lost: self.lost,
            losses: losses.clone(),
            losses_total: *losses_total,
            mistyped: false,
        })
    }
}

/// As many as a report lists, and how many there are.
fn first<T>(mut all: Vec<T>) -> (Vec<T>, u64) {
    let total = all.len() as u64;
    all.truncate(LISTED);
    (all, total)
}

/// The part of the confirming number that stands for these losses: two imports may remove the same rows
/// and still lose different things.
fn marks(losses: &[Loss]) -> u64 {
    let mark = |loss: &Loss| {
        let lost = i64::try_from(loss.lost).unwrap_or(i64::MAX);
        mixed(&format!("{:?}", loss.kind), &[lost], loss.school.as_deref().unwrap_or_default())
    };
    losses.iter().map(mark).fold(0, u64::wrapping_add)
}

/// The part of the confirming number that stands for what comes: where people come to, and which parents get which
/// children.
fn coming(
    stored: &StoredCohorts,
    wanted: &Cohorts,
    people: &PeopleDiff,
    memberships: &PairDiff,
    links: &PairDiff,
) -> u64 {
    let id = |position: u32| people.ids.get(position as usize).copied().unwrap_or(NEW);
    let place = |key: &CohortKey| {
        let names = key.names().map(|name| wanted.text(name)).join("\n");
        mixed(key.profile.code(), &[], &format!("{}\n{names}", stored.name(key.school)))
    };
    let mut places: HashMap<u32, i64> = HashMap::new();
    let mut sum: u64 = 0;
    for (person, cohort) in &memberships.missing {
        let there = places
            .entry(*cohort)
            .or_insert_with(|| wanted.keys.get(*cohort as usize).map_or(0, place).cast_signed());
        sum = sum.wrapping_add(mixed("comes", &[id(*person), *there], ""));
    }
    for (parent, child) in &links.missing {
        sum = sum.wrapping_add(mixed("parent", &[id(*parent), id(*child)], ""));
    }
    sum
}

/// A delivery of schools that are all new, beside others of the same academy: is it the right file?
struct Beside {
    loss: Loss,
    /// Its part of the number that confirms it.
    mark: u64,
}

impl Beside {
    fn new(
        there: u64,
        stored: &StoredCohorts,
        wanted: &Cohorts,
        people: &PeopleDiff,
        memberships: &PairDiff,
    ) -> Self {
        let schools: BTreeSet<String> = wanted.keys.iter().map(|key| stored.name(key.school)).collect();
        let names = schools.into_iter().collect::<Vec<_>>().join("\n");
        let come = [people.counts.added, memberships.missing.len() as u64];
        let come = come.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        let (kind, lost) = (LossKind::OtherSchools, people.counts.added);
        Self { loss: Loss { kind, school: None, lost, out_of: there }, mark: mixed("beside", &come, &names) }
    }
}

/// Memberships by school.
#[derive(Default)]
struct Counts {
    stored: HashMap<School, u64>,
    lost: HashMap<School, u64>,
    schools_with_head: u64,
    without_head: BTreeSet<School>,
    /// They come, and their head does not.
    never_with_head: BTreeSet<School>,
}

impl Counts {
    fn of(stored: &StoredCohorts, wanted: &Cohorts, comers: &Comers, memberships: &PairDiff) -> Self {
        let rows: HashMap<i64, &cohort::Model> = stored.rows.iter().map(|row| (row.id.0, row)).collect();
        let school_of = |cohort: &i64| rows.get(cohort).and_then(|row| stored.school(row));
        let mut counts = Self::default();
        let mut heads: HashMap<School, i64> = HashMap::new();
        for (cohort, number) in memberships.stored_by_right.iter().flatten() {
            let Some(school) = school_of(cohort) else { continue };
            *counts.stored.entry(school).or_default() += number;
            if rows.get(cohort).is_some_and(|row| row.staff_function == HEAD_OF_ESTABLISHMENT) {
                *heads.entry(school).or_default() += i64::try_from(*number).unwrap_or(i64::MAX);
            }
        }
        let with_head: Vec<School> = heads.keys().copied().collect();
        // The schools that the import is about: others, of another academy for instance, keep what they have.
        let mut about: HashSet<School> = wanted.keys.iter().map(|key| key.school).collect();
        let key = |cohort: u32| wanted.keys.get(cohort as usize);
        for (person, cohort) in &memberships.gone {
            let Some(school) = school_of(cohort) else { continue };
            let Some(row) = rows.get(cohort) else { continue };
            about.insert(school);
            if comers.find(*person, school, row.profile).is_none() {
                *counts.lost.entry(school).or_default() += 1;
            }
            if row.staff_function == HEAD_OF_ESTABLISHMENT {
                *heads.entry(school).or_default() -= 1;
            }
        }
        for (_, cohort) in &memberships.missing {
            if let Some(CohortKey { school, function, .. }) = key(*cohort)
                && wanted.text(*function) == HEAD_OF_ESTABLISHMENT
            {
                *heads.entry(*school).or_default() += 1;
            }
        }
        counts.schools_with_head = with_head.iter().filter(|school| about.contains(school)).count() as u64;
        let is_new = |school: &School| !counts.stored.contains_key(school) && !heads.contains_key(school);
        let never = wanted.keys.iter().map(|key| key.school).filter(is_new).collect();
        counts.never_with_head = never;
        counts.without_head =
            heads.into_iter().filter(|(_, left)| *left <= 0).map(|(school, _)| school).collect();
        counts
    }

    /// The schools that lose their only head, or come without one, by name.
    fn heads_missing(&self, stored: &StoredCohorts) -> Vec<String> {
        let schools = self.without_head.iter().chain(&self.never_with_head);
        let mut names: Vec<String> = schools.map(|school| stored.name(*school)).collect();
        names.sort_by_cached_key(|name| (fold(name), name.clone()));
        names
    }
}

/// How many memberships are replaced by one of the same person in the same school that lacks a name of
/// the old one; and which kinds of names too many people lose.
fn details_lost(stored: &StoredCohorts, comers: &Comers, memberships: &PairDiff) -> (u64, Vec<Loss>) {
    let of_row = |row: &cohort::Model| {
        Some((row.id.0, (stored.school(row)?, row.profile, details(texts(row).map(|text| !text.is_empty())))))
    };
    let rows: HashMap<i64, (School, Profile, Details)> = stored.rows.iter().filter_map(of_row).collect();
    let found = DETAILS.map(|(kind, parts)| detail_lost((kind, parts), &rows, comers, memberships));
    (found.iter().map(|(lost, _)| lost).sum(), found.into_iter().filter_map(|(_, loss)| loss).collect())
}

/// The same of one kind; of all, or of those of some schools: one school is little beside all others.
fn detail_lost(
    (kind, parts): (LossKind, &[Details]),
    rows: &HashMap<i64, (School, Profile, Details)>,
    comers: &Comers,
    memberships: &PairDiff,
) -> (u64, Option<Loss>) {
    // By school: those that are lost, and all.
    let mut of_schools: HashMap<School, (u64, u64)> = HashMap::new();
    for (cohort, number) in memberships.stored_by_right.iter().flatten() {
        if let Some((school, _, had)) = rows.get(cohort)
            && parts.iter().any(|part| had & part != 0)
        {
            of_schools.entry(*school).or_default().1 += number;
        }
    }
    for (person, cohort) in &memberships.gone {
        if let Some((school, profile, had)) = rows.get(cohort)
            && parts.iter().any(|part| had & part != 0)
            && let Some(has) = comers.find(*person, *school, *profile)
            && parts.iter().any(|part| had & part != 0 && has & part == 0)
        {
            of_schools.entry(*school).or_default().0 += 1;
        }
    }
    let beyond = |(lost, all): (u64, u64)| Loss::beyond_a_tenth(kind, None, lost, all);
    let sum = |(lost, all): (u64, u64), one: &(u64, u64)| (lost + one.0, all + one.1);
    let everywhere = of_schools.values().fold((0, 0), sum);
    let there = of_schools.values().filter(|one| beyond(**one).is_some()).fold((0, 0), sum);
    (everywhere.0, beyond(everywhere).or_else(|| beyond(there)))
}

/// The first names that somebody has now and nobody has afterwards, and how many there are.
fn vanished(stored: &StoredCohorts, wanted: &Cohorts, memberships: &PairDiff) -> (Vec<Vanished>, u64) {
    let mut gone: HashMap<i64, u64> = HashMap::new();
    for (_, cohort) in &memberships.gone {
        *gone.entry(*cohort).or_default() += 1;
    }
    let mut before: BTreeSet<(NameKind, &str)> = BTreeSet::new();
    let mut after: BTreeSet<(NameKind, &str)> = BTreeSet::new();
    for row in &stored.rows {
        let now = memberships.stored_by_right.as_ref().and_then(|counts| counts.get(&row.id.0)).copied();
        let Some(now) = now else { continue };
        let left = now.saturating_sub(gone.get(&row.id.0).copied().unwrap_or_default());
        for named in names(texts(row)) {
            before.insert(named);
            if left > 0 {
                after.insert(named);
            }
        }
    }
    for (_, cohort) in &memberships.missing {
        if let Some(key) = wanted.keys.get(*cohort as usize) {
            after.extend(names(key.names().map(|name| wanted.text(name))));
        }
    }
    let listed = before.difference(&after).take(LISTED);
    let listed = listed.map(|(of, name)| Vanished { of: *of, name: (*name).to_owned() }).collect();
    (listed, before.difference(&after).count() as u64)
}

pub(super) fn texts(row: &cohort::Model) -> [&str; 6] {
    [&row.level, &row.sub_level, &row.staff_function, &row.subject, &row.school_class, &row.school_group]
}

/// `texts` are in the order of the columns.
pub(super) fn names(texts: [&str; 6]) -> impl Iterator<Item = (NameKind, &str)> {
    let kinds = [
        NameKind::Level,
        NameKind::SubLevel,
        NameKind::Function,
        NameKind::Subject,
        NameKind::Class,
        NameKind::Group,
    ];
    kinds.into_iter().zip(texts).filter(|(_, text)| !text.is_empty())
}
