use std::{collections::BTreeSet, convert::Infallible, future::Future, sync::Arc, time::Duration};

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use backend::{
    Backend,
    revision::{Listener, Scope, Topic},
};
use bytes::Bytes;
use domain::{PersonId, time::Millis};
use futures::stream;
use http::{HeaderName, header};
use tokio::time::Instant;

use crate::door::SessionInUse;

/// A page that is told nothing hears at least that the stream goes on. Proxies close a connection
/// that says nothing for a minute, and each of these costs a wake.
const KEEP_ALIVE: Duration = Duration::from_secs(55);
/// How much earlier that may be, so that the pages that opened together do not wake together.
const SPREAD_MS: u64 = 15_000;
const DAY: Duration = Duration::from_hours(24);

/// What a page shows now.
pub(super) struct Look {
    pub version: String,
    /// When something next begins or ends by itself.
    pub until: Millis,
    /// What the page has to hear of.
    pub concerns: BTreeSet<(Topic, Scope)>,
    /// The event, if it carries what is new; otherwise it names the version, and the page asks.
    pub event: Option<Bytes>,
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
    /// When the stream must say something.
    silent_until: Instant,
}

/// Why a page stops waiting.
enum Woken {
    /// There may be something new.
    Look,
    KeepAlive,
}

/// What a page finds when it looks.
enum News {
    /// It shows everything already.
    Nothing,
    Event(Bytes),
    /// Its reader is signed out, or may no longer see it.
    Over,
}

impl Page {
    /// When the session ends while the page is open, the stream ends too.
    async fn is_signed_in(&self) -> bool {
        let (backend, now) = (&self.backend, self.backend.clock.now());
        matches!(backend.sessions.person(&backend.db, &self.session.0, now).await, Ok(Some(_)))
    }

    async fn wait(&self) -> Woken {
        let Some((at, until)) = self.looked else { return Woken::Look };
        let left = u64::try_from(until.0.saturating_sub(self.backend.clock.now().0)).unwrap_or_default();
        let turns = Instant::now() + Duration::from_millis(left).min(DAY);
        tokio::select! {
            () = self.listener.woken() => {
                tokio::time::sleep_until(at + self.at_most_every).await;
                Woken::Look
            }
            () = tokio::time::sleep_until(turns.min(self.silent_until)) => {
                if turns < self.silent_until { Woken::Look } else { Woken::KeepAlive }
            }
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

    /// What the page is told now.
    async fn news<F, Fut>(&mut self, look: &F) -> News
    where
        F: Fn(Arc<Backend>) -> Fut,
        Fut: Future<Output = backend::Result<Look>> + Send,
    {
        if !self.is_signed_in().await {
            return News::Over;
        }
        let at = Instant::now();
        let Some(found) = self.look(look).await else { return News::Over };
        self.looked = Some((at, found.until));
        if found.version == self.shown {
            return News::Nothing;
        }
        let event = found.event.unwrap_or_else(|| event(&found.version));
        self.shown = found.version;
        News::Event(event)
    }

    /// The stream speaks: it may be silent again for some time.
    fn says(mut self, what: Bytes) -> (Result<Bytes, Infallible>, Self) {
        let earlier = Duration::from_millis(self.person.0.unsigned_abs() % SPREAD_MS);
        self.silent_until = Instant::now() + KEEP_ALIVE - earlier;
        (Ok(what), self)
    }
}

/// An event with one line of data.
fn event(data: &str) -> Bytes {
    format!("data: {data}\n\n").into()
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
        silent_until: Instant::now() + KEEP_ALIVE,
    };
    let look = Arc::new(look);
    let stream = stream::unfold(page, move |mut page| {
        let look = Arc::clone(&look);
        async move {
            loop {
                match page.wait().await {
                    Woken::KeepAlive => return Some(page.says(Bytes::from_static(b":\n\n"))),
                    // In a box: thousands of pages wait, and few of them look at a time.
                    Woken::Look => match Box::pin(page.news(&*look)).await {
                        News::Nothing => {}
                        News::Event(event) => return Some(page.says(event)),
                        News::Over => return None,
                    },
                }
            }
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-cache"),
        // nginx would collect the events.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, Body::from_stream(stream)).into_response()
}
