use chrono::NaiveDate;
use domain::agenda::{EventState, view::EventView};
use leptos::prelude::*;

use crate::{
    components::{Ask, Icon, address},
    named::named,
    words,
};

/// What the reader may do with an event, or with the occurrence that is open.
#[component]
pub fn Actions(event: EventView) -> impl IntoView {
    let base = format!("/evenements/{}", event.id);
    let own = event.space.is_none();
    let day = event.occurrence.map(|occurrence| occurrence.day);
    let planned = event.state == EventState::Planned;
    // Whoever knew of a cancelled one was told then.
    let tells = !own && planned;
    view! {
        <div class="cluster event-actions">
            {(!own && planned).then(|| view! { <CopyButton base=base.clone() day /> })}
            <a class="button" href=format!("{base}/evenement.ics") rel="external">
                <Icon name="download" />
                " "
                {words().agenda.download}
            </a>
            {(event.may_edit && planned).then(|| view! { <Edit base=base.clone() day /> })}
        </div>
        <div class="stack">
            {(event.may_remove && day.is_some()).then(|| view! { <RemoveDay base=base.clone() day tells /> })}
            {(event.may_remove && !own && planned)
                .then(|| {
                    view! {
                        <Ask
                            label=words().agenda.cancel
                            what_happens=words().agenda.cancel_question
                            action=format!("{base}/annuler")
                            confirm=words().agenda.cancel_confirm
                            danger=true
                        />
                    }
                })}
            {event
                .may_remove
                .then(|| {
                    let what = match event.state {
                        _ if own => words().agenda.remove_question,
                        EventState::Planned => words().agenda.remove_from_space_question,
                        _ => words().agenda.remove_cancelled_question,
                    };
                    view! {
                        <Ask
                            label=words().agenda.remove
                            what_happens=what
                            action=format!("{base}/supprimer")
                            confirm=words().agenda.remove
                            danger=true
                        />
                    }
                })}
        </div>
    }
}

/// *Ajouter à mon agenda*
#[component]
fn CopyButton(base: String, day: Option<NaiveDate>) -> impl IntoView {
    let label = if day.is_some() { words().agenda.add_date_to_mine } else { words().agenda.add_to_mine };
    view! {
        <form method="post" action=named(&format!("{base}/ajouter"))>
            {day.map(|day| view! { <input type="hidden" name="date" value=day.to_string() /> })}
            <button class="button" type="submit" title=words().agenda.add_to_mine_hint>
                <Icon name="plus" />
                " "
                {label}
            </button>
        </form>
    }
}

#[component]
fn Edit(base: String, day: Option<NaiveDate>) -> impl IntoView {
    let edit = format!("{base}/modifier");
    let of_day = day.map(|day| address(&edit, &[("date", &day.to_string())]));
    view! {
        <a class="button" href=edit>
            <Icon name="pencil" />
            " "
            {words().agenda.edit}
        </a>
        {of_day.map(|to| view! { <a class="button" href=to>{words().agenda.edit_date}</a> })}
    }
}

#[component]
fn RemoveDay(
    base: String,
    day: Option<NaiveDate>,
    /// Whether anybody is told that it does not take place.
    tells: bool,
) -> impl IntoView {
    let question = if tells {
        words().agenda.remove_date_from_space_question
    } else {
        words().agenda.remove_date_question
    };
    view! {
        <Ask
            label=words().agenda.remove_date
            what_happens=question
            action=format!("{base}/supprimer")
            confirm=words().agenda.remove_date
            danger=true
        >
            {day.map(|day| view! { <input type="hidden" name="date" value=day.to_string() /> })}
        </Ask>
    }
}
