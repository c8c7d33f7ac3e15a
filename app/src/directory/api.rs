use leptos::prelude::*;

use super::view::DirectoryView;
use crate::{AppError, json::Json, named::NamedClient};

/// The directory in figures, and the state of the run that the address names.
#[server(endpoint = "directory", input = Json, output = Json, client = NamedClient)]
pub async fn directory_page(run: Option<i64>) -> Result<DirectoryView, AppError> {
    use backend::directory::{past, runs};

    use crate::server_side::{answer, caller};
    let (backend, caller) = caller().await?;
    answer(
        async {
            let overview = runs::overview(&backend, &caller).await?;
            let run = match run {
                Some(id) => Some(runs::state(&backend, &caller, id).await?.into()),
                None => None,
            };
            let past = past::recent(&backend, &caller).await?.into_iter().map(Into::into).collect();
            Ok(DirectoryView { people: overview.people, last_import: overview.last_import, run, past })
        }
        .await,
    )
}
