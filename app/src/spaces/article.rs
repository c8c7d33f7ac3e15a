use domain::{
    ArticleId, SpaceId,
    spaces::{ArticleState, article_address, view::ArticleView},
    text::french_spaces,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::article,
    heading::{On, SpaceLink, not_found, on_clock, on_of, state_of},
};
use crate::{
    components::{Ask, Breadcrumb, CorrectedMark, Failure, Notice, Picture, RichText},
    following::{Followed, Subject, Version, version_of},
    language::authored,
    messages::Attachments,
    words,
};

/// The two numbers in the address of an article.
pub fn numbers() -> Option<(SpaceId, ArticleId)> {
    use_params_map().with_untracked(|params| {
        let space = params.get("id")?.parse().ok()?;
        Some((space, params.get("article")?.parse().ok()?))
    })
}

/// An article, for those who may read its space.
#[component]
pub fn ArticlePage() -> impl IntoView {
    let at = numbers();
    let done = use_query_map().with_untracked(|query| query.get("fait").unwrap_or_default());
    let done = StoredValue::new(done);
    let loaded = Resource::new_blocking(
        || (),
        move |()| async move {
            match at {
                Some((space, id)) => {
                    let version = version_of(Subject::Article(id)).await;
                    article(space, id).await.map(|article| (article, version))
                }
                None => not_found(),
            }
        },
    );
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok((article, version)) => {
                        Either::Left(view! { <Loaded article version done=done.get_value() /> })
                    }
                    Err(error) => Either::Right(view! { <Title text=words().spaces.title /> <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(article: ArticleView, version: Version, done: String) -> impl IntoView {
    let title =
        if article.title.is_empty() { words().spaces.untitled.to_owned() } else { article.title.clone() };
    // What one without a title is called is in the reader's language.
    let lang = authored().filter(|_| !article.title.is_empty());
    let withdrawn = matches!(article.state, ArticleState::Withdrawn { .. });
    let draft = article.state == ArticleState::Draft;
    let (subject, said) = (Subject::Article(article.id), happened_to(&article));
    view! {
        <Title text=title.clone() />
        <Breadcrumb above=vec![(words().spaces.title, "/espaces")] here=words().spaces.article />
        <Followed subject version said>
            <SpaceLink space=article.space.clone() />
            {done_of(&done, article.state).map(|what| view! { <Notice kind="success" what next="" /> })}
            {withdrawn.then(|| view! { <Notice kind="warning" what=words().spaces.withdrawn_hint next="" /> })}
            {draft.then(|| view! { <Notice kind="information" what=words().spaces.draft_only_mine next="" /> })}
            <article class="card message article" aria-labelledby="titre-article">
                <header class="message-head">
                    <h1 id="titre-article" data-key="titre" dir="auto" lang=lang>{french_spaces(&title)}</h1>
                    <Facts article=article.clone() />
                </header>
                {article.picture.clone().map(|picture| view! { <Picture picture /> })}
                <RichText html=article.body.in_french() lang=authored() />
                <Attachments files=article.files.clone() />
            </article>
            <Actions article />
        </Followed>
    }
}

/// What an open page says when it is told of a change.
fn happened_to(article: &ArticleView) -> Option<String> {
    if matches!(article.state, ArticleState::Withdrawn { .. }) {
        return Some(words().spaces.withdrawn_hint.to_owned());
    }
    article.corrected.as_ref().map(|corrected| words().versions.corrected(corrected.at.local))
}

/// The state where it is not simply published, the author, and the instants.
#[component]
fn Facts(article: ArticleView) -> impl IntoView {
    let (state, mark) = state_of(article.state);
    let published = matches!(article.state, ArticleState::Published { .. });
    let by = (!article.withdrawn_by.is_empty())
        .then(|| view! { " " {words().spaces.withdrawn_by} " " {article.withdrawn_by.clone()} });
    view! {
        <p class="muted">
            {(!published).then(|| view! { <span class="status" data-state=mark>{state}</span> " " })}
            <On what=on_of(article.state) at=article.at />
            {on_clock(article.clock.clone())}
            {by.map_or_else(
                || Either::Right(view! { " " {words().spaces.by} " " {article.author.clone()} }),
                Either::Left,
            )}
        </p>
        {article.corrected.clone().map(|corrected| view! { <CorrectedMark corrected /> })}
    }
}

/// `?fait=`, as long as the article is still what was made of it.
fn done_of(done: &str, state: ArticleState) -> Option<&'static str> {
    Some(match (done, state) {
        ("brouillon", ArticleState::Draft) => words().spaces.draft_kept,
        ("publie", ArticleState::Published { .. }) => words().spaces.published,
        ("programme", ArticleState::Scheduled { .. }) => words().spaces.scheduled,
        ("corrige", ArticleState::Published { .. }) => words().spaces.corrected,
        ("retire", ArticleState::Withdrawn { .. }) => words().spaces.withdrawn,
        _ => return None,
    })
}

#[component]
fn Actions(article: ArticleView) -> impl IntoView {
    let here = article_address(article.space.id, article.id);
    // Only its author sees a draft, and may throw it away whatever they may still write.
    let discard = article.state == ArticleState::Draft;
    let withdraws = match article.state {
        ArticleState::Published { .. } => words().spaces.withdraw_consequence,
        _ => words().spaces.withdraw_unseen,
    };
    view! {
        <div class="cluster article-actions">
            {article
                .may_edit
                .then(|| {
                    view! { <a class="button" href=format!("{here}/modifier") rel="external">{words().spaces.edit}</a> }
                })}
            {article
                .may_withdraw
                .then(|| {
                    view! {
                        <Ask
                            label=words().spaces.withdraw
                            what_happens=withdraws
                            action=format!("{here}/retirer")
                            confirm=words().spaces.withdraw_confirm
                            danger=true
                        />
                    }
                })}
            {discard
                .then(|| {
                    view! {
                        <Ask
                            label=words().spaces.discard
                            what_happens=words().spaces.discard_consequence
                            action=format!("{here}/supprimer")
                            confirm=words().spaces.discard_confirm
                            danger=true
                        />
                    }
                })}
        </div>
    }
}
