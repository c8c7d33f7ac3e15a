use domain::providers::view::{ProviderRow, ProvidersPage as Page};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{PATH, api::providers};
use crate::{
    components::{Breadcrumb, Failure, Notice},
    words,
};

/// *Connexion*: every provider, for the portal's administrator.
#[component]
pub fn ProvidersPage() -> impl IntoView {
    let removed = use_query_map().with_untracked(|query| query.get("fait").is_some());
    let page = Resource::new_blocking(|| (), |()| providers());
    view! {
        <Title text=words().providers.title />
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => Either::Left(view! { <Loaded page removed /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(page: Page, removed: bool) -> impl IntoView {
    let said = words().providers;
    let has_address = page.has_address;
    let list = if page.rows.is_empty() {
        Either::Left(view! { <p class="muted">{said.none_yet}</p> })
    } else {
        Either::Right(view! { <Table rows=page.rows /> })
    };
    view! {
        <Breadcrumb above=vec![(words().shell.administration, "")] here=said.title />
        <div class="page-head">
            <h1>{said.title}</h1>
        </div>
        {removed.then(|| view! { <Notice kind="success" what=said.removed next=said.removed_hint /> })}
        {(!has_address).then(|| view! { <NoAddress /> })}
        <p>{said.intro}</p>
        {list}
        <div class="cluster">
            <a class="button button-primary" href=format!("{PATH}/nouveau")>{said.add}</a>
        </div>
    }
}

/// Why no provider signs anybody in, for administrators.
#[component]
pub fn NoAddress() -> impl IntoView {
    let said = words().providers;
    view! { <Notice kind="warning" what=said.no_public_address next=said.no_public_address_hint /> }
}

#[component]
fn Table(rows: Vec<ProviderRow>) -> impl IntoView {
    let said = words().providers;
    view! {
        <div class="table-scroll">
            <table class="table table-cards">
                <caption class="visually-hidden">{said.title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{said.name}</th>
                        <th scope="col">{said.protocol}</th>
                        <th scope="col">{said.scope}</th>
                        <th scope="col">{said.state}</th>
                        <th scope="col">{said.sessions}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: ProviderRow) -> impl IntoView {
    let said = words().providers;
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", row.id)>{row.name}</a>
            </th>
            <td data-label=said.protocol>{said.protocol_name(row.protocol)}</td>
            <td data-label=said.scope class="breaks">{row.authority.unwrap_or_else(|| said.whole_portal.to_owned())}</td>
            <td data-label=said.state>{said.state_name(row.state)}</td>
            <td data-label=said.sessions>{words().numbers.number(row.sessions)}</td>
        </tr>
    }
}
