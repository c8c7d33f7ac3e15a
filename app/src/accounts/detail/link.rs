use domain::accounts::view::{AccountDetail, AccountState, NewLink};
use leptos::{either::Either, prelude::*};

use super::facts::time;
use crate::{
    accounts::{copy::CopyButton, list},
    components::{FormOutcome, Icon, form::TextField},
    words,
};

/// Creating an account, or renewing its password: either way a one-time link, which the person
/// opens to choose a password that nobody else has seen.
#[component]
pub fn LinkCard(detail: AccountDetail, outcome: FormOutcome) -> impl IntoView {
    let action = format!("{}/{}/lien", list::PATH, detail.row.person);
    let is_new = detail.row.state == AccountState::None;
    let title = match detail.row.state {
        AccountState::None => "Créer un compte",
        AccountState::LinkSent => "Lien à usage unique",
        AccountState::Active => "Renouveler le mot de passe",
    };
    let explanation = match detail.row.state {
        AccountState::None => {
            "Un lien à usage unique permet à la personne de choisir elle-même son mot de passe. Remettez-le-lui en mains propres ou par un moyen sûr."
        }
        AccountState::LinkSent => {
            "Un lien attend d’être utilisé. Un nouveau le remplace : l’ancien ne servira plus."
        }
        AccountState::Active => {
            "Mot de passe oublié ? Un lien à usage unique permet d’en choisir un nouveau. L’actuel reste bon jusque-là ; toutes les sessions se ferment quand le lien sert."
        }
    };
    let problem = outcome.errors.get("identifiant").map(|problem| words().fields.problem(problem));
    let autofocus = problem.is_some();
    let form = if is_new {
        Either::Left(view! {
            <TextField
                id="identifiant"
                label="Identifiant"
                autocomplete="off"
                value=outcome.typed("identifiant").unwrap_or(detail.suggested_login)
                hint="Ce que la personne saisira pour se connecter."
                problem
                required=true
                as_typed=true
                autofocus
            />
        })
    } else {
        // Nothing to choose: the suggestion for somebody with an account is the login in use.
        Either::Right(view! { <input type="hidden" name="identifiant" value=detail.suggested_login /> })
    };
    view! {
        <section class="card" aria-labelledby="lien-titre">
            <h2 id="lien-titre">{title}</h2>
            <p>{explanation}</p>
            <form class="stack" method="post" action=action>
                {form}
                <div class="cluster">
                    <button class="button button-primary" type="submit">{if detail.row.state == AccountState::LinkSent { "Obtenir un autre lien" } else { "Obtenir un lien" }}</button>
                </div>
            </form>
        </section>
    }
}

/// The one time that a link is shown.
#[component]
pub fn NewLinkNotice(link: NewLink, origin: String) -> impl IntoView {
    view! {
        <div class="notice new-link" data-kind="success" role="status">
            <Icon name="success" />
            <h2>"Ce lien n’est affiché qu’une fois"</h2>
            <p>
                "Identifiant : "
                <strong>{link.login}</strong>
                ". Le lien est bon une seule fois, jusqu’au "
                {time(link.expires)}
                "."
            </p>
            <div class="field">
                <label for="lien">"Lien à transmettre"</label>
                <div class="copy-line">
                    <input class="input" id="lien" type="text" readonly autocomplete="off" value=format!("{origin}{}", link.path) />
                    <CopyButton field="lien".to_owned() />
                </div>
            </div>
        </div>
    }
}
