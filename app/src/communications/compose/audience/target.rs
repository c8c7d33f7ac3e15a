use domain::targets::TargetInput;
use leptos::prelude::*;

use super::{
    focus::focus_target,
    people::{People, PeopleChoice},
    schools::Schools,
    state::Audience,
};
use crate::{
    communications::compose::validation::Validation,
    components::{Criteria, Icon},
    words,
};

/// One *Cible*: how many people it reaches, its criteria, its schools.
#[component]
pub fn TargetCard(uid: usize) -> impl IntoView {
    let audience = expect_context::<Audience>();
    // A card that is being removed keeps its last position: in that of another one, its radio buttons would
    // take the marks of that one.
    let position = Memo::new(move |last: Option<&usize>| {
        let position = audience.uids.with(|uids| uids.iter().position(|known| *known == uid));
        position.or_else(|| last.copied()).unwrap_or_default()
    });
    let target = Memo::new(move |_| {
        audience.targets.with(|targets| targets.get(position.get()).cloned()).unwrap_or_default()
    });
    let options = Memo::new(move |_| {
        audience.survey.with(|survey| survey.options.get(position.get()).cloned()).unwrap_or_default()
    });
    let change = Callback::new(move |changed: TargetInput| {
        audience.edit_target(position.get_untracked(), |target| *target = changed);
    });
    let problems = expect_context::<Validation>().problems();
    let number = move || position.get() + 1;
    view! {
        <fieldset class="card target" id=move || format!("cible-{}", number()) tabindex="-1">
            <legend class="visually-hidden" translate="no">{words().compose.target} " "{move || number().to_string()}</legend>
            <input type="hidden" name="cible" value=move || number().to_string() />
            <div class="card-head">
                <div class="target-name">
                    <h3 translate="no">{words().compose.target} " "{move || number().to_string()}</h3>
                    " "
                    <Reach position />
                </div>
                <button
                    class="button button-quiet button-small target-remove"
                    type="submit"
                    name="action"
                    value=move || format!("retirer-cible-{}", number())
                    aria-label=move || words().compose.delete_target(number())
                    hidden=move || { audience.uids.with(Vec::len) < 2 }
                    on:click=move |event| {
                        event.prevent_default();
                        let next = number();
                        audience.remove_target(uid);
                        focus_target(next.min(audience.uids.with_untracked(Vec::len)));
                    }
                >
                    <Icon name="trash" />
                    " "
                    <span>{words().common.delete}</span>
                </button>
            </div>
            {audience.may_name().then(|| view! { <PeopleChoice position target /> })}
            <Criteria
                position
                of=Signal::derive(move || words().compose.of_target(number()))
                target
                options
                change
                problems
            />
            {audience.may_name().then(|| view! { <People uid position target /> })}
            <Schools position target />
        </fieldset>
    }
}

#[component]
fn Reach(position: Memo<usize>) -> impl IntoView {
    let audience = expect_context::<Audience>();
    let people = Memo::new(move |_| {
        audience
            .survey
            .with(|survey| survey.count.per_target.get(position.get()).copied())
            .unwrap_or_default()
    });
    let empty = move || people.get() == 0 && !audience.counting.get();
    view! {
        <span class="reach" translate="no" data-empty=move || empty().then_some("true") aria-busy=move || audience.counting.get().to_string() role="status">
            {move || if empty() {
                view! { <Icon name="warning" /> " " {words().compose.reaches_nobody} }.into_any()
            } else {
                view! { <Icon name="people" /> " " {words().numbers.people(people.get())} }.into_any()
            }}
        </span>
    }
}
