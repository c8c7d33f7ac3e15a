use leptos::prelude::*;

use super::{fields::moment, schedule::propose};
use crate::{
    communications::compose::{audience::Audience, content::Content, validation::problem_of},
    components::{
        form::{Bound, Choices, DateField, Label, Radio, TimeField},
        words_afresh,
    },
    words,
};

/// *Date d'envoi*: now, or later on a day and at a time.
#[component]
pub fn SendAtField() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let content = expect_context::<Content>();
    let later = content.send_later();
    let choice = Bound::new(later.signal(), move |is_later| {
        let now = untrack(|| audience.clock()).now;
        content.input.update(|input| propose(moment(input), now));
        later.set(is_later);
    })
    .coded("plus-tard", "maintenant");
    view! {
        <Choices legend=Label::new(words().compose.send_date).marked() class="field send-at">
            <div class="choice-inline">
                <Radio name="envoi" value="maintenant" chosen=choice>{words().compose.now}</Radio>
                <Radio name="envoi" value="plus-tard" chosen=choice>{words().compose.later}</Radio>
            </div>
            <div class="send-later">
                <div class="cluster period">
                    <DateField
                        id="envoi-date"
                        label=Label::new(words().compose.date).spoken(words().compose.of_sending)
                        value=content.send_day()
                        problem=problem_of("envoi-date")
                        described_by="envoi-aide"
                        input_class="input input-short"
                    />
                    <TimeField
                        id="envoi-heure"
                        label=Label::new(words().compose.hour).spoken(words().compose.of_sending)
                        value=content.send_time()
                        problem=problem_of("envoi-heure")
                        described_by="envoi-aide"
                        input_class="input input-short"
                    />
                </div>
                <Zone />
            </div>
        </Choices>
    }
}

/// The time zone of the typed time, where the schools of the perimeter have several, or another one than
/// the sender's.
#[component]
fn Zone() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let perimeter = audience.chosen();
    let several = move || {
        perimeter.with(|perimeter| {
            let mut schools = perimeter.iter().flat_map(|perimeter| &perimeter.schools);
            let first = schools.next().map(|school| &school.time_zone);
            schools.any(|school| Some(&school.time_zone) != first)
        })
    };
    view! {
        <p class="hint" id="envoi-aide">
            {words_afresh(Signal::derive(move || {
                let clock = audience.clock();
                if several() {
                    words().compose.same_instant(&clock.zone)
                } else if clock.elsewhere {
                    words().compose.time_of_schools(&clock.zone)
                } else {
                    words().compose.leaves_by_itself.to_owned()
                }
            }))}
        </p>
    }
}
