use domain::messages::{
    Folder,
    view::{InboxFilter, InboxPage},
};
use leptos::{
    either::{Either, EitherOf3, EitherOf4},
    prelude::*,
};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    api::inbox,
    filter,
    list::{Nothing, NothingYet, Row},
    live::{Arrived, Newest},
    pages::Pages,
};
use crate::{
    components::{Breadcrumb, Failure, Notice},
    words,
};

/// *Messagerie*: the address holds folder, search and place, so that it all works without
/// JavaScript.
#[component]
pub fn InboxListPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(|query| filter::read(|name| query.get(name))));
    let done = query.with_untracked(|query| query.get("fait").unwrap_or_default());
    let done = StoredValue::new(done);
    let page = Resource::new_blocking(move || filter.get(), inbox);
    view! {
        <Title text="Messagerie" />
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => {
                        Either::Left(view! { <Loaded page filter=filter.get_untracked() done=done.get_value() /> })
                    }
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(page: InboxPage, filter: InboxFilter, done: String) -> impl IntoView {
    let folder = page.folder;
    let away = folder == Folder::Inbox && !filter::is_newest(&filter);
    let version = page.version.clone();
    view! {
        <Breadcrumb here="Messagerie" />
        <h1>"Messagerie"</h1>
        {done_of(&done).map(|(what, next)| view! { <Notice kind="success" what next /> })}
        <Folders open=folder />
        <Search filter=filter.clone() folder />
        {away.then(|| view! { <Arrived version /> })}
        <Content page filter />
    }
}

/// `?fait=`
fn done_of(done: &str) -> Option<(&'static str, &'static str)> {
    Some(match done {
        "archive" => ("Le message est archivé.", "Vous le retrouvez sous « Archives »."),
        "supprime" => ("Le message est supprimé.", "Il ne s’affichera plus."),
        _ => return None,
    })
}

#[component]
fn Folders(open: Folder) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label="Dossiers">
            <ul>
                {Folder::SHOWN
                    .map(|folder| {
                        let current = (folder == open).then_some("page");
                        view! {
                            <li>
                                <a href=filter::of_folder(folder) aria-current=current>
                                    {words().messages.folder(folder)}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
}

/// A plain GET form: the browser writes what is searched into the address.
#[component]
fn Search(filter: InboxFilter, folder: Folder) -> impl IntoView {
    let searched = !filter.search.is_empty();
    let code = filter::code(folder);
    view! {
        <form class="message-search" method="get" action=filter::PATH role="search" aria-label="Messages">
            {(!code.is_empty()).then(|| view! { <input type="hidden" name="dossier" value=code /> })}
            <label class="visually-hidden" for="recherche">"Rechercher un message"</label>
            <input
                class="input"
                id="recherche"
                name="q"
                type="search"
                placeholder="Un mot du message, de l’objet ou de l’expéditeur"
                value=filter.search
            />
            <button class="button" type="submit">"Rechercher"</button>
            // A new document, because fields that somebody typed in keep their text otherwise.
            {searched
                .then(|| {
                    view! {
                        <a class="button button-quiet" href=filter::of_folder(folder) rel="external">
                            "Effacer"
                            <span class="visually-hidden">" la recherche"</span>
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
        EitherOf4::A(view! { <Newest page /> })
    } else if !page.rows.is_empty() {
        let today = page.today;
        EitherOf4::B(view! {
            <ul class="message-list">{page.rows.into_iter().map(|row| view! { <Row row today /> }).collect_view()}</ul>
        })
    } else if !filter.search.is_empty() {
        EitherOf4::C(view! {
            <Nothing
                icon="compass"
                title="Rien ne correspond à cette recherche"
                hint="Essayez un autre mot, ou cherchez dans l’autre dossier."
            />
        })
    } else {
        EitherOf4::D(match page.folder {
            _ if places.0.is_some() => EitherOf3::A(view! {
                <Nothing icon="compass" title="Il n’y a rien de plus ancien" hint="Vous avez tout parcouru." />
            }),
            Folder::Archive => EitherOf3::B(view! {
                <Nothing
                    icon="archive"
                    title="Aucun message archivé"
                    hint="Archivez un message pour le garder hors de la réception."
                />
            }),
            Folder::Inbox | Folder::Deleted => EitherOf3::C(view! { <NothingYet /> }),
        })
    };
    view! {
        <section class="stack" aria-label="Messages">
            {content}
            // Below the newest messages the links follow, as the list does.
            {(!newest).then(|| view! { <Pages filter places /> })}
        </section>
    }
}
