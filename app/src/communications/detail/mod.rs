//! *Détail de la communication*

mod cancel;
mod description;
mod duplicate;
mod head;
mod live;
mod progress;
mod sites;
mod targets;

use domain::{CommunicationId, communications::view::CommunicationDetail};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use self::{description::Description, head::Head, live::Live, sites::Sites};
use super::api;
use crate::{
    AppError,
    components::{Breadcrumb, Failure, Icon},
    session::SessionResource,
};

#[component]
pub fn DetailPage() -> impl IntoView {
    let params = use_params_map();
    let session = expect_context::<SessionResource>();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse().ok())));
    let detail = Resource::new_blocking(move || id.get(), load);
    view! {
        <Title text="Détail de la communication" />
        <Suspense>
            {move || Suspend::new(async move {
                let may_compose = session.await.is_ok_and(|person| person.may_compose);
                match detail.await {
                    Ok(detail) => Either::Left(view! { <Loaded detail may_compose /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

/// An address without a number in it leads nowhere, like that of a communication there is not.
async fn load(id: Option<CommunicationId>) -> Result<CommunicationDetail, AppError> {
    match id {
        Some(id) => api::detail(id).await,
        #[cfg(feature = "ssr")]
        None => crate::server_side::refuse(AppError::NotFound),
        #[cfg(not(feature = "ssr"))]
        None => Err(AppError::NotFound),
    }
}

#[component]
fn Loaded(detail: CommunicationDetail, may_compose: bool) -> impl IntoView {
    let query = use_query_map();
    let id = detail.id;
    let live = Live::new(detail);
    let just_deployed = query.with_untracked(|query| query.get_str("deploye") == Some("1"));
    let on_sites = Memo::new(move |_| query.with(|query| query.get_str("onglet") == Some("etats")));
    let compose = if may_compose { "/communications/nouvelle" } else { "/communications/emises" };
    view! {
        <Breadcrumb
            above=vec![("Communication ciblée", compose), ("Communications émises", "/communications/emises")]
            here="Détail de la communication"
        />
        {just_deployed
            .then(|| {
                view! {
                    <div class="notice" data-kind="success" role="status">
                        <Icon name="success" />
                        <p>
                            "Votre communication est en cours de déploiement. Elle sera visible dans les prochaines minutes sur les portails ENT des utilisateurs."
                        </p>
                    </div>
                }
            })}
        <a class="icon-link" href="/communications/emises">
            <Icon name="back" />
            " Retour"
        </a>
        <Head live />
        <Tabs id on_sites />
        {move || {
            if on_sites.get() {
                Either::Left(view! { <Sites live /> })
            } else {
                Either::Right(view! { <Description live /> })
            }
        }}
    }
}

#[component]
fn Tabs(id: CommunicationId, on_sites: Memo<bool>) -> impl IntoView {
    let current = move |sites: bool| (on_sites.get() == sites).then_some("page");
    view! {
        <nav class="tabs" aria-label="Communication">
            <ul>
                <li>
                    <a href=format!("/communications/{id}") aria-current=move || current(false)>"Description"</a>
                </li>
                <li>
                    <a href=format!("/communications/{id}?onglet=etats") aria-current=move || current(true)>
                        "États de publication"
                    </a>
                </li>
            </ul>
        </nav>
    }
}
