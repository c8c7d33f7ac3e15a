use lettre::AsyncTransport as _;
use sea_orm::FromQueryResult as _;

use super::{
    copy::{Copy, select, system_time},
    preference::token_of,
};
use crate::{
    Backend, Result, files,
    ground::sql::sql,
    queue::{Ended, Lease},
};

/// An older copy is not sent: the portal had no relay for so long that nobody wants it any more.
const STALE_MS: i64 = 4 * 24 * 60 * 60_000;

/// Sends the copy of a job, unless it is no longer needed.
pub(crate) async fn send(backend: &Backend, lease: &Lease) -> Result<Ended> {
    let Some(mailer) = &backend.mail else { return Ok(Ended::Failed("no relay".to_owned())) };
    let (person, message) = (lease.person_id, lease.subject()?);
    let found = sql!(&backend.db, select(), person, message, yes = true);
    let Some(mut copy) = Copy::find_by_statement(found).one(&backend.db).await? else {
        return Ok(Ended::Needless("nobody to send it to".to_owned()));
    };
    let now = backend.clock.now();
    if let Some(reason) = copy.needless() {
        return Ok(Ended::Needless(reason.to_owned()));
    }
    // `due_at` changes with each retry, and retries end within two days.
    if now.0 - lease.due_at > STALE_MS {
        return Ok(Ended::Needless("too old".to_owned()));
    }
    if copy.token.is_none() {
        copy.token = Some(token_of(backend, copy.person_id).await?);
    }
    let files = files::of(&backend.db, copy.message_id).await?;
    let names: Vec<String> = files.into_iter().map(|file| file.name).collect();
    let letter = match copy.written(mailer, &names, system_time(now)) {
        Ok(letter) => letter,
        Err(reason) => return Ok(Ended::Refused(reason)),
    };
    // The transport's own limit only covers connecting.
    let sent = tokio::time::timeout(mailer.patience, mailer.transport.send(letter)).await;
    Ok(match sent {
        Err(_) => waits(lease, "no answer in time".to_owned()),
        Ok(Ok(_)) => Ended::Done,
        Ok(Err(reason)) if reason.is_permanent() && !is_ours(&reason) => {
            Ended::Refused(reason_with_cause(&reason))
        }
        Ok(Err(reason)) => waits(lease, reason_with_cause(&reason)),
    })
}

fn waits(lease: &Lease, reason: String) -> Ended {
    tracing::warn!(job = lease.id, failures = lease.failures + 1, reason, "an e-mail could not be sent yet");
    Ended::Failed(reason)
}

/// The relay refuses the portal and not the letter: a wrong password must not lose anybody's copy.
pub(super) fn is_ours(reason: &lettre::transport::smtp::Error) -> bool {
    let code = reason.status().map(|code| code.to_string()).unwrap_or_default();
    ["502", "503", "504", "521", "530", "534", "535", "538"].contains(&code.as_str())
}

/// The reason with its cause, which contains the relay's own words.
pub(super) fn reason_with_cause(reason: &lettre::transport::smtp::Error) -> String {
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
