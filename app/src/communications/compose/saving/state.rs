use domain::{communications::CommunicationInput, time::Stamp};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::AppError;

/// Where the form is without a draft.
pub const ADDRESS: &str = "/communications/nouvelle";

/// What stands in the form, and how many files it has.
pub type Standing = (CommunicationInput, usize);

/// The draft of the form, as the server has it.
#[derive(Clone, Copy)]
pub struct Saving {
    /// When the draft was last kept, or why it was not.
    pub kept: RwSignal<Result<Option<Stamp>, AppError>>,
    pub(super) standing: Signal<Standing>,
    /// A form that is being deployed is no draft any more.
    pub(super) deploying: RwSignal<bool>,
    /// What the draft holds: what is the same needs no saving.
    pub(super) holds: StoredValue<Standing>,
    /// A request about it is on its way: one at a time, so that an older form never overwrites a
    /// newer one.
    pub(super) busy: StoredValue<bool>,
    /// It is to be thrown away once that request is answered.
    pub(super) unwanted: StoredValue<bool>,
    form_key: StoredValue<String>,
}

impl Saving {
    pub fn new(
        form_key: String,
        saved: Option<Stamp>,
        standing: Signal<Standing>,
        deploying: RwSignal<bool>,
    ) -> Self {
        Self {
            kept: RwSignal::new(Ok(saved)),
            standing,
            deploying,
            holds: StoredValue::new(standing.get_untracked()),
            busy: StoredValue::new(false),
            unwanted: StoredValue::new(false),
            form_key: StoredValue::new(form_key),
        }
    }

    pub(super) fn form_key(self) -> String {
        self.form_key.get_value()
    }
}

/// A reload finds the draft again.
pub fn remember_address(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}
