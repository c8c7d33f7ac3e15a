use domain::audit::{AuditFilter, AuditPage};
use leptos::prelude::*;

use crate::{AppError, json::Json, named::NamedClient};

/// A page of entries, the latest first.
#[server(endpoint = "audit", input = Json, output = Json, client = NamedClient)]
pub async fn audit(filter: AuditFilter) -> Result<AuditPage, AppError> {
    use crate::server_side::{answer, caller};
    let (backend, caller) = caller().await?;
    answer(backend::journal::page(&backend, &caller, &filter).await)
}
