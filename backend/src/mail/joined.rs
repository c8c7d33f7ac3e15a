//! A letter that waits for a record goes to the main record if the two were joined meanwhile: once.

use domain::PersonId;
use sea_orm::ConnectionTrait;

use crate::{
    Backend, Result,
    ground::sql::sql,
    queue::{Kind, Lease},
    transaction,
};

/// Whom the letter of a job is for, which waited for `person`. The job then is that of the main record, by
/// its key as well. `None` when the main record has a job for the same letter already, or had one.
pub(super) async fn reader(backend: &Backend, lease: &Lease, person: PersonId) -> Result<Option<PersonId>> {
    let db = &backend.db;
    let text = "SELECT joined_to FROM person WHERE id = :person AND joined_to IS NOT NULL";
    let Some(row) = db.query_one_raw(sql!(db, text, person)).await? else { return Ok(Some(person)) };
    let main: PersonId = row.try_get("", "joined_to")?;
    // All keys of letters end with the number of their reader.
    let Some(about) = lease.key.strip_suffix(&format!("p{person}")) else { return Ok(Some(person)) };
    let key = format!("{about}p{main}");
    let text = "UPDATE job SET key = :key, person_id = :main WHERE id = :id AND fence = :fence \
                AND NOT EXISTS (SELECT 1 FROM job o WHERE o.kind = :kind AND o.key = :key)";
    let changed: u64 = transaction!(db, |tx| {
        let kind = Kind::Mail.code();
        let update = sql!(tx, text, key = key.as_str(), main, id = lease.id, fence = lease.fence, kind);
        Ok(tx.execute_raw(update).await?.rows_affected())
    })?;
    Ok((changed > 0).then_some(main))
}
