use domain::legal::{LegalPage, LegalText, LegalTexts};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    load::load,
    open_page::open_page,
    said::{change, said},
};
use crate::{components::Failure, session::SessionResource, words};

/// *Mentions légales*
#[component]
pub fn LegalNoticePage() -> impl IntoView {
    let session = expect_context::<SessionResource>();
    let loaded = Resource::new_blocking(|| (), |()| load());
    let title = words().legal.page(LegalPage::Notice);
    view! {
        <Title text=title />
        <Suspense>
            {move || Suspend::new(async move {
                let person = session.await.ok();
                let content = match loaded.await {
                    Ok(page) => {
                        let administrator = person.as_ref().is_some_and(|person| person.administrator);
                        view! {
                            {change(administrator, LegalPage::Notice)}
                            <Loaded texts=page.texts />
                        }
                            .into_any()
                    }
                    Err(error) => view! { <Failure error /> }.into_any(),
                };
                open_page(person.is_some(), title, content)
            })}
        </Suspense>
    }
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
