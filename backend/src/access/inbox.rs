//! What a reader sees of the messages that were delivered to them: one condition for every room that
//! reads deliveries.

use domain::messages::Folder;
use sea_orm::{ColumnTrait, Condition, IntoSimpleExpr, sea_query::ExprTrait};

use crate::entities::{delivery, message};

/// Which deliveries, joined with their message, have arrived, and were not withdrawn before they were
/// opened. Delivery goes by people, so what is beyond the mark has not arrived yet.
pub(crate) fn arrived() -> Condition {
    let reached =
        delivery::Column::PersonId.into_simple_expr().lte(message::Column::Reached.into_simple_expr());
    let not_withdrawn = Condition::any()
        .add(message::Column::CancelledAt.is_null())
        .add(delivery::Column::ReadAt.is_not_null());
    Condition::all().add(reached).add(not_withdrawn)
}

/// Which deliveries their reader has not deleted.
pub(crate) fn kept() -> Condition {
    Condition::all().add(delivery::Column::Folder.ne(Folder::Deleted))
}
