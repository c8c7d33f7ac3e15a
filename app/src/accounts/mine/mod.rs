//! *Mon compte*

mod email;
mod new_codes;
mod password;
mod proof;
mod second_factor;
mod sessions;

use domain::accounts::view::{AccountView, EmailCopies, SecondFactor};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

pub use self::proof::ProofFields;
use self::{
    email::EmailCard, new_codes::NewCodes, password::PasswordCard, second_factor::SecondFactorCard,
    sessions::Sessions,
};
use super::{api::account, data::DataCard};
use crate::{
    components::{Breadcrumb, Failed, Failure, FormOutcome, Notice, form_outcome},
    words,
};

/// Password, second factor and sessions of the signed-in person.
#[component]
pub fn AccountPage() -> impl IntoView {
    let outcome = StoredValue::new(form_outcome());
    let done = use_query_map().with_untracked(|query| query.get("fait").unwrap_or_default());
    let done = StoredValue::new(done);
    let page = Resource::new_blocking(|| (), |()| account());
    let title = words().common.title_of(words().accounts.mine, outcome.with_value(FormOutcome::is_refused));
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
    // It stands in its form, unless the form is not there any more.
    let failure = outcome.failure.clone().filter(|_| !has_form(&account, &outcome));
    let codes = outcome.recovery_codes.clone();
    let activated = outcome.is_of("confirmer") && !codes.is_empty();
    let coded = matches!(account.second_factor, SecondFactor::On { .. });
    view! {
        <Breadcrumb here=words().accounts.mine />
        <div class="page-head">
            <h1>{words().accounts.mine}</h1>
        </div>
        {done_of(&done, &account).map(|(what, next)| view! { <Notice kind="success" what next /> })}
        <Failed failure />
        {activated
            .then(|| {
                view! {
                    <Notice
                        kind="success"
                        what=words().accounts.second_factor_activated
                        next=words().accounts.second_factor_activated_hint
                    />
                }
            })}
        {(!codes.is_empty()).then(|| view! { <NewCodes codes /> })}
        {account
            .login
            .is_none()
            .then(|| {
                view! { <Notice kind="information" what=words().accounts.no_login next=words().accounts.no_login_hint /> }
            })}
        <div class="account-cards">
            {account
                .login
                .clone()
                .map(|login| {
                    view! {
                        <PasswordCard login coded changed=account.password_changed outcome=outcome.clone() />
                    }
                })}
            {account
                .login
                .clone()
                .map(|login| {
                    view! {
                        <SecondFactorCard login second_factor=account.second_factor outcome=outcome.clone() />
                    }
                })}
            <EmailCard copies=account.email_copies />
            <DataCard
                title=words().accounts.my_data
                hint=words().accounts.my_data_hint
                address="/mon-compte/donnees.zip".to_owned()
            />
        </div>
        <Sessions sessions=account.sessions login=account.login coded outcome />
    }
}

/// Whether the page has the form that came back: another tab may have changed the account meanwhile.
fn has_form(account: &AccountView, outcome: &FormOutcome) -> bool {
    let action = outcome.typed("action").unwrap_or_default();
    match (action.as_str(), &account.second_factor) {
        ("sessions", _) => account.sessions.iter().any(|session| !session.current),
        ("mot-de-passe", _)
        | ("commencer", SecondFactor::Off { .. })
        | ("confirmer", SecondFactor::Pending(_))
        | ("codes" | "retirer", SecondFactor::On { .. }) => account.login.is_some(),
        _ => false,
    }
}

/// `?fait=`, as long as the account is still what was made of it.
fn done_of(done: &str, account: &AccountView) -> Option<(&'static str, &'static str)> {
    let wanted = match account.email_copies {
        EmailCopies::Choice { wanted, .. } => Some(wanted),
        EmailCopies::NotConfigured | EmailCopies::NoAddress => None,
    };
    let is_on = matches!(account.second_factor, SecondFactor::On { .. });
    Some(match done {
        "mot-de-passe" => (words().accounts.password_changed, words().accounts.password_changed_hint),
        "second-facteur-retire" if !is_on => {
            (words().accounts.second_factor_deactivated, words().accounts.second_factor_deactivated_hint)
        }
        "courriel" if wanted == Some(true) => (words().accounts.copies_on, words().accounts.copies_on_hint),
        "courriel-non" if wanted != Some(true) => {
            (words().accounts.copies_off, words().accounts.copies_off_hint)
        }
        "session" => (words().accounts.session_closed, words().accounts.session_closed_hint),
        "sessions" => (words().accounts.other_sessions_closed, words().accounts.other_sessions_closed_hint),
        _ => return None,
    })
}
