use domain::accounts::batch::BatchRow;
use leptos::{either::Either, prelude::*};

use super::{
    PATH,
    state::{BatchState, how_far},
};
use crate::{
    components::{Column, DataTable},
    words,
};

/// The last batches.
#[component]
pub fn Batches(rows: Vec<BatchRow>) -> impl IntoView {
    let said = words().batches;
    let list = if rows.is_empty() {
        Either::Left(view! { <p class="muted">{said.none_yet}</p> })
    } else {
        let columns = Column::texts([said.made_on, said.chosen, said.state, said.made_by]);
        Either::Right(view! {
            <DataTable caption=said.last columns>
                {rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}
            </DataTable>
        })
    };
    view! {
        <section class="stack" aria-labelledby="lots">
            <h2 id="lots">{said.last}</h2>
            {list}
        </section>
    }
}

#[component]
fn Row(row: BatchRow) -> impl IntoView {
    let said = words().batches;
    let far = how_far(&row);
    let made = row.made.local;
    view! {
        <tr>
            <th scope="row">
                <div class="table-title">
                    <a href=format!("{PATH}/{}", row.id)>
                        {said.kind(row.kind)} ", "
                        <time datetime=made.format("%FT%R").to_string()>{words().dates.date_time(made)}</time>
                    </a>
                </div>
            </th>
            <td data-label=said.chosen class="breaks">{row.school} ", " {said.described(&row.choice)}</td>
            <td data-label=said.state>
                <BatchState kind=row.kind progress=row.progress />
                " "
                <span class="small" translate="no">{far}</span>
            </td>
            <td data-label=said.made_by class="breaks">{row.by}</td>
        </tr>
    }
}
