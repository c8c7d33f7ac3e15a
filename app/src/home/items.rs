use chrono::NaiveDate;
use domain::home::{Picture, ShownItem, ShownSpan};
use leptos::prelude::*;

use crate::{components::Icon, marks, words};

/// An entry: its icon tells an event from an article, and so do its words.
#[component]
pub fn ItemCard(
    item: ShownItem,
    /// Where only today's and yesterday's are told with their time.
    #[prop(optional)]
    today: Option<NaiveDate>,
) -> impl IntoView {
    let (day, at) = (item.published.local.date(), item.published.local.time());
    let own = item.second.filter(|(language, _)| crate::language::reads_second(*language, item.language));
    let (language, title) = own.unwrap_or((item.language, item.title));
    let lang = crate::language::lang_of(Some(language));
    let when = match today {
        Some(today) => words().dates.moment(day, Some(at), today),
        None => words().dates.date_long(day),
    };
    view! {
        <article class="item" data-kind=item.kind.code()>
            {item.picture.map(|picture| view! { <Thumb picture /> })}
            <div class="item-body">
                <p class="item-meta">
                    <span class="item-kind">
                        <Icon name=marks::item_icon(item.kind) />
                        {words().home.item_kind(item.kind)}
                    </span>
                    " "
                    <strong>{words().spaces.said_by(item.space, &item.source)}</strong>
                    " "
                    <time datetime=day.to_string()>{when}</time>
                </p>
                <h3 class="item-title">
                    <a href=item.address><bdi lang=lang>{language.spaced(&title)}</bdi></a>
                </h3>
                {item.takes_place.map(|span| view! { <TakesPlace span /> })}
                {item
                    .corrected
                    .map(|at| {
                        view! { <p class="corrected-mark">{words().versions.corrected(at.local)}</p> }
                    })}
            </div>
        </article>
    }
}

#[component]
fn Thumb(picture: Picture) -> impl IntoView {
    let address = format!("/images/{}/480", picture.token);
    view! { <img class="item-thumb" src=address alt=picture.alt width="120" height="90" loading="lazy" /> }
}

/// When an event takes place.
#[component]
fn TakesPlace(span: ShownSpan) -> impl IntoView {
    let (begins, ends) = (span.begins.local, span.ends.local);
    view! {
        <p class="item-span">
            <time datetime=marks::machine_time(begins)>{words().dates.span(begins, ends, span.whole_day)}</time>
        </p>
    }
}
