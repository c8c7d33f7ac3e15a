//! *Comptes*: who has an account, and a search for people who need one.

mod demand;
mod path;
mod table;

use domain::accounts::view::{ACCOUNTS_PER_PAGE, AccountsPage as Page};
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use self::{demand::Demand, table::AccountsTable};
pub(super) use self::{path::PATH, table::StateBadge};
use super::api::accounts;
use crate::{
    components::{Breadcrumb, Failure, Icon, Notice, Pagination, address, form::TextField},
    words,
};

/// The number of people that a search returns at most.
const FOUND: u64 = 20;

/// The accounts of the portal, for its administrator; `?q=` finds people by name, with or without
/// an account.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |name: &str| query.get(name).unwrap_or_default();
    let (search, number) = (get("q").trim().to_owned(), get("page").parse().unwrap_or(1));
    let asked = StoredValue::new((search, get("fait")));
    let page = Resource::new_blocking(
        || (),
        move |()| accounts(asked.with_value(|(search, _)| search.clone()), number),
    );
    view! {
        <Title text=words().accounts.accounts />
        <Suspense>
            {move || Suspend::new(async move {
                let (search, done) = asked.get_value();
                match page.await {
                    Ok(page) => Either::Left(view! { <Loaded page search done /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(page: Page, search: String, done: String) -> impl IntoView {
    let demanded = page.second_factor_demanded;
    view! {
        <Breadcrumb above=vec![(words().shell.administration, "")] here=words().accounts.accounts />
        <div class="page-head">
            <h1>{words().accounts.accounts}</h1>
        </div>
        <div class="cluster">
            <a class="button" href=format!("{PATH}/lots")>{words().batches.open}</a>
        </div>
        {done_of(&done, demanded).map(|(what, next)| view! { <Notice kind="success" what next /> })}
        <SearchForm search=search.clone() />
        {if !page.rows.is_empty() {
            EitherOf3::A(view! { <Found page search /> })
        } else if search.is_empty() {
            EitherOf3::B(view! { <p class="muted">{words().accounts.none_yet}</p> })
        } else {
            EitherOf3::C(
                view! {
                    <div class="empty">
                        <Icon name="person" />
                        <h2>{words().accounts.nobody_found}</h2>
                        <p class="muted">{words().accounts.nobody_found_hint}</p>
                    </div>
                },
            )
        }}
        <Demand demanded />
    }
}

#[component]
fn SearchForm(search: String) -> impl IntoView {
    let narrowed = !search.is_empty();
    view! {
        <form class="card search-line" method="get" action=PATH role="search" aria-label=words().accounts.accounts>
            <TextField
                id="recherche"
                name="q"
                label=words().accounts.search_label
                kind="search"
                placeholder=words().accounts.name_hint
                autocomplete="off"
                value=search
            />
            <div class="cluster">
                <button class="button" type="submit">{words().common.search}</button>
                // Loads a new document, because otherwise a field keeps its typed text.
                {narrowed
                    .then(|| view! { <a class="button button-quiet" href=PATH rel="external">{words().accounts.all_accounts}</a> })}
            </div>
        </form>
    }
}

#[component]
fn Found(page: Page, search: String) -> impl IntoView {
    let shown = page.rows.len() as u64;
    let title = if search.is_empty() {
        words().accounts.count(page.total)
    } else if shown >= FOUND {
        words().accounts.first_people(shown)
    } else {
        words().accounts.people_found(shown)
    };
    let searched = search.clone();
    let address_of = move |page: u32| address(PATH, &[("q", &searched), ("page", &page.to_string())]);
    let pages = if search.is_empty() { page.pages } else { 1 };
    view! {
        <section class="stack" aria-labelledby="liste">
            <h2 id="liste">{title}</h2>
            <AccountsTable rows=page.rows />
            <Pagination page=page.page pages total=page.total per_page=ACCOUNTS_PER_PAGE address=address_of />
        </section>
    }
}

/// `?fait=`, as long as it is still so.
fn done_of(done: &str, demanded: bool) -> Option<(&'static str, &'static str)> {
    Some(match (done, demanded) {
        ("exiger", true) => (words().accounts.now_demanded, words().accounts.now_demanded_hint),
        ("lever", false) => (words().accounts.demanded_no_more, words().accounts.demanded_no_more_hint),
        _ => return None,
    })
}
