use domain::communications::MessageBeside;
use leptos::prelude::*;

use crate::words;

/// What the correction makes of the message that goes with the announcement.
pub fn message_beside(beside: Option<MessageBeside>) -> Option<impl IntoView> {
    beside.map(|beside| {
        let sentence = match beside {
            MessageBeside::Follows => words().versions.beside_follows,
            MessageBeside::Stays => words().versions.beside_stays,
        };
        view! { <p>{sentence}</p> }
    })
}
