//! Spreads a letter about an alert over its people: some of them in each transaction, so that nobody who
//! writes waits for a large audience. The job remembers how far it has come.

use domain::{CommunicationId, messages::AlertNews};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, QuerySelect, sea_query::LockType,
};

use super::{
    alert::{AHEAD_MS, late_key},
    wanted::{WANTED, WITH_ADDRESS},
};
use crate::{
    Backend, Error, Result,
    audience::{audience_of, people_sql, targets_of},
    database::begin_walk,
    entities::{communication, publication},
    ground::sql::{Sql, sql},
    queue::{self, Ended, Lease},
    transaction,
};

/// People of one transaction.
const BATCH: usize = 1_000;
/// People of one turn. After it the letters that are written go out, and the rest waits behind them.
const TURN: usize = 20_000;

/// The result of one transaction.
enum Went {
    On,
    /// Another process has the job, or it is settled.
    Lost,
    /// The alert was cancelled before everybody had this letter.
    Cancelled,
}

/// Writes a letter for each person: of the audience where the alert is published, for its text; of
/// those who got that text, for what happened to it later.
pub(super) async fn spread(backend: &Backend, lease: &Lease, news: AlertNews) -> Result<Ended> {
    let id = CommunicationId(lease.subject()?);
    let people = if news == AlertNews::Published {
        audience(&backend.db, id, lease.reached).await?
    } else {
        those_who_had_it(&backend.db, id, lease.reached).await?
    };
    for some in people.chunks(BATCH) {
        match write(backend, lease, (id, news), some).await? {
            Went::On => backend.failpoint.between("alert-spread").await,
            Went::Lost => return Ok(Ended::Noted),
            Went::Cancelled => return Ok(Ended::Needless("cancelled".to_owned())),
        }
    }
    if people.len() < TURN {
        return Ok(Ended::Done);
    }
    queue::postpone(&backend.db, lease, backend.clock.now().plus(-AHEAD_MS)).await?;
    Ok(Ended::Noted)
}

/// Whom the alert is meant for in the schools that show it, and who wants letters; those after `reached`.
async fn audience(db: &DatabaseConnection, id: CommunicationId, reached: i64) -> Result<Vec<i64>> {
    let sites = publication::Entity::of(id).all(db).await?;
    let there = sites.iter().filter(|site| site.published_at.is_some() && site.failed_at.is_none());
    let schools = there.map(|site| site.establishment_id).collect();
    let targets = targets_of(db, vec![id]).await?.remove(&id).ok_or(Error::NotFound)?;
    let sql = Sql::new("SELECT p.id FROM (").nest(people_sql(&audience_of(&targets, &schools)));
    let sql = sql.then(&format!(
        ") r JOIN person p ON p.id = r.person_id {WITH_ADDRESS} {WANTED} \
         AND p.id > {reached} ORDER BY p.id LIMIT {TURN}"
    ));
    let rows = db.query_all_raw(sql.on(db)).await?;
    Ok(rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?)
}

async fn those_who_had_it(db: &DatabaseConnection, id: CommunicationId, reached: i64) -> Result<Vec<i64>> {
    let text = format!(
        "SELECT l.person_id AS id FROM alert_letter l WHERE l.communication_id = :id AND l.person_id > :reached \
         ORDER BY l.person_id LIMIT {TURN}"
    );
    let walk = begin_walk(db).await?;
    let rows = walk.query_all_raw(sql!(&walk, text, id, reached)).await?;
    walk.commit().await?;
    Ok(rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?)
}

/// Writes the letters of `some` people. What they want, and what they had, is read again.
async fn write(
    backend: &Backend,
    lease: &Lease,
    (id, news): (CommunicationId, AlertNews),
    some: &[i64],
) -> Result<Went> {
    let Some(&last) = some.last() else { return Ok(Went::On) };
    let (code, job) = (news.code(), lease.id);
    // Everybody gets the text once, however often it is spread.
    let key =
        if news == AlertNews::Published { format!("{code}-{id}") } else { format!("{code}-{id}-j{job}") };
    let chosen = some.iter().map(|person| format!("({person})")).collect::<Vec<_>>().join(",");
    let also = also(lease, id, news);
    let text = format!(
        "WITH chosen (id) AS (VALUES {chosen}) \
         INSERT INTO job (kind, key, subject_id, person_id, detail, due_at, created_at) \
         SELECT 'mail', '{key}-p' || p.id, {id}, p.id, '{code}', :due_at, :now \
         FROM chosen c JOIN person p ON p.id = c.id {WITH_ADDRESS} {WANTED} {also} \
         ON CONFLICT (kind, key) DO NOTHING"
    );
    transaction!(&backend.db, |tx| {
        // Read only now: on SQLite the transaction may have waited for other writers as long as a
        // lease lasts.
        let now = backend.clock.now();
        // Before the job, as whoever cancels locks them.
        let ends_with_it = matches!(news, AlertNews::Published | AlertNews::Over);
        if ends_with_it && is_cancelled(tx, id).await? {
            return Ok(Went::Cancelled);
        }
        if !queue::reach(tx, lease, now, last).await? {
            return Ok(Went::Lost);
        }
        let due_at = now.plus(-AHEAD_MS);
        tx.execute_raw(sql!(tx, text.as_str(), due_at, now)).await?;
        Ok(Went::On)
    })
}

/// A cancellation that comes at this moment waits for this transaction; after it no letter is written
/// any more.
async fn is_cancelled(tx: &DatabaseTransaction, id: CommunicationId) -> Result<bool> {
    let row = communication::Entity::find_by_id(id).lock(LockType::Share).one(tx).await?;
    Ok(row.is_none_or(|row| row.cancelled_at.is_some()))
}

/// SQL: which of the people `p` are told what happened to the alert. People whose letter was just being
/// sent get a letter of their own about it ([`super::alert::note_letter`]); those whose letter was sent
/// later had the corrected text. People who had seen the text before a correction get a message about
/// it, and its copy.
fn also(lease: &Lease, id: CommunicationId, news: AlertNews) -> String {
    if news == AlertNews::Published {
        return String::new();
    }
    let late = format!(
        "AND NOT EXISTS (SELECT 1 FROM job t WHERE t.kind = 'mail' AND t.key = '{}' || p.id",
        late_key(news, id)
    );
    let had = format!("SELECT 1 FROM alert_letter l WHERE l.communication_id = {id} AND l.person_id = p.id");
    if news != AlertNews::Corrected {
        return format!("AND EXISTS ({had}) {late})");
    }
    // The job of a correction ends with its number.
    let number = lease.key.rsplit('-').next().and_then(|number| number.parse().ok()).unwrap_or(i64::MAX);
    format!(
        "AND EXISTS ({had} AND l.corrections < {number}) {late} AND t.done_at IS NULL AND t.failed_at IS NULL) \
         AND NOT EXISTS (SELECT 1 FROM sighting s WHERE s.communication_id = {id} AND s.person_id = p.id)"
    )
}
