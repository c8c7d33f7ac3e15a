use domain::{accounts::view::SessionView, time::Stamp};
use leptos::prelude::*;

use super::proof::ProofFields;
use crate::{
    components::{Failed, FormOutcome},
    named::named,
    words,
};

/// The form that all buttons of the list belong to: it asks once for what confirms.
const FORM: &str = "fermeture";

/// Where the account is signed in. The session of this page is closed by *Se déconnecter*.
#[component]
pub fn Sessions(
    sessions: Vec<SessionView>,
    /// `None` for a person without an account, who has no password to confirm with.
    login: Option<String>,
    coded: bool,
    outcome: FormOutcome,
) -> impl IntoView {
    let errors = outcome.errors_of("sessions");
    let failure = outcome.failure_of("sessions");
    let others = sessions.iter().any(|session| !session.current);
    view! {
        <section class="stack" aria-labelledby="sessions-titre">
            <h2 id="sessions-titre">{words().accounts.sessions}</h2>
            <p class="muted">
                {words().accounts.sessions_about}
            </p>
            {others
                .then(move || {
                    view! {
                        <form class="stack card" id=FORM method="post" action=named("/mon-compte/sessions/fermer")>
                            <Failed failure />
                            {login
                                .map(|login| {
                                    view! {
                                        <ProofFields
                                            ids=["sessions-actuel", "sessions-code"]
                                            label=words().accounts.password_to_close
                                            login
                                            coded
                                            errors
                                        />
                                    }
                                })}
                            <div class="cluster">
                                <button class="button" type="submit">{words().accounts.close_others}</button>
                            </div>
                        </form>
                    }
                })}
            <div class="table-scroll">
                <table class="table table-cards">
                    <caption class="visually-hidden">{words().accounts.open_sessions}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words().accounts.device_label}</th>
                            <th scope="col">{words().accounts.address}</th>
                            <th scope="col">{words().accounts.opened_on}</th>
                            <th scope="col">{words().accounts.last_use}</th>
                            <th scope="col"><span class="visually-hidden">{words().accounts.close}</span></th>
                        </tr>
                    </thead>
                    <tbody>{sessions.into_iter().map(|session| view! { <Row session /> }).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Row(session: SessionView) -> impl IntoView {
    let device = words().accounts.device(&session.user_agent);
    let which = format!(" {}", words().accounts.which_session(&device, session.opened.local));
    view! {
        <tr>
            <th scope="row">
                <span class="cluster">
                    {device}
                    {session
                        .current
                        .then(|| view! { <span class="status" data-state="online">{words().accounts.this_session}</span> })}
                    {session
                        .kept_until
                        .map(|until| view! { <span class="hint">{words().accounts.kept_until(until.local.date())}</span> })}
                </span>
            </th>
            <td data-label=words().accounts.address class="breaks">{session.address}</td>
            <td data-label=words().accounts.opened_on>{time(session.opened)}</td>
            <td data-label=words().accounts.last_use>{time(session.seen)}</td>
            <td class="number">
                {(!session.current)
                    .then(|| {
                        view! {
                            <button
                                class="button button-small"
                                type="submit"
                                form=FORM
                                formaction=named(&format!("/mon-compte/sessions/{}/fermer", session.id))
                            >
                                {words().accounts.close}
                                <span class="visually-hidden">{which}</span>
                            </button>
                        }
                    })}
            </td>
        </tr>
    }
}

fn time(at: Stamp) -> impl IntoView {
    view! { <time datetime=at.local.format("%FT%R").to_string()>{words().dates.date_time(at.local)}</time> }
}
