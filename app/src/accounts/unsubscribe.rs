use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{components::Notice, session::Door};

/// What the link of an e-mail opens, for whoever has it. The page is the same whether the link is of
/// somebody or not: it tells nothing of anybody.
#[component]
pub fn UnsubscribePage() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("jeton").unwrap_or_default());
    let done = use_query_map().with_untracked(|query| query.get("fait").is_some());
    view! {
        <Title text="Ne plus recevoir de copies" />
        <Door>
            <div class="card">
                <h1>"Copies par courriel"</h1>
                {if done {
                    Either::Left(
                        view! {
                            <Notice
                                kind="success"
                                what="C’est noté : plus de copies par courriel."
                                next="Vos messages restent dans la messagerie. Vous pouvez redemander les copies dans « Mon compte »."
                            />
                        },
                    )
                } else {
                    Either::Right(
                        view! {
                            <p>
                                "Les messages de Porte-voix ne vous seront plus copiés par courriel. Ils restent dans la messagerie."
                            </p>
                            <form class="stack" method="post" action=format!("/courriel/desinscription/{token}")>
                                <button class="button button-primary button-wide" type="submit">
                                    "Ne plus recevoir de copies"
                                </button>
                            </form>
                        },
                    )
                }}
            </div>
        </Door>
    }
}
