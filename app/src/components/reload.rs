use leptos::prelude::*;

use super::{follow, mark_heard};

/// Loads the page again at each event of `address`: for pages that are shown only for a short time.
#[cfg_attr(any(feature = "ssr", feature = "portal"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "portal")), component)]
pub fn ReloadOnNews(address: String) -> impl IntoView {
    mark_heard();
    follow(address, || {
        let _ = window().location().reload();
    });
}
