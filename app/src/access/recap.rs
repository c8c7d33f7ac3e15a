use domain::access::view::GrantRow;
use leptos::{html, prelude::*};

use super::{
    line::Added,
    notice::OutcomeNotice,
    row::{AddedLine, GrantedLine},
    save::Save,
    state::{Access, GranteeKind},
};
use crate::{
    components::{Icon, Line, filtering, form::FilterInput, lines},
    words,
};

/// More lines than this get an input to filter them.
const FILTERED_FROM: usize = 12;

/// *Récapitulatif des droits d’accès*: the lines of this tab, and the changes that wait for
/// *Valider*.
#[component]
pub fn Recap() -> impl IntoView {
    let access = expect_context::<Access>();
    let wanted = RwSignal::new(String::new());
    let heading = NodeRef::<html::H2>::new();
    let rows = Memo::new(move |_| {
        access.list.with(|list| {
            list.page.grants.iter().filter(|row| access.kind.shows(row)).cloned().collect::<Vec<_>>()
        })
    });
    let is_filtered = move || rows.with(Vec::len) > FILTERED_FROM;
    let filter = filtering(wanted, is_filtered);
    let count = move || words().access.accesses(rows.with(Vec::len) as u64);
    let empty =
        Memo::new(move |_| rows.with(Vec::is_empty) && access.list.with(|list| list.added.is_empty()));
    view! {
        <section class="stack" aria-labelledby="titre-recapitulatif">
            <div class="card-head">
                <h2 id="titre-recapitulatif" tabindex="-1" node_ref=heading>{words().access.recap}</h2>
                <p class="muted" translate="no">{count}</p>
            </div>
            <OutcomeNotice />
            <p class="visually-hidden" role="status" translate="no">{move || access.spoken.get()}</p>
            <FilterInput
                label=words().access.filter_recap
                wanted
                class="input recap-filter needs-script"
                hidden=Signal::derive(move || !is_filtered())
            />
            <NothingYet empty />
            <Lines rows filter heading empty />
            <Save />
        </section>
    }
}

#[component]
fn Lines(
    rows: Memo<Vec<GrantRow>>,
    filter: Memo<String>,
    heading: NodeRef<html::H2>,
    empty: Memo<bool>,
) -> impl IntoView {
    let access = expect_context::<Access>();
    view! {
        <div class="table-scroll" hidden=move || empty.get()>
            <table class="table table-cards recap">
                <caption class="visually-hidden">{words().access.recap}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words().access.target}</th>
                        <th scope="col">{words().access.role_label}</th>
                        <th scope="col" class="number">{words().access.people_label}</th>
                        <th scope="col">{words().access.given_by_label}</th>
                        <th scope="col">{words().access.action}</th>
                    </tr>
                </thead>
                <tbody>
                    {lines(move || {
                        let line = |line: Added| {
                            Line::new(added_key(&line), move || view! { <AddedLine line heading /> }.into_any())
                        };
                        access.list.with(|list| list.added.clone()).into_iter().map(line).collect()
                    })}
                    {lines(move || {
                        let line = |(place, row): (usize, GrantRow)| {
                            Line::new(granted_key(place, &row), move || view! { <GrantedLine row filter /> }.into_any())
                        };
                        rows.get().into_iter().enumerate().map(line).collect()
                    })}
                </tbody>
            </table>
        </div>
    }
}

/// All that may change in such a line.
fn added_key(line: &Added) -> String {
    let wrong = line.problems.0.iter().map(|(field, what)| words().fields.named(field, what));
    format!("{} {}", line.uid, wrong.collect::<String>())
}

/// The same of a line of the server. One that cannot be removed here has no number of its own.
fn granted_key(place: usize, row: &GrantRow) -> String {
    let id = row.id.map_or_else(|| format!("-{place}"), |id| id.to_string());
    let lost: String = row.concerns.iter().map(|lost| words().access.lost(lost)).collect();
    let role = words().access.role_up_to(row.role, row.severity);
    format!("{id} {} {role} {} {lost}", words().access.grantee(&row.grantee), row.people)
}

#[component]
fn NothingYet(empty: Memo<bool>) -> impl IntoView {
    let sentence = match expect_context::<Access>().kind {
        GranteeKind::Population => words().access.no_population,
        GranteeKind::Person => words().access.no_person,
    };
    view! {
        <div class="empty" hidden=move || !empty.get()>
            <Icon name="people" />
            <h3>{sentence}</h3>
            <p class="muted needs-script">{words().access.add_above}</p>
        </div>
    }
}
