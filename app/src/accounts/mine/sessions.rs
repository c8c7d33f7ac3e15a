use domain::{accounts::view::SessionView, time::Stamp};
use leptos::prelude::*;

use crate::words;

/// Where the account is signed in. The session of this page is closed by *Se déconnecter*.
#[component]
pub fn Sessions(sessions: Vec<SessionView>) -> impl IntoView {
    let others = sessions.iter().any(|session| !session.current);
    view! {
        <section class="stack" aria-labelledby="sessions-titre">
            <div class="card-head">
                <h2 id="sessions-titre">"Sessions"</h2>
                {others
                    .then(|| {
                        view! {
                            <form method="post" action="/mon-compte/sessions/fermer">
                                <button class="button button-small" type="submit">"Fermer toutes les autres"</button>
                            </form>
                        }
                    })}
            </div>
            <p class="muted">
                "Les appareils sur lesquels vous êtes connecté. Vous n’en reconnaissez pas un ? Fermez sa session, puis changez de mot de passe."
            </p>
            <div class="table-scroll">
                <table class="table table-cards">
                    <caption class="visually-hidden">"Sessions ouvertes"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Appareil"</th>
                            <th scope="col">"Adresse"</th>
                            <th scope="col">"Ouverte le"</th>
                            <th scope="col">"Dernière activité"</th>
                            <th scope="col"><span class="visually-hidden">"Fermer"</span></th>
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
    let which = format!(" la session {device} ouverte le {}", words().dates.date_time(session.opened.local));
    view! {
        <tr>
            <th scope="row">
                <span class="cluster">
                    {device}
                    {session
                        .current
                        .then(|| view! { <span class="status" data-state="online">"Cette session"</span> })}
                </span>
            </th>
            <td data-label="Adresse">{session.address}</td>
            <td data-label="Ouverte le">{time(session.opened)}</td>
            <td data-label="Dernière activité">{time(session.seen)}</td>
            <td class="number">
                {(!session.current)
                    .then(|| {
                        view! {
                            <form method="post" action=format!("/mon-compte/sessions/{}/fermer", session.id)>
                                <button class="button button-small" type="submit">
                                    "Fermer"
                                    <span class="visually-hidden">{which}</span>
                                </button>
                            </form>
                        }
                    })}
            </td>
        </tr>
    }
}

fn time(at: Stamp) -> impl IntoView {
    view! { <time datetime=at.local.format("%FT%R").to_string()>{words().dates.date_time(at.local)}</time> }
}
