use domain::communications::received::{RECEIVED, ReceivedFilter, ReceivedPage};
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{filter, form::FilterForm, table::ReceivedTable};
use crate::{
    communications::api::received,
    components::{Breadcrumb, Failure, Icon, PageLinks},
    following::{Followed, Subject, Version, version_of},
    words,
};

/// The address holds the filter and the place, so that everything works without JavaScript.
#[component]
pub fn ReceivedListPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(|query| filter::read(|name| query.get(name))));
    let page = Resource::new_blocking(
        move || filter.get(),
        |filter| async move {
            let version = version_of(Subject::Received(None)).await;
            received(filter).await.map(|page| (page, version))
        },
    );
    view! {
        <Title text=words().received.title />
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok((page, version)) => {
                        Either::Left(view! { <Loaded page version filter=filter.get_untracked() /> })
                    }
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(page: ReceivedPage, version: Version, filter: ReceivedFilter) -> impl IntoView {
    let narrowed = filter::narrows(&filter);
    let ReceivedPage { rows, schools, older, newer } = page;
    let content = if !rows.is_empty() {
        EitherOf3::A(view! {
            <FilterForm filter=filter.clone() schools />
            <ReceivedTable rows />
            <PageLinks
                previous=newer.map(|place| filter::at(&filter, ("apres", &place)))
                next=older.map(|place| filter::at(&filter, ("avant", &place)))
                labels=[words().received.newer, words().received.older]
            />
        })
    } else if narrowed || older.is_some() || newer.is_some() {
        EitherOf3::B(view! {
            <FilterForm filter schools />
            <div class="empty" role="status">
                <Icon name="compass" />
                <h2>{words().common.nothing_matches}</h2>
                <p class="muted">{words().common.try_wider}</p>
                <a class="button" href=RECEIVED rel="external">{words().common.clear_filters}</a>
            </div>
        })
    } else {
        EitherOf3::C(view! {
            <div class="empty">
                <Icon name="megaphone" />
                <h2>{words().received.none}</h2>
                <p class="muted">{words().received.none_hint}</p>
            </div>
        })
    };
    view! {
        <Breadcrumb above=vec![(words().shell.targeted_communication, "")] here=words().received.title />
        <div class="page-head">
            <div class="stack">
                <h1>{words().received.title}</h1>
                <p class="muted">{words().received.about}</p>
            </div>
        </div>
        <Followed subject=Subject::Received(None) version said=None>{content}</Followed>
    }
}
