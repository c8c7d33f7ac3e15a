use domain::audit::AuditRow;
use leptos::{either::Either, prelude::*};

use crate::{
    components::{Column, DataTable},
    marks, words,
};
use words::visible;

#[component]
pub fn Entries(rows: Vec<AuditRow>) -> impl IntoView {
    let columns = Column::texts([
        words().audit.date_and_time,
        words().audit.who,
        words().audit.action_label,
        words().audit.subject,
        words().audit.detail_label,
        words().audit.outcome_label,
        words().audit.address,
    ]);
    view! {
        <DataTable caption=words().audit.caption columns classes="table table-cards journal">
            {rows.into_iter().map(|row| view! { <Entry row /> }).collect_view()}
        </DataTable>
    }
}

/// Names and details were typed by people, perhaps by strangers at the sign-in page: they are shown
/// as text, and each is isolated in its own text direction.
#[component]
fn Entry(row: AuditRow) -> impl IntoView {
    let at = row.at.local;
    let actor = words().audit.actor(&row);
    let subject = words().audit.subject_of(&row);
    let lines = |lines: Vec<String>| {
        lines.into_iter().map(|line| view! { <li><bdi>{line}</bdi></li> }).collect_view()
    };
    view! {
        <tr>
            <th scope="row">
                <time datetime=at.format("%FT%T").to_string()>
                    {words().dates.date(at.date())} " " <span class="muted">{words().audit.at} " " {words().dates.time_to_the_second(at)}</span>
                </time>
            </th>
            <Cell label=words().audit.who class="journal-who" empty=false>
                <bdi>{actor}</bdi>
            </Cell>
            <Cell label=words().audit.action_label class="" empty=false>
                {words().audit.action(row.action)}
            </Cell>
            <Cell label=words().audit.subject class="journal-subject" empty=row.subject.is_empty()>
                <bdi>{subject}</bdi>
            </Cell>
            <Cell label=words().audit.detail_label class="journal-detail" empty=row.detail.is_empty()>
                <ul class="plain">{lines(words().audit.detail(&row.detail))}</ul>
            </Cell>
            <Cell label=words().audit.outcome_label class="" empty=false>
                <span class="status" data-state=marks::outcome(row.outcome)>{words().audit.outcome(row.outcome)}</span>
            </Cell>
            <Cell label=words().audit.address class="journal-address breaks" empty=row.address.is_empty()>
                {visible(&row.address)}
            </Cell>
        </tr>
    }
}

/// On a narrow screen, where each row is a card, a cell without content is left out.
#[component]
fn Cell(label: &'static str, class: &'static str, empty: bool, children: Children) -> impl IntoView {
    let class = if empty { format!("{class} journal-none") } else { class.to_owned() };
    view! {
        <td data-label=label class=class>
            {if empty { Either::Left("—") } else { Either::Right(children()) }}
        </td>
    }
}
