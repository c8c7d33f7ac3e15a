use domain::communications::{Channel, view::SentFilter};
use leptos::prelude::*;

use super::filter;
use crate::{
    components::form::{ChoiceField, DateField, FilterActions, TextField},
    words,
};

fn statuses() -> [(&'static str, &'static str); 9] {
    [
        ("", words().sent.all),
        ("en-attente", words().sent.pending),
        ("programmee", words().sent.scheduled),
        ("en-cours", words().sent.deploying),
        ("deployee", words().sent.deployed),
        ("sans-destinataire", words().sent.unreached),
        ("terminee", words().sent.ended),
        ("annulee", words().sent.cancelled),
        ("en-echec", words().sent.failed),
    ]
}

fn orders() -> [(&'static str, &'static str); 5] {
    [
        ("", words().sent.latest),
        ("ancien", words().sent.oldest),
        ("debut", words().sent.by_start),
        ("fin", words().sent.by_end),
        ("auteur", words().sent.author),
    ]
}

/// A plain GET form: the browser writes the filter into the address.
#[component]
pub fn FilterForm(filter: SentFilter) -> impl IntoView {
    let narrowed = filter::narrows(&filter);
    let channels: Vec<_> = [("", words().sent.all)]
        .into_iter()
        .chain(Channel::ALL.map(|channel| (channel.code(), words().communications.channel(channel))))
        .collect();
    view! {
        <form class="card filters" method="get" action=filter::PATH role="search" aria-label=words().sent.title>
            <TextField
                id="recherche"
                name="q"
                label=words().common.search
                kind="search"
                placeholder=words().sent.search_hint
                value=filter.search
                class="field filters-search"
            />
            <ChoiceField id="canal" label=words().sent.channel options=channels value=filter.channel />
            <ChoiceField id="statut" label=words().sent.status options=statuses().to_vec() value=filter.status />
            <DateField id="du" label=words().sent.period_from value=filter.from />
            <DateField id="au" label=words().common.to_day value=filter.to />
            <TextField id="auteur" label=words().sent.author placeholder=words().sent.author_hint value=filter.author />
            <ChoiceField id="tri" label=words().sent.order options=orders().to_vec() value=filter.sort />
            <FilterActions narrowed all=filter::PATH />
        </form>
    }
}
