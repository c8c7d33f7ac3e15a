use domain::{
    ProviderId,
    providers::view::{ProviderDetail, ProvidersPage},
};
use leptos::prelude::*;

use crate::{AppError, json::Json, named::NamedClient};

/// *Connexion*
#[server(endpoint = "providers", input = Json, output = Json, client = NamedClient)]
pub async fn providers() -> Result<ProvidersPage, AppError> {
    use crate::server_side::{answer, caller};
    let (backend, caller) = caller().await?;
    answer(backend::providers::page(&backend, &caller).await)
}

/// One provider, with its form.
#[server(endpoint = "providers/detail", input = Json, output = Json, client = NamedClient)]
pub async fn provider(id: ProviderId) -> Result<ProviderDetail, AppError> {
    use crate::server_side::{answer, caller};
    let (backend, caller) = caller().await?;
    answer(backend::providers::detail(&backend, &caller, id).await)
}
