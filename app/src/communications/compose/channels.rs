use domain::communications::Channel;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::{errors::FieldError, state::Compose};
use crate::{AppError, communications::api::perimeters_for, components::Icon, marks, words};

const ASK_AGAIN_MS: u32 = 3_000;

/// *Canal*: those that the rights allow.
#[component]
pub fn Channels() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let channels = compose.form.with_value(|form| form.channels.clone());
    follow(compose, channels.len() > 1);
    view! {
        <fieldset class="field" id="canal">
            <legend>"Canal " <span class="required" aria-hidden="true">"*"</span></legend>
            <div class="choice-cards">
                {channels
                    .into_iter()
                    .map(|channel| view! { <ChannelCard channel /> })
                    .collect_view()}
            </div>
            <FieldError field=Signal::stored("canal".to_owned()) />
        </fieldset>
    }
}

#[component]
fn ChannelCard(channel: Channel) -> impl IntoView {
    let compose = expect_context::<Compose>();
    let checked = move || compose.input.with(|input| input.channel == channel.code());
    view! {
        <label class="choice-card">
            <input type="radio" name="canal" value=channel.code()
                checked=checked prop:checked=checked
                on:change=move |_| compose.edit(|input| channel.code().clone_into(&mut input.channel)) />
            " "
            <Icon name=marks::channel_icon(channel) />
            " "
            <span class="choice-title">{words().communications.channel(channel)}</span>
            " "
            <span class="hint">{words().communications.channel_hint(channel)}</span>
        </label>
    }
}

/// Asks for the perimeters of a channel when the form changes to it. Until they are there, nobody
/// is counted and nothing deployed.
fn follow(compose: Compose, several: bool) {
    if !several {
        return;
    }
    let channel = Memo::new(move |_| compose.input.with(|input| input.channel.clone()));
    Effect::new(move |before: Option<String>| {
        let now = channel.get();
        if before.is_some_and(|before| before != now) {
            compose.counting.set(true);
            ask(compose, channel, now.clone());
        }
        now
    });
}

fn ask(compose: Compose, channel: Memo<String>, wanted: String) {
    let Some(known) = Channel::from_code(&wanted) else { return };
    spawn_local(async move {
        let answer = perimeters_for(known).await;
        // Somebody has changed back meanwhile, or left the page.
        if channel.try_get_untracked().as_ref() != Some(&wanted) {
            return;
        }
        match answer {
            Ok(perimeters) => {
                if compose.failure.get_untracked() == Some(AppError::Unreachable) {
                    compose.failure.set(None);
                }
                compose.take_perimeters(wanted, perimeters);
            }
            Err(error) => {
                let again = error == AppError::Unreachable;
                compose.failure.set(Some(error));
                if again {
                    TimeoutFuture::new(ASK_AGAIN_MS).await;
                    if channel.try_get_untracked().as_ref() == Some(&wanted) {
                        ask(compose, channel, wanted);
                    }
                }
            }
        }
    });
}
