use domain::communications::CommunicationInput;
use leptos::prelude::*;

use crate::{
    communications::compose::content::told::{files_in_words, period_in_words},
    language::lang_of,
    words,
};

/// The facts shown before deployment.
pub fn facts(input: &CommunicationInput) -> AnyView {
    let news = &input.news;
    let language = input.second.first_spoken();
    let lang = lang_of(language);
    let picture = match (news.picture.is_empty(), news.decorative) {
        (true, _) => words().compose.no_picture.to_owned(),
        (false, true) => words().compose.picture_decorative.to_owned(),
        (false, false) => news.alternative.clone(),
    };
    view! {
        <div><dt>{words().compose.news_title}</dt><dd dir="auto" lang=lang>{language.unwrap_or_default().spaced(&news.title)}</dd></div>
        <div><dt>{words().compose.picture}</dt><dd>{picture}</dd></div>
        <div><dt>{words().compose.files}</dt><dd>{files_in_words(&news.attachments)}</dd></div>
        <div>
            <dt>{words().compose.period_short}</dt>
            <dd>{period_in_words(&news.first_day, &news.last_day)}</dd>
        </div>
    }
    .into_any()
}
