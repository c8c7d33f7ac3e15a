//! What several pages of spaces show.

use domain::{
    spaces::{ArticleState, space_address, view::SpaceName},
    time::Stamp,
};
use leptos::prelude::*;

use crate::{AppError, components::Icon, marks, words};

/// A link to the space, and its school.
#[component]
pub fn SpaceLink(space: SpaceName) -> impl IntoView {
    view! {
        <p class="space-of">
            <a class="icon-link" href=space_address(space.id)>
                <Icon name="back" />
                " "
                {words().spaces.name(&space)}
            </a>
            " "
            <span class="muted">{space.school}</span>
        </p>
    }
}

/// An instant with what happened then: `Publié le 04/10/2018 à 15:40`.
#[component]
pub fn On(what: &'static str, at: Stamp) -> impl IntoView {
    view! {
        {what} " "
        <time datetime=marks::machine_time(at.local)>{words().dates.date_time(at.local)}</time>
    }
}

/// Whose clock an instant is on, behind it.
pub fn on_clock(clock: Option<String>) -> Option<String> {
    clock.map(|clock| format!(" ({clock})"))
}

/// The state of an article in words, and the value of `data-state` that colours it.
pub fn state_of(state: ArticleState) -> (&'static str, &'static str) {
    match state {
        ArticleState::Draft => (words().spaces.state_draft, "draft"),
        ArticleState::Scheduled { .. } => (words().spaces.state_scheduled, "scheduled"),
        ArticleState::Published { .. } => (words().spaces.state_published, "deployed"),
        ArticleState::Refused { .. } => (words().spaces.state_refused, "failed"),
        ArticleState::Withdrawn { .. } => (words().spaces.state_withdrawn, "cancelled"),
    }
}

/// What happened at the instant of a state.
pub fn on_of(state: ArticleState) -> &'static str {
    match state {
        ArticleState::Draft => words().spaces.changed_on,
        ArticleState::Scheduled { .. } => words().spaces.scheduled_for,
        ArticleState::Published { .. } => words().spaces.published_on,
        ArticleState::Refused { .. } => words().spaces.refused_on,
        ArticleState::Withdrawn { .. } => words().spaces.withdrawn_on,
    }
}

/// An address without a number gives *not found*, like an unknown one.
pub fn not_found<T>() -> Result<T, AppError> {
    #[cfg(feature = "ssr")]
    let _ = crate::server_side::refuse::<()>(AppError::NotFound);
    Err(AppError::NotFound)
}
