//! What is little beside all schools, and much in one: names with broken accents, addresses or children that
//! moved by a row.

use std::collections::{HashMap, HashSet};

use domain::directory::{Loss, LossKind};

use super::{
    super::read::{Cohorts, People, School, Wanted},
    NAMES, NEW, PairDiff, PeopleDiff, RETURNS, SchoolDiff,
};

/// What goes in each of these ways, where it is too much.
#[derive(Debug, Default)]
pub(super) struct Much {
    /// People who get another name.
    pub(super) renamed: Option<Loss>,
    /// People who get another address, or none.
    pub(super) addresses: Option<Loss>,
    pub(super) links: Option<Loss>,
    /// Schools that get another authority; and which, as a part of the number of the difference.
    pub(super) authorities: Option<Loss>,
    pub(super) moves: u64,
}

/// Who is in which school.
pub(super) struct InSchools<'d> {
    diff: &'d PeopleDiff,
    people: &'d People,
    /// (person, cohort), in their order, without those that parents have through their children.
    memberships: &'d [(u32, u32)],
    /// (parent, child), in their order.
    links: &'d [(u32, u32)],
    cohorts: &'d Cohorts,
}

/// By school: how many are lost, and out of how many.
type Shares = HashMap<School, (u64, u64)>;

impl Much {
    pub(super) fn of(there: &InSchools<'_>, links: &PairDiff, schools: &SchoolDiff) -> Self {
        Self {
            renamed: there.renamed(),
            addresses: there.addresses(),
            links: there.lost_links(links),
            authorities: schools.loss(),
            moves: schools.moves,
        }
    }
}

impl<'d> InSchools<'d> {
    /// `stored_links` are those that stay where an import has none.
    pub(super) fn of(
        diff: &'d PeopleDiff,
        wanted: &'d Wanted,
        stored_links: Option<&'d [(u32, u32)]>,
    ) -> Self {
        Self {
            diff,
            people: &wanted.people,
            memberships: &wanted.memberships,
            links: wanted.links.as_deref().or(stored_links).unwrap_or_default(),
            cohorts: &wanted.cohorts,
        }
    }
}

impl InSchools<'_> {
    fn renamed(&self) -> Option<Loss> {
        let diff = self.diff;
        beyond(LossKind::Renamed, (diff.renamed, diff.stored()), || {
            let renamed = diff.changed.iter().filter(|changed| changed.what & (NAMES | RETURNS) == NAMES);
            let renamed: HashSet<u32> = renamed.map(|changed| changed.position).collect();
            self.shares(|person| Some(renamed.contains(&person)))
        })
    }

    fn addresses(&self) -> Option<Loss> {
        let diff = self.diff;
        beyond(LossKind::Addresses, (diff.readdressed, diff.with_address), || {
            let readdressed: HashSet<u32> = diff.readdressed_at.iter().copied().collect();
            self.shares(|person| {
                let is_lost = readdressed.contains(&person);
                (is_lost || !self.people.row(person).email.is_empty()).then_some(is_lost)
            })
        })
    }

    /// Links of children who stay.
    fn lost_links(&self, links: &PairDiff) -> Option<Loss> {
        let lost = links.gone.len() as u64;
        beyond(LossKind::FamilyLinks, (lost, lost + links.unchanged), || {
            let children: HashSet<i64> = links.gone.iter().map(|(_, child)| *child).collect();
            let positions = (0..).zip(&self.diff.ids).filter(|(_, id)| children.contains(*id));
            let positions: HashMap<i64, u32> = positions.map(|(position, id)| (*id, position)).collect();
            let gone = links.gone.iter().filter_map(|(_, child)| positions.get(child).copied());
            let mut shares = Shares::new();
            self.of_children(self.links.iter().map(|(_, child)| *child), |school| {
                shares.entry(school).or_default().1 += 1;
            });
            self.of_children(links.missing.iter().map(|(_, child)| *child), |school| {
                let (_, all) = shares.entry(school).or_default();
                *all = all.saturating_sub(1);
            });
            self.of_children(gone, |school| {
                let (lost, all) = shares.entry(school).or_default();
                *lost += 1;
                *all += 1;
            });
            shares
        })
    }

    /// Of people whom the directory has: whether each is lost, or does not count.
    fn shares(&self, is_lost: impl Fn(u32) -> Option<bool>) -> Shares {
        let mut shares = Shares::new();
        let mut count = |person: u32, school| {
            let is_known = self.diff.ids.get(person as usize).is_some_and(|id| *id != NEW);
            if let Some(is_lost) = is_lost(person).filter(|_| is_known) {
                let (lost, all) = shares.entry(school).or_default();
                *lost += u64::from(is_lost);
                *all += 1;
            }
        };
        let own = self.memberships.iter();
        once(own.filter_map(|(person, cohort)| Some((*person, self.school(*cohort)?))), &mut count);
        let of_parents = self.links.iter();
        let of_parents =
            of_parents.flat_map(|(parent, child)| self.schools(*child).map(move |school| (*parent, school)));
        once(of_parents, &mut count);
        shares
    }

    /// Once for each school of each of these children.
    fn of_children(&self, children: impl Iterator<Item = u32>, mut tell: impl FnMut(School)) {
        let of_each =
            (0..).zip(children).flat_map(|(at, child)| self.schools(child).map(move |school| (at, school)));
        once(of_each, &mut |_, school| tell(school));
    }

    /// The schools of somebody; one may come several times.
    fn schools(&self, person: u32) -> impl Iterator<Item = School> {
        let first = self.memberships.partition_point(|(known, _)| *known < person);
        let own = self.memberships[first..].iter().take_while(move |(known, _)| *known == person);
        own.filter_map(move |(_, cohort)| self.school(*cohort))
    }

    fn school(&self, cohort: u32) -> Option<School> {
        self.cohorts.keys.get(cohort as usize).map(|key| key.school)
    }
}

/// Each school of each one once; those of one follow each other.
fn once(pairs: impl Iterator<Item = (u32, School)>, tell: &mut impl FnMut(u32, School)) {
    let (mut previous, mut told) = (None, Vec::new());
    for (one, school) in pairs {
        if previous.replace(one) != Some(one) {
            told.clear();
        }
        if !told.contains(&school) {
            told.push(school);
            tell(one, school);
        }
    }
}

/// The loss, if it is too much everywhere, or else in some schools.
fn beyond(kind: LossKind, everywhere: (u64, u64), of_schools: impl FnOnce() -> Shares) -> Option<Loss> {
    let loss = |(lost, all): (u64, u64)| Loss::beyond_a_tenth(kind, None, lost, all);
    if everywhere.0 == 0 {
        return None;
    }
    loss(everywhere).or_else(|| {
        let shares = of_schools();
        let there = shares.values().filter(|share| loss(**share).is_some());
        loss(there.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1)))
    })
}
