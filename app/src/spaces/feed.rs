use domain::SpaceId;
use leptos::{either::Either, prelude::*};

use crate::{
    components::{Ask, OpensHere},
    named::named,
    words,
};

/// The private address of the articles of a space. A new one is shown once: nothing else knows it.
#[component]
pub fn FeedCard(id: SpaceId, has_feed: bool, address: Option<String>) -> impl IntoView {
    let action = format!("/espaces/{id}/flux");
    let shown = address.is_some();
    view! {
        <section class="card feed-card" aria-labelledby="flux">
            <h2 id="flux">{words().spaces.feed}</h2>
            <p class="muted">{words().spaces.feed_hint}</p>
            {address
                .map(|address| {
                    view! {
                        <OpensHere>
                            <div class="field">
                                <label for="adresse-flux">{words().spaces.feed_address}</label>
                                <input class="input" id="adresse-flux" type="text" readonly value=address />
                                <p class="hint">{words().spaces.feed_once}</p>
                            </div>
                        </OpensHere>
                    }
                })}
            {(has_feed && !shown).then(|| view! { <p class="muted">{words().agenda.feed_exists}</p> })}
            {if has_feed {
                Either::Left(view! {
                    <div class="cluster">
                        <Ask
                            label=words().spaces.feed_renew
                            what_happens=words().spaces.feed_renew_consequence
                            action=action.clone()
                            value="renouveler"
                            confirm=words().spaces.feed_renew
                        />
                        <Ask
                            label=words().spaces.feed_revoke
                            what_happens=words().spaces.feed_revoke_consequence
                            action=action
                            value="revoquer"
                            confirm=words().spaces.feed_revoke
                            danger=true
                        />
                    </div>
                })
            } else {
                Either::Right(view! {
                    <form method="post" action=named(&action)>
                        <button class="button" type="submit" name="action" value="creer">{words().spaces.feed_make}</button>
                    </form>
                })
            }}
        </section>
    }
}
