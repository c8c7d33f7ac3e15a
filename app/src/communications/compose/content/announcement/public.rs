use leptos::prelude::*;

use crate::{
    communications::compose::{content::Content, validation::problem_of},
    components::form::{CheckBox, Choices},
    words,
};

/// *Afficher aussi sur le tableau public de l'établissement*: off unless the author turns it on.
#[component]
pub fn PublicField() -> impl IntoView {
    let content = expect_context::<Content>();
    view! {
        <Choices id="tableau-public" legend=words().compose.public_short problem=problem_of("tableau-public")>
            <CheckBox name="tableau-public" checked=content.public()>
                <span>{words().compose.public} " " <span class="hint">{words().compose.public_hint}</span></span>
            </CheckBox>
        </Choices>
    }
}
