use domain::communications::Channel;
use leptos::prelude::*;

use crate::{
    communications::compose::content::Content,
    components::form::{CheckBox, Choices},
    words,
};

/// *Envoyer aussi par messagerie*, for whoever may write messages.
#[component]
pub fn AlsoMessage() -> impl IntoView {
    let content = expect_context::<Content>();
    content.offers(Channel::Message).then(|| {
        view! {
            <Choices legend=words().compose.also_message_short>
                <CheckBox name="aussi-message" checked=content.also_message()>
                    <span>
                        {words().compose.also_message} " "
                        <span class="hint">{words().compose.also_message_hint}</span>
                    </span>
                </CheckBox>
            </Choices>
        }
    })
}
