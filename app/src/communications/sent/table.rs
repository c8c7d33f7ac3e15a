use domain::communications::{Channel, view::SentRow};
use leptos::{either::Either, prelude::*};

use crate::{
    components::{Icon, SeverityBadge, StatusBadge},
    marks, words,
};

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
    let kind = match row.channel {
        Channel::Announcement => Either::Left(view! { <SeverityBadge severity=row.severity /> }),
        Channel::Message | Channel::News => Either::Right(view! {
            <span class="channel">
                <Icon name=marks::channel_icon(row.channel) />
                " "
                {words().communications.channel(row.channel)}
            </span>
        }),
    };
    let created = row.created.local;
    let when = match row.due {
        Some(due) => Either::Left(view! {
            <time datetime=marks::machine_time(due.local)>
                {words().dates.date(due.local.date())} " " {words().dates.time(due.local)}
            </time>
        }),
        None => Either::Right(view! {
            <time datetime=row.first_day.to_string()>{words().dates.date(row.first_day)}</time>
            " – "
            <time datetime=row.last_day.to_string()>{words().dates.date(row.last_day)}</time>
        }),
    };
    let when_label = if row.due.is_some() { "Envoi" } else { "Période" };
    view! {
        <tr>
            <th scope="row">
                <div class="table-title">
                    {kind} " " <a href=format!("/communications/{}", row.id)>{row.text}</a>
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
