use domain::{PersonId, time::Millis};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    pub person_id: PersonId,
    pub created_at: Millis,
    pub expires_at: Millis,
    pub seen_at: Millis,
    pub user_agent: String,
    pub address: String,
    /// *Rester connecté sur cet appareil*: it ends on its last day alone, however long it is not used.
    pub kept: bool,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
