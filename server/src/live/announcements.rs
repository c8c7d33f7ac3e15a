use std::time::Duration;

use axum::{extract::State, response::Response};
use backend::revision::{Scope, Topic};

use super::{
    Shown,
    changes::{Look, changes},
};
use crate::{
    AppState,
    door::{Person, Query, SessionInUse},
};

/// `GET /api/announcements/flux`
pub async fn announcements(
    State(state): State<AppState>,
    Person(person): Person,
    session: SessionInUse,
    Query(shown): Query<Shown>,
) -> Response {
    changes(&state.backend, (session, person), shown.version, Duration::ZERO, move |backend| async move {
        let schools = backend::home::schools_of(&backend, person).await?;
        let page = backend::home::announcements_for(&backend, person).await?;
        let mut concerns: std::collections::BTreeSet<_> =
            schools.into_iter().map(|school| (Topic::Board, Scope::School(school))).collect();
        concerns.insert((Topic::Directory, Scope::Person(person)));
        let event = backend::home::event_for(&backend, person, &page).await?;
        Ok(Look { version: page.version.clone(), until: page.valid_until, concerns, event })
    })
}
