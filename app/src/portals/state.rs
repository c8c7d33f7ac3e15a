use domain::{PortalId, portals::PortalState};
use leptos::{either::Either, prelude::*};

use super::fields::PATH;
use crate::{components::Ask, words};

/// Pausing, resuming and removing a portal, each after a question.
#[component]
pub fn StateCard(id: PortalId, state: PortalState) -> impl IntoView {
    let action = format!("{PATH}/{id}/etat");
    view! {
        <section class="card stack" aria-labelledby="etat">
            <h2 id="etat">{words().portals.pause_title}</h2>
            {match state {
                PortalState::Active => {
                    Either::Left(
                        view! {
                            <Ask
                                label=words().portals.pause
                                what_happens=words().portals.pause_consequence
                                action
                                value="suspendre"
                                confirm=words().portals.pause_confirm
                                danger=true
                            />
                        },
                    )
                }
                PortalState::Paused => {
                    Either::Right(
                        view! {
                            <Ask
                                label=words().portals.resume
                                what_happens=words().portals.resume_consequence
                                action
                                value="reprendre"
                                confirm=words().portals.resume_confirm
                            />
                        },
                    )
                }
            }}
            <Ask
                label=words().portals.remove
                what_happens=words().portals.remove_consequence
                action=format!("{PATH}/{id}/supprimer")
                confirm=words().portals.remove_confirm
                danger=true
            />
        </section>
    }
}
