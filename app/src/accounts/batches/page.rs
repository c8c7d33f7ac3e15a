use domain::accounts::batch::{BatchesPage as Page, PopulationChoice};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{begin::Population, choose::Choose, table::Batches};
use crate::{
    accounts::{api::batches, list},
    components::{Breadcrumb, Failed, Failure, FormOutcome, Notice, form_outcome},
    words,
};

/// *Comptes en nombre*; the query says which population is chosen.
#[component]
pub fn BatchesPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |name: &str| query.get(name).unwrap_or_default();
    let choice = PopulationChoice {
        school: get("ecole"),
        profile: get("profil"),
        level: get("niveau"),
        class: get("classe"),
        who: get("qui"),
        rights: String::new(),
    };
    let asked = StoredValue::new((choice, get("fait")));
    let outcome = StoredValue::new(form_outcome());
    let page =
        Resource::new_blocking(|| (), move |()| batches(asked.with_value(|(choice, _)| choice.clone())));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let moved = asked.with_value(|(_, done)| done == "change");
                match page.await {
                    Ok(page) => {
                        Either::Left(view! { <Loaded page moved outcome=outcome.get_value() /> })
                    }
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

#[component]
fn Loaded(page: Page, moved: bool, outcome: FormOutcome) -> impl IntoView {
    let said = words().batches;
    let title = words().common.title_of(said.title, outcome.is_refused());
    let failure = outcome.failure.clone();
    let Page { schools, population, batches, sends_mail, has_address, login, coded } = page;
    let warns = population.is_some() && !has_address;
    view! {
        <Title text=title />
        <Breadcrumb above=vec![(words().shell.administration, ""), (words().accounts.accounts, list::PATH)] here=said.title />
        <div class="page-head">
            <h1>{said.title}</h1>
        </div>
        {moved.then(|| view! { <Notice kind="warning" what=said.moved next=said.moved_next /> })}
        <Failed failure />
        <p>{said.about}</p>
        <Choose schools population=population.clone() />
        {warns.then(|| view! { <Notice kind="warning" what=said.no_address next=said.no_address_next /> })}
        {population.map(|population| view! { <Population population sends_mail login coded outcome /> })}
        <Batches rows=batches />
    }
}
