//! People who left: first they become nameless, with everything that lets them in; then the rest of
//! what is theirs goes. The row of a person stays, because what they sent refers to it.

use domain::{PersonId, retention::Kept, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{due, tally};
use crate::{
    Backend, Result,
    database::{for_update, lock},
    directory::{forget, import, joins},
    ground::sql::{numbers, sql},
    revision::{self, Scope},
    transaction,
};

/// People of one transaction: few, so that no writer waits for it.
const AT_ONCE: u64 = 100;

/// `PEOPLE` stands for the list. A row before those that it refers to.
const KEYS: [&str; 17] = [
    // What an import says of them: one that died keeps it until the next one.
    "DELETE FROM import_person WHERE id IN (PEOPLE)",
    "DELETE FROM used_code WHERE person_id IN (PEOPLE)",
    "DELETE FROM recovery_code WHERE person_id IN (PEOPLE)",
    "DELETE FROM password_link WHERE person_id IN (PEOPLE)",
    "DELETE FROM account_batch_person WHERE person_id IN (PEOPLE)",
    "DELETE FROM account WHERE person_id IN (PEOPLE)",
    "DELETE FROM session WHERE person_id IN (PEOPLE)",
    "DELETE FROM sign_in_step WHERE person_id IN (PEOPLE)",
    "DELETE FROM device WHERE person_id IN (PEOPLE)",
    "DELETE FROM widget_token WHERE person_id IN (PEOPLE)",
    "DELETE FROM calendar_feed WHERE person_id IN (PEOPLE)",
    "DELETE FROM space_feed WHERE person_id IN (PEOPLE)",
    "DELETE FROM mail_preference WHERE person_id IN (PEOPLE)",
    "DELETE FROM alert_letter WHERE person_id IN (PEOPLE)",
    "DELETE FROM space_right WHERE person_id IN (PEOPLE)",
    "DELETE FROM access_request WHERE person_id IN (PEOPLE)",
    "DELETE FROM concern WHERE grant_id IN (SELECT g.id FROM access_grant g WHERE g.person_id IN (PEOPLE))",
];
const GRANTS: [&str; 1] = ["DELETE FROM access_grant WHERE person_id IN (PEOPLE)"];
/// Usually none are left: the import deletes them.
const PLACES: [&str; 3] = [
    "DELETE FROM membership_row WHERE person_id IN (PEOPLE)",
    "DELETE FROM family_link_row WHERE parent_id IN (PEOPLE)",
    "DELETE FROM family_link_row WHERE child_id IN (PEOPLE)",
];

/// Somebody who comes back later is somebody new.
const NAMELESS: &str = "UPDATE person SET external_id = 'erased:' || CAST(id AS text), last_name = '—', first_name = '', \
    email = '', search_last = '', search_first = '', erased_at = :now WHERE id IN (PEOPLE)";

/// Makes those nameless who left before `before`.
pub(super) async fn erase(backend: &Backend, before: Millis) -> Result<()> {
    let who = due::people(backend.db.get_database_backend());
    let mut last = 0;
    loop {
        let some = due::next(&backend.db, &who, (before, last, AT_ONCE)).await?;
        let Some(newest) = some.last() else { return Ok(()) };
        last = *newest;
        transaction!(&backend.db, |tx| {
            // As an import that brings some of them back at this moment.
            lock(tx, "accounts").await?;
            let among = numbers(some.iter().copied());
            let people = due::still(tx, &who, before, &among).await?;
            erase_these(tx, &people, backend.clock.now()).await
        })?;
        backend.failpoint.between("purge").await;
        backend.refresh().await?;
    }
}

async fn erase_these(tx: &DatabaseTransaction, people: &[i64], now: Millis) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let list = numbers(people.iter().copied());
    delete(tx, &KEYS, &list).await?;
    let grants = delete(tx, &GRANTS, &list).await?;
    // Before their places go: what they own may stand with another record.
    joins::forget(tx, &list).await?;
    let places = delete(tx, &PLACES, &list).await?;
    // In their order, as whoever stores what these people saw holds them.
    let hold = format!("SELECT id FROM person WHERE id IN ({list}) ORDER BY id {}", for_update(tx));
    tx.query_all_raw(sql!(tx, hold)).await?;
    let nameless = NAMELESS.replace("PEOPLE", &list);
    tx.execute_raw(sql!(tx, nameless, now)).await?;
    // The audience is counted anew after each change of the directory, so none is announced in vain.
    if places > 0 {
        revision::raise(tx, revision::DIRECTORY).await?;
    }
    if grants > 0 {
        let them = people.iter().map(|id| Scope::Person(PersonId(*id)));
        revision::touch(tx, revision::ACCESS, them).await?;
    }
    tally::add(tx, Kept::People, people.len() as u64).await
}

