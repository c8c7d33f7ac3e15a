use domain::{
    CommunicationId, MessageId, PersonId,
    communications::Acknowledgement,
    messages::{MessageKind, Notice},
    time::Millis,
};
use sea_orm::entity::prelude::*;
use values::columns::Json;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: MessageId,
    pub kind: MessageKind,
    pub communication_id: Option<CommunicationId>,
    pub about_id: Option<CommunicationId>,
    pub reply_to: Option<MessageId>,
    pub author_id: Option<PersonId>,
    pub sender_name: String,
    pub source_name: String,
    pub subject: String,
    pub excerpt: String,
    /// Subject and text are made from it in the reader's language; `None` when both are stored.
    pub notice: Option<Json<Notice>>,
    pub copy_to_author: bool,
    pub reply_allowed: bool,
    pub acknowledgement: Acknowledgement,
    pub attachments: i32,
    pub dedup: Option<String>,
    pub created_at: Millis,
    pub due_at: Millis,
    pub sent_at: Option<Millis>,
    pub expected: Option<i64>,
    pub delivered: i64,
    pub reached: i64,
    pub finished_at: Option<Millis>,
    pub failed_at: Option<Millis>,
    pub cancelled_at: Option<Millis>,
    pub fence: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
