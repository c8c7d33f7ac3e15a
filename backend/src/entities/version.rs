use domain::{PersonId, time::Millis, versions::VersionedKind};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "version")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub subject_kind: VersionedKind,
    pub subject_id: i64,
    pub number: i32,
    pub title: String,
    pub text: String,
    pub corrected_at: Millis,
    pub corrected_by: PersonId,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
