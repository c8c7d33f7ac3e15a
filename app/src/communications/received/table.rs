use domain::communications::received::{ReceivedRow, received_address};
use leptos::prelude::*;

use crate::{
    communications::sent::channels::{Cells, cells_of},
    marks, words,
};

#[component]
pub fn ReceivedTable(rows: Vec<ReceivedRow>) -> impl IntoView {
    view! {
        <div class="table-scroll">
            <table class="table table-cards">
                <caption class="visually-hidden">{words().received.title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words().received.communication}</th>
                        <th scope="col">{words().received.state}</th>
                        <th scope="col">{words().sent.period_or_sending}</th>
                        <th scope="col">{words().received.source}</th>
                        <th scope="col">{words().received.school}</th>
                        <th scope="col">{words().received.received_on}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// Words, a shape and bold type mark what the reader has not opened.
#[component]
fn Row(row: ReceivedRow) -> impl IntoView {
    let Cells { kind, when, when_label } = cells_of(&row.content);
    let received = row.received.local;
    view! {
        <tr data-unread=row.unread.then_some("true")>
            <th scope="row">
                <div class="table-title">
                    {kind} " "
                    <a href=received_address(row.id, row.establishment)>
                        {row.unread.then(|| view! { <span class="visually-hidden">{words().received.unread_before} " "</span> })}
                        <bdi>{row.title}</bdi>
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
            <td data-label=words().received.source>
                <span>{row.source} " " <span class="hint">{row.author}</span></span>
            </td>
            <td data-label=words().received.school>{row.school}</td>
            <td data-label=words().received.received_on>
                <time datetime=marks::machine_time(received)>
                    {words().dates.date(received.date())} " " {words().dates.time(received)}
                </time>
            </td>
        </tr>
    }
}
