use domain::{
    PersonId,
    accounts::batch::{BatchKind, BatchRow, BatchView, NoLink, Sheet},
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    PATH,
    coupons::Coupons,
    state::{BatchState, how_far},
};
use crate::{
    AppError,
    accounts::{ProofFields, api, list},
    components::{Ask, Breadcrumb, Failed, Failure, FormOutcome, Notice, form::Choices, form_outcome},
    live::ReloadOnNews,
    named::named,
    words,
};

/// One batch: how far it is, and the sheets of coupons that can be printed.
#[component]
pub fn BatchPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("lot").and_then(|id| id.parse().ok()));
    let stopped =
        use_query_map().with_untracked(|query| query.get("fait").is_some_and(|done| done == "annule"));
    let outcome = StoredValue::new(form_outcome());
    let page = Resource::new_blocking(|| (), move |()| load(id));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(batch) => Either::Left(view! { <Loaded batch stopped outcome=outcome.get_value() /> }),
                    Err(error) => {
                        Either::Right(
                            view! {
                                <Title text=words().batches.title />
                                <Failure error />
                            },
                        )
                    }
                }
            })}
        </Suspense>
    }
}

/// What is no number is no batch.
async fn load(id: Option<i64>) -> Result<BatchView, AppError> {
    api::batch(id.unwrap_or_default()).await
}

#[component]
fn Loaded(batch: BatchView, stopped: bool, outcome: FormOutcome) -> impl IntoView {
    let said = words().batches;
    let BatchView { row, sheets, left_out, login, coded } = batch;
    let title = words().common.title_of(&said.number(row.id), outcome.is_refused());
    let failure = outcome.failure.clone();
    let above =
        vec![(words().shell.administration, ""), (words().accounts.accounts, list::PATH), (said.title, PATH)];
    let (id, over) = (row.id, row.progress.stopped);
    let printed = outcome.coupons.clone();
    view! {
        <Title text=title />
        <Breadcrumb above here=said.kind(row.kind) />
        <div class="page-head">
            <h1>{said.kind(row.kind)} ", " {row.school.clone()}</h1>
        </div>
        {stopped.then(|| view! { <Notice kind="success" what=said.stopped_now next=said.stopped_next /> })}
        <Failed failure />
        {printed.map(|sheet| view! { <Coupons sheet /> })}
        <Facts row />
        {(!sheets.is_empty()).then(|| view! { <Sheets id sheets login coded outcome /> })}
        {(!left_out.is_empty()).then(|| view! { <LeftOut people=left_out /> })}
        {(!over).then(|| view! {
            <Ask
                label=said.stop
                what_happens=said.stop_about
                action=format!("{PATH}/{id}/annuler")
                confirm=said.stop_confirm
                danger=true
            />
        })}
    }
}

/// Without JavaScript the page of a batch that runs loads again by itself, seldom enough that its question
/// can be answered.
#[component]
fn Facts(row: BatchRow) -> impl IntoView {
    let said = words().batches;
    let (progress, made) = (row.progress, row.made.local);
    let runs = progress.is_running(row.kind);
    let failed = !progress.stopped && !runs && progress.done + progress.left_out < progress.people;
    let failed = failed && row.kind == BatchKind::Mail;
    let done = if progress.is_prepared() { progress.done } else { progress.prepared };
    // Set as an attribute: with scripts the content of `noscript` is text, which cannot be hydrated.
    let again = r#"<meta http-equiv="refresh" content="20">"#;
    view! {
        <section class="card stack" aria-labelledby="avancement-titre">
            // Regions that the module keeps up to date while the batch runs.
            <h2 id="avancement-titre" data-live="lot">
                <BatchState kind=row.kind progress />
            </h2>
            {runs.then(|| view! {
                <noscript inner_html=again></noscript>
                <ReloadOnNews run=row.id topic="lot".to_owned() />
            })}
            <div class="progress" id="avancement-lot" data-live="lot">
                <label for="avancement" translate="no">
                    <span role="status" translate="no">{how_far(&row)}</span>
                </label>
                <progress
                    class="progress-bar"
                    id="avancement"
                    translate="no"
                    value=done.to_string()
                    max=progress.expected().max(1).to_string()
                ></progress>
            </div>
            {runs.then(|| view! { <p class="muted">{said.running_about}</p> })}
            {failed.then(|| view! { <p>{said.failed_about}</p> })}
            <dl class="facts">
                <div>
                    <dt>{said.chosen}</dt>
                    <dd>{said.described(&row.choice)}</dd>
                </div>
                <div>
                    <dt>{said.made_on}</dt>
                    <dd>
                        <time datetime=made.format("%FT%R").to_string()>{words().dates.date_time(made)}</time>
                    </dd>
                </div>
                <div>
                    <dt>{said.made_by}</dt>
                    <dd>{row.by.clone()}</dd>
                </div>
            </dl>
        </section>
    }
}

/// Which sheet is made: the one that was chosen if the form came back, else the first that was not made.
#[component]
fn Sheets(id: i64, sheets: Vec<Sheet>, login: String, coded: bool, outcome: FormOutcome) -> impl IntoView {
    let said = words().batches;
    let next = sheets.iter().find(|sheet| sheet.printed < sheet.coupons).or(sheets.first());
    let chosen = outcome.typed("feuille").and_then(|first| first.parse::<i64>().ok());
    let chosen = chosen.filter(|first| sheets.iter().any(|sheet| sheet.first == *first));
    let next = chosen.or(next.map(|sheet| sheet.first));
    let choice = move |sheet: Sheet| {
        let checked = Some(sheet.first) == next;
        let before = (sheet.printed > 0).then(|| said.printed_before(sheet.printed));
        view! {
            <label class="choice">
                <input type="radio" name="feuille" value=sheet.first.to_string() checked=checked required=true />
                " "
                {said.sheet(&sheet)}
                {before.map(|before| view! { " " <span class="muted small">{before}</span> })}
            </label>
        }
    };
    view! {
        <form class="card stack" method="post" action=named(&format!("{PATH}/{id}/coupons"))>
            <Choices legend=said.sheets>{sheets.into_iter().map(choice).collect_view()}</Choices>
            <p class="muted">{said.sheets_about}</p>
            <ProofFields
                ids=["actuel", "actuel-code"]
                label=said.your_password
                login
                coded
                errors=outcome.errors.clone()
            />
            <div class="cluster">
                <button class="button button-primary" type="submit">{said.make_sheet}</button>
            </div>
        </form>
    }
}

#[component]
fn LeftOut(people: Vec<(PersonId, String, NoLink)>) -> impl IntoView {
    let said = words().batches;
    view! {
        <section class="card stack" aria-labelledby="sans-lien">
            <h2 id="sans-lien">{said.left_out} " (" {words().numbers.number(people.len() as u64)} ")"</h2>
            <ul>
                {people
                    .into_iter()
                    .map(|(person, name, why)| {
                        // Who has left has no page any more.
                        let name = if why == NoLink::Gone {
                            Either::Left(name)
                        } else {
                            Either::Right(view! { <a href=format!("{}/{person}", list::PATH)>{name}</a> })
                        };
                        view! { <li>{name} ", " {said.no_link(why)}</li> }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}
