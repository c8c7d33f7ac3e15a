use domain::{AttachmentId, MessageId, PersonId, time::Millis};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AttachmentId,
    pub token: String,
    pub owner_id: PersonId,
    pub form_key: String,
    pub message_id: Option<MessageId>,
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
