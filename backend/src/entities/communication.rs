use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "communication")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub author_id: i64,
    pub form_key: String,
    pub channel: String,
    pub severity: String,
    pub text: String,
    pub link: Option<String>,
    pub first_day: String,
    pub last_day: String,
    pub perimeter_key: String,
    pub source_name: String,
    pub source_authority_id: Option<i64>,
    pub recipients: Option<i64>,
    pub search_text: String,
    pub created_at: i64,
    pub cancelled_at: Option<i64>,
    pub cancelled_by: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
