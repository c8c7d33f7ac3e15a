use leptos::prelude::*;

use super::{Topic, follow};
use crate::components::mark_heard;

/// Loads the page again each time there is news of an import, or of a batch of links (`lot`): for a page
/// that is shown only for a short time.
#[cfg_attr(any(feature = "ssr", feature = "portal"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "portal")), component)]
pub fn ReloadOnNews(run: i64, topic: String) -> impl IntoView {
    mark_heard();
    let name = if topic == "lot" { "lot" } else { "import" };
    follow(Topic::numbered(name, run, String::new()), |_| {
        let _ = window().location().reload();
    });
}
