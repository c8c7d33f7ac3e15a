use leptos::prelude::*;

use super::here::current;
use crate::{components::Icon, messages::Unread, words};

/// On a phone, what most people come for is one tap away: the home page and the inbox, with the number
/// of unread messages. The style sheet shows it on small screens only.
#[component]
pub fn TabBar(unread: u64) -> impl IntoView {
    view! {
        <nav class="tab-bar" aria-label=words().shell.quick_access>
            <a href="/" aria-current=current("/")>
                <Icon name="home" />
                " " {words().shell.home}
            </a>
            <a href="/messagerie" aria-current=current("/messagerie")>
                <Icon name="mail" />
                " " {words().shell.messages}
                <Unread count=unread />
            </a>
        </nav>
    }
}
