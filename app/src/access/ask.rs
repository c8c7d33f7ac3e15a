//! *Demander un droit*: a plain form for staff, and what became of their requests.

use domain::{
    access::{
        PROPOSED_SEVERITY, REQUESTS, Role,
        view::{OwnRequest, RequestPage, ScopeChoice},
    },
    communications::Severity,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{api::requests, request_row::OwnRequests};
use crate::{
    components::{
        Breadcrumb, Failed, Failure, FormOutcome, FoundAgain, Notice,
        form::{Bound, ChoiceField, Field, Label, LongTextField, describe, invalid},
        form_outcome,
    },
    named::named,
    words,
};

/// What the address says: the missing right, and what to propose.
#[derive(Clone, Debug, Default)]
struct Wanted {
    right: String,
    role: String,
    severity: String,
    done: String,
}

#[component]
pub fn AskPage() -> impl IntoView {
    let outcome = StoredValue::new(form_outcome());
    let query = use_query_map().get_untracked();
    let get = |name: &str| query.get(name).unwrap_or_default();
    let wanted =
        Wanted { right: get("droit"), role: get("role"), severity: get("jusqua"), done: get("fait") };
    let wanted = StoredValue::new(wanted);
    let page =
        Resource::new_blocking(|| (), move |()| requests(wanted.with_value(|wanted| wanted.right.clone())));
    let title =
        words().common.title_of(words().access.ask_title, outcome.with_value(FormOutcome::is_refused));
    view! {
        <Title text=title />
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => {
                        Either::Left(
                            view! { <Loaded page wanted=wanted.get_value() outcome=outcome.get_value() /> },
                        )
                    }
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(page: RequestPage, wanted: Wanted, outcome: FormOutcome) -> impl IntoView {
    let RequestPage { roles, schools, own } = page;
    let done = match wanted.done.as_str() {
        "demande" => Some(("success", words().access.ask_sent, words().access.ask_sent_hint)),
        "retrait" => Some(("success", words().access.ask_withdrawn, "")),
        "trop-tard" => Some(("warning", words().access.settled, words().access.nothing_stored)),
        _ => None,
    };
    view! {
        <Breadcrumb above=vec![(words().shell.targeted_communication, "")] here=words().access.ask_title />
        <h1>{words().access.ask_title}</h1>
        {done.map(|(kind, what, next)| view! { <Notice kind what next /> })}
        {if schools.is_empty() {
            Either::Left(view! { <p>{words().access.ask_staff_only}</p> })
        } else {
            Either::Right(view! { <AskForm roles schools wanted outcome /> })
        }}
        <Own own />
    }
}

#[component]
fn AskForm(
    roles: Vec<Role>,
    schools: Vec<ScopeChoice>,
    wanted: Wanted,
    outcome: FormOutcome,
) -> impl IntoView {
    let errors = outcome.errors.clone();
    let problem = move |field: &str| {
        let sentence = errors.get(field).map(|problem| words().fields.problem(problem));
        Signal::stored(sentence)
    };
    let typed = |field: &str, otherwise: &str| {
        outcome.typed(field).filter(|text| !text.is_empty()).unwrap_or_else(|| otherwise.to_owned())
    };
    let only = if roles.len() == 1 { roles[0].code() } else { "" };
    let role = typed("role", if wanted.role.is_empty() { only } else { &wanted.role });
    let severity = if wanted.severity.is_empty() { PROPOSED_SEVERITY.code() } else { &wanted.severity };
    let severity = typed("jusqua", severity);
    let school = typed("etablissement", "");
    let reason = typed("raison", "");
    let limited = roles.iter().any(|role| role.has_severity());
    let names = roles.into_iter().map(|role| (role.code(), words().access.role(role)));
    let severities =
        Severity::ALL.map(|severity| (severity.code(), words().communications.severity(severity)));
    view! {
        <p>{words().access.ask_about}</p>
        <Failed failure=outcome.failure.clone() />
        <form class="card stack" method="post" action=named(REQUESTS) novalidate data-keeps="true">
            <FoundAgain />
            <input type="hidden" name="droit" value=wanted.right />
            <ChoiceField
                id="role"
                label=Label::new(words().access.role_label).marked()
                options=[("", words().access.undefined)].into_iter().chain(names).collect()
                value=role
                problem=problem("role")
                required=true
            >
                <p class="hint">{words().access.ask_role_hint}</p>
            </ChoiceField>
            {limited
                .then(|| {
                    view! {
                        <ChoiceField
                            id="jusqua"
                            label=words().access.up_to_label
                            options=severities.to_vec()
                            value=severity
                            problem=problem("jusqua")
                        >
                            <p class="hint">{words().access.ask_up_to_hint}</p>
                        </ChoiceField>
                    }
                })}
            <School schools chosen=school problem=problem("etablissement") />
            <LongTextField
                id="raison"
                label=Label::new(words().access.ask_reason).marked()
                rows=4
                value=Bound::from(reason)
                problem=problem("raison")
                described_by="raison-conseil"
            >
                <p class="hint" id="raison-conseil">{words().access.ask_reason_hint}</p>
            </LongTextField>
            <div class="cluster">
                <button class="button button-primary" type="submit">{words().access.ask_send}</button>
            </div>
        </form>
    }
}

/// *Établissement*: the schools in which the person works.
#[component]
fn School(schools: Vec<ScopeChoice>, chosen: String, problem: Signal<Option<String>>) -> impl IntoView {
    let described = describe("etablissement", false, problem, None);
    view! {
        <Field id="etablissement" label=Label::new(words().access.school).marked() problem>
            <select
                class="input"
                id="etablissement"
                name="etablissement"
                required
                aria-invalid=invalid(problem, Signal::default())
                aria-describedby=described
            >
                {schools
                    .into_iter()
                    .map(|school| {
                        let value = school.scope.to_string();
                        let selected = value == chosen;
                        view! { <option value=value selected=selected>{words().access.scope_choice(&school)}</option> }
                    })
                    .collect_view()}
            </select>
        </Field>
    }
}

#[component]
fn Own(own: Vec<OwnRequest>) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="titre-demandes">
            <h2 id="titre-demandes">{words().access.own_requests}</h2>
            {if own.is_empty() {
                Either::Left(view! { <p class="muted">{words().access.no_own_request}</p> })
            } else {
                Either::Right(view! { <OwnRequests own /> })
            }}
        </section>
    }
}
