use domain::{
    Conflict,
    communications::{CommunicationInput, UNCHOSEN},
};
use leptos::{prelude::*, task::spawn_local};

use super::state::{Saving, address_of};
use crate::{
    AppError,
    communications::{
        api::{SaveDraft, save_draft},
        compose::{audience::Audience, content::Content, key::random_key},
    },
    components::{effect, forget_unsaved, unsaved},
    json,
};

/// Shows again what was typed before the page was loaded and had not reached the server. What belongs
/// to another form is saved as a draft.
pub fn restore(saving: Saving, audience: Audience, content: Content) {
    effect(move |done: Option<()>| {
        if done.is_some() {
            return;
        }
        let kept = unsaved().into_iter().filter_map(|text| json::read::<SaveDraft>(&text).ok());
        for kept in kept {
            let own = kept.form_key == saving.form_key.get_value();
            if own && saving.standing.with_untracked(|(input, _)| *input == kept.input) {
                saving.forget_here();
            } else if own {
                saving.mark.set_value(kept.mark.unwrap_or_default());
                show(audience, content, kept.input);
                saving.found.set(true);
            } else {
                save_aside(saving, kept);
            }
        }
    });
}

fn show(audience: Audience, content: Content, mut input: CommunicationInput) {
    let targets = std::mem::take(&mut input.targets);
    let perimeter = std::mem::take(&mut input.perimeter);
    // The perimeters of another channel come when the form switches to it.
    let known = audience.perimeters.with_untracked(|(channel, perimeters)| {
        *channel != input.channel || perimeters.iter().any(|one| one.key == perimeter)
    });
    audience.perimeter.set(if known { perimeter } else { UNCHOSEN.to_owned() });
    if audience.targets.with_untracked(|shown| *shown != targets) {
        audience.replace_targets(targets);
    }
    content.reset(input);
}

/// A form that is not on this page.
fn save_aside(saving: Saving, kept: SaveDraft) {
    spawn_local(async move {
        let SaveDraft { form_key, input, mark } = kept;
        let mut answer = save_draft(form_key.clone(), input.clone(), mark).await;
        if matches!(answer, Err(AppError::Conflict(Conflict::DraftChanged { .. }))) {
            answer = save_draft(random_key(), input, None).await;
        }
        let draft = match answer {
            Ok((draft, _))
            | Err(AppError::Conflict(
                Conflict::DeployedOtherwise { draft, .. } | Conflict::TakenBack { draft },
            )) => Some(draft),
            Err(AppError::Conflict(Conflict::Deployed(_))) => None,
            // It is tried again on the next page.
            Err(_) => return,
        };
        forget_unsaved(&form_key);
        let _ = saving.found_draft.try_set(draft.map(address_of));
    });
}