/// Returns how many rows were deleted.
async fn delete(tx: &DatabaseTransaction, statements: &[&str], people: &str) -> Result<u64> {
    let mut gone = 0;
    for statement in statements {
        gone += tx.execute_unprepared(&statement.replace("PEOPLE", people)).await?.rows_affected();
    }
    Ok(gone)
}

/// The reports of imports name who left and who moved, and lines that they refused: no longer than the
/// data of those who left are kept.
pub(super) async fn forget_reports(backend: &Backend, before: Millis) -> Result<()> {
    forget::forget_lines(backend, before).await?;
    let old = "movements IS NOT NULL AND started_at < :before";
    let look = format!("SELECT id FROM import_run WHERE {old} LIMIT 1");
    // Looking first keeps an idle server from taking SQLite's write lock.
    if backend.db.query_one_raw(sql!(&backend.db, look, before)).await?.is_none() {
        return Ok(());
    }
    // The names stay with ten reports at most.
    let forget = format!("UPDATE import_run SET movements = NULL WHERE {old}");
    transaction!(&backend.db, |tx| {
        tx.execute_raw(sql!(tx, forget.as_str(), before)).await?;
        Ok(())
    })
}

/// Refused statements of portals name people: no longer than the data of those who left are kept.
pub(super) async fn forget_refusals(backend: &Backend, before: Millis) -> Result<()> {
    let look = "SELECT portal_id FROM portal_refusal WHERE last_at < :before LIMIT 1";
    if backend.db.query_one_raw(sql!(&backend.db, look, before)).await?.is_none() {
        return Ok(());
    }
    transaction!(&backend.db, |tx| {
        tx.execute_raw(sql!(tx, "DELETE FROM portal_refusal WHERE last_at < :before", before)).await?;
        Ok(())
    })
}

/// What the figures of communications counted of a person stays as a number.
const FIGURES: [&str; 7] = [
    "UPDATE message SET delivered_gone = delivered_gone + 1 WHERE id IN (SELECT d.message_id FROM delivery d \
     WHERE d.person_id = :person AND d.establishment_id IS NOT NULL)",
    "UPDATE message SET opened_gone = opened_gone + 1 WHERE id IN (SELECT d.message_id FROM delivery d \
     WHERE d.person_id = :person AND d.establishment_id IS NOT NULL AND d.read_at IS NOT NULL)",
    "UPDATE message SET acknowledged_gone = acknowledged_gone + 1 WHERE id IN (SELECT d.message_id FROM delivery d \
     WHERE d.person_id = :person AND d.establishment_id IS NOT NULL \
     AND COALESCE(d.acknowledged_at, d.covered_at) IS NOT NULL)",
    "UPDATE publication SET delivered_gone = delivered_gone + 1 WHERE (communication_id, establishment_id) IN (REACHED)",
    "UPDATE publication SET opened_gone = opened_gone + 1 WHERE (communication_id, establishment_id) IN \
     (REACHED AND u.read_at IS NOT NULL)",
    "UPDATE publication SET acknowledged_gone = acknowledged_gone + 1 WHERE (communication_id, establishment_id) IN \
     (REACHED AND u.noted_at IS NOT NULL)",
    "UPDATE publication SET seen_gone = seen_gone + 1 WHERE (communication_id, establishment_id) IN \
     (SELECT s.communication_id, s.establishment_id FROM sighting s WHERE s.person_id = :person)",
];

/// The schools through which the messages of a communication reached the person.
const REACHED: &str = "SELECT m.communication_id, u.establishment_id FROM message m JOIN \
    (SELECT d.message_id, d.establishment_id, d.read_at, COALESCE(d.acknowledged_at, d.covered_at) AS noted_at \
    FROM delivery d WHERE d.person_id = :person AND d.establishment_id IS NOT NULL \
    UNION ALL SELECT d.message_id, a.establishment_id, d.read_at, COALESCE(d.acknowledged_at, d.covered_at) \
    FROM delivery d JOIN delivery_also a ON a.message_id = d.message_id AND a.person_id = d.person_id \
    WHERE d.person_id = :person) u ON u.message_id = m.id WHERE m.communication_id IS NOT NULL";

/// Drafts of articles, which nobody else has seen.
const UNPUBLISHED: &str = "SELECT a.id FROM article a WHERE a.author_id = :person AND a.published_at IS NULL \
    AND a.publish_at IS NULL AND a.withdrawn_at IS NULL";

