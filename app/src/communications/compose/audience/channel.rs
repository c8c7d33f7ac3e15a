use domain::communications::Channel;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::state::Audience;
use crate::{
    AppError,
    communications::{
        api::perimeters_for,
        compose::failure::{Place, ServerFailure},
    },
    components::effect,
};

const ASK_AGAIN_MS: u32 = 3_000;

/// Loads the perimeters of a channel when the form switches to it. Until they have come, nobody is
/// counted and nothing can be deployed.
pub fn follow_channel(audience: Audience, channel: Signal<String>, failure: ServerFailure) {
    effect(move |before: Option<String>| {
        let now = channel.get();
        if before.is_some_and(|before| before != now) {
            audience.counting.set(true);
            audience.uncounted.set(false);
            failure.asks_at(Place::Channel);
            ask(audience, channel, failure, now.clone());
        }
        now
    });
}

/// After a failure: asks for what is missing, the perimeters of the channel or the count.
pub fn count_again(audience: Audience, channel: Signal<String>, failure: ServerFailure) {
    failure.clear();
    if audience.perimeters.with_untracked(|(known, _)| *known == channel.get_untracked()) {
        audience.uncounted.set(false);
        audience.arrivals.update(|times| *times += 1);
    } else {
        renew_perimeters(audience, channel, failure);
    }
}

/// Loads the perimeters of the current channel again: the server offers others by now.
pub fn renew_perimeters(audience: Audience, channel: Signal<String>, failure: ServerFailure) {
    audience.counting.set(true);
    audience.uncounted.set(false);
    ask(audience, channel, failure, channel.get_untracked());
}

fn ask(audience: Audience, channel: Signal<String>, failure: ServerFailure, wanted: String) {
    let Some(known) = Channel::from_code(&wanted) else { return };
    spawn_local(async move {
        let answer = perimeters_for(known).await;
        // False when the sender has switched back meanwhile, or left the page.
        let still_wanted = |wanted: &String| channel.try_get_untracked().as_ref() == Some(wanted);
        if !still_wanted(&wanted) {
            return;
        }
        match answer {
            Ok(perimeters) => {
                audience.uncounted.set(false);
                failure.reached();
                audience.take_perimeters(wanted, perimeters);
            }
            Err(error) => {
                let again = error.passes();
                if error != AppError::Unreachable {
                    audience.uncounted.set(true);
                }
                failure.set_at(error, Place::Channel);
                if again {
                    TimeoutFuture::new(ASK_AGAIN_MS).await;
                    if still_wanted(&wanted) {
                        ask(audience, channel, failure, wanted);
                    }
                }
            }
        }
    });
}
