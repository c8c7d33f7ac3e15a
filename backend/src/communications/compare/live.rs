//! Communications that run, are scheduled, or are still to come.

use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map};

use domain::{
    CommunicationId, EstablishmentId, PersonId, communications::Concern, targets::Targets, time::Millis,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{forget::forget, known::Known, names};
use crate::{
    Result,
    access::{Caller, Left, author, left_to, severity_of},
    audience::{Index, audience_of, targets_of},
    communications::channels::live_sql,
    database::statement,
    delivery::{self, Found, left_out},
    entities::{communication, concern, publication},
    ground::school_name::many_schools_called,
};

/// What changes for one communication.
pub(super) struct Reasons {
    pub id: CommunicationId,
    new: Vec<Found>,
    /// Numbers of noted reasons that no longer hold.
    over: Vec<i64>,
    /// The number of recipients, if it moved far before the communication goes out.
    moved: Option<u64>,
}

impl Reasons {
    /// Whether anything was written.
    pub async fn write(&self, tx: &DatabaseTransaction, now: Millis) -> Result<bool> {
        forget(tx, &self.over).await?;
        let new = delivery::concerned(tx, now, self.id, &self.new).await?;
        let moved = match self.moved {
            Some(people) => delivery::note_moved(tx, now, self.id, people).await?,
            None => false,
        };
        Ok(new || moved || !self.over.is_empty())
    }
}

/// A communication, with what it is compared by.
struct Live {
    row: communication::Model,
    sites: Vec<publication::Model>,
    targets: Targets,
    noted: Vec<concern::Model>,
}

pub(super) async fn reasons(
    db: &impl ConnectionTrait,
    index: &Index,
    known: &Known,
    now: Millis,
) -> Result<Vec<Reasons>> {
    let all = load(db, now).await?;
    let mut authors: BTreeMap<PersonId, Option<Caller>> = BTreeMap::new();
    for one in &all {
        if let btree_map::Entry::Vacant(unknown) = authors.entry(one.row.author_id) {
            unknown.insert(author(db, one.row.author_id).await?);
        }
    }
    let schools: BTreeSet<EstablishmentId> =
        all.iter().flat_map(|one| one.sites.iter().map(|site| site.establishment_id)).collect();
    let names = many_schools_called(db, &schools).await?;
    let mut changed = Vec::new();
    for one in all {
        let author = authors.get(&one.row.author_id).and_then(Option::as_ref);
        let found = found(db, &one, author, index, known, &names).await?;
        let moved = one.moved(index);
        let reasons = Reasons { moved, ..one.changes(found) };
        if !reasons.new.is_empty() || !reasons.over.is_empty() || moved.is_some() {
            changed.push(reasons);
        }
    }
    Ok(changed)
}

async fn load(db: &impl ConnectionTrait, now: Millis) -> Result<Vec<Live>> {
    let sql = format!(
        "SELECT communication.* FROM communication WHERE cancelled_at IS NULL AND {} ORDER BY id",
        live_sql(now)
    );
    let rows = communication::Entity::find().from_raw_sql(statement(db, &sql, [])).all(db).await?;
    let ids: Vec<CommunicationId> = rows.iter().map(|row| row.id).collect();
    let mut targets = targets_of(db, ids.clone()).await?;
    let mut sites: HashMap<CommunicationId, Vec<publication::Model>> = HashMap::new();
    let mut noted: HashMap<CommunicationId, Vec<concern::Model>> = HashMap::new();
    for some in ids.chunks(1_000) {
        let those = publication::Column::CommunicationId.is_in(some.iter().copied());
        for site in publication::Entity::find().filter(those).all(db).await? {
            sites.entry(site.communication_id).or_default().push(site);
        }
        let those = concern::Column::CommunicationId.is_in(some.iter().copied());
        for row in concern::Entity::find().filter(those).all(db).await? {
            if let Some(id) = row.communication_id {
                noted.entry(id).or_default().push(row);
            }
        }
    }
    let live = rows.into_iter().filter_map(|row| {
        let (id, targets) = (row.id, targets.remove(&row.id)?);
        let (sites, noted) = (sites.remove(&id)?, noted.remove(&id).unwrap_or_default());
        Some(Live { row, sites, targets, noted })
    });
    Ok(live.collect())
}

/// Every reason that holds now.
async fn found(
    db: &impl ConnectionTrait,
    one: &Live,
    author: Option<&Caller>,
    index: &Index,
    known: &Known,
    names: &BTreeMap<EstablishmentId, String>,
) -> Result<Vec<Found>> {
    let noted: BTreeSet<String> = one.noted.iter().map(|row| row.cause.clone()).collect();
    let schools: BTreeSet<EstablishmentId> =
        one.sites.iter().filter(|site| site.failed_at.is_none()).map(|site| site.establishment_id).collect();
    // What is published already stays, even if the right now ends at a lower severity.
    let begun = one.sites.iter().any(|site| site.published_at.is_some());
    let severity = if begun { None } else { severity_of(db, one.row.id, one.row.channel).await? };
    let left = left_to(author, one.row.channel, one.row.source_authority_id, &schools, severity);
    let mut found = match left {
        // A suspended right comes back, and what is published already does not need it.
        Left::Nothing(Concern::RightSuspended)
            if one.sites.iter().all(|site| site.published_at.is_some()) =>
        {
            Vec::new()
        }
        Left::Nothing(reason) => vec![reason.into()],
        Left::Schools { kept, lowered } => left_out(db, &(&schools - &kept), &lowered).await?,
    };
    let audience = audience_of(&one.targets, &schools);
    for target in audience.targets() {
        found.extend(names::gone(target, known, &noted, names));
    }
    let reached = index.schools_reached(&audience);
    if reached.is_empty() {
        found.push(Concern::Nobody.into());
        return Ok(found);
    }
    let explained: BTreeSet<EstablishmentId> = found.iter().filter_map(|one| one.school).collect();
    for site in one.sites.iter().filter(|site| schools.contains(&site.establishment_id)) {
        let id = site.establishment_id;
        if reached.contains(&id) || explained.contains(&id) {
            continue;
        }
        let school = names.get(&id).cloned().unwrap_or_default();
        let reason = Found::in_school(id, Concern::NobodyIn { school });
        let emptied = known.before.has_school(id) && !known.present.has_school(id);
        if emptied || site.recipients.is_some_and(|people| people > 0) || noted.contains(&reason.cause()) {
            found.push(reason);
        }
    }
    Ok(found)
}

impl Live {
    /// The number of recipients of what is still to go out, if it is far from the one that the author
    /// knows. That nobody is left is a reason of its own.
    fn moved(&self, index: &Index) -> Option<u64> {
        if self.row.recipients.is_some() || self.row.confirmed_recipients.is_none() {
            return None;
        }
        let schools = self.sites.iter().filter(|site| site.failed_at.is_none());
        let schools = schools.map(|site| site.establishment_id).collect();
        let people = index.count(&audience_of(&self.targets, &schools)).total;
        (people > 0 && delivery::has_moved(&self.row, people)).then_some(people)
    }

    fn changes(self, found: Vec<Found>) -> Reasons {
        let causes: BTreeSet<String> = found.iter().map(Found::cause).collect();
        // A school that was left out stays left out, even if the right comes back.
        let left_out: BTreeSet<EstablishmentId> = self
            .sites
            .iter()
            .filter(|site| site.failed_at.is_some())
            .map(|site| site.establishment_id)
            .collect();
        let stays = |row: &concern::Model| {
            causes.contains(&row.cause)
                || row.establishment_id.is_some_and(|school| left_out.contains(&school))
        };
        let over = self.noted.iter().filter(|row| !stays(row)).map(|row| row.id).collect();
        let mut known: BTreeSet<String> = self.noted.into_iter().map(|row| row.cause).collect();
        let new = found.into_iter().filter(|one| known.insert(one.cause())).collect();
        Reasons { id: self.row.id, new, over, moved: None }
    }
}
