use domain::accounts::view::EmailCopies;
use leptos::{either::EitherOf3, prelude::*};

use crate::{
    components::{Notice, form::CheckBox},
    named::named,
    words,
};

/// *Copies par courriel*
#[component]
pub fn EmailCard(copies: EmailCopies) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="courriel-titre" id="courriel">
            <h2 id="courriel-titre">{words().accounts.copies}</h2>
            {match copies {
                EmailCopies::NotConfigured => {
                    EitherOf3::A(
                        view! {
                            <p class="muted">
                                {words().accounts.no_email_here}
                            </p>
                        },
                    )
                }
                EmailCopies::NoAddress => {
                    EitherOf3::B(
                        view! {
                            <p class="muted">
                                {words().accounts.no_address}
                            </p>
                        },
                    )
                }
                EmailCopies::Choice { address, wanted, came_back } => {
                    let came_back = came_back && wanted;
                    EitherOf3::C(view! { <Choice address wanted came_back /> })
                }
            }}
        </section>
    }
}

#[component]
fn Choice(address: String, wanted: bool, came_back: bool) -> impl IntoView {
    view! {
        {came_back
            .then(|| {
                view! {
                    <Notice
                        kind="warning"
                        what=words().accounts.copy_came_back
                        next=words().accounts.copy_came_back_next
                    />
                }
            })}
        <p class="muted">
            {words().accounts.directory_address} " "
            <strong>{address}</strong>
            <br />
            {words().accounts.other_address}
        </p>
        <form class="stack" method="post" action=named("/mon-compte/courriel")>
            <CheckBox id="copies" name="copies" checked=wanted>
                {words().accounts.get_copies}
            </CheckBox>
            <p class="hint">{words().accounts.files_stay}</p>
            <div class="cluster">
                <button class="button button-primary" type="submit">{words().common.store}</button>
            </div>
        </form>
    }
}
