use leptos::{either::Either, prelude::*};

use super::PATH;
use crate::{components::Ask, words};

/// Whether senders must have a second factor, and what that means for those without one.
#[component]
pub fn Demand(demanded: bool) -> impl IntoView {
    let action = format!("{PATH}/second-facteur");
    view! {
        <section class="card" aria-labelledby="exigence">
            <div class="card-head">
                <h2 id="exigence">{words().accounts.demand_title}</h2>
                <span class="status" data-state=if demanded { "online" } else { "draft" }>
                    {if demanded { words().accounts.demanded } else { words().accounts.optional }}
                </span>
            </div>
            <p>
                {words().accounts.demand_about}
            </p>
            {if demanded {
                Either::Left(view! {
                    <Ask
                        label=words().accounts.demand_no_more
                        what_happens=words().accounts.demand_no_more_consequence
                        action
                        value="lever"
                        confirm=words().accounts.demand_no_more_confirm
                    />
                })
            } else {
                Either::Right(view! {
                    <Ask
                        label=words().accounts.demand
                        what_happens=words().accounts.demand_consequence
                        action
                        value="exiger"
                        confirm=words().accounts.demand_confirm
                    />
                })
            }}
        </section>
    }
}
