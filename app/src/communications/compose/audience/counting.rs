use domain::communications::CommunicationInput;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::state::Audience;
use crate::{
    AppError,
    communications::{
        api::survey_audience,
        compose::failure::{Place, ServerFailure},
    },
    components::{debounce, effect},
};

const COUNT_AFTER_MS: u32 = 200;
const COUNT_AGAIN_MS: u32 = 3_000;

/// Updates the count when the targets change.
pub fn keep_counted(audience: Audience, channel: Signal<String>, failure: ServerFailure) {
    // The channel whose perimeters are known. Before the perimeters of a new channel have come, a
    // count would name a perimeter that the channel may not have.
    let targets = move || {
        let counted = audience.perimeters.with(|(channel, _)| channel.clone());
        (counted, audience.arrivals.get(), audience.perimeter.get(), audience.targets.get())
    };
    let count = Count { audience, channel, failure, asked: StoredValue::new(0) };
    effect(move |before: Option<_>| {
        let now = targets();
        if before.is_some_and(|before| before != now) {
            audience.counting.set(true);
            audience.uncounted.set(false);
            failure.asks_at(Place::Count);
            // An answer still on its way belongs to older targets: nobody may deploy with its
            // number.
            count.next();
        }
        now
    });
    debounce(targets, COUNT_AFTER_MS, move |_| count.ask());
}

#[derive(Clone, Copy)]
struct Count {
    audience: Audience,
    channel: Signal<String>,
    failure: ServerFailure,
    /// Number of the latest request.
    asked: StoredValue<u32>,
}

impl Count {
    /// The number of a new request.
    fn next(self) -> u32 {
        self.asked.update_value(|asked| *asked += 1);
        self.asked.get_value()
    }

    /// Whether this is still the latest request, and the page still exists.
    fn is_latest(self, question: u32) -> bool {
        self.asked.try_get_value() == Some(question)
    }

    /// Asks for the count of the current form. While the server does not answer, nothing can be
    /// deployed: the dialog would show a wrong number.
    fn ask(self) {
        let question = self.next();
        let counted = self.audience.perimeters.with_untracked(|(channel, _)| channel.clone());
        let input = CommunicationInput {
            channel: counted.clone(),
            perimeter: self.audience.perimeter.get_untracked(),
            targets: self.audience.targets.get_untracked(),
            ..CommunicationInput::default()
        };
        spawn_local(async move {
            let answer = survey_audience(input).await;
            // The answer to an older request would show a wrong count.
            if !self.is_latest(question) {
                return;
            }
            match answer {
                Ok(found) => {
                    self.audience.uncounted.set(false);
                    self.audience.survey.set(found);
                    // If the sender chose another channel meanwhile, its count is still to come.
                    self.audience.counting.set(self.channel.get_untracked() != counted);
                    self.failure.reached();
                }
                Err(error) => self.ask_again(question, error).await,
            }
        });
    }

    /// The failure is shown, and *Déployer* does not wait for a count that will not come.
    async fn ask_again(self, question: u32, error: AppError) {
        let again = error.passes();
        if error != AppError::Unreachable {
            self.audience.uncounted.set(true);
        }
        self.failure.set_at(error, Place::Count);
        if again {
            TimeoutFuture::new(COUNT_AGAIN_MS).await;
            if self.is_latest(question) {
                self.ask();
            }
        }
    }
}
