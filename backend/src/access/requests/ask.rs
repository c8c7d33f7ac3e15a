use std::collections::BTreeSet;

use domain::{
    access::{MAX_REQUESTS_PER_DAY, NewRequest, RequestEvent, RequestInput, RequestState},
    audit::Action,
    fields::FieldProblem,
    time::{DAY_MS, Millis},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter,
};

use super::people::staffed_schools;
use crate::{
    Backend, Error, Result,
    access::{Caller, Place},
    audit::{self, Entry},
    database::lock,
    entities::access_request,
    ground::school_name::schools_called,
    queue::{self, Kind, New},
    transaction,
};

/// *Demander un droit*: asks those who administer the rights of a school for a role on it. Only staff
/// may ask, and only for schools that they work in.
///
/// # Errors
/// [`Error::Fields`]: what is wrong with each control; also when the same is asked already, when the
/// caller holds it, and after too many requests within a day.
pub async fn ask(backend: &Backend, caller: &Caller, input: &RequestInput) -> Result<()> {
    let new = input.parse().map_err(Error::Fields)?;
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, &format!("requests of {}", caller.person)).await?;
        let caller = Caller::load(tx, caller.person).await?;
        check(tx, &caller, &new, now).await?;
        let row = access_request::ActiveModel {
            person_id: Set(caller.person),
            role: Set(new.role),
            severity: Set(new.severity),
            establishment_id: Set(new.school),
            reason: Set(new.reason.clone()),
            state: Set(RequestState::Open),
            asked_at: Set(now),
            answer: Set(String::new()),
            ..Default::default()
        };
        let row = row.insert(tx).await?;
        tell(tx, now, &row, RequestEvent::Asked).await?;
        let school = schools_called(tx, [new.school]).await?.remove(&new.school).ok_or(Error::NotFound)?;
        let entry = Entry::by(&caller, Action::RightRequested, caller.name.as_str())
            .with("role", new.role.code())
            .with("severity", new.severity.map_or("", |severity| severity.code()))
            .with("scope", school);
        audit::append(tx, now, entry).await
    })?;
    backend.queue.wake(Kind::Tell);
    Ok(())
}

async fn check(db: &impl ConnectionTrait, caller: &Caller, new: &NewRequest, now: Millis) -> Result<()> {
    if !staffed_schools(db, caller.person).await?.iter().any(|school| school.id == new.school) {
        return Err(Error::field("etablissement", FieldProblem::UnknownChoice));
    }
    let schools = BTreeSet::from([new.school]);
    if covers(caller, new, Place { establishments: &schools, authority: None }) {
        return Err(Error::field("role", FieldProblem::AlreadyHeld));
    }
    let mine = access_request::Entity::find().filter(access_request::Column::PersonId.eq(caller.person));
    let same = mine
        .clone()
        .filter(access_request::Column::State.eq(RequestState::Open))
        .filter(access_request::Column::Role.eq(new.role))
        .filter(access_request::Column::EstablishmentId.eq(new.school));
    if same.one(db).await?.is_some() {
        return Err(Error::field("role", FieldProblem::AlreadyAsked));
    }
    let recent = mine.filter(access_request::Column::AskedAt.gt(now.0 - DAY_MS)).count(db).await?;
    if recent >= MAX_REQUESTS_PER_DAY as u64 {
        return Err(Error::field("raison", FieldProblem::TooManyRequests { max: MAX_REQUESTS_PER_DAY }));
    }
    Ok(())
}

/// Whether the caller holds what is asked for already, as far as it is asked for.
fn covers(caller: &Caller, new: &NewRequest, place: Place<'_>) -> bool {
    caller.holds(new.role, place)
        && new.severity.is_none_or(|asked| caller.severity_limit(place).is_some_and(|most| most >= asked))
}

/// Enqueues the notification about a request. Call it in the transaction of the event.
pub(super) async fn tell(
    db: &impl ConnectionTrait,
    now: Millis,
    request: &access_request::Model,
    event: RequestEvent,
) -> Result<()> {
    let key = format!("{}-{}", event.code(), request.id);
    let about = New::about(Kind::Tell, &key, request.id.0, now);
    queue::enqueue(db, now, &New { detail: Some(event.code()), ..about }).await?;
    Ok(())
}
