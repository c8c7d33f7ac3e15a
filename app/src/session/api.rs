use domain::{providers::view::DoorChoices, session::SignedIn};
use leptos::prelude::*;

use crate::{AppError, json::Json, named::NamedClient};

/// The person who is signed in. Not being signed in is a normal answer here, not a failed page.
#[server(endpoint = "session", input = Json, output = Json, client = NamedClient)]
pub async fn session() -> Result<SignedIn, AppError> {
    use crate::server_side;
    let seen = with_context(|parts: &http::request::Parts| {
        let by_script = parts.extensions.get::<server_side::CalledByScript>().is_some();
        (parts.extensions.get::<server_side::SignedInPerson>().is_some(), by_script)
    });
    let (signed_in, by_script) = seen.ok_or_else(AppError::internal)?;
    if !signed_in {
        // While the sign-in page is rendered this is not an error; for a call by a script it is.
        return if by_script { server_side::refuse(AppError::SignedOut) } else { Err(AppError::SignedOut) };
    }
    // A home page reads it with the rest.
    let personal = use_context::<backend::home::PersonalOnce>();
    let (backend, caller) = server_side::caller().await?;
    let unread = match personal {
        Some(personal) => personal.load(&backend, caller.person).await.map(|personal| personal.inbox.unread),
        None => backend::messages::unread(&backend, &caller).await,
    };
    server_side::answer(unread.map(|unread| backend::accounts::signed_in(&caller, unread)))
}

/// The ways to sign in besides an own account; the one that this browser used last comes first.
#[server(endpoint = "session/choices", input = Json, output = Json, client = NamedClient)]
pub async fn choices() -> Result<DoorChoices, AppError> {
    use crate::server_side::{anonymous, answer, last_provider};
    let backend = anonymous()?;
    let mut providers = answer(backend::door::providers::offered(&backend).await)?;
    let last = last_provider().filter(|last| providers.iter().any(|offered| offered.id == *last));
    providers.sort_by_key(|offered| Some(offered.id) != last);
    // Nobody is kept out because this cannot be read.
    let conformity = backend::legal::legal_view(&backend).await.map(|page| page.conformity);
    Ok(DoorChoices { providers, last, conformity: conformity.unwrap_or_default() })
}
