use domain::session::SignedIn;
use leptos::prelude::*;

use super::{
    Scripts,
    document::head,
    frame::{Menus, WithoutMenus},
    title,
};
use crate::{language::reads, words};

/// A document without its content: what stands before it, and what stands after it. So the content can be
/// sent in pieces.
pub struct Around {
    pub before: String,
    pub after: String,
}

/// No text of a page can contain it.
const CONTENT: &str = "<slot></slot>";

impl Around {
    /// For the home page of `person`; nobody gets no menus.
    pub fn new(options: &LeptosOptions, scripts: Scripts, person: Option<SignedIn>) -> Self {
        let frame = match person {
            Some(person) => view! { <Menus person><slot></slot></Menus> }.to_html(),
            None => view! { <WithoutMenus><slot></slot></WithoutMenus> }.to_html(),
        };
        let (before, after) = frame.split_once(CONTENT).unwrap_or((&frame, ""));
        let reads = reads().map(|codes| format!(" data-reads=\"{codes}\"")).unwrap_or_default();
        let (code, head) = (words().code, head(options, scripts).to_html());
        // Written by hand: the markers that a view leaves would become part of the title.
        let title = title(words().home.title.to_owned());
        Self {
            before: format!(
                "<!DOCTYPE html><html lang=\"{code}\"{reads}><head>{head}<title>{title}</title></head><body>{before}"
            ),
            after: format!("{after}</body></html>"),
        }
    }
}
