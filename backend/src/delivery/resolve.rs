use std::{collections::BTreeMap, sync::Arc};

use domain::{
    CommunicationId, EstablishmentId, MessageId, communications::Concern, messages::MessageKind,
    targets::Audience, time::Millis,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{
    aim::{self, Aim, Aimed},
    batch::in_schools,
    concern::concerned,
    failed::fail,
    lists,
    recipients::{copy_to_author, corrected, to_audience, to_remind, who_saw_it_before},
    run::{Run, Step},
};
use crate::{
    Backend, Error, Result,
    audience::Index,
    audit,
    entities::message,
    ground::sql::sql,
    queue::{self, Kind},
    revision::{self, Scope},
    transaction,
};

/// Decides, once and for all, who receives a message: writes one delivery for each person, which no
/// inbox shows yet. The author's right is read under the lock of the message. A communication that
/// the author may no longer send, or that nobody would receive, fails with the reason.
pub(super) async fn resolve(backend: &Backend, run: &Run, row: &message::Model) -> Result<Step> {
    let own = row.communication_id.filter(|_| row.kind == MessageKind::Communication);
    let counted = match own {
        Some(id) => Counted::of(backend, id).await?,
        None => None,
    };
    let went = transaction!(&backend.db, |tx| -> Option {
        // Read only now: on SQLite the transaction may have waited for other writers as long as a
        // lease lasts.
        let now = backend.clock.now();
        if run.hold(tx, now, "sent_at = :now", &[("now", now.into())]).await?.is_none() {
            return Ok(None);
        }
        let expected = if let Some(id) = own {
            let aimed = match aim::aim(tx, id).await? {
                Aim::At(aimed) => aimed,
                Aim::Refused(reason) => return refused(tx, run, row, id, reason, now).await,
            };
            let expected = to_audience(tx, row, &aimed.audience, now).await?;
            if expected == 0 {
                return for_nobody(tx, run, row, id, &aimed, now).await;
            }
            let still = match &counted {
                Some(counted) => counted.still(tx, &aimed.audience, expected).await?,
                None => None,
            };
            let of_school = match still {
                Some(of_school) => of_school,
                None => rows_by_school(tx, row.id).await?,
            };
            aimed.leave_out(tx, id, now).await?;
            note_recipients(tx, id, expected, &of_school, now).await?;
            expected
        } else if let (MessageKind::Reminder, Some(original)) = (row.kind, row.reply_to) {
            to_remind(tx, row, original, now).await?
        } else if let Some(of) = corrected(row) {
            who_saw_it_before(tx, row, of, now).await?
        } else {
            return Err(Error::Inconsistent(format!("message {} is for nobody", row.id)));
        };
        if row.copy_to_author {
            copy_to_author(tx, row, now).await?;
        }
        // A large audience takes long; the work that follows gets a whole lease.
        queue::restart(tx, &run.lease, backend.clock.now()).await?;
        let sql = "UPDATE message SET expected = :expected WHERE id = :id";
        tx.execute_raw(sql!(tx, sql, expected, id = row.id)).await?;
        // Nobody's inbox shows it yet.
        revision::touch(tx, revision::MESSAGES, row.communication_id.map(Scope::Communication)).await?;
        if let Some(id) = own {
            // A school without people is finished.
            lists::wake(tx, &lists::schools_where(tx, id, "p.published_at IS NOT NULL").await?).await?;
        }
        Ok(Some(Step::Went))
    })?;
    if went == Some(Step::Finished) {
        backend.queue.wake(Kind::Tell);
    }
    Ok(went.unwrap_or(Step::Lost))
}

/// Nobody meets the targets any more: the message fails instead of going to nobody.
async fn for_nobody(
    tx: &DatabaseTransaction,
    run: &Run,
    row: &message::Model,
    communication: CommunicationId,
    aimed: &Aimed,
    now: Millis,
) -> Result<Option<Step>> {
    if fail(tx, &run.lease, row, now, "nobody is reached").await?.is_none() {
        return Ok(None);
    }
    let sql = "UPDATE communication SET recipients = 0 WHERE id = :communication";
    tx.execute_raw(sql!(tx, sql, communication)).await?;
    let mut found = aimed.gone.clone();
    found.push(Concern::Nobody.into());
    concerned(tx, now, communication, &found).await?;
    revision::touch(tx, revision::MESSAGES, [Scope::Communication(communication)]).await?;
    Ok(Some(Step::Finished))
}

/// The author may no longer send it: the message fails, and the journal says so.
async fn refused(
    tx: &DatabaseTransaction,
    run: &Run,
    row: &message::Model,
    communication: CommunicationId,
    reason: Concern,
    now: Millis,
) -> Result<Option<Step>> {
    if fail(tx, &run.lease, row, now, "the author may no longer send it").await?.is_none() {
        return Ok(None);
    }
    concerned(tx, now, communication, &[reason.into()]).await?;
    revision::touch(tx, revision::MESSAGES, [Scope::Communication(communication)]).await?;
    audit::append(tx, now, aim::refusal(communication)).await?;
    Ok(Some(Step::Finished))
}

/// The size of an audience, from the index in memory.
struct Counted {
    audience: Audience,
    index: Arc<Index>,
    total: u64,
    of_school: BTreeMap<EstablishmentId, i64>,
}

impl Counted {
    /// `None` while the index is not available, and when the author may no longer send it.
    async fn of(backend: &Backend, id: CommunicationId) -> Result<Option<Self>> {
        let Some(index) = backend.audience.at_hand(&backend.db).await? else { return Ok(None) };
        let Aim::At(Aimed { audience, .. }) = aim::aim(&backend.db, id).await? else { return Ok(None) };
        let (total, of_school) = index.recipients(&audience);
        let figure =
            |(school, people): (EstablishmentId, u64)| (school, i64::try_from(people).unwrap_or(i64::MAX));
        let of_school = of_school.into_iter().map(figure).collect();
        Ok(Some(Self { audience, index, total, of_school }))
    }

    /// The people of each school, if neither the audience nor the directory has changed since;
    /// counting a million rows again takes half as long as writing them. Call it after they have
    /// been written.
    async fn still(
        &self,
        db: &DatabaseTransaction,
        audience: &Audience,
        written: i64,
    ) -> Result<Option<BTreeMap<EstablishmentId, i64>>> {
        let directory = revision::read(db).await?.directory;
        let same = self.index.is_of(directory)
            && self.audience == *audience
            && u64::try_from(written).is_ok_and(|n| n == self.total);
        Ok(same.then(|| self.of_school.clone()))
    }
}

/// Records how many people of each school will receive it. A person of two schools counts in both;
/// a school without people is finished.
async fn note_recipients(
    db: &DatabaseTransaction,
    communication: CommunicationId,
    expected: i64,
    of_school: &BTreeMap<EstablishmentId, i64>,
    Millis(now): Millis,
) -> Result<()> {
    let sql = "UPDATE communication SET recipients = :expected, held_form = NULL WHERE id = :communication";
    db.execute_raw(sql!(db, sql, expected, communication)).await?;
    in_schools(db, communication, "recipients = batch.people, delivered = 0", of_school).await?;
    let sql = "UPDATE publication SET recipients = 0, delivered = 0, published_at = :now, changed_at = :now \
               WHERE communication_id = :communication AND recipients IS NULL AND failed_at IS NULL";
    db.execute_raw(sql!(db, sql, now, communication)).await?;
    Ok(())
}

/// The people of each school, counted from the rows that were written.
async fn rows_by_school(
    db: &DatabaseTransaction,
    message: MessageId,
) -> Result<BTreeMap<EstablishmentId, i64>> {
    let sql = "SELECT establishment_id, COUNT(*) AS people FROM delivery WHERE message_id = :message \
               AND establishment_id IS NOT NULL GROUP BY establishment_id UNION ALL \
               SELECT establishment_id, COUNT(*) FROM delivery_also WHERE message_id = :message \
               GROUP BY establishment_id";
    let mut of_school = BTreeMap::new();
    for row in db.query_all_raw(sql!(db, sql, message)).await? {
        let people: i64 = row.try_get("", "people")?;
        *of_school.entry(row.try_get("", "establishment_id")?).or_default() += people;
    }
    Ok(of_school)
}
