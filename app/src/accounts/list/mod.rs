//! *Comptes*: who has an account, and the search for whoever should have one.

mod demand;
mod table;

use domain::accounts::view::{ACCOUNTS_PER_PAGE, AccountsPage as Page};
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

pub(super) use self::table::StateBadge;
use self::{demand::Demand, table::AccountsTable};
use super::api::accounts;
use crate::{
    components::{Breadcrumb, Failure, Icon, Notice, Pagination, address, form::TextField},
    words,
};

pub(super) const PATH: &str = "/administration/comptes";

/// As many people as a search gives.
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
        <Title text="Comptes" />
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
        <Breadcrumb here="Comptes" />
        <div class="page-head">
            <h1>"Comptes"</h1>
        </div>
        {done_of(&done).map(|(what, next)| view! { <Notice kind="success" what next /> })}
        <SearchForm search=search.clone() />
        {if !page.rows.is_empty() {
            EitherOf3::A(view! { <Found page search /> })
        } else if search.is_empty() {
            EitherOf3::B(view! { <p class="muted">"Aucun compte. Cherchez une personne pour lui en créer un."</p> })
        } else {
            EitherOf3::C(
                view! {
                    <div class="empty">
                        <Icon name="person" />
                        <h2>"Personne de ce nom dans l’annuaire"</h2>
                        <p class="muted">"Vérifiez l’orthographe, ou saisissez au moins les deux premières lettres du nom ou du prénom."</p>
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
        <form class="card search-line" method="get" action=PATH role="search" aria-label="Comptes">
            <TextField
                id="recherche"
                name="q"
                label="Rechercher une personne"
                kind="search"
                placeholder="Nom ou prénom"
                autocomplete="off"
                value=search
            />
            <div class="cluster">
                <button class="button" type="submit">"Rechercher"</button>
                // A new document, because a field that somebody typed in keeps its text otherwise.
                {narrowed
                    .then(|| view! { <a class="button button-quiet" href=PATH rel="external">"Tous les comptes"</a> })}
            </div>
        </form>
    }
}

#[component]
fn Found(page: Page, search: String) -> impl IntoView {
    let shown = page.rows.len() as u64;
    let title = if search.is_empty() {
        format!(
            "{} {}",
            words().numbers.number(page.total),
            if page.total < 2 { "compte" } else { "comptes" }
        )
    } else if shown >= FOUND {
        format!("Les {} premières personnes ; précisez la recherche", words().numbers.number(shown))
    } else {
        let found = if shown < 2 { "trouvée" } else { "trouvées" };
        format!("{} {found}", words().numbers.people(shown))
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

/// `?fait=`
fn done_of(done: &str) -> Option<(&'static str, &'static str)> {
    Some(match done {
        "exiger" => (
            "La double authentification est exigée des émetteurs.",
            "Leurs envois attendent qu’ils l’aient activée.",
        ),
        "lever" => ("La double authentification n’est plus exigée.", "Qui l’a activée la garde."),
        _ => return None,
    })
}
