use domain::communications::escaped;
use leptos::prelude::*;

use super::foot::Foot;
use crate::{server_side::hashed, session::Door, words};

/// An error answer to a form or a download as a page, for browsers that display it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedPage {
    pub title: String,
    /// What happened, what was saved, and what to do.
    pub sentences: Vec<String>,
    /// What was typed into the refused form, which is stored nowhere.
    pub typed: Vec<String>,
    /// Where to go next: the text of the link, and its address.
    pub back: (&'static str, String),
    /// Where staff can ask for a missing right.
    pub request: Option<String>,
}

impl RefusedPage {
    /// The document. It runs no script, and uses the site's style sheet. `person` is the number of
    /// whoever is signed in, or empty; `here` the address that another language comes back to, if it
    /// can be asked for again.
    pub fn html(self, options: &LeptosOptions, person: String, here: Option<String>) -> String {
        let Self { title, sentences, typed, back: (label, address), request } = self;
        let style = hashed(options, &options.hash_file, &options.output_name, "css");
        let here = here.unwrap_or_else(|| address.clone());
        // Written by hand: the markers that a view leaves between its parts would become part of
        // the title.
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
                        {(!typed.is_empty()).then(|| view! { <p>{words().refusals.typed_text}</p> })}
                        {typed.into_iter().map(|text| view! { <p class="typed-text" dir="auto">{text}</p> }).collect_view()}
                        <a class="button button-primary button-wide" href=address>{label}</a>
                        {request.map(|address| view! { <a class="button button-wide" href=address>{words().access.ask_link}</a> })}
                    </Door>
                    <Foot person here />
                </body>
            }
            .to_html()
        });
        format!("<!DOCTYPE html><html lang=\"{}\"><head>{head}</head>{body}</html>", words().code)
    }
}
