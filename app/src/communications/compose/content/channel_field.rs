use domain::communications::Channel;
use leptos::prelude::*;

use super::state::Content;
use crate::{
    communications::compose::validation::problem_of,
    components::{
        Icon,
        form::{Choices, Label, Radio},
    },
    marks, words,
};

/// *Canal*: the channels that the rights allow.
#[component]
pub fn ChannelField() -> impl IntoView {
    let content = expect_context::<Content>();
    let chosen = content.channel();
    let card = move |channel: Channel| {
        view! {
            <Radio name="canal" value=channel.code() chosen class="choice-card">
                <Icon name=marks::channel_icon(channel) />
                " "
                <span class="choice-title">{words().communications.channel(channel)}</span>
                " "
                <span class="hint">{words().communications.channel_hint(channel)}</span>
            </Radio>
        }
    };
    view! {
        <Choices id="canal" legend=Label::new(words().compose.channel).marked() problem=problem_of("canal")>
            <div class="choice-cards">{content.channels().into_iter().map(card).collect_view()}</div>
        </Choices>
    }
}
