use std::{collections::BTreeSet, convert::Infallible, future::Future, sync::Arc, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, KeepAlive, Sse},
};
use backend::{
    Backend,
    revision::{Listener, Scope, Topic},
};
use domain::{PersonId, time::Millis};
use futures::stream;
use tokio::time::Instant;

use crate::door::SessionInUse;

const KEEP_ALIVE: Duration = Duration::from_secs(20);
const DAY: Duration = Duration::from_hours(24);

/// What a page shows now.
pub(super) struct Look {
    pub version: String,
    /// When something next begins or ends by itself.
    pub until: Millis,
    /// What the page has to hear of.
    pub concerns: BTreeSet<(Topic, Scope)>,
}

/// An open page: whose it is, and how it hears of changes.
struct Page {
    backend: Arc<Backend>,
    session: SessionInUse,
    person: PersonId,
    /// The version that the browser shows.
    shown: String,
    listener: Listener,
    /// While a message goes out to a hundred thousand people, inboxes change ten times a second: a
    /// page of messages looks at most once in this time.
    at_most_every: Duration,
    looked: Option<(Instant, Millis)>,
}

impl Page {
    /// When the session ends while the page is open, the stream ends too.
    async fn is_signed_in(&self) -> bool {
        let (backend, now) = (&self.backend, self.backend.clock.now());
        matches!(backend.sessions.person(&backend.db, &self.session.0, now).await, Ok(Some(_)))
    }

    /// Waits until there may be something new.
    async fn wait(&self) {
        let Some((at, until)) = self.looked else { return };
        let left = u64::try_from(until.0.saturating_sub(self.backend.clock.now().0)).unwrap_or_default();
        tokio::select! {
            () = self.listener.woken() => tokio::time::sleep_until(at + self.at_most_every).await,
            () = tokio::time::sleep(Duration::from_millis(left).min(DAY)) => {}
        }
    }

    /// Looks again when the page starts to listen to something: a change may have come before.
    async fn look<F, Fut>(&mut self, look: &F) -> Option<Look>
    where
        F: Fn(Arc<Backend>) -> Fut,
        Fut: Future<Output = backend::Result<Look>> + Send,
    {
        loop {
            let found = look(Arc::clone(&self.backend)).await.ok()?;
            let mut concerns = found.concerns.clone();
            concerns.insert((Topic::Sessions, Scope::Person(self.person)));
            if !self.listener.listen(concerns) {
                return Some(found);
            }
        }
    }
}

/// Sends an event each time `look` returns another version than the last one sent. It looks when
/// something changes that the page has to hear of, at the instant when something begins or ends by
/// itself, and at most once in `at_most_every`.
pub(super) fn changes<F, Fut>(
    backend: &Arc<Backend>,
    (session, person): (SessionInUse, PersonId),
    shown: String,
    at_most_every: Duration,
    look: F,
) -> Response
where
    F: Fn(Arc<Backend>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = backend::Result<Look>> + Send,
{
    let page = Page {
        listener: backend.hub.listener(),
        backend: Arc::clone(backend),
        session,
        person,
        shown,
        at_most_every,
        looked: None,
    };
    let look = Arc::new(look);
    let stream = stream::unfold(page, move |mut page| {
        let look = Arc::clone(&look);
        async move {
            loop {
                page.wait().await;
                if !page.is_signed_in().await {
                    return None;
                }
                let at = Instant::now();
                let found = page.look(&*look).await?;
                page.looked = Some((at, found.until));
                if found.version != page.shown {
                    page.shown.clone_from(&found.version);
                    return Some((Ok::<_, Infallible>(Event::default().data(found.version)), page));
                }
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}
