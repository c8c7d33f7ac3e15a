use leptos::prelude::*;

use super::view::DirectoryView;
use crate::{AppError, json::Json, named::NamedClient};

/// The directory in figures, and the state of the run that the address names.
#[server(endpoint = "directory", input = Json, output = Json, client = NamedClient)]
pub async fn directory_page(run: Option<i64>) -> Result<DirectoryView, AppError> {
    use backend::directory::{matches, past, runs};

    use crate::server_side::{answer, caller};
    let (backend, caller) = caller().await?;
    answer(
        async {
            let run_number = run;
            let (run, about) = match run {
                Some(id) => {
                    let state = runs::state(&backend, &caller, id).await?;
                    (Some(state.into()), past::one(&backend, &caller, id).await?.map(Into::into))
                }
                None => (None, None),
            };
            // An import may end meanwhile: what is said to be over is in the overview, too.
            let overview = runs::overview(&backend, &caller).await?;
            let kept = run_number.is_some_and(|id| runs::is_kept(&backend, &caller, id));
            let past = past::recent(&backend, &caller).await?.into_iter().map(Into::into).collect();
            let nights = past::nights(&backend, &caller).await?.into_iter().map(Into::into).collect();
            let (people, last_import) = (overview.people, overview.last_import);
            let open_matches = matches::open_matches(&backend, &caller).await?;
            Ok(DirectoryView { people, last_import, run, about, kept, past, nights, open_matches })
        }
        .await,
    )
}
