use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    api::directory_page,
    form::UploadForm,
    progress::RunProgress,
    report::{NoOutcome, ReportView},
    view::{DirectoryView, Run},
};
use crate::{
    components::{Breadcrumb, Failure, follow},
    labels,
};

/// *Annuaire*; `?rapport=` names the run whose progress and report it shows.
#[component]
pub fn DirectoryPage() -> impl IntoView {
    let query = use_query_map();
    let run =
        Memo::new(move |_| query.with(|query| query.get("rapport").and_then(|id| id.parse::<i64>().ok())));
    let page = Resource::new_blocking(move || run.get(), directory_page);
    // A run begins with a new document, so the one that is followed never changes.
    if let Some(id) = run.get_untracked() {
        follow(format!("/administration/annuaire/{id}/evenements"), move || page.refetch());
    }
    view! {
        <Title text="Annuaire" />
        <Transition>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => Either::Left(view! { <Loaded page /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Transition>
    }
}

#[component]
fn Loaded(page: DirectoryView) -> impl IntoView {
    let people = labels::people(page.people);
    let busy = matches!(page.run, Some(Run::Running(_)));
    let removal = match &page.run {
        Some(Run::Done(report)) => report.needs_confirmation,
        _ => None,
    };
    view! {
        <Breadcrumb here="Annuaire" />
        <div class="page-head">
            <h1>"Annuaire"</h1>
            <p class="muted small">
                {match page.last_import {
                    Some(at) => Either::Left(view! {
                        "Dernier import : "
                        <time datetime=at.local.format("%FT%R").to_string()>{labels::date_time(at.local)}</time>
                        ", "
                        {people}
                    }),
                    None => Either::Right(view! { {people} " dans l’annuaire" }),
                }}
            </p>
        </div>
        {page
            .run
            .map(|run| match run {
                Run::Running(progress) => view! { <RunProgress progress /> }.into_any(),
                Run::Done(report) => view! { <ReportView report /> }.into_any(),
                Run::Failed => view! { <NoOutcome interrupted=false /> }.into_any(),
                Run::Interrupted => view! { <NoOutcome interrupted=true /> }.into_any(),
            })}
        <UploadForm busy removal />
    }
}
