use domain::{civil::parse_day, communications::Link};
use leptos::prelude::*;

use crate::{
    communications::compose::{
        audience::{Audience, source_name},
        content::Content,
    },
    components::AnnouncementCard,
    words,
};

/// *Aperçu*: the announcement as the home page will show it, updated while it is written.
#[component]
pub fn Preview() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let content = expect_context::<Content>();
    let (typed, with_link, address) = (content.text(), content.with_link(), content.link());
    let (with_article, article) = (content.with_article(), content.article());
    let first_day = content.first_day();
    let severity = Signal::derive(move || content.chosen_severity());
    let empty = Memo::new(move |_| typed.signal().with(|text| text.trim().is_empty()));
    let text = Signal::derive(move || {
        if empty.get() { words().compose.preview_empty.to_owned() } else { typed.get().trim().to_owned() }
    });
    let link = Signal::derive(move || {
        let external = with_link.get().then(|| Link::parse_external(&address.get()).ok());
        let chosen = with_article.get().then(|| Link::parse_article(&article.get()).ok());
        external.or(chosen).flatten().map(|link| link.href())
    });
    let language =
        Signal::derive(move || content.input.with(|input| input.second.first_spoken().unwrap_or_default()));
    // That of the schools aimed at, which may be another one than when the form opened.
    let today = Signal::derive(move || audience.clock().today);
    let day = Signal::derive(move || parse_day(&first_day.get()).map(|day| day.max(today.get())));
    view! {
        <section class="preview" translate="no" aria-labelledby="apercu" data-empty=move || empty.get().then_some("true")>
            <h3 id="apercu">{words().compose.preview}</h3>
            <AnnouncementCard severity source=source_name(audience) day text link language />
        </section>
    }
}
