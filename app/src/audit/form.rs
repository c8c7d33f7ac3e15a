use domain::audit::{Action, AuditFilter, Outcome};
use leptos::prelude::*;

use super::filter;
use crate::words;

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
            <div class="field filters-search">
                <label for="recherche">"Rechercher"</label>
                <input
                    class="input"
                    id="recherche"
                    name="q"
                    type="search"
                    placeholder="Qui, ou sur quoi"
                    value=filter.search
                />
            </div>
            <Choice id="action" label="Action" options=actions chosen=filter.action />
            <Choice id="resultat" label="Résultat" options=outcomes chosen=filter.outcome />
            <div class="field">
                <label for="du">"Du"</label>
                <input class="input" id="du" name="du" type="date" value=filter.from />
            </div>
            <div class="field">
                <label for="au">"Au"</label>
                <input class="input" id="au" name="au" type="date" value=filter.to />
            </div>
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

#[component]
fn Choice(
    id: &'static str,
    label: &'static str,
    options: Vec<(&'static str, &'static str)>,
    chosen: String,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select class="input" id=id name=id>
                {options
                    .into_iter()
                    .map(|(value, name)| view! { <option value=value selected=value == chosen>{name}</option> })
                    .collect_view()}
            </select>
        </div>
    }
}
