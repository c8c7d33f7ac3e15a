//! *Nouvelle communication*: one island of four parts, each with its own signals. *Audience* is who it
//! reaches, *content* what it says, *files* its attachments, *saving* its draft. `parts.rs` joins
//! them; a component takes only the part that it shows.

mod audience;
mod check;
mod content;
mod deploy;
mod drafts;
mod errors;
mod failure;
mod files;
mod focus;
mod form;
mod key;
mod parts;
mod saving;
mod step;
mod validation;

use domain::communications::{DuplicateMode, Start};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use self::{
    form::{Form, FormStart, START},
    step::{Step, refused},
};
use super::api::compose;
use crate::{
    components::{Breadcrumb, Failure, Notice, form_outcome},
    words,
};

/// The field of a form's outcome with the number of recipients that an earlier question named.
pub const TOLD_BEFORE: &str = "avant";

/// The form, empty, with a draft (`?brouillon=`) or with a copy (`?dupliquer=&garder=`).
#[component]
pub fn ComposePage() -> impl IntoView {
    let query = use_query_map();
    let start = query.with_untracked(|query| start_of(|name| query.get(name), told_before()));
    let step = query.with_untracked(|query| Step::from_code(&query.get("etape").unwrap_or_default()));
    let refused = query.with_untracked(|query| refused(|name| query.get(name)));
    let taken_back = query.with_untracked(|query| query.get_str("fait") == Some("envoi-annule"));
    let form = Resource::new_blocking(move || start, compose);
    view! {
        <Title text=words().compose.title />
        {taken_back
            .then(|| {
                view! {
                    <Notice kind="success" what=words().compose.taken_back next=words().compose.taken_back_hint />
                }
            })}
        <Suspense>
            {move || Suspend::new(async move {
                match form.await {
                    Ok(form) => {
                        let start = FormStart { form, step, refused };
                        let written = serde_json::to_string(&start).unwrap_or_default();
                        provide_context(start);
                        Either::Left(view! {
                            <Breadcrumb above=vec![(words().shell.targeted_communication, "")] here=words().shell.new_communication />
                            <div hidden id=START data-start=written></div>
                            <Form />
                        })
                    }
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

/// Only the answer to a form has it: an address could claim any number.
fn told_before() -> Option<u64> {
    form_outcome().typed(TOLD_BEFORE)?.parse().ok()
}

fn start_of(get: impl Fn(&str) -> Option<String>, before: Option<u64>) -> Start {
    if let Some(id) = get("brouillon").and_then(|id| id.parse().ok()) {
        let asked = get("etape").is_some_and(|step| Step::from_code(&step) == Step::Confirm);
        return if asked { Start::Asked(id, before) } else { Start::Draft(id) };
    }
    let copied = get("dupliquer").and_then(|id| id.parse().ok());
    let mode = get("garder").and_then(|mode| DuplicateMode::from_code(&mode)).unwrap_or(DuplicateMode::Both);
    copied.map_or(Start::Blank, |id| Start::Copy(id, mode))
}
