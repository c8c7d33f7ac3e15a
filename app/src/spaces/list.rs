use domain::{
    EstablishmentId, SpaceId,
    spaces::{
        article_address, space_address,
        view::{SpaceRow, SpacesPage as Page},
    },
    text::french_spaces,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

use super::{api::spaces, heading::On};
use crate::{
    components::{Breadcrumb, Failure, Icon, Notice},
    language::authored,
    named::named,
    words,
};

/// *Espaces*: those of the reader's schools, with the latest article of each.
#[component]
pub fn SpacesPage() -> impl IntoView {
    let school = use_query_map()
        .with_untracked(|query| query.get("etablissement").and_then(|id| id.parse().ok()))
        .map(EstablishmentId);
    let search = use_query_map().with_untracked(|query| query.get("q").unwrap_or_default());
    let search = StoredValue::new(search);
    let done = use_query_map().with_untracked(done_of);
    let page = Resource::new_blocking(|| (), move |()| spaces(school, Some(search.get_value())));
    view! {
        <Title text=words().spaces.title />
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => Either::Left(view! { <Loaded page school search=search.get_value() done /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

/// `?fait=`: whether the reader subscribed, and to which space.
fn done_of(query: &ParamsMap) -> Option<(bool, SpaceId)> {
    let subscribed = match query.get_str("fait")? {
        "abonne" => true,
        "desabonne" => false,
        _ => return None,
    };
    Some((subscribed, query.get("espace")?.parse().ok()?))
}

#[component]
fn Loaded(
    page: Page,
    school: Option<EstablishmentId>,
    search: String,
    /// What was done, and with which space: it is said as long as it is still so.
    done: Option<(bool, SpaceId)>,
) -> impl IntoView {
    let Page { rows, administered, more_schools, cut } = page;
    let done = done.and_then(|(subscribed, id)| {
        let row = rows.iter().find(|row| row.space.id == id && row.subscribed == subscribed)?;
        let said = if subscribed { words().spaces.subscribed } else { words().spaces.unsubscribed };
        Some(words().common.labelled(&words().spaces.source(&row.space), said))
    });
    let shown: Vec<EstablishmentId> = rows.iter().map(|row| row.space.establishment).collect();
    let nothing_found = !search.is_empty() && administered.is_empty();
    view! {
        <Breadcrumb here=words().spaces.title />
        <h1>{words().spaces.title}</h1>
        {done.map(|what| view! { <Notice kind="success" what next="" /> })}
        <p class="muted">{words().spaces.intro}</p>
        {if rows.is_empty() {
            Either::Left(view! {
                <div class="empty">
                    <Icon name="compass" />
                    <p><strong>{words().spaces.none}</strong></p>
                    <p class="muted">{words().spaces.none_hint}</p>
                </div>
            })
        } else {
            Either::Right(view! {
                <ul class="plain stack">{rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</ul>
            })
        }}
        {cut.then(|| view! { <p class="muted small">{words().spaces.cut}</p> })}
        {(more_schools || !search.is_empty()).then(|| view! { <SchoolSearch search more=more_schools /> })}
        {nothing_found
            .then(|| {
                view! {
                    <p role="status">{words().detail.no_school} " – " <a href="/espaces">{words().common.clear}</a></p>
                }
            })}
        <Administered schools=administered school shown />
    }
}

#[component]
fn Row(row: SpaceRow) -> impl IntoView {
    let SpaceRow { space, rights, reads, subscribed, latest } = row;
    let id = space.id;
    let title = format!("espace-{id}");
    view! {
        <li class="card space-row" aria-labelledby=title>
            <h2 id=title.clone()>
                <a href=space_address(id)>{words().spaces.name(&space)}</a>
            </h2>
            <p class="muted">{space.school.clone()}</p>
            {match latest {
                Some(latest) => Either::Left(view! {
                    <p>
                        {words().spaces.latest} " "
                        <a href=article_address(id, latest.id)><bdi lang=authored()>{french_spaces(&latest.title)}</bdi></a>
                        " "
                        <span class="muted small"><On what=words().spaces.published_on at=latest.at /></span>
                    </p>
                }),
                None => Either::Right(view! { <p class="muted">{words().spaces.no_article}</p> }),
            }}
            <div class="cluster">
                {rights
                    .writes
                    .then(|| {
                        view! {
                            <a class="button button-small" href=format!("/espaces/{id}/articles/nouveau") rel="external">
                                {words().spaces.new_article}
                                <span class="visually-hidden">" – " {words().spaces.source(&space)}</span>
                            </a>
                        }
                    })}
                {reads.then(|| view! { <Subscription id subscribed about=words().spaces.source(&space) from="liste" /> })}
            </div>
        </li>
    }
}

/// *S'abonner* or *Se désabonner*.
#[component]
pub fn Subscription(
    id: SpaceId,
    subscribed: bool,
    /// The space, for screen readers.
    about: String,
    /// The page to come back to.
    from: &'static str,
) -> impl IntoView {
    let (label, value) =
        if subscribed { (words().spaces.unsubscribe, "non") } else { (words().spaces.subscribe, "oui") };
    view! {
        <form class="subscription" method="post" action=named(&format!("/espaces/{id}/abonnement"))>
            <input type="hidden" name="retour" value=from />
            <button class="button button-small" type="submit" name="abonne" value=value>
                {label}
                <span class="visually-hidden">" – " {about}</span>
            </button>
        </form>
    }
}

/// Finds a school among more than the list below can show.
#[component]
fn SchoolSearch(search: String, more: bool) -> impl IntoView {
    view! {
        <form class="card" method="get" action="/espaces" role="search" aria-label=words().spaces.find_school>
            <div class="cluster">
                <div class="field">
                    <label for="recherche-etablissement">{words().spaces.find_school}</label>
                    <input
                        class="input"
                        id="recherche-etablissement"
                        name="q"
                        type="search"
                        dir="auto"
                        autocomplete="off"
                        placeholder=words().detail.school_hint
                        value=search
                    />
                </div>
                <button class="button" type="submit">{words().common.search}</button>
            </div>
            {more.then(|| view! { <p class="muted small">{words().spaces.more_schools}</p> })}
        </form>
    }
}

/// The spaces of a school that the reader administers, and adding one: a plain form of one list. Where the
/// page shows their only school already, nothing is left to choose.
#[component]
fn Administered(
    schools: Vec<(EstablishmentId, String)>,
    school: Option<EstablishmentId>,
    /// Of these schools the page shows spaces.
    shown: Vec<EstablishmentId>,
) -> impl IntoView {
    let add = || {
        view! { <button class="button" type="submit" formaction="/espaces/nouveau">{words().spaces.add_space}</button> }
    };
    match schools.as_slice() {
        [] => None,
        [(only, _)] if shown.contains(only) => Some(Either::Left(view! {
            <form method="get" action="/espaces" aria-label=words().spaces.add_space>
                <input type="hidden" name="etablissement" value=only.to_string() />
                {add()}
            </form>
        })),
        _ => Some(Either::Right(view! {
            <form class="card" method="get" action="/espaces" aria-label=words().spaces.of_a_school>
                <div class="cluster">
                    <div class="field">
                        <label for="etablissement">{words().spaces.of_a_school}</label>
                        <select class="input" id="etablissement" name="etablissement">
                            {schools
                                .into_iter()
                                .map(|(id, name)| {
                                    let selected = school == Some(id);
                                    view! { <option value=id.to_string() selected=selected>{name}</option> }
                                })
                                .collect_view()}
                        </select>
                    </div>
                    <button class="button" type="submit">{words().messages.show}</button>
                    {add()}
                </div>
            </form>
        })),
    }
}
