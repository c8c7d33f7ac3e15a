//! Requests for roles, one card each: a person's own ones, and those that wait for an answer.

use domain::{
    access::{
        REQUESTS, RequestState, request_address,
        view::{OpenRequest, OwnRequest},
    },
    text::french_spaces,
};
use leptos::prelude::*;

use super::address::PATH;
use crate::{
    components::{
        Failed, FormOutcome, FoundAgain,
        form::{FieldSentence, invalid},
    },
    language::authored,
    marks,
    named::named,
    words,
};

#[component]
pub fn OwnRequests(own: Vec<OwnRequest>) -> impl IntoView {
    view! { <ul class="request-list stack">{own.into_iter().map(|request| view! { <Own request /> }).collect_view()}</ul> }
}

#[component]
fn Own(request: OwnRequest) -> impl IntoView {
    let state = match request.state {
        RequestState::Open => "scheduled",
        RequestState::Granted => "deployed",
        RequestState::Declined | RequestState::Withdrawn => "cancelled",
    };
    let decided = request
        .decided
        .filter(|_| request.state != RequestState::Withdrawn)
        .map(|at| words().access.decided_by(&words().dates.date(at.local.date()), &request.by));
    let open = request.state == RequestState::Open;
    let asked = request.asked.local;
    view! {
        <li class="card stack">
            <p>
                <strong>{words().access.role_up_to(request.role, request.severity)}</strong>
                " "
                <span class="status" data-state=state>{words().access.request_state(request.state)}</span>
                " "
                {decided.map(|decided| view! { <span class="hint">{decided}</span> })}
            </p>
            <p class="muted">
                {request.school} ", "
                <time datetime=marks::machine_time(asked)>{words().dates.date(asked.date())}</time>
            </p>
            <p dir="auto" lang=authored()>{french_spaces(&request.reason)}</p>
            {(!request.answer.is_empty()).then(|| view! { <blockquote dir="auto" lang=authored()>{french_spaces(&request.answer)}</blockquote> })}
            {open
                .then(|| {
                    view! {
                        <form method="post" action=named(&format!("{REQUESTS}/{}/retirer", request.id))>
                            <button class="button button-small" type="submit">{words().access.withdraw_request}</button>
                        </form>
                    }
                })}
        </li>
    }
}

/// *Demandes en attente*: with the form that grants one, and the one that declines it.
#[component]
pub fn OpenRequests(open: Vec<OpenRequest>, cut: bool, outcome: FormOutcome) -> impl IntoView {
    (!open.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="titre-attente">
                <h2 id="titre-attente">{words().access.open_requests}</h2>
                <p class="muted">{words().access.open_requests_about}</p>
                <ul class="request-list stack">
                    {open
                        .into_iter()
                        .map(|request| {
                            let mine = outcome.typed("demande") == Some(request.id.to_string());
                            let outcome = if mine { outcome.clone() } else { FormOutcome::default() };
                            view! { <Open request outcome /> }
                        })
                        .collect_view()}
                </ul>
                {cut.then(|| view! { <p class="muted">{words().access.more_requests}</p> })}
            </section>
        }
    })
}

#[component]
fn Open(request: OpenRequest, outcome: FormOutcome) -> impl IntoView {
    let id = format!("reponse-{}", request.id);
    let problem = outcome.errors.get("reponse").map(|problem| words().fields.problem(problem));
    let wrong = problem.is_some();
    let problem = Signal::stored(problem);
    let refused = outcome.is_refused();
    let asked = request.asked.local;
    view! {
        <li class="card stack">
            <p>
                <strong>{request.person.name.clone()}</strong>
                " "
                <span class="hint">{words().access.person_place(&request.person)}</span>
            </p>
            <p>
                {words().access.role_up_to(request.role, request.severity)} " – " {request.school} ", "
                <time class="muted" datetime=marks::machine_time(asked)>{words().dates.date(asked.date())}</time>
            </p>
            <blockquote dir="auto" lang=authored()>{french_spaces(&request.reason)}</blockquote>
            <div class="cluster">
                <a class="button button-primary" href=request_address(request.scope, request.id) rel="external">
                    {words().access.grant_request}
                    <span class="visually-hidden">{words().common.colon} {request.person.name.clone()}</span>
                </a>
            </div>
            <details open=refused>
                <summary class="icon-link">
                    {words().access.decline_request}
                    <span class="visually-hidden">{words().common.colon} {request.person.name.clone()}</span>
                </summary>
                <Failed failure=outcome.failure.clone() />
                <form
                    class="stack"
                    method="post"
                    action=named(&format!("{PATH}/demandes/{}/decliner", request.id))
                    data-keeps="true"
                >
                    <FoundAgain />
                    <div class="field">
                        <label for=id.clone()>{words().access.decline_label}</label>
                        <input
                            class="input"
                            id=id.clone()
                            name="reponse"
                            type="text"
                            dir="auto"
                            required
                            autofocus=wrong
                            aria-invalid=invalid(problem, Signal::default())
                            aria-describedby=wrong.then(|| format!("{id}-erreur"))
                            value=outcome.typed("reponse").unwrap_or_default()
                        />
                        <FieldSentence field=Signal::stored(id) problem />
                    </div>
                    <button class="button" type="submit">{words().access.decline_request}</button>
                </form>
            </details>
        </li>
    }
}
