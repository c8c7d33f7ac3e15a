use domain::{
    Conflict,
    communications::{CommunicationInput, view::ComposeForm},
};
use leptos::prelude::*;

use super::{
    audience::{Audience, follow_channel, keep_counted},
    check::check,
    content::{Articles, Content, propose, whole},
    deploy::{Deployment, OpenQuestion},
    failure::ServerFailure,
    files::{Files, catch_dropped},
    saving::{Saving, autosave, restore},
    step::Step,
    validation::Validation,
};
use crate::{
    AppError,
    components::{effect, warn_before_leaving},
};

/// Creates the parts of the form and provides them as contexts to the components.
pub fn provide_parts(mut form: ComposeForm, step: Step, refused: Option<Conflict>) {
    propose(&mut form.input, form.now);
    let several_channels = form.channels.len() > 1;
    let failure = ServerFailure::new(refused.map(AppError::Conflict));
    let audience = Audience::new(&form);
    // One key for all parts: *Réinitialiser* replaces it.
    let form_key = StoredValue::new(form.form_key.clone());
    let files = Files::new(form_key, form.attachments, form.limits);
    let tokens = files.tokens();
    let asked = form
        .question
        .map(|question| OpenQuestion { question, input: form.input.clone().with_files(&tokens) });
    let articles = Articles(RwSignal::new(form.articles));
    let content = Content::new(form.input, form.channels);
    let written = Memo::new(move |_| whole(content.get(), audience.perimeter.get(), audience.targets.get()));
    let validation = Validation::new(step, form.refused, check(written, audience, files));
    let deployment = Deployment::new(form_key, written, step, asked);
    // A draft keeps the files of its form, so a form with files alone is saved too.
    let standing = Signal::derive(move || (written.get(), files.count()));
    let saved = (form.saved, form.mark.as_str());
    let saving = Saving::new(form_key, saved, standing, deployment.deploying);
    let channel = content.channel().signal();

    keep_counted(audience, channel, failure);
    if several_channels {
        follow_channel(audience, channel, failure);
    }
    autosave(saving, failure);
    restore(saving, audience, content);
    // The files stay with the draft that the form has left.
    effect(move |_| {
        if saving.apart.get().is_some() {
            files.leave();
            untrack(|| content.picture().set(String::new()));
        }
    });
    effect(move |before: Option<()>| {
        written.track();
        if before.is_some() {
            validation.forget_refusal();
            // Why there is no count stays true whatever is typed, and is not read out at each key.
            let waits = audience.counting.get_untracked() && failure.passes();
            if !waits && !audience.uncounted.get_untracked() {
                failure.clear();
            }
        }
    });
    catch_dropped(files, move || written.with_untracked(CommunicationInput::takes_files));
    // The text is saved as a draft; a file on its way would be lost.
    warn_before_leaving(move || written.with(CommunicationInput::takes_files) && files.running() > 0);

    provide_context(audience);
    provide_context(articles);
    provide_context(content);
    provide_context(files);
    provide_context(saving);
    provide_context(validation);
    provide_context(deployment);
    provide_context(failure);
}
