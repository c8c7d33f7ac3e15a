use chrono::NaiveDate;
use domain::{
    communications::{SecondVersion, Severity, Spoken},
    text::beginning,
};
use leptos::prelude::*;

use super::{Icon, SeverityIcon, own_text, two_versions};
use crate::{
    language::{authored, lang_of},
    words,
};

/// How many characters of the text the link's accessible name repeats.
const LINK_NAME: usize = 40;

/// An announcement as the home page shows it, and as the form previews it.
#[component]
pub fn AnnouncementCard(
    #[prop(into)] severity: Signal<Severity>,
    #[prop(into)] source: Signal<String>,
    #[prop(into)] day: Signal<Option<NaiveDate>>,
    #[prop(into)] text: Signal<String>,
    /// An http(s) address; the domain type accepts no other.
    #[prop(into)]
    link: Signal<Option<String>>,
    /// Since when it is shown, in words; without it, the day.
    #[prop(optional, into)]
    when: Option<String>,
    /// In which language the text is.
    #[prop(into)]
    language: Signal<Spoken>,
    /// What it says in a second language.
    #[prop(optional_no_strip)]
    second: Option<SecondVersion>,
) -> impl IntoView {
    let other = StoredValue::new(second.clone());
    let about = move || {
        let text = text.get();
        let text = other.with_value(|second| own_text(&text, language.get(), second.as_ref()).to_owned());
        let short = beginning(&text, LINK_NAME);
        let end = if short.len() < text.len() { "…" } else { "" };
        format!("{}{short}{end}", words().common.colon)
    };
    let first = view! {
        <p class="announcement-text" dir="auto" lang=move || lang_of(Some(language.get()))>{move || text.with(|text| language.get().spaced(text))}</p>
    };
    let first = two_versions("", first.into_any(), language.get_untracked(), second);
    let said = move |day| when.clone().unwrap_or_else(|| words().dates.date_long(day));
    view! {
        <article class="announcement" data-severity=move || severity.get().code()>
            <div class="announcement-mark"><SeverityIcon severity /></div>
            <div class="announcement-body">
                <p class="announcement-meta">
                    <span class="severity">{move || words().communications.severity(severity.get())}</span>
                    " "
                    <strong dir="auto" lang=authored()>{move || source.get()}</strong>
                    " "
                    {move || day.get().map(|day| view! { <time datetime=day.to_string()>{said(day)}</time> }.into_any())}
                </p>
                {first}
                {move || {
                    link.get()
                        .map(|address| {
                            view! {
                                <a class="icon-link" href=address target="_blank" rel="noopener noreferrer external">
                                    {words().common.learn_more}
                                    <span class="visually-hidden">{about}" " {words().common.new_window}</span>
                                    " "
                                    <Icon name="arrow" />
                                </a>
                            }
                                .into_any()
                        })
                }}
            </div>
        </article>
    }
}
