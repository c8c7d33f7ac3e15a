use domain::{PortalId, portals::PortalState, time::Millis};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PortalId,
    pub name: String,
    /// What its statements have as `iss`.
    pub issuer: String,
    /// One a line.
    pub prefixes: String,
    /// One a line, as a browser writes them.
    pub origins: String,
    pub keys_address: Option<String>,
    pub state: PortalState,
    pub created_at: Millis,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
