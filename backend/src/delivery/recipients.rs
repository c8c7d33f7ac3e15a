//! Who gets a message: one row of `delivery` for each person. `folder` is the number of a
//! [`Folder`](domain::messages::Folder): 0 is the inbox, 2 what was deleted.

use domain::{
    CommunicationId, MessageId, PersonId,
    communications::Acknowledgement,
    messages::{MessageKind, Notice},
    targets::Audience,
    time::Millis,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement};

use super::{children, readers::sightings_sql, remindable::left_to_remind};
use crate::{
    Result,
    access::author,
    audience::{membership_condition, recipients_sql},
    entities::message,
    ground::sql::{Sql, sql},
};

const INSERT: &str =
    "INSERT INTO delivery (message_id, person_id, establishment_id, several, sent_at, folder)";

/// Writes one delivery for each person of an audience, through the school with the lowest number; further
/// schools of theirs go into `delivery_also`. Returns the number of people, as do the functions below.
pub(super) async fn to_audience(
    db: &DatabaseTransaction,
    row: &message::Model,
    audience: &Audience,
    Millis(now): Millis,
) -> Result<i64> {
    let sql = Sql::new(format!(
        "{INSERT} SELECT {}, r.person_id, r.establishment_id, r.several, {now}, 0 FROM (",
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
pub(super) fn corrected(row: &message::Model) -> Option<(CommunicationId, i32)> {
    let notice = row.notice.as_deref().filter(|_| row.kind == MessageKind::Correction)?;
    match notice {
        Notice::TextCorrected { id, number, .. } => Some((*id, *number)),
        _ => None,
    }
}

/// Writes a delivery for everybody who had seen a text before its correction `number` and is told of it.
pub(super) async fn who_saw_it_before(
    db: &DatabaseTransaction,
    row: &message::Model,
    (about, number): (CommunicationId, i32),
    Millis(now): Millis,
) -> Result<i64> {
    let letter = row.id;
    let sightings = sightings_sql(db, about, row.author_id.unwrap_or(PersonId(0))).await?;
    let sql = Sql::new(format!(
        "{INSERT} SELECT {letter}, s.person_id, MIN(s.establishment_id), (1 = 0), {now}, 0"
    ));
    let sql = sql
        .nest(sightings)
        .then(&format!(" GROUP BY s.person_id HAVING MIN(s.version) < {number} ORDER BY s.person_id"));
    written(db, sql.on(db)).await
}

/// Writes a delivery for each recipient from whom the `original` still awaits something: those who did not
/// acknowledge it or, if that is not required, did not open it. In which schools its author may still
/// remind people is read again.
pub(super) async fn to_remind(
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
        "{INSERT} SELECT {id}, d.person_id, d.establishment_id, d.several, {now}, 0 FROM delivery d \
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
pub(super) async fn copy_to_author(
    db: &DatabaseTransaction,
    row: &message::Model,
    Millis(now): Millis,
) -> Result<()> {
    let sql = "INSERT INTO delivery (message_id, person_id, several, sent_at, folder) \
               SELECT m.id, m.author_id, (1 = 0), :now, 0 FROM message m JOIN person p ON p.id = m.author_id \
               WHERE m.id = :id AND p.removed_at IS NULL AND NOT EXISTS \
               (SELECT 1 FROM delivery d WHERE d.message_id = m.id AND d.person_id = m.author_id)";
    db.execute_raw(sql!(db, sql, now, id = row.id)).await?;
    Ok(())
}
