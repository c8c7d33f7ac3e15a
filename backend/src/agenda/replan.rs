//! Other school holidays were entered: the events that leave them out are planned anew, one after the other.

use domain::{
    EventId, PersonId,
    agenda::{EventState, HolidayZone, Repetition},
    messages::OwnChange,
    time::Millis,
};
use sea_orm::{
    ActiveValue::{Set, Unchanged},
    DatabaseTransaction, EntityTrait, FromQueryResult,
};
use values::columns::Json;

use super::{
    change::own_of,
    follow, occurrences,
    tell_holidays::{OtherDates, days_after, enqueue_holidays},
};
use crate::{
    Backend, Error, Required, Result,
    access::space_for_work,
    database::lock,
    entities::event,
    ground::sql::sql,
    queue::{self, Kind, Lease, New},
    revision,
    spaces::tell_author,
    token::random_hex,
    transaction,
};

/// Begins the detail of the job that plans events anew. The code of a zone follows.
pub(crate) const HOLIDAYS_ENTERED: &str = "holidays-entered ";

/// Before every event.
const BEGINNING: Millis = Millis(0);
/// Events that are planned anew in one turn: whoever entered the holidays waits for these, and so do the
/// notifications of others, which the same worker writes.
const AT_ONCE: usize = 50;
/// Repeated events read at a time: a region has hundreds of thousands.
const READ: usize = 500;

/// Writes the job that plans the events of a zone anew, for this process. Call it in the transaction that
/// changes the holidays: if the process dies meanwhile, another one goes on.
pub(super) async fn claim_replanning(
    tx: &DatabaseTransaction,
    now: Millis,
    zone: HolidayZone,
    by: PersonId,
) -> Result<Option<Lease>> {
    // Each change has a job of its own: an earlier one may have passed some events already.
    let key = format!("{}-{}", HOLIDAYS_ENTERED.trim_end(), random_hex::<8>()?);
    let detail = format!("{HOLIDAYS_ENTERED}{}", zone.code());
    let kind = Kind::Tell;
    let new = New { kind, key: &key, subject: None, person: Some(by), detail: Some(&detail), due_at: now };
    queue::claim(tx, now, &new).await
}

/// Plans the next events anew that the job has not reached yet. It ends with the last one; otherwise it is due
/// again at once. Nothing more happens when another process has the job by now.
pub(crate) async fn replan(backend: &Backend, lease: &Lease) -> Result<()> {
    let code = lease.detail.as_deref().and_then(|detail| detail.strip_prefix(HOLIDAYS_ENTERED));
    let zone =
        code.and_then(HolidayZone::from_code).required(format_args!("the zone of job {}", lease.id))?;
    let Concerned { events, next } = concerned(backend, zone, EventId(lease.reached)).await?;
    for id in events {
        if !plan_anew(backend, lease, id).await? {
            return Ok(());
        }
        backend.failpoint.between("replan").await;
    }
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        match next {
            None => queue::finish(tx, lease, now, None).await?,
            // Also after events that keep their days: the next turn does not begin with them again.
            Some(last) => {
                queue::reach(tx, lease, now, last.0).await? && queue::postpone(tx, lease, now).await?
            }
        };
        Ok(())
    })
}

/// The next events that leave out the holidays of a zone.
struct Concerned {
    events: Vec<EventId>,
    /// The last one of them, if there may be others after it.
    next: Option<EventId>,
}

#[derive(FromQueryResult)]
struct RepeatedRow {
    id: EventId,
    repetition: Json<Repetition>,
}

/// The first events after `reached` that are not over and leave out the holidays of a zone.
async fn concerned(backend: &Backend, zone: HolidayZone, mut reached: EventId) -> Result<Concerned> {
    let text = format!(
        "SELECT id, repetition FROM event WHERE id > :reached AND ends_at > :now AND state = 'planned' \
         AND repetition IS NOT NULL ORDER BY id LIMIT {READ}"
    );
    let now = backend.clock.now();
    let mut events = Vec::new();
    loop {
        let some = sql!(&backend.db, text.as_str(), reached, now);
        let rows = RepeatedRow::find_by_statement(some).all(&backend.db).await?;
        let is_end = rows.len() < READ;
        for RepeatedRow { id, repetition } in rows {
            reached = id;
            if repetition.except_holidays != Some(zone) {
                continue;
            }
            events.push(id);
            if events.len() == AT_ONCE {
                return Ok(Concerned { events, next: Some(id) });
            }
        }
        if is_end {
            return Ok(Concerned { events, next: None });
        }
    }
}

/// Plans an event anew, and notes that the job has reached it. `false` when another process has the job. An
/// event of which nothing would be left keeps its days.
async fn plan_anew(backend: &Backend, lease: &Lease, id: EventId) -> Result<bool> {
    let now = backend.clock.now();
    let planned = transaction!(&backend.db, |tx| {
        lock(tx, &format!("event {id}")).await?;
        if !queue::reach(tx, lease, now, id.0).await? {
            return Ok(false);
        }
        plan(tx, now, lease.person_id, id).await?;
        Ok(true)
    });
    match planned {
        Err(Error::Fields(_)) => Ok(true),
        other => other,
    }
}

/// An event whose days are the same stays as it is: a form of it that is open meanwhile is not outdated. Who
/// knew of one that takes place on other days hears of it.
async fn plan(tx: &DatabaseTransaction, now: Millis, by: Option<PersonId>, id: EventId) -> Result<()> {
    let Some(row) = event::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
    // It was removed meanwhile: its days must not come back.
    if row.state != EventState::Planned {
        return Ok(());
    }
    let (sequence, replanned) = (row.sequence + 1, row.replanned + 1);
    let (own, time) = (own_of(&row), *row.time);
    let space = match row.space_id {
        Some(space) => Some(space_for_work(tx, space).await?),
        None => None,
    };
    let (ever, before) = (days_after(tx, id, BEGINNING).await?, days_after(tx, id, now).await?);
    occurrences::rewrite(tx, row).await?;
    if days_after(tx, id, BEGINNING).await? == ever {
        return Ok(());
    }
    let row = event::ActiveModel {
        id: Unchanged(id),
        sequence: Set(sequence),
        replanned: Set(replanned),
        changed_at: Set(now),
        ..Default::default()
    };
    event::Entity::update(row).exec(tx).await?;
    let scope = follow::concerned(space.as_ref(), own.author);
    if let Some(dates) = OtherDates::between(&before, &days_after(tx, id, now).await?, time) {
        enqueue_holidays(tx, now, (id, sequence), by, &dates).await?;
        if let Some(space) = &space {
            let row =
                event::ActiveModel { id: Unchanged(id), corrected_at: Set(Some(now)), ..Default::default() };
            event::Entity::update(row).exec(tx).await?;
            let by = by.unwrap_or(PersonId(0));
            tell_author(tx, now, by, space, own, OwnChange::Corrected).await?;
        }
    }
    revision::touch(tx, revision::BOARD, [scope]).await
}
