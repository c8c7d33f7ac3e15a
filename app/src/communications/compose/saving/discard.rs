use leptos::{prelude::*, task::spawn_local};

use super::state::Saving;
use crate::communications::api::discard_draft;

/// Deletes the drafts of emptied forms; then calls `save` for what was typed meanwhile.
pub fn throw_away(saving: Saving, save: impl Fn() + 'static) {
    saving.busy.set_value(true);
    spawn_local(async move {
        while let Some(key) = saving.unwanted.try_update_value(Vec::pop).flatten() {
            // A draft that could not be deleted is offered again next time: nothing is lost.
            let _ = discard_draft(key).await;
        }
        if saving.busy.try_set_value(false).is_none() {
            save();
        }
    });
}
