use domain::{
    access::{
        Extent, Scope,
        view::{GrantRow, GranteeView},
    },
    search::finds,
};
use leptos::{html, prelude::*};

use super::{add::severities, line::Added, state::Access};
use crate::{
    components::{Icon, fold, form::bind_select, words_afresh},
    marks, words,
};

/// A line that waits for *Valider*; until then it can be removed.
#[component]
pub fn AddedLine(line: Added, heading: NodeRef<html::H2>) -> impl IntoView {
    let access = expect_context::<Access>();
    let uid = line.uid;
    let role = words().access.role_up_to(line.role, line.severity);
    let name = format!("{}, {role}", words().access.grantee(&line.grantee));
    let extent = extent_of(access.scope(), &line.grantee, line.extent);
    let take_back = move |_| {
        access.take_back(uid);
        access.spoken.set(words().access.line_taken_back.to_owned());
        // The button disappears with its line, so the focus moves to the heading.
        if let Some(heading) = heading.get_untracked() {
            let _ = heading.focus();
        }
    };
    view! {
        <tr data-pending="add" data-refused=(!line.problems.is_empty()).to_string()>
            <th scope="row">
                <Grantee grantee=line.grantee.clone() extent />
                {line
                    .problems
                    .0
                    .iter()
                    .map(|(field, what)| {
                        view! {
                            <p class="field-error">
                                <Icon name="alert" />
                                " "
                                {words().fields.named(field, what)}
                            </p>
                        }
                    })
                    .collect_view()}
            </th>
            <td data-label=words().access.role_label>
                <span>
                    {role}
                    " "
                    <span class="status" data-state="scheduled">{words().access.to_add}</span>
                </span>
            </td>
            <td data-label=words().access.people_label class="number">{words().numbers.number(line.people)}</td>
            <td data-label=words().access.given_by_label>{words().access.you}</td>
            <td data-label=words().access.action>
                <button class="button button-small" type="button" on:click=take_back>
                    {words().access.do_not_add}
                    <span class="visually-hidden">{words().common.colon} {name}</span>
                </button>
            </td>
        </tr>
    }
}

/// A line as the server knows it.
#[component]
pub fn GrantedLine(
    row: GrantRow,
    /// What the filter of the lines looks for, folded.
    filter: Memo<String>,
) -> impl IntoView {
    let access = expect_context::<Access>();
    let id = row.id;
    let goes = Memo::new(move |_| id.is_some_and(|id| access.list.with(|list| list.removed.contains(&id))));
    let name = format!("{}, {}", words().access.grantee(&row.grantee), words().access.role(row.role));
    let text = fold(&name);
    let hidden = move || filter.with(|filter| !finds(filter, &text));
    let extent = match row.inherited_from {
        Some(_) => Some(words().access.extent(row.extent)).filter(|_| row.extent == Extent::OwnSchools),
        None => extent_of(access.scope(), &row.grantee, row.extent),
    };
    let action = match id {
        Some(id) => view! {
            <button
                class="button button-small needs-script"
                class:button-danger=move || !goes.get()
                type="button"
                on:click=move |_| access.toggle_removal(id)
            >
                {words_afresh(Signal::derive(move || {
                    if goes.get() { words().access.do_not_remove } else { words().access.remove }.to_owned()
                }))}
                <span class="visually-hidden">{words().common.colon} {name.clone()}</span>
            </button>
        }
        .into_any(),
        None => {
            view! { <span class="hint recap-stays">{words().access.why_it_stays(&row)}</span> }.into_any()
        }
    };
    view! {
        <tr hidden=hidden data-pending=move || goes.get().then_some("remove")>
            <th scope="row"><Grantee grantee=row.grantee.clone() extent /></th>
            <td data-label=words().access.role_label>
                <span>
                    {words().access.role(row.role)}
                    " "
                    <UpTo row=row.clone() name=name.clone() />
                    <span class="status" data-state="cancelled" hidden=move || !goes.get()>{words().access.to_remove}</span>
                </span>
            </td>
            <td data-label=words().access.people_label class="number">
                {words().numbers.number(row.people)}
                {row.concerns.iter().map(|lost| view! { <p class="hint">{words().access.lost(lost)}</p> }).collect_view()}
            </td>
            <td data-label=words().access.given_by_label>
                {match row.given.clone() {
                    Some(given) => view! {
                        <span>
                            {given.by}
                            " "
                            <span class="hint">
                                {words().common.on_day} " "
                                <time datetime=marks::machine_time(given.at.local)>
                                    {words().dates.date(given.at.local.date())}
                                </time>
                            </span>
                        </span>
                    }
                    .into_any(),
                    None => view! { <span class="muted">"—"</span> }.into_any(),
                }}
            </td>
            <td data-label=words().access.action>{action}</td>
        </tr>
    }
}

/// *Jusqu'à* of a line: a choice where the line can be changed here.
#[component]
fn UpTo(row: GrantRow, name: String) -> impl IntoView {
    let access = expect_context::<Access>();
    let Some(severity) = row.severity else { return ().into_any() };
    let Some(id) = row.id else {
        return view! { <span class="hint">{words().access.up_to(severity)}</span> " " }.into_any();
    };
    let chosen = move || {
        access.list.with(|list| list.changed.get(&id).cloned()).unwrap_or_else(|| severity.code().to_owned())
    };
    let goes = move || access.list.with(|list| list.removed.contains(&id));
    let field = NodeRef::<html::Select>::new();
    bind_select(field, chosen, move |severity| access.change_severity(id, severity));
    view! {
        <span class="hint without-script">{words().access.up_to(severity)}</span>
        <label class="hint recap-up-to needs-script">
            {words().access.up_to_label}
            <span class="visually-hidden">{words().common.colon} {name}</span>
            " "
            <select
                class="input"
                disabled=goes
                node_ref=field
                on:change:target=move |event| access.change_severity(id, event.target().value())
            >
                {severities()
                    .into_iter()
                    .map(|(code, name)| {
                        view! { <option value=code selected=code == severity.code()>{name}</option> }
                    })
                    .collect_view()}
            </select>
        </label>
        " "
    }
    .into_any()
}

/// The name; for a person also the school, for a population of an authority also the extent.
#[component]
fn Grantee(grantee: GranteeView, extent: Option<&'static str>) -> impl IntoView {
    let place = match &grantee {
        GranteeView::Person(person) => Some(words().access.person_place(person)),
        GranteeView::Head | GranteeView::Population(_) => None,
    };
    view! {
        {match &grantee {
            GranteeView::Person(person) => person.name.clone(),
            other => words().access.grantee(other),
        }}
        {place.map(|place| view! { " " <span class="hint">{place}</span> })}
        {extent.map(|extent| view! { " " <span class="hint">{extent}</span> })}
    }
}

/// On a school the extent is always the whole school, so it is not shown.
fn extent_of(scope: Scope, grantee: &GranteeView, extent: Extent) -> Option<&'static str> {
    let several = !matches!(grantee, GranteeView::Person(_));
    (several && matches!(scope, Scope::Authority(_))).then(|| words().access.extent(extent))
}
