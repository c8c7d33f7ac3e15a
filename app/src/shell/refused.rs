use domain::communications::escaped;
use leptos::prelude::*;

use crate::{server_side::hashed, session::Door};

/// What a form or a download was told, as a page: for browsers that show what they get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedPage {
    pub title: String,
    /// What happened, what was kept, what to do.
    pub sentences: Vec<String>,
    /// Where to go on: what the link says, and its address.
    pub back: (&'static str, String),
}

impl RefusedPage {
    /// The document. It runs no script, and takes its looks from the site's style sheet.
    pub fn html(self, options: &LeptosOptions) -> String {
        let Self { title, sentences, back: (label, address) } = self;
        let style = hashed(options, &options.hash_file, &options.output_name, "css");
        // By hand: the marks that a view leaves between its pieces would be read as words of the title.
        let head = format!(
            "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\">\
             <link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">\
             <link rel=\"stylesheet\" href=\"{style}\"><title>{} – Porte-voix</title>",
            escaped(&title)
        );
        let body = Owner::new().with(|| {
            view! {
                <body>
                    <Door>
                        <h1>{title}</h1>
                        {sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
                        <a class="button button-primary button-wide" href=address>{label}</a>
                    </Door>
                </body>
            }
            .to_html()
        });
        format!("<!DOCTYPE html><html lang=\"fr\"><head>{head}</head>{body}</html>")
    }
}
