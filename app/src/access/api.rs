//! The server functions of rights: each one use case of the backend.

use domain::{
    access::{
        AccessChange,
        view::{AccessPage as Page, HoldersFilter, HoldersPage, PersonLabel, PopulationSurvey, RequestPage},
    },
    targets::TargetInput,
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::server_side::{answer, caller};
use crate::{AppError, calls::Calls, named::NamedClient};

/// The rights of a scope; the first that the caller administers when `scope` is empty.
#[server(endpoint = "access/page", protocol = Calls, client = NamedClient)]
pub async fn access_page(scope: String) -> Result<Page, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::access::page(&backend, &caller, &scope).await)
}

#[server(endpoint = "access/population", protocol = Calls, client = NamedClient)]
pub async fn survey_population(scope: String, population: TargetInput) -> Result<PopulationSurvey, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::access::survey_population(&backend, &caller, &scope, &population).await)
}

#[server(endpoint = "access/people", protocol = Calls, client = NamedClient)]
pub async fn find_people(scope: String, search: String) -> Result<Vec<PersonLabel>, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::access::find_people(&backend, &caller, &scope, &search).await)
}

#[server(endpoint = "access/save", protocol = Calls, client = NamedClient)]
pub async fn save_access(change: AccessChange) -> Result<Page, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::access::save(&backend, &caller, &change).await)
}

/// *Demander un droit*: `right` is the code of the missing right.
#[server(endpoint = "access/requests", protocol = Calls, client = NamedClient)]
pub async fn requests(right: String) -> Result<RequestPage, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::access::requests::requests(&backend, &caller, &right).await)
}

#[server(endpoint = "access/holders", protocol = Calls, client = NamedClient)]
pub async fn holders(filter: HoldersFilter) -> Result<HoldersPage, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::access::holders(&backend, &caller, &filter).await)
}
