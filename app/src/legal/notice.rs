use domain::legal::{LegalPage, LegalText, LegalTexts};
use leptos::prelude::*;

use super::{page::filled_page, said::said};
use crate::words;

/// *Mentions légales*
#[component]
pub fn LegalNoticePage() -> impl IntoView {
    filled_page(LegalPage::Notice, |page| view! { <Loaded texts=page.texts /> }.into_any())
}

#[component]
fn Loaded(texts: LegalTexts) -> impl IntoView {
    let part = |text: LegalText| {
        let content = said(&texts, text);
        view! {
            <h2>{words().legal.label(text)}</h2>
            {content}
        }
    };
    let parts = LegalText::of(LegalPage::Notice).map(part).collect_view();
    view! {
        <div class="card stack">
            {parts}
            <p class="muted">{words().legal.published_with}</p>
        </div>
    }
}
