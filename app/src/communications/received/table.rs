use domain::communications::received::{ReceivedRow, received_address};
use leptos::prelude::*;

use crate::{
    communications::sent::channels::{Cells, cells_of},
    components::{Column, DataTable},
    language::lang_of,
    marks, words,
};

#[component]
pub fn ReceivedTable(rows: Vec<ReceivedRow>) -> impl IntoView {
    let columns = Column::texts([
        words().received.communication,
        words().received.state,
        words().sent.period_or_sending,
        words().received.source,
        words().received.school,
        words().received.received_on,
    ]);
    view! {
        <DataTable caption=words().received.title columns>
            {rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}
        </DataTable>
    }
}

/// Words, a shape and bold type mark what the reader has not opened.
#[component]
fn Row(row: ReceivedRow) -> impl IntoView {
    let Cells { kind, when, when_label } = cells_of(&row.content);
    let received = row.received.local;
    let key = format!("{}-{}", row.id, row.establishment);
    view! {
        <tr data-key=key data-unread=row.unread.then_some("true")>
            <th scope="row">
                <div class="table-title">
                    {kind} " "
                    <a href=received_address(row.id, row.establishment)>
                        {row.unread.then(|| view! { <span class="visually-hidden">{words().received.unread_before} " "</span> })}
                        <bdi lang=lang_of(Some(row.language))>{row.language.spaced(&row.title)}</bdi>
                    </a>
                    // Screen readers hear it with the title.
                    {row.unread
                        .then(|| {
                            view! {
                                " "
                                <span class="status" data-state="unread" aria-hidden="true">{words().received.unread_mark}</span>
                            }
                        })}
                </div>
            </th>
            <td data-label=words().received.state>
                <span class="status" data-state=marks::delivery_state(row.state)>
                    {words().communications.delivery_state(row.state)}
                </span>
            </td>
            <td data-label=when_label>
                <span>{when}</span>
            </td>
            <td data-label=words().received.source class="breaks">
                <span>{row.source} " " <span class="hint">{row.author}</span></span>
            </td>
            <td data-label=words().received.school class="breaks">{row.school}</td>
            <td data-label=words().received.received_on>
                <time datetime=marks::machine_time(received)>
                    {words().dates.date(received.date())} " " {words().dates.time(received)}
                </time>
            </td>
        </tr>
    }
}
