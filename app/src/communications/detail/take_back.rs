use leptos::prelude::*;

use super::live::Live;
use crate::{named::named, words};

/// *Annuler l'envoi*: a plain form, offered until the communication goes out.
#[component]
pub fn TakeBack(live: Live) -> impl IntoView {
    let may = Memo::new(move |_| live.with(|detail| detail.may_take_back));
    move || {
        may.get().then(|| {
            view! {
                <form method="post" action=named(&format!("/communications/{}/annuler-envoi", live.id))>
                    <button class="button button-danger" type="submit">{words().detail.take_back}</button>
                </form>
            }
        })
    }
}
