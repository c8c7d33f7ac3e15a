use domain::communications::channels::message::MessageDetail;
use leptos::prelude::*;

use super::ReminderOutcome;
use crate::{
    AppError,
    communications::{
        api,
        detail::{
            ask::{Ask, Asking},
            live::Live,
        },
    },
    components::Icon,
    words,
};

const fn asking() -> Asking {
    Asking {
        name: "relancer",
        icon: Some("mail"),
        button: words().detail.remind,
        button_class: "button",
        title: words().detail.remind_title,
        refuse: words().detail.remind_refuse,
        confirm: words().detail.remind_confirm,
        confirm_class: "button button-primary",
    }
}

/// *Relancer*: reminds the people who have not taken note.
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
        live.with(|detail| detail.content.message().map(consequence)).unwrap_or_default()
    });
    view! { <Ask live asking=asking() may open sentence act /> }
}

/// Says how many are left; people who take note meanwhile get no reminder.
fn consequence(message: &MessageDetail) -> String {
    let progress = message.progress;
    let asked = message.acknowledgement.is_asked();
    let done = if asked { progress.acknowledged } else { progress.opened };
    let left = progress.expected.unwrap_or_default().saturating_sub(done);
    words().detail.remind_consequence(left, asked)
}

/// The result of a reminder.
#[component]
pub fn Reminded(outcome: Result<u64, AppError>) -> impl IntoView {
    let (kind, icon, role, sentence) = match outcome {
        Ok(people) => ("success", "success", "status", words().detail.reminded(people)),

        Err(error) => ("error", "alert", "alert", words().detail.nobody_reminded(&error.sentence())),
    };
    view! {
        <div class="notice" data-kind=kind role=role>
            <Icon name=icon />
            <p>{sentence}</p>
        </div>
    }
}
