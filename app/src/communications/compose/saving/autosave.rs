use domain::Conflict;
use leptos::{ev, prelude::*, task::spawn_local};

use super::{
    beacon::{beacon_discard, beacon_save},
    discard::throw_away,
    state::{ADDRESS, Saving, remember_address},
};
use crate::{
    AppError,
    communications::{
        api::save_draft,
        compose::{failure::ServerFailure, key::random_key},
    },
    components::debounce,
};

const SAVE_AFTER_MS: u32 = 600;

/// Saves the draft when the form changes.
pub fn autosave(saving: Saving, failure: ServerFailure) {
    debounce(move || saving.standing.get(), SAVE_AFTER_MS, move |_| save(saving, failure));
    // Saves what was typed just before the tab closes.
    let leaving = window_event_listener(ev::pagehide, move |_| {
        for key in saving.unwanted.get_value() {
            beacon_discard(&key);
        }
        let (input, _) = saving.standing.get_untracked();
        if !saving.deploying.get_untracked() && saving.holds.with_value(|(held, _)| *held != input) {
            beacon_save(&saving.form_key.get_value(), &input);
        }
    });
    // The owner of the page may have signed in again in another tab.
    let back = window_event_listener(ev::focus, move |_| {
        if saving.kept.with_untracked(Result::is_err) {
            save(saving, failure);
        }
    });
    on_cleanup(move || {
        leaving.remove();
        back.remove();
    });
}

fn save(saving: Saving, failure: ServerFailure) {
    let busy = saving.busy.try_get_value().unwrap_or(true);
    if busy || saving.deploying.try_get_untracked().unwrap_or(true) {
        return;
    }
    let now = saving.standing.get_untracked();
    if saving.holds.with_value(|held| *held == now) {
        return;
    }
    saving.busy.set_value(true);
    spawn_local(async move {
        let answer = save_draft(saving.form_key.get_value(), now.0.clone()).await;
        if saving.busy.try_set_value(false).is_some() {
            return;
        }
        // Emptied meanwhile: the answer is about another form.
        if !saving.unwanted.with_value(Vec::is_empty) {
            throw_away(saving, move || save(saving, failure));
            return;
        }
        match answer {
            Ok((id, stamp)) => {
                saving.holds.set_value(now);
                saving.kept.set(Ok(Some(stamp)));
                remember_address(&format!("{ADDRESS}?brouillon={id}"));
                save(saving, failure);
            }
            // Deployed in another tab: there is nothing left to save.
            Err(AppError::Conflict(what @ (Conflict::Deployed | Conflict::DeployedOtherwise { .. }))) => {
                failure.set(AppError::Conflict(what));
            }
            Err(error) => saving.kept.set(Err(error)),
        }
    });
}

/// Deletes the draft, after any running save, which could bring it back. The emptied form gets
/// another key: nothing that still arrives under the old one concerns it.
pub fn discard(saving: Saving, failure: ServerFailure) {
    saving.unwanted.update_value(|keys| keys.push(saving.form_key.get_value()));
    saving.form_key.set_value(random_key());
    saving.holds.set_value(saving.standing.get_untracked());
    saving.kept.set(Ok(None));
    remember_address(ADDRESS);
    if !saving.busy.get_value() {
        throw_away(saving, move || save(saving, failure));
    }
}
