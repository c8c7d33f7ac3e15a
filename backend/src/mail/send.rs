use domain::messages::AlertNews;
use lettre::AsyncTransport as _;
use sea_orm::FromQueryResult as _;

use super::{
    alert_letter::send_alert,
    alert_spread::spread,
    copy::{Copy, select, system_time},
    joined::reader,
    outcome::ended,
    preference::token_of,
    withdrawn::{WITHDRAWN, go_on},
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
    if lease.detail.as_deref() == Some(WITHDRAWN) {
        return go_on(backend, lease).await;
    }
    let alert = lease.detail.as_deref().and_then(AlertNews::from_code);
    let Some(person) = lease.person_id else {
        return match alert {
            Some(news) => spread(backend, lease, news).await,
            None => Ok(Ended::Needless("nobody to send it to".to_owned())),
        };
    };
    let Some(person) = reader(backend, lease, person).await? else {
        return Ok(Ended::Needless("sent to their main record".to_owned()));
    };
    if let Some(news) = alert {
        return send_alert(backend, mailer, lease, (news, person)).await;
    }
    let message = lease.subject()?;
    let found = sql!(&backend.db, select(), person, message);
    let Some(mut copy) = Copy::find_by_statement(found).one(&backend.db).await? else {
        return Ok(Ended::Needless("nobody to send it to".to_owned()));
    };
    let now = backend.clock.now();
    if let Some(reason) = copy.needless() {
        return Ok(Ended::Needless(reason.to_owned()));
    }
    // `due_at` changes with each retry, and retries end within two days.
    if now > lease.due_at.plus(STALE_MS) {
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
    Ok(ended(lease, sent))
}
