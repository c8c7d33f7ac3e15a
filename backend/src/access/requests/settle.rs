use std::collections::BTreeSet;

use domain::{
    PersonId,
    access::{Grantee, NewGrant, RequestEvent, RequestState, Scope},
    time::Millis,
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{ask::tell, show::is_open_on};
use crate::{
    Error, Result,
    access::{Caller, Place},
    entities::access_request,
};

/// How many open requests one change of rights looks at, the oldest first.
const AT_ONCE: u64 = 200;

/// Ends the open requests that a change of rights has granted, and enqueues what their people are
/// told. Call it after the change, in its transaction. `true` when there is somebody to tell.
pub(in crate::access) async fn settle(
    db: &DatabaseTransaction,
    now: Millis,
    by: &Caller,
    scope: Scope,
    given: &[NewGrant],
) -> Result<bool> {
    let open = access_request::Entity::find()
        .filter(is_open_on(scope))
        .order_by_asc(access_request::Column::Id)
        .limit(AT_ONCE)
        .all(db)
        .await?;
    let mut any = false;
    for request in open {
        if is_granted(db, &request, given).await? {
            any |= end(db, now, &request, by.person, RequestState::Granted, "").await?;
        }
    }
    Ok(any)
}

/// Whether the person holds by now what they asked for: as far as asked, or as far as they were given
/// just now.
async fn is_granted(
    db: &DatabaseTransaction,
    request: &access_request::Model,
    given: &[NewGrant],
) -> Result<bool> {
    let person = match Caller::load(db, request.person_id).await {
        Err(Error::SignedOut) => return Ok(false),
        other => other?,
    };
    let schools = BTreeSet::from([request.establishment_id]);
    let place = Place { establishments: &schools, authority: None };
    let far = request.severity.is_none_or(|asked| person.severity_limit(place) >= Some(asked));
    let to_them =
        given.iter().any(|new| new.role == request.role && new.grantee == Grantee::Person(request.person_id));
    Ok(person.holds(request.role, place) && (far || to_them))
}

/// Ends an open request, and enqueues what its person is told. `false` when it was ended meanwhile.
pub(super) async fn end(
    db: &DatabaseTransaction,
    now: Millis,
    request: &access_request::Model,
    by: PersonId,
    state: RequestState,
    answer: &str,
) -> Result<bool> {
    let ended = access_request::Entity::update_many()
        .col_expr(access_request::Column::State, state.code().into())
        .col_expr(access_request::Column::DecidedAt, now.0.into())
        .col_expr(access_request::Column::DecidedBy, by.0.into())
        .col_expr(access_request::Column::Answer, answer.into())
        .filter(access_request::Column::Id.eq(request.id))
        .filter(access_request::Column::State.eq(RequestState::Open))
        .exec(db)
        .await?;
    let event = match state {
        RequestState::Granted => Some(RequestEvent::Granted),
        RequestState::Declined => Some(RequestEvent::Declined),
        RequestState::Open | RequestState::Withdrawn => None,
    };
    if let Some(event) = event.filter(|_| ended.rows_affected > 0) {
        tell(db, now, request, event).await?;
    }
    Ok(ended.rows_affected > 0)
}
