use leptos::prelude::*;

use super::Icon;

/// A button that asks before it acts: it opens on what will happen and on the button that does
/// it. Without any script.
#[component]
pub fn Ask(
    label: &'static str,
    #[prop(into)] what_happens: String,
    /// Where the form goes …
    #[prop(into)]
    action: String,
    /// … the value of its `action`, where the address does not say it …
    #[prop(optional)]
    value: Option<&'static str>,
    /// … and what the button calls it.
    confirm: &'static str,
    #[prop(optional)] danger: bool,
    /// Opened already, because its form came back.
    #[prop(optional)]
    open: bool,
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
            <form class="ask-panel" method="post" action=action>
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
