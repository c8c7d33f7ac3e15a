use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use domain::communications::CommunicationInput;
use leptos::{html, prelude::*};

use super::{errors::FieldError, state::Compose};
use crate::{
    components::{from_then_on, take_early},
    words,
};

/// *Date d'envoi*: now, or later on a day and at a time.
#[component]
pub fn SendAtField() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let later = Memo::new(move |_| compose.input.with(|input| input.message.send_later));
    let day = Memo::new(move |_| compose.input.with(|input| input.message.send_day.clone()));
    let time = Memo::new(move |_| compose.input.with(|input| input.message.send_time.clone()));
    let (day_field, time_field) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let change_day = move |day: String| compose.edit(|input| input.message.send_day = day);
    let change_time = move |time: String| compose.edit(|input| input.message.send_time = time);
    take_early(day_field, change_day);
    take_early(time_field, change_time);
    let choose = move |is_later: bool| {
        let now = untrack(|| compose.clock()).now;
        compose.edit(|input| {
            propose(input, now);
            input.message.send_later = is_later;
        });
    };
    view! {
        <fieldset class="field send-at">
            <legend>"Date d’envoi " <span class="required" aria-hidden="true">"*"</span></legend>
            <div class="choice-inline">
                <label class="choice">
                    <input type="radio" name="envoi" value="maintenant"
                        checked=move || !later.get() prop:checked=move || !later.get()
                        on:change=move |_| choose(false) />
                    " Maintenant"
                </label>
                <label class="choice">
                    <input type="radio" name="envoi" value="plus-tard"
                        checked=move || later.get() prop:checked=move || later.get()
                        on:change=move |_| choose(true) />
                    " Plus tard"
                </label>
            </div>
            <div class="send-later">
                <div class="cluster period">
                    <div class="field">
                        <label for="envoi-date">"Date" <span class="visually-hidden">" d’envoi"</span></label>
                        <input class="input input-short" id="envoi-date" name="envoi-date" type="date"
                            node_ref=day_field
                            value=day.get_untracked() prop:value=from_then_on(move || day.get())
                            aria-describedby="envoi-aide envoi-date-erreur"
                            aria-invalid=move || compose.error("envoi-date").is_some().then_some("true")
                            on:input:target=move |event| change_day(event.target().value()) />
                        <FieldError field=Signal::stored("envoi-date".to_owned()) />
                    </div>
                    <div class="field">
                        <label for="envoi-heure">"Heure" <span class="visually-hidden">" d’envoi"</span></label>
                        <input class="input input-short" id="envoi-heure" name="envoi-heure" type="time"
                            node_ref=time_field
                            value=time.get_untracked() prop:value=from_then_on(move || time.get())
                            aria-describedby="envoi-aide envoi-heure-erreur"
                            aria-invalid=move || compose.error("envoi-heure").is_some().then_some("true")
                            on:input:target=move |event| change_time(event.target().value()) />
                        <FieldError field=Signal::stored("envoi-heure".to_owned()) />
                    </div>
                </div>
                <Zone />
            </div>
        </fieldset>
    }
}

/// On whose clock the time is meant, where the schools of the perimeter have several.
#[component]
fn Zone() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let perimeter = compose.perimeter();
    let several = move || {
        perimeter.with(|perimeter| {
            let mut schools = perimeter.iter().flat_map(|perimeter| &perimeter.schools);
            let first = schools.next().map(|school| &school.time_zone);
            schools.any(|school| Some(&school.time_zone) != first)
        })
    };
    view! {
        <p class="hint" id="envoi-aide">
            {move || {
                if several() {
                    let zone = words().dates.zone(&compose.clock().zone);
                    format!("Le message part au même instant pour tous les établissements : {zone}.")
                } else {
                    "Le message part de lui-même à cette heure ; il peut être annulé avant.".to_owned()
                }
            }}
        </p>
    }
}

/// The next full hour as the moment to send, unless a moment that is still to come is chosen.
pub fn propose(input: &mut CommunicationInput, now: NaiveDateTime) {
    if input.message.send_later || moment(input).is_some_and(|at| at > now) {
        return;
    }
    let hour = now.with_minute(0).and_then(|at| at.with_second(0)).and_then(|at| at.with_nanosecond(0));
    let Some(next) = hour.and_then(|hour| hour.checked_add_signed(TimeDelta::hours(1))) else { return };
    input.message.send_day = next.date().to_string();
    input.message.send_time = words().dates.time(next);
}

fn moment(input: &CommunicationInput) -> Option<NaiveDateTime> {
    let day: NaiveDate = input.message.send_day.parse().ok()?;
    let (hours, minutes) = input.message.send_time.get(..5)?.split_once(':')?;
    Some(day.and_time(NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0)?))
}

#[cfg(test)]
mod tests {
    use super::{CommunicationInput, NaiveDateTime, propose};

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap_or_default()
    }

    fn message() -> CommunicationInput {
        CommunicationInput { channel: "message".to_owned(), ..CommunicationInput::default() }
    }

    #[test]
    fn the_next_full_hour_is_proposed_also_over_midnight() {
        for (now, day, time) in [
            ("2026-11-24T16:46:12", "2026-11-24", "17:00"),
            ("2026-11-24T16:00:00", "2026-11-24", "17:00"),
            ("2026-12-31T23:01:00", "2027-01-01", "00:00"),
        ] {
            let mut input = message();
            propose(&mut input, at(now));
            assert_eq!((input.message.send_day.as_str(), input.message.send_time.as_str()), (day, time));
        }
    }

    #[test]
    fn a_proposal_replaces_nothing_that_was_chosen() {
        let mut chosen = message();
        (chosen.message.send_day, chosen.message.send_time) = ("2026-11-25".to_owned(), "08:30".to_owned());
        let mut kept = chosen.clone();
        propose(&mut kept, at("2026-11-24T10:00:00"));
        assert_eq!(kept, chosen);
        // A moment that is over is no choice any more, unless it is the one to send at.
        propose(&mut kept, at("2026-11-26T10:00:00"));
        assert_eq!(kept.message.send_day, "2026-11-26");
        chosen.message.send_later = true;
        let mut kept = chosen.clone();
        propose(&mut kept, at("2026-11-26T10:00:00"));
        assert_eq!(kept, chosen);
    }
}
