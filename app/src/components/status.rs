use domain::communications::{Severity, Status};
use leptos::prelude::*;

use super::SeverityIcon;
use crate::{marks, words};

/// The status of a communication, or of its deployment: French tells them apart by gender. A browser
/// that translates the page leaves it alone: it would keep the old status.
#[component]
pub fn StatusBadge(
    #[prop(into)] status: Signal<Status>,
    #[prop(default = |status| words().communications.status(status))] label: fn(Status) -> &'static str,
) -> impl IntoView {
    view! {
        <span class="status" translate="no" data-state=move || marks::status(status.get())>
            {move || label(status.get())}
        </span>
    }
}

/// type d'annonce, by shape, word and colour
#[component]
pub fn SeverityBadge(severity: Severity) -> impl IntoView {
    view! {
        <span class="severity" data-severity=severity.code()>
            <SeverityIcon severity />
            " "
            {words().communications.severity(severity)}
        </span>
    }
}
