use leptos::prelude::*;

use super::{also::AlsoMessage, public::PublicField};
use crate::{
    communications::compose::{content::Content, validation::problem_of},
    components::Disclosure,
    words,
};

/// *Diffuser aussi*: where the announcement goes besides the home page, folded until something is chosen.
#[component]
pub fn Elsewhere() -> impl IntoView {
    let content = expect_context::<Content>();
    let (public, message) = (content.public().signal(), content.also_message().signal());
    let problem = problem_of("tableau-public");
    let open = Signal::derive(move || public.get() || message.get() || problem.with(Option::is_some));
    let chosen = move || words().compose.goes_to(public.get(), message.get());
    let value = view! { <span translate="no">{chosen}</span> }.into_any();
    view! {
        <Disclosure label=words().compose.elsewhere value open>
            <PublicField />
            <AlsoMessage />
        </Disclosure>
    }
}
