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
use backend::{
    access::Caller,
    directory::runs::{self, RunState},
};
use futures::stream;
use http::{HeaderMap, StatusCode};

use crate::{
    AppState,
    extract::Segment,
    forms::caller,
    refusal::{self, Refusal},
};

/// The page loads itself again at each event: often enough to see the bar move.
const BETWEEN_EVENTS: Duration = Duration::from_secs(2);
/// How often the run is looked at in that time: its end is told soon.
const LOOKS_PER_EVENT: u32 = 4;
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
    runs::state(&state.backend, &caller, id).await.map_err(refusal::of)?;
    if headers.get("last-event-id").is_some_and(|last| last == LAST_EVENT) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let followed = Followed { state, caller, id };
    let events = stream::unfold(Some(followed), |followed| async move {
        let followed = followed?;
        Some(if followed.goes_on().await {
            (event("suite"), Some(followed))
        } else {
            (event(LAST_EVENT), None)
        })
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()).into_response())
}

/// A run that somebody follows, in whichever process it goes on.
struct Followed {
    state: AppState,
    caller: Caller,
    id: i64,
}

impl Followed {
    /// Waits for the time between two events, or for the end of the run.
    async fn goes_on(&self) -> bool {
        for _ in 0..LOOKS_PER_EVENT {
            match runs::state(&self.state.backend, &self.caller, self.id).await {
                Ok(RunState::Running(_)) => tokio::time::sleep(BETWEEN_EVENTS / LOOKS_PER_EVENT).await,
                Ok(_) => return false,
                Err(reason) => {
                    tracing::warn!(%reason, run = self.id, "an import cannot be followed any more");
                    return false;
                }
            }
        }
        true
    }
}

/// The event says only that there is news; the page reads it where its rights are checked.
#[allow(clippy::unnecessary_wraps, reason = "as the stream wants it")]
fn event(id: &str) -> Result<Event, Infallible> {
    Ok(Event::default().id(id).data("avancement"))
}
