//! One account, for the portal's administrator: its link, its rights over the portal, its second
//! factor, its sessions.

mod facts;
mod link;
mod security;

use domain::{PersonId, accounts::view::AccountDetail};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use self::{
    facts::Facts,
    link::{LinkCard, NewLinkNotice},
    security::SecurityCard,
};
use super::{api::load_detail, data::DataCard, list};
use crate::{
    AppError,
    components::{Breadcrumb, Failed, Failure, FormOutcome, Notice, form_outcome},
    words,
};

#[component]
pub fn AccountDetailPage() -> impl IntoView {
    let person =
        use_params_map().with_untracked(|params| params.get("personne").and_then(|id| id.parse().ok()));
    let outcome = StoredValue::new(form_outcome());
    let done = use_query_map().with_untracked(|query| query.get("fait").unwrap_or_default());
    let done = StoredValue::new(done);
    let page = Resource::new_blocking(|| (), move |()| load(person));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(detail) => {
                        Either::Left(view! { <Loaded detail outcome=outcome.get_value() done=done.get_value() /> })
                    }
                    Err(error) => {
                        Either::Right(
                            view! {
                                <Title text=words().accounts.account />
                                <Failure error />
                            },
                        )
                    }
                }
            })}
        </Suspense>
    }
}

/// A non-numeric id matches no account.
async fn load(person: Option<PersonId>) -> Result<AccountDetail, AppError> {
    load_detail(person.unwrap_or(PersonId(0))).await
}

#[component]
fn Loaded(detail: AccountDetail, outcome: FormOutcome, done: String) -> impl IntoView {
    let title = words().common.title_of(&words().accounts.account_of(&detail.row.name), outcome.is_refused());
    let failure = outcome.failure.clone();
    let new_link =
        outcome.link.clone().map(|link| view! { <NewLinkNotice link origin=outcome.origin.clone() /> });
    let data = format!("{}/{}/donnees.zip", list::PATH, detail.row.person);
    let security = view! { <SecurityCard detail=detail.clone() /> };
    view! {
        <Title text=title />
        <Breadcrumb above=vec![(words().shell.administration, ""), (words().accounts.accounts, list::PATH)] here=words().accounts.account />
        <div class="page-head">
            <h1>{detail.row.name.clone()}</h1>
        </div>
        {done_of(&done, detail.row.administrator).map(|(what, next)| view! { <Notice kind="success" what next /> })}
        <Failed failure />
        {new_link}
        <div class="account-cards">
            <Facts row=detail.row.clone() link_expires=detail.link_expires />
            <LinkCard detail outcome />
        </div>
        {security}
        <DataCard title=words().accounts.data_of_person hint=words().accounts.data_of_person_hint address=data />
    }
}

/// `?fait=`, as long as the account is still what was made of it.
fn done_of(done: &str, administrator: bool) -> Option<(&'static str, &'static str)> {
    Some(match (done, administrator) {
        ("nommer", true) => (words().accounts.administrator_named, words().accounts.administrator_named_hint),
        ("retirer", false) => {
            (words().accounts.administrator_removed, words().accounts.administrator_removed_hint)
        }
        ("second-facteur", _) => {
            (words().accounts.second_factor_removed, words().accounts.second_factor_removed_hint)
        }
        ("sessions", _) => (words().accounts.all_sessions_closed, words().accounts.all_sessions_closed_hint),
        _ => return None,
    })
}
