use domain::{CommunicationId, RequestId, access::RequestEvent};

use crate::{
    Backend, Required, Result, agenda,
    delivery::{self, Event},
    notifications::{self, Post},
    queue::{self, Kind, Lease},
    spaces, transaction,
};

/// Notifies those concerned of what happened to a communication or to a request for a role, and ends the job
/// in the same transaction.
pub(super) async fn tell(backend: &Backend, lease: &Lease) -> Result<()> {
    if spaces::is_of_article(lease) {
        spaces::tell_of_article(backend, lease).await?;
        backend.queue.wake(Kind::Mail);
        return backend.refresh().await;
    }
    if is_of_event(lease) {
        match lease.detail.as_deref() {
            Some(agenda::EVENT_CORRECTED) => agenda::about_correction(backend, lease).await?,
            Some(agenda::EVENT_ENDED) => agenda::about_end(backend, lease).await?,
            Some(detail) if detail.starts_with(agenda::EVENT_DATE) => {
                agenda::about_date(backend, lease).await?;
            }
            Some(detail) if detail.starts_with(agenda::EVENT_HOLIDAYS) => {
                agenda::about_holidays(backend, lease).await?;
            }
            _ => agenda::about_event(backend, lease).await?,
        }
        backend.queue.wake(Kind::Mail);
        return backend.refresh().await;
    }
    if lease.detail.as_deref().is_some_and(|detail| detail.starts_with(agenda::HOLIDAYS_ENTERED)) {
        agenda::replan(backend, lease).await?;
        backend.queue.wake(Kind::Mail);
        backend.queue.wake(Kind::Tell);
        return backend.refresh().await;
    }
    let (db, now) = (&backend.db, backend.clock.now());
    let posts = match lease.detail.as_deref().and_then(RequestEvent::from_code) {
        Some(event) => {
            let about = (RequestId(lease.subject()?), event);
            notifications::about_request(db, now, about, &lease.key).await?
        }
        None => about_communication(backend, lease).await?,
    };
    transaction!(db, |tx| {
        // Otherwise the process that holds the job by now notifies them.
        if queue::finish(tx, lease, now, None).await? {
            for post in &posts {
                delivery::post(tx, now, post.letter.clone(), &post.people).await?;
                delivery::told(tx, now, &post.concerns).await?;
            }
        }
        Ok(())
    })?;
    backend.queue.wake(Kind::Mail);
    backend.refresh().await
}

fn is_of_event(lease: &Lease) -> bool {
    let of_event = [agenda::EVENT_PUBLISHED, agenda::EVENT_CORRECTED, agenda::EVENT_ENDED];
    let with_dates = [agenda::EVENT_DATE, agenda::EVENT_HOLIDAYS];
    let is_of_event =
        |detail: &str| of_event.contains(&detail) || with_dates.iter().any(|of| detail.starts_with(of));
    lease.detail.as_deref().is_some_and(is_of_event)
}

async fn about_communication(backend: &Backend, lease: &Lease) -> Result<Vec<Post>> {
    let (db, now) = (&backend.db, backend.clock.now());
    let id = CommunicationId(lease.subject()?);
    let event = lease.detail.as_deref().and_then(Event::from_code);
    let event = event.required(format_args!("the event of job {}", lease.id))?;
    match event {
        Event::Deployed => notifications::deployed(db, now, id).await,
        Event::Failed => notifications::failed(db, now, id).await,
        Event::Concerned { .. } => notifications::concerned(db, now, id).await,
        Event::Moved { .. } => notifications::moved(db, now, id).await,
        Event::Cancelled => {
            let by = lease.person_id.required(format_args!("the person of job {}", lease.id))?;
            notifications::cancelled(db, now, id, by).await
        }
    }
}
