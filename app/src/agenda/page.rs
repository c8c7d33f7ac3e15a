use domain::{
    SpaceId,
    agenda::view::{self, Layout},
};
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{address, api::agenda, feed::FeedCard, grid::Grid, list::List};
use crate::{
    AppError,
    components::{Breadcrumb, Failure, FormOutcome, Icon, Notice, form_outcome},
    following::{Followed, Subject, Version, version_of},
    words,
};

/// *Agenda*: one's own, or that of a space. The address says what is shown, so everything works
/// without scripts.
#[component]
pub fn AgendaPage() -> impl IntoView {
    let outcome = StoredValue::new(form_outcome());
    let space = use_params_map().with_untracked(|params| params.get("id"));
    let query = use_query_map().get_untracked();
    let filter = address::read(|name| query.get(name));
    let done = StoredValue::new(query.get("fait").unwrap_or_default());
    let page = Resource::new_blocking(
        || (),
        move |()| {
            let (space, filter) = (space.clone(), filter.clone());
            async move {
                let space = space_of(space)?;
                let version = version_of(Subject::Agenda(space)).await;
                agenda(space, filter).await.map(|page| (page, version))
            }
        },
    );
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok((page, version)) => {
                        Either::Left(view! { <Loaded page version outcome=outcome.get_value() done=done.get_value() /> })
                    }
                    Err(error) => Either::Right(view! { <Title text=words().agenda.title /> <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

/// The space that the address names, if it names one.
pub(super) fn space_of(segment: Option<String>) -> Result<Option<SpaceId>, AppError> {
    match segment.map(|id| id.parse()) {
        None => Ok(None),
        Some(Ok(id)) => Ok(Some(id)),
        Some(Err(_)) => not_found(),
    }
}

/// An address without a number is like one with an unknown number.
pub(super) fn not_found<T>() -> Result<T, AppError> {
    #[cfg(feature = "ssr")]
    let _ = crate::server_side::refuse::<()>(AppError::NotFound);
    Err(AppError::NotFound)
}

#[component]
fn Loaded(page: view::AgendaPage, version: Version, outcome: FormOutcome, done: String) -> impl IntoView {
    let title = page
        .space
        .as_ref()
        .map_or_else(|| words().agenda.title.to_owned(), |space| words().agenda.agenda_of(space));
    let new = format!("{}/nouveau", address::of(page.space.as_ref().map(|space| space.id)));
    let (may_write, own, has_feed) = (page.may_write, page.space.is_none(), page.has_feed);
    let place = page.space.as_ref().map(|space| space.id);
    view! {
        <Title text=title.clone() />
        <Followed subject=Subject::Agenda(place) version said=None>
            <Crumbs page=page.clone() />
            <div class="page-head">
                <h1>{title}</h1>
                {may_write
                    .then(|| {
                        view! {
                            <a class="button button-primary" href=new>
                                <Icon name="plus" />
                                " "
                                {words().agenda.new_event}
                            </a>
                        }
                    })}
            </div>
            {done_of(&done).map(|what| view! { <Notice kind="success" what next="" /> })}
            {own.then(|| view! { <p class="muted">{words().agenda.own_about}</p> })}
            <Days page />
        </Followed>
        <FeedCard place has_feed outcome />
    }
}

#[component]
fn Crumbs(page: view::AgendaPage) -> impl IntoView {
    match page.space {
        None => Either::Left(view! { <Breadcrumb here=words().agenda.title /> }),
        Some(space) => Either::Right(view! {
            <nav class="breadcrumb" aria-label=words().shell.breadcrumb>
                <ol>
                    <li>{words().shell.you_are_here}</li>
                    <li>
                        <a href=format!("/espaces/{}", space.id)>{words().agenda.source(&space)}</a>
                    </li>
                    <li><span aria-current="page">{words().agenda.title}</span></li>
                </ol>
            </nav>
        }),
    }
}

/// `?fait=`
fn done_of(done: &str) -> Option<&'static str> {
    Some(match done {
        "supprime" => words().agenda.was_removed,
        "adresse-revoquee" => words().agenda.feed_revoked,
        _ => return None,
    })
}

/// The chosen days, with links to the other layouts and to the days around.
#[component]
fn Days(page: view::AgendaPage) -> impl IntoView {
    let [before, after] = address::beside(&page);
    let today = address::today(&page);
    let period = words().agenda.period(page.layout, page.first, page.last, page.day);
    let layouts = Layout::ALL
        .map(|layout| {
            let current = (layout == page.layout).then_some("page");
            let to = address::laid_out(&page, layout);
            view! { <li><a href=to aria-current=current>{words().agenda.layout(layout)}</a></li> }
        })
        .collect_view();
    let cut = page.cut;
    view! {
        <section class="stack agenda" aria-labelledby="jours">
            <nav class="tabs" aria-label=words().agenda.layouts>
                <ul>{layouts}</ul>
            </nav>
            <div class="agenda-head">
                <h2 id="jours">{period}</h2>
                <nav class="cluster" aria-label=words().common.pages>
                    <a class="button button-small" href=before rel="prev">{words().agenda.previous}</a>
                    <a class="button button-small" href=today>{words().agenda.today}</a>
                    <a class="button button-small" href=after rel="next">{words().agenda.next}</a>
                </nav>
            </div>
            {if page.layout != Layout::List {
                EitherOf3::A(view! { <Grid page /> })
            } else if page.occurrences.is_empty() {
                EitherOf3::B(view! { <Nothing own=page.space.is_none() /> })
            } else {
                EitherOf3::C(view! { <List page /> })
            }}
            {cut.then(|| view! { <p class="muted">{words().agenda.cut}</p> })}
        </section>
    }
}

#[component]
fn Nothing(own: bool) -> impl IntoView {
    let hint = if own { words().agenda.nothing_own } else { words().agenda.nothing_in_space };
    view! {
        <div class="empty">
            <Icon name="calendar" />
            <h3>{words().agenda.nothing}</h3>
            <p class="muted">{hint}</p>
        </div>
    }
}
