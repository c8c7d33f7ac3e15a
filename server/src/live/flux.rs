use std::{convert::Infallible, sync::Arc, time::Duration};

use app::AppError;
use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use backend::shares::Shares;
use bytes::{Bytes, BytesMut};
use domain::PersonId;
use futures::{Stream, StreamExt as _, future, stream};
use http::{HeaderName, header};

use super::{
    changes::{Followed, Heard},
    shown::Shown,
    topic::Topic,
};
use crate::{
    AppState,
    door::{Person, Query, SessionInUse},
    refusal::{self, Refusal},
};

/// A page that is told nothing hears at least that the stream goes on. Proxies close a connection
/// that says nothing for a minute, and each of these costs a wake.
const GREETED_EVERY: Duration = Duration::from_secs(55);
/// How much earlier that may be, so that the pages that opened together do not wake together.
const EARLIER_MS: u64 = 15_000;

const EVENTS: &str = "text/event-stream";

/// `GET /flux`: everything that a page follows, in one stream. The first event says that the stream
/// gets through.
pub async fn stream(
    State(state): State<AppState>,
    Person(person): Person,
    session: SessionInUse,
    Query(shown): Query<Shown>,
) -> Result<Response, Refusal> {
    let topics = shown.topics().ok_or(Refusal(AppError::NotFound))?;
    for (topic, _) in topics.iter().filter(|(topic, _)| topic.needs_a_right()) {
        look(&state, person, *topic).await?;
    }
    let followed = topics
        .into_iter()
        .map(|about| Followed::new(&state.backend, (session.clone(), person), about).events().boxed());
    let heard = stream::select(greetings(state.held.streams.clone(), person), stream::select_all(followed));
    let events = heard
        .take_while(|heard| future::ready(matches!(heard, Heard::Event(_))))
        .filter_map(|heard| future::ready(if let Heard::Event(event) = heard { Some(event) } else { None }))
        .map(Ok::<Bytes, Infallible>);
    let headers = [
        (header::CONTENT_TYPE, EVENTS),
        // Something on the way that compresses it would collect the events, too.
        (header::CACHE_CONTROL, "no-store, no-transform"),
        // nginx would collect the events.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(events)).into_response())
}

/// `GET /flux/etat`: the events that a stream would begin with, and nothing more: for a page that no
/// stream reaches, and for one that was refused and wants to know why.
pub async fn state(
    State(state): State<AppState>,
    Person(person): Person,
    Query(shown): Query<Shown>,
) -> Result<Response, Refusal> {
    let topics = shown.topics().ok_or(Refusal(AppError::NotFound))?;
    let mut events = BytesMut::from(&greeting(&state.held.streams)[..]);
    for (topic, shown) in topics {
        let found = topic.look(Arc::clone(&state.backend), person).await.map_err(refusal::of)?;
        if !topic.is_shown(&shown, &found.version) {
            events.extend_from_slice(&topic.event(&found));
        }
    }
    Ok(([(header::CONTENT_TYPE, EVENTS)], events.freeze()).into_response())
}

async fn look(state: &AppState, person: PersonId, topic: Topic) -> Result<(), Refusal> {
    topic.look(Arc::clone(&state.backend), person).await.map(|_| ()).map_err(refusal::of)
}

/// The first event of a stream, and those that follow while nothing else is said.
fn greetings(streams: Shares<PersonId>, person: PersonId) -> impl Stream<Item = Heard> + Send {
    let pause = GREETED_EVERY.saturating_sub(Duration::from_millis(person.0.unsigned_abs() % EARLIER_MS));
    stream::unfold((streams, false), move |(streams, greeted)| async move {
        if greeted {
            tokio::time::sleep(pause).await;
        }
        let event = greeting(&streams);
        Some((Heard::Event(event), (streams, true)))
    })
}

/// It tells a page within how many milliseconds to reconnect, at a random instant, when the connection
/// is lost.
fn greeting(streams: &Shares<PersonId>) -> Bytes {
    format!("event: bonjour\ndata:{}\n\n", spread_ms(streams.held_in_all())).into()
}

/// Some hundred pages reconnect within three seconds; thousands do so over half a minute.
fn spread_ms(open: u64) -> u64 {
    open.saturating_mul(3).clamp(3_000, 30_000)
}

#[cfg(test)]
mod tests {
    use super::spread_ms;

    #[test]
    fn few_pages_return_soon_and_many_do_not_return_together() {
        assert_eq!([0, 200, 1_000].map(spread_ms), [3_000; 3]);
        assert_eq!(spread_ms(5_000), 15_000);
        assert_eq!([10_000, u64::MAX].map(spread_ms), [30_000; 2]);
    }
}
