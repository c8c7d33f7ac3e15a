use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{components::Notice, session::Door, words};

/// The page that the link of an e-mail opens, without signing in. It looks the same whether the link
/// is valid or not, so it reveals nothing about anybody.
#[component]
pub fn UnsubscribePage() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("jeton").unwrap_or_default());
    let done = use_query_map().with_untracked(|query| query.get("fait").is_some());
    view! {
        <Title text=words().accounts.no_more_copies />
        <Door>
            <div class="card">
                <h1>{words().accounts.copies}</h1>
                {if done {
                    Either::Left(
                        view! {
                            <Notice
                                kind="success"
                                what=words().accounts.no_more_copies_done
                                next=words().accounts.no_more_copies_next
                            />
                        },
                    )
                } else {
                    Either::Right(
                        view! {
                            <p>
                                {words().accounts.no_more_copies_about}
                            </p>
                            <form class="stack" method="post" action=format!("/courriel/desinscription/{token}")>
                                <button class="button button-primary button-wide" type="submit">
                                    {words().accounts.no_more_copies}
                                </button>
                            </form>
                        },
                    )
                }}
            </div>
        </Door>
    }
}
