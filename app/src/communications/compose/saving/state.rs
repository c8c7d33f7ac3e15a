use domain::{
    DraftId,
    communications::{CommunicationInput, SaveMark},
    time::Stamp,
};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::{
    AppError,
    communications::api::SaveDraft,
    components::{forget_unsaved, keep_unsaved},
};

/// The address of the form without a draft.
pub const ADDRESS: &str = "/communications/nouvelle";

/// The content of the form, and its number of files.
pub type Standing = (CommunicationInput, usize);

/// The draft of the form, as the server has it.
#[derive(Clone, Copy)]
pub struct Saving {
    /// When the draft was last saved, or why it was not.
    pub kept: RwSignal<Result<Option<Stamp>, AppError>>,
    /// Another page of the draft has saved something else: the address of that draft. This form goes on
    /// as a draft of its own.
    pub apart: RwSignal<Option<String>>,
    /// The form shows what could not be saved before the page was loaded.
    pub found: RwSignal<bool>,
    /// The same for another form: the address of its draft.
    pub found_draft: RwSignal<Option<String>>,
    pub(super) standing: Signal<Standing>,
    /// The browser keeps what was last to be saved.
    pub(super) held: StoredValue<bool>,
    /// While the form is being deployed, its draft is not saved.
    pub(super) deploying: RwSignal<bool>,
    /// The content of the draft: an unchanged form is not saved again.
    pub(super) holds: StoredValue<Standing>,
    /// A request about the draft is running: only one at a time, so that an older form never
    /// overwrites a newer one.
    pub(super) busy: StoredValue<bool>,
    /// How often in a row it was not saved.
    pub(super) failures: StoredValue<u32>,
    /// Keys of emptied forms, whose drafts are to be deleted once that request is answered.
    pub(super) unwanted: StoredValue<Vec<String>>,
    pub(super) form_key: StoredValue<String>,
    /// From which state of the draft the form goes on.
    pub(super) mark: StoredValue<SaveMark>,
}

impl Saving {
    pub fn new(
        form_key: StoredValue<String>,
        (saved, mark): (Option<Stamp>, &str),
        standing: Signal<Standing>,
        deploying: RwSignal<bool>,
    ) -> Self {
        Self {
            kept: RwSignal::new(Ok(saved)),
            apart: RwSignal::new(None),
            found: RwSignal::new(false),
            found_draft: RwSignal::new(None),
            standing,
            held: StoredValue::new(false),
            deploying,
            holds: StoredValue::new(standing.get_untracked()),
            busy: StoredValue::new(false),
            failures: StoredValue::new(0),
            unwanted: StoredValue::new(Vec::new()),
            form_key,
            mark: StoredValue::new(SaveMark::opened(mark)),
        }
    }

    /// The key of the form; *Réinitialiser* changes it.
    pub const fn form_key(self) -> StoredValue<String> {
        self.form_key
    }

    /// Keeps the form in the browser until the server has it, as the arguments that save it.
    pub(super) fn keep_here(self, input: CommunicationInput) -> SaveDraft {
        let (form_key, mark) = (self.form_key.get_value(), Some(self.mark.get_value()));
        let unsaved = SaveDraft { form_key, input, mark };
        let text = serde_json::to_string(&unsaved);
        self.held.set_value(text.is_ok_and(|text| keep_unsaved(&unsaved.form_key, &text)));
        unsaved
    }

    /// The server has it, or it is not wanted.
    pub fn forget_here(self) {
        forget_unsaved(&self.form_key.get_value());
    }
}

/// The address of the form with a draft.
pub fn address_of(draft: DraftId) -> String {
    format!("{ADDRESS}?brouillon={draft}")
}

/// Puts the draft into the address, so that a reload finds it again.
pub fn remember_address(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}
