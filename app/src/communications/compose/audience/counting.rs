use domain::communications::CommunicationInput;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::state::Audience;
use crate::{
    AppError,
    communications::{api::survey_audience, compose::failure::ServerFailure},
    components::debounce,
};

const COUNT_AFTER_MS: u32 = 200;
const COUNT_AGAIN_MS: u32 = 3_000;

/// Keeps the count up with the targets.
pub fn keep_counted(audience: Audience, channel: Signal<String>, failure: ServerFailure) {
    // The channel whose perimeters are known: until those of another one are there, a count of its
    // audience would name a perimeter that it may not have.
    let targets = move || {
        let counted = audience.perimeters.with(|(channel, _)| channel.clone());
        (counted, audience.perimeter.get(), audience.targets.get())
    };
    let count = Count { audience, channel, failure, asked: StoredValue::new(0) };
    Effect::new(move |before: Option<_>| {
        let now = targets();
        if before.is_some_and(|before| before != now) {
            audience.counting.set(true);
            // An answer that is on its way belongs to other targets: nobody may deploy on its number.
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
    /// Number of the latest question.
    asked: StoredValue<u32>,
}

impl Count {
    /// The number of a new question.
    fn next(self) -> u32 {
        self.asked.update_value(|asked| *asked += 1);
        self.asked.get_value()
    }

    /// Whether no later question was asked, and the page is still there.
    fn is_latest(self, question: u32) -> bool {
        self.asked.try_get_value() == Some(question)
    }

    /// Asks for the count of what stands in the form. While the server does not answer, nothing can
    /// be deployed: the question in the dialog would name a wrong number.
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
            // An answer that a later question has overtaken would show a wrong count.
            if !self.is_latest(question) {
                return;
            }
            match answer {
                Ok(found) => {
                    self.audience.survey.set(found);
                    // Those of the channel that was chosen meanwhile are still to be counted.
                    self.audience.counting.set(self.channel.get_untracked() != counted);
                    self.failure.reached();
                }
                Err(error) => self.ask_again(question, error).await,
            }
        });
    }

    async fn ask_again(self, question: u32, error: AppError) {
        let again = error == AppError::Unreachable;
        self.failure.set(error);
        if again {
            TimeoutFuture::new(COUNT_AGAIN_MS).await;
            if self.is_latest(question) {
                self.ask();
            }
        }
    }
}
