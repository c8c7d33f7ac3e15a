use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    api::directory_page,
    form::{DIRECTORY, DeliveryForm, FolderForm, KeptForm, UploadForm},
    imports::{IMPORTS, RunFacts},
    matches::MATCHES,
    people::PEOPLE,
    progress::RunProgress,
    records::RECORDS,
    report::{NoOutcome, ReportView},
    view::{DirectoryView, PastRun, Run},
};
use crate::{
    components::{Breadcrumb, Failure, Notice},
    live::ReloadOnNews,
    marks, words,
};

/// *Annuaire*; `?rapport=` names the run whose progress and report it shows, `refus` says that it is a new
/// trial in the place of an import.
#[component]
pub fn DirectoryPage() -> impl IntoView {
    let run =
        use_query_map().with_untracked(|query| query.get("rapport").and_then(|id| id.parse::<i64>().ok()));
    let retried = use_query_map().with_untracked(|query| query.get("refus").is_some());
    let page = Resource::new_blocking(|| (), move |()| directory_page(run));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => Either::Left(view! { <Loaded page run retried /> }),
                    Err(error) => {
                        Either::Right(view! { <Title text=words().directory.title /> <Failure error /> })
                    }
                }
            })}
        </Suspense>
    }
}

/// Whether it read our own tables, one by one.
fn is_of_tables(run: &PastRun) -> bool {
    run.files.iter().all(|read| read.table)
}

#[component]
fn Loaded(page: DirectoryView, run: Option<i64>, retried: bool) -> impl IntoView {
    let people = words().numbers.people(page.people);
    let busy = matches!(page.run, Some(Run::Running(_)));
    let removal = match &page.run {
        Some(Run::Done(report)) => report.needs_confirmation.clone(),
        _ => None,
    };
    let of_night = page.about.as_ref().is_some_and(|run| run.from_folder);
    // The number is typed in the form that the files came from.
    let of_tables = page.about.as_ref().is_none_or(is_of_tables);
    let (folder, rest) = if of_night { (removal, None) } else { (None, removal) };
    let done = matches!(&page.run, Some(Run::Done(report)) if !report.applied && report.refusals_total == 0);
    let kept = run.filter(|_| done && page.kept);
    let (again, rest) = if kept.is_some() { (rest, None) } else { (None, rest) };
    let (tables, delivery) = if of_tables { (rest, None) } else { (None, rest) };
    let followed = run.filter(|_| busy);
    let retried = retried && matches!(&page.run, Some(Run::Done(report)) if report.dry_run);
    let open_matches = page.open_matches;
    // Each report has a page of its own.
    let of_run = page.about.as_ref().filter(|_| run.is_some()).map(|about| about.started.local);
    let title = of_run.map_or_else(
        || words().directory.title.to_owned(),
        |at| format!("{} – {}", words().directory.title, words().dates.date_time(at)),
    );
    view! {
        <Title text=title />
        <Breadcrumb above=vec![(words().shell.administration, "")] here=words().directory.title />
        <div class="page-head">
            <h1>{words().directory.title}</h1>
            <p class="muted small">
                {match page.last_import {
                    Some(at) => Either::Left(view! {
                        {words().directory.last_import}
                        <time datetime=marks::machine_time(at.local)>{words().dates.date_time(at.local)}</time>
                        ", "
                        {people}
                    }),
                    None => Either::Right(view! { {people} " " {words().directory.in_directory} }),
                }}
            </p>
        </div>
        {retried.then(|| view! {
            <Notice kind="warning" what=words().directory.trial_again next=words().directory.trial_again_next />
        })}
        {page
            .run
            .map(|run| match run {
                Run::Running(progress) => view! { <RunProgress progress /> }.into_any(),
                Run::Done(report) => view! { <ReportView report=*report kept=kept.is_some() /> }.into_any(),
                // Its outcome, below, says why.
                Run::Nothing => ().into_any(),
                Run::Failed => view! { <NoOutcome interrupted=false /> }.into_any(),
                Run::Interrupted => view! { <NoOutcome interrupted=true /> }.into_any(),
            })}
        {page.about.map(|run| {
            // The report, above, has the figures.
            let run = PastRun { figures: String::new(), ..run };
            view! { <RunFacts run /> }
        })}
        {kept.map(|run| view! { <KeptForm run busy removal=again /> })}
        {folder.map(|removal| view! { <FolderForm busy removal /> })}
        {followed.map(|run| view! { <ReloadOnNews run /> })}
        {(open_matches > 0).then(|| view! {
            <p><a href=MATCHES>{words().directory.matches_open(open_matches)}</a></p>
        })}
        <UploadForm busy removal=tables />
        // The page of a run is the answer to its files: what was typed with them has arrived.
        {run.map(|_| view! { <div hidden data-takes=DIRECTORY></div> })}
        <DeliveryForm busy removal=delivery />
        <p><a href=PEOPLE>{words().directory.people_link}</a></p>
        <p><a href=IMPORTS>{words().directory.past_runs}</a></p>
        <p><a href=RECORDS>{words().directory.records_link}</a></p>
    }
}
