use leptos::prelude::*;

use super::Notice;
use crate::AppError;

/// Why a form failed as a whole; stands beside the form that came back.
#[component]
pub fn Failed(failure: Option<AppError>) -> impl IntoView {
    failure.map(|error| view! { <Notice kind="error" what=error.sentence() next="" /> })
}
