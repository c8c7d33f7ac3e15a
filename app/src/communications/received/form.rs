use domain::{
    access::School,
    communications::{
        Channel, DeliveryState,
        received::{RECEIVED, ReceivedFilter},
    },
};
use leptos::prelude::*;

use super::filter;
use crate::{
    components::form::{ChoiceField, Field, FilterActions, Label, TextField},
    words,
};

/// A plain GET form: the browser writes the filter into the address.
#[component]
pub fn FilterForm(filter: ReceivedFilter, schools: Vec<School>) -> impl IntoView {
    let narrowed = filter::narrows(&filter);
    let all = [("", words().received.all)];
    let channels = Channel::ALL.map(|channel| (channel.code(), words().communications.channel(channel)));
    // What is not there yet is not in the list.
    let states = DeliveryState::ALL.into_iter().filter(|state| *state != DeliveryState::Waiting);
    let states = states.map(|state| (state.code(), words().communications.delivery_state(state)));
    let read = vec![("", words().received.all_read), ("oui", words().received.unread_only)];
    view! {
        <form class="card filters" method="get" action=RECEIVED role="search" aria-label=words().received.title>
            <TextField
                id="recherche"
                name="q"
                label=words().common.search
                kind="search"
                placeholder=words().received.search_hint
                value=filter.search
                class="field filters-search"
            />
            <ChoiceField
                id="canal"
                label=words().received.channel
                options=all.into_iter().chain(channels).collect()
                value=filter.channel
            />
            <ChoiceField
                id="etat"
                label=words().received.state
                options=all.into_iter().chain(states).collect()
                value=filter.state
            />
            <ChoiceField id="non-lues" label=words().received.unread_label options=read value=filter.unread />
            {(schools.len() > 1).then(|| view! { <Schools schools chosen=filter.school /> })}
            <FilterActions narrowed all=RECEIVED />
        </form>
    }
}

#[component]
fn Schools(schools: Vec<School>, chosen: String) -> impl IntoView {
    let called: Vec<String> = schools.iter().map(|school| school.called(&schools)).collect();
    view! {
        <Field id="etablissement" label=Label::new(words().received.school) problem=Signal::default()>
            <select class="input" id="etablissement" name="etablissement">
                <option value="">{words().received.all}</option>
                {schools
                    .into_iter()
                    .zip(called)
                    .map(|(school, called)| {
                        let value = school.id.to_string();
                        let selected = value == chosen;
                        view! { <option value=value selected=selected>{called}</option> }
                    })
                    .collect_view()}
            </select>
        </Field>
    }
}
