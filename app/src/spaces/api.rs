//! The server functions of spaces: each one use case of the backend.

use domain::{
    ArticleId, EstablishmentId, SpaceId,
    spaces::view::{ArticleForm, ArticleView, SpacePage, SpaceSettings, SpacesPage},
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::server_side::{answer, caller};
use crate::{AppError, json::Json, named::NamedClient};

#[server(endpoint = "spaces", input = Json, output = Json, client = NamedClient)]
pub async fn spaces(school: Option<EstablishmentId>, search: Option<String>) -> Result<SpacesPage, AppError> {
    let (backend, caller) = caller().await?;
    answer(
        backend::spaces::spaces_page(&backend, &caller, school, search.as_deref().unwrap_or_default()).await,
    )
}

#[server(endpoint = "spaces/open", input = Json, output = Json, client = NamedClient)]
pub async fn open_space(id: SpaceId, before: String, after: String) -> Result<SpacePage, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::spaces::space_page(&backend, &caller, id, &before, &after).await)
}

/// The settings of a space, with the people whose name begins with `search`.
#[server(endpoint = "spaces/settings", input = Json, output = Json, client = NamedClient)]
pub async fn open_settings(id: SpaceId, search: String) -> Result<SpaceSettings, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::spaces::space_settings(&backend, &caller, id, &search).await)
}

/// The choices for a space that is added to a school.
#[server(endpoint = "spaces/new", input = Json, output = Json, client = NamedClient)]
pub async fn new_space(school: EstablishmentId) -> Result<SpaceSettings, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::spaces::new_space(&backend, &caller, school).await)
}

#[server(endpoint = "spaces/article", input = Json, output = Json, client = NamedClient)]
pub async fn article(space: SpaceId, id: ArticleId) -> Result<ArticleView, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::spaces::article(&backend, &caller, space, id).await)
}

/// The form of an article; `form_key` is that of a form that came back.
#[server(endpoint = "spaces/form", input = Json, output = Json, client = NamedClient)]
pub async fn open_form(
    space: SpaceId,
    id: Option<ArticleId>,
    form_key: Option<String>,
) -> Result<ArticleForm, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::spaces::article_form(&backend, &caller, space, id, form_key).await)
}
