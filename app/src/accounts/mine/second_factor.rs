use domain::{
    accounts::view::{Enrolment, SecondFactor},
    time::Stamp,
};
use leptos::{either::EitherOf3, prelude::*};

use crate::{
    components::{Ask, FormOutcome, Notice, form::PasswordField},
    session::CodeField,
    words,
};

const ACTION: &str = "/mon-compte/second-facteur";

#[component]
pub fn SecondFactorCard(login: String, second_factor: SecondFactor, outcome: FormOutcome) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="double-titre" id="double-authentification">
            <h2 id="double-titre">"Double authentification"</h2>
            {match second_factor {
                SecondFactor::Off { demanded } => EitherOf3::A(view! { <Off demanded /> }),
                SecondFactor::Pending(enrolment) => EitherOf3::B(view! { <Pending enrolment outcome /> }),
                SecondFactor::On { since, demanded } => EitherOf3::C(view! { <On login since demanded outcome /> }),
            }}
        </section>
    }
}

#[component]
fn Off(demanded: bool) -> impl IntoView {
    view! {
        {demanded
            .then(|| {
                view! {
                    <Notice
                        kind="warning"
                        what="Elle est exigée des émetteurs de ce portail."
                        next="Tant qu’elle n’est pas activée, vous lisez tout, mais vos envois attendent."
                    />
                }
            })}
        <p>
            "À chaque connexion, un code à six chiffres est demandé en plus du mot de passe. Une application d’authentification de votre téléphone l’affiche : qui devinerait votre mot de passe n’entrerait pas pour autant."
        </p>
        <form class="cluster" method="post" action=ACTION>
            <button class="button button-primary" type="submit" name="action" value="commencer">
                "Activer la double authentification"
            </button>
        </form>
    }
}

#[component]
fn Pending(enrolment: Enrolment, outcome: FormOutcome) -> impl IntoView {
    let problem = outcome.errors.get("code").map(|problem| words().fields.problem(problem));
    view! {
        <p class="muted">"Rien n’est demandé à la connexion avant que vous ayez confirmé un premier code."</p>
        <ol class="enrolment">
            <li>
                <p>"Ouvrez votre application d’authentification et scannez ce code :"</p>
                <QrCode size=enrolment.size path=enrolment.path />
                <p>
                    "Rien à scanner ? "
                    <a href=enrolment.uri rel="external">"Ouvrir l’application de cet appareil"</a>
                    ", ou saisir cette clé : "
                    <code class="secret">{grouped(&enrolment.secret)}</code>
                </p>
            </li>
            <li>
                <form class="stack" method="post" action=ACTION>
                    <CodeField problem />
                    <div class="cluster">
                        <button class="button button-primary" type="submit" name="action" value="confirmer">
                            "Confirmer"
                        </button>
                        <button
                            class="button button-quiet"
                            type="submit"
                            name="action"
                            value="commencer"
                            formnovalidate
                        >
                            "Recommencer avec une autre clé"
                        </button>
                    </div>
                </form>
            </li>
        </ol>
    }
}

/// Dark on light whatever the theme: some cameras read nothing else.
#[component]
fn QrCode(size: u32, path: String) -> impl IntoView {
    view! {
        <svg
            class="qr-code"
            viewBox=format!("0 0 {size} {size}")
            role="img"
            aria-label="Code QR de la clé ; elle est aussi écrite au-dessous"
            shape-rendering="crispEdges"
        >
            <rect width=size.to_string() height=size.to_string() fill="#fff"></rect>
            <path d=path fill="#000"></path>
        </svg>
    }
}

#[component]
fn On(login: String, since: Stamp, demanded: bool, outcome: FormOutcome) -> impl IntoView {
    let problem = if outcome.is_of("retirer") {
        outcome.errors.get("actuel").map(|problem| words().fields.problem(problem))
    } else {
        None
    };
    let what_happens = if demanded {
        "Elle est exigée des émetteurs de ce portail : sans elle, vous lisez tout, mais vos envois attendent. Votre mot de passe suffira à la connexion."
    } else {
        "Votre mot de passe suffira à la connexion. Pour l’activer de nouveau, il faudra une nouvelle clé."
    };
    view! {
        <p>
            <span class="status" data-state="online">"Activée"</span>
            " depuis le "
            <time datetime=since.local.format("%FT%R").to_string()>{words().dates.date_time(since.local)}</time>
            {demanded.then_some(". Elle est exigée des émetteurs de ce portail")}
            "."
        </p>
        <p class="muted">
            "Le code de votre application est demandé à chaque connexion. Téléphone perdu ? L’administrateur du portail peut la retirer de votre compte."
        </p>
        <Ask
            label="Désactiver"
            what_happens
            action=ACTION
            value="retirer"
            confirm="Désactiver la double authentification"
            danger=true
            open=problem.is_some()
        >
            <input type="text" autocomplete="username" value=login readonly hidden />
            <PasswordField
                id="retrait-actuel"
                name="actuel"
                label="Votre mot de passe, pour confirmer"
                autocomplete="current-password"
                problem=problem
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
