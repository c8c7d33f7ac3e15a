use domain::{
    communications::{
        DeliveryState, Status,
        view::{SiteColumns, SiteRow, SitesFilter, SitesPage},
    },
    text::french_spaces,
};
use leptos::{either::Either, prelude::*};

use super::{channels::page_of, filter, live::Live, progress::Progress};
use crate::{
    communications::api,
    components::{Column, DataTable, Icon, PageLinks, form::ChoiceField},
    live::Asking,
    marks, words,
};

/// The tab *États de publication*: a row for each school.
#[component]
pub fn Sites(live: Live, page: SitesPage, filter: SitesFilter) -> impl IntoView {
    let running = Memo::new(move |_| matches!(live.status(), Status::Deploying { .. }));
    let shown = RwSignal::new(page);
    let asked = filter.clone();
    let totals = live.first.with_value(|detail| page_of(&detail.content).totals(live));
    let asking = Asking::new(move || api::sites(live.id, asked.clone()), move |page| shown.set(page));
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
        {move || view! { <Loaded live page=shown.get() filter=filter.clone() /> }}
    }
}

#[component]
fn Loaded(live: Live, page: SitesPage, filter: SitesFilter) -> impl IntoView {
    let path = filter::path(live.id);
    let state = page.state.map(DeliveryState::code).unwrap_or_default();
    let public = live.first.with_value(|detail| detail.content.is_public());
    let previous = page.earlier.map(|school| filter::at(live.id, &filter, ("avant", &school.to_string())));
    let next = page.later.map(|school| filter::at(live.id, &filter, ("apres", &school.to_string())));
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
                    value=filter.search.clone()
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
        <StateLinks live filter page=page.clone() />
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
            Either::Right(view! { <Table columns=page.columns public rows=page.rows zone=page.zone /> })
        }}
        <PageLinks previous next labels=[words().common.previous, words().common.next] />
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
fn StateLinks(live: Live, filter: SitesFilter, page: SitesPage) -> impl IntoView {
    let chosen = page.state;
    let links = page
        .states
        .into_iter()
        .map(|(state, schools)| {
            let wanted = if chosen == Some(state) { "" } else { state.code() };
            let address = filter::by_state(live.id, &filter, wanted);
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
fn Table(columns: SiteColumns, public: bool, rows: Vec<SiteRow>, zone: Option<String>) -> impl IntoView {
    let SiteColumns { delivered, acknowledged, reason } = columns;
    let headings: Vec<Column> = [
        Some(Column::Text(words().detail.school)),
        Some(Column::Text(words().detail.state)),
        Some(Column::Number(words().detail.recipients)),
        delivered.then_some(Column::Number(words().detail.delivered)),
        Some(Column::Number(seen(columns))),
        acknowledged.then_some(Column::Number(words().detail.acknowledged)),
        reason.then_some(Column::Text(words().detail.reason)),
        Some(Column::Text(words().detail.changed)),
    ]
    .into_iter()
    .flatten()
    .collect();
    view! {
        {zone.map(|zone| view! { <p class="hint">{words().common.labelled(words().detail.changed, &zone)}</p> })}
        <DataTable caption=words().detail.state_by_school columns=headings>
            {rows.into_iter().map(|row| view! { <Row columns public row /> }).collect_view()}
        </DataTable>
    }
}

/// The heading: announcements are seen on the home page, messages are opened.
fn seen(columns: SiteColumns) -> &'static str {
    if columns.delivered { words().detail.opened } else { words().detail.seen_by }
}

/// Where everybody can see what a school shows on its public board.
#[component]
fn PublicBoard(uai: String, school: String) -> impl IntoView {
    let link = |place: &str, name: &'static str| {
        let address = format!("/etablissements/{uai}/{place}");
        let label = format!("{name} – {school}");
        view! { <a href=address rel="external" aria-label=label>{name}</a> }
    };
    view! {
        <span class="cluster">
            {link("affichage", words().detail.hall_screen)}
            {link("annonces.atom", words().detail.public_feed)}
        </span>
    }
}

#[component]
fn Row(columns: SiteColumns, public: bool, row: SiteRow) -> impl IntoView {
    let board = public.then(|| view! { <PublicBoard uai=row.uai.clone() school=row.name.clone() /> });
    let changed = row.changed.local;
    let place = if row.town.is_empty() { row.uai } else { format!("{}, {}", row.town, row.uai) };
    let known =
        |count: Option<u64>| count.map_or_else(|| "—".to_owned(), |count| words().numbers.number(count));
    view! {
        <tr>
            <th scope="row">{row.name} " " <span class="hint">{place}</span> {board}</th>
            <td data-label=words().detail.state>
                <span class="status" data-state=marks::delivery_state(row.state)>
                    {words().communications.delivery_state(row.state)}
                </span>
            </td>
            <td data-label=words().detail.recipients class="number">{known(row.recipients)}</td>
            {columns.delivered.then(|| view! { <td data-label=words().detail.delivered class="number">{known(row.delivered)}</td> })}
            <td data-label=seen(columns) class="number">{words().numbers.number(row.seen)}</td>
            {columns.acknowledged.then(|| view! { <td data-label=words().detail.acknowledged class="number">{known(row.acknowledged)}</td> })}
            {columns.reason.then(|| view! { <td data-label=words().detail.reason>{row.reason.map_or_else(|| "—".to_owned(), |reason| french_spaces(&reason))}</td> })}
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
