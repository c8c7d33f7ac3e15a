use domain::communications::CommunicationInput;
use leptos::prelude::*;

use crate::{
    communications::compose::content::told::{files_in_words, period_in_words},
    words,
};

/// The facts shown before deployment.
pub fn facts(input: &CommunicationInput) -> AnyView {
    let news = &input.news;
    view! {
        <div><dt>{words().compose.news_title}</dt><dd>{news.title.clone()}</dd></div>
        <div><dt>{words().compose.files}</dt><dd>{files_in_words(news.attachments.len())}</dd></div>
        <div>
            <dt>{words().compose.period_short}</dt>
            <dd>{period_in_words(&news.first_day, &news.last_day)}</dd>
        </div>
    }
    .into_any()
}
