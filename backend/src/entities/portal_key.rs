use domain::{PortalId, PortalKeyId, portals::SigningAlgorithm, time::Millis};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portal_key")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PortalKeyId,
    pub portal_id: PortalId,
    /// What statements name as `kid`.
    pub name: String,
    pub algorithm: SigningAlgorithm,
    /// PEM or JWK.
    pub public_key: String,
    pub added_at: Millis,
    /// Set for the older of two keys.
    pub valid_until: Option<Millis>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
