use domain::accounts::view::LinkView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{api::password_link, new_password::NewPassword};
use crate::{
    AppError,
    components::{Failed, Failure, FormOutcome, form::PasswordField, form_outcome},
    session::Door,
    words,
};

/// *Choisir un mot de passe*: the page of a one-time link, for everybody who has the link.
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
                            <Title text=words().accounts.choose_password />
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
    let title = words().common.title_of(words().accounts.choose_password, outcome.is_refused());
    let (errors, failure) = (outcome.errors, outcome.failure);
    let action = format!("/mot-de-passe/{token}");
    view! {
        <Title text=title />
        <Door>
            <div class="card">
                <h1>{words().accounts.choose_password}</h1>
                <Failed failure />
                <p>
                    {link.name}
                    <br />
                    <span class="muted">{words().accounts.login_before} " "</span>
                    <strong>{link.login.clone()}</strong>
                </p>
                <form class="stack" method="post" action=action>
                    // Password managers want to know whose password it is.
                    <input type="text" autocomplete="username" value=link.login readonly hidden />
                    <NewPassword link=Some(token) problem=errors.get("nouveau").map(|problem| words().fields.problem(problem)) />
                    <PasswordField
                        id="confirmation"
                        label=words().accounts.password_again
                        autocomplete="new-password"
                        problem=errors.get("confirmation").map(|problem| words().fields.problem(problem))
                    />
                    <button class="button button-primary button-wide" type="submit">
                        {words().accounts.store_password}
                    </button>
                </form>
            </div>
        </Door>
    }
}

/// The link was used, replaced, or has expired: the page does not say which.
#[component]
fn Over() -> impl IntoView {
    view! {
        <Title text=words().accounts.link_expired />
        <Door>
            <div class="card">
                <h1>{words().accounts.link_useless}</h1>
                <p>{words().accounts.link_useless_hint}</p>
                <p>
                    {words().accounts.link_useless_help}
                </p>
                <a class="button button-primary button-wide" href="/connexion" rel="external">{words().common.sign_in}</a>
            </div>
        </Door>
    }
}
