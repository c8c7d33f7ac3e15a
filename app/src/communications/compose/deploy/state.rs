use domain::communications::CommunicationInput;
use leptos::prelude::*;

use crate::communications::compose::{step::Step, validation::Validation};

/// The open questions, and the deployment that one of them starts.
#[derive(Clone, Copy)]
pub struct Deployment {
    pub confirming: RwSignal<bool>,
    pub resetting: RwSignal<bool>,
    pub deploying: RwSignal<bool>,
    /// The whole current form.
    pub written: Memo<CommunicationInput>,
    /// A second deployment with the same key does nothing.
    pub form_key: StoredValue<String>,
}

impl Deployment {
    pub fn new(
        form_key: StoredValue<String>,
        written: Memo<CommunicationInput>,
        step: Step,
        validation: Validation,
    ) -> Self {
        let wrong = validation.attempted.get_untracked();
        Self {
            confirming: RwSignal::new(step == Step::Confirm && !wrong),
            resetting: RwSignal::new(step == Step::Reset),
            deploying: RwSignal::new(false),
            written,
            form_key,
        }
    }
}
