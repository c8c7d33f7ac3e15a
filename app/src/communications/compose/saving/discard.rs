use leptos::{prelude::*, task::spawn_local};

use super::state::Saving;
use crate::communications::api::discard_draft;

/// Deletes the draft; then calls `save` for what was typed meanwhile.
pub fn throw_away(saving: Saving, save: impl Fn() + 'static) {
    saving.unwanted.set_value(false);
    saving.busy.set_value(true);
    spawn_local(async move {
        // A draft that could not be deleted is offered again next time: nothing is lost.
        let _ = discard_draft(saving.form_key()).await;
        if saving.busy.try_set_value(false).is_some() {
            return;
        }
        // What was typed meanwhile gets a new draft, unless the form was emptied again.
        if saving.unwanted.get_value() { throw_away(saving, save) } else { save() }
    });
}
