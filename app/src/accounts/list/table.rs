use domain::accounts::view::{AccountRow, AccountState};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{Column, DataTable},
    marks, words,
};

#[component]
pub fn AccountsTable(rows: Vec<AccountRow>) -> impl IntoView {
    let columns = Column::texts([
        words().accounts.person,
        words().accounts.login,
        words().accounts.account,
        words().accounts.administrator,
        words().accounts.second_factor,
        words().accounts.last_sign_in,
    ]);
    view! {
        <DataTable caption=words().accounts.accounts columns>
            {rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}
        </DataTable>
    }
}

#[component]
fn Row(row: AccountRow) -> impl IntoView {
    let place = row.place.as_ref().map(|place| words().accounts.place(place));
    let apart = words().access.apart(&row.apart);
    let has_account = row.state != AccountState::None;
    let yes = |is: bool| if is { words().common.yes } else { words().common.no };
    view! {
        <tr>
            <th scope="row">
                <div class="table-title">
                    <a href=format!("{PATH}/{}", row.person)>{row.name}</a>
                    {place.map(|place| view! { <span class="muted small">{place}</span> })}
                    {(!apart.is_empty()).then(|| view! { <span class="muted small">{apart}</span> })}
                </div>
            </th>
            <td data-label=words().accounts.login class="breaks">{row.login.unwrap_or_else(|| "—".to_owned())}</td>
            <td data-label=words().accounts.account>
                <StateBadge state=row.state />
            </td>
            <td data-label=words().accounts.administrator>{if has_account { yes(row.administrator) } else { "—" }}</td>
            <td data-label=words().accounts.second_factor>{if has_account { yes(row.second_factor) } else { "—" }}</td>
            <td data-label=words().accounts.last_sign_in>
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
