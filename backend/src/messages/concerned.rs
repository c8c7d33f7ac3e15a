use std::{
    collections::BTreeSet,
    ops::Bound::{Excluded, Included},
};

use domain::{MessageId, PersonId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Result,
    ground::sql::{numbers, sql},
};

/// People with open pages who are looked up with one statement.
const AT_ONCE: usize = 500;
/// How many recipients are read before those with open pages are looked up instead: a message to a whole
/// region that is withdrawn has a million of them, and every other change waits for this.
const READ_AT_MOST: usize = 5_000;

#[derive(FromQueryResult)]
struct Recipient {
    person_id: PersonId,
}

/// Who among `open` receives this message and has a number greater than `after` and at most
/// `up_to`. It costs what the smaller of the two costs, recipients or open pages.
pub(crate) async fn concerned(
    db: &impl ConnectionTrait,
    open: &BTreeSet<PersonId>,
    message: MessageId,
    after: PersonId,
    up_to: PersonId,
) -> Result<BTreeSet<PersonId>> {
    if after >= up_to {
        return Ok(BTreeSet::new());
    }
    let open: Vec<PersonId> = open.range((Excluded(after), Included(up_to))).copied().collect();
    let (mut found, mut left) = (BTreeSet::new(), open.as_slice());
    if let ([first, .., last], true) = (left, left.len() > AT_ONCE) {
        // Nobody outside of the people with open pages is needed.
        let text = format!(
            "SELECT person_id FROM delivery WHERE message_id = :message \
             AND person_id >= :first AND person_id <= :last ORDER BY person_id LIMIT {READ_AT_MOST}"
        );
        let some = sql!(db, text, message, first = *first, last = *last);
        let rows = Recipient::find_by_statement(some).all(db).await?;
        let read_to = rows.last().map(|row| row.person_id).filter(|_| rows.len() == READ_AT_MOST);
        let concerned = |person: &PersonId| open.binary_search(person).is_ok();
        found.extend(rows.into_iter().map(|row| row.person_id).filter(concerned));
        let Some(read_to) = read_to else { return Ok(found) };
        left = &left[left.partition_point(|person| *person <= read_to)..];
    }
    for some in left.chunks(AT_ONCE) {
        let list = numbers(some.iter().map(|person| person.0));
        let text =
            format!("SELECT person_id FROM delivery WHERE message_id = :message AND person_id IN ({list})");
        let rows = Recipient::find_by_statement(sql!(db, text, message)).all(db).await?;
        found.extend(rows.into_iter().map(|row| row.person_id));
    }
    Ok(found)
}
