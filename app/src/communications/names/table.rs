use domain::communications::names::NamedRow;
use leptos::prelude::*;

use super::place;
use crate::{
    components::{Column, DataTable},
    words,
};

/// A row for each person, or for each family where one guardian is enough.
#[component]
pub fn Names(rows: Vec<NamedRow>, asked: bool) -> impl IntoView {
    let columns = [
        Some(Column::Text(words().recipients.name)),
        Some(Column::Text(words().recipients.profile)),
        Some(Column::Text(words().recipients.class)),
        Some(Column::Text(words().recipients.children)),
        Some(Column::Text(words().recipients.opened)),
        asked.then_some(Column::Text(words().recipients.confirmed)),
        Some(Column::Text(words().recipients.account)),
    ];
    let rows = rows.into_iter().map(|row| view! { <Row row asked /> }).collect_view();
    view! {
        <DataTable caption=words().recipients.table columns=columns.into_iter().flatten().collect()>
            {rows}
        </DataTable>
    }
}

#[component]
fn Row(row: NamedRow, asked: bool) -> impl IntoView {
    let yes = |is: bool| if is { words().recipients.yes } else { words().recipients.no };
    let some = |text: String| if text.is_empty() { "—".to_owned() } else { text };
    view! {
        <tr>
            <th scope="row" dir="auto">{row.names.join(", ")}</th>
            <td data-label=words().recipients.profile>{words().targets.profile(row.profile)}</td>
            <td data-label=words().recipients.class>{some(places(&row))}</td>
            <td data-label=words().recipients.children dir="auto">{some(row.children.join(", "))}</td>
            <td data-label=words().recipients.opened>{yes(row.opened)}</td>
            {asked.then(|| view! { <td data-label=words().recipients.confirmed>{yes(row.confirmed)}</td> })}
            <td data-label=words().recipients.account>{words().recipients.account_state(row.account)}</td>
        </tr>
    }
}

/// `2de 2A, 1re G1`
fn places(row: &NamedRow) -> String {
    let of = row.places.iter().map(|(level, class)| place(level, class));
    of.collect::<Vec<_>>().join(", ")
}
