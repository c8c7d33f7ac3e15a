use domain::{
    PersonId,
    accounts::{
        Strength,
        batch::{BatchView, BatchesPage, PopulationChoice},
        view::{AccountDetail, AccountView, AccountsPage, LinkView},
    },
};
use leptos::prelude::*;

use crate::{AppError, calls::Calls, json::Json, named::NamedClient};

/// *Mon compte*
#[server(endpoint = "account", input = Json, output = Json, client = NamedClient)]
pub async fn account() -> Result<AccountView, AppError> {
    use crate::server_side::{answer, caller, session_token};
    let (backend, caller) = caller().await?;
    let session = session_token();
    answer(backend::accounts::account(&backend, &caller, session.as_deref()).await)
}

/// How hard the password being typed is to guess. Open to everybody who may choose one: with a
/// session or with a one-time link.
#[server(endpoint = "account/strength", protocol = Calls, client = NamedClient)]
pub async fn password_strength(password: String, link: Option<String>) -> Result<Strength, AppError> {
    use crate::server_side::{anonymous, answer, caller};
    let backend = anonymous()?;
    let caller = if link.is_some() { None } else { Some(caller().await?.1) };
    answer(backend::door::strength(&backend, caller.as_deref(), link.as_deref(), &password.into()).await)
}

/// The account whose password a one-time link sets; not found when the link was used or has
/// expired.
#[server(endpoint = "account/link", input = Json, output = Json, client = NamedClient)]
pub async fn password_link(token: String) -> Result<LinkView, AppError> {
    use crate::server_side::{anonymous, answer};
    let backend = anonymous()?;
    answer(backend::door::link(&backend, &token).await)
}

/// *Comptes*
#[server(endpoint = "accounts", input = Json, output = Json, client = NamedClient)]
pub async fn accounts(search: String, page: u32) -> Result<AccountsPage, AppError> {
    use crate::server_side::{answer, caller};
    let (backend, caller) = caller().await?;
    answer(backend::accounts::list(&backend, &caller, &search, page).await)
}

/// The account of a person, or the fact that they have none yet.
#[server(endpoint = "accounts/detail", input = Json, output = Json, client = NamedClient)]
pub async fn load_detail(person: PersonId) -> Result<AccountDetail, AppError> {
    use crate::server_side::{answer, caller};
    let (backend, caller) = caller().await?;
    answer(backend::accounts::detail(&backend, &caller, person).await)
}

/// *Comptes en nombre*, with who is chosen.
#[server(endpoint = "accounts/batches", input = Json, output = Json, client = NamedClient)]
pub async fn batches(choice: PopulationChoice) -> Result<BatchesPage, AppError> {
    use crate::server_side::{answer, caller};
    let (backend, caller) = caller().await?;
    answer(backend::accounts::batches(&backend, &caller, choice).await)
}

/// One batch.
#[server(endpoint = "accounts/batch", input = Json, output = Json, client = NamedClient)]
pub async fn batch(id: i64) -> Result<BatchView, AppError> {
    use crate::server_side::{answer, caller};
    let (backend, caller) = caller().await?;
    answer(backend::accounts::batch(&backend, &caller, id).await)
}
