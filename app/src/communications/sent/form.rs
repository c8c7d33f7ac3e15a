use domain::communications::{Channel, view::SentFilter};
use leptos::prelude::*;

use super::filter;
use crate::{
    components::form::{ChoiceField, DateField, TextField},
    words,
};

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
            <TextField
                id="recherche"
                name="q"
                label="Rechercher"
                kind="search"
                placeholder="Un mot du texte"
                value=filter.search
                class="field filters-search"
            />
            <ChoiceField id="canal" label="Canal" options=channels value=filter.channel />
            <ChoiceField id="statut" label="Statut" options=STATUSES.to_vec() value=filter.status />
            <DateField id="du" label="Période, du" value=filter.from />
            <DateField id="au" label="au" value=filter.to />
            <TextField id="auteur" label="Auteur" placeholder="Nom ou prénom" value=filter.author />
            <ChoiceField id="tri" label="Tri" options=ORDERS.to_vec() value=filter.sort />
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
