use domain::communications::{Status, view::SentRow};
use leptos::prelude::*;

use super::channels::{Cells, cells_of};
use crate::{
    components::{Column, DataTable, StatusBadge},
    language::lang_of,
    marks, words,
};

#[component]
pub fn SentTable(rows: Vec<SentRow>) -> impl IntoView {
    let columns = vec![
        Column::Text(words().sent.communication),
        Column::Text(words().sent.status),
        Column::Text(words().sent.period_or_sending),
        Column::Text(words().sent.author),
        Column::Number(words().sent.recipients),
        Column::Text(words().sent.created_on),
    ];
    view! {
        <DataTable caption=words().sent.title columns>
            {rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}
        </DataTable>
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
                    {kind} " " <a href=format!("/communications/{}", row.id)><bdi lang=lang_of(Some(row.language))>{row.language.spaced(&row.title)}</bdi></a>
                </div>
            </th>
            <td data-label=words().sent.status>
                <StatusBadge status=row.status />
                {(row.schools.offline > 0 && !matches!(row.status, Status::Cancelled | Status::Ended))
                    .then(|| {
                        let online = row.schools.published.saturating_sub(row.schools.offline);
                        view! { <p class="muted small">{words().received.online_in(online.into(), row.schools.all.into())}</p> }
                    })}
                {row.concern.as_ref().map(|concern| view! { <p class="muted small">{words().communications.concern_briefly(concern)}</p> })}
            </td>
            <td data-label=when_label>
                <span>{when}</span>
            </td>
            <td data-label=words().sent.author class="breaks">{row.author}</td>
            <td data-label=words().sent.recipients class="number">
                {row.recipients.map_or_else(|| "—".to_owned(), |count| words().numbers.number(count))}
            </td>
            <td data-label=words().sent.created_on>
                <time datetime=marks::machine_time(created)>
                    {words().dates.date(created.date())} " " {words().dates.time(created)}
                </time>
            </td>
        </tr>
    }
}
