use domain::access::view::GrantRow;
use leptos::{html, prelude::*};

use super::{
    outcome::OutcomeNotice,
    row::{AddedLine, GrantedLine},
    save::Save,
    state::{Access, Kind},
};
use crate::{
    components::{Icon, form::FilterInput},
    words,
};

/// More lines than this get an input to filter them.
const FILTERED_FROM: usize = 12;

/// *Récapitulatif des droits d’accès*: the lines of this tab, and what waits for *Valider*.
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
    let count = move || match rows.with(Vec::len) {
        0 => "Aucun accès".to_owned(),
        1 => "1 accès".to_owned(),
        n => format!("{} accès", words().numbers.number(n as u64)),
    };
    let empty =
        Memo::new(move |_| rows.with(Vec::is_empty) && access.list.with(|list| list.added.is_empty()));
    view! {
        <section class="stack" aria-labelledby="titre-recapitulatif">
            <div class="card-head">
                <h2 id="titre-recapitulatif" tabindex="-1" node_ref=heading>"Récapitulatif des droits d’accès"</h2>
                <p class="muted">{count}</p>
            </div>
            <OutcomeNotice />
            <p class="visually-hidden" role="status">{move || access.spoken.get()}</p>
            <FilterInput
                label="Filtrer le récapitulatif"
                wanted
                class="input recap-filter needs-script"
                hidden=Signal::derive(move || rows.with(Vec::len) <= FILTERED_FROM)
            />
            <NothingYet empty />
            <Lines rows wanted heading empty />
            <Save />
        </section>
    }
}

#[component]
fn Lines(
    rows: Memo<Vec<GrantRow>>,
    wanted: RwSignal<String>,
    heading: NodeRef<html::H2>,
    empty: Memo<bool>,
) -> impl IntoView {
    let access = expect_context::<Access>();
    view! {
        <div class="table-scroll" hidden=move || empty.get()>
            <table class="table table-cards recap">
                <caption class="visually-hidden">"Récapitulatif des droits d’accès"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Cible"</th>
                        <th scope="col">"Rôle"</th>
                        <th scope="col" class="number">"Personnes"</th>
                        <th scope="col">"Donné par"</th>
                        <th scope="col">"Action"</th>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        let added = access.list.with(|list| list.added.clone());
                        added.into_iter().map(|line| view! { <AddedLine line heading /> }).collect_view()
                    }}
                    {move || rows.get().into_iter().map(|row| view! { <GrantedLine row wanted /> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn NothingYet(empty: Memo<bool>) -> impl IntoView {
    let sentence = match expect_context::<Access>().kind {
        Kind::Population => "Aucune population n’a de rôle ici.",
        Kind::Person => "Personne n’a de rôle à titre personnel ici.",
    };
    view! {
        <div class="empty" hidden=move || !empty.get()>
            <Icon name="people" />
            <h3>{sentence}</h3>
            <p class="muted needs-script">"Ajoutez un accès ci-dessus, puis validez."</p>
        </div>
    }
}
