use domain::{PersonId, time::Millis, versions::VersionedKind};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "seen")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_kind: VersionedKind,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    pub version: i32,
    pub seen_at: Millis,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
