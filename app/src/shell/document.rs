use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

use super::App;

/// The HTML document of every page.
///
/// `interactive` is false for pages that need no script (sign-in): they load none.
pub fn document(options: LeptosOptions, interactive: bool) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::server_side::send_content_security_policy(&options);
    view! {
        <!DOCTYPE html>
        <html lang="fr">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <HashedStylesheet options=options.clone() id="style" />
                {interactive
                    .then(|| {
                        view! {
                            <AutoReload options=options.clone() />
                            <HydrationScripts options islands=true />
                        }
                    })}
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}
