//! *Actualité*: a news item as its readers see it. Nothing on the page needs a script.

use domain::{CommunicationId, communications::channels::news::NewsPage};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::read_news;
use crate::{
    AppError,
    components::{
        Breadcrumb, Children, CorrectedMark, Failure, FileList, Icon, Picture, RichText, own_heading,
        own_title, two_versions,
    },
    following::{Followed, Subject, Version, version_of},
    language::lang_of,
    marks, words,
};

#[component]
pub fn NewsReadingPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").and_then(|id| id.parse().ok()));
    let loaded = Resource::new_blocking(|| (), move |()| load(id));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok((news, version)) => Either::Left(view! { <Loaded news version /> }),
                    Err(error) => {
                        Either::Right(view! { <Title text=words().home.items /> <Failure error /> })
                    }
                }
            })}
        </Suspense>
    }
}

/// An address without a number gives *not found*, like an unknown news item.
async fn load(id: Option<CommunicationId>) -> Result<(NewsPage, Version), AppError> {
    let Some(id) = id else {
        #[cfg(feature = "ssr")]
        let _ = crate::server_side::refuse::<()>(AppError::NotFound);
        return Err(AppError::NotFound);
    };
    let version = version_of(Subject::News(id)).await;
    read_news(id).await.map(|news| (news, version))
}

#[component]
fn Loaded(news: NewsPage, version: Version) -> impl IntoView {
    let at = news.published.local;
    let (title, lang, dir) = own_title(&news.title, Some(news.language), news.second.as_ref());
    let named = title.to_owned();
    let (subject, said) = (Subject::News(news.id), happened_to(&news));
    let heading = own_heading(&news.title, Some(news.language), news.second.as_ref());
    let title = view! { <h1 id="titre" lang=lang dir=dir data-key="titre">{heading}</h1> };
    let body = view! { <RichText html=news.body.spaced(news.language) lang=lang_of(Some(news.language)) /> };
    let body = two_versions(&news.title, body.into_any(), news.language, news.second.clone());
    view! {
        <Title text=named />
        <Breadcrumb above=vec![(words().home.items, "/actualites")] here=words().home.one_news />
        <a class="icon-link" href="/actualites">
            <Icon name="back" />
            " "
            {words().home.all_items}
        </a>
        <Followed subject version said>
            <article class="card reading" aria-labelledby="titre">
                <header class="reading-head">
                    {title}
                    <p class="muted">
                        <strong>{news.source}</strong>
                        " – "
                        <time datetime=marks::machine_time(at)>{words().dates.day_and_date(at.date())}</time>
                    </p>
                    <Children children=news.children />
                    {news.corrected.map(|corrected| view! { <CorrectedMark corrected language=news.language /> })}
                    {news.ended.then(|| view! {
                        <p class="notice" data-kind="info" role="note">
                            <Icon name="information" />
                            " "
                            {words().home.ended(news.last_day)}
                        </p>
                    })}
                </header>
                {news.picture.map(|picture| view! { <Picture picture /> })}
                {body}
                {(!news.attachments.is_empty()).then(|| view! {
                    <section aria-labelledby="pieces-jointes">
                        <h2 id="pieces-jointes">{words().numbers.attachments(news.attachments.len() as u64)}</h2>
                        <FileList files=news.attachments />
                    </section>
                })}
            </article>
        </Followed>
    }
}

/// What an open page says when it is told of a change.
fn happened_to(news: &NewsPage) -> Option<String> {
    if news.ended {
        return Some(words().home.ended(news.last_day));
    }
    news.corrected.as_ref().map(|corrected| words().versions.corrected(corrected.at.local))
}
