use domain::session::SignedIn;
use leptos::prelude::*;

use super::{foot::Foot, here::here, menu::Menu, plain::PlainNotice, tab_bar::TabBar, top_bar::TopBar};
use crate::{
    components::OtherPerson, live::OutOfDate, named::person as whose, server_side::anonymous, words,
};

/// The menus around a page of `person`, who is signed in.
#[component]
pub fn Menus(person: SignedIn, children: Children) -> impl IntoView {
    let (unread, zone) = (person.unread, person.zone.clone());
    view! {
        <a class="skip-link button button-primary" href="#contenu" rel="external">{words().shell.skip_to_content}</a>
        <TopBar person=person.clone() />
        <div class="shell">
            <Menu person />
            <main class="main" id="contenu" tabindex="-1" data-zone=zone data-now=now()>
                <OtherPerson />
                <OutOfDate />
                <PlainNotice />
                {children()}
            </main>
        </div>
        <Foot person=whose() here=here() />
        <TabBar unread />
    }
}

/// The server's time in milliseconds: the clock of the reader's machine may say another day.
fn now() -> Option<String> {
    anonymous().ok().map(|backend| backend.clock.now().0.to_string())
}

/// Other people, and the sign-in pages, get none.
#[component]
pub fn WithoutMenus(children: Children) -> impl IntoView {
    view! {
        {children()}
        <Foot person=whose() here=here() />
    }
}
