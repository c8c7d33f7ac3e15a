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
use backend::{Backend, access::Caller};
use domain::{CommunicationId, PersonId, time::Millis};
use futures::stream;
use serde::Deserialize;

use crate::{
    AppState,
    extract::{Asked, Segment},
    refusal::Refusal,
    session,
};

const KEEP_ALIVE: Duration = Duration::from_secs(20);

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
    changes(state.backend, session, shown.version, move |backend| async move {
        let page = backend::home::announcements_for(&backend, person).await?;
        Ok((page.version.clone(), page.valid_until))
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
    changes(state.backend, session, shown.version, move |backend| async move {
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

/// An event each time `look` finds another version than the last one told: when a revision moves,
/// and when the instant comes at which things change by themselves.
fn changes<F, Fut>(backend: Arc<Backend>, session: Session, shown: String, look: F) -> Response
where
    F: Fn(Arc<Backend>) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = backend::Result<(String, Millis)>> + Send,
{
    let revisions = backend.watch();
    let start = (backend, session, shown, revisions);
    let stream = stream::unfold(start, move |(backend, session, shown, mut revisions)| {
        let look = look.clone();
        async move {
            loop {
                revisions.mark_unchanged();
                // The session or the right to look may end while the page is open: so does the stream.
                if !session.is_open(&backend).await {
                    return None;
                }
                let (version, until) = look(Arc::clone(&backend)).await.ok()?;
                if version != shown {
                    let event = Event::default().data(&version);
                    return Some((Ok::<_, Infallible>(event), (backend, session, version, revisions)));
                }
                let wait = u64::try_from(until.0.saturating_sub(backend.clock.now().0)).unwrap_or_default();
                tokio::select! {
                    changed = revisions.changed() => changed.ok()?,
                    () = tokio::time::sleep(Duration::from_millis(wait.min(24 * 60 * 60 * 1_000))) => {}
                }
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}
