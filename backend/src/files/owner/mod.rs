//! Whose a file is: one file for each kind, and a line in the list of this page.

mod form;
mod message;

use domain::files::OwnerKind;
use sea_orm::{ColumnTrait, Condition};

pub use self::form::{Form, IS_LEFT, WAITS};
use crate::{access::Caller, entities::file, ground::sql::Sql};

/// Whose a file is, as its row names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    pub kind: OwnerKind,
    pub id: i64,
}

impl Owner {
    /// Its files.
    pub fn files(self) -> Condition {
        Condition::all().add(file::Column::OwnerKind.eq(self.kind)).add(file::Column::OwnerId.eq(self.id))
    }
}

/// Adds which files `f` of this kind the caller, `:me`, may open now.
pub fn readable(kind: OwnerKind, sql: Sql, caller: &Caller) -> Sql {
    match kind {
        OwnerKind::Form => form::readable(sql),
        OwnerKind::Message => message::readable(sql, caller),
    }
}
