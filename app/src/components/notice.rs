use leptos::prelude::*;

use super::Icon;

/// What happened, and what comes next.
#[component]
pub fn Notice(
    /// `success`, `warning`, `error`, or `information`.
    kind: &'static str,
    #[prop(into)] what: String,
    #[prop(into)] next: String,
    #[prop(optional)] id: Option<&'static str>,
) -> impl IntoView {
    let (icon, role) = match kind {
        "error" => ("alert", "alert"),
        "success" => ("success", "status"),
        other => (other, "note"),
    };
    view! {
        <div class="notice" data-kind=kind role=role id=id>
            <Icon name=icon />
            <p>
                <strong>{what}</strong>
                " "
                {next}
            </p>
        </div>
    }
}
