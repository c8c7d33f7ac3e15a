use domain::audit::{Action, AuditFilter, Outcome};
use leptos::prelude::*;

use super::filter;
use crate::{
    components::form::{ChoiceField, DateField, TextField},
    words,
};

/// A plain GET form: the browser writes the filter into the address.
#[component]
pub fn FilterForm(filter: AuditFilter) -> impl IntoView {
    let narrowed = filter::narrows(&filter);
    let all = |name: &'static str| vec![("", name)];
    let actions = Action::ALL.iter().map(|action| (action.code(), words().audit.action(*action)));
    let outcomes = Outcome::ALL.into_iter().map(|outcome| (outcome.code(), words().audit.outcome(outcome)));
    let actions = all("Toutes").into_iter().chain(actions).collect();
    let outcomes = all("Tous").into_iter().chain(outcomes).collect();
    view! {
        <form class="card filters journal-filters" method="get" action=filter::PATH role="search" aria-label="Journal">
            <TextField
                id="recherche"
                name="q"
                label="Rechercher"
                kind="search"
                placeholder="Qui, ou sur quoi"
                value=filter.search
                class="field filters-search"
            />
            <ChoiceField id="action" label="Action" options=actions value=filter.action />
            <ChoiceField id="resultat" label="Résultat" options=outcomes value=filter.outcome />
            <DateField id="du" label="Du" value=filter.from />
            <DateField id="au" label="Au" value=filter.to />
            <div class="filters-actions">
                <button class="button" type="submit">"Filtrer"</button>
                // A new document, because fields that somebody typed in keep their text otherwise.
                {narrowed
                    .then(|| {
                        view! {
                            <a class="button button-quiet" href=filter::PATH rel="external">
                                "Effacer"
                                <span class="visually-hidden">" les critères"</span>
                            </a>
                        }
                    })}
            </div>
        </form>
    }
}
