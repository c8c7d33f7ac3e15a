use leptos::prelude::*;

use crate::{components::Icon, words};

/// The link to the file with the data of one person.
#[component]
pub fn DataCard(title: &'static str, hint: &'static str, address: String) -> impl IntoView {
    view! {
        <section class="card stack" aria-labelledby="donnees-titre">
            <h2 id="donnees-titre">{title}</h2>
            <p class="muted">{hint}</p>
            <div>
                // The browser downloads the file itself; the router has no such page.
                <a class="button" href=address rel="external" download>
                    <Icon name="download" />
                    " " {words().accounts.download_data}
                </a>
            </div>
        </section>
    }
}
