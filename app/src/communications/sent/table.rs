use domain::communications::view::SentRow;
use leptos::prelude::*;

use super::channels::{Cells, cells_of};
use crate::{components::StatusBadge, marks, words};

#[component]
pub fn SentTable(rows: Vec<SentRow>) -> impl IntoView {
    view! {
        <div class="table-scroll">
            <table class="table table-cards">
                <caption class="visually-hidden">"Communications émises"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Communication"</th>
                        <th scope="col">"Statut"</th>
                        <th scope="col">"Période ou envoi"</th>
                        <th scope="col">"Auteur"</th>
                        <th scope="col" class="number">"Destinataires"</th>
                        <th scope="col">"Créée le"</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: SentRow) -> impl IntoView {
    let Cells { kind, when, when_label } = cells_of(&row.content);
    let created = row.created.local;
    view! {
        <tr>
            <th scope="row">
                <div class="table-title">
                    {kind} " " <a href=format!("/communications/{}", row.id)>{row.title}</a>
                </div>
            </th>
            <td data-label="Statut">
                <StatusBadge status=row.status />
            </td>
            <td data-label=when_label>
                <span>{when}</span>
            </td>
            <td data-label="Auteur">{row.author}</td>
            <td data-label="Destinataires" class="number">
                {row.recipients.map_or_else(|| "—".to_owned(), |count| words().numbers.number(count))}
            </td>
            <td data-label="Créée le">
                <time datetime=marks::machine_time(created)>
                    {words().dates.date(created.date())} " " {words().dates.time(created)}
                </time>
            </td>
        </tr>
    }
}
