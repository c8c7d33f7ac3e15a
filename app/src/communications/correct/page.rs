use domain::{
    CommunicationId,
    communications::{CorrectionForm, RewordingInput},
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{form::Fields, question::Asked};
use crate::{
    AppError,
    communications::api,
    components::{Breadcrumb, Failed, Failure, FormOutcome, Icon, form_outcome, short_title},
    words,
};

/// The form, or the question about what was typed in it.
#[component]
pub fn CorrectPage() -> impl IntoView {
    let outcome = form_outcome();
    let id = use_params_map().with_untracked(|params| params.get("id").and_then(|id| id.parse().ok()));
    let typed = outcome.typed("correction").and_then(|typed| serde_json::from_str(&typed).ok());
    let asked = outcome.is_of("demander");
    let outcome = StoredValue::new(outcome);
    let loaded = Resource::new_blocking(|| (), move |()| load(id, typed.clone(), asked));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(form) => Either::Left(view! { <Loaded form outcome=outcome.get_value() /> }),
                    Err(error) => {
                        Either::Right(view! { <Title text=words().versions.title /> <Failure error /> })
                    }
                }
            })}
        </Suspense>
    }
}

/// An address without a number gives *not found*, like an unknown communication.
async fn load(
    id: Option<CommunicationId>,
    typed: Option<RewordingInput>,
    asked: bool,
) -> Result<CorrectionForm, AppError> {
    let Some(id) = id else {
        #[cfg(feature = "ssr")]
        let _ = crate::server_side::refuse::<()>(AppError::NotFound);
        return Err(AppError::NotFound);
    };
    api::correction(id, typed, asked).await
}

#[component]
fn Loaded(form: CorrectionForm, outcome: FormOutcome) -> impl IntoView {
    let address = format!("/communications/{}", form.id);
    let page = format!("{} – {}", words().versions.title, short_title(form.content.title()));
    view! {
        <Title text=words().common.title_of(&page, outcome.is_refused()) />
        <Breadcrumb
            above=vec![(words().shell.targeted_communication, ""), (words().shell.sent_communications, "/communications/emises")]
            here=words().versions.title
        />
        <a class="icon-link" href=address>
            <Icon name="back" />
            " " {words().detail.title}
        </a>
        <h1>{words().versions.title}</h1>
        <Failed failure=outcome.failure />
        {match form.question.clone() {
            Some(question) => Either::Left(view! { <Asked form question /> }),
            None => Either::Right(view! { <Fields form errors=outcome.errors /> }),
        }}
    }
}
