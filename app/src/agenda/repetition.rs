use chrono::NaiveDate;
use domain::{
    agenda::{EventInput, Frequency, HolidayZone, WeekDay},
    fields::FieldErrors,
};
use leptos::prelude::*;

use super::fields::problem;
use crate::{
    components::form::{Bound, CheckBox, ChoiceField, DateField, TextField},
    words,
};

/// The controls of the repetition. Those of another choice are not looked at.
const CONTROLS: [&str; 5] = ["repetition", "intervalle", "nombre", "jusquau", "vacances"];

/// *Répétition*: open if the event is repeated, or if something in it is wrong.
#[component]
pub fn RepetitionFields(
    input: EventInput,
    /// The zones whose holidays are known.
    known: Vec<(HolidayZone, NaiveDate, bool)>,
    errors: FieldErrors,
) -> impl IntoView {
    let open = !input.frequency.is_empty() || CONTROLS.iter().any(|field| errors.get(field).is_some());
    let frequencies = Frequency::ALL.map(|of| (of.code(), words().agenda.frequency_of(of)));
    let options = [("", words().agenda.not_repeated)].into_iter().chain(frequencies).collect();
    view! {
        <details class="repetition" open=open>
            <summary class="button">
                {words().agenda.repetition_label} " " <span class="chevron"></span>
            </summary>
            <div class="stack repetition-fields">
                <ChoiceField
                    id="repetition"
                    label=words().agenda.frequency
                    options
                    value=Bound::from(input.frequency.clone())
                    problem=problem(&errors, "repetition")
                />
                <TextField
                    id="intervalle"
                    label=words().agenda.interval
                    value=Bound::from(input.interval.clone())
                    kind="number"
                    inputmode="numeric"
                    hint=words().agenda.interval_hint
                    problem=problem(&errors, "intervalle")
                />
                <WeekDays chosen=input.days.clone() />
                <End input=input.clone() errors=errors.clone() />
                <Holidays chosen=input.except_holidays known errors />
            </div>
        </details>
    }
}

#[component]
fn WeekDays(chosen: Vec<String>) -> impl IntoView {
    let boxes = WeekDay::ALL
        .map(|day| {
            let checked = chosen.iter().any(|of| of == day.code());
            view! {
                <CheckBox name="jour".to_owned() value=day.code().to_owned() checked=Bound::from(checked)>
                    {words().agenda.week_day(day)}
                </CheckBox>
            }
        })
        .collect_view();
    view! {
        <fieldset aria-describedby="jours-aide">
            <legend>{words().agenda.also_on}</legend>
            <div class="cluster">{boxes}</div>
            <p class="hint" id="jours-aide">{words().agenda.also_on_hint}</p>
        </fieldset>
    }
}

#[component]
fn End(input: EventInput, errors: FieldErrors) -> impl IntoView {
    let by_date = input.end == "date";
    let radio = |value: &'static str, label: &'static str, checked: bool| {
        view! {
            <label class="choice">
                <input type="radio" name="fin-repetition" value=value checked=checked />
                " "
                {label}
            </label>
        }
    };
    view! {
        <fieldset class="repetition-end">
            <legend>{words().agenda.end_of_repetition}</legend>
            {radio("nombre", words().agenda.after_times, !by_date)}
            <div class="end-by-count">
                <TextField
                    id="nombre"
                    label=words().agenda.times
                    value=Bound::from(input.count)
                    kind="number"
                    inputmode="numeric"
                    problem=problem(&errors, "nombre")
                />
            </div>
            {radio("date", words().agenda.until_day, by_date)}
            <div class="end-by-day">
                <DateField
                    id="jusquau"
                    label=words().agenda.until
                    value=Bound::from(input.until)
                    problem=problem(&errors, "jusquau")
                />
            </div>
        </fieldset>
    }
}

/// Zones without any known holidays are not offered, except the one that is chosen already.
#[component]
fn Holidays(
    chosen: String,
    /// Each zone whose holidays are known, until when, and whether they have to be compared with the
    /// official ones.
    known: Vec<(HolidayZone, NaiveDate, bool)>,
    errors: FieldErrors,
) -> impl IntoView {
    let offered = HolidayZone::ALL
        .into_iter()
        .filter(|zone| zone.code() == chosen || known.iter().any(|(of, ..)| of == zone));
    let zones = offered.map(|zone| (zone.code(), words().agenda.holiday_zone(zone)));
    let options = [("", words().agenda.keep_holidays)].into_iter().chain(zones).collect();
    let to_check = known.iter().any(|(.., to_check)| *to_check);
    let known: Vec<_> = known.into_iter().map(|(zone, until, _)| (zone, until)).collect();
    view! {
        <ChoiceField
            id="vacances"
            label=words().agenda.except_holidays
            options
            value=Bound::from(chosen)
            problem=problem(&errors, "vacances")
            described_by="vacances-aide"
        >
            <p class="hint" id="vacances-aide">
                {words().agenda.holidays_until(&known)}
                {to_check.then(|| view! { " " {words().agenda.holidays_unchecked} })}
            </p>
        </ChoiceField>
    }
}
