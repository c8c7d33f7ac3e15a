//! *Mon compte*

mod email;
mod password;
mod second_factor;
mod sessions;

use domain::accounts::view::AccountView;
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use self::{email::EmailCard, password::PasswordCard, second_factor::SecondFactorCard, sessions::Sessions};
use super::api::account;
use crate::components::{Breadcrumb, Failure, FormOutcome, Notice, form_outcome};

/// Password, second factor and sessions of whoever is signed in.
#[component]
pub fn AccountPage() -> impl IntoView {
    let outcome = StoredValue::new(form_outcome());
    let done = use_query_map().with_untracked(|query| query.get("fait").unwrap_or_default());
    let done = StoredValue::new(done);
    let page = Resource::new_blocking(|| (), |()| account());
    let title =
        if outcome.with_value(FormOutcome::is_refused) { "Erreur : Mon compte" } else { "Mon compte" };
    view! {
        <Title text=title />
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(account) => {
                        Either::Left(view! { <Loaded account outcome=outcome.get_value() done=done.get_value() /> })
                    }
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(account: AccountView, outcome: FormOutcome, done: String) -> impl IntoView {
    let failure = outcome.failure.clone();
    view! {
        <Breadcrumb here="Mon compte" />
        <div class="page-head">
            <h1>"Mon compte"</h1>
        </div>
        {done_of(&done).map(|(what, next)| view! { <Notice kind="success" what next /> })}
        {failure.map(|error| view! { <Notice kind="error" what=error.sentence() next="" /> })}
        <div class="account-cards">
            <PasswordCard login=account.login.clone() changed=account.password_changed outcome=outcome.clone() />
            <SecondFactorCard login=account.login second_factor=account.second_factor outcome />
            <EmailCard copies=account.email_copies />
        </div>
        <Sessions sessions=account.sessions />
    }
}

/// `?fait=`
fn done_of(done: &str) -> Option<(&'static str, &'static str)> {
    Some(match done {
        "mot-de-passe" => ("Votre mot de passe est changé.", "Vos autres sessions sont fermées."),
        "second-facteur" => {
            ("La double authentification est activée.", "Le code vous sera demandé à chaque connexion.")
        }
        "second-facteur-retire" => {
            ("La double authentification est désactivée.", "Seul le mot de passe est demandé à la connexion.")
        }
        "courriel" => (
            "Vous recevrez une copie de vos prochains messages par courriel.",
            "Chaque courriel contient un lien pour ne plus en recevoir.",
        ),
        "courriel-non" => {
            ("Vous ne recevez plus de copies par courriel.", "Vos messages restent dans la messagerie.")
        }
        "session" => ("La session est fermée.", "Qui s’en servait doit se reconnecter."),
        "sessions" => ("Vos autres sessions sont fermées.", "Seule celle-ci reste ouverte."),
        _ => return None,
    })
}
