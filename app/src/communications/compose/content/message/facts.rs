use domain::{
    civil::parse_day,
    communications::{Acknowledgement, CommunicationInput},
};
use leptos::prelude::*;

use crate::{communications::compose::content::told::files_in_words, language::lang_of, words};

/// The facts shown before deployment.
pub fn facts(input: &CommunicationInput, zone: &str) -> AnyView {
    let message = &input.message;
    let language = input.second.first_spoken();
    let lang = lang_of(language);
    let when = if message.send_later {
        let day = parse_day(&message.send_day)
            .map_or_else(|| message.send_day.clone(), |day| words().dates.date(day));
        words().compose.on_day_at(&day, &message.send_time, zone)
    } else {
        words().compose.now.to_owned()
    };
    let joined = files_in_words(&message.attachments);
    let asked = Acknowledgement::from_code(&message.acknowledgement).unwrap_or_default();
    view! {
        <div><dt>{words().compose.subject}</dt><dd dir="auto" lang=lang>{language.unwrap_or_default().spaced(&message.subject)}</dd></div>
        <div><dt>{words().compose.sending}</dt><dd>{when}</dd></div>
        <div><dt>{words().compose.files}</dt><dd>{joined}</dd></div>
        <div>
            <dt>{words().compose.acknowledgement}</dt>
            <dd>{words().communications.acknowledgement(asked)}</dd>
        </div>
    }
    .into_any()
}
