use std::{collections::BTreeMap, sync::Arc};

use domain::{
    CommunicationId, EstablishmentId, MessageId, PersonId,
    communications::{Acknowledgement, Concern},
    messages::{MessageKind, Notice},
    targets::Audience,
    time::Millis,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement};

use super::{
    aim::{self, Aim, Aimed},
    batch::in_schools,
    children,
    concern::concerned,
    failed::fail,
    readers::sightings_sql,
    remindable::left_to_remind,
    run::{Run, Step},
};
use crate::{
    Backend, Error, Result,
    access::author,
    audience::{Index, membership_condition, recipients_sql},
    audit,
    entities::message,
    ground::sql::{Sql, sql},
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

/// Writes one delivery for each person, through the smallest school; further schools are stored
/// beside it.
async fn to_audience(
    db: &DatabaseTransaction,
    row: &message::Model,
    audience: &Audience,
    Millis(now): Millis,
) -> Result<i64> {
    let sql = Sql::new(format!(
        "INSERT INTO delivery (message_id, person_id, establishment_id, several, sent_at, folder) \
         SELECT {}, r.person_id, r.establishment_id, r.several, {now}, 0 FROM (",
        row.id
    ));
    let sql = sql.nest(recipients_sql(audience)).then(") r WHERE 1 = 1");
    let people = written(db, sql.on(db)).await?;
    if audience.establishments().len() > 1 {
        let sql = Sql::new(format!(
            "INSERT INTO delivery_also (message_id, person_id, establishment_id) \
             SELECT DISTINCT d.message_id, d.person_id, c.establishment_id FROM delivery d \
             JOIN membership m ON m.person_id = d.person_id JOIN cohort c ON c.id = m.cohort_id \
             WHERE d.message_id = {} AND d.several AND c.establishment_id <> d.establishment_id AND ",
            row.id
        ));
        written(db, sql.nest(membership_condition(audience)).on(db)).await?;
    }
    let every = row.acknowledgement == Acknowledgement::AnyGuardian;
    children::note(db, row.id, audience, every).await?;
    Ok(people)
}

/// The communication, and the number of the correction, that a letter tells readers of.
fn corrected(row: &message::Model) -> Option<(CommunicationId, i32)> {
    let notice = row.notice.as_deref().filter(|_| row.kind == MessageKind::Correction)?;
    match notice {
        Notice::TextCorrected { id, number, .. } => Some((*id, *number)),
        _ => None,
    }
}

/// Those who had seen a text before a correction and are told of it.
async fn who_saw_it_before(
    db: &DatabaseTransaction,
    row: &message::Model,
    (about, number): (CommunicationId, i32),
    Millis(now): Millis,
) -> Result<i64> {
    let letter = row.id;
    let sightings = sightings_sql(db, about, row.author_id.unwrap_or(PersonId(0))).await?;
    let sql = Sql::new(format!(
        "INSERT INTO delivery (message_id, person_id, establishment_id, several, sent_at, folder) \
         SELECT {letter}, s.person_id, MIN(s.establishment_id), (1 = 0), {now}, 0"
    ));
    let sql = sql
        .nest(sightings)
        .then(&format!(" GROUP BY s.person_id HAVING MIN(s.version) < {number} ORDER BY s.person_id"));
    written(db, sql.on(db)).await
}

/// The recipients from whom a message still awaits something: those who did not acknowledge it, or,
/// if that is not required, did not open it. Whose right ends where is read again.
async fn to_remind(
    db: &DatabaseTransaction,
    row: &message::Model,
    original: MessageId,
    Millis(now): Millis,
) -> Result<i64> {
    let id = row.id;
    let by = match row.author_id {
        Some(by) => author(db, by).await?,
        None => None,
    };
    let left = left_to_remind(db, original, by.as_ref()).await?;
    let sql = format!(
        "INSERT INTO delivery (message_id, person_id, establishment_id, several, sent_at, folder) \
         SELECT {id}, d.person_id, d.establishment_id, d.several, {now}, 0 FROM delivery d \
         JOIN message o ON o.id = d.message_id WHERE d.message_id = :original AND {left} \
         ORDER BY d.person_id"
    );
    let people = written(db, sql!(db, sql.as_str(), original)).await?;
    // A reader may have deleted the original without doing what it asks for; the reminder brings it
    // back.
    let sql = format!(
        "UPDATE delivery SET folder = 0 WHERE message_id = :original AND folder = 2 \
         AND person_id IN (SELECT r.person_id FROM delivery r WHERE r.message_id = {id})"
    );
    written(db, sql!(db, sql.as_str(), original)).await?;
    let sql = format!(
        "INSERT INTO delivery_also (message_id, person_id, establishment_id) \
         SELECT {id}, a.person_id, a.establishment_id FROM delivery_also a \
         JOIN delivery d ON d.message_id = {id} AND d.person_id = a.person_id WHERE a.message_id = :original"
    );
    written(db, sql!(db, sql.as_str(), original)).await?;
    Ok(people)
}

/// How many rows a statement wrote.
async fn written(db: &DatabaseTransaction, statement: Statement) -> Result<i64> {
    let rows = db.execute_raw(statement).await?.rows_affected();
    Ok(i64::try_from(rows).unwrap_or(i64::MAX))
}

/// Writes the author's own copy, unless they are a recipient anyway.
async fn copy_to_author(db: &DatabaseTransaction, row: &message::Model, Millis(now): Millis) -> Result<()> {
    let sql = "INSERT INTO delivery (message_id, person_id, several, sent_at, folder) \
               SELECT m.id, m.author_id, (1 = 0), :now, 0 FROM message m JOIN person p ON p.id = m.author_id \
               WHERE m.id = :id AND p.removed_at IS NULL AND NOT EXISTS \
               (SELECT 1 FROM delivery d WHERE d.message_id = m.id AND d.person_id = m.author_id)";
    db.execute_raw(sql!(db, sql, now, id = row.id)).await?;
    Ok(())
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
