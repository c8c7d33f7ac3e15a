use std::{convert::Infallible, future::Future, sync::Arc, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, KeepAlive, Sse},
};
use backend::{Backend, revision::Revisions};
use domain::time::Millis;
use futures::stream;
use tokio::{sync::watch, time::Instant};

use crate::door::SessionInUse;

const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// While a message goes out to a hundred thousand people, inboxes change ten times a second: a page
/// checks at most once a second.
const MESSAGES_AT_MOST_EVERY: Duration = Duration::from_secs(1);

async fn is_open(session: &SessionInUse, backend: &Backend) -> bool {
    let person = backend.sessions.person(&backend.db, &session.0, backend.clock.now()).await;
    matches!(person, Ok(Some(_)))
}

/// When a stream last checked, and the revisions at that time.
#[derive(Clone, Copy)]
struct LastLook {
    seen: Revisions,
    at: Instant,
    /// When something next begins or ends by itself.
    until: Millis,
}

/// Sends an event each time `look` returns another version than the last one sent. It looks when a
/// revision changes, and at the instant when something begins or ends by itself.
pub(super) fn changes<F, Fut>(
    backend: Arc<Backend>,
    session: SessionInUse,
    shown: String,
    look: F,
) -> Response
where
    F: Fn(Arc<Backend>) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = backend::Result<(String, Millis)>> + Send,
{
    let revisions = backend.watch();
    let start = (backend, session, shown, revisions, None::<LastLook>);
    let stream = stream::unfold(start, move |(backend, session, shown, mut revisions, mut looked)| {
        let look = look.clone();
        async move {
            loop {
                if let Some(LastLook { seen, at, until }) = looked {
                    let wait =
                        u64::try_from(until.0.saturating_sub(backend.clock.now().0)).unwrap_or_default();
                    tokio::select! {
                        moved = moved(&mut revisions, seen, at) => moved?,
                        () = tokio::time::sleep(Duration::from_millis(wait.min(24 * 60 * 60 * 1_000))) => {}
                    }
                }
                let (seen, at) = (*revisions.borrow_and_update(), Instant::now());
                // When the session or the right to look ends while the page is open, the stream
                // ends too.
                if !is_open(&session, &backend).await {
                    return None;
                }
                let (version, until) = look(Arc::clone(&backend)).await.ok()?;
                looked = Some(LastLook { seen, at, until });
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

/// Waits until the revisions differ from `seen`; if only messages changed, waits at least until
/// they may be checked again. `None` when no further revision will come.
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
    async fn messages_are_checked_once_a_second_and_everything_else_at_once() {
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
            "an announcement is not delayed"
        );
        drop(send);
        let last = *receive.borrow();
        assert_eq!(moved(&mut receive, last, now).now_or_never(), Some(None), "the end");
    }
}
