use domain::providers::{Step, view::Trial};
use leptos::{either::Either, prelude::*};

use crate::{components::Notice, words};

/// *Résultat de l'essai*: each step, each claim, and the person who would have been signed in.
#[component]
pub fn TrialCard(trial: Trial) -> impl IntoView {
    let said = words().providers;
    let (kind, what) = match (&trial.trouble, &trial.found) {
        (Some(trouble), _) => ("error", said.problem(&trouble.problem)),
        (None, Some(Ok(name))) => ("success", said.found(name)),
        (None, Some(Err(reason))) => ("error", said.unmatched(*reason).0.to_owned()),
        (None, None) => ("error", said.not_reached.to_owned()),
    };
    let rows = trial.steps.iter().map(|step| {
        let outcome = outcome(&trial, *step);
        view! {
            <tr>
                <th scope="row">{said.step_name(*step)}</th>
                <td data-label=said.result class="breaks">{outcome}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="card stack" aria-labelledby="essai">
            <h2 id="essai">{said.trial}</h2>
            <Notice kind what next=said.trial_nobody />
            <table class="table table-cards">
                <caption class="visually-hidden">{said.trial}</caption>
                <thead>
                    <tr>
                        <th scope="col">{said.step}</th>
                        <th scope="col">{said.result}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <Received claims=trial.claims />
        </section>
    }
}

fn outcome(trial: &Trial, step: Step) -> String {
    let said = words().providers;
    match (&trial.trouble, &trial.found) {
        (Some(trouble), _) if step == trouble.step => said.problem(&trouble.problem),
        (Some(trouble), _) if step > trouble.step => said.not_reached.to_owned(),
        (None, Some(Err(reason))) if step == Step::Person => said.unmatched(*reason).0.to_owned(),
        _ => said.fine.to_owned(),
    }
}

#[component]
fn Received(claims: Vec<(String, Vec<String>)>) -> impl IntoView {
    let said = words().providers;
    let list = if claims.is_empty() {
        Either::Left(view! { <p class="muted">{said.claims_none}</p> })
    } else {
        let row = |(name, values): (String, Vec<String>)| {
            view! {
                <tr>
                    <th scope="row">
                        <code>{name}</code>
                    </th>
                    <td data-label=said.value class="typed-text">{values.join("\n")}</td>
                </tr>
            }
        };
        Either::Right(view! {
            <table class="table table-cards">
                <caption class="visually-hidden">{said.claims}</caption>
                <thead>
                    <tr>
                        <th scope="col">{said.claim}</th>
                        <th scope="col">{said.value}</th>
                    </tr>
                </thead>
                <tbody>{claims.into_iter().map(row).collect_view()}</tbody>
            </table>
        })
    };
    view! {
        <h3>{said.claims}</h3>
        {list}
    }
}
