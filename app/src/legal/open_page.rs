use leptos::prelude::*;

use crate::{
    components::{Breadcrumb, Icon},
    words,
};

/// A page that everybody may read. The menus stand around it for somebody who is signed in; for anybody
/// else it has a frame of its own.
pub fn open_page(is_signed_in: bool, title: &'static str, content: AnyView) -> AnyView {
    if is_signed_in {
        return view! {
            <Breadcrumb here=title />
            <h1>{title}</h1>
            {content}
        }
        .into_any();
    }
    view! {
        <a class="skip-link button button-primary" href="#contenu" rel="external">{words().shell.skip_to_content}</a>
        <header class="top-bar">
            <a class="brand" href="/">
                <Icon name="megaphone" />
                " Porte-voix"
            </a>
        </header>
        <main class="main open-page" id="contenu" tabindex="-1">
            <h1>{title}</h1>
            {content}
        </main>
    }
    .into_any()
}
