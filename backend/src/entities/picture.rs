use domain::{PersonId, PictureId, files::OwnerKind, time::Millis};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "picture")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PictureId,
    pub token: String,
    pub owner_kind: OwnerKind,
    pub owner_id: i64,
    pub uploader_id: PersonId,
    pub form_key: String,
    /// The text that replaces it; `None` while it waits in a form, and for decoration.
    pub alternative: Option<String>,
    /// In pixels, of the largest size.
    pub width: i32,
    pub height: i32,
    pub created_at: Millis,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
