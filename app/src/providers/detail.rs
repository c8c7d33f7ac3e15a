use domain::{
    ProviderId,
    providers::{
        Protocol, ProviderInput, ProviderState,
        view::{ProviderDetail, ProvidersPage, Trial},
    },
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    PATH,
    api::{provider, providers},
    form::ProviderForm,
    list::NoAddress,
    trial::TrialCard,
};
use crate::{
    components::{Ask, Breadcrumb, Failed, Failure, FormOutcome, Notice, form_outcome},
    words,
};

/// *Nouveau fournisseur*
#[component]
pub fn NewProviderPage() -> impl IntoView {
    let outcome = StoredValue::new(form_outcome());
    let loaded = Resource::new_blocking(|| (), |()| providers());
    let title =
        words().common.title_of(words().providers.add_title, outcome.with_value(FormOutcome::is_refused));
    view! {
        <Title text=title />
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(page) => Either::Left(view! { <New page outcome=outcome.get_value() /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn New(page: ProvidersPage, outcome: FormOutcome) -> impl IntoView {
    let said = words().providers;
    let input = ProviderInput {
        protocol: Protocol::Oidc.code().to_owned(),
        claim: "sub".to_owned(),
        ..ProviderInput::default()
    };
    view! {
        <Breadcrumb above=vec![(words().shell.administration, ""), (said.title, PATH)] here=said.add_title />
        <h1>{said.add_title}</h1>
        <Failed failure=outcome.failure.clone() />
        <ProviderForm action=format!("{PATH}/nouveau") input version=0 has_secret=false page outcome />
    }
}

/// One provider: its form, its state, and *Essayer la connexion*.
#[component]
pub fn ProviderPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").and_then(|id| id.parse().ok()));
    let outcome = StoredValue::new(form_outcome());
    let done = use_query_map().with_untracked(|query| query.get("fait").unwrap_or_default());
    let done = StoredValue::new(done);
    let loaded = Resource::new_blocking(|| (), move |()| provider(id.unwrap_or(ProviderId(0))));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(detail) => {
                        Either::Left(view! { <Loaded detail outcome=outcome.get_value() done=done.get_value() /> })
                    }
                    Err(error) => {
                        Either::Right(view! { <Title text=words().providers.title /> <Failure error /> })
                    }
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(detail: ProviderDetail, outcome: FormOutcome, done: String) -> impl IntoView {
    let said = words().providers;
    let ProviderDetail { row, input, version, has_secret, page } = detail;
    let trial = outcome.typed("essai").and_then(|text| serde_json::from_str::<Trial>(&text).ok());
    let address = format!("{PATH}/{}", row.id);
    view! {
        <Title text=words().common.title_of(&row.name, outcome.is_refused()) />
        <Breadcrumb above=vec![(words().shell.administration, ""), (said.title, PATH)] here=said.one />
        <div class="page-head">
            <h1>{row.name.clone()}</h1>
            <p class="muted">{said.state_name(row.state)}</p>
        </div>
        {done_of(&done, row.state).map(|(what, next)| view! { <Notice kind="success" what next /> })}
        {(!page.has_address).then(|| view! { <NoAddress /> })}
        {trial.map(|trial| view! { <TrialCard trial /> })}
        <section class="card stack" aria-labelledby="essayer">
            <h2 id="essayer">{said.try_it}</h2>
            <p>{said.try_hint}</p>
            <Addresses protocol=row.protocol id=row.id />
            <div class="cluster">
                <a class="button button-primary" rel="external" href=format!("{address}/essayer")>{said.try_it}</a>
            </div>
        </section>
        <StateChange state=row.state action=format!("{address}/etat") />
        <Failed failure=outcome.failure.clone() />
        <ProviderForm action=address input version has_secret page outcome />
    }
}

/// What has to be registered with the provider, after the address of this portal.
#[component]
fn Addresses(protocol: Protocol, id: ProviderId) -> impl IntoView {
    let said = words().providers;
    let all = match protocol {
        Protocol::Oidc => vec![
            (said.redirect_address, format!("/connexion/retour/{id}")),
            (said.logout_address, format!("/connexion/deconnexion-fournisseur/{id}")),
            (said.after_logout_address, "/connexion/deconnecte".to_owned()),
        ],
        Protocol::Cas => vec![(said.cas_address, format!("/connexion/cas/{id}"))],
    };
    let pair = |(name, path): (&'static str, String)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>
                    <code>{path}</code>
                </dd>
            </div>
        }
    };
    view! {
        <h3>{said.addresses}</h3>
        <dl class="facts">{all.into_iter().map(pair).collect_view()}</dl>
    }
}

#[component]
fn StateChange(state: ProviderState, action: String) -> impl IntoView {
    let said = words().providers;
    let change = if state == ProviderState::Active {
        view! {
            <Ask
                label=said.pause
                what_happens=said.pause_consequence
                action=action.clone()
                value="suspendre"
                confirm=said.pause
            />
        }
    } else {
        view! {
            <Ask
                label=said.resume
                what_happens=said.resume_consequence
                action=action.clone()
                value="reprendre"
                confirm=said.resume
            />
        }
    };
    view! {
        <section class="cluster" aria-label=said.state>
            {change}
            <Ask
                label=said.remove
                what_happens=said.remove_consequence
                action
                value="supprimer"
                confirm=said.remove
                danger=true
            />
        </section>
    }
}

/// `?fait=`, as long as the provider is still what was made of it.
fn done_of(done: &str, state: ProviderState) -> Option<(&'static str, &'static str)> {
    let said = words().providers;
    Some(match (done, state) {
        ("ajoute", ProviderState::Paused) => (said.added, said.added_hint),
        ("modifie", _) => (said.kept, said.kept_hint),
        ("suspendre", ProviderState::Paused) => (said.paused, said.paused_hint),
        ("reprendre", ProviderState::Active) => (said.resumed, said.resumed_hint),
        _ => return None,
    })
}
