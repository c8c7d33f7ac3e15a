use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

use super::{App, plain::PlainScript};
#[cfg(feature = "ssr")]
use crate::server_side::in_own_language;
use crate::{
    language::reads,
    named::{META, person},
    words,
};

/// Which package of scripts a page loads; the server's table of addresses says it for each page. Each
/// package is compiled with its own islands only: a reader downloads neither the form of a new
/// communication nor the administration of rights. Each exists once for each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// Pages that need no script (sign-in) load none.
    None,
    /// Pages for reading and following, and the directory.
    Portal,
    /// *Nouvelle communication*, with the editor's loader.
    Writing,
    /// Pages of accounts and rights.
    Management,
}

impl Scripts {
    /// With the package's name, and the file that holds the hashes of its files. Without hashed names
    /// (in tests, which have no site) one package holds everything.
    fn options(self, options: &LeptosOptions) -> LeptosOptions {
        let mut options = options.clone();
        let package = match self {
            Self::None | Self::Portal => (options.output_name.to_string(), options.hash_file.to_string()),
            Self::Writing => ("redaction".to_owned(), "hash-redaction.txt".to_owned()),
            Self::Management => ("gestion".to_owned(), "hash-gestion.txt".to_owned()),
        };
        if options.hash_files {
            let (name, hashes) = in_own_language(package);
            (options.output_name, options.hash_file) = (name.into(), hashes.into());
        }
        options
    }
}

/// The browser makes no document.
#[cfg(not(feature = "ssr"))]
fn in_own_language(package: (String, String)) -> (String, String) {
    package
}

/// The HTML document of every page.
pub fn document(options: LeptosOptions, scripts: Scripts) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::server_side::send_content_security_policy(&options, scripts != Scripts::None);
    #[cfg(feature = "ssr")]
    let editor = (scripts == Scripts::Writing).then(|| crate::server_side::editor_address(&options));
    #[cfg(not(feature = "ssr"))]
    let editor = None::<String>;
    let person = person();
    view! {
        <!DOCTYPE html>
        <html lang=words().code data-reads=reads()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                {(!person.is_empty()).then(|| view! { <meta name=META content=person /> })}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <HashedStylesheet options=options.clone() id="style" />
                <AutoReload options=options.clone() />
                {(scripts != Scripts::None).then(|| view! { <PlainScript /> })}
                {(scripts != Scripts::None)
                    .then(|| view! { <HydrationScripts options=scripts.options(&options) islands=true /> })}
                {editor.map(|address| view! { <script type="module" src=address nonce=leptos::nonce::use_nonce()></script> })}
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}
