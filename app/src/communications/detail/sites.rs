use domain::communications::{
    DeliveryState, Status,
    view::{SiteColumns, SiteRow, SitesPage},
};
use leptos::{either::Either, prelude::*};

use super::{channels::page_of, live::Live, progress::Progress};
use crate::{
    communications::api,
    components::{Icon, Pagination, address, form::ChoiceField},
    live::Asking,
    marks, words,
};

const PER_PAGE: u32 = 50;

/// The tab *États de publication*: a row for each school.
#[component]
pub fn Sites(live: Live, page: SitesPage, search: String) -> impl IntoView {
    let running = Memo::new(move |_| matches!(live.status(), Status::Deploying { .. }));
    let state = page.state.map(DeliveryState::code).unwrap_or_default();
    let shown = RwSignal::new(page);
    let searched = search.clone();
    let totals = live.first.with_value(|detail| page_of(&detail.content).totals(live));
    let asking = Asking::new(
        move || {
            let number = shown.with_untracked(|page| page.page);
            api::sites(live.id, searched.clone(), state.to_owned(), number)
        },
        move |page| shown.set(page),
    );
    Effect::new(move |before: Option<u32>| {
        let version = live.version.get();
        if before.is_some_and(|before| before != version) {
            asking.ask();
        }
        version
    });
    view! {
        <Show when=move || running.get()>
            <div class="card">
                <Progress live />
            </div>
        </Show>
        {totals}
        {move || view! { <Loaded live page=shown.get() search=search.clone() /> }}
    }
}

#[component]
fn Loaded(live: Live, page: SitesPage, search: String) -> impl IntoView {
    let path = format!("/communications/{}", live.id);
    let kept = search.clone();
    let state = page.state.map(DeliveryState::code).unwrap_or_default();
    let page_address = {
        let path = path.clone();
        move |number: u32| {
            address(
                &path,
                &[("onglet", "etats"), ("q", &kept), ("etat", state), ("page", &number.to_string())],
            )
        }
    };
    view! {
        <form class="card filters" method="get" action=path.clone() role="search" aria-label=words().detail.states>
            <input type="hidden" name="onglet" value="etats" />
            <div class="field filters-search">
                <label for="etablissement">{words().detail.school}</label>
                <input
                    class="input"
                    id="etablissement"
                    name="q"
                    type="search"
                    placeholder=words().detail.school_hint
                    value=search.clone()
                />
            </div>
            <ChoiceField
                id="etat"
                label=words().detail.state
                options=states()
                value=state
            />
            <div class="filters-actions">
                <button class="button" type="submit">{words().common.filter}</button>
            </div>
        </form>
        <StateLinks path=path.clone() search page=page.clone() />
        <div class="card-head">
            <p class="muted" role="status">{words().numbers.establishments(page.total)}</p>
            <a class="icon-link" href=format!("{path}/etats.csv") rel="external" download>
                <Icon name="download" />
                " " {words().common.export_csv}
            </a>
        </div>
        {if page.rows.is_empty() {
            Either::Left(view! {
                <div class="empty">
                    <Icon name="compass" />
                    <h2>{words().detail.no_school}</h2>
                    <a class="button" href=format!("{path}?onglet=etats") rel="external">{words().detail.clear_filter}</a>
                </div>
            })
        } else {
            Either::Right(view! { <Table columns=page.columns rows=page.rows /> })
        }}
        <Pagination page=page.page pages=page.pages total=page.total per_page=PER_PAGE address=page_address />
    }
}

/// The values of the filter *État*.
fn states() -> Vec<(&'static str, &'static str)> {
    let all = [("", words().detail.all_states)];
    let each = DeliveryState::ALL.map(|state| (state.code(), words().communications.delivery_state(state)));
    all.into_iter().chain(each).collect()
}

/// How many schools are in each state, as links that show only these.
#[component]
fn StateLinks(path: String, search: String, page: SitesPage) -> impl IntoView {
    let chosen = page.state;
    let links = page
        .states
        .into_iter()
        .map(|(state, schools)| {
            let filter = if chosen == Some(state) { "" } else { state.code() };
            let address = address(&path, &[("onglet", "etats"), ("q", &search), ("etat", filter)]);
            view! {
                <li>
                    <a class="status" data-state=marks::delivery_state(state) href=address rel="external" aria-current=(chosen == Some(state)).then_some("true")>
                        {words().common.labelled(words().communications.delivery_state(state), &words().numbers.number(schools))}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain cluster" aria-label=words().detail.filter_by_state>{links}</ul> }
}

#[component]
fn Table(columns: SiteColumns, rows: Vec<SiteRow>) -> impl IntoView {
    let seen = seen(columns);
    view! {
        <div class="table-scroll">
            <table class="table table-cards">
                <caption class="visually-hidden">{words().detail.state_by_school}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words().detail.school}</th>
                        <th scope="col">{words().detail.state}</th>
                        <th scope="col" class="number">{words().detail.recipients}</th>
                        {columns.delivered.then(|| view! { <th scope="col" class="number">{words().detail.delivered}</th> })}
                        <th scope="col" class="number">{seen}</th>
                        {columns.acknowledged.then(|| view! { <th scope="col" class="number">{words().detail.acknowledged}</th> })}
                        {columns.reason.then(|| view! { <th scope="col">{words().detail.reason}</th> })}
                        <th scope="col">{words().detail.changed}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row columns row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// The heading: announcements are seen on the home page, messages are opened.
fn seen(columns: SiteColumns) -> &'static str {
    if columns.delivered { words().detail.opened } else { words().detail.seen_by }
}

#[component]
fn Row(columns: SiteColumns, row: SiteRow) -> impl IntoView {
    let changed = row.changed.local;
    let place = if row.town.is_empty() { row.uai } else { format!("{}, {}", row.town, row.uai) };
    let known =
        |count: Option<u64>| count.map_or_else(|| "—".to_owned(), |count| words().numbers.number(count));
    view! {
        <tr>
            <th scope="row">{row.name} " " <span class="hint">{place}</span></th>
            <td data-label=words().detail.state>
                <span class="status" data-state=marks::delivery_state(row.state)>
                    {words().communications.delivery_state(row.state)}
                </span>
            </td>
            <td data-label=words().detail.recipients class="number">{known(row.recipients)}</td>
            {columns.delivered.then(|| view! { <td data-label=words().detail.delivered class="number">{known(row.delivered)}</td> })}
            <td data-label=seen(columns) class="number">{words().numbers.number(row.seen)}</td>
            {columns.acknowledged.then(|| view! { <td data-label=words().detail.acknowledged class="number">{known(row.acknowledged)}</td> })}
            {columns.reason.then(|| view! { <td data-label=words().detail.reason>{row.reason.unwrap_or_else(|| "—".to_owned())}</td> })}
            <td data-label=words().detail.changed>
                <span>
                    <time datetime=marks::machine_time(changed)>
                        {words().dates.date(changed.date())} " " {words().dates.time(changed)}
                    </time>
                    " "
                    <span class="hint">{words().common.by} " " {row.changed_by.unwrap_or_else(|| "Porte-voix".to_owned())}</span>
                </span>
            </td>
        </tr>
    }
}
