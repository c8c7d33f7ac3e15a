use std::collections::BTreeMap;

use domain::{
    fields::FieldErrors,
    retention::{Kept, RetentionLine, RetentionPage as Page},
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    AppError,
    components::{
        Breadcrumb, Column, DataTable, Failed, Failure, FormOutcome, FoundAgain, Notice,
        form::{Bound, TextField},
        form_outcome,
    },
    named::named,
    words,
};

pub const PATH: &str = "/administration/conservation";
const RECORD: &str = "/administration/conservation/registre";

/// Periods are tried in the address first: the page says what they would delete, and keeps them only
/// then. It is made on the server alone, because nothing on it reacts.
#[component]
pub fn RetentionPage() -> impl IntoView {
    let outcome = StoredValue::new(form_outcome());
    let query = use_query_map().get_untracked();
    let typed: BTreeMap<String, String> = Kept::ALL
        .into_iter()
        .filter_map(|kind| Some((kind.code().to_owned(), query.get(kind.code())?)))
        .collect();
    let tried = !typed.is_empty();
    let done = StoredValue::new(query.get("fait").is_some());
    // Of what was shown before the periods were tried.
    let shown = StoredValue::new(query.get("version"));
    let loaded = Resource::new_blocking(|| (), move |()| load(typed.clone()));
    let title = words().common.title_of(words().retention.title, outcome.with_value(FormOutcome::is_refused));
    view! {
        <Title text=title />
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(mut page) => {
                        let (outcome, done) = (outcome.get_value(), done.get_value());
                        page.version = shown.get_value().unwrap_or(page.version);
                        Either::Left(view! { <Loaded page outcome tried done /> })
                    }
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

pub async fn load(typed: BTreeMap<String, String>) -> Result<Page, AppError> {
    #[cfg(feature = "ssr")]
    {
        use crate::server_side::{answer, caller};
        let (backend, caller) = caller().await?;
        answer(backend::retention::retention_page(&backend, &caller, &typed).await)
    }
    #[cfg(not(feature = "ssr"))]
    {
        drop(typed);
        // The browser's half of this page is empty, so nothing calls this there.
        std::future::ready(Err(AppError::NotFound)).await
    }
}

#[component]
fn Loaded(page: Page, outcome: FormOutcome, tried: bool, done: bool) -> impl IntoView {
    let Page { lines, chosen, journal_days, errors, version } = page;
    let errors = if outcome.errors.is_empty() { errors } else { outcome.errors.clone() };
    let storable = errors.is_empty();
    let fields = lines.clone();
    let is_fixed = move |kind: Kept| kind == Kept::Journal && journal_days.is_some();
    view! {
        <Breadcrumb above=vec![(words().shell.administration, "")] here=words().retention.title />
        <h1>{words().retention.title}</h1>
        {done.then(|| view! {
            <Notice kind="success" what=words().retention.stored next=words().retention.stored_hint />
        })}
        <Failed failure=outcome.failure />
        {(!chosen).then(|| view! {
            <Notice kind="information" what=words().retention.not_chosen next=words().retention.not_chosen_hint />
        })}
        <p class="muted">{words().retention.about}</p>
        <p><a href=RECORD>{words().retention.record}</a></p>
        <form class="card stack" method="get" action=PATH aria-labelledby="durees-titre" data-keeps="true">
            <h2 id="durees-titre">{words().retention.periods}</h2>
            <FoundAgain />
            <input type="hidden" name="version" value=version.clone() />
            {fields
                .into_iter()
                .filter(|line| !is_fixed(line.kind))
                .map(|line| view! { <Days line errors=errors.clone() /> })
                .collect_view()}
            {is_fixed(Kept::Journal).then(|| view! { <p class="muted">{words().retention.journal_fixed}</p> })}
            <div>
                <button class="button" type="submit">{words().retention.try_them}</button>
            </div>
        </form>
        {storable.then(|| view! { <WhatGoes lines tried version=version.clone() /> })}
    }
}

/// One period.
#[component]
fn Days(line: RetentionLine, errors: FieldErrors) -> impl IntoView {
    let RetentionLine { kind, days, .. } = line;
    let problem = errors.get(kind.code()).map(|problem| words().fields.problem(problem));
    view! {
        <TextField
            id=kind.code()
            label=words().retention.kept(kind)
            value=Bound::from(days)
            inputmode="numeric"
            hint=words().retention.hint(kind)
            problem=Signal::stored(problem)
        />
    }
}

/// What these periods would delete, and the button that keeps them. The page opens here once they are tried.
/// An address with the place in it would keep a browser from opening the page at a wrong period.
#[component]
fn WhatGoes(lines: Vec<RetentionLine>, tried: bool, version: String) -> impl IntoView {
    let kept = lines.iter().map(|line| (line.kind.code(), line.days.clone())).collect::<Vec<_>>();
    let columns = vec![
        Column::Text(words().retention.column_kind),
        Column::Number(words().retention.column_days),
        Column::Number(words().retention.column_due),
    ];
    let row = |line: RetentionLine| {
        view! {
            <tr>
                <th scope="row">{words().retention.kept(line.kind)}</th>
                <td class="number" data-label=words().retention.column_days>{line.days}</td>
                <td class="number" data-label=words().retention.column_due>
                    {line.due.map(|due| words().retention.due(due))}
                </td>
            </tr>
        }
    };
    view! {
        <section class="card stack" aria-labelledby="suppressions-titre">
            <h2 id="suppressions-titre" tabindex="-1" autofocus=tried>{words().retention.what_goes}</h2>
            <DataTable caption=words().retention.what_goes columns>
                {lines.into_iter().map(row).collect_view()}
            </DataTable>
            <form class="stack" method="post" action=named(PATH)>
                {kept
                    .into_iter()
                    .map(|(name, days)| view! { <input type="hidden" name=name value=days /> })
                    .collect_view()}
                <input type="hidden" name="version" value=version />
                <p class="hint">{words().retention.store_hint}</p>
                <div>
                    <button class="button button-primary" type="submit">{words().retention.store}</button>
                </div>
            </form>
        </section>
    }
}
