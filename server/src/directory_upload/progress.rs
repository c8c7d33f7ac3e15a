use std::{convert::Infallible, time::Duration};

use app::{AppError, server_side::SignedInPerson};
use axum::{
    Extension,
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use backend::directory::{import::Progress, runs};
use futures::stream;
use http::{HeaderMap, StatusCode};
use tokio::sync::watch;

use crate::{
    AppState,
    extract::Segment,
    forms::caller,
    refusal::{self, Refusal},
};

/// The page loads itself again at each event: often enough to see the bar move.
const BETWEEN_EVENTS: Duration = Duration::from_secs(2);
/// The identity of the last event of a run; a browser that reconnects names it.
const LAST_EVENT: &str = "fin";

/// `GET /administration/annuaire/{id}/evenements`: an event from time to time while the run goes
/// on, and at once when it is over. A browser that comes back after that is sent away for good.
pub async fn events(
    State(state): State<AppState>,
    person: Option<Extension<SignedInPerson>>,
    Segment(id): Segment,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let caller = caller(&state, person).await?;
    let id: i64 = id.parse().map_err(|_| Refusal(AppError::NotFound))?;
    runs::state(&state.backend, &caller, &state.imports, id).await.map_err(refusal::of)?;
    if headers.get("last-event-id").is_some_and(|last| last == LAST_EVENT) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let followed = state.imports.watch(id);
    let events = stream::unfold(Some(followed), |followed| async move {
        let Some(mut progress) = followed? else { return Some((event(LAST_EVENT), None)) };
        Some(if goes_on(&mut progress).await {
            (event("suite"), Some(Some(progress)))
        } else {
            (event(LAST_EVENT), None)
        })
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()).into_response())
}

/// Waits for the time between two events, or for the end of the run.
async fn goes_on(progress: &mut watch::Receiver<Progress>) -> bool {
    let over = async { while progress.changed().await.is_ok() {} };
    tokio::time::timeout(BETWEEN_EVENTS, over).await.is_err()
}

/// The event says only that there is news; the page reads it where its rights are checked.
#[allow(clippy::unnecessary_wraps, reason = "as the stream wants it")]
fn event(id: &str) -> Result<Event, Infallible> {
    Ok(Event::default().id(id).data("avancement"))
}
