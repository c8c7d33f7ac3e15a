use leptos::prelude::*;

use crate::{communications::compose::content::Content, components::SeverityBadge, words};

/// What is to be deployed.
#[component]
pub fn Facts() -> impl IntoView {
    let content = expect_context::<Content>();
    let (text, first_day, last_day) = (content.text(), content.first_day(), content.last_day());
    let severity = move || view! { <SeverityBadge severity=content.chosen_severity() /> };
    let day = |text: String| text.parse().map_or(text, |day| words().dates.date(day));
    let period = move || format!("Du {} au {}", day(first_day.get()), day(last_day.get()));
    view! {
        <div><dt>"Annonce"</dt><dd>{severity}</dd></div>
        <div><dt>"Texte"</dt><dd>{move || text.get()}</dd></div>
        <div><dt>"Période"</dt><dd>{period}</dd></div>
    }
}
