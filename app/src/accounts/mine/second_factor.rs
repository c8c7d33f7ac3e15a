use domain::{
    accounts::view::{Enrolment, SecondFactor},
    time::Stamp,
};
use leptos::{either::EitherOf4, prelude::*};

use super::proof::ProofFields;
use crate::{
    components::{Ask, Failed, FormOutcome, Notice},
    named::named,
    session::CodeField,
    words,
};

const ACTION: &str = "/mon-compte/second-facteur";

#[component]
pub fn SecondFactorCard(login: String, second_factor: SecondFactor, outcome: FormOutcome) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="double-titre" id="double-authentification">
            <h2 id="double-titre">{words().accounts.second_factor}</h2>
            {match second_factor {
                SecondFactor::Off { demanded } => EitherOf4::A(view! { <Off login demanded outcome /> }),
                SecondFactor::Pending(enrolment) => EitherOf4::B(view! { <Pending enrolment outcome /> }),
                SecondFactor::On { since, demanded, codes_left } => {
                    EitherOf4::C(
                        view! {
                            <On since demanded />
                            <Recovery login=login.clone() codes_left outcome=outcome.clone() />
                            <Removal login demanded outcome />
                        },
                    )
                }
                SecondFactor::Unavailable => {
                    EitherOf4::D(view! { <p class="muted">{words().accounts.second_factor_unavailable}</p> })
                }
            }}
        </section>
    }
}

#[component]
fn Off(login: String, demanded: bool, outcome: FormOutcome) -> impl IntoView {
    view! {
        {demanded
            .then(|| {
                view! {
                    <Notice
                        kind="warning"
                        what=words().accounts.demanded_of_senders
                        next=words().accounts.demanded_hint
                    />
                }
            })}
        <p>
            {words().accounts.second_factor_about}
        </p>
        <form class="stack" method="post" action=named(ACTION)>
            <Failed failure=outcome.failure_of("commencer") />
            <ProofFields
                ids=["activer-actuel", "activer-code"]
                label=words().accounts.password_to_confirm
                login
                coded=false
                errors=outcome.errors_of("commencer")
            />
            <div class="cluster">
                <button class="button button-primary" type="submit" name="action" value="commencer">
                    {words().accounts.activate_second_factor}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Pending(enrolment: Enrolment, outcome: FormOutcome) -> impl IntoView {
    let errors = outcome.errors_of("confirmer");
    let problem = errors.get("code").map(|problem| words().fields.problem(problem));
    let typed = outcome.typed("code").filter(|_| outcome.is_of("confirmer")).unwrap_or_default();
    view! {
        <p class="muted">{words().accounts.first_code_hint}</p>
        <ol class="enrolment">
            <li>
                <p>{words().accounts.scan}</p>
                <QrCode size=enrolment.size path=enrolment.path />
                <p>
                    {words().accounts.nothing_to_scan} " "
                    <a href=enrolment.uri rel="external">{words().accounts.open_application}</a>
                    {words().accounts.or_type_key} " "
                    <code class="secret">{grouped(&enrolment.secret)}</code>
                </p>
            </li>
            <li>
                <form class="stack" method="post" action=named(ACTION)>
                    <Failed failure=outcome.failure_of("confirmer") />
                    <CodeField problem value=typed />
                    <div class="cluster">
                        <button class="button button-primary" type="submit" name="action" value="confirmer">
                            {words().accounts.confirm}
                        </button>
                        <button
                            class="button button-quiet"
                            type="submit"
                            name="action"
                            value="annuler"
                            formnovalidate
                        >
                            {words().accounts.other_key}
                        </button>
                    </div>
                </form>
            </li>
        </ol>
    }
}

/// Dark on light in every theme: some cameras read nothing else.
#[component]
fn QrCode(size: u32, path: String) -> impl IntoView {
    view! {
        <svg
            class="qr-code"
            viewBox=format!("0 0 {size} {size}")
            role="img"
            aria-label=words().accounts.qr_code
            shape-rendering="crispEdges"
        >
            <rect width=size.to_string() height=size.to_string() fill="#fff"></rect>
            <path d=path fill="#000"></path>
        </svg>
    }
}

#[component]
fn On(since: Stamp, demanded: bool) -> impl IntoView {
    view! {
        <p>
            <span class="status" data-state="online">{words().accounts.second_factor_on}</span>
            " " {words().accounts.since} " "
            <time datetime=since.local.format("%FT%R").to_string()>{words().dates.date_time(since.local)}</time>
            {demanded.then_some(words().accounts.demanded_after)}
            "."
        </p>
        <p class="muted">
            {words().accounts.second_factor_lost}
        </p>
    }
}

/// How many recovery codes are left, and new ones.
#[component]
fn Recovery(login: String, codes_left: u64, outcome: FormOutcome) -> impl IntoView {
    let errors = outcome.errors_of("codes");
    view! {
        <h3>{words().accounts.recovery_codes}</h3>
        <p>
            {words().accounts.recovery_codes_about} " " <strong>{words().accounts.codes_left(codes_left)}</strong>
        </p>
        <Ask
            label=words().accounts.renew_codes
            what_happens=words().accounts.renew_codes_consequence
            action=ACTION
            value="codes"
            confirm=words().accounts.renew_codes_confirm
            open=outcome.is_refusal_of("codes")
        >
            <Failed failure=outcome.failure_of("codes") />
            <ProofFields
                ids=["codes-actuel", "codes-code"]
                label=words().accounts.password_to_confirm
                login
                coded=true
                errors
            />
        </Ask>
    }
}

#[component]
fn Removal(login: String, demanded: bool, outcome: FormOutcome) -> impl IntoView {
    let errors = outcome.errors_of("retirer");
    let what_happens =
        if demanded { words().accounts.deactivate_demanded } else { words().accounts.deactivate_hint };
    view! {
        <Ask
            label=words().accounts.deactivate
            what_happens
            action=ACTION
            value="retirer"
            confirm=words().accounts.deactivate_second_factor
            danger=true
            open=outcome.is_refusal_of("retirer")
        >
            <Failed failure=outcome.failure_of("retirer") />
            <ProofFields
                ids=["retrait-actuel", "retrait-code"]
                label=words().accounts.password_to_confirm
                login
                coded=true
                errors
            />
        </Ask>
    }
}

/// A secret in groups of four, to be typed by hand.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn a_secret_is_read_in_groups() {
        assert_eq!(grouped("ABCDEFGHIJ"), "ABCD EFGH IJ");
    }
}
