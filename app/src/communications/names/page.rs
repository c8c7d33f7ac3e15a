use domain::{
    CommunicationId, EstablishmentId,
    communications::{
        names::{NameState, NamesFilter, NamesPage},
        received::{RECEIVED, received_address},
    },
    directory::Profile,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    filter,
    groups::{Groups, Never},
    table::Names,
};
use crate::{
    AppError,
    communications::{
        api,
        detail::tabs::{OpenTab, Tabs},
    },
    components::{Breadcrumb, Failure, Icon, Notice, PageLinks, short_title},
    language::lang_of,
    words,
};

/// *Destinataires* of a communication.
#[component]
pub fn RecipientsPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").and_then(|id| id.parse().ok()));
    let query = use_query_map().get_untracked();
    let asked = filter::read(|name| query.get(name));
    let filter = StoredValue::new(asked.clone());
    let loaded = Resource::new_blocking(|| (), move |()| load(id, asked.clone()));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(page) => Either::Left(view! { <Loaded page filter=filter.get_value() /> }),
                    Err(error) => {
                        Either::Right(view! { <Title text=words().recipients.title /> <Failure error /> })
                    }
                }
            })}
        </Suspense>
    }
}

/// An address without a number gives *not found*, like an unknown communication.
async fn load(id: Option<CommunicationId>, filter: NamesFilter) -> Result<NamesPage, AppError> {
    let Some(id) = id else {
        #[cfg(feature = "ssr")]
        let _ = crate::server_side::refuse::<()>(AppError::NotFound);
        return Err(AppError::NotFound);
    };
    api::names(id, filter).await
}

#[component]
fn Loaded(page: NamesPage, filter: NamesFilter) -> impl IntoView {
    let mut page = page;
    let (id, school, asked) = (page.id, page.school, page.asked);
    let rows = std::mem::take(&mut page.rows);
    // The page says which school it shows, also when the address does not.
    let filter = NamesFilter { school: school.to_string(), ..filter };
    let counted = words().recipients.counted(page.total, page.by_family);
    // On paper nothing else says which of them the list has.
    let counted = NameState::from_code(&filter.state).map_or(counted.clone(), |state| {
        words().common.labelled(words().recipients.name_state(state), &counted)
    });
    let unfiltered = filter::first(id, &NamesFilter { school: school.to_string(), ..NamesFilter::default() });
    // The list from which the reader came.
    let list = if page.sender {
        (words().shell.sent_communications, "/communications/emises")
    } else {
        (words().shell.received_communications, RECEIVED)
    };
    let mut title = format!("{} – {}", words().recipients.title, short_title(&page.title));
    if page.schools.len() > 1 {
        title = format!("{title} – {}", school_of(&page));
    }
    view! {
        <Title text=title />
        <Breadcrumb above=vec![(words().shell.targeted_communication, ""), list] here=words().recipients.title />
        <Head page=page.clone() filter=filter.clone() />
        {page.cut.then(|| view! { <Notice kind="warning" what=words().recipients.cut next="" /> })}
        <Schools id schools=page.schools school />
        <Never never=page.never_signed_in />
        <Groups id filter=filter.clone() groups=page.groups asked />
        <Chosen id filter=filter.clone() />
        <States id filter=filter.clone() states=page.states />
        <div class="card-head">
            <p class="muted" role="status">{counted}</p>
            <Whole id filter=filter.clone() />
        </div>
        {if rows.is_empty() {
            Either::Left(view! {
                <div class="empty">
                    <Icon name="compass" />
                    <h2>{words().recipients.nobody}</h2>
                    <p class="muted">{words().recipients.nobody_hint}</p>
                    <a class="button" href=unfiltered rel="external">{words().detail.clear_filter}</a>
                </div>
            })
        } else {
            Either::Right(view! { <Names rows asked /> })
        }}
        <PageLinks
            previous=page.earlier.map(|key| filter::at(id, &filter, ("avant", &key)))
            next=page.later.map(|key| filter::at(id, &filter, ("apres", &key)))
            labels=[words().common.previous, words().common.next]
        />
    }
}

/// Whose people the list has. The field that chooses it is not printed.
fn school_of(page: &NamesPage) -> String {
    let school = page.schools.iter().find(|(id, _)| *id == page.school);
    school.map(|(_, name)| name.clone()).unwrap_or_default()
}

