use domain::{
    Conflict, DraftId,
    communications::{CommunicationInput, SaveMark},
};
use gloo_timers::future::TimeoutFuture;
use leptos::{ev, prelude::*, task::spawn_local};

use super::{
    beacon::{beacon_discard, beacon_save, too_long_for_a_beacon},
    discard::throw_away,
    state::{ADDRESS, Saving, Standing, address_of, remember_address},
};
use crate::{
    AppError,
    communications::{
        api::save_draft,
        compose::{failure::ServerFailure, key::random_key},
    },
    components::{debounce, effect, warn_before_leaving},
    live::on_served,
};

const SAVE_AFTER_MS: u32 = 600;
/// The pause after the first failure; each later one is twice as long, up to half a minute, or up to four
/// seconds where nothing but the line is bad: nobody reads for longer that what is saved again is not.
const AGAIN_AFTER_MS: u32 = 2_000;
const DOUBLINGS: u32 = 4;
const DOUBLINGS_OF_LINE: u32 = 1;

/// Saves the draft when the form changes, and again until the server has it.
pub fn autosave(saving: Saving, failure: ServerFailure) {
    debounce(move || saving.standing.get(), SAVE_AFTER_MS, move |_| save(saving, failure));
    // What was due while it was being deployed, and was not deployed.
    effect(move |was: Option<bool>| {
        let deploys = saving.deploying.get();
        if was == Some(true) && !deploys && !untrack(|| failure.ends_form()) {
            save(saving, failure);
        }
        deploys
    });
    // Keeps what was typed just before the page closes, here and, if it arrives, on the server: the
    // page that is loaded next may be made before it has arrived.
    let leaving = window_event_listener(ev::pagehide, move |_| {
        for key in saving.unwanted.get_value() {
            beacon_discard(key);
        }
        if let Some(input) = unsaved(saving) {
            saving.mark.update_value(|mark| mark.sends(random_key()));
            beacon_save(&saving.keep_here(input));
        }
    });
    // Left for what was deployed, and back from the browser's memory: it would wait for its answer for ever.
    let returning = window_event_listener(ev::pageshow, move |event| {
        if event.persisted() && saving.deploying.get_untracked() {
            let _ = window().location().reload();
        }
    });
    // The owner of the page may have signed in again in another tab; the network may be back.
    let again = move || {
        if is_in_doubt(saving) {
            save(saving, failure);
        }
    };
    let back = window_event_listener(ev::focus, move |_| again());
    let online = window_event_listener(ev::online, move |_| again());
    on_served(move || {
        if saving.kept.with_untracked(|kept| kept.as_ref().is_err_and(AppError::is_of_line)) {
            again();
        }
    });
    on_cleanup(move || {
        leaving.remove();
        returning.remove();
        back.remove();
        online.remove();
    });
    warn_before_leaving(move || unsaved(saving).is_some_and(|input| is_held_here_alone(saving, &input)));
}

/// A tab that is closed now takes the form with it: the last save failed, and a beacon would fail like it, or
/// there is too much for one.
fn is_held_here_alone(saving: Saving, input: &CommunicationInput) -> bool {
    is_in_doubt(saving) || too_long_for_a_beacon(input)
}

/// The form, if the server does not have it.
fn unsaved(saving: Saving) -> Option<CommunicationInput> {
    let (input, _) = saving.standing.get_untracked();
    let differs = is_in_doubt(saving) || saving.holds.with_value(|(held, _)| *held != input);
    (differs && !saving.deploying.get_untracked()).then_some(input)
}

/// The last save failed: it may have arrived all the same, so nobody knows what the server has.
fn is_in_doubt(saving: Saving) -> bool {
    saving.kept.with_untracked(Result::is_err)
}

fn save(saving: Saving, failure: ServerFailure) {
    let busy = saving.busy.try_get_value().unwrap_or(true);
    if busy || saving.deploying.try_get_untracked().unwrap_or(true) {
        return;
    }
    let now = saving.standing.get_untracked();
    if !is_in_doubt(saving) && saving.holds.with_value(|held| *held == now) {
        return;
    }
    saving.busy.set_value(true);
    saving.mark.update_value(|mark| mark.sends(random_key()));
    saving.keep_here(now.0.clone());
    spawn_local(async move {
        let mark = saving.mark.get_value();
        let answer = save_draft(saving.form_key.get_value(), now.0.clone(), Some(mark)).await;
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
                saving.failures.set_value(0);
                if saving.standing.with_untracked(|standing| *standing == now) {
                    saving.forget_here();
                }
                saving.holds.set_value(now);
                saving.kept.set(Ok(Some(stamp)));
                remember_address(&address_of(id));
                save(saving, failure);
            }
            Err(AppError::Conflict(Conflict::DraftChanged { draft })) => {
                go_apart(saving, draft);
                save(saving, failure);
            }
            Err(AppError::Conflict(
                what @ (Conflict::Deployed(_)
                | Conflict::DeployedOtherwise { .. }
                | Conflict::TakenBack { .. }),
            )) => {
                end(saving, now);
                failure.set(AppError::Conflict(what));
            }
            Err(error) => {
                let again =
                    error.passes() || matches!(error, AppError::SignedOut | AppError::OtherPerson { .. });
                let doublings = if error.is_of_line() { DOUBLINGS_OF_LINE } else { DOUBLINGS };
                saving.kept.set(Err(error));
                if again {
                    save_later(saving, failure, doublings).await;
                }
            }
        }
    });
}

/// Saves the form although it has not changed: if it was deployed, the answer says so.
pub fn save_anew(saving: Saving, failure: ServerFailure) {
    saving.holds.update_value(|(_, files)| *files = usize::MAX);
    save(saving, failure);
}

/// The form has been deployed, from here or from another tab: there is nothing left to save.
fn end(saving: Saving, now: Standing) {
    saving.forget_here();
    saving.failures.set_value(0);
    saving.holds.set_value(now);
    saving.kept.set(Ok(None));
}

/// Another page of the draft has saved something else: neither overwrites the other.
fn go_apart(saving: Saving, draft: DraftId) {
    saving.forget_here();
    saving.form_key.set_value(random_key());
    saving.mark.set_value(SaveMark::default());
    saving.apart.set(Some(address_of(draft)));
}

async fn save_later(saving: Saving, failure: ServerFailure, doublings: u32) {
    let failures = saving.failures.get_value() + 1;
    saving.failures.set_value(failures);
    TimeoutFuture::new(AGAIN_AFTER_MS << (failures - 1).min(doublings)).await;
    // Unless it was saved, or tried again, meanwhile.
    if saving.failures.try_get_value() == Some(failures) {
        save(saving, failure);
    }
}

/// Deletes the draft, after any running save, which could bring it back. The emptied form gets
/// another key: nothing that still arrives under the old one concerns it.
pub fn discard(saving: Saving, failure: ServerFailure) {
    saving.forget_here();
    saving.unwanted.update_value(|keys| keys.push(saving.form_key.get_value()));
    saving.form_key.set_value(random_key());
    saving.mark.set_value(SaveMark::default());
    saving.holds.set_value(saving.standing.get_untracked());
    saving.kept.set(Ok(None));
    remember_address(ADDRESS);
    if !saving.busy.get_value() {
        throw_away(saving, move || save(saving, failure));
    }
}
