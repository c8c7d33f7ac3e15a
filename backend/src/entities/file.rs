use domain::{FileId, PersonId, files::OwnerKind, time::Millis};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: FileId,
    pub token: String,
    pub owner_kind: OwnerKind,
    pub owner_id: i64,
    pub uploader_id: PersonId,
    pub form_key: String,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub sha256: String,
    pub object_key: String,
    pub created_at: Millis,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
