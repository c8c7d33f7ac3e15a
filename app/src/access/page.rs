use domain::access::{
    Scope,
    view::{AccessPage, HoldersPage, PopulationSurvey},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    address::{self, AccessQuery, Tab},
    api,
    overview::Overview,
    person::PersonAccess,
    population::PopulationAccess,
    request_row::OpenRequests,
    scope::ScopeForm,
};
use crate::{
    AppError,
    components::{Breadcrumb, Failure, Notice, form_outcome},
    json::Packed,
    words,
};

/// What a tab shows besides the rights of the scope.
enum TabContent {
    Overview(HoldersPage),
    Population(PopulationSurvey),
    Person,
}

/// The three tabs are pages of their own: `?perimetre=` and `?onglet=` say which.
#[component]
pub fn RightsPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| address::read(|name| query.get(name))));
    let page = Resource::new_blocking(move || asked.get(), access_of);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let asked = asked.get_untracked();
                match page.await {
                    Ok((page, holders, survey)) => {
                        let content = match (asked.tab, holders, survey) {
                            (Tab::Population, _, Some(survey)) => TabContent::Population(survey),
                            (Tab::Overview, Some(holders), _) => TabContent::Overview(holders),
                            _ => TabContent::Person,
                        };
                        view! { <Loaded page content asked /> }.into_any()
                    }
                    Err(error) => view! { <Title text=words().access.page_title /> <Failure error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// The rights of the scope, and what the open tab needs beside them.
async fn access_of(
    asked: AccessQuery,
) -> Result<(AccessPage, Option<HoldersPage>, Option<PopulationSurvey>), AppError> {
    let page = api::access_page(asked.filter.scope.clone()).await?;
    let scope = page.scope.scope.to_string();
    match asked.tab {
        Tab::Overview => {
            let holders = api::holders(domain::access::view::HoldersFilter { scope, ..asked.filter }).await?;
            Ok((page, Some(holders), None))
        }
        Tab::Population => {
            let survey = api::survey_population(scope, domain::targets::TargetInput::default()).await?;
            Ok((page, None, Some(survey)))
        }
        Tab::Person => Ok((page, None, None)),
    }
}

#[component]
fn Loaded(page: AccessPage, content: TabContent, asked: AccessQuery) -> impl IntoView {
    let scope = page.scope.scope;
    let (demanded, names_shown) = (page.second_factor_demanded, page.names_shown);
    let copies = page.copies_by_default;
    let scopes = page.scopes.clone();
    let chosen = page.scope.clone();
    let open = page.requests.clone();
    let prefilled = open.iter().find(|request| asked.request == Some(request.id)).cloned();
    let (cut, done) = (page.requests_cut, asked.done.as_str());
    // Somebody else has answered it, or its person asks no longer.
    let settled = asked.request.is_some() && prefilled.is_none() && !cut;
    let title = format!("{} – {}", words().access.page_title, chosen.name);
    let title = words().common.title_of(&title, form_outcome().is_refused());
    // The content of an island goes to the browser twice, so thousands of schools stay outside it.
    let page = AccessPage { scopes: Vec::new(), requests: Vec::new(), ..page };
    view! {
        <Title text=title />
        <Breadcrumb above=vec![(words().shell.administration, ""), (words().shell.services, "")] here=words().shell.targeted_communication />
        <h1>{words().shell.targeted_communication}</h1>
        <ScopeForm scopes chosen tab=asked.tab />
        <Tabs scope current=asked.tab />
        {(done == "noms").then(|| view! { <Notice kind="success" what=words().recipients.stored next="" /> })}
        {(done == "declinee").then(|| view! { <Notice kind="success" what=words().access.declined next="" /> })}
        {(done == "trop-tard")
            .then(|| view! { <Notice kind="warning" what=words().access.settled next=words().access.nothing_stored /> })}
        {settled
            .then(|| view! { <Notice kind="information" what=words().access.settled next=words().access.settled_hint /> })}
        {prefilled
            .as_ref()
            .map(|_| view! { <Notice kind="information" what=words().access.prefilled_by_request next="" /> })}
        {match content {
            TabContent::Overview(holders) => {
                view! {
                    <OpenRequests open cut outcome=form_outcome() />
                    <Overview scope=page.scope holders filter=asked.filter demanded names_shown copies />
                }
                    .into_any()
            }
            TabContent::Population(survey) => {
                view! {
                    <NeedsScript />
                    <PopulationAccess page=Packed(page) survey=Packed(survey) />
                }
                    .into_any()
            }
            TabContent::Person => {
                view! {
                    <NeedsScript />
                    <PersonAccess page=Packed(page) prefilled=Packed(prefilled) />
                }
                    .into_any()
            }
        }}
    }
}

/// The style sheet shows this where scripts do not run, and hides what needs scripts. Where scripts run
/// but WebAssembly does not, there is nothing to turn on.
#[component]
fn NeedsScript() -> impl IntoView {
    view! {
        <p class="without-script muted">
            <span class="without-any">{words().access.without_script}</span>
            <span class="only-plain">{words().access.plain_page}</span>
        </p>
    }
}

#[component]
fn Tabs(scope: Scope, current: Tab) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=words().access.tabs>
            <ul>
                {Tab::ALL
                    .into_iter()
                    .map(|tab| {
                        let here = (tab == current).then_some("page");
                        view! {
                            <li>
                                <a href=address::of_tab(scope, tab) aria-current=here>{tab.label()}</a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
}
