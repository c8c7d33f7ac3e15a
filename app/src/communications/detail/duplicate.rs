use domain::{CommunicationId, communications::DuplicateMode};
use leptos::prelude::*;

use crate::{components::Icon, words};

/// *Dupliquer*: three links; each opens a new form in a new document.
#[component]
pub fn Duplicate(id: CommunicationId) -> impl IntoView {
    view! {
        <details class="menu">
            <summary class="button">
                <Icon name="copy" />
                " " {words().detail.duplicate} " "
                <span class="chevron"></span>
            </summary>
            <ul class="menu-list">
                {DuplicateMode::ALL
                    .map(|mode| {
                        let address = format!("/communications/nouvelle?dupliquer={id}&garder={}", mode.code());
                        view! {
                            <li>
                                <a class="menu-item" href=address rel="external">{words().communications.duplicate_mode(mode)}</a>
                            </li>
                        }
                    })
                    .into_iter()
                    .collect_view()}
            </ul>
        </details>
    }
}
