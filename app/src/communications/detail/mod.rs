//! *Détail de la communication*

mod answers;
mod ask;
mod banner;
mod cancel;
pub(super) mod channels;
mod description;
mod duplicate;
mod filter;
mod head;
mod history;
mod live;
mod progress;
mod query;
mod sites;
pub(super) mod tabs;
mod take_back;
pub(super) mod targets;
mod written;

use domain::{
    CommunicationId, MessageId,
    communications::{
        Status,
        answers::AnswersPage,
        received::Exchanges,
        view::{CommunicationDetail, SitesFilter, SitesPage},
    },
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use self::{
    banner::Banner,
    description::Description,
    head::Head,
    live::Live,
    query::DetailQuery,
    sites::Sites,
    tabs::{OpenTab, Tabs},
    written::Written,
};
use super::api;
use crate::{
    AppError,
    components::{Breadcrumb, Failure, Icon, Notice, mark_heard, short_title},
    following::{Subject, Version, version_of},
    json::Packed,
    words,
};

#[component]
pub fn DetailPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").and_then(|id| id.parse().ok()));
    let query = use_query_map().get_untracked();
    let on_sites = query.get_str("onglet") == Some("etats");
    let filter = on_sites.then(|| filter::read(|name| query.get(name)));
    let before = query.get(answers::QUERY).and_then(|id| id.parse().ok());
    let loaded = Resource::new_blocking(|| (), move |()| load(id, filter.clone(), before));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok((detail, tab)) => Either::Left(view! { <Loaded detail tab /> }),
                    Err(error) => {
                        Either::Right(view! { <Title text=words().detail.title /> <Failure error /> })
                    }
                }
            })}
        </Suspense>
    }
}

/// The open tab: the description, with the messages between schools and the author and with what
/// readers answered, or the states.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
enum Tab {
    Description(Version, Exchanges, AnswersPage),
    Sites(SitesPage),
}

/// The communication and the open tab; with a filter that of its schools.
///
/// An address without a number gives *not found*, like an unknown communication.
async fn load(
    id: Option<CommunicationId>,
    filter: Option<SitesFilter>,
    before: Option<MessageId>,
) -> Result<(CommunicationDetail, Tab), AppError> {
    let Some(id) = id else {
        #[cfg(feature = "ssr")]
        let _ = crate::server_side::refuse::<()>(AppError::NotFound);
        return Err(AppError::NotFound);
    };
    let version = if filter.is_none() { version_of(Subject::Written(id)).await } else { Version::default() };
    let detail = api::detail(id).await?;
    if let Some(filter) = filter {
        let sites = api::sites(id, filter).await?;
        return Ok((detail, Tab::Sites(sites)));
    }
    let answered = detail.answers.is_some_and(|answers| answers > 0);
    let answers = if answered { api::answers(id, before).await? } else { AnswersPage::default() };
    let exchanges = api::read_exchanges(id).await?;
    Ok((detail, Tab::Description(version, exchanges, answers)))
}

/// The static page around the island [`Followed`].
#[component]
fn Loaded(detail: CommunicationDetail, tab: Tab) -> impl IntoView {
    let (sites, written) = match tab {
        Tab::Sites(page) => (Some(page), None),
        Tab::Description(version, exchanges, answers) => (None, Some((version, exchanges, answers))),
    };
    let (id, answered) = (detail.id, detail.answers.filter(|answers| *answers > 0));
    let query = use_query_map().get_untracked();
    let is_one = |name: &str| query.get_str(name) == Some("1");
    let asked = DetailQuery {
        cancel: is_one("annuler"),
        deployed: is_one("deploye"),
        // One question at a time.
        remind: is_one("relancer") && !is_one("annuler"),
        reminded: query.get("relances").and_then(|people| people.parse().ok()),
    };
    let filter = filter::read(|name| query.get(name));
    let corrected = is_one("corrige").then(|| reaches_readers(detail.status));
    let title = match sites {
        Some(_) => format!("{} – {}", words().detail.states, short_title(&detail.title)),
        None => short_title(&detail.title),
    };
    view! {
        <Title text=title />
        <Breadcrumb
            above=vec![(words().shell.targeted_communication, ""), (words().shell.sent_communications, "/communications/emises")]
            here=words().detail.title
        />
        {corrected.map(|next| view! { <Notice kind="success" what=words().versions.done next /> })}
        <a class="icon-link" href="/communications/emises">
            <Icon name="back" />
            " " {words().detail.back}
        </a>
        <Followed detail=Packed(detail) sites=Packed(sites) filter=Packed(filter) asked=Packed(asked) />
        {written
            .map(|(version, exchanges, answers)| view! { <Written id version answered answers exchanges /> })}
    }
}

/// What becomes of a corrected text; nothing where it has no readers, or none any more.
fn reaches_readers(status: Status) -> &'static str {
    match status {
        Status::Scheduled => words().versions.done_early,
        Status::Deploying { .. } | Status::Deployed => words().versions.done_hint,
        Status::Draft
        | Status::Pending
        | Status::Unreached
        | Status::Ended
        | Status::Cancelled
        | Status::Failed => "",
    }
}

/// The part that follows the server: the status, the schools and the possible actions.
#[cfg_attr(any(feature = "ssr", feature = "management"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "management")), component)]
fn Followed(
    detail: Packed<CommunicationDetail>,
    sites: Packed<Option<SitesPage>>,
    filter: Packed<SitesFilter>,
    asked: Packed<DetailQuery>,
) -> impl IntoView {
    mark_heard();
    let (Packed(detail), Packed(sites), Packed(filter), Packed(asked)) = (detail, sites, filter, asked);
    let (id, may_name) = (detail.id, detail.may_name);
    let live = Live::new(detail);
    let open = if sites.is_some() { OpenTab::Sites } else { OpenTab::Description };
    view! {
        {asked.deployed.then(|| view! { <Banner live /> })}
        <Head live asked />
        <Tabs id open may_name />
        {match sites {
            Some(page) => Either::Left(view! { <Sites live page filter /> }),
            None => Either::Right(view! { <Description live /> }),
        }}
    }
}
