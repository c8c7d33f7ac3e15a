use domain::civil::parse_day;
use leptos::prelude::*;

use crate::{communications::compose::content::Content, components::SeverityBadge, words};

/// The facts shown before deployment.
#[component]
pub fn Facts() -> impl IntoView {
    let content = expect_context::<Content>();
    let (text, first_day, last_day) = (content.text(), content.first_day(), content.last_day());
    let severity = move || view! { <SeverityBadge severity=content.chosen_severity() /> };
    let day = |text: String| parse_day(&text).map_or(text, |day| words().dates.date(day));
    let period = move || words().compose.from_to(&day(first_day.get()), &day(last_day.get()));
    view! {
        <div><dt>{words().compose.announcement}</dt><dd>{severity}</dd></div>
        <div><dt>{words().compose.text}</dt><dd>{move || text.get()}</dd></div>
        <div><dt>{words().compose.period_short}</dt><dd>{period}</dd></div>
    }
}
