use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::{api::survey_population, state::Access};
use crate::{AppError, components::debounce};

const COUNT_AFTER_MS: u32 = 200;
const COUNT_AGAIN_MS: u32 = 3_000;

/// Updates the count and the choices when the criteria change.
pub fn keep_counted(access: Access) {
    let population = move || access.form.with(|form| form.line.population.clone());
    Effect::new(move |before: Option<_>| {
        let now = population();
        if before.is_some_and(|before| before != now) {
            access.counting.set(true);
            access.uncounted.set(None);
            // An answer still on its way belongs to older criteria.
            access.asked.update_value(|asked| *asked += 1);
        }
        now
    });
    debounce(population, COUNT_AFTER_MS, move |_| count(access));
}

/// After a failure: asks for the count once more.
pub fn count_again(access: Access) {
    access.uncounted.set(None);
    count(access);
}

fn count(access: Access) {
    access.asked.update_value(|asked| *asked += 1);
    let question = access.asked.get_value();
    spawn_local(async move {
        let population = access.form.with_untracked(|form| form.line.population.clone());
        let answer = survey_population(access.scope().to_string(), population).await;
        // The answer to an older request would show a wrong count.
        if access.asked.try_get_value() != Some(question) {
            return;
        }
        match answer {
            Ok(found) => {
                access.form.update(|form| form.survey = found);
                access.counting.set(false);
                access.uncounted.set(None);
            }
            Err(error) => ask_again(access, question, error).await,
        }
    });
}

/// Says why there is no count; where time alone mends it, it is asked for again.
async fn ask_again(access: Access, question: u32, error: AppError) {
    let again = error.passes();
    // The same sentence is not read out each time.
    if access.uncounted.with_untracked(|known| known.as_ref() != Some(&error)) {
        access.uncounted.set(Some(error));
    }
    if again {
        TimeoutFuture::new(COUNT_AGAIN_MS).await;
        if access.asked.try_get_value() == Some(question) {
            count(access);
        }
    }
}
