use domain::{
    PortalId,
    portals::{PortalState, view::PortalDetail},
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::load_portal,
    fields::{PATH, PortalFields, typed},
    keys::Keys,
    list::StateBadge,
    refusals::Refusals,
    snippets::Snippets,
    state::StateCard,
    trial::Trial,
};
use crate::{
    accounts::ProofFields,
    components::{Breadcrumb, Failed, Failure, FormOutcome, FoundAgain, Notice, form_outcome},
    named::named,
    words,
};

/// One portal, for the portal's administrator.
#[component]
pub fn PortalPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").and_then(|id| id.parse().ok()));
    // A segment that is no number names no portal.
    let id = id.unwrap_or(PortalId(0));
    let done = use_query_map().with_untracked(|query| query.get("fait").unwrap_or_default());
    let kept = StoredValue::new((form_outcome(), done));
    let loaded = Resource::new_blocking(|| (), move |()| load_portal(id));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(detail) => {
                        let (outcome, done) = kept.get_value();
                        Either::Left(view! { <Loaded detail outcome done /> })
                    }
                    Err(error) => Either::Right(view! { <Title text=words().portals.title /> <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(detail: PortalDetail, outcome: FormOutcome, done: String) -> impl IntoView {
    let (id, name) = (detail.id, detail.input.name.clone());
    view! {
        <Title text=words().common.title_of(&name, outcome.is_refused()) />
        <Breadcrumb above=vec![(words().shell.administration, ""), (words().portals.title, PATH)] here=words().portals.portal />
        <div class="page-head">
            <h1>{name}</h1>
            <StateBadge state=detail.state />
        </div>
        {done_of(&done, detail.state).map(|(what, next)| view! { <Notice kind="success" what next /> })}
        <Keys detail=detail.clone() outcome=outcome.clone() />
        <section class="card stack" aria-labelledby="refus">
            <h2 id="refus">{words().portals.refusals}</h2>
            <p class="muted">{words().portals.refusals_about}</p>
            {if detail.refusals.is_empty() {
                Either::Left(view! { <p>{words().portals.no_refusals}</p> })
            } else {
                Either::Right(view! { <Refusals rows=detail.refusals.clone() /> })
            }}
        </section>
        <Trial id outcome=outcome.clone() />
        <Snippets detail=detail.clone() />
        <Settings detail=detail.clone() outcome />
        <StateCard id state=detail.state />
    }
}

#[component]
fn Settings(detail: PortalDetail, outcome: FormOutcome) -> impl IntoView {
    let action = format!("{PATH}/{}", detail.id);
    let input = typed(&outcome, "modifier", detail.input);
    let (errors, failure) = (outcome.errors_of("modifier"), outcome.failure_of("modifier"));
    view! {
        <form class="card stack printed" method="post" action=named(&action) aria-labelledby="reglages" data-keeps="true">
            <h2 id="reglages">{words().portals.settings}</h2>
            <FoundAgain />
            <input type="hidden" name="affiche" value=input.shown.clone() />
            <Failed failure />
            <PortalFields input errors=errors.clone() />
            <ProofFields
                ids=["actuel", "actuel-code"]
                label=words().portals.your_password
                login=detail.login
                coded=detail.coded
                errors
            />
            <div class="cluster">
                <button class="button button-primary" type="submit" name="action" value="modifier">
                    {words().common.validate}
                </button>
            </div>
        </form>
    }
}

/// `?fait=`; no statement of a paused portal is accepted, whatever keys it has.
fn done_of(done: &str, state: PortalState) -> Option<(&'static str, &'static str)> {
    let words = words().portals;
    Some(match (done, state) {
        ("enregistrer", _) => (words.registered, words.registered_hint),
        ("modifier", _) => (words.changed, words.changed_hint),
        ("cle", PortalState::Active) => (words.key_added, words.key_added_hint),
        ("cle", PortalState::Paused) => (words.key_added, words.paused_hint),
        ("retirer", _) => (words.key_removed, words.key_removed_hint),
        ("suspendre", PortalState::Paused) => (words.paused, words.paused_hint),
        ("reprendre", PortalState::Active) => (words.resumed, words.resumed_hint),
        _ => return None,
    })
}
