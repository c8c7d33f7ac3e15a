use leptos::prelude::*;
use leptos_meta::Title;

use crate::{AppError, components::Failure, words};

/// The page for an unknown address.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    let _ = crate::server_side::refuse::<()>(AppError::NotFound);
    view! {
        <Title text=words().common.page_not_found />
        <Failure error=AppError::NotFound />
    }
}
