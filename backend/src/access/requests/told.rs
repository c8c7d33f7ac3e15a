//! Who has heard of a request. Those who decide about it may leave, or give their role to others, before
//! anybody has answered: then it is told again.

use std::collections::BTreeSet;

use domain::{
    PersonId, RequestId,
    access::{RequestEvent, RequestState},
    time::Millis,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::people::nearest_administrators;
use crate::{
    Result,
    entities::{access_request, person},
    ground::sql::{Sql, sql},
    queue::{self, Kind, New},
};

/// How many open requests one comparison looks at, the oldest first.
const AT_ONCE: u64 = 500;

/// What identifies the letter about a request that was just made.
pub(crate) fn first_letter(id: RequestId) -> String {
    format!("{}-{id}", RequestEvent::Asked.code())
}

/// What identifies the letter to somebody who decides about it only since then.
pub(crate) fn later_letter(id: RequestId, person: PersonId) -> String {
    format!("{}-{id}-p{person}", RequestEvent::Asked.code())
}

/// Those of these people who have no letter about the request.
pub(crate) async fn untold(
    db: &impl ConnectionTrait,
    id: RequestId,
    people: Vec<PersonId>,
) -> Result<Vec<PersonId>> {
    let letters = people.iter().map(|person| later_letter(id, *person));
    let text = "SELECT d.person_id FROM message m JOIN delivery d ON d.message_id = m.id WHERE m.dedup IN (";
    let told = Sql::new(text).listed(letters.chain([first_letter(id)])).then(")");
    let rows = db.query_all_raw(told.on(db)).await?;
    let told: BTreeSet<PersonId> =
        rows.iter().map(|row| Ok(row.try_get("", "person_id")?)).collect::<Result<_>>()?;
    Ok(people.into_iter().filter(|person| !told.contains(person)).collect())
}

/// The open requests of which nobody has heard who decides about them now, each with one of those who do.
pub(crate) async fn unheard(db: &impl ConnectionTrait) -> Result<Vec<(RequestId, PersonId)>> {
    let open = access_request::Entity::find()
        .filter(access_request::Column::State.eq(RequestState::Open))
        .order_by_asc(access_request::Column::Id)
        .limit(AT_ONCE)
        .all(db)
        .await?;
    let mut unheard = Vec::new();
    for request in open {
        let asking = person::Entity::find_by_id(request.person_id).one(db).await?;
        if asking.is_none_or(|person| person.removed_at.is_some()) || waits(db, request.id).await? {
            continue;
        }
        let people = nearest_administrators(db, request.establishment_id, request.person_id).await?;
        let Some(one) = people.first().copied() else { continue };
        let all = people.len();
        if untold(db, request.id, people).await?.len() == all {
            unheard.push((request.id, one));
        }
    }
    Ok(unheard)
}

/// Whether the letter about a new request is still to be written.
async fn waits(db: &impl ConnectionTrait, id: RequestId) -> Result<bool> {
    let key = first_letter(id);
    let text = "SELECT 1 AS found FROM job WHERE kind = 'tell' AND key = :key \
                AND done_at IS NULL AND failed_at IS NULL";
    Ok(db.query_one_raw(sql!(db, text, key)).await?.is_some())
}

/// Enqueues the letters to those who decide now.
pub(crate) async fn tell_again(
    tx: &DatabaseTransaction,
    now: Millis,
    unheard: &[(RequestId, PersonId)],
) -> Result<()> {
    for (id, one) in unheard {
        let key = format!("{}-{}", later_letter(*id, *one), now.0);
        let about = New::about(Kind::Tell, &key, id.0, now);
        queue::enqueue(tx, now, &New { detail: Some(RequestEvent::Asked.code()), ..about }).await?;
    }
    Ok(())
}
