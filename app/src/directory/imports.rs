use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    api::directory_page,
    view::{FileRead, PastRun},
};
use crate::{
    components::{Ask, Breadcrumb, Failure, Notice},
    marks, words,
};

const DIRECTORY: &str = "/administration/annuaire";
pub(super) const IMPORTS: &str = "/administration/annuaire/imports";

/// *Imports*: the last ones; the last that changed the directory can be undone.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let undone = use_query_map().with_untracked(|query| query.get("fait").is_some());
    let page = Resource::new_blocking(|| (), move |()| directory_page(None));
    view! {
        <Title text=words().directory.imports_title />
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => Either::Left(view! { <Loaded runs=page.past nights=page.nights undone /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(runs: Vec<PastRun>, nights: Vec<PastRun>, undone: bool) -> impl IntoView {
    let none = runs.is_empty();
    view! {
        <Breadcrumb above=vec![(words().shell.administration, ""), (words().directory.title, DIRECTORY)] here=words().directory.imports_title />
        <h1>{words().directory.imports_title}</h1>
        {undone.then(|| view! {
            <Notice kind="success" what=words().directory.undone_now next=words().directory.undone_next />
        })}
        <p class="muted">{words().directory.imports_hint}</p>
        {none.then(|| view! { <p>{words().directory.no_imports}</p> })}
        {runs.into_iter().map(|run| view! { <Import run /> }).collect_view()}
        <Nights nights />
    }
}

/// The last nights, also those that had nothing to do.
#[component]
fn Nights(nights: Vec<PastRun>) -> impl IntoView {
    (!nights.is_empty()).then(|| {
        view! {
            <section class="card stack" aria-labelledby="nuits">
                <h2 id="nuits">{words().directory.nights}</h2>
                <ul>{nights.into_iter().map(|night| view! { <NightItem night /> }).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn NightItem(night: PastRun) -> impl IntoView {
    let at = night.started.local;
    let report = format!("{DIRECTORY}?rapport={}", night.id);
    view! {
        <li>
            <a href=report>
                <time datetime=marks::machine_time(at)>{words().dates.date_time(at)}</time>
            </a>
            ", "
            {night.outcome}
        </li>
    }
}

#[component]
fn Import(run: PastRun) -> impl IntoView {
    let heading = format!("import-{}", run.id);
    let report = format!("{DIRECTORY}?rapport={}", run.id);
    let at = run.started.local;
    view! {
        <article class="card stack" aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>
                <a href=report>
                    <time datetime=marks::machine_time(at)>{words().dates.date_time(at)}</time>
                </a>
            </h2>
            <RunFacts run />
        </article>
    }
}

/// How an import ended, who started it, whether it was undone, its files, and the button that undoes it.
#[component]
pub fn RunFacts(run: PastRun) -> impl IntoView {
    let action = format!("{IMPORTS}/{}/annuler", run.id);
    view! {
        <p>{run.outcome} ", " {run.by}</p>
        {(!run.figures.is_empty()).then(|| view! { <p>{run.figures}</p> })}
        {run.undone.map(|(at, by)| view! {
            <p>
                {words().directory.undone}
                ", "
                <time datetime=marks::machine_time(at.local)>{words().dates.date_time(at.local)}</time>
                ", "
                {by}
            </p>
        })}
        <Files files=run.files />
        {run.undo.map(|question| view! {
            <Ask
                label=words().directory.undo_import
                what_happens=question
                action
                confirm=words().directory.undo_confirm
                danger=true
            />
        })}
    }
}

#[component]
fn Files(files: Vec<FileRead>) -> impl IntoView {
    (!files.is_empty()).then(|| {
        view! {
            <details>
                <summary>{words().directory.files_read}</summary>
                <ul>{files.into_iter().map(|file| view! { <File file /> }).collect_view()}</ul>
            </details>
        }
    })
}

#[component]
fn File(file: FileRead) -> impl IntoView {
    view! {
        <li>
            <code>{file.name}</code>
            ", "
            {words().numbers.bytes(file.bytes)}
            ", "
            {words().directory.sha256}
            " "
            <code class="digest">{file.sha256}</code>
        </li>
    }
}
