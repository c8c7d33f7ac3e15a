use domain::SpaceId;
use leptos::prelude::*;

use super::address;
use crate::{
    components::{Ask, FormOutcome, Notice, OpensHere},
    named::named,
    words,
};

/// *Dans un autre agenda*: the private address, shown once when it is made.
#[component]
pub fn FeedCard(place: Option<SpaceId>, has_feed: bool, outcome: FormOutcome) -> impl IntoView {
    let action = format!("{}/flux", address::of(place));
    let about = if place.is_some() { words().agenda.feed_about_space } else { words().agenda.feed_about_own };
    let made = outcome.typed("adresse");
    let shown = made.is_some();
    view! {
        <section class="card stack feed-card" aria-labelledby="autre-agenda" id="flux">
            <h2 id="autre-agenda">{words().agenda.feed_title}</h2>
            <p>{about}</p>
            {made.map(|made| view! { <OpensHere><Made made /></OpensHere> })}
            {(has_feed && !shown).then(|| view! { <p class="muted">{words().agenda.feed_exists}</p> })}
            {if has_feed {
                view! {
                    <div class="stack">
                        <Ask
                            label=words().agenda.feed_renew
                            what_happens=words().agenda.feed_renew_question
                            action=action.clone()
                            value="renouveler"
                            confirm=words().agenda.feed_renew
                        />
                        <Ask
                            label=words().agenda.feed_revoke
                            what_happens=words().agenda.feed_revoke_question
                            action=action
                            value="revoquer"
                            confirm=words().agenda.feed_revoke
                            danger=true
                        />
                    </div>
                }
                    .into_any()
            } else {
                view! {
                    <form method="post" action=named(&action)>
                        <button class="button" type="submit" name="action" value="creer">
                            {words().agenda.feed_make}
                        </button>
                    </form>
                }
                    .into_any()
            }}
        </section>
    }
}

/// The address that was just made.
#[component]
fn Made(made: String) -> impl IntoView {
    let webcal = made.split_once("://").map(|(_, rest)| format!("webcal://{rest}")).unwrap_or_default();
    view! {
        <Notice kind="success" what=words().agenda.feed_made next=words().agenda.feed_made_hint />
        <div class="field">
            <label for="adresse-flux">{words().agenda.feed_address}</label>
            <input class="input" id="adresse-flux" type="url" readonly value=made />
        </div>
        <p>
            <a class="button" href=webcal rel="external">{words().agenda.feed_open}</a>
        </p>
    }
}
