use std::collections::HashSet;

use domain::{PersonId, accounts::batch::NoLink, time::Millis};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};

use super::{
    again::{again, goes_on, over},
    expiry::expiry,
    prepare::no_link,
    rights::barred,
};
use crate::{
    Backend, Error, Result,
    accounts::put_link::put_link,
    database::lock,
    door::Token,
    entities::{account_batch, establishment},
    ground::{school_name::schools_called, sql::sql},
    mail::{AccessLetter, Sent, send_access},
    queue::{self, Ended, Kind, Lease},
    transaction,
};

/// Letters of one turn.
const AT_ONCE: usize = 20;
/// How long the letters of a batch wait when copies of messages and alerts are due.
const YIELD_MS: i64 = 5_000;
/// Letters in a row that the relay does not take now, after which all of them wait.
const IN_A_ROW: usize = 3;
/// How often one letter is tried.
const TRIES: i32 = 6;

/// Somebody whose letter is next.
#[derive(Clone, Debug, FromQueryResult)]
struct Next {
    person_id: PersonId,
    first_name: String,
    last_name: String,
    email: String,
    language: Option<String>,
    removed_at: Option<Millis>,
    joined_to: Option<PersonId>,
    portal_administrator: bool,
    login: String,
    failures: i32,
}

/// What became of a letter.
enum Went {
    /// It has gone, or never will.
    Settled,
    /// The relay does not take it now, for this reason.
    Later(String),
    /// The batch was stopped, or another process has the job.
    Over,
}

/// The link of a letter.
enum Link {
    Made(Token),
    /// There is none, for this reason.
    Not(NoLink),
    /// As [`Went::Over`].
    Over,
}

/// Sends the next letters of a batch, each with a link that is made for it.
pub(super) async fn send(backend: &Backend, lease: &Lease, batch: &account_batch::Model) -> Result<Ended> {
    let db = &backend.db;
    let school = establishment::Entity::find_by_id(batch.establishment_id).one(db).await?;
    let mut school = school.ok_or(Error::NotFound)?;
    school.name = schools_called(db, [school.id]).await?.remove(&school.id).unwrap_or_default();
    let (mut tried, mut in_a_row) = (HashSet::new(), 0);
    for _ in 0..AT_ONCE {
        let now = backend.clock.now();
        if queue::waits(db, Kind::Mail, now).await? {
            return again(backend, lease, now.plus(YIELD_MS)).await;
        }
        let Some(next) = next(db, batch.id).await? else { return Ok(Ended::Done) };
        if !tried.insert(next.person_id) {
            return Ok(Ended::Failed("the relay did not take some letters".to_owned()));
        }
        match letter(backend, lease, batch.id, &school, &next).await? {
            Went::Settled => in_a_row = 0,
            Went::Over => return over(backend).await,
            Went::Later(reason) => {
                in_a_row += 1;
                put_off(backend, batch.id, &next).await?;
                if in_a_row >= IN_A_ROW {
                    return Ok(Ended::Failed(reason));
                }
            }
        }
    }
    again(backend, lease, backend.clock.now()).await
}

async fn letter(
    backend: &Backend,
    lease: &Lease,
    batch: i64,
    school: &establishment::Model,
    next: &Next,
) -> Result<Went> {
    let Some(mailer) = &backend.mail else { return Ok(Went::Later("no relay".to_owned())) };
    let now = backend.clock.now();
    let (expires, until) = expiry(now, school.time_zone.0)?;
    let token = match link_for(backend, lease, batch, next.person_id, expires).await? {
        Link::Made(token) => token,
        Link::Not(why) => {
            leave_out(backend, batch, next.person_id, why).await?;
            return Ok(Went::Settled);
        }
        Link::Over => return Ok(Went::Over),
    };
    let letter = AccessLetter {
        name: &format!("{} {}", next.first_name, next.last_name),
        email: &next.email,
        language: next.language.as_deref(),
        login: &next.login,
        token: token.as_str(),
        school: &school.name,
        until,
    };
    match send_access(mailer, &letter, now).await {
        Sent::Taken => note_sent(backend, batch, next.person_id, now).await?,
        Sent::Refused(reason) => {
            tracing::warn!(batch, reason, "the relay refuses a letter with a link");
            leave_out(backend, batch, next.person_id, NoLink::Refused).await?;
        }
        Sent::Later(reason) => return Ok(Went::Later(reason)),
    }
    Ok(Went::Settled)
}

/// The letters of a batch that have not gone.
const LETTERS: &str = "SELECT b.person_id, p.first_name, p.last_name, p.email, p.language, p.removed_at, p.joined_to, \
    a.portal_administrator, a.login, b.failures \
    FROM account_batch_person b JOIN person p ON p.id = b.person_id JOIN account a ON a.person_id = b.person_id \
    WHERE b.batch_id = :id AND b.prepared_at IS NOT NULL AND b.done_at IS NULL AND b.no_link IS NULL";

/// Those who were not tried yet come first.
async fn next(db: &impl ConnectionTrait, id: i64) -> Result<Option<Next>> {
    let text = format!("{LETTERS} ORDER BY b.failures, b.place LIMIT 1");
    Ok(Next::find_by_statement(sql!(db, text, id)).one(db).await?)
}

fn reason_against(next: &Next) -> Option<NoLink> {
    if next.removed_at.is_some() || next.joined_to.is_some() || next.portal_administrator {
        return Some(NoLink::Gone);
    }
    next.email.is_empty().then_some(NoLink::NoAddress)
}

/// Makes the link of a letter, if its person is still to get one: they may have left meanwhile, or been
/// named an administrator.
async fn link_for(
    backend: &Backend,
    lease: &Lease,
    batch: i64,
    person: PersonId,
    expires: Millis,
) -> Result<Link> {
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, "accounts").await?;
        if !queue::keep(tx, lease, now).await? || !goes_on(tx, batch, now).await? {
            return Ok(Link::Over);
        }
        let text = format!("{LETTERS} AND b.person_id = :person");
        let found = Next::find_by_statement(sql!(tx, text, person, id = batch)).one(tx).await?;
        if let Some(why) = found.as_ref().map_or(Some(NoLink::Gone), reason_against) {
            return Ok(Link::Not(why));
        }
        if let Some(why) = barred(tx, batch, &[person]).await?.remove(&person) {
            return Ok(Link::Not(why));
        }
        let token = Token::random()?;
        put_link(tx, person, token.as_str(), Some(batch), expires).await?;
        Ok(Link::Made(token))
    })
}

async fn leave_out(backend: &Backend, batch: i64, person: PersonId, why: NoLink) -> Result<()> {
    transaction!(&backend.db, |tx| { no_link(tx, batch, person, why).await })
}

async fn note_sent(backend: &Backend, batch: i64, person: PersonId, now: Millis) -> Result<()> {
    let text =
        "UPDATE account_batch_person SET done_at = :now WHERE batch_id = :batch AND person_id = :person";
    transaction!(&backend.db, |tx| {
        tx.execute_raw(sql!(tx, text, now, batch, person)).await?;
        Ok(())
    })
}

/// The relay did not take the letter now: the others come first.
async fn put_off(backend: &Backend, batch: i64, next: &Next) -> Result<()> {
    let text = "UPDATE account_batch_person SET failures = failures + 1 WHERE batch_id = :batch AND person_id = :person";
    let person = next.person_id;
    transaction!(&backend.db, |tx| {
        tx.execute_raw(sql!(tx, text, batch, person)).await?;
        if next.failures + 1 >= TRIES {
            no_link(tx, batch, person, NoLink::GivenUp).await?;
        }
        Ok(())
    })
}
