use std::collections::BTreeSet;

use domain::{MessageId, PersonId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{Result, ground::sql::sql};

#[derive(FromQueryResult)]
struct Recipient {
    person_id: PersonId,
}

/// Who among `open` receives this message and has a number greater than `after` and at most
/// `up_to`. One read along the primary key, however many pages are open.
pub(crate) async fn concerned(
    db: &impl ConnectionTrait,
    open: &BTreeSet<PersonId>,
    message: MessageId,
    after: PersonId,
    up_to: PersonId,
) -> Result<BTreeSet<PersonId>> {
    // Nobody outside of the people with open pages is needed.
    let (Some(first), Some(last)) = (open.first(), open.last()) else { return Ok(BTreeSet::new()) };
    let (after, up_to) = (after.max(PersonId(first.0 - 1)), up_to.min(*last));
    let text = "SELECT person_id FROM delivery \
                WHERE message_id = :message AND person_id > :after AND person_id <= :up_to";
    let rows = Recipient::find_by_statement(sql!(db, text, message, after, up_to)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.person_id).filter(|person| open.contains(person)).collect())
}
