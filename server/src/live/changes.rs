use std::{sync::Arc, time::Duration};

use backend::{
    Backend, Error,
    request::{self, Request},
    revision::{Listener, Scope, Topic as Changed},
};
use bytes::Bytes;
use domain::{PersonId, time::Millis};
use futures::{Stream, stream};
use tokio::time::Instant;

use super::{look::Look, topic::Topic};
use crate::door::SessionInUse;

const DAY: Duration = Duration::from_hours(24);

/// What the stream of a page hears.
pub(super) enum Heard {
    Event(Bytes),
    /// The session has ended, or the state cannot be read: the page has to ask again.
    Over,
}

/// One topic of an open page: whose it is, and how it hears of changes.
pub(super) struct Followed {
    backend: Arc<Backend>,
    session: SessionInUse,
    person: PersonId,
    topic: Topic,
    /// The version that the browser shows.
    shown: String,
    listener: Listener,
    /// What was asked for: its language is that of the events.
    request: Option<Request>,
    looked: Option<(Instant, Millis)>,
}

/// What a page finds when it looks.
enum News {
    Nothing,
    Event(Bytes),
    /// Its reader may no longer see it.
    Gone,
    Over,
}

impl Followed {
    pub fn new(
        backend: &Arc<Backend>,
        (session, person): (SessionInUse, PersonId),
        (topic, shown): (Topic, String),
    ) -> Self {
        let (backend, listener) = (Arc::clone(backend), backend.hub.listener());
        Self { backend, session, person, topic, shown, listener, request: request::current(), looked: None }
    }

    /// An event each time the topic has another version than the last one sent. It is looked at when
    /// something changes that the page has to hear of, and at the instant when something begins or
    /// ends by itself.
    pub fn events(self) -> impl Stream<Item = Heard> + Send {
        stream::unfold(Some(self), |followed| async move {
            let mut followed = followed?;
            loop {
                followed.wait().await;
                // In a box: thousands of pages wait, and few of them look at a time.
                let request = followed.request.clone();
                let news = Box::pin(followed.news());
                let news = match request {
                    Some(request) => request.scope(news).await,
                    None => news.await,
                };
                match news {
                    News::Nothing => {}
                    News::Event(event) => return Some((Heard::Event(event), Some(followed))),
                    News::Gone => return Some((Heard::Event(followed.topic.over()), None)),
                    News::Over => return Some((Heard::Over, None)),
                }
            }
        })
    }

    /// When the session ends while the page is open, the stream ends too.
    async fn is_signed_in(&self) -> bool {
        let (backend, now) = (&self.backend, self.backend.clock.now());
        matches!(backend.sessions.person(&backend.db, &self.session.0, now).await, Ok(Some(_)))
    }

    async fn wait(&self) {
        let Some((at, until)) = self.looked else { return };
        let left = u64::try_from(until.0.saturating_sub(self.backend.clock.now().0)).unwrap_or_default();
        tokio::select! {
            () = self.listener.woken() => tokio::time::sleep_until(at + self.topic.at_most_every()).await,
            () = tokio::time::sleep(Duration::from_millis(left).min(DAY)) => {}
        }
    }

    /// Looks again when the page starts to listen to something: a change may have come before.
    async fn look(&mut self) -> Result<Look, Error> {
        loop {
            let found = self.topic.look(Arc::clone(&self.backend), self.person).await?;
            let mut concerns = found.concerns.clone();
            concerns.insert((Changed::Sessions, Scope::Person(self.person)));
            if !self.listener.listen(concerns) {
                return Ok(found);
            }
        }
    }

    /// What the page is told now.
    async fn news(&mut self) -> News {
        if !self.is_signed_in().await {
            return News::Over;
        }
        let at = Instant::now();
        let found = match self.look().await {
            Ok(found) => found,
            Err(reason) if of_the_topic(&reason) => return News::Gone,
            Err(_) => return News::Over,
        };
        self.looked = Some((at, found.until));
        if self.topic.is_shown(&self.shown, &found.version) {
            self.shown = found.version;
            return News::Nothing;
        }
        let event = self.topic.event(&found);
        self.shown = found.version;
        News::Event(event)
    }
}

/// Whether only this topic is refused, by a missing right.
fn of_the_topic(reason: &Error) -> bool {
    matches!(
        reason,
        Error::NotFound
            | Error::Forbidden(_)
            | Error::AdministratorOnly
            | Error::RightsAdministratorOnly
            | Error::SecondFactorMissing
    )
}
