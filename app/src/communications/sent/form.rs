use domain::communications::{Channel, view::SentFilter};
use leptos::prelude::*;

use super::filter;
use crate::words;

const STATUSES: [(&str, &str); 7] = [
    ("", "Tous"),
    ("programmee", "Programmée"),
    ("en-cours", "En cours de déploiement"),
    ("deployee", "Déployée"),
    ("terminee", "Terminée"),
    ("annulee", "Annulée"),
    ("en-echec", "En échec"),
];

const ORDERS: [(&str, &str); 5] = [
    ("", "Plus récentes"),
    ("ancien", "Plus anciennes"),
    ("debut", "Début de période"),
    ("fin", "Fin de période"),
    ("auteur", "Auteur"),
];

/// A plain GET form: the browser writes the filter into the address.
#[component]
pub fn FilterForm(filter: SentFilter) -> impl IntoView {
    let narrowed = filter::narrows(&filter);
    let channels: Vec<_> = [("", "Tous")]
        .into_iter()
        .chain(Channel::ALL.map(|channel| (channel.code(), words().communications.channel(channel))))
        .collect();
    view! {
        <form class="card filters" method="get" action=filter::PATH role="search" aria-label="Communications émises">
            <div class="field filters-search">
                <label for="recherche">"Rechercher"</label>
                <input
                    class="input"
                    id="recherche"
                    name="q"
                    type="search"
                    placeholder="Un mot du texte"
                    value=filter.search
                />
            </div>
            <Choice id="canal" label="Canal" options=channels chosen=filter.channel />
            <Choice id="statut" label="Statut" options=STATUSES.to_vec() chosen=filter.status />
            <div class="field">
                <label for="du">"Période, du"</label>
                <input class="input" id="du" name="du" type="date" value=filter.from />
            </div>
            <div class="field">
                <label for="au">"au"</label>
                <input class="input" id="au" name="au" type="date" value=filter.to />
            </div>
            <div class="field">
                <label for="auteur">"Auteur"</label>
                <input class="input" id="auteur" name="auteur" type="text" placeholder="Nom ou prénom" value=filter.author />
            </div>
            <Choice id="tri" label="Tri" options=ORDERS.to_vec() chosen=filter.sort />
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
