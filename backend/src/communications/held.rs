use domain::{
    communications::{CommunicationInput, Content, Severity},
    time::Millis,
};
use sea_orm::ConnectionTrait as _;
use values::columns::Json;

use super::drafts::stored_form;
use crate::{Backend, Result, database::alone, ground::sql::sql};

/// What is held for a moment before it goes out, so that its author can take it back.
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

/// Forgets the forms that can no longer come back.
pub(crate) async fn forget_held(backend: &Backend) -> Result<()> {
    let (db, now) = (&backend.db, backend.clock.now());
    let over = "held_form IS NOT NULL AND held_until < :now";
    let look = format!("SELECT 1 AS there FROM communication WHERE {over} LIMIT 1");
    // Looking first keeps an idle server from taking SQLite's write lock.
    if db.query_one_raw(sql!(db, look, now)).await?.is_none() {
        return Ok(());
    }
    let forget = format!("UPDATE communication SET held_form = NULL WHERE {over}");
    alone(db, async { Ok(db.execute_raw(sql!(db, forget, now)).await.map(|_| ())?) }).await
}
