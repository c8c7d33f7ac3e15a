use domain::accounts::view::LinkView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{api::password_link, new_password::NewPassword};
use crate::{
    AppError,
    components::{Failure, FormOutcome, Notice, form::PasswordField, form_outcome},
    session::Door,
    words,
};

/// *Choisir un mot de passe*: what a one-time link opens, for whoever has it.
#[component]
pub fn PasswordLinkPage() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("jeton").unwrap_or_default());
    let outcome = StoredValue::new(form_outcome());
    let token = StoredValue::new(token);
    let page = Resource::new_blocking(|| (), move |()| password_link(token.get_value()));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(link) => {
                        view! { <Choose link token=token.get_value() outcome=outcome.get_value() /> }.into_any()
                    }
                    Err(AppError::NotFound) => view! { <Over /> }.into_any(),
                    Err(error) => {
                        view! {
                            <Title text="Choisir un mot de passe" />
                            <Door>
                                <Failure error />
                            </Door>
                        }
                            .into_any()
                    }
                }
            })}
        </Suspense>
    }
}

#[component]
fn Choose(link: LinkView, token: String, outcome: FormOutcome) -> impl IntoView {
    let title =
        if outcome.is_refused() { "Erreur : Choisir un mot de passe" } else { "Choisir un mot de passe" };
    let (errors, failure) = (outcome.errors, outcome.failure);
    let action = format!("/mot-de-passe/{token}");
    view! {
        <Title text=title />
        <Door>
            <div class="card">
                <h1>"Choisir un mot de passe"</h1>
                {failure.map(|error| view! { <Notice kind="error" what=error.sentence() next="" /> })}
                <p>
                    {link.name}
                    <br />
                    <span class="muted">"Identifiant : "</span>
                    <strong>{link.login.clone()}</strong>
                </p>
                <form class="stack" method="post" action=action>
                    // Password managers want to know whose password it is.
                    <input type="text" autocomplete="username" value=link.login readonly hidden />
                    <NewPassword link=Some(token) problem=errors.get("nouveau").map(|problem| words().fields.problem(problem)) />
                    <PasswordField
                        id="confirmation"
                        label="Confirmation du nouveau mot de passe"
                        autocomplete="new-password"
                        problem=errors.get("confirmation").map(|problem| words().fields.problem(problem))
                    />
                    <button class="button button-primary button-wide" type="submit">
                        "Enregistrer le mot de passe"
                    </button>
                </form>
            </div>
        </Door>
    }
}

/// The link was used, replaced, or its time is over: it does not matter which.
#[component]
fn Over() -> impl IntoView {
    view! {
        <Title text="Lien expiré" />
        <Door>
            <div class="card">
                <h1>"Ce lien ne sert plus"</h1>
                <p>"Il a déjà servi, un autre l’a remplacé, ou sa durée est passée."</p>
                <p>
                    "Vous avez déjà choisi votre mot de passe ? Connectez-vous. Sinon, demandez un nouveau lien à l’administrateur du portail."
                </p>
                <a class="button button-primary button-wide" href="/connexion" rel="external">"Se connecter"</a>
            </div>
        </Door>
    }
}
