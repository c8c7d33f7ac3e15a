use domain::{MessageId, messages::view::ReplyState};
use leptos::prelude::*;
use leptos_meta::Title;

use super::reply::Reply;
use crate::{
    components::{FormOutcome, Icon, address},
    session::Door,
    words,
};

/// A reply whose writer's session ended meanwhile: the text is kept, and can still be sent.
#[component]
pub fn Unsent(id: MessageId, outcome: FormOutcome) -> impl IntoView {
    let sign_in = address("/connexion", &[("suite", &format!("/messagerie/{id}"))]);
    view! {
        <Title text=words().messages.session_over />
        <Door>
            <h1>{words().messages.session_over}</h1>
            <div class="notice" data-kind="warning" role="alert">
                <Icon name="warning" />
                <p>
                    <strong>{words().messages.reply_not_sent}</strong>
                    " " {words().messages.reply_not_sent_hint}
                </p>
            </div>
            <a class="button button-wide" href=sign_in target="_blank" rel="noopener external">
                {words().messages.sign_in_again} <span class="visually-hidden">" " {words().messages.new_tab}</span>
            </a>
            <Reply id state=ReplyState::Possible form_key=String::new() outcome />
        </Door>
    }
}
