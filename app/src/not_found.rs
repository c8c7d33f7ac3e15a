use leptos::prelude::*;

use crate::{AppError, components::Failure};

/// An address that leads nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    let _ = crate::server_side::refuse::<()>(AppError::NotFound);
    view! { <Failure error=AppError::NotFound /> }
}
