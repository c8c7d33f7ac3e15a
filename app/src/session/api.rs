use domain::session::SignedIn;
use leptos::prelude::*;

use crate::{AppError, json::Json, named::NamedClient};

/// The person who is signed in. Not being signed in is a normal answer here, not a failed page.
#[server(endpoint = "session", input = Json, output = Json, client = NamedClient)]
pub async fn session() -> Result<SignedIn, AppError> {
    use crate::server_side;
    let parts = use_context::<http::request::Parts>().ok_or_else(AppError::internal)?;
    if parts.extensions.get::<server_side::SignedInPerson>().is_none() {
        // While the sign-in page is rendered this is not an error; for a call by a script it is.
        let asked = parts.uri.path().starts_with("/api/");
        return if asked { server_side::refuse(AppError::SignedOut) } else { Err(AppError::SignedOut) };
    }
    let (backend, caller) = server_side::caller().await?;
    server_side::answer(backend::accounts::signed_in(&backend, &caller).await)
}
