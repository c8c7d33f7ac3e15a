use leptos::prelude::*;
use leptos_meta::MetaTags;

use super::{
    App,
    plain::PlainScript,
    unfollowed::{MODULE, UnfollowedScript},
};
use crate::{
    language::reads,
    named::{META, PAGE, person},
    server_side::{
        asked_again_at, editor_address, hashed, in_own_language, module_address, send_content_security_policy,
    },
    words,
};

/// Which scripts a page loads; the server's table of addresses says it for each page. Every page with
/// scripts has the module of `browser/portal`, which keeps it up to date. Each package of islands is
/// compiled with its own islands only, once for each language; `make run` has one that serves as all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// Pages that need no script (sign-in) load none.
    None,
    /// Pages for reading: the module alone.
    Portal,
    /// *Nouvelle communication*, with the editor's loader.
    Writing,
    /// Pages of accounts and rights, and what became of a communication.
    Management,
}

impl Scripts {
    /// The package of islands and the file that holds the hashes of its files.
    const fn package(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::None | Self::Portal => None,
            Self::Writing => Some(("redaction", "hash-redaction.txt")),
            Self::Management => Some(("gestion", "hash-gestion.txt")),
        }
    }

    /// With the package's name and its hashes. Without hashed names (in tests, which have no site) one
    /// package holds everything.
    fn options(self, options: &LeptosOptions) -> Option<LeptosOptions> {
        let (name, hashes) = self.package()?;
        let mut options = options.clone();
        if options.hash_files {
            let (name, hashes) = in_own_language(&options, (name.to_owned(), hashes.to_owned()));
            (options.output_name, options.hash_file) = (name.into(), hashes.into());
        }
        Some(options)
    }
}

/// The HTML document of every page; the home page has its own (`home.rs`).
pub fn document(options: LeptosOptions, scripts: Scripts) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang=words().code data-reads=reads()>
            <head>
                {head(&options, scripts)}
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// What stands in the head of a document besides its title. It also says what the page may load.
pub fn head(options: &LeptosOptions, scripts: Scripts) -> impl IntoView + use<> {
    let package = scripts.options(options);
    send_content_security_policy(options, package.is_some());
    let person = person();
    // A page for reading has nothing to follow for nobody.
    let follows = scripts != Scripts::None && (scripts != Scripts::Portal || !person.is_empty());
    let module = follows.then(|| module_address(options));
    let page = asked_again_at();
    let editor = (scripts == Scripts::Writing).then(|| editor_address(options));
    let style = hashed(options, &options.hash_file, &options.output_name, "css");
    view! {
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {(!person.is_empty()).then(|| view! { <meta name=META content=person /> })}
        {page.map(|address| view! { <meta name=PAGE content=address /> })}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link id="style" rel="stylesheet" href=style />
        <AutoReload options=options.clone() />
        {package.is_some().then(|| view! { <PlainScript /> })}
        // It waits for nothing, and nothing waits for it.
        {module
            .map(|address| {
                view! {
                    <UnfollowedScript />
                    <script type="module" id=MODULE async src=address nonce=leptos::nonce::use_nonce()></script>
                }
            })}
        {package.map(|options| view! { <HydrationScripts options islands=true /> })}
        {editor.map(|address| view! { <script type="module" src=address nonce=leptos::nonce::use_nonce()></script> })}
    }
}
