use domain::{Conflict, PersonId, accounts::view::EmailCopies, time::Millis};
use sea_orm::{ActiveValue::Set, ConnectionTrait as _, EntityTrait, sea_query::OnConflict};

use super::wanted::{ADDRESS, WANTED};
use crate::{
    Backend, Error, Result, access::Caller, database::alone, entities::mail_preference, ground::sql::sql,
    token::random_hex,
};

/// What *Mon compte* shows about copies by e-mail.
pub(crate) async fn preference(backend: &Backend, caller: &Caller) -> Result<EmailCopies> {
    if backend.mail.is_none() {
        return Ok(EmailCopies::NotConfigured);
    }
    let address = address(backend, caller.person).await?;
    if address.is_empty() {
        return Ok(EmailCopies::NoAddress);
    }
    let wanted = wants_copies(backend, caller.person).await?;
    Ok(EmailCopies::Choice { address, wanted, came_back: came_back(backend, caller.person).await? })
}

/// Copies that are looked at: those of the newest messages.
const LOOKED_AT: usize = 20;

/// Whether the last copy that went to somebody did not arrive, because the relay refuses the address, for
/// instance. The copies are found by their keys.
async fn came_back(backend: &Backend, person: PersonId) -> Result<bool> {
    let text = format!(
        "SELECT j.failed_at FROM (SELECT d.message_id, d.person_id FROM delivery d WHERE d.person_id = :person \
         AND d.folder = 0 ORDER BY d.sent_at DESC, d.message_id DESC LIMIT {LOOKED_AT}) n \
         JOIN job j ON j.kind = 'mail' AND j.key = 'm' || n.message_id || '-p' || n.person_id \
         WHERE j.failed_at IS NOT NULL OR (j.done_at IS NOT NULL AND j.reason IS NULL) ORDER BY j.id DESC LIMIT 1"
    );
    let row = backend.db.query_one_raw(sql!(&backend.db, text, person)).await?;
    let failed = row.map(|row| row.try_get::<Option<Millis>>("", "failed_at")).transpose()?;
    Ok(failed.flatten().is_some())
}

/// As for each copy: what the person chose, or what their schools do.
async fn wants_copies(backend: &Backend, person: PersonId) -> Result<bool> {
    let text = format!(
        "SELECT 1 AS found FROM person p LEFT JOIN mail_preference w ON w.person_id = p.id \
         WHERE p.id = :person AND {WANTED}"
    );
    Ok(backend.db.query_one_raw(sql!(&backend.db, text, person)).await?.is_some())
}

/// The token of the links in somebody's e-mails; it is made with the first of them.
pub(super) async fn token_of(backend: &Backend, person: PersonId) -> Result<String> {
    let row = mail_preference::ActiveModel {
        person_id: Set(person),
        wanted: Set(true),
        token: Set(random_hex::<16>()?),
        chosen: Set(false),
        changed_at: Set(backend.clock.now()),
    };
    let kept = mail_preference::Entity::insert(row)
        .on_conflict(OnConflict::column(mail_preference::Column::PersonId).do_nothing().to_owned());
    alone(&backend.db, async { Ok(kept.exec_without_returning(&backend.db).await.map(|_| ())?) }).await?;
    let row = mail_preference::Entity::find_by_id(person).one(&backend.db).await?;
    row.map(|row| row.token).ok_or(Error::NotFound)
}

/// Where copies go; empty without an address.
async fn address(backend: &Backend, person: PersonId) -> Result<String> {
    let text = format!("SELECT {ADDRESS} AS email FROM person p WHERE p.id = :person");
    let row = backend.db.query_one_raw(sql!(&backend.db, text, person)).await?;
    Ok(row.map(|row| row.try_get("", "email")).transpose()?.unwrap_or_default())
}

/// Switches *Recevoir une copie de mes messages par courriel* on or off.
///
/// # Errors
/// [`Error::Conflict`] when nothing could be sent: no e-mail is configured, or the directory has no
/// address.
pub async fn choose(backend: &Backend, caller: &Caller, wanted: bool) -> Result<()> {
    if backend.mail.is_none() {
        return Err(Error::Conflict(Conflict::NoEmail));
    }
    if wanted && address(backend, caller.person).await?.is_empty() {
        return Err(Error::Conflict(Conflict::NoAddress));
    }
    let row = mail_preference::ActiveModel {
        person_id: Set(caller.person),
        wanted: Set(wanted),
        token: Set(random_hex::<16>()?),
        chosen: Set(true),
        changed_at: Set(backend.clock.now()),
    };
    // The token stays the same, so that the links in earlier e-mails still work.
    let kept = mail_preference::Entity::insert(row).on_conflict(
        OnConflict::column(mail_preference::Column::PersonId)
            .update_columns([
                mail_preference::Column::Wanted,
                mail_preference::Column::Chosen,
                mail_preference::Column::ChangedAt,
            ])
            .to_owned(),
    );
    alone(&backend.db, async { Ok(kept.exec_without_returning(&backend.db).await.map(|_| ())?) }).await
}

/// Unsubscribes the person whose e-mail contained this token, also if their record was joined to another since
/// then. An unknown token changes nothing and gets the same answer.
pub async fn unsubscribe(backend: &Backend, token: &str) -> Result<()> {
    let text = "UPDATE mail_preference SET wanted = :no, chosen = :yes, changed_at = :now WHERE wanted = :yes \
                AND (token = :token OR person_id = (SELECT p.joined_to FROM mail_preference o \
                JOIN person p ON p.id = o.person_id WHERE o.token = :token))";
    let now = backend.clock.now();
    let statement = sql!(&backend.db, text, token, now, no = false, yes = true);
    alone(&backend.db, async { Ok(backend.db.execute_raw(statement).await.map(|_| ())?) }).await
}
