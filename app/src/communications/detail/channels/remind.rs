use domain::communications::channels::message::MessageDetail;
use leptos::prelude::*;

use super::ReminderOutcome;
use crate::{
    AppError,
    communications::{
        api,
        detail::{
            ask::{Ask, Words},
            live::Live,
        },
    },
    components::Icon,
    words,
};

const WORDS: Words = Words {
    name: "relancer",
    icon: Some("mail"),
    button: "Relancer",
    button_class: "button",
    title: "Relancer les destinataires ?",
    refuse: "Ne pas relancer",
    confirm: "Envoyer un rappel",
    confirm_class: "button button-primary",
};

/// *Relancer* those who have not taken note.
#[component]
pub fn Remind(live: Live, outcome: ReminderOutcome, asked: bool) -> impl IntoView {
    let may = Memo::new(move |_| {
        live.with(|detail| detail.content.message().is_some_and(|message| message.may_remind))
    });
    let open = RwSignal::new(asked && may.get_untracked());
    let act = Action::new(move |&()| async move {
        let answer = api::remind(live.id).await;
        open.set(false);
        outcome.set(Some(answer));
        live.ask_again();
    });
    let sentence = Signal::derive(move || {
        live.with(|detail| detail.content.message().map(question)).unwrap_or_default()
    });
    view! { <Ask live words=WORDS may open sentence act /> }
}

/// Names how many are left; who takes note meanwhile gets no reminder.
fn question(message: &MessageDetail) -> String {
    let progress = message.progress;
    let asked = message.acknowledgement.is_asked();
    let done = if asked { progress.acknowledged } else { progress.opened };
    let left = progress.expected.unwrap_or_default().saturating_sub(done);
    let who = match (left < 2, asked) {
        (true, true) => "n’a pas encore pris connaissance du message",
        (false, true) => "n’ont pas encore pris connaissance du message",
        (true, false) => "n’a pas encore ouvert le message",
        (false, false) => "n’ont pas encore ouvert le message",
    };
    let they = if left < 2 { "Elle seule recevra" } else { "Elles seules recevront" };
    format!("{} {who}. {they} un rappel dans la messagerie.", words().numbers.people(left))
}

/// What became of a reminder.
#[component]
pub fn Reminded(outcome: Result<u64, AppError>) -> impl IntoView {
    let (kind, icon, role, sentence) = match outcome {
        Ok(people) if people < 2 => (
            "success",
            "success",
            "status",
            format!("Un rappel part vers {}.", words().numbers.people(people)),
        ),
        Ok(people) => (
            "success",
            "success",
            "status",
            format!("Des rappels partent vers {}.", words().numbers.people(people)),
        ),
        Err(error) => ("error", "alert", "alert", format!("Personne n’a été relancé. {}", error.sentence())),
    };
    view! {
        <div class="notice" data-kind=kind role=role>
            <Icon name=icon />
            <p>{sentence}</p>
        </div>
    }
}
