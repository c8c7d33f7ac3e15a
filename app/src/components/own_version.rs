//! A text that its author wrote in two languages: the reader's comes first, the other is one click away.

use domain::communications::{SecondVersion, Spoken};
use leptos::prelude::*;

use crate::{
    language::{lang_of, reads_second},
    words,
};

/// Both versions; only the first where there is no second. `first` is the first version as it stands
/// alone, in the language `of`, and `title` stands above it. The page shows the title of what comes first
/// (see [`own_title`]); the other version has its own here. Each part says its language.
pub fn two_versions(title: &str, first: AnyView, of: Spoken, second: Option<SecondVersion>) -> AnyView {
    let Some(second) = second else { return first };
    let language = second.language;
    let reads = reads_second(language, of);
    let above = (reads && !title.is_empty()).then(|| heading(of.spaced(title)));
    // A French text may hold a paragraph in another language, which has its own direction.
    let dir = (!of.is_usual()).then(|| of.direction());
    let own = view! { <div lang=of.code() dir=dir>{above} {first}</div> }.into_any();
    let second = if reads { SecondVersion { title: String::new(), ..second } } else { second };
    let translated = view! { <Second second /> }.into_any();
    let (shown, other, name) = if reads { (translated, own, of) } else { (own, translated, language) };
    view! {
        <div class="two-versions">
            {shown}
            <details class="other-version">
                <summary>
                    {words().common.read_in} {words().common.colon}
                    <bdi lang=name.code()>{name.name()}</bdi>
                </summary>
                {other}
            </details>
        </div>
    }
    .into_any()
}

/// The second version alone.
#[component]
fn Second(second: SecondVersion) -> impl IntoView {
    let SecondVersion { language, title, text } = second;
    view! {
        <div class="second-version" lang=language.code() dir=language.direction()>
            {(!title.is_empty()).then(|| heading(language.spaced(&title)))}
            <p class="second-text">{language.spaced(&text)}</p>
        </div>
    }
}

fn heading(title: String) -> impl IntoView {
    view! { <p class="second-title">{title}</p> }
}

/// The second version as a row of a description.
pub fn second_row(second: Option<&SecondVersion>) -> Option<AnyView> {
    let second = second?.clone();
    let language = second.language;
    let row = view! {
        <div>
            <dt>
                {words().compose.second_short} {words().common.colon}
                <bdi lang=language.code()>{language.name()}</bdi>
            </dt>
            <dd><Second second /></dd>
        </div>
    };
    Some(row.into_any())
}

/// What the page calls it for this reader: the title, its language where that is not the page's, and
/// its direction. The language `of` the first version is not known of a letter.
pub fn own_title<'a>(
    first: &'a str,
    of: Option<Spoken>,
    second: Option<&'a SecondVersion>,
) -> (&'a str, Option<&'static str>, &'static str) {
    match own_second(of, second) {
        Some(second) => (second.title.as_str(), Some(second.language.code()), second.language.direction()),
        None => (first, lang_of(of), "auto"),
    }
}

/// The same title as it is set.
pub fn own_heading(first: &str, of: Option<Spoken>, second: Option<&SecondVersion>) -> String {
    match own_second(of, second) {
        Some(second) => second.language.spaced(&second.title),
        None => of.unwrap_or_default().spaced(first),
    }
}

/// The second version, if it has a title and comes first for this reader.
fn own_second(of: Option<Spoken>, second: Option<&SecondVersion>) -> Option<&SecondVersion> {
    let written = of.unwrap_or_default();
    second.filter(|second| !second.title.is_empty() && reads_second(second.language, written))
}

/// The text that comes first for this reader, for names that only screen readers say.
pub fn own_text<'a>(first: &'a str, of: Spoken, second: Option<&'a SecondVersion>) -> &'a str {
    second.filter(|second| reads_second(second.language, of)).map_or(first, |second| second.text.as_str())
}

/// In one line of a form: the language of a text, and that of a second version or the offer to add one.
pub fn language_line(first: Spoken, second: Option<Spoken>) -> AnyView {
    let name = |language: Spoken| {
        view! { <bdi translate="no" lang=language.code()>{language.name()}</bdi> }.into_any()
    };
    let second = second.map_or_else(|| words().compose.second_add.into_any(), name);
    view! { {name(first)} " · " {second} }.into_any()
}

/// The languages of a text that a form offers, each by its own name.
pub fn spoken_languages() -> Vec<(&'static str, &'static str)> {
    Spoken::ALL.map(|language| (language.code(), language.name())).to_vec()
}

/// The same for a form that does not write down what goes without saying.
pub fn first_languages() -> Vec<(&'static str, &'static str)> {
    let code = |language: Spoken| if language.is_usual() { "" } else { language.code() };
    Spoken::ALL.map(|language| (code(language), language.name())).to_vec()
}

/// The same for a second version, which may be missing.
pub fn second_languages() -> Vec<(&'static str, &'static str)> {
    [("", words().compose.second_none)].into_iter().chain(spoken_languages()).collect()
}
