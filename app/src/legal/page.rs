use domain::legal::{LegalPage, LegalView};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{load::load, open_page::open_page, said::change};
use crate::{components::Failure, session::SessionResource, words};

/// A page that the administrator fills: its frame, and inside what `content` makes of its texts.
pub fn filled_page(page: LegalPage, content: fn(LegalView) -> AnyView) -> impl IntoView {
    let session = expect_context::<SessionResource>();
    let loaded = Resource::new_blocking(|| (), |()| load());
    let title = words().legal.page(page);
    view! {
        <Title text=title />
        <Suspense>
            {move || Suspend::new(async move {
                let person = session.await.ok();
                let shown = match loaded.await {
                    Ok(view) => {
                        let administrator = person.as_ref().is_some_and(|person| person.administrator);
                        view! {
                            {change(administrator, page)}
                            {content(view)}
                        }
                            .into_any()
                    }
                    Err(error) => view! { <Failure error /> }.into_any(),
                };
                open_page(person.is_some(), title, shown)
            })}
        </Suspense>
    }
}