const REST: [&str; 19] = [
    "DELETE FROM delivery_child WHERE child_id = :person",
    "DELETE FROM delivery_child WHERE person_id = :person AND message_id IN \
     (SELECT d.message_id FROM delivery d WHERE d.person_id = :person)",
    "DELETE FROM delivery_also WHERE person_id = :person AND message_id IN \
     (SELECT d.message_id FROM delivery d WHERE d.person_id = :person)",
    "DELETE FROM delivery WHERE person_id = :person",
    "DELETE FROM sighting WHERE person_id = :person",
    "DELETE FROM seen WHERE person_id = :person",
    "DELETE FROM received_seen WHERE person_id = :person",
    "DELETE FROM subscriber_told WHERE person_id = :person",
    "DELETE FROM subscription WHERE person_id = :person",
    "DELETE FROM folded WHERE person_id = :person",
    "DELETE FROM draft WHERE author_id = :person",
    "UPDATE file SET owner_kind = 'form', owner_id = uploader_id, form_key = 'retires' WHERE owner_kind = 'article' \
     AND owner_id IN (UNPUBLISHED)",
    "UPDATE picture SET owner_kind = 'form', owner_id = uploader_id, form_key = 'retires' WHERE owner_kind = 'article' \
     AND owner_id IN (UNPUBLISHED)",
    "DELETE FROM article WHERE id IN (UNPUBLISHED)",
    "DELETE FROM seen WHERE subject_kind = 'event' AND subject_id IN (SELECT e.id FROM event e WHERE e.owner_id = :person)",
    "DELETE FROM event_occurrence WHERE owner_id = :person",
    "DELETE FROM event_exception WHERE event_id IN (SELECT e.id FROM event e WHERE e.owner_id = :person)",
    "DELETE FROM event WHERE owner_id = :person",
    "UPDATE person SET swept_at = :now WHERE id = :person",
];

/// Jobs of one transaction.
const JOBS_AT_ONCE: u64 = 500;

/// What names those who became nameless elsewhere than in rows of their own: what undoing the last import
/// would give back, and their work in the queue.
async fn forget_elsewhere(backend: &Backend) -> Result<()> {
    const UNSWEPT: &str = "erased_at IS NOT NULL AND swept_at IS NULL";
    let db = &backend.db;
    let nameless = due::ids(db, &format!("SELECT id FROM person WHERE {UNSWEPT}")).await?;
    if nameless.is_empty() {
        return Ok(());
    }
    import::forget_people(db, &nameless.into_iter().collect()).await?;
    let jobs = format!(
        "SELECT j.id AS id FROM job j JOIN person p ON p.id = j.person_id WHERE {UNSWEPT} ORDER BY j.id LIMIT {JOBS_AT_ONCE}"
    );
    loop {
        let some = due::ids(db, &jobs).await?;
        if some.is_empty() {
            return Ok(());
        }
        let list = numbers(some);
        transaction!(db, |tx| {
            // The key of a letter has the number of its reader.
            tx.execute_unprepared(&format!("DELETE FROM job WHERE kind = 'mail' AND id IN ({list})")).await?;
            tx.execute_unprepared(&format!("UPDATE job SET person_id = NULL WHERE id IN ({list})")).await?;
            Ok(())
        })?;
        backend.failpoint.between("purge").await;
    }
}

/// Deletes the rest of what those left who are nameless. What they wrote in a space, or sent, stays as
/// long as its kind; their files in forms go with the drafts.
pub(super) async fn sweep(backend: &Backend) -> Result<()> {
    forget_elsewhere(backend).await?;
    let unswept = format!(
        "SELECT id FROM person WHERE erased_at IS NOT NULL AND swept_at IS NULL ORDER BY id LIMIT {AT_ONCE}"
    );
    loop {
        let some = due::ids(&backend.db, &unswept).await?;
        if some.is_empty() {
            return Ok(());
        }
        for person in some {
            transaction!(&backend.db, |tx| { sweep_one(tx, person, backend.clock.now()).await })?;
            backend.failpoint.between("purge").await;
        }
    }
}

async fn sweep_one(tx: &DatabaseTransaction, person: i64, now: Millis) -> Result<()> {
    for statement in FIGURES.into_iter().chain(REST) {
        let text = statement.replace("REACHED", REACHED).replace("UNPUBLISHED", UNPUBLISHED);
        tx.execute_raw(sql!(tx, text, person, now)).await?;
    }
    Ok(())
}
