use domain::MessageId;
use futures::future::join_all;
use lettre::AsyncTransport as _;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    Mailer,
    copy::{Copy, SELECT, system_time},
    mailer::CONNECTIONS,
};
use crate::{
    Backend, Result, attachments,
    database::{begin, lock, statement},
};

/// Longer than the relay may take for all copies of one lease.
const LEASE_MS: i64 = 5 * 60_000;
/// The next attempt comes after 1, 4, 16, 64, 256 and 360 … minutes: within two days in all.
const FIRST_RETRY_MS: i64 = 60_000;
const LONGEST_RETRY_MS: i64 = 6 * 60 * 60_000;
const MAX_ATTEMPTS: i32 = 12;
/// Nobody wants a copy of what was written before; the portal had no relay for so long.
const STALE_MS: i64 = 4 * 24 * 60 * 60_000;
const MAX_REASON_CHARACTERS: usize = 300;

/// A copy that is this process's to send. `attempts` is the fence: whoever comes later has another.
#[derive(Debug, FromQueryResult)]
struct Leased {
    id: i64,
    due_at: i64,
    attempts: i32,
}

/// What became of an attempt.
enum Outcome {
    Sent,
    /// For ever, with the reason.
    Settled(String),
    /// Later, with the reason so far.
    Retry(String),
}

/// Sends the next copies that are due, as many as there are connections to the relay. `false` when
/// there are none, or no e-mail is configured.
pub async fn send_next(backend: &Backend) -> Result<bool> {
    let Some(mailer) = &backend.mail else { return Ok(false) };
    let leased = lease(backend).await?;
    let any = !leased.is_empty();
    for sent in join_all(leased.iter().map(|copy| send(backend, mailer, copy))).await {
        sent?;
    }
    Ok(any)
}

async fn lease(backend: &Backend) -> Result<Vec<Leased>> {
    let now = backend.clock.now().0;
    let free = "settled_at IS NULL AND due_at <= ? AND (leased_until IS NULL OR leased_until < ?)";
    let look = format!(
        "SELECT id, due_at, attempts FROM outbox WHERE {free} ORDER BY due_at, id LIMIT {CONNECTIONS}"
    );
    // Looking first keeps an idle server from taking SQLite's write lock every second.
    if backend.db.query_one_raw(statement(&backend.db, &look, [now.into(), now.into()])).await?.is_none() {
        return Ok(Vec::new());
    }
    let transaction = begin(&backend.db).await?;
    lock(&transaction, "outbox").await?;
    let found = statement(&transaction, &look, [now.into(), now.into()]);
    let mut leased = Leased::find_by_statement(found).all(&transaction).await?;
    for copy in &mut leased {
        copy.attempts += 1;
        let sql = "UPDATE outbox SET leased_until = ?, attempts = ? WHERE id = ?";
        let values = [(now + LEASE_MS).into(), copy.attempts.into(), copy.id.into()];
        transaction.execute_raw(statement(&transaction, sql, values)).await?;
    }
    transaction.commit().await?;
    Ok(leased)
}

async fn send(backend: &Backend, mailer: &Mailer, leased: &Leased) -> Result<()> {
    let outcome = attempt(backend, mailer, leased).await?;
    let now = backend.clock.now().0;
    let (settled_at, due_at, failure) = match outcome {
        Outcome::Sent => (Some(now), leased.due_at, None),
        Outcome::Settled(reason) => (Some(now), leased.due_at, Some(reason)),
        Outcome::Retry(reason) if leased.attempts >= MAX_ATTEMPTS => (Some(now), leased.due_at, Some(reason)),
        Outcome::Retry(reason) => (None, now + pause(leased.attempts), Some(reason)),
    };
    let failure = failure.map(|reason| reason.chars().take(MAX_REASON_CHARACTERS).collect::<String>());
    let sql = "UPDATE outbox SET settled_at = ?, due_at = ?, failure = ?, leased_until = NULL \
               WHERE id = ? AND attempts = ?";
    let values = [settled_at.into(), due_at.into(), failure.into(), leased.id.into(), leased.attempts.into()];
    backend.db.execute_raw(statement(&backend.db, sql, values)).await?;
    Ok(())
}

async fn attempt(backend: &Backend, mailer: &Mailer, leased: &Leased) -> Result<Outcome> {
    let found = statement(&backend.db, SELECT, [leased.id.into()]);
    let Some(copy) = Copy::find_by_statement(found).one(&backend.db).await? else {
        return Ok(Outcome::Settled("nobody to send it to".to_owned()));
    };
    let now = backend.clock.now();
    if let Some(reason) = copy.needless() {
        return Ok(Outcome::Settled(reason.to_owned()));
    }
    // `due_at` moves with each retry, and those end within two days.
    if now.0 - leased.due_at > STALE_MS {
        return Ok(Outcome::Settled("too old".to_owned()));
    }
    let files = attachments::of_message(&backend.db, MessageId(copy.message_id)).await?;
    let names: Vec<String> = files.into_iter().map(|file| file.name).collect();
    let letter = match copy.written(mailer, &names, system_time(now)) {
        Ok(letter) => letter,
        Err(reason) => return Ok(Outcome::Settled(reason)),
    };
    // The transport's own limit ends with the connection being made.
    let sent = tokio::time::timeout(mailer.patience, mailer.transport.send(letter)).await;
    let Ok(sent) = sent else {
        tracing::warn!(
            copy = leased.id,
            attempts = leased.attempts,
            "the relay does not answer; an e-mail waits"
        );
        return Ok(Outcome::Retry("no answer in time".to_owned()));
    };
    Ok(match sent {
        Ok(_) => Outcome::Sent,
        Err(reason) if reason.is_permanent() && !is_ours(&reason) => Outcome::Settled(told(&reason)),
        Err(reason) => {
            tracing::warn!(
                copy = leased.id,
                attempts = leased.attempts,
                reason = told(&reason),
                "an e-mail waits"
            );
            Outcome::Retry(told(&reason))
        }
    })
}

/// The relay refuses the portal and not the letter: a wrong password must not cost anybody a copy.
fn is_ours(reason: &lettre::transport::smtp::Error) -> bool {
    let code = reason.status().map(|code| code.to_string()).unwrap_or_default();
    ["502", "503", "504", "521", "530", "534", "535", "538"].contains(&code.as_str())
}

/// The reason with what is behind it: the relay's own words.
fn told(reason: &lettre::transport::smtp::Error) -> String {
    let mut text = reason.to_string();
    let mut cause = std::error::Error::source(reason);
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text.push_str(": ");
            text.push_str(&inner_text);
        }
        cause = inner.source();
    }
    text
}

/// After so many attempts.
fn pause(attempts: i32) -> i64 {
    let times = u32::try_from(attempts - 1).unwrap_or_default().min(10);
    (FIRST_RETRY_MS << (2 * times)).min(LONGEST_RETRY_MS)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_RETRY_MS, MAX_ATTEMPTS, STALE_MS, pause};

    #[test]
    fn retries_come_less_and_less_often_and_end() {
        let pauses: Vec<i64> = (1..MAX_ATTEMPTS).map(|attempts| pause(attempts) / 60_000).collect();
        assert_eq!(pauses[..6], [1, 4, 16, 64, 256, 360]);
        assert!(pauses.iter().all(|pause| *pause * 60_000 <= LONGEST_RETRY_MS));
        let total: i64 = pauses.iter().sum();
        assert!(total * 60_000 < STALE_MS, "the last attempt is not too late: {total} min");
    }
}
