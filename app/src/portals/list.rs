use domain::portals::{
    PortalInput, PortalState,
    view::{PortalRow, PortalsPage as Page},
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    api::portals,
    fields::{PATH, PortalFields, typed},
    refusals::{Refusals, time},
};
use crate::{
    accounts::ProofFields,
    components::{Breadcrumb, Failed, Failure, FormOutcome, FoundAgain, Notice, form_outcome},
    named::named,
    words,
};

/// *Portails*, for the portal's administrator.
#[component]
pub fn PortalsPage() -> impl IntoView {
    let removed = use_query_map().with_untracked(|query| query.get("fait").is_some());
    let outcome = StoredValue::new(form_outcome());
    let page = Resource::new_blocking(|| (), |()| portals());
    let title = words().common.title_of(words().portals.title, outcome.with_value(FormOutcome::is_refused));
    view! {
        <Title text=title />
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => Either::Left(view! { <Loaded page outcome=outcome.get_value() removed /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(page: Page, outcome: FormOutcome, removed: bool) -> impl IntoView {
    let none = page.rows.is_empty();
    view! {
        <Breadcrumb above=vec![(words().shell.administration, "")] here=words().portals.title />
        <div class="page-head">
            <h1>{words().portals.title}</h1>
        </div>
        {removed
            .then(|| view! { <Notice kind="success" what=words().portals.removed next=words().portals.removed_hint /> })}
        <p>{words().portals.about}</p>
        <p>
            {words().portals.audience} {words().common.colon}
            <code>{page.audience}</code>
        </p>
        {if none {
            Either::Left(view! {
                <p class="muted">
                    <strong>{words().portals.none_yet}</strong>
                    ". "
                    {words().portals.none_yet_hint}
                </p>
            })
        } else {
            Either::Right(view! { <Table rows=page.rows /> })
        }}
        <Failed failure=outcome.failure.clone() />
        <Register outcome login=page.login coded=page.coded />
        {(!page.strangers.is_empty())
            .then(|| {
                view! {
                    <section class="card stack" aria-labelledby="inconnus">
                        <h2 id="inconnus">{words().portals.strangers}</h2>
                        <p class="muted">{words().portals.strangers_about}</p>
                        <Refusals rows=page.strangers />
                    </section>
                }
            })}
    }
}

#[component]
fn Table(rows: Vec<PortalRow>) -> impl IntoView {
    view! {
        <div class="table-scroll">
            <table class="table table-cards">
                <caption class="visually-hidden">{words().portals.caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words().portals.name}</th>
                        <th scope="col">{words().portals.issuer}</th>
                        <th scope="col">{words().portals.state_label}</th>
                        <th scope="col">{words().portals.last_refusal}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: PortalRow) -> impl IntoView {
    let refusal = match row.last_refusal {
        Some(at) => Either::Left(time(at)),
        None => Either::Right(words().portals.never),
    };
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", row.id)>{row.name}</a>
            </th>
            <td data-label=words().portals.issuer class="breaks">{row.issuer}</td>
            <td data-label=words().portals.state_label>
                <StateBadge state=row.state />
                {(!row.has_key).then(|| view! { " " <span class="status" data-state="pending">{words().portals.no_key}</span> })}
            </td>
            <td data-label=words().portals.last_refusal>{refusal}</td>
        </tr>
    }
}

#[component]
pub fn StateBadge(state: PortalState) -> impl IntoView {
    let colour = match state {
        PortalState::Active => "online",
        PortalState::Paused => "offline",
    };
    view! {
        <span class="status" data-state=colour>{words().portals.state(state)}</span>
    }
}

#[component]
fn Register(outcome: FormOutcome, login: String, coded: bool) -> impl IntoView {
    let input = typed(&outcome, "enregistrer", PortalInput::default());
    let errors = outcome.errors_of("enregistrer");
    view! {
        <form class="card stack" method="post" action=named(PATH) aria-labelledby="enregistrer-titre" data-keeps="true">
            <h2 id="enregistrer-titre">{words().portals.register_title}</h2>
            <FoundAgain />
            <PortalFields input errors=errors.clone() />
            <ProofFields
                ids=["actuel", "actuel-code"]
                label=words().portals.your_password
                login
                coded
                errors
            />
            <div class="cluster">
                <button class="button button-primary" type="submit" name="action" value="enregistrer">
                    {words().portals.register}
                </button>
            </div>
        </form>
    }
}
