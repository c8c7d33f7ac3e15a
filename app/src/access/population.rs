use domain::access::view::{AccessPage, PopulationSurvey};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::{
    add::AddForm,
    api::survey_population,
    outcome::Outcome,
    recap::Recap,
    state::{Access, GranteeKind},
};
use crate::{
    AppError,
    components::{
        Criteria, debounce,
        form::{Choices, Label},
        mark_heard, warn_before_leaving,
    },
    json::Packed,
    words,
};

const COUNT_AFTER_MS: u32 = 200;
const COUNT_AGAIN_MS: u32 = 3_000;

/// *Accès population*
#[cfg_attr(any(feature = "ssr", feature = "management"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "management")), component)]
pub fn PopulationAccess(page: Packed<AccessPage>, survey: Packed<PopulationSurvey>) -> impl IntoView {
    mark_heard();
    let (Packed(page), Packed(survey)) = (page, survey);
    let access = Access::new(GranteeKind::Population, page, survey);
    provide_context(access);
    keep_counted(access);
    warn_before_leaving(move || access.pending() > 0);
    view! {
        <AddForm>
            <Target />
        </AddForm>
        <Recap />
    }
}

/// *Cible*: the same criteria as a target of a communication.
#[component]
fn Target() -> impl IntoView {
    let access = expect_context::<Access>();
    let target = Memo::new(move |_| access.form.with(|form| form.line.population.clone()));
    let options = Memo::new(move |_| access.form.with(|form| form.survey.options.clone()));
    view! {
        <Choices id="cible" legend=Label::new(words().access.target).marked() problem=access.problems().of("cible")>
            <Criteria
                position=Memo::new(|_| 0)
                of=Signal::stored(String::new())
                target
                options
                change=Callback::new(move |population| access.edit(|line| line.population = population))
                problems=access.problems()
            />
        </Choices>
    }
}

/// Updates the count and the choices when the criteria change.
fn keep_counted(access: Access) {
    let population = move || access.form.with(|form| form.line.population.clone());
    let asked = StoredValue::new(0_u32);
    Effect::new(move |before: Option<_>| {
        let now = population();
        if before.is_some_and(|before| before != now) {
            access.counting.set(true);
            access.uncounted.set(false);
            // An answer still on its way belongs to older criteria.
            asked.update_value(|asked| *asked += 1);
        }
        now
    });
    debounce(population, COUNT_AFTER_MS, move |_| count(access, asked));
}

fn count(access: Access, asked: StoredValue<u32>) {
    asked.update_value(|asked| *asked += 1);
    let question = asked.get_value();
    spawn_local(async move {
        let population = access.form.with_untracked(|form| form.line.population.clone());
        let answer = survey_population(access.scope().to_string(), population).await;
        // The answer to an older request would show a wrong count.
        if asked.try_get_value() != Some(question) {
            return;
        }
        match answer {
            Ok(found) => {
                access.form.update(|form| form.survey = found);
                access.counting.set(false);
                access.uncounted.set(false);
                if matches!(access.outcome.get_untracked(), Some(Outcome::Failed(error)) if error.passes()) {
                    access.outcome.set(None);
                }
            }
            Err(error) => {
                let again = error.passes();
                if error != AppError::Unreachable {
                    access.uncounted.set(true);
                }
                access.outcome.set(Some(Outcome::Failed(error)));
                if again {
                    TimeoutFuture::new(COUNT_AGAIN_MS).await;
                    if asked.try_get_value() == Some(question) {
                        count(access, asked);
                    }
                }
            }
        }
    });
}
