use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    pub communication_id: Option<i64>,
    pub about_id: Option<i64>,
    pub reply_to: Option<i64>,
    pub author_id: Option<i64>,
    pub sender_name: String,
    pub source_name: String,
    pub subject: String,
    pub excerpt: String,
    /// A `Notice` as JSON, from which subject and text are made for whoever reads; else both are stored.
    pub notice: Option<String>,
    pub copy_to_author: bool,
    pub reply_allowed: bool,
    pub acknowledgement: String,
    pub attachments: i32,
    pub dedup: Option<String>,
    pub created_at: i64,
    pub due_at: i64,
    pub sent_at: Option<i64>,
    pub expected: Option<i64>,
    pub delivered: i64,
    pub reached: i64,
    pub finished_at: Option<i64>,
    pub failed_at: Option<i64>,
    pub cancelled_at: Option<i64>,
    pub fence: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
