use domain::{
    SpaceId,
    spaces::{
        article_address, space_address,
        view::{ArticleRow, SpacePage as Page, Unpublished},
    },
    text::french_spaces,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::open_space,
    feed::FeedCard,
    heading::{On, not_found, on_clock, on_of, state_of},
    list::Subscription,
};
use crate::{
    components::{Breadcrumb, Failure, Icon, Notice, PageLinks, address, form_outcome},
    following::{Followed, Subject, Version, version_of},
    language::authored,
    words,
};

/// A space: its articles, the newest first.
#[component]
pub fn SpacePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").and_then(|id| id.parse().ok()));
    let query = use_query_map().get_untracked();
    let get = move |name: &str| query.get(name).unwrap_or_default();
    let (before, after, done) = (get("avant"), get("apres"), get("fait"));
    let done = StoredValue::new(done);
    // A new private address: only this answer has it.
    let feed_address = StoredValue::new(form_outcome().typed("adresse"));
    let loaded = Resource::new_blocking(
        || (),
        move |()| {
            let (before, after) = (before.clone(), after.clone());
            async move {
                match id {
                    Some(id) => {
                        let version = version_of(Subject::Space(id)).await;
                        open_space(id, before, after).await.map(|page| (page, version))
                    }
                    None => not_found(),
                }
            }
        },
    );
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok((page, version)) => Either::Left(view! {
                        <Loaded page version done=done.get_value() feed_address=feed_address.get_value() />
                    }),
                    Err(error) => Either::Right(view! { <Title text=words().spaces.title /> <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(page: Page, version: Version, done: String, feed_address: Option<String>) -> impl IntoView {
    let Page { space, rights, reads, subscribed, rows, unpublished, unpublished_cut, older, newer, has_feed } =
        page;
    let id = space.id;
    // The notice says it already.
    let said = match done.as_str() {
        "abonne" => subscribed,
        "desabonne" => !subscribed,
        _ => false,
    };
    let page_at = move |name: &str, place: String| address(&space_address(id), &[(name, &place)]);
    view! {
        <Title text=words().spaces.source(&space) />
        <Breadcrumb above=vec![(words().spaces.title, "/espaces")] here=words().spaces.space />
        <Followed subject=Subject::Space(id) version said=None>
            <h1>{words().spaces.name(&space)}</h1>
            <p class="muted">{space.school.clone()}</p>
            {done_of(&done, subscribed).map(|what| view! { <Notice kind="success" what next="" /> })}
            <div class="cluster">
                <a class="button" href=format!("/espaces/{id}/agenda")>
                    <Icon name="calendar" />
                    " "
                    {words().spaces.agenda}
                </a>
                {rights
                    .writes
                    .then(|| {
                        view! {
                            <a class="button button-primary" href=format!("/espaces/{id}/articles/nouveau") rel="external">
                                {words().spaces.new_article}
                            </a>
                        }
                    })}
                {reads.then(|| view! { <Subscription id subscribed about=words().spaces.source(&space) from="espace" /> })}
                {rights
                    .administers
                    .then(|| view! { <a class="button" href=format!("/espaces/{id}/reglages") rel="external">{words().spaces.settings}</a> })}
            </div>
            {(reads && !said)
                .then(|| {
                    let state = if subscribed { words().spaces.subscribed } else { words().spaces.unsubscribed };
                    view! { <p class="muted small">{state}</p> }
                })}
            <Pending id rows=unpublished cut=unpublished_cut />
            {if rows.is_empty() {
                Either::Left(view! {
                    <div class="empty">
                        <Icon name="compass" />
                        <p><strong>{words().spaces.no_article}</strong></p>
                        <p class="muted">{words().spaces.no_article_hint}</p>
                    </div>
                })
            } else {
                Either::Right(view! {
                    <ul class="plain stack">{rows.into_iter().map(|row| view! { <Article id row /> }).collect_view()}</ul>
                })
            }}
            <PageLinks
                previous=newer.map(|place| page_at("apres", place))
                next=older.map(|place| page_at("avant", place))
                labels=[words().messages.newer, words().messages.older]
            />
        </Followed>
        <FeedCard id has_feed address=feed_address />
    }
}

/// `?fait=`, as long as it is still so.
fn done_of(done: &str, subscribed: bool) -> Option<&'static str> {
    Some(match done {
        "abonne" if subscribed => words().spaces.subscribed,
        "desabonne" if !subscribed => words().spaces.unsubscribed,
        "ajoute" => words().spaces.space_added,
        "supprime" => words().spaces.discarded,
        "flux-revoque" => words().spaces.feed_revoked,
        _ => return None,
    })
}

#[component]
fn Article(id: SpaceId, row: ArticleRow) -> impl IntoView {
    view! {
        <li class="card article-row" data-key=row.id.to_string()>
            <h2 dir="auto" lang=authored()><a href=article_address(id, row.id)>{french_spaces(&row.title)}</a></h2>
            <p class="muted small">
                <On what=words().spaces.published_on at=row.at />
                " " {words().spaces.by} " " {row.author}
                {row.corrected.map(|at| view! { " · " <On what=words().spaces.corrected_on at /> })}
            </p>
            <p dir="auto" lang=authored()>{french_spaces(&row.excerpt)}</p>
            {(row.files > 0)
                .then(|| {
                    view! {
                        <p class="muted small">
                            <Icon name="paperclip" />
                            " "
                            {words().numbers.attachments(u64::from(row.files))}
                        </p>
                    }
                })}
        </li>
    }
}

/// Drafts, and what is scheduled or was refused.
#[component]
fn Pending(id: SpaceId, rows: Vec<Unpublished>, cut: bool) -> impl IntoView {
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="non-publies">
                <h2 id="non-publies">{words().spaces.unpublished}</h2>
                <ul class="plain">
                    {rows
                        .into_iter()
                        .map(|row| {
                            let (state, mark) = state_of(row.state);
                            let lang = authored().filter(|_| !row.title.is_empty());
                            let title =
                                if row.title.is_empty() { words().spaces.untitled.to_owned() } else { row.title };
                            view! {
                                <li data-key=row.id.to_string()>
                                    <span class="status" data-state=mark>{state}</span>
                                    " "
                                    <a href=article_address(id, row.id)><bdi lang=lang>{french_spaces(&title)}</bdi></a>
                                    " "
                                    <span class="muted small">
                                        <On what=on_of(row.state) at=row.at />
                                        {on_clock(row.clock)}
                                        " " {words().spaces.by} " " {row.author}
                                    </span>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
                {cut.then(|| view! { <p class="muted small">{words().spaces.cut}</p> })}
            </section>
        }
    })
}
