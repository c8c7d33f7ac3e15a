use domain::{MessageId, messages::view::AcknowledgementState};
use leptos::{either::EitherOf4, prelude::*};

use crate::{components::Icon, marks, named::named, words};

/// *J’ai pris connaissance*, or the current state of the acknowledgement.
#[component]
pub fn Acknowledge(id: MessageId, state: AcknowledgementState) -> impl IntoView {
    match state {
        AcknowledgementState::NotAsked => EitherOf4::A(()),
        AcknowledgementState::Asked => EitherOf4::B(view! {
            <form class="message-acknowledge" method="post" action=named(&format!("/messagerie/{id}/accuser"))>
                <p>{words().messages.asks_to_confirm}</p>
                <button class="button button-primary" type="submit">
                    <Icon name="check" />
                    " " {words().messages.take_note}
                </button>
            </form>
        }),
        AcknowledgementState::Given(at) => EitherOf4::C(view! {
            <p class="message-acknowledge" data-done="true">
                <Icon name="success" />
                <span>
                    {words().messages.took_note_on} " "
                    <time datetime=marks::machine_time(at.local)>{words().dates.date_time(at.local)}</time>
                    "."
                </span>
            </p>
        }),
        AcknowledgementState::Covered(names) => EitherOf4::D(view! {
            <p class="message-acknowledge" data-done="true">
                <Icon name="success" />
                <span>{words().messages.covered_by(&names)} "."</span>
            </p>
        }),
    }
}
