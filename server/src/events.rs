//! Pages that follow by themselves: server-sent events that say "there is something new".

use std::{convert::Infallible, future::Future, sync::Arc, time::Duration};

use app::{AppError, server_side::SignedInPerson};
use axum::{
    Extension,
    extract::State,
    http::HeaderMap,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use backend::{Backend, access::Caller, revision::Revisions};
use domain::{CommunicationId, PersonId, time::Millis};
use futures::stream;
use serde::Deserialize;
use tokio::{sync::watch, time::Instant};

use crate::{
    AppState,
    extract::{Asked, Segment},
    refusal::Refusal,
    session,
};

const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// While a message goes out to a hundred thousand people, inboxes move ten times a second: a page
/// looks again once.
const MESSAGES_AT_MOST_EVERY: Duration = Duration::from_secs(1);

#[derive(Deserialize)]
pub struct Shown {
    /// The version that the page shows.
    #[serde(default)]
    version: String,
}

/// `GET /api/announcements/flux`
pub async fn announcements(
    State(state): State<AppState>,
    person: Option<Extension<SignedInPerson>>,
    headers: HeaderMap,
    Asked(shown): Asked<Shown>,
) -> Response {
    let Some(Extension(SignedInPerson(person))) = person else {
        return Refusal(AppError::SignedOut).into_response();
    };
    let session = Session::of(&headers, state.secure);
    changes(Arc::clone(&state.backend), session, shown.version, move |backend| async move {
        let page = backend::home::announcements_for(&backend, person).await?;
        Ok((page.version.clone(), page.valid_until))
    })
}

/// `GET /messagerie/flux`: each event is the version that `backend::messages::version_of` tells.
/// Whoever names none is told at once.
pub async fn inbox(
    State(state): State<AppState>,
    person: Option<Extension<SignedInPerson>>,
    headers: HeaderMap,
    Asked(shown): Asked<Shown>,
) -> Response {
    let Some(Extension(SignedInPerson(person))) = person else {
        return Refusal(AppError::SignedOut).into_response();
    };
    let session = Session::of(&headers, state.secure);
    changes(Arc::clone(&state.backend), session, shown.version, move |backend| async move {
        let version = backend::messages::version_of(&backend, person).await?;
        Ok((version, Millis(i64::MAX)))
    })
}

/// `GET /communications/{id}/evenements`
pub async fn communication(
    State(state): State<AppState>,
    person: Option<Extension<SignedInPerson>>,
    Segment(id): Segment,
    headers: HeaderMap,
    Asked(shown): Asked<Shown>,
) -> Response {
    let Some(Extension(SignedInPerson(person))) = person else {
        return Refusal(AppError::SignedOut).into_response();
    };
    let Ok(id) = id.parse::<CommunicationId>() else { return Refusal(AppError::NotFound).into_response() };
    if let Err(reason) = version_of(&state.backend, person, id).await {
        return crate::refusal::of(reason).into_response();
    }
    let session = Session::of(&headers, state.secure);
    changes(Arc::clone(&state.backend), session, shown.version, move |backend| async move {
        version_of(&backend, person, id).await
    })
}

async fn version_of(
    backend: &Backend,
    person: PersonId,
    id: CommunicationId,
) -> backend::Result<(String, Millis)> {
    let caller = Caller::load(&backend.db, person).await?;
    backend::communications::version_of(backend, &caller, id).await
}

/// The session that a stream was opened with.
struct Session(String);

impl Session {
    fn of(headers: &HeaderMap, secure: bool) -> Self {
        Self(session::token(headers, secure).unwrap_or_default().to_owned())
    }

    async fn is_open(&self, backend: &Backend) -> bool {
        let person = backend.sessions.person(&backend.db, &self.0, backend.clock.now()).await;
        matches!(person, Ok(Some(_)))
    }
}

/// When a stream last looked, and what it knew then.
#[derive(Clone, Copy)]
struct Looked {
    seen: Revisions,
    at: Instant,
    /// When things change by themselves.
    until: Millis,
}

/// An event each time `look` finds another version than the last one told: when a revision moves,
/// and when the instant comes at which things change by themselves.
fn changes<F, Fut>(backend: Arc<Backend>, session: Session, shown: String, look: F) -> Response
where
    F: Fn(Arc<Backend>) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = backend::Result<(String, Millis)>> + Send,
{
    let revisions = backend.watch();
    let start = (backend, session, shown, revisions, None::<Looked>);
    let stream = stream::unfold(start, move |(backend, session, shown, mut revisions, mut looked)| {
        let look = look.clone();
        async move {
            loop {
                if let Some(Looked { seen, at, until }) = looked {
                    let wait =
                        u64::try_from(until.0.saturating_sub(backend.clock.now().0)).unwrap_or_default();
                    tokio::select! {
                        moved = moved(&mut revisions, seen, at) => moved?,
                        () = tokio::time::sleep(Duration::from_millis(wait.min(24 * 60 * 60 * 1_000))) => {}
                    }
                }
                let (seen, at) = (*revisions.borrow_and_update(), Instant::now());
                // The session or the right to look may end while the page is open: so does the stream.
                if !session.is_open(&backend).await {
                    return None;
                }
                let (version, until) = look(Arc::clone(&backend)).await.ok()?;
                looked = Some(Looked { seen, at, until });
                if version != shown {
                    let event = Event::default().data(&version);
                    return Some((
                        Ok::<_, Infallible>(event),
                        (backend, session, version, revisions, looked),
                    ));
                }
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}

/// Waits until something else than what was `seen` is there; where nothing but messages moved, not
/// sooner than they are looked at again. `None` when there will be nothing any more.
async fn moved(revisions: &mut watch::Receiver<Revisions>, seen: Revisions, at: Instant) -> Option<()> {
    let only_messages = |now: &Revisions| Revisions { messages: seen.messages, ..*now } == seen;
    let now = *revisions.wait_for(|now| *now != seen).await.ok()?;
    let again = at + MESSAGES_AT_MOST_EVERY;
    if only_messages(&now) && Instant::now() < again {
        tokio::select! {
            other = revisions.wait_for(|now| !only_messages(now)) => { other.ok()?; }
            () = tokio::time::sleep_until(again) => {}
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[tokio::test]
    async fn messages_are_looked_at_once_a_second_and_anything_else_at_once() {
        let seen = Revisions::default();
        let (send, mut receive) = watch::channel(seen);
        let (now, before) = (Instant::now(), Instant::now() - MESSAGES_AT_MOST_EVERY);
        assert!(moved(&mut receive, seen, before).now_or_never().is_none(), "nothing has moved");
        send.send_modify(|revisions| revisions.messages += 1);
        assert!(moved(&mut receive, seen, now).now_or_never().is_none(), "it was looked at just now");
        assert_eq!(moved(&mut receive, seen, before).now_or_never(), Some(Some(())), "a second ago");
        send.send_modify(|revisions| revisions.board += 1);
        assert_eq!(
            moved(&mut receive, seen, now).now_or_never(),
            Some(Some(())),
            "an announcement waits not"
        );
        drop(send);
        let last = *receive.borrow();
        assert_eq!(moved(&mut receive, last, now).now_or_never(), Some(None), "the end");
    }
}
