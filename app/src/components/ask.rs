use leptos::prelude::*;

use super::{FoundAgain, Icon};
use crate::named::named;

/// A button that asks before it acts: it opens a text that says what will happen, and the button
/// that does it. Needs no script.
#[component]
pub fn Ask(
    label: &'static str,
    #[prop(into)] what_happens: String,
    /// The address that the form is posted to …
    #[prop(into)]
    action: String,
    /// … the value of its `action`, if the address does not imply it …
    #[prop(optional)]
    value: Option<&'static str>,
    /// … and the label of the button.
    confirm: &'static str,
    #[prop(optional)] danger: bool,
    /// Open from the start, because its form came back with errors.
    #[prop(optional)]
    open: bool,
    /// People write in its fields: what was not sent is there again.
    #[prop(optional)]
    keeps: bool,
    /// Fields that the form needs.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (summary, button) = if danger {
        ("button button-danger", "button button-danger button-solid")
    } else {
        ("button", "button button-primary")
    };
    view! {
        <details class="ask" open=open>
            <summary class=summary>
                {label}
                " "
                <span class="chevron"></span>
            </summary>
            <form class="ask-panel" method="post" action=named(&action) data-keeps=keeps.then_some("true")>
                {keeps.then(|| view! { <FoundAgain /> })}
                <p>
                    <Icon name="warning" />
                    " "
                    {what_happens}
                </p>
                {children.map(|children| children())}
                <button class=button type="submit" name=value.map(|_| "action") value=value>
                    {confirm}
                </button>
            </form>
        </details>
    }
}
