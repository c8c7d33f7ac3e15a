use std::{convert::Infallible, time::Duration};

use axum::{
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
    door::{CallerOf, Segment},
    refusal::{self, Refusal},
};

/// The page reloads at each event: often enough to see the bar move.
const BETWEEN_EVENTS: Duration = Duration::from_secs(2);
/// How often the run is checked in that time, so that its end is shown soon.
const LOOKS_PER_EVENT: u32 = 4;
/// The id of the last event of a run; a browser that reconnects sends it back.
const LAST_EVENT: &str = "fin";

/// `GET /administration/annuaire/{id}/evenements`: an event every two seconds while the import
/// runs, and at once when it ends. A browser that reconnects after that is told to stop
/// reconnecting.
pub async fn import(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(id): Segment<i64>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    runs::state(&state.backend, &caller, id).await.map_err(refusal::of)?;
    if headers.get("last-event-id").is_some_and(|last| last == LAST_EVENT) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let followed = FollowedImport { state, caller, id };
    let events = stream::unfold(Some(followed), |followed| async move {
        let followed = followed?;
        Some(if followed.still_runs().await {
            (event("suite"), Some(followed))
        } else {
            (event(LAST_EVENT), None)
        })
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()).into_response())
}

/// A run that somebody follows, whichever process runs it.
struct FollowedImport {
    state: AppState,
    caller: Caller,
    id: i64,
}

impl FollowedImport {
    /// Waits for the time between two events or for the end of the run.
    async fn still_runs(&self) -> bool {
        for _ in 0..LOOKS_PER_EVENT {
            match runs::state(&self.state.backend, &self.caller, self.id).await {
                Ok(RunState::Running(_)) => tokio::time::sleep(BETWEEN_EVENTS / LOOKS_PER_EVENT).await,
                Ok(_) => return false,
                Err(reason) => {
                    tracing::warn!(%reason, run = self.id, "the progress of an import can no longer be read");
                    return false;
                }
            }
        }
        true
    }
}

/// The event says only that there is news; the page then reads it, with the usual check of rights.
#[allow(clippy::unnecessary_wraps, reason = "as the stream wants it")]
fn event(id: &str) -> Result<Event, Infallible> {
    Ok(Event::default().id(id).data("avancement"))
}
