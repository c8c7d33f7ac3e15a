use domain::communications::Status;
use leptos::prelude::*;

use super::{
    ask::{Ask, Words},
    live::Live,
};
use crate::{AppError, communications::api, components::Icon, words};

const WORDS: Words = Words {
    name: "annuler",
    icon: None,
    button: "Annuler",
    button_class: "button button-danger",
    title: "Annuler cette communication ?",
    refuse: "Ne pas annuler",
    confirm: "Annuler la communication",
    confirm_class: "button button-danger button-solid",
};

/// *Annuler*
#[component]
pub fn Cancel(live: Live, failure: RwSignal<Option<AppError>>, asked: bool) -> impl IntoView {
    let may = Memo::new(move |_| live.with(|detail| detail.may_cancel));
    let open = RwSignal::new(asked && may.get_untracked());
    let act = Action::new(move |&()| async move {
        let answer = api::cancel(live.id).await;
        open.set(false);
        failure.set(answer.err());
        live.ask_again();
    });
    let sentence = Signal::derive(move || consequence(live));
    view! { <Ask live words=WORDS may open sentence act /> }
}

fn consequence(live: Live) -> String {
    if live.is_message() {
        return match live.status() {
            Status::Scheduled => "Le message ne partira pas. Il reste dans vos communications émises, avec la mention « annulée ».",
            _ => "Les messages non lus sont retirés, ceux déjà lus restent avec la mention « annulée ».",
        }
        .to_owned();
    }
    let readers = live.with(|detail| match detail.recipients {
        Some(1) => "de la personne visée".to_owned(),
        Some(count) if count > 1 => format!("des {} visées", words().numbers.people(count)),
        _ => "des personnes visées".to_owned(),
    });
    format!(
        "L’annonce disparaît aussitôt de la page d’accueil {readers}. Elle reste dans vos communications émises, \
         avec la mention « annulée »."
    )
}

#[component]
pub fn NotCancelled(error: AppError) -> impl IntoView {
    view! {
        <div class="notice" data-kind="error" role="alert">
            <Icon name="alert" />
            <p>
                <strong>"La communication n’a pas été annulée."</strong>
                " "
                {error.sentence()}
            </p>
        </div>
    }
}
