use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    components::{form::TextField, form_outcome},
    session::Door,
    words,
};

/// *Utiliser mon coupon*: where the code of a coupon is typed, for everybody who has one. Needs no
/// script.
#[component]
pub fn CouponPage() -> impl IntoView {
    let said = words().batches;
    let outcome = form_outcome();
    let title = words().common.title_of(said.coupon_title, outcome.is_refused());
    let problem = outcome.errors.get("code").map(|problem| words().fields.problem(problem));
    let typed = outcome.typed("code").unwrap_or_default();
    view! {
        <Title text=title />
        <Door>
            <div class="card">
                <h1>{said.coupon_title}</h1>
                <p>{said.coupon_about}</p>
                <form class="stack" method="post" action="/coupon" novalidate>
                    <TextField
                        id="code"
                        label=said.coupon_field
                        hint=said.coupon_hint
                        value=typed
                        autofocus=problem.is_some()
                        problem=problem
                        required=true
                        autocomplete="off"
                        as_typed=true
                        maxlength="40"
                    />
                    <button class="button button-primary button-wide" type="submit">
                        {said.coupon_go}
                    </button>
                </form>
                <p class="small"><a href="/connexion" rel="external">{words().common.sign_in}</a></p>
            </div>
        </Door>
    }
}
