use leptos::prelude::*;

use super::{FieldSentence, Label};

/// Controls that answer one question: radio buttons, check boxes, a pair of dates.
#[component]
pub fn Choices(
    #[prop(optional)] id: Option<&'static str>,
    #[prop(into)] legend: Label,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(default = "field")] class: &'static str,
    children: Children,
) -> impl IntoView {
    let described = move || {
        let wrong = problem.with(Option::is_some);
        id.filter(|_| wrong).map(|id| format!("{id}-erreur"))
    };
    view! {
        <fieldset class=class id=id aria-describedby=described>
            <legend>{legend.content()}</legend>
            {children()}
            {id.map(|id| view! { <FieldSentence field=id problem /> })}
        </fieldset>
    }
}
