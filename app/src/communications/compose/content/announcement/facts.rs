use domain::{
    civil::parse_day,
    communications::{CommunicationInput, Severity},
};
use leptos::prelude::*;

use crate::{components::SeverityBadge, words};

/// The facts shown before deployment.
pub fn facts(input: &CommunicationInput) -> AnyView {
    let announcement = &input.announcement;
    let severity = Severity::from_code(&announcement.severity).unwrap_or(Severity::Information);
    let day = |text: &String| parse_day(text).map_or_else(|| text.clone(), |day| words().dates.date(day));
    let period = words().compose.from_to(&day(&announcement.first_day), &day(&announcement.last_day));
    let link = announcement.with_link.then(|| announcement.link.clone());
    view! {
        <div><dt>{words().compose.announcement}</dt><dd><SeverityBadge severity /></dd></div>
        <div><dt>{words().compose.text}</dt><dd>{announcement.text.clone()}</dd></div>
        {link.map(|link| view! { <div><dt>{words().compose.link}</dt><dd>{link}</dd></div> })}
        <div><dt>{words().compose.period_short}</dt><dd>{period}</dd></div>
    }
    .into_any()
}
