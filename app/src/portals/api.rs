use domain::{
    PortalId,
    portals::view::{PortalDetail, PortalsPage},
};
use leptos::prelude::*;

use crate::{AppError, json::Json, named::NamedClient};

/// *Portails*
#[server(endpoint = "portals", input = Json, output = Json, client = NamedClient)]
pub async fn portals() -> Result<PortalsPage, AppError> {
    use crate::server_side::{answer, caller};
    let (backend, caller) = caller().await?;
    answer(backend::portals::list(&backend, &caller).await)
}

/// One portal.
#[server(endpoint = "portals/detail", input = Json, output = Json, client = NamedClient)]
pub async fn load_portal(portal: PortalId) -> Result<PortalDetail, AppError> {
    use crate::server_side::{answer, caller};
    let (backend, caller) = caller().await?;
    answer(backend::portals::detail(&backend, &caller, portal).await)
}
