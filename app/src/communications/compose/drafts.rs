use domain::{DraftId, communications::view::DraftSummary};
use leptos::prelude::*;
use web_sys::Element;

use super::{
    failure::{Place, ServerFailure},
    files::{Body, post},
    focus::focus_on,
    saving::Saving,
};
use crate::{
    AppError,
    components::{DraftList, SHOWN, draft_line, latest_of},
    named::named,
    words,
};

/// The `id` of the form, for the buttons that stand beside it.
pub const FORM: &str = "communication";

/// The author's other drafts. Deleting them leaves the form in hand as it is.
#[component]
pub fn OtherDrafts(drafts: Vec<DraftSummary>) -> impl IntoView {
    let failure = expect_context::<ServerFailure>();
    let form_key = expect_context::<Saving>().form_key();
    let delete = Callback::new(move |id: DraftId| {
        let address = format!("/communications/brouillons/{id}/supprimer");
        send(failure, &address, "", move || take_out(id));
    });
    let shown = latest_of(&drafts);
    let delete_all = Callback::new(move |()| {
        let form = format!("cle={}&{SHOWN}={shown}", form_key.get_value());
        send(failure, "/communications/brouillons/supprimer", &form, take_out_all);
    });
    view! { <DraftList drafts within=FORM delete delete_all /> }
}

/// Posts a form, and calls `done` when the server has done what it asks for.
fn send(failure: ServerFailure, address: &str, form: &str, done: impl FnOnce() + 'static) {
    failure.asks_at(Place::Top);
    let answered = move |status: u16, text: String| {
        if (200..=399).contains(&status) {
            failure.reached();
            done();
        } else {
            failure.set(AppError::of_answer(status, &text));
        }
    };
    if post(&named(address), Body::Form(form), |_| (), answered).is_err() {
        failure.set(AppError::Unreachable);
    }
}

/// The `id` of the title of the list, and of what follows the list.
const TITLE: &str = "brouillons";
const BEHIND: &str = "cible-1";

/// The list does not change otherwise, so its line is taken out directly.
fn take_out(id: DraftId) {
    let Some(line) = document().get_element_by_id(&draft_line(id)) else { return };
    let section = line.closest("section").ok().flatten();
    let focused = has_focus(&line);
    line.remove();
    let Some(section) = section else { return };
    offer_next(&section);
    let left = section.query_selector_all("li").map_or(0, |lines| lines.length());
    if left == 0 {
        section.remove();
    } else if let Some(title) = document().get_element_by_id(TITLE) {
        title.set_text_content(Some(&words().drafts.you_have(usize::try_from(left).unwrap_or_default())));
    }
    if focused {
        focus_on(if left == 0 { BEHIND } else { TITLE });
    }
}

/// The first of the folded drafts is offered once the one above them is gone; nothing is folded without others.
fn offer_next(section: &Element) {
    let find = |selector: &str| section.query_selector(selector).ok().flatten();
    let Some(folded) = find("details") else { return };
    if let (Some(offered), Some(next)) = (find("ul.drafts"), find("details li"))
        && offered.first_element_child().is_none()
    {
        let _ = offered.append_child(&next);
    }
    if find("details li").is_none() {
        folded.remove();
    }
}

fn take_out_all() {
    let title = document().get_element_by_id(TITLE);
    if let Some(section) = title.and_then(|title| title.closest("section").ok().flatten()) {
        let focused = has_focus(&section);
        section.remove();
        if focused {
            focus_on(BEHIND);
        }
    }
}

/// Whether what is about to go has the focus: whoever went on meanwhile keeps it where it is.
fn has_focus(element: &Element) -> bool {
    element.query_selector(":focus").ok().flatten().is_some()
}
