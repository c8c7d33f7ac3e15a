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

fn asking() -> Asking {
    Asking {
        name: "relancer",
        icon: Some("mail"),
        button: words().detail.remind,
        button_class: "button",
        title: words().detail.remind_title,
        refuse: words().detail.remind_refuse,
        confirm: words().detail.remind_confirm,
        danger: false,
    }
}

/// *Relancer*: reminds the people who have not taken note.
#[component]
pub fn Remind(live: Live, outcome: ReminderOutcome, asked: bool) -> impl IntoView {
    let may = Memo::new(move |_| {
        live.with(|detail| detail.content.message().is_some_and(|message| message.may_remind))
    });
    let open = RwSignal::new(asked && may.get_untracked());
    let failure = RwSignal::new(None);
    let act = Action::new(move |&()| async move {
        match api::remind(live.id).await {
            Ok(people) => {
                open.set(false);
                outcome.set(Some(people));
            }
            Err(error) => failure.set(Some(nobody_reminded(&error))),
        }
        live.ask_again();
    });
    let sentence = Signal::derive(move || {
        live.with(|detail| detail.content.message().map(consequence)).unwrap_or_default()
    });
    let on_confirm = Callback::new(move |()| {
        act.dispatch(());
    });
    view! { <Ask live asking=asking() may open sentence on_confirm busy=act.pending() failure /> }
}

/// Says how many are left; people who take note meanwhile get no reminder.
fn consequence(message: &MessageDetail) -> String {
    words().detail.remind_consequence(message.left_to_remind, message.acknowledgement.is_asked())
}

/// Without an answer nobody knows whether they were reminded.
fn nobody_reminded(error: &AppError) -> String {
    match error {
        error if error.leaves_open() => error.sentence(),
        _ => words().detail.nobody_reminded(&error.sentence()),
    }
}

/// How many people a reminder goes to.
#[component]
pub fn Reminded(people: u64) -> impl IntoView {
    view! {
        <div class="notice" data-kind="success" role="status">
            <Icon name="success" />
            <p>{words().detail.reminded(people)}</p>
        </div>
    }
}
