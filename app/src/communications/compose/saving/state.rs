use domain::{communications::CommunicationInput, time::Stamp};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::AppError;

/// The address of the form without a draft.
pub const ADDRESS: &str = "/communications/nouvelle";

/// The content of the form, and its number of files.
pub type Standing = (CommunicationInput, usize);

/// The draft of the form, as the server has it.
#[derive(Clone, Copy)]
pub struct Saving {
    /// When the draft was last saved, or why it was not.
    pub kept: RwSignal<Result<Option<Stamp>, AppError>>,
    pub(super) standing: Signal<Standing>,
    /// While the form is being deployed, its draft is not saved.
    pub(super) deploying: RwSignal<bool>,
    /// The content of the draft: an unchanged form is not saved again.
    pub(super) holds: StoredValue<Standing>,
    /// A request about the draft is running: only one at a time, so that an older form never
    /// overwrites a newer one.
    pub(super) busy: StoredValue<bool>,
    /// Keys of emptied forms, whose drafts are to be deleted once that request is answered.
    pub(super) unwanted: StoredValue<Vec<String>>,
    pub(super) form_key: StoredValue<String>,
}

impl Saving {
    pub fn new(
        form_key: StoredValue<String>,
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
            unwanted: StoredValue::new(Vec::new()),
            form_key,
        }
    }
}

/// Puts the draft into the address, so that a reload finds it again.
pub fn remember_address(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}
