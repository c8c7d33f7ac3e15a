use domain::{
    MessageId,
    messages::{
        Folder,
        view::{InboxFilter, InboxPage},
    },
};
use leptos::{
    either::{Either, EitherOf4, EitherOf5},
    prelude::*,
};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    api::inbox,
    deleted::{Deleted, Restore},
    filter,
    folders::Folders,
    list::{Nothing, NothingYet, Row},
    live::{Arrived, Newest},
    pages::Pages,
};
use crate::{
    components::{Breadcrumb, Failure, Notice},
    words,
};

/// *Messagerie*: the address holds folder, search and place, so that everything works without
/// JavaScript.
#[component]
pub fn InboxListPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(|query| filter::read(|name| query.get(name))));
    let done = query.with_untracked(|query| query.get("fait").unwrap_or_default());
    let deleted: Option<MessageId> =
        query.with_untracked(|query| query.get("message").and_then(|id| id.parse().ok()));
    let done = StoredValue::new(done);
    let title = title_of(Folder::from_code(&filter.get_untracked().folder));
    let page = Resource::new_blocking(move || filter.get(), inbox);
    view! {
        <Title text=title />
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => {
                        Either::Left(view! { <Loaded page filter=filter.get_untracked() done=done.get_value() deleted /> })
                    }
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

/// Each folder is a page of its own.
fn title_of(folder: Folder) -> String {
    match folder {
        Folder::Inbox => words().messages.title.to_owned(),
        other => format!("{} – {}", words().messages.folder(other), words().messages.title),
    }
}

#[component]
fn Loaded(
    page: InboxPage,
    filter: InboxFilter,
    done: String,
    /// The message that was just deleted.
    deleted: Option<MessageId>,
) -> impl IntoView {
    let folder = page.folder;
    let away = folder == Folder::Inbox && !filter::is_newest(&filter);
    let version = page.version.clone();
    view! {
        <Breadcrumb here=words().messages.title />
        <h1>{words().messages.title}</h1>
        {done_of(&done).map(|(what, next)| view! { <Notice kind="success" what next /> })}
        {deleted
            .filter(|_| done == "supprime")
            .map(|id| view! { <Restore id label=words().messages.undo_delete of=String::new() to=folder /> })}
        <Folders open=Some(folder) />
        {(folder == Folder::Deleted).then(|| view! { <p class="muted">{words().messages.deleted_for_some_days}</p> })}
        <Search filter=filter.clone() folder />
        {away.then(|| view! { <Arrived version /> })}
        <Content page filter />
    }
}

/// `?fait=`
fn done_of(done: &str) -> Option<(&'static str, &'static str)> {
    Some(match done {
        "archive" => (words().messages.archived, words().messages.archived_hint),
        "supprime" => (words().messages.deleted, words().messages.deleted_hint),
        _ => return None,
    })
}

/// A plain GET form: the browser writes the search into the address.
#[component]
fn Search(filter: InboxFilter, folder: Folder) -> impl IntoView {
    let searched = !filter.search.is_empty();
    let code = filter::code(folder);
    view! {
        <form class="message-search" method="get" action=filter::PATH role="search" aria-label=words().messages.messages>
            {(!code.is_empty()).then(|| view! { <input type="hidden" name="dossier" value=code /> })}
            <label class="visually-hidden" for="recherche">{words().messages.search_label}</label>
            <input
                class="input"
                id="recherche"
                name="q"
                type="search"
                dir="auto"
                placeholder=words().messages.search_hint
                value=filter.search
            />
            <button class="button" type="submit">{words().common.search}</button>
            // Loads a new document, because otherwise fields keep their typed text.
            {searched
                .then(|| {
                    view! {
                        <a class="button button-quiet" href=filter::of_folder(folder) rel="external">
                            {words().common.clear}
                            <span class="visually-hidden">" " {words().messages.clear_search}</span>
                        </a>
                    }
                })}
        </form>
    }
}

#[component]
fn Content(page: InboxPage, filter: InboxFilter) -> impl IntoView {
    let newest = filter::is_newest(&filter);
    let places = (page.newer.clone(), page.older.clone());
    let content = if newest {
        EitherOf5::A(view! { <Newest page /> })
    } else if page.folder == Folder::Deleted && !page.rows.is_empty() {
        EitherOf5::E(view! { <Deleted rows=page.rows today=page.today /> })
    } else if !page.rows.is_empty() {
        let today = page.today;
        EitherOf5::B(view! {
            <ul class="message-list">{page.rows.into_iter().map(|row| view! { <Row row today /> }).collect_view()}</ul>
        })
    } else if !filter.search.is_empty() {
        EitherOf5::C(view! {
            <Nothing
                icon="compass"
                title=words().messages.nothing_matches
                hint=words().messages.try_other_folder
            />
        })
    } else {
        EitherOf5::D(match page.folder {
            _ if places.0.is_some() => EitherOf4::A(view! {
                <Nothing icon="compass" title=words().common.nothing_older hint=words().messages.seen_all />
            }),
            Folder::Archive => EitherOf4::B(view! {
                <Nothing
                    icon="archive"
                    title=words().messages.none_archived
                    hint=words().messages.none_archived_hint
                />
            }),
            Folder::Deleted => EitherOf4::D(view! {
                <Nothing
                    icon="trash"
                    title=words().messages.none_deleted
                    hint=words().messages.deleted_for_some_days
                />
            }),
            Folder::Inbox => EitherOf4::C(view! { <NothingYet /> }),
        })
    };
    view! {
        <section class="stack" aria-label=words().messages.messages>
            {content}
            // On the first page the links are part of the region, because they change with the
            // list.
            {(!newest).then(|| view! { <Pages filter places /> })}
        </section>
    }
}
