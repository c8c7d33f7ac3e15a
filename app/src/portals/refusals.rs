use domain::{portals::view::RefusalRow, time::Stamp};
use leptos::prelude::*;

use crate::words;

/// Why statements were refused, the latest first.
#[component]
pub fn Refusals(rows: Vec<RefusalRow>) -> impl IntoView {
    view! {
        <div class="table-scroll">
            <table class="table table-cards">
                <caption class="visually-hidden">{words().portals.refusals}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words().portals.reason}</th>
                        <th scope="col">{words().portals.detail}</th>
                        <th scope="col">{words().portals.times}</th>
                        <th scope="col">{words().portals.last}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .map(|row| {
                            let detail = if row.detail.is_empty() { "—".to_owned() } else { row.detail };
                            view! {
                                <tr>
                                    <th scope="row">{words().portals.why(row.why)}</th>
                                    <td data-label=words().portals.detail class="breaks">{detail}</td>
                                    <td data-label=words().portals.times>{words().numbers.number(row.times)}</td>
                                    <td data-label=words().portals.last>{time(row.last)}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}

pub fn time(at: Stamp) -> impl IntoView {
    view! { <time datetime=at.local.format("%FT%R").to_string()>{words().dates.date_time(at.local)}</time> }
}
