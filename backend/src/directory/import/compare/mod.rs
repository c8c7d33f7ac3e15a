//! Compares the directory in memory with the one in the database, and finds what has to be written.

mod appeared;
mod cohorts;
mod comers;
mod fingerprint;
mod ids;
mod kept;
mod losses;
mod mixed;
mod movements;
mod much;
mod names;
mod namesakes;
mod own;
mod pages;
mod pairs;
mod parents;
mod people;
mod schools;
mod scope;

use std::collections::{HashMap, HashSet};

use formats::Reason;
use sea_orm::{DatabaseTransaction, EntityTrait, PaginatorTrait};

use super::{
    Appeared, By, Movements, Phase, Report, Separated, Watch,
    progress::{Meter, off_thread},
    read::Wanted,
};
use crate::{
    Result,
    audit::Entry,
    directory::joins::Ending,
    entities::{family_link, membership, person},
    revision,
};
use cohorts::identify;
use kept::Kept;
use losses::{Losses, StoredCohorts};
use much::{InSchools, Much};
pub(super) use names::LostName;
use own::Stored;
pub(super) use own::joined;
pub(super) use pages::{NEW, Pages, number};
pub(super) use pairs::PairDiff;
use pairs::{FAMILY_LINK, MEMBERSHIP, Merge, Wants};
pub(super) use people::{EMAIL, NAMES, PeopleDiff, RETURNS};
pub(super) use schools::{SchoolDiff, StoredSchools};

/// The differences, as seen in one snapshot.
#[derive(Debug)]
pub(super) struct Plan {
    /// The revision of the directory in the snapshot.
    pub(super) revision: i64,
    /// Whether the directory had nobody yet.
    was_empty: bool,
    pub(super) schools: SchoolDiff,
    pub(super) people: PeopleDiff,
    /// By position in `Wanted::cohorts`; [`NEW`] for those that are not stored.
    pub(super) cohort_ids: Vec<i64>,
    pub(super) memberships: PairDiff,
    pub(super) links: PairDiff,
    /// Everybody who is joined, main records included.
    pub(super) joined: HashSet<i64>,
    pub(super) losses: Losses,
    /// Names that communications and roles may rely on.
    pub(super) lost_names: Vec<LostName>,
    /// The first names that nobody had, and how many there are.
    appeared: (Vec<Appeared>, u64),
    pub(super) movements: Movements,
    /// What stays because it belongs to other deliveries.
    pub(super) others: Option<Reason>,
    /// What the journal says of joins that end with this import.
    pub(super) separations: Vec<Entry>,
}

impl Plan {
    /// The directory's counter after this import, under which what it changes is kept so that it can
    /// be undone. `None` for the first one: there is nothing to return to.
    pub(super) const fn change(&self) -> Option<i64> {
        if self.was_empty { None } else { Some(self.revision + 1) }
    }

    /// Notes the joins that end because their main record leaves.
    pub(super) fn ends(&mut self, joins: &[Ending], by: &By) {
        self.separations = joins.iter().map(|join| join.entry(&by.entry, by.number)).collect();
        let named = joins.iter().take(people::NAMED).map(|join| {
            let [record, main] = join.names();
            Separated { record, main }
        });
        self.movements.separated = named.collect();
        self.movements.separated_total = joins.len() as u64;
    }

    pub(super) fn report(&self) -> Report {
        let (without_head, without_head_total) = self.losses.without_head.clone();
        let (vanished, vanished_total) = self.losses.vanished.clone();
        let (appeared, appeared_total) = self.appeared.clone();
        Report {
            establishments: self.schools.counts,
            people: self.people.counts,
            memberships: self.memberships.counts(),
            families: self.links.counts(),
            without_head,
            without_head_total,
            vanished,
            vanished_total,
            appeared,
            appeared_total,
            movements: self.movements.clone(),
            ..Report::default()
        }
    }
}

