use domain::{agenda::EventInput, fields::FieldErrors};
use leptos::prelude::*;

use crate::{
    components::form::{Bound, CheckBox, DateField, Label, LongTextField, TextField, TimeField},
    words,
};

/// The error message of one control.
pub fn problem(errors: &FieldErrors, field: &str) -> Signal<Option<String>> {
    Signal::stored(errors.get(field).map(|problem| words().fields.problem(problem)))
}

/// *Titre*, *Lieu*, *Description*.
#[component]
pub fn Details(input: EventInput, errors: FieldErrors) -> impl IntoView {
    view! {
        <TextField
            id="titre"
            label=Label::new(words().agenda.field_title).marked()
            value=Bound::from(input.title)
            problem=problem(&errors, "titre")
            required=true
        />
        <TextField
            id="lieu"
            label=words().agenda.field_place
            value=Bound::from(input.place)
            problem=problem(&errors, "lieu")
        />
        <Description text=input.description problem=problem(&errors, "description") />
    }
}

#[component]
fn Description(text: String, problem: Signal<Option<String>>) -> impl IntoView {
    view! {
        <LongTextField
            id="description"
            label=words().agenda.field_description
            rows=5
            value=Bound::from(text)
            problem
            described_by="description-aide"
            required=false
        >
            <p class="hint" id="description-aide">{words().agenda.field_description_hint}</p>
        </LongTextField>
    }
}

/// *Journée entière*, *Début*, *Fin*. `zone` is named where it is not the writer's own.
#[component]
pub fn Times(input: EventInput, errors: FieldErrors, zone: Option<String>) -> impl IntoView {
    let zone = zone.map(|zone| words().dates.zone(&zone));
    view! {
        <CheckBox id="journee" name="journee".to_owned() checked=Bound::from(input.whole_days)>
            {words().agenda.whole_days}
        </CheckBox>
        {zone.map(|zone| view! { <p class="hint">{zone}</p> })}
        <fieldset class="event-moment">
            <legend>{words().agenda.begins}</legend>
            <div class="cluster">
                <DateField
                    id="debut-date"
                    label=Label::new(words().agenda.day).marked()
                    value=Bound::from(input.first_day)
                    problem=problem(&errors, "debut-date")
                />
                <TimeField
                    id="debut-heure"
                    label=words().agenda.time
                    value=Bound::from(input.starts)
                    problem=problem(&errors, "debut-heure")
                />
            </div>
        </fieldset>
        <fieldset class="event-moment">
            <legend>{words().agenda.ends}</legend>
            <div class="cluster">
                <DateField
                    id="fin-date"
                    label=words().agenda.day
                    value=Bound::from(input.last_day)
                    problem=problem(&errors, "fin-date")
                />
                <TimeField
                    id="fin-heure"
                    label=words().agenda.time
                    value=Bound::from(input.ends)
                    problem=problem(&errors, "fin-heure")
                />
            </div>
        </fieldset>
    }
}
