use std::collections::BTreeMap;

use domain::retention::{RetentionLine, RetentionPage as Page};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

use super::page::{PATH, load};
use crate::{
    components::{Breadcrumb, Column, DataTable, Failure, Notice},
    words,
};

/// *Registre des traitements*: a prefilled sheet, to be completed and printed.
#[component]
pub fn RecordPage() -> impl IntoView {
    let loaded = Resource::new_blocking(|| (), |()| load(BTreeMap::new()));
    view! {
        <Title text=words().retention.record />
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(page) => Either::Left(view! { <Loaded page /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(page: Page) -> impl IntoView {
    let said = words().retention;
    let before = [
        (said.processing_title, said.processing),
        (said.controller_title, said.controller),
        (said.officer_title, said.officer),
        (said.purposes_title, said.purposes),
        (said.basis_title, said.basis),
        (said.people_title, said.people),
        (said.data_title, said.data),
        (said.recipients_title, said.recipients),
    ];
    let after = [
        (said.security_title, said.security),
        (said.rights_title, said.rights),
        (said.processors_title, said.processors),
        (said.impact_title, said.impact),
    ];
    view! {
        <Breadcrumb above=vec![(words().shell.administration, ""), (said.title, PATH)] here=said.record />
        <h1>{said.record}</h1>
        <p class="muted">{said.record_about}</p>
        <div class="card stack">
            {before.map(part).collect_view()}
            <h2>{said.periods_title}</h2>
            {(!page.chosen).then(|| view! { <Notice kind="information" what=said.record_unlimited next="" /> })}
            <Periods lines=page.lines />
            {after.map(part).collect_view()}
        </div>
    }
}

/// A heading and its list.
fn part((title, list): (&'static str, &'static str)) -> impl IntoView {
    view! {
        <h2>{title}</h2>
        <ul>{list.split('|').map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
    }
}

#[component]
fn Periods(lines: Vec<RetentionLine>) -> impl IntoView {
    let columns =
        vec![Column::Text(words().retention.column_kind), Column::Number(words().retention.column_days)];
    let row = |line: RetentionLine| {
        view! {
            <tr>
                <th scope="row">{words().retention.kept(line.kind)}</th>
                <td class="number" data-label=words().retention.column_days>{line.days}</td>
            </tr>
        }
    };
    view! {
        <DataTable caption=words().retention.periods_title columns>
            {lines.into_iter().map(row).collect_view()}
        </DataTable>
    }
}
