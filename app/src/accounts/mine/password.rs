use domain::time::Stamp;
use leptos::prelude::*;

use super::proof::ProofFields;
use crate::{
    accounts::new_password::NewPassword,
    components::{Failed, FormOutcome, form::PasswordField},
    named::named,
    words,
};

#[component]
pub fn PasswordCard(
    login: String,
    /// Whether there is a second factor, whose code is needed too.
    coded: bool,
    changed: Option<Stamp>,
    outcome: FormOutcome,
) -> impl IntoView {
    let errors = outcome.errors_of("mot-de-passe");
    view! {
        <section class="card" aria-labelledby="changer-titre">
            <h2 id="changer-titre">{words().accounts.password}</h2>
            <p class="muted">
                {words().accounts.login_before} " "
                <strong>{login.clone()}</strong>
                {changed
                    .map(|at| {
                        view! {
                            <br />
                            {words().accounts.changed_on} " "
                            <time datetime=at.local.format("%FT%R").to_string()>{words().dates.date_time(at.local)}</time>
                        }
                    })}
            </p>
            <form class="stack" method="post" action=named("/mon-compte/mot-de-passe")>
                <Failed failure=outcome.failure_of("mot-de-passe") />
                <ProofFields
                    ids=["actuel", "actuel-code"]
                    label=words().accounts.current_password
                    login
                    coded
                    errors=errors.clone()
                />
                <NewPassword link=None problem=errors.get("nouveau").map(|problem| words().fields.problem(problem)) />
                <PasswordField
                    id="confirmation"
                    label=words().accounts.password_again
                    autocomplete="new-password"
                    problem=errors.get("confirmation").map(|problem| words().fields.problem(problem))
                />
                <p class="hint">{words().accounts.others_will_close}</p>
                <div class="cluster">
                    <button class="button button-primary" type="submit">{words().accounts.change_password}</button>
                </div>
            </form>
        </section>
    }
}
