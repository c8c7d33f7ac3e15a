//! Calendars for other programs, as iCalendar.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::agenda::{self, Feed, FeedOf};
use domain::EventId;

use crate::{
    AppState,
    door::{CallerOf, Segment},
    refusal::{self, Refusal},
};

const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

/// `GET /agenda/flux/{jeton}`: a person's calendar. Whoever knows the address reads it, so it is kept
/// by the asking program alone, and no search engine lists it.
pub async fn calendar(
    State(state): State<AppState>,
    Segment(token): Segment<String>,
    asked: HeaderMap,
) -> Result<Response, Refusal> {
    let token = token.strip_suffix(".ics").unwrap_or(&token);
    let feed = match agenda::calendar(&state.backend, token).await.map_err(refusal::of)? {
        FeedOf::Calendar(feed) => feed,
        FeedOf::Gone => {
            return Ok(refusal::text(StatusCode::GONE, app::words().agenda.feed_gone.to_owned()));
        }
    };
    let version = format!("\"{}\"", feed.version);
    let known = asked.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let same =
        known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == version));
    let headers = [
        (header::CONTENT_TYPE, MEDIA_TYPE.to_owned()),
        (header::CONTENT_DISPOSITION, "inline; filename=\"agenda.ics\"".to_owned()),
        (header::ETAG, version),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow".to_owned()),
    ];
    if same {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    Ok((headers, feed.text).into_response())
}

/// `GET /evenements/{id}/evenement.ics`: one event, to add it to a calendar by hand.
pub async fn event(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(id): Segment<EventId>,
) -> Result<Response, Refusal> {
    let Feed { text, .. } = agenda::one_event(&state.backend, &caller, id).await.map_err(refusal::of)?;
    let headers = [
        (header::CONTENT_TYPE, MEDIA_TYPE),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"evenement.ics\""),
    ];
    Ok((headers, text).into_response())
}
