use domain::{Conflict, communications::CommunicationInput};
use leptos::{prelude::*, task::spawn_local};

use super::state::{Deployment, OpenQuestion};
use crate::{
    AppError,
    communications::{
        api::deploy_question,
        compose::{
            audience::{Audience, renew_perimeters},
            failure::ServerFailure,
            files::Files,
            validation::Validation,
        },
    },
};

/// The way from *Déployer* to the question.
#[derive(Clone, Copy)]
pub struct Asking {
    /// Something is still on its way: a count, a file.
    pub waiting: RwSignal<bool>,
    /// The server is making the question.
    pub busy: RwSignal<bool>,
    pub deployment: Deployment,
    pub files: Files,
    pub validation: Validation,
    pub failure: ServerFailure,
    pub audience: Audience,
    pub channel: Signal<String>,
}

impl Asking {
    /// Asks the server for the question about the form as it is now, and shows it. If the form
    /// changed meanwhile, the question would be about an older one: it begins anew.
    pub fn ask(self) {
        let Some(input) = self.form() else { return };
        self.busy.set(true);
        spawn_local(async move {
            let answer = deploy_question(self.deployment.form_key.get_value(), input.clone()).await;
            // The page may be gone.
            let Some(present) = self.form() else { return };
            self.busy.set(false);
            if present != input || (present.takes_files() && untrack(|| self.files.running()) > 0) {
                self.waiting.set(true);
                return;
            }
            match answer {
                Ok(question) => {
                    self.failure.clear();
                    self.deployment.asked.set(Some(OpenQuestion { question, input }));
                    self.deployment.confirming.set(true);
                }
                Err(AppError::Fields(errors)) => self.validation.refuse(errors),
                Err(error) => {
                    if error == AppError::Conflict(Conflict::PerimeterChanged) {
                        renew_perimeters(self.audience, self.channel, self.failure);
                    }
                    self.failure.set(error);
                    self.failure.answer_deploy();
                }
            }
        });
    }

    /// The form as it would be sent; `None` once the page is gone.
    fn form(self) -> Option<CommunicationInput> {
        let written = self.deployment.written.try_get_untracked()?;
        Some(written.with_files(&self.files.tokens()))
    }
}
