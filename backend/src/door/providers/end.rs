use std::collections::BTreeSet;

use domain::{PersonId, ProviderId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::Query,
};

use crate::{
    Backend, Result,
    entities::{
        provider, provider_session, session,
        sign_in_step::{self, AssertedSession},
    },
    revision::{self, Scope},
    token::token_hash,
    transaction,
};

/// Which sessions a provider ends.
#[derive(Clone, Copy, Debug)]
pub enum Ended<'a> {
    /// Those of one session at the provider.
    Sid(&'a str),
    /// The same, and those of its person for which the provider named no session.
    SidOf { sid: &'a str, subject: &'a str },
    /// All of a person, in the provider's terms.
    Subject(&'a str),
    /// The one that this ticket opened.
    Ticket(&'a str),
}

impl Ended<'_> {
    fn means(self, session: &AssertedSession) -> bool {
        match self {
            Self::Sid(sid) => session.sid.as_deref() == Some(sid),
            Self::SidOf { sid, subject } => match &session.sid {
                Some(own) => own == sid,
                None => session.subject == subject,
            },
            Self::Subject(subject) => session.subject == subject,
            Self::Ticket(ticket) => session.ticket.as_deref() == Some(ticket),
        }
    }
}

/// The sign-ins that a provider ends before the code of the second factor was typed. Few people come
/// from a provider, have a second factor and are on that page at the same time.
pub async fn waiting(
    db: &impl ConnectionTrait,
    provider: ProviderId,
    which: Ended<'_>,
) -> Result<Vec<String>> {
    steps(db, provider, Some(which)).await
}

/// `None` means all of the provider.
async fn steps(
    db: &impl ConnectionTrait,
    provider: ProviderId,
    which: Option<Ended<'_>>,
) -> Result<Vec<String>> {
    let steps = sign_in_step::Entity::find();
    let mut steps = steps.filter(sign_in_step::Column::Provider.is_not_null());
    if let Some(Ended::Ticket(ticket)) = which {
        // Anybody can name tickets: only a row that may hold this one is read. It is compared below.
        steps = steps.filter(sign_in_step::Column::Provider.contains(ticket));
    }
    let ended = steps.all(db).await?.into_iter().filter(|step| {
        step.provider.as_ref().is_some_and(|asserted| {
            asserted.provider == provider && which.is_none_or(|which| which.means(asserted))
        })
    });
    Ok(ended.map(|step| step.token_hash).collect())
}

async fn end_waiting(
    db: &DatabaseTransaction,
    provider: ProviderId,
    which: Option<Ended<'_>>,
) -> Result<u64> {
    let mut ended = 0;
    for some in steps(db, provider, which).await?.chunks(500) {
        let those = sign_in_step::Column::TokenHash.is_in(some.iter().cloned());
        ended += sign_in_step::Entity::delete_many().filter(those).exec(db).await?.rows_affected;
    }
    Ok(ended)
}

/// Ends sessions that this provider opened, in every process, and sign-ins that wait for a code.
/// Returns how many there were.
pub async fn end_sessions(backend: &Backend, provider: ProviderId, which: Ended<'_>) -> Result<u64> {
    let ended = transaction!(&backend.db, |tx| { end(tx, provider, which).await })?;
    backend.refresh().await?;
    Ok(ended)
}

/// The same in a transaction of the caller.
pub async fn end(db: &DatabaseTransaction, provider: ProviderId, which: Ended<'_>) -> Result<u64> {
    use provider_session::Column::{ProviderId as Provider, Sid, Subject, Ticket, TokenHash};
    let one = match which {
        Ended::Sid(sid) => Condition::all().add(Sid.eq(sid)),
        Ended::SidOf { sid, subject } => {
            let unnamed = Condition::all().add(Sid.is_null()).add(Subject.eq(subject));
            Condition::any().add(Sid.eq(sid)).add(unnamed)
        }
        Ended::Subject(subject) => Condition::all().add(Subject.eq(subject)),
        Ended::Ticket(ticket) => Condition::all().add(Ticket.eq(ticket)),
    };
    // First: whoever types the code at this moment has a session afterwards, which is found below.
    let mut ended = end_waiting(db, provider, Some(which)).await?;
    let hashes: Vec<String> = provider_session::Entity::find()
        .filter(Condition::all().add(Provider.eq(provider)).add(one))
        .select_only()
        .column(TokenHash)
        .into_tuple()
        .all(db)
        .await?;
    let mut people = BTreeSet::new();
    for some in hashes.chunks(500) {
        let those = || session::Column::TokenHash.is_in(some.iter().cloned());
        let of: Vec<PersonId> = session::Entity::find()
            .filter(those())
            .select_only()
            .column(session::Column::PersonId)
            .into_tuple()
            .all(db)
            .await?;
        people.extend(of);
        ended += session::Entity::delete_many().filter(those()).exec(db).await?.rows_affected;
    }
    if !people.is_empty() {
        revision::touch(db, revision::SESSIONS, people.into_iter().map(Scope::Person)).await?;
    }
    Ok(ended)
}

/// Ends every session of a provider, which is paused, changed or removed, and the sign-ins that wait for a
/// code: who was meant by an older rule gets no session by it.
pub async fn end_all(db: &DatabaseTransaction, provider: ProviderId) -> Result<u64> {
    end_waiting(db, provider, None).await?;
    let of_provider = Query::select()
        .column(provider_session::Column::TokenHash)
        .from(provider_session::Entity)
        .and_where(provider_session::Column::ProviderId.eq(provider))
        .to_owned();
    let those = session::Column::TokenHash.in_subquery(of_provider);
    let ended = session::Entity::delete_many().filter(those).exec(db).await?.rows_affected;
    if ended > 0 {
        // There may be a million of them.
        revision::raise(db, revision::SESSIONS).await?;
    }
    Ok(ended)
}

/// Ends the sessions of somebody that providers of authorities opened: those do not vouch for whoever
/// administers the whole portal. Somebody who is about to type a code after a provider has to begin
/// again.
pub async fn end_of_authorities(db: &DatabaseTransaction, person: PersonId) -> Result<()> {
    sign_in_step::Entity::delete_many()
        .filter(sign_in_step::Column::PersonId.eq(person))
        .filter(sign_in_step::Column::Provider.is_not_null())
        .exec(db)
        .await?;
    let of_authorities = Query::select()
        .column(provider::Column::Id)
        .from(provider::Entity)
        .and_where(provider::Column::AuthorityId.is_not_null())
        .to_owned();
    let opened = Query::select()
        .column(provider_session::Column::TokenHash)
        .from(provider_session::Entity)
        .and_where(provider_session::Column::ProviderId.in_subquery(of_authorities))
        .to_owned();
    let ended = session::Entity::delete_many()
        .filter(session::Column::PersonId.eq(person))
        .filter(session::Column::TokenHash.in_subquery(opened))
        .exec(db)
        .await?
        .rows_affected;
    if ended > 0 {
        revision::touch(db, revision::SESSIONS, [Scope::Person(person)]).await?;
    }
    Ok(())
}

/// The provider that a session leaves behind when its person signs out.
#[derive(Clone, Debug)]
pub struct Left {
    pub provider: provider::Model,
    pub id_token: Option<String>,
}

/// The provider that opened the session of this cookie; `None` for a session of an own account.
/// Ask before the session is closed.
pub async fn left(backend: &Backend, token: &str) -> Result<Option<Left>> {
    let row = provider_session::Entity::find_by_id(token_hash(token)).one(&backend.db).await?;
    let Some(row) = row else { return Ok(None) };
    let provider = provider::Entity::find_by_id(row.provider_id).one(&backend.db).await?;
    Ok(provider.map(|provider| Left { provider, id_token: row.id_token }))
}