/// The message, the school, the way back, the tabs, and the actions on the list.
#[component]
fn Head(page: NamesPage, filter: NamesFilter) -> impl IntoView {
    let id = page.id;
    let (back, above) = if page.sender {
        (words().detail.title, format!("/communications/{id}"))
    } else {
        (words().shell.received_communications, received_address(id, page.school))
    };
    let school = school_of(&page);
    view! {
        <a class="icon-link" href=above>
            <Icon name="back" />
            " " {back}
        </a>
        <div class="page-head">
            <div class="stack">
                <h1>{words().recipients.title}</h1>
                <p dir="auto" lang=lang_of(Some(page.language))><strong>{page.language.spaced(&page.title)}</strong></p>
                <p>{school}</p>
                <p class="muted">{words().recipients.about}</p>
                {page.by_family.then(|| view! { <p class="muted">{words().recipients.about_families}</p> })}
            </div>
            <div class="cluster">
                {page.may_remind.then(|| view! {
                    <form method="get" action=format!("/communications/{id}")>
                        <input type="hidden" name="relancer" value="1" />
                        <button class="button" type="submit">
                            <Icon name="mail" />
                            " " {words().detail.remind}
                        </button>
                    </form>
                })}
                <a class="button" href=filter::file(id, &filter) rel="external" download>
                    <Icon name="download" />
                    " " {words().common.export_csv}
                </a>
            </div>
        </div>
        {page.sender.then(|| view! { <Tabs id open=OpenTab::Names may_name=true /> })}
    }
}

/// The choice of the school, where there are several.
#[component]
fn Schools(
    id: CommunicationId,
    schools: Vec<(EstablishmentId, String)>,
    school: EstablishmentId,
) -> impl IntoView {
    (schools.len() > 1).then(|| {
        let options = schools
            .into_iter()
            .map(|(one, name)| view! { <option value=one.to_string() selected=one == school>{name}</option> })
            .collect_view();
        view! {
            <form class="card filters" method="get" action=filter::path(id) role="search" aria-label=words().recipients.school>
                <div class="field">
                    <label for="etablissement">{words().recipients.school}</label>
                    <select class="input" id="etablissement" name="etablissement">{options}</select>
                </div>
                <div class="filters-actions">
                    <button class="button" type="submit">{words().common.filter}</button>
                </div>
            </form>
        }
    })
}

/// Whose names these are, where one line of *Par niveau et classe* was chosen, and the way back to everybody.
#[component]
fn Chosen(id: CommunicationId, filter: NamesFilter) -> impl IntoView {
    let all = filter::everybody(id, &filter);
    let profile = Profile::from_code(&filter.profile).map(|profile| words().targets.profile(profile));
    let parts = [profile.unwrap_or_default(), filter.level.as_str(), filter.class.as_str()];
    let said = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    (!said.is_empty()).then(|| {
        view! {
            <p class="cluster">
                <strong dir="auto">{said}</strong>
                <a href=all rel="external">{words().detail.clear_filter}</a>
            </p>
        }
    })
}

/// How many are in each state, as links that show only these.
#[component]
fn States(id: CommunicationId, filter: NamesFilter, states: Vec<(NameState, u64)>) -> impl IntoView {
    let chosen = NameState::from_code(&filter.state);
    let link = |wanted: Option<NameState>, text: String| {
        let state = wanted.map(NameState::code).unwrap_or_default().to_owned();
        let address = filter::first(id, &NamesFilter { state, ..filter.clone() });
        let open = matches!(wanted, Some(NameState::Unopened | NameState::Unconfirmed));
        let mark = if open { "asked" } else { "ended" };
        view! {
            <li>
                <a class="status" data-state=mark href=address rel="external" aria-current=(chosen == wanted).then_some("true")>
                    {text}
                </a>
            </li>
        }
    };
    let all = link(None, words().recipients.all.to_owned());
    let each = states
        .into_iter()
        .map(|(state, count)| {
            let name = words().recipients.name_state(state);
            link(Some(state), words().common.labelled(name, &words().numbers.number(count)))
        })
        .collect_view();
    view! { <ul class="plain cluster" aria-label=words().recipients.states>{all} {each}</ul> }
}

/// The whole list on one page, to print it, and back.
#[component]
fn Whole(id: CommunicationId, filter: NamesFilter) -> impl IntoView {
    let (address, label) = if filter.whole {
        (filter::first(id, &filter), words().recipients.pages)
    } else {
        (filter::at(id, &filter, ("tout", "1")), words().recipients.print)
    };
    view! { <a class="button button-small" href=address rel="external">{label}</a> }
}
