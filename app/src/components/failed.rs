use leptos::prelude::*;

use super::{Notice, OpensHere};
use crate::AppError;

/// Why a form failed as a whole; stands in the form that came back, and the page opens there.
#[component]
pub fn Failed(failure: Option<AppError>) -> impl IntoView {
    failure.map(|error| {
        view! {
            <OpensHere>
                <Notice kind="error" what=error.sentence() next="" />
            </OpensHere>
        }
    })
}
