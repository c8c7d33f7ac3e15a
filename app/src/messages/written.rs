use domain::{
    messages::view::{WrittenLetter, WrittenPage},
    text::french_spaces,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    api,
    filter::{PATH, WRITTEN},
    folders::Folders,
    list::Nothing,
};
use crate::{
    components::{Breadcrumb, Failure, PageLinks, RichText, address},
    marks, words,
};

/// *Envoyés*: what the reader answered and wrote. Nothing here needs a script.
#[component]
pub fn WrittenListPage() -> impl IntoView {
    let before = use_query_map().with_untracked(|query| query.get("avant").and_then(|id| id.parse().ok()));
    let page = Resource::new_blocking(|| (), move |()| api::written(before));
    view! {
        <Title text=format!("{} – {}", words().messages.written, words().messages.title) />
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => Either::Left(view! { <Loaded page /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(page: WrittenPage) -> impl IntoView {
    let newest = page.newer.then(|| WRITTEN.to_owned());
    let older = page.older.map(|letter| address(WRITTEN, &[("avant", &letter.to_string())]));
    let list = if page.rows.is_empty() {
        Either::Left(view! {
            <Nothing icon="reply" title=words().messages.none_written hint=words().messages.none_written_hint />
        })
    } else {
        let rows = page.rows.into_iter().map(|letter| view! { <Letter letter /> }).collect_view();
        Either::Right(view! { <ol class="plain stack">{rows}</ol> })
    };
    view! {
        <Breadcrumb above=vec![(words().messages.title, PATH)] here=words().messages.written />
        <h1>{words().messages.title}</h1>
        <Folders open=None />
        <section class="stack" aria-label=words().messages.written>
            {list}
            <PageLinks previous=newest next=older labels=[words().messages.newest, words().messages.older] />
        </section>
    }
}

#[component]
fn Letter(letter: WrittenLetter) -> impl IntoView {
    let sent = letter.sent.local;
    let to =
        (!letter.to.is_empty()).then(|| words().common.labelled(words().messages.written_to, &letter.to));
    view! {
        <li class="card stack">
            <h2 dir="auto">{french_spaces(&letter.subject)}</h2>
            <p class="muted small">
                {to} " "
                <time datetime=marks::machine_time(sent)>{words().dates.date_time(sent)}</time>
            </p>
            <RichText html=letter.body.in_french() />
            {letter
                .answers
                .map(|message| {
                    view! { <p><a href=format!("/messagerie/{message}")>{words().messages.see_answered}</a></p> }
                })}
        </li>
    }
}
