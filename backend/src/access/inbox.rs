//! Which delivered messages a reader can see: one condition for every room that reads deliveries.

use domain::messages::Folder;
use sea_orm::{ColumnTrait, Condition, IntoSimpleExpr, sea_query::ExprTrait};

use crate::entities::{delivery, message};

/// Condition on deliveries joined with their message: they have arrived, and were not withdrawn
/// before they were opened. A message is delivered in the order of person ids, so ids above
/// `reached` have not received it yet.
pub(crate) fn arrived() -> Condition {
    let reached =
        delivery::Column::PersonId.into_simple_expr().lte(message::Column::Reached.into_simple_expr());
    let not_withdrawn = Condition::any()
        .add(message::Column::CancelledAt.is_null())
        .add(delivery::Column::ReadAt.is_not_null());
    Condition::all().add(reached).add(not_withdrawn)
}

/// Condition: their reader has not deleted them.
pub(crate) fn kept() -> Condition {
    Condition::all().add(delivery::Column::Folder.ne(Folder::Deleted))
}
