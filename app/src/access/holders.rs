use domain::access::{
    Role,
    view::{HOLDERS_PER_PAGE, HolderRow, HoldersFilter, HoldersPage, ScopeChoice},
};
use leptos::{either::Either, prelude::*};

use super::address::{PATH, Tab, of_holders, of_tab};
use crate::{
    components::{
        Icon, Pagination,
        form::{ChoiceField, FilterActions, TextField},
    },
    words,
};

/// *Qui a accès, et pourquoi*
#[component]
pub fn Holders(scope: ScopeChoice, page: HoldersPage, filter: HoldersFilter) -> impl IntoView {
    let narrowed = !filter.role.is_empty() || !filter.search.is_empty();
    let all = of_tab(scope.scope, Tab::Overview);
    let here = scope.scope;
    let empty = page.rows.is_empty();
    let pages = filter.clone();
    view! {
        <section class="stack" aria-labelledby="titre-qui">
            <h2 id="titre-qui" tabindex="-1">{words().access.who_has}</h2>
            <FilterForm scope filter narrowed all=all.clone() />
            <p class="muted" role="status">{words().numbers.people(page.total)}</p>
            {if empty {
                Either::Left(view! { <Nobody narrowed all /> })
            } else {
                Either::Right(view! { <Table rows=page.rows /> })
            }}
            <Pagination
                page=page.page
                pages=page.pages
                total=page.total
                per_page=HOLDERS_PER_PAGE
                address=move |number| of_holders(here, &pages, number)
            />
        </section>
    }
}

/// A plain GET form: the browser writes the filter into the address.
#[component]
fn FilterForm(scope: ScopeChoice, filter: HoldersFilter, narrowed: bool, all: String) -> impl IntoView {
    let roles = [("", words().access.all_roles)]
        .into_iter()
        .chain(Role::ALL.map(|role| (role.code(), words().access.role(role))));
    view! {
        <form class="card filters holders-filters" method="get" action=format!("{PATH}#titre-qui") role="search" aria-label=words().access.who_has_label>
            <input type="hidden" name="perimetre" value=scope.scope.to_string() />
            <TextField id="qui-nom" name="q" label=words().access.name kind="search" placeholder=words().access.name_hint value=filter.search />
            <ChoiceField id="qui-role" name="role" label=words().access.role_label options=roles.collect() value=filter.role />
            <FilterActions narrowed all />
        </form>
    }
}

#[component]
fn Nobody(narrowed: bool, all: String) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name="compass" />
            {if narrowed {
                Either::Left(view! {
                    <h3>{words().access.nobody_matches}</h3>
                    <a class="button" href=all rel="external">{words().access.clear_all_criteria}</a>
                })
            } else {
                Either::Right(view! {
                    <h3>{words().access.nobody_yet}</h3>
                    <p class="muted">{words().access.nobody_yet_hint}</p>
                })
            }}
        </div>
    }
}

#[component]
fn Table(rows: Vec<HolderRow>) -> impl IntoView {
    view! {
        <div class="table-scroll">
            <table class="table table-cards holders">
                <caption class="visually-hidden">{words().access.who_has}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words().access.person_label}</th>
                        <th scope="col">{words().access.roles_and_reasons}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: HolderRow) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">
                {row.person.name.clone()}
                " "
                <span class="hint">{words().access.person_place(&row.person)}</span>
            </th>
            <td>
                <ul class="holder-roles">
                    {row
                        .held
                        .into_iter()
                        .map(|(role, reasons)| {
                            let reasons: Vec<String> = reasons.iter().map(|held| words().access.reason(&held.reason, held.severity)).collect();
                            view! {
                                <li>
                                    {words().access.role(role)}
                                    " "
                                    <span class="hint">{reasons.join(words().common.semicolon)}</span>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </td>
        </tr>
    }
}
