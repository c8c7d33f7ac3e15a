use domain::communications::Severity;
use leptos::prelude::*;

use crate::{
    communications::compose::{content::Content, validation::problem_of},
    components::{
        SeverityIcon,
        form::{Choices, Label, Radio},
    },
    words,
};

/// *Type d’annonce*
#[component]
pub fn SeverityField() -> impl IntoView {
    let chosen = expect_context::<Content>().severity();
    let card = move |severity: Severity| {
        view! {
            <Radio name="type" value=severity.code() chosen class="choice-card" severity=severity.code()>
                <SeverityIcon severity />
                " "
                <span class="choice-title">{words().communications.severity(severity)}</span>
                " "
                <span class="hint">{words().communications.severity_hint(severity)}</span>
            </Radio>
        }
    };
    view! {
        <Choices id="type" legend=Label::new(words().compose.severity).marked() problem=problem_of("type")>
            <div class="choice-cards">{Severity::ALL.into_iter().map(card).collect_view()}</div>
        </Choices>
    }
}
