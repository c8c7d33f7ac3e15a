use domain::{
    legal::{LegalPage, LegalText, LegalTexts},
    text::french_spaces,
};
use leptos::{either::Either, prelude::*};
use words::Language;

use crate::words;

/// What the administrator wrote, or that nothing is known of it.
pub fn said(texts: &LegalTexts, text: LegalText) -> AnyView {
    let Some((language, written)) = texts.shown(words().code, text) else {
        return view! { <p class="muted">{words().legal.missing(text)}</p> }.into_any();
    };
    let lang = (language != words().code).then(|| language.to_owned());
    let is_french = language == Language::French.code();
    let shown = if is_french { french_spaces(written) } else { written.to_owned() };
    let lines = shown.lines().filter(|line| !line.trim().is_empty()).map(line).collect_view();
    view! { <div class="stack" lang=lang dir="auto">{lines}</div> }.into_any()
}

/// A web address alone on its line is a link.
fn line(line: &str) -> impl IntoView + use<> {
    let line = line.trim().to_owned();
    let is_address = ["https://", "http://"].iter().any(|start| line.starts_with(start))
        && !line.contains(char::is_whitespace);
    if is_address {
        let address = line.clone();
        Either::Left(view! { <p class="legal-line"><a href=address>{line}</a></p> })
    } else {
        Either::Right(view! { <p class="legal-line">{line}</p> })
    }
}

/// A text under its heading.
pub fn under_heading(texts: &LegalTexts, text: LegalText) -> impl IntoView + use<> {
    let content = said(texts, text);
    view! {
        <h3>{words().legal.label(text)}</h3>
        {content}
    }
}

/// For whoever may change the page.
pub fn change(is_administrator: bool, page: LegalPage) -> impl IntoView {
    is_administrator.then(|| {
        let address = format!("/administration/pages?page={}&langue={}", page.code(), words().code);
        view! { <p><a href=address>{words().legal.change}</a></p> }
    })
}
