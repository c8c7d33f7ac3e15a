use backend::{home::Second, request::reads_first};
use domain::communications::{Severity, Spoken, escaped};
use leptos::prelude::*;

use super::standalone::{META, links};
use crate::{components::SeverityIcon, language::codes, words};

/// An announcement on the screen of a hall.
#[derive(Clone, Debug)]
pub struct HallItem {
    pub severity: Severity,
    pub source: String,
    pub text: String,
    /// In which language it is.
    pub language: Spoken,
    /// What it says in a second language.
    pub second: Option<Second>,
}

/// The full-screen page of a school's public board. Its script takes the list over; without scripts the
/// page loads itself anew.
#[derive(Clone, Debug)]
pub struct HallPage {
    pub uai: String,
    pub school: String,
    /// IANA name.
    pub zone: String,
    /// `08:05`, where the school is.
    pub time: String,
    pub items: Vec<HallItem>,
}

impl HallPage {
    /// The document.
    pub fn html(self, options: &LeptosOptions) -> String {
        let Self { uai, school, zone, time, items } = self;
        let links = links(options, "affichage");
        let head = format!(
            "{META}{links}<noscript><meta http-equiv=\"refresh\" content=\"30\"></noscript><title>{}</title>",
            escaped(&words().public_board.title(&school))
        );
        let empty = items.is_empty();
        let body = Owner::new().with(|| {
            view! {
                <body class="hall" data-uai=uai data-zone=zone>
                    <header class="hall-head">
                        <h1>{school}</h1>
                        <p class="hall-clock">
                            <time>{time}</time>
                        </p>
                    </header>
                    <main class="hall-list" aria-label=words().home.announcements>
                        {empty.then(|| view! { <p class="hall-none">{words().public_board.none}</p> })}
                        {items.into_iter().map(|item| view! { <Card item /> }).collect_view()}
                    </main>
                    <footer class="hall-foot"></footer>
                </body>
            }
            .to_html()
        });
        // For the script, which draws the list anew.
        let reads = codes(reads_first()).map(|codes| format!(" data-reads=\"{codes}\"")).unwrap_or_default();
        format!("<!DOCTYPE html><html lang=\"{}\"{reads}><head>{head}</head>{body}</html>", words().code)
    }
}

#[component]
fn Card(item: HallItem) -> impl IntoView {
    let direction = if item.language.is_usual() { "auto" } else { item.language.direction() };
    let first = said(item.language.code(), direction, item.language.spaced(&item.text));
    // Nobody clicks on a screen: both versions stand on it.
    let texts = match item.second {
        None => vec![first],
        Some(Second { language, direction, text, .. }) => {
            let spoken = Spoken::from_code(language).unwrap_or_default();
            let second = said(language, direction, spoken.spaced(&text));
            if spoken.comes_before(item.language, &reads_first()) {
                vec![second, first]
            } else {
                vec![first, second]
            }
        }
    };
    view! {
        <article class="hall-card" data-severity=item.severity.code()>
            <p class="hall-meta">
                <span class="severity">
                    <SeverityIcon severity=item.severity />
                    " "
                    {words().communications.severity(item.severity)}
                </span>
                " "
                <strong>{item.source}</strong>
            </p>
            {texts}
        </article>
    }
}

fn said(language: &'static str, direction: &'static str, text: String) -> AnyView {
    view! { <p class="hall-text" lang=language dir=direction>{text}</p> }.into_any()
}