/// Compares the two; `wanted` is returned with the cohorts of parents added.
pub(super) async fn compare(
    db: &DatabaseTransaction,
    mut wanted: Wanted,
    watch: Watch<'_>,
) -> Result<(Wanted, Plan)> {
    let revision = revision::read(db).await?.directory;
    let stored_people = person::Entity::find().count(db).await?;
    let rows = stored_people
        + membership::Entity::find().count(db).await?
        + family_link::Entity::find().count(db).await?;
    let mut meter = Meter::new(watch, Phase::Comparing, rows);

    let stored_schools = StoredSchools::load(db).await?;
    let stored_cohorts = cohorts::stored(db).await?;
    let school_diff = schools::compare(&stored_schools, &wanted.establishments);
    let mut kept = Kept::find(db, &wanted, &stored_schools, &stored_cohorts).await?;
    let joined = own::joined(db).await?;
    let people = people::compare(db, &wanted.people, &kept, &mut meter).await?;
    kept.learn(&people.ids);
    let (stored_links, link_diff) = links(db, &wanted, &people.ids, (&kept, &joined), &mut meter).await?;

    let school_positions = stored_schools.positions(&wanted.uais);
    let school_names = stored_schools.names(&wanted.uais, &wanted.establishments);
    let (back, people, cohort_ids, wants, cohorts, stored_links) = off_thread(watch, move |_| {
        let links = wanted.links.as_ref().or(stored_links.as_ref()).map(Vec::as_slice).unwrap_or_default();
        let all = parents::with_parents(&wanted.memberships, links, &mut wanted.cohorts);
        let mut cohort_ids = Vec::new();
        identify(&stored_cohorts, &wanted.cohorts, &school_positions, &mut cohort_ids);
        let wants = Wants::new(all, &people.ids, &cohort_ids);
        let cohorts = StoredCohorts { rows: stored_cohorts, schools: school_positions, school_names };
        (wanted, people, cohort_ids, wants, cohorts, stored_links)
    })
    .await?;
    let mut merge = Merge::new(wants, &people.ids, &cohort_ids).counting();
    merge_pages(db, MEMBERSHIP, &mut merge, (&kept, &joined), &mut meter).await?;

    let memberships = merge.finish();
    let beside = kept.is_beside_all().then_some(people.elsewhere);
    let there = InSchools::of(&people, &back, stored_links.as_deref());
    let much = Much::of(&there, &link_diff, &school_diff);
    let losses = Losses::find(&cohorts, &back.cohorts, &people, &memberships, &link_diff, (much, beside));
    let lost_names = names::lost(&cohorts, &back.cohorts, &memberships);
    let appeared = appeared::find(&cohorts, &back.cohorts, &memberships);
    let movements = movements::find(db, &cohorts, &back, &people, &memberships).await?;
    let others = kept.said(people.elsewhere);
    let plan = Plan {
        revision,
        was_empty: stored_people == 0,
        schools: school_diff,
        people,
        cohort_ids,
        memberships,
        links: link_diff,
        joined,
        losses,
        lost_names,
        appeared,
        movements,
        others,
        separations: Vec::new(),
    };
    Ok((back, plan))
}

async fn merge_pages(
    db: &DatabaseTransaction,
    table: Pages<2>,
    merge: &mut Merge<'_>,
    (kept, joined): (&Kept, &HashSet<i64>),
    meter: &mut Meter<'_>,
) -> Result<()> {
    let mut pages = Stored::begin(db, table, joined).await?;
    while let Some(page) = pages.next(db).await? {
        for stored in &page {
            let stays =
                if table.table == MEMBERSHIP.table { kept.membership(*stored) } else { kept.link(*stored) };
            if stays {
                merge.pass(*stored);
            } else {
                merge.meet(*stored);
            }
        }
        meter.advance(page.len());
    }
    Ok(())
}

/// The difference; and where the import has no links, those that stay, as sorted (parent, child) positions.
async fn links(
    db: &DatabaseTransaction,
    wanted: &Wanted,
    ids: &[i64],
    (kept, joined): (&Kept, &HashSet<i64>),
    meter: &mut Meter<'_>,
) -> Result<(Option<Vec<(u32, u32)>>, PairDiff)> {
    if let Some(links) = &wanted.links {
        let mut merge = Merge::new(Wants::new(links.clone(), ids, ids), ids, ids);
        merge_pages(db, FAMILY_LINK, &mut merge, (kept, joined), meter).await?;
        return Ok((None, merge.finish()));
    }
    // Without a file, the links stay, except those of people who are removed.
    let positions: HashMap<i64, u32> =
        (0..).zip(ids).filter(|(_, id)| **id != NEW).map(|(position, id)| (*id, position)).collect();
    let mut links = Vec::new();
    let mut diff = PairDiff::default();
    let mut pages = Stored::begin(db, FAMILY_LINK, joined).await?;
    while let Some(page) = pages.next(db).await? {
        for stored in &page {
            match (positions.get(&stored.0), positions.get(&stored.1)) {
                (Some(parent), Some(child)) => links.push((*parent, *child)),
                _ => diff.gone.push(*stored),
            }
        }
        meter.advance(page.len());
    }
    diff.unchanged = links.len() as u64;
    links.sort_unstable();
    Ok((Some(links), diff))
}

#[cfg(test)]
mod tests;
