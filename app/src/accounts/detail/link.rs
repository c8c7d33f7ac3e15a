use domain::accounts::view::{AccountDetail, AccountState, NewLink};
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};

use super::facts::time;
use crate::{
    accounts::{copy::CopyButton, list},
    components::{FormOutcome, Icon, form::TextField},
    named::named,
    words,
};

/// Creating an account, or renewing its password: both make a one-time link. The person opens it
/// and chooses a password that nobody else has seen.
#[component]
pub fn LinkCard(detail: AccountDetail, outcome: FormOutcome) -> impl IntoView {
    let action = format!("{}/{}/lien", list::PATH, detail.row.person);
    let is_new = detail.row.state == AccountState::None;
    let title = match detail.row.state {
        AccountState::None => words().accounts.create,
        AccountState::LinkSent => words().accounts.one_time_link,
        AccountState::Active => words().accounts.renew_password,
        AccountState::Joined => words().accounts.account,
    };
    let explanation = match detail.row.state {
        AccountState::None => words().accounts.create_hint,
        AccountState::LinkSent => words().accounts.link_waits_hint,
        AccountState::Active => words().accounts.renew_hint,
        AccountState::Joined => words().accounts.joined_hint,
    };
    let problem = outcome.errors.get("identifiant").map(|problem| words().fields.problem(problem));
    let autofocus = problem.is_some();
    let form = if is_new {
        Either::Left(view! {
            <TextField
                id="identifiant"
                label=words().accounts.login
                autocomplete="off"
                value=outcome.typed("identifiant").unwrap_or(detail.suggested_login)
                hint=words().accounts.login_hint
                problem
                required=true
                as_typed=true
                autofocus
            />
        })
    } else {
        // Nothing to choose: for an existing account the suggested login is the current one.
        Either::Right(view! { <input type="hidden" name="identifiant" value=detail.suggested_login /> })
    };
    if detail.me {
        return EitherOf3::A(view! { <OwnAccount title /> });
    }
    if detail.row.state == AccountState::Joined {
        return EitherOf3::B(view! {
            <section class="card" aria-labelledby="lien-titre">
                <h2 id="lien-titre">{title}</h2>
                <p>{explanation}</p>
            </section>
        });
    }
    EitherOf3::C(view! {
        <section class="card" aria-labelledby="lien-titre">
            <h2 id="lien-titre">{title}</h2>
            <p>{explanation}</p>
            <form class="stack" method="post" action=named(&action)>
                {form}
                <div class="cluster">
                    <button class="button button-primary" type="submit">{if detail.row.state == AccountState::LinkSent { words().accounts.get_another_link } else { words().accounts.get_link }}</button>
                </div>
            </form>
        </section>
    })
}

/// An administrator changes the own account where the password is asked for.
#[component]
fn OwnAccount(title: &'static str) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="lien-titre">
            <h2 id="lien-titre">{title}</h2>
            <p>{words().accounts.own_account_hint}</p>
            <p>
                <a class="button" href="/mon-compte">{words().common.open_account}</a>
            </p>
        </section>
    }
}

/// A new link; it is shown only this once.
#[component]
pub fn NewLinkNotice(link: NewLink, origin: String) -> impl IntoView {
    view! {
        <div class="notice new-link" data-kind="success" role="status">
            <Icon name="success" />
            <h2>{words().accounts.link_shown_once}</h2>
            <p>
                {words().accounts.login_before} " "
                <strong>{link.login}</strong>
                {words().accounts.link_good_until} " "
                {time(link.expires)}
                "."
            </p>
            <div class="field">
                <label for="lien">{words().accounts.link_to_hand_over}</label>
                <div class="copy-line">
                    <input class="input" id="lien" type="text" readonly autocomplete="off" value=format!("{origin}{}", link.path) />
                    <CopyButton field="lien".to_owned() />
                </div>
            </div>
        </div>
    }
}
