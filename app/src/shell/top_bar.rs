use domain::session::SignedIn;
use leptos::prelude::*;

use crate::{components::Icon, named::named, words};

#[component]
pub fn TopBar(person: SignedIn) -> impl IntoView {
    let school = words().shell.schools(&person.schools, person.other_schools);
    view! {
        <header class="top-bar">
            <button class="button nav-toggle" type="button" popovertarget="menu-principal">
                <Icon name="menu" />
                " " {words().shell.menu}
            </button>
            <a class="brand" href="/">
                <Icon name="megaphone" />
                " Porte-voix"
            </a>
            <span class="top-bar-school">{school.clone()}</span>
            <details class="menu account">
                <summary class="button" aria-label=words().shell.account_of(&person.name)>
                    <Icon name="person" />
                    " "
                    <span class="account-name">{person.name.clone()}</span>
                    " "
                    <span class="chevron"></span>
                </summary>
                <div class="menu-list">
                    <p class="account-who">
                        <strong>{person.name}</strong>
                        <br />
                        <span class="muted small">{school}</span>
                    </p>
                    <a class="menu-item" href="/mon-compte">
                        <Icon name="lock" />
                        " " {words().shell.my_account}
                    </a>
                    <form method="post" action=named("/deconnexion") data-signs-out="true">
                        <button class="menu-item" type="submit">
                            <Icon name="sign-out" />
                            " " {words().shell.sign_out}
                        </button>
                    </form>
                </div>
            </details>
        </header>
    }
}
