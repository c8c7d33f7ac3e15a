use domain::communications::{CommunicationInput, Severity};
use leptos::prelude::*;

use crate::{
    communications::compose::content::told::period_in_words, components::SeverityBadge, language::lang_of,
    words,
};

/// The facts shown before deployment.
pub fn facts(input: &CommunicationInput) -> AnyView {
    let announcement = &input.announcement;
    let language = input.second.first_spoken();
    let lang = lang_of(language);
    let severity = Severity::from_code(&announcement.severity).unwrap_or(Severity::Information);
    let period = period_in_words(&announcement.first_day, &announcement.last_day);
    let link = announcement.with_link.then(|| announcement.link.clone());
    view! {
        <div><dt>{words().compose.announcement}</dt><dd><SeverityBadge severity /></dd></div>
        <div><dt>{words().compose.text}</dt><dd dir="auto" lang=lang>{language.unwrap_or_default().spaced(&announcement.text)}</dd></div>
        {link.map(|link| view! { <div><dt>{words().compose.link}</dt><dd>{link}</dd></div> })}
        {announcement
            .public
            .then(|| view! { <div><dt>{words().compose.public_short}</dt><dd>{words().compose.public_consequence}</dd></div> })}
        {announcement
            .also_message
            .then(|| view! { <div><dt>{words().compose.also_message_short}</dt><dd>{words().compose.also_message_consequence}</dd></div> })}
        <div><dt>{words().compose.period_short}</dt><dd>{period}</dd></div>
    }
    .into_any()
}
