use domain::{fields::FieldErrors, time::Stamp};
use leptos::prelude::*;

use crate::{
    accounts::new_password::NewPassword,
    components::{FormOutcome, form::PasswordField},
    words,
};

#[component]
pub fn PasswordCard(login: String, changed: Option<Stamp>, outcome: FormOutcome) -> impl IntoView {
    // The form that takes the second factor off asks for the password in force as well.
    let errors = if outcome.is_of("retirer") { FieldErrors::default() } else { outcome.errors };
    view! {
        <section class="card" aria-labelledby="changer-titre">
            <h2 id="changer-titre">"Mot de passe"</h2>
            <p class="muted">
                "Identifiant : "
                <strong>{login.clone()}</strong>
                {changed
                    .map(|at| {
                        view! {
                            <br />
                            "Changé le "
                            <time datetime=at.local.format("%FT%R").to_string()>{words().dates.date_time(at.local)}</time>
                        }
                    })}
            </p>
            <form class="stack" method="post" action="/mon-compte/mot-de-passe">
                // Password managers want to know whose password it is.
                <input type="text" autocomplete="username" value=login readonly hidden />
                <PasswordField
                    id="actuel"
                    label="Mot de passe actuel"
                    autocomplete="current-password"
                    problem=errors.get("actuel").map(|problem| words().fields.problem(problem))
                />
                <NewPassword link=None problem=errors.get("nouveau").map(|problem| words().fields.problem(problem)) />
                <PasswordField
                    id="confirmation"
                    label="Confirmation du nouveau mot de passe"
                    autocomplete="new-password"
                    problem=errors.get("confirmation").map(|problem| words().fields.problem(problem))
                />
                <p class="hint">"Vos autres sessions seront fermées."</p>
                <div class="cluster">
                    <button class="button button-primary" type="submit">"Changer le mot de passe"</button>
                </div>
            </form>
        </section>
    }
}
