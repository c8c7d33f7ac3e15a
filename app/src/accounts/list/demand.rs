use leptos::{either::Either, prelude::*};

use super::PATH;
use crate::components::Ask;

/// Whether senders must have a second factor, and what that does to those without.
#[component]
pub fn Demand(demanded: bool) -> impl IntoView {
    let action = format!("{PATH}/second-facteur");
    view! {
        <section class="card" aria-labelledby="exigence">
            <div class="card-head">
                <h2 id="exigence">"Double authentification des émetteurs"</h2>
                <span class="status" data-state=if demanded { "online" } else { "draft" }>
                    {if demanded { "Exigée" } else { "Facultative" }}
                </span>
            </div>
            <p>
                "Émetteurs : toutes les personnes qui peuvent envoyer une communication. Exigée, la double authentification protège leurs envois d’un mot de passe deviné : qui ne l’a pas encore activée continue de lire, mais ses envois attendent qu’elle le soit."
            </p>
            {if demanded {
                Either::Left(view! {
                    <Ask
                        label="Ne plus l’exiger"
                        what_happens="Un mot de passe suffira de nouveau pour envoyer. Qui a activé la double authentification la garde."
                        action
                        value="lever"
                        confirm="Ne plus exiger"
                    />
                })
            } else {
                Either::Right(view! {
                    <Ask
                        label="L’exiger des émetteurs"
                        what_happens="Aussitôt, les émetteurs sans double authentification ne peuvent plus envoyer, jusqu’à ce qu’ils l’activent dans « Mon compte ». Ils continuent de lire, et ce qui est déjà déployé le reste."
                        action
                        value="exiger"
                        confirm="Exiger des émetteurs"
                    />
                })
            }}
        </section>
    }
}
