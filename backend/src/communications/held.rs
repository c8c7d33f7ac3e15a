use domain::{
    communications::{CommunicationInput, Content, Severity},
    time::Millis,
};
use values::columns::Json;

use super::drafts::stored_form;
use crate::Backend;

/// What waits before it goes out, so that its author can take it back.
pub(super) struct Held {
    pub until: Millis,
    /// The form that comes back.
    pub form: Json<CommunicationInput>,
}

/// How long a deployment waits; `None` for what goes out at once, such as an alert.
pub(super) fn hold(backend: &Backend, input: &CommunicationInput, content: &Content) -> Option<Held> {
    if backend.undo_ms <= 0 || content.severity() == Some(Severity::Alert) {
        return None;
    }
    // A form that is too large for a draft could not come back.
    let form = stored_form(input).ok()?;
    Some(Held { until: backend.clock.now().plus(backend.undo_ms), form })
}
