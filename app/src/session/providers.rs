use domain::providers::{
    Unmatched,
    view::{DoorChoices, Offered},
};
use leptos::prelude::*;

use crate::{components::address, words};

/// *Se connecter avec*: a link to each provider. The one that this browser used last comes first.
#[component]
pub fn ProviderChoice(choices: DoorChoices, suite: String) -> impl IntoView {
    let DoorChoices { providers, last, .. } = choices;
    let link = move |(at, offered): (usize, Offered)| {
        let class = if at == 0 { "button button-primary button-wide" } else { "button button-wide" };
        let again = last == Some(offered.id);
        view! {
            <li>
                <a class=class rel="external" href=address(&offered.start(), &[("suite", &suite)])>
                    {words().providers.sign_in_with(&offered.name)}
                </a>
                {again.then(|| view! { <span class="muted small">{words().providers.last_time}</span> })}
            </li>
        }
    };
    (!providers.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="fournisseurs">
                <h2 id="fournisseurs">{words().providers.choose}</h2>
                <ul class="stack" role="list">{providers.into_iter().enumerate().map(link).collect_view()}</ul>
            </section>
        }
    })
}

/// `?erreur=` of a sign-in with a provider: what happened, and what to do.
pub fn provider_failure(code: &str, provider: &str, choices: &DoorChoices) -> Option<(String, String)> {
    let said = words().providers;
    let named = choices.providers.iter().find(|offered| offered.id.to_string() == provider);
    let name = named.map_or(said.this_provider, |offered| offered.name.as_str());
    let (what, next) = match code {
        "retour" => (said.not_waiting.to_owned(), said.not_waiting_hint),
        "abandon" => (said.given_up.to_owned(), said.given_up_hint),
        "suspendu" => (said.out_of_service.to_owned(), said.out_of_service_hint),
        "panne" => (said.down(name), said.down_hint),
        "fournisseur" => (said.failed(name), said.failed_hint),
        other => {
            let reason = other.strip_prefix("personne-").and_then(Unmatched::from_code)?;
            let (what, next) = said.unmatched(reason);
            (what.to_owned(), next)
        }
    };
    Some((what, next.to_owned()))
}
