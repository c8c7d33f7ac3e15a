use domain::{
    EstablishmentId,
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
    components::{Column, DataTable, Icon, Line, PageLinks, form::ChoiceField, lines, words_afresh},
    language::authored,
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
        <Loaded live shown filter />
    }
}

/// The form stays as somebody fills it in; the rows and figures below it follow the page.
#[component]
fn Loaded(live: Live, shown: RwSignal<SitesPage>, filter: SitesFilter) -> impl IntoView {
    let path = filter::path(live.id);
    let all = format!("{path}?onglet=etats");
    let state = shown.with_untracked(|page| page.state.map(DeliveryState::code)).unwrap_or_default();
    let total = move || words().numbers.establishments(shown.with(|page| page.total));
    let empty = Memo::new(move |_| shown.with(|page| page.rows.is_empty()));
    let around = filter.clone();
    let pages = move || {
        let (earlier, later) = shown.with(|page| (page.earlier, page.later));
        let at =
            |name: &str, school: EstablishmentId| filter::at(live.id, &around, (name, &school.to_string()));
        let previous = earlier.map(|school| at("avant", school));
        let next = later.map(|school| at("apres", school));
        view! { <PageLinks previous next labels=[words().common.previous, words().common.next] /> }
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
                    dir="auto"
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
        <StateLinks live filter shown />
        <div class="card-head">
            <p class="muted" role="status" translate="no">{total}</p>
            <a class="icon-link" href=format!("{path}/etats.csv") rel="external" download>
                <Icon name="download" />
                " " {words().common.export_csv}
            </a>
        </div>
        {move || if empty.get() {
            Either::Left(view! {
                <div class="empty">
                    <Icon name="compass" />
                    <h2>{words().detail.no_school}</h2>
                    <a class="button" href=all.clone() rel="external">{words().detail.clear_filter}</a>
                </div>
            })
        } else {
            Either::Right(view! { <Table live shown /> })
        }}
        {pages}
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
fn StateLinks(live: Live, filter: SitesFilter, shown: RwSignal<SitesPage>) -> impl IntoView {
    let links = move || {
        let (states, chosen) = shown.with(|page| (page.states.clone(), page.state));
        let link = |(state, schools): (DeliveryState, u64)| {
            let wanted = if chosen == Some(state) { "" } else { state.code() };
            let address = filter::by_state(live.id, &filter, wanted);
            view! {
                <li>
                    <a class="status" data-state=marks::delivery_state(state) href=address rel="external" aria-current=(chosen == Some(state)).then_some("true")>
                        {words().common.labelled(words().communications.delivery_state(state), &words().numbers.number(schools))}
                    </a>
                </li>
            }
        };
        states.into_iter().map(link).collect_view()
    };
    view! { <ul class="plain cluster" translate="no" aria-label=words().detail.filter_by_state>{links}</ul> }
}

/// A row for each school. A row stays as long as its school does, and its figures follow the page.
#[component]
fn Table(live: Live, shown: RwSignal<SitesPage>) -> impl IntoView {
    let public = live.first.with_value(|detail| detail.content.is_public());
    let columns = Memo::new(move |_| shown.with(|page| page.columns));
    let zone = move || shown.with(|page| page.zone.clone());
    let rows = move |columns: SiteColumns| {
        lines(move || {
            let line = |row: SiteRow| {
                Line::new(row.establishment.to_string(), move || {
                    view! { <Row columns public row shown /> }.into_any()
                })
            };
            shown.with(|page| page.rows.clone()).into_iter().map(line).collect()
        })
    };
    view! {
        {move || zone().map(|zone| view! { <p class="hint">{words().common.labelled(words().detail.changed, &zone)}</p> })}
        {move || {
            let columns = columns.get();
            view! {
                <DataTable caption=words().detail.state_by_school columns=headings(columns)>
                    {rows(columns)}
                </DataTable>
            }
        }}
    }
}

fn headings(columns: SiteColumns) -> Vec<Column> {
    [
        Some(Column::Text(words().detail.school)),
        Some(Column::Text(words().detail.state)),
        Some(Column::Number(words().detail.recipients)),
        columns.delivered.then_some(Column::Number(words().detail.delivered)),
        Some(Column::Number(seen(columns))),
        columns.acknowledged.then_some(Column::Number(words().detail.acknowledged)),
        columns.reason.then_some(Column::Text(words().detail.reason)),
        Some(Column::Text(words().detail.changed)),
    ]
    .into_iter()
    .flatten()
    .collect()
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

/// What a browser that translates the page would keep as it was is not to be translated.
#[component]
fn Row(columns: SiteColumns, public: bool, row: SiteRow, shown: RwSignal<SitesPage>) -> impl IntoView {
    let board = public.then(|| view! { <PublicBoard uai=row.uai.clone() school=row.name.clone() /> });
    let (name, school) = (row.name.clone(), row.establishment);
    let place = if row.town.is_empty() { row.uai.clone() } else { format!("{}, {}", row.town, row.uai) };
    let now = Memo::new(move |before: Option<&SiteRow>| {
        let found = shown.with(|page| page.rows.iter().find(|row| row.establishment == school).cloned());
        found.unwrap_or_else(|| before.unwrap_or(&row).clone())
    });
    let known =
        |count: Option<u64>| count.map_or_else(|| "—".to_owned(), |count| words().numbers.number(count));
    let changed = move || now.with(|row| row.changed.local);
    view! {
        <tr>
            <th scope="row">{name} " " <span class="hint">{place}</span> {board}</th>
            <td data-label=words().detail.state>
                <span class="status" translate="no" data-state=move || marks::delivery_state(now.with(|row| row.state))>
                    {move || words().communications.delivery_state(now.with(|row| row.state))}
                </span>
            </td>
            <td data-label=words().detail.recipients class="number" translate="no">{move || known(now.with(|row| row.recipients))}</td>
            {columns.delivered.then(|| view! { <td data-label=words().detail.delivered class="number" translate="no">{move || known(now.with(|row| row.delivered))}</td> })}
            <td data-label=seen(columns) class="number" translate="no">{move || words().numbers.number(now.with(|row| row.seen))}</td>
            {columns.acknowledged.then(|| view! { <td data-label=words().detail.acknowledged class="number" translate="no">{move || known(now.with(|row| row.acknowledged))}</td> })}
            {columns.reason.then(|| view! { <td data-label=words().detail.reason dir="auto" lang=authored()>{words_afresh(Signal::derive(move || now.with(reason)))}</td> })}
            <td data-label=words().detail.changed translate="no">
                <span>
                    <time datetime=move || marks::machine_time(changed())>
                        {move || format!("{} {}", words().dates.date(changed().date()), words().dates.time(changed()))}
                    </time>
                    " "
                    <span class="hint">{words().common.by} " " {move || now.with(by)}</span>
                </span>
            </td>
        </tr>
    }
}

fn reason(row: &SiteRow) -> String {
    row.reason.as_deref().map_or_else(|| "—".to_owned(), french_spaces)
}

fn by(row: &SiteRow) -> String {
    row.changed_by.clone().unwrap_or_else(|| "Porte-voix".to_owned())
}
