use domain::communications::{CommunicationInput, view::Question};
use leptos::prelude::*;

use crate::communications::compose::step::Step;

/// The question that the server asked, and the form that it is about. *Valider* sends this form, not
/// what the page shows by then.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenQuestion {
    pub question: Question,
    pub input: CommunicationInput,
}

/// The open questions, and the deployment that one of them starts.
#[derive(Clone, Copy)]
pub struct Deployment {
    pub confirming: RwSignal<bool>,
    pub asked: RwSignal<Option<OpenQuestion>>,
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
        asked: Option<OpenQuestion>,
    ) -> Self {
        Self {
            confirming: RwSignal::new(asked.is_some()),
            asked: RwSignal::new(asked),
            resetting: RwSignal::new(step == Step::Reset),
            deploying: RwSignal::new(false),
            written,
            form_key,
        }
    }
}
