use domain::accounts::view::{AccountRow, AccountState};
use leptos::prelude::*;

use super::PATH;
use crate::{marks, words};

#[component]
pub fn AccountsTable(rows: Vec<AccountRow>) -> impl IntoView {
    view! {
        <div class="table-scroll">
            <table class="table table-cards">
                <caption class="visually-hidden">"Comptes"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Personne"</th>
                        <th scope="col">"Identifiant"</th>
                        <th scope="col">"Compte"</th>
                        <th scope="col">"Administrateur"</th>
                        <th scope="col">"Double authentification"</th>
                        <th scope="col">"Dernière connexion"</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: AccountRow) -> impl IntoView {
    let place = row.place.as_ref().map(|place| words().accounts.place(place));
    let has_account = row.state != AccountState::None;
    let yes = |is: bool| if is { "Oui" } else { "Non" };
    view! {
        <tr>
            <th scope="row">
                <div class="table-title">
                    <a href=format!("{PATH}/{}", row.person)>{row.name}</a>
                    {place.map(|place| view! { <span class="muted small">{place}</span> })}
                </div>
            </th>
            <td data-label="Identifiant">{row.login.unwrap_or_else(|| "—".to_owned())}</td>
            <td data-label="Compte">
                <StateBadge state=row.state />
            </td>
            <td data-label="Administrateur">{if has_account { yes(row.administrator) } else { "—" }}</td>
            <td data-label="Double authentification">{if has_account { yes(row.second_factor) } else { "—" }}</td>
            <td data-label="Dernière connexion">
                {row
                    .last_sign_in
                    .map_or_else(
                        || "—".into_any(),
                        |at| {
                            let machine = at.local.format("%FT%R").to_string();
                            view! { <time datetime=machine>{words().dates.date_time(at.local)}</time> }.into_any()
                        },
                    )}
            </td>
        </tr>
    }
}

#[component]
pub fn StateBadge(state: AccountState) -> impl IntoView {
    view! {
        <span class="status" data-state=marks::account(state)>{words().accounts.state(state)}</span>
    }
}
