use domain::{PortalId, portals::Refused, time::Millis};
use sea_orm::entity::prelude::*;

/// Refusals of a portal for the same reason. Portal 0 stands for all that are not registered.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portal_refusal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub portal_id: PortalId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub reason: Refused,
    /// Of the last one.
    pub detail: String,
    pub times: i64,
    pub last_at: Millis,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
