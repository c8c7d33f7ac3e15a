use domain::audit::{Action, AuditFilter, Outcome};
use leptos::prelude::*;

use super::filter;
use crate::{
    components::form::{ChoiceField, DateField, FilterActions, TextField},
    words,
};

/// A plain GET form: the browser writes the filter into the address.
#[component]
pub fn FilterForm(filter: AuditFilter) -> impl IntoView {
    let narrowed = filter::narrows(&filter);
    let all = |name: &'static str| vec![("", name)];
    let actions = Action::ALL.iter().map(|action| (action.code(), words().audit.action(*action)));
    let outcomes = Outcome::ALL.into_iter().map(|outcome| (outcome.code(), words().audit.outcome(outcome)));
    let actions = all(words().audit.all_actions).into_iter().chain(actions).collect();
    let outcomes = all(words().audit.all_outcomes).into_iter().chain(outcomes).collect();
    view! {
        <form class="card filters journal-filters" method="get" action=filter::PATH role="search" aria-label=words().audit.title>
            <TextField
                id="recherche"
                name="q"
                label=words().common.search
                kind="search"
                placeholder=words().audit.search_hint
                value=filter.search
                class="field filters-search"
            />
            <ChoiceField id="action" label=words().audit.action_label options=actions value=filter.action />
            <ChoiceField id="resultat" label=words().audit.outcome_label options=outcomes value=filter.outcome />
            <DateField id="du" label=words().audit.from value=filter.from />
            <DateField id="au" label=words().audit.to value=filter.to />
            <FilterActions narrowed all=filter::PATH />
        </form>
    }
}
