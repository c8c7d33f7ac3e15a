use leptos::{prelude::*, task::spawn_local};

use super::state::Deployment;
use crate::{
    AppError,
    communications::{
        api::deploy,
        compose::{
            audience::Audience,
            content::{Content, part_of, with_files},
            failure::ServerFailure,
            files::Files,
            validation::Validation,
        },
    },
    components::Dialog,
    words,
};

/// *Souhaitez-vous déployer cette communication ciblée ?*
#[component]
pub fn ConfirmDialog() -> impl IntoView {
    let deployment = expect_context::<Deployment>();
    let files = expect_context::<Files>();
    let validation = expect_context::<Validation>();
    let failure = expect_context::<ServerFailure>();
    let send = move || {
        if deployment.deploying.get_untracked() {
            return;
        }
        deployment.deploying.set(true);
        spawn_local(async move {
            let input = with_files(deployment.written.get_untracked(), files.tokens());
            match deploy(deployment.form_key.get_value(), input).await {
                Ok(deployed) => {
                    let _ =
                        window().location().set_href(&format!("/communications/{}?deploye=1", deployed.id));
                }
                Err(error) => {
                    deployment.deploying.set(false);
                    deployment.confirming.set(false);
                    match error {
                        AppError::Fields(errors) => validation.refuse(errors),
                        error => failure.set(error),
                    }
                }
            }
        });
    };
    view! {
        <Dialog id="confirmer" open=deployment.confirming title=words().compose.deploy_question>
            <Summary />
            <div class="dialog-actions">
                <button class="button" type="submit" name="action" value="enregistrer"
                    on:click=move |event| {
                        event.prevent_default();
                        deployment.confirming.set(false);
                    }>
                    {words().common.cancel}
                </button>
                <button class="button button-primary" type="submit" name="action" value="confirmer"
                    disabled=move || deployment.deploying.get()
                    on:click=move |event| {
                        event.prevent_default();
                        send();
                    }>
                    {words().common.validate}
                </button>
            </div>
        </Dialog>
    }
}

/// How many people the communication reaches, and what they will read.
#[component]
fn Summary() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let channel = expect_context::<Content>().channel();
    let schools = move || audience.survey.with(|survey| survey.count.per_establishment.len()) as u64;
    let reading = move || (part_of(&channel.get()).reached)(audience.total());
    view! {
        <p>
            <span class="summary-count">{move || words().numbers.number(audience.total())}</span>
            {reading}
            {move || words().numbers.establishments(schools())} "."
        </p>
        <dl class="facts">{move || (part_of(&channel.get()).facts)()}</dl>
    }
}
