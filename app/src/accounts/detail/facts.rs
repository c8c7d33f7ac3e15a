use domain::{
    accounts::view::{AccountRow, AccountState},
    time::Stamp,
};
use leptos::prelude::*;

use crate::{accounts::list::StateBadge, words};

#[component]
pub fn Facts(row: AccountRow, link_expires: Option<Stamp>) -> impl IntoView {
    let second_factor = if row.second_factor { "Activée" } else { "Non activée" };
    let has_account = row.state != AccountState::None;
    view! {
        <section class="card" aria-labelledby="compte-titre">
            <h2 id="compte-titre">"Compte"</h2>
            <dl class="facts">
                {row.place.as_ref().map(|place| fact("Dans l’annuaire", words().accounts.place(place)))}
                {row.login.map(|login| fact("Identifiant", login))}
                {fact("État", view! { <StateBadge state=row.state /> })}
                {link_expires.map(|at| fact("Lien valable jusqu’au", time(at)))}
                {has_account
                    .then(|| {
                        (
                            fact("Administrateur", if row.administrator { "Oui" } else { "Non" }),
                            fact("Double authentification", second_factor),
                            fact(
                                "Dernière connexion",
                                row.last_sign_in.map_or_else(|| "Jamais".into_any(), |at| time(at).into_any()),
                            ),
                        )
                    })}
            </dl>
        </section>
    }
}

fn fact(label: &'static str, value: impl IntoView) -> impl IntoView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
        </div>
    }
}

/// When something was, or will be.
pub fn time(at: Stamp) -> impl IntoView {
    view! { <time datetime=at.local.format("%FT%R").to_string()>{words().dates.date_time(at.local)}</time> }
}
