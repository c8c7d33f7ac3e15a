use leptos::prelude::*;

use super::Icon;
use crate::{AppError, words};

const ID: &str = "autre-compte";
const SENTENCE: &str = "autre-compte-phrase";

/// A place on every page for the sentence that its person is no longer signed in, with what the module
/// may say there; `{}` stands for the name of the other person.
#[component]
pub fn OtherPerson() -> impl IntoView {
    let (ended, other) = (words().refusals.signed_out, words().refusals.other_person("{}"));
    view! {
        <div class="notice" data-kind="warning" role="alert" id=ID data-signed-out=ended data-other=other hidden>
            <Icon name="warning" />
            <p id=SENTENCE></p>
        </div>
    }
}

/// Shows whether the page still belongs to the person who is signed in. Other answers say nothing
/// about this.
pub fn show_whose<T>(answer: &Result<T, AppError>) {
    let sentence = match answer {
        Ok(_) => None,
        Err(error @ (AppError::OtherPerson { .. } | AppError::SignedOut)) => Some(error.sentence()),
        Err(_) => return,
    };
    let found = |id| document().get_element_by_id(id);
    let (Some(notice), Some(place)) = (found(ID), found(SENTENCE)) else { return };
    let _ = match sentence {
        Some(sentence) => {
            place.set_text_content(Some(&sentence));
            notice.remove_attribute("hidden")
        }
        None => notice.set_attribute("hidden", ""),
    };
}
