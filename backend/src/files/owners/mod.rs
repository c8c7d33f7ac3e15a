//! The owners of files: one file for each kind, and a line in the list of this file.

mod form;
mod message;

use domain::files::OwnerKind;

pub use self::form::{Form, IS_LEFT, WAITS, forms_of, rename};
use crate::{access::Caller, ground::sql::Sql};

/// Adds a condition: which files `f` of this kind the caller, `:me`, may open now.
pub fn readable(kind: OwnerKind, sql: Sql, caller: &Caller) -> Sql {
    match kind {
        OwnerKind::Form => form::readable(sql),
        // There is nothing to open.
        OwnerKind::Withdrawn => sql.then("1 = 0"),
        OwnerKind::Message => message::readable(sql, caller),
    }
}
